//! A document studied: text in, plain data out. Nothing here runs where decisions are taken.

use crate::analyze::{self, Coverage, Diff, LogCounts, SignOff};
use crate::diagnostic::{Code, any_error};
use crate::error::{Given, PolicyError, Refused};
use crate::json;
use crate::policy::{Policy, Test};
use crate::value::Value;

use super::examine;

/// Which cells, rules, raises, segments and entries of `unavailable` the document's own tests and those `beside` it
/// exercise, and a passing test for each that none does, where an input can reach it.
///
/// ```
/// let policy = r#"{"leeway": 1, "name": "seed", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
///     "tests": [{"name": "sure", "given": {"confidence": 0.9, "impact": 0}, "expect": "auto_apply"}]}"#;
/// let coverage = leeway::api::coverage(policy, &[]).unwrap();
/// assert_eq!((coverage.summary[0].covered, coverage.summary[0].all), (1, 4));
/// let test = coverage.missing[0].test.as_ref().unwrap();
/// assert_eq!((test.name.as_str(), test.expect), ("high confidence, high impact", leeway::Action::Suggest));
/// ```
///
/// # Errors
/// `POLICY_INVALID` with every diagnostic, if there is an error other than a test that fails.
pub fn coverage(text: &str, beside: &[Test]) -> Result<Coverage, PolicyError> {
    let (policy, document) = studied(text)?;
    Ok(analyze::coverage(&policy, &document, beside))
}

/// The policy in words, for people who have to approve it; with the text of the approved version, what changed since.
///
/// ```
/// let policy = r#"{"leeway": 1, "name": "seed", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#;
/// let stricter = policy.replace("0.85", "0.9");
/// let page = leeway::api::sign_off(&stricter, Some(policy)).unwrap().to_markdown();
/// assert!(page.contains("### Allows less\n\n- The confidence from which `high` begins: 0.85 before, now 0.9."));
/// ```
///
/// # Errors
/// What is wrong with the policy, or else with the approved version, if it does not compile.
pub fn sign_off(text: &str, approved: Option<&str>) -> Result<SignOff, Refused> {
    signed(text, approved, None)
}

/// The same with what the policy made of a log.
///
/// # Errors
/// As [`sign_off`].
pub fn sign_off_with(text: &str, approved: Option<&str>, log: &LogCounts) -> Result<SignOff, Refused> {
    signed(text, approved, Some(log))
}

fn signed(text: &str, approved: Option<&str>, log: Option<&LogCounts>) -> Result<SignOff, Refused> {
    let (policy, document) = approvable(text, Given::Policy)?;
    let approved = approved.map(|approved| approvable(approved, Given::Approved)).transpose()?;
    let approved = approved.as_ref().map(|(policy, document)| (policy, document));
    Ok(analyze::sign_off(&policy, &document, approved, log))
}

/// Where two policies give different actions, over all inputs.
///
/// # Errors
/// What is wrong with the first document that does not compile.
///
/// ```
/// let policy = |high| format!(r#"{{"leeway": 1, "name": "seed", "impact": {{"low": 0, "high": 0.5}},
///     "confidence": {{"low": 0, "high": {high}}}}}"#);
/// let diff = leeway::api::diff(&policy("0.9"), &policy("0.8")).unwrap();
/// assert_eq!(diff.regions[0].text,
///     "`auto_apply` instead of `show_options`: confidence from 0.8 to below 0.9, impact given below 0.5");
/// ```
pub fn diff(before: &str, after: &str) -> Result<Diff, Refused> {
    let [before, after] = compared(before, after)?;
    Ok(analyze::diff(&before, &after))
}

/// Both policies.
///
/// # Errors
/// What is wrong with the first that does not compile.
pub fn compared(before: &str, after: &str) -> Result<[Policy; 2], Refused> {
    Ok([compiled(before, Given::Before)?, compiled(after, Given::After)?])
}

fn compiled(text: &str, given: Given) -> Result<Policy, Refused> {
    super::compile(text).map_err(|error| Refused { given, diagnostics: error.diagnostics })
}

/// A policy that compiles, and its tree.
fn approvable(text: &str, given: Given) -> Result<(Policy, Value), Refused> {
    let policy = compiled(text, given)?;
    let (document, _) = json::parse_all(text);
    Ok((policy, document))
}

/// The policy and its tree. Tests may fail: what they exercise is known all the same.
fn studied(text: &str) -> Result<(Policy, Value), PolicyError> {
    let (policy, diagnostics) = examine(text).map_err(|diagnostics| PolicyError { diagnostics })?;
    let mut errors = diagnostics.clone();
    errors.retain(|diagnostic| diagnostic.code != Code::TestFailed);
    if any_error(&errors) {
        return Err(PolicyError { diagnostics });
    }
    let (document, _) = json::parse_all(text);
    Ok((policy, document))
}

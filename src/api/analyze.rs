//! A document studied: text in, plain data out. Nothing here runs where decisions are taken.

use crate::analyze::{self, Coverage};
use crate::diagnostic::{Code, any_error};
use crate::error::PolicyError;
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

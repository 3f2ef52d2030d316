//! Policy tests: those in the document, and those in a file beside it.

use crate::check::{run_test, test_failure};
use crate::decide::Decision;
use crate::diagnostic::{Code, Diagnostic, Span, any_error};
use crate::error::{Given, Refused};
use crate::json;
use crate::policy::{self, Policy, Test};
use crate::value::{Fields, Plain, Value, fill, serialize_plain};

use super::examine;

/// Where a test stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In the policy document.
    Document,
    /// In the file beside it.
    Beside,
}

/// A test and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TestRun {
    /// In which file it stands.
    pub home: Home,
    /// The test.
    pub test: Test,
    /// The decision; the test passes if its action is the expected one.
    pub decision: Decision,
    /// The expected action of a test that failed, in the text of its file.
    pub span: Option<Span>,
}

impl Home {
    /// `document` or `beside`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Beside => "beside",
        }
    }
}

impl TestRun {
    /// Whether the action is the expected one.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.decision.action == self.test.expect
    }
}

serialize_plain!(TestRun);

impl Plain for TestRun {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("name", &self.test.name);
        out.put_text("in", self.home.name());
        out.put("passed", Value::Boolean(self.passed()));
        out.put_text("expect", self.test.expect.name());
        out.put("decision", self.decision.plain());
        out.put_plain("span", self.span.as_ref().map(|span| span as &dyn Plain));
        out.done()
    }
}

/// Runs the tests of a document, then those of the file beside it: a list of tests, or an object with them as `tests`.
///
/// # Errors
/// What keeps the document from compiling, other than failing tests; else what is wrong with the file.
///
/// ```
/// let policy = r#"{"leeway": 1, "name": "seed", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
///     "tests": [{"name": "sure", "given": {"confidence": 0.9, "impact": 0}, "expect": "auto_apply"}]}"#;
/// let beside = r#"[{"name": "grave", "given": {"confidence": 0.9, "impact": 1}, "expect": "auto_apply"}]"#;
/// let runs = leeway::api::test(policy, Some(beside)).unwrap();
/// assert_eq!(runs.iter().map(|run| run.passed()).collect::<Vec<_>>(), [true, false]);
/// ```
pub fn test(document: &str, beside: Option<&str>) -> Result<Vec<TestRun>, Refused> {
    let policy = without_own_failures(document).map_err(Refused::of(Given::Policy))?;
    let mut runs = Vec::new();
    run(&policy, Home::Document, "", document, &mut runs);
    if let Some(text) = beside {
        let (policy, prefix) = policy_with_tests(document, text).map_err(Refused::of(Given::Tests))?;
        run(&policy, Home::Beside, prefix, text, &mut runs);
    }
    Ok(runs)
}

/// The policy, if nothing but its tests fails.
fn without_own_failures(document: &str) -> Result<Policy, Vec<Diagnostic>> {
    let (policy, mut diagnostics) = examine(document)?;
    diagnostics.retain(|diagnostic| diagnostic.code != Code::TestFailed);
    if any_error(&diagnostics) { Err(diagnostics) } else { Ok(policy) }
}

/// Runs the tests of a policy that stand in that text, their pointers without `/tests` where `prefix` says so.
fn run(policy: &Policy, home: Home, prefix: &str, text: &str, runs: &mut Vec<TestRun>) {
    let first = runs.len();
    let mut failures = Vec::new();
    for (index, test) in policy.model().tests.iter().enumerate() {
        let decision = run_test(policy, test);
        let run = TestRun { home, test: test.clone(), decision, span: None };
        if !run.passed() {
            failures.push(moved(test_failure(index, test, &run.decision), prefix));
        }
        runs.push(run);
    }
    // Failures are in the order of the text already, so that they stay in step with the tests.
    let mut located = json::locate(text, failures).into_iter();
    for run in runs.iter_mut().skip(first) {
        if !run.passed() {
            run.span = located.next().and_then(|failure| failure.span);
        }
    }
}

/// The document with the tests of the file instead of its own, and what its pointers begin with that the file's do not.
fn policy_with_tests(document: &str, text: &str) -> Result<(Policy, &'static str), Vec<Diagnostic>> {
    let located = |diagnostics| json::locate(text, diagnostics);
    let (file, problems) = json::parse_all(text);
    if !problems.is_empty() {
        return Err(located(problems));
    }
    let prefix = if matches!(file, Value::Object(_)) { "" } else { "/tests" };
    let (tests, mut problems) = tests_of(file);
    let (mut whole, _) = json::parse_all(document);
    if let Value::Object(members) = &mut whole {
        members.retain(|(name, _)| name != "tests");
        members.push(("tests".to_owned(), tests));
    }
    match policy::read(&whole) {
        Ok(model) if problems.is_empty() => return Ok((policy::compile(model, whole), prefix)),
        Ok(_) => {}
        Err(of_tests) => problems.extend(of_tests.into_iter().map(|problem| moved(problem, prefix))),
    }
    Err(located(problems))
}

/// The tests of a file that is a list of them or an object that has such a list, and what the object has beside.
fn tests_of(file: Value) -> (Value, Vec<Diagnostic>) {
    let Value::Object(members) = file else { return (file, Vec::new()) };
    let mut tests = None;
    let mut problems = Vec::new();
    let help = "a file of tests is a list of tests, or an object with `tests`";
    for (name, value) in members {
        match name.as_str() {
            "tests" => tests = Some(value),
            "$schema" => {}
            other => {
                let mut pointer = String::new();
                json::push_token(&mut pointer, other);
                let message = fill("`{}` has no place in a file of tests", &[other]);
                problems.push(Diagnostic::error(Code::UnknownField, &pointer, message).help(help));
            }
        }
    }
    if tests.is_none() {
        problems.push(Diagnostic::error(Code::MissingField, "", "`tests` is missing").help(help));
    }
    (tests.unwrap_or_else(|| Value::List(Vec::new())), problems)
}

fn moved(mut diagnostic: Diagnostic, prefix: &str) -> Diagnostic {
    if let Some(pointer) = diagnostic.pointer.strip_prefix(prefix) {
        diagnostic.pointer = pointer.to_owned();
    }
    diagnostic
}

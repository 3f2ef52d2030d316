//! `test`: the tests of a policy, each failure with what was expected and what came, and what none of them exercises.

use crate::analyze::Coverage;
use crate::api::{self, Home, TestRun};
use crate::error::Given;
use crate::policy::Test;
use crate::value::{Fields, Plain, Value};

use super::coverage;
use super::outcome::{File, Outcome, Status, action_word, bad, bold, clean, dim, good};
use super::problems::refused;

/// Runs the tests in the document and those in the file beside it; for programs `{passed, failed, tests,
/// coverage}`.
#[must_use]
pub fn test(policy: &File, beside: Option<&File>, for_programs: bool) -> Outcome {
    let file_of = |home| match home {
        Home::Document => policy,
        Home::Beside => beside.unwrap_or(policy),
    };
    let runs = match api::test(&policy.text, beside.map(|file| file.text.as_str())) {
        Ok(runs) => runs,
        Err(error) => {
            let file = if error.given == Given::Tests { file_of(Home::Beside) } else { policy };
            return refused(file, &error.diagnostics, Status::Wrong, for_programs);
        }
    };
    let beside: Vec<Test> = runs.iter().filter(|run| run.home == Home::Beside).map(|run| run.test.clone()).collect();
    let coverage = match api::coverage(&policy.text, &beside) {
        Ok(coverage) => coverage,
        Err(error) => return refused(policy, &error.diagnostics, Status::Wrong, for_programs),
    };
    let failed = runs.iter().filter(|run| !run.passed()).count();
    let status = if failed > 0 { Status::Wrong } else { Status::Fine };
    if for_programs {
        return Outcome::json(&counted(&runs, failed, &coverage), status);
    }
    let mut outcome = Outcome { status, ..Outcome::default() };
    for run in &runs {
        tell(&mut outcome, file_of(run.home), run);
    }
    outcome.say(&summary(&runs, failed));
    coverage::tell(&mut outcome, &coverage);
    outcome
}

fn tell(outcome: &mut Outcome, file: &File, run: &TestRun) {
    let name = clean(&run.test.name);
    if run.passed() {
        return outcome.say(&format!("{}      {name}", good("ok")));
    }
    let place = run.span.map(|span| format!("  {}:{}:{}", clean(&file.name), span.line, span.column));
    outcome.say(&format!("{}  {}{}", bad("FAILED"), bold(&name), dim(&place.unwrap_or_default())));
    outcome.say(&format!("          expected {}", action_word(run.test.expect, 0)));
    let reason = clean(&run.decision.reason);
    outcome.say(&format!("          got      {}: {reason}", action_word(run.decision.action, 0)));
}

fn summary(runs: &[TestRun], failed: usize) -> String {
    if runs.is_empty() {
        return "no tests: write some as `tests` in the policy, or in a file beside it".to_owned();
    }
    let passed = runs.len().saturating_sub(failed);
    format!("\n{passed} passed, {failed} failed")
}

fn counted(runs: &[TestRun], failed: usize, coverage: &Coverage) -> Value {
    let number = |count: usize| u32::try_from(count).ok().map(f64::from);
    let mut tests = Vec::new();
    for run in runs {
        tests.push(run.plain());
    }
    let mut out = Fields::default();
    out.put_number("passed", number(runs.len().saturating_sub(failed)));
    out.put_number("failed", number(failed));
    out.put("tests", Value::List(tests));
    out.put("coverage", coverage.plain());
    out.done()
}

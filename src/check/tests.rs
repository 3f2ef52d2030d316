//! The document's own tests.

use crate::decide::Decision;
use crate::diagnostic::{Code, Counterexample, Diagnostic};
use crate::policy::{Policy, Test};
use crate::value::{count_text, fill};

pub(super) fn check(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    for (index, test) in policy.model().tests.iter().enumerate() {
        run(policy, index, test, problems);
    }
}

#[inline(never)]
fn run(policy: &Policy, index: usize, test: &Test, problems: &mut Vec<Diagnostic>) {
    let (verdict, _) = policy.verdict(&test.given, test.health.as_ref());
    if verdict.action != test.expect {
        problems.push(test_failure(index, test, &Decision::new(policy, &verdict)));
    }
}

/// The decision of what a test gives; the test passes if its action is the expected one.
#[must_use]
pub fn run_test(policy: &Policy, test: &Test) -> Decision {
    policy.decide(&test.given, test.health.as_ref())
}

/// What is said of a test, the one with that index, that came to another decision.
#[must_use]
pub fn test_failure(index: usize, test: &Test, decision: &Decision) -> Diagnostic {
    let message = fill(
        "test `{}` fails: expected `{}`, got `{}` ({})",
        &[&test.name, test.expect.name(), decision.action.name(), &decision.reason],
    );
    let example = Counterexample { input: test.given.clone(), health: test.health.clone(), action: decision.action };
    Diagnostic::error(Code::TestFailed, &fill("/tests/{}/expect", &[&count_text(index)]), message)
        .help("change the policy, or what the test expects")
        .counterexample(Some(example))
}

//! The document's own tests.

use crate::diagnostic::{Code, Counterexample, Diagnostic};
use crate::policy::Policy;

pub(super) fn check(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    for (index, test) in policy.model().tests.iter().enumerate() {
        let decision = policy.decide(&test.given, test.health.as_ref());
        if decision.action == test.expect {
            continue;
        }
        let message = format!(
            "test `{}` fails: expected `{}`, got `{}` ({})",
            test.name,
            test.expect.name(),
            decision.action.name(),
            decision.reason
        );
        let example =
            Counterexample { input: test.given.clone(), health: test.health.clone(), action: decision.action };
        problems.push(
            Diagnostic::error(Code::TestFailed, &format!("/tests/{index}/expect"), message)
                .help("change the policy, or what the test expects")
                .counterexample(Some(example)),
        );
    }
}

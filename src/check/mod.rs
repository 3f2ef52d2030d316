//! What is proven before a policy runs: local checks that imply the order of decisions, `require` by search, and
//! the document's own tests.

mod cells;
mod example;
mod order;
mod reach;
mod require;
mod search;
mod sets;
mod tests;
mod warnings;

use crate::diagnostic::Diagnostic;
use crate::policy::Policy;

pub use sets::sets;
pub use tests::{run_test, test_failure};
pub use warnings::warnings;

/// Everything that is wrong with a policy whose structure is sound.
#[inline(never)]
#[must_use]
pub fn check(policy: &Policy) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    order::check(policy, &mut problems);
    require::check(policy, &mut problems);
    tests::check(policy, &mut problems);
    problems
}

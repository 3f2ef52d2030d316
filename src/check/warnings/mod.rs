//! What compiles and is probably not what was meant. Everything here is true of every input, most of it found by search;
//! what is not decided within the steps there are is not said.

mod defaults;
mod freedom;
mod parts;
mod questions;
mod rules;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::Policy;

use super::cells::Cells;
use super::search::{Found, Search, Want};

/// The most that is done for all warnings together, in steps of the search.
const MAX_STEPS: usize = 8_000_000;

/// Warnings and hints for a policy without errors.
#[must_use]
pub fn warnings(policy: &Policy) -> Vec<Diagnostic> {
    let cells = Cells::new(policy.model(), &policy.plan.circuit);
    let mut search = Search::new(&policy.plan.circuit, &cells);
    search.steps = MAX_STEPS;
    let mut problems = Vec::new();
    rules::check(policy, &mut search, &mut problems);
    parts::check(policy, &mut search, &mut problems);
    freedom::check(policy, &mut problems);
    defaults::check(policy, &mut search.steps, &mut problems);
    problems
}

fn warning(code: Code, pointer: &str, message: String, help: &str) -> Diagnostic {
    Diagnostic::error(code, pointer, message).severity(Severity::Warning).help(help)
}

/// Whether there is surely no input, findings included, for which all comes out as wanted.
fn never(search: &mut Search<'_>, wants: Vec<Want>) -> bool {
    super::reach::any(search, wants) == Found::None
}

//! Every `require`, by search.

use crate::diagnostic::{Code, Diagnostic};
use crate::policy::{Policy, Require};
use crate::value::{count_text, fill};

use super::cells::Cells;
use super::example::example;
use super::reach::exceed;
use super::search::{Found, Search, Want};

/// The most that is done for all requirements together, in steps of the search (about 10 ns each natively). What would
/// take more is refused, never assumed.
const MAX_STEPS: usize = 8_000_000;

pub(super) fn check(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    if !policy.model().require.is_empty() {
        search(policy, problems);
    }
}

#[inline(never)]
fn search(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    let requirements = policy.model().require.iter().zip(&policy.plan.require);
    let cells = Cells::new(policy.model(), &policy.plan.circuit);
    let mut search = Search::new(&policy.plan.circuit, &cells);
    let each = MAX_STEPS.checked_div(requirements.len()).unwrap_or(0);
    for (index, (require, node)) in requirements.enumerate() {
        // What the ones before left over counts for this one too.
        search.steps = search.steps.saturating_add(each);
        let found = exceed(policy.model(), &policy.plan, &mut search, Want::possible(*node), require.at_most);
        if found != Found::None {
            problems.push(problem(policy, &search, found, index, require));
        }
    }
}

#[cold]
#[inline(never)]
fn problem(policy: &Policy, search: &Search<'_>, found: Found, index: usize, require: &Require) -> Diagnostic {
    let pointer = fill("/require/{}", &[&count_text(index)]);
    let name = &require.name;
    if found == Found::Undecided {
        let (tests, values) = (search.cells.tests.len(), search.cells.axes.len());
        let message = fill(
            "`{}` cannot be decided within {} steps: conditions make {} tests of {} values",
            &[name, &count_text(MAX_STEPS), &count_text(tests), &count_text(values)],
        );
        return Diagnostic::error(Code::RequireUndecided, &pointer, message)
            .help("use fewer signals, or fewer different bounds, in conditions");
    }
    let example = example(policy, search);
    let message = fill(
        "`{}` does not hold: there is an input for which it asks at most `{}` and the policy gives `{}`",
        &[name, require.at_most.name(), example.action.name()],
    );
    Diagnostic::error(Code::RequireBroken, &pointer, message)
        .help("add a degradation rule with the same condition")
        .counterexample(Some(example))
}

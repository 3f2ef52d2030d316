//! Every `require`, by search. An action is exceeded where some higher action is allowed by the matrix, by every rule and
//! by availability; each of these asks of a few conditions that they be ruled out. Confidence, ceiling and the input's
//! own impact are at their best for that: more confidence and less impact never give less autonomy (`check::order`).

use crate::action::Action;
use crate::condition::{Node, Slot};
use crate::decide::band_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::{Policy, Require};

use super::cells::{Axis, Cells};
use super::example::example;
use super::search::{Found, Search, Want};

/// The most that is done for all requirements together, in steps of the search (about 10 ns each natively). What would
/// take more is refused, never assumed.
const MAX_STEPS: usize = 8_000_000;

pub(super) fn check(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    let requirements = policy.model().require.iter().zip(&policy.plan.require);
    if requirements.len() == 0 {
        return;
    }
    let cells = Cells::new(policy);
    let mut search = Search::new(&policy.plan.circuit, &cells);
    let each = MAX_STEPS.checked_div(requirements.len()).unwrap_or(0);
    for (index, (require, node)) in requirements.enumerate() {
        // What the ones before left over counts for this one too.
        search.steps = search.steps.saturating_add(each);
        let found = exceed(policy, &mut search, *node, require.at_most);
        if found != Found::None {
            problems.push(problem(policy, &search, found, index, require));
        }
    }
}

/// Looks for an input that is given more than `at_most` while the condition is true or unknown.
fn exceed(policy: &Policy, search: &mut Search<'_>, when: Node, at_most: Action) -> Found {
    let above = usize::from(at_most.rank()).saturating_add(1);
    for action in Action::ALL.into_iter().skip(above) {
        let mut wants = vec![Want::possible(when)];
        rule_out(policy, action, &mut wants);
        let found = reach(policy, search, action, wants);
        // Whatever allows a higher action allows this one too, unless it can be unavailable.
        let always_available = policy.model().unavailable.iter().all(|entry| entry.action != action);
        if found != Found::None || always_available {
            return found;
        }
    }
    Found::None
}

/// What must be ruled out for an action at or above that one to be left by the rules, and for it to be available.
fn rule_out(policy: &Policy, action: Action, wants: &mut Vec<Want>) {
    let model = policy.model();
    for (rule, node) in model.rules.iter().zip(&policy.plan.rules) {
        if rule.at_most < action {
            wants.push(Want::ruled_out(*node));
        }
    }
    for (entry, node) in model.unavailable.iter().zip(&policy.plan.unavailable) {
        if entry.action == action {
            wants.push(Want::ruled_out(*node));
        }
    }
}

/// Looks for an input whose base action is at least that one, and for which all comes out as wanted.
fn reach(policy: &Policy, search: &mut Search<'_>, action: Action, mut wants: Vec<Want>) -> Found {
    let model = policy.model();
    // Every cell gives at least `invalid`, and a bad field only adds to what the others can be.
    if action <= model.invalid {
        search.begin(&|axis, cell| cell != axis.unknown || axis.slot == Slot::OPERATION || is_signal(axis));
        return search.find(wants);
    }
    let best = model.confidence.bands.len().saturating_sub(1);
    let allows = |impact| model.base(best, band_of(&policy.plan.impact, impact)) >= action;
    // The first cells are those of operations; without any, the first is that of "not known".
    let mut cell = 0;
    let mut unraised = Vec::new();
    let length = wants.len();
    for (code, plan) in policy.plan.operations.iter().enumerate() {
        let Some(operation) = model.operation(code) else { continue };
        for (raise, node) in operation.raises.iter().zip(&plan.raises) {
            if !allows(raise.to) {
                wants.push(Want::ruled_out(*node));
            }
        }
        if !allows(operation.impact) {
            wants.truncate(length);
        } else if wants.len() == length {
            unraised.push(cell);
        } else {
            let found = clean(policy, search, &[cell], wants.clone());
            if found != Found::None {
                return found;
            }
            wants.truncate(length);
        }
        cell = cell.saturating_add(1);
    }
    if cell == 0 && allows(0.0) {
        unraised.push(cell);
    }
    if unraised.is_empty() { Found::None } else { clean(policy, search, &unraised, wants) }
}

/// Searches the inputs without findings, of those operations.
fn clean(policy: &Policy, search: &mut Search<'_>, operations: &[usize], wants: Vec<Want>) -> Found {
    let no_default = |axis: &Axis| {
        let index = axis.slot.signal_index();
        index.and_then(|index| policy.plan.defaults.get(index)).is_some_and(|default| default.is_nan())
    };
    search.begin(&|axis, cell| match axis.slot {
        Slot::OPERATION => operations.contains(&cell),
        _ => cell != axis.unknown || no_default(axis),
    });
    search.find(wants)
}

const fn is_signal(axis: &Axis) -> bool {
    axis.slot.signal_index().is_some()
}

fn problem(policy: &Policy, search: &Search<'_>, found: Found, index: usize, require: &Require) -> Diagnostic {
    let pointer = format!("/require/{index}");
    let name = &require.name;
    if found == Found::Undecided {
        let (values, pieces) = search.cells.size();
        let message = format!(
            "`{name}` cannot be decided within {MAX_STEPS} steps: conditions part {values} values into {pieces} pieces"
        );
        return Diagnostic::error(Code::RequireUndecided, &pointer, message)
            .help("use fewer signals, or fewer different bounds, in conditions");
    }
    let example = example(policy, search);
    let message = format!(
        "`{name}` does not hold: there is an input for which it asks at most `{}` and the policy gives `{}`",
        require.at_most.name(),
        example.action.name()
    );
    Diagnostic::error(Code::RequireBroken, &pointer, message)
        .help("add a degradation rule with the same condition")
        .counterexample(Some(example))
}

//! What an action asks of an input. An action is exceeded where some higher action is allowed by the matrix, by every rule
//! and by availability; each of these asks of a few conditions that they be ruled out. Confidence, ceiling and the input's
//! own impact are at their best for that: more confidence and less impact never give less autonomy (`check::order`).

use crate::action::Action;
use crate::condition::Slot;
use crate::decide::band_of;
use crate::policy::{Model, Plan};

use super::cells::Axis;
use super::search::{Found, Search, Want};

/// Looks for an input that is given more than `at_most` while a condition comes out as wanted.
pub(super) fn exceed(model: &Model, plan: &Plan, search: &mut Search<'_>, when: Want, at_most: Action) -> Found {
    let above = usize::from(at_most.rank()).saturating_add(1);
    for action in Action::ALL.into_iter().skip(above) {
        let mut wants = vec![when];
        rule_out(model, plan, action, &mut wants);
        let found = reach(model, plan, search, action, wants);
        // Whatever allows a higher action allows this one too, unless it can be unavailable.
        let always_available = model.unavailable.iter().all(|entry| entry.action != action);
        if found != Found::None || always_available {
            return found;
        }
    }
    Found::None
}

/// What must be ruled out for an action at or above that one to be left by the rules, and for it to be available.
fn rule_out(model: &Model, plan: &Plan, action: Action, wants: &mut Vec<Want>) {
    for (rule, node) in model.rules.iter().zip(&plan.rules) {
        if rule.at_most < action {
            wants.push(Want::ruled_out(*node));
        }
    }
    for (entry, node) in model.unavailable.iter().zip(&plan.unavailable) {
        if entry.action == action {
            wants.push(Want::ruled_out(*node));
        }
    }
}

/// Looks for an input whose base action is at least that one, and for which all comes out as wanted.
fn reach(model: &Model, plan: &Plan, search: &mut Search<'_>, action: Action, wants: Vec<Want>) -> Found {
    // Every cell gives at least `invalid`, and a bad field only adds to what the others can be.
    if action <= model.invalid {
        return any(search, wants);
    }
    let best = model.confidence.bands.len().saturating_sub(1);
    keep_impact(model, plan, search, &|band| model.base(best, band) >= action, wants)
}

/// Looks for any input, findings included, for which all comes out as wanted.
pub(super) fn any(search: &mut Search<'_>, wants: Vec<Want>) -> Found {
    search.begin(&|axis, cell| cell != axis.unknown || axis.slot != Slot::ALTERNATIVES);
    search.find(wants)
}

/// Looks for an input without findings for which all comes out as wanted, and whose impact stays in the bands that `keeps`
/// allows; those are the lowest.
pub(super) fn keep_impact(
    model: &Model,
    plan: &Plan,
    search: &mut Search<'_>,
    keeps: &dyn Fn(usize) -> bool,
    mut wants: Vec<Want>,
) -> Found {
    let allows = |impact| keeps(band_of(&plan.impact, impact));
    // The first cells are those of operations; without any, the first is that of "not known".
    let mut cell = 0;
    let mut unraised = Vec::new();
    let length = wants.len();
    for (code, operation_plan) in plan.operations.iter().enumerate() {
        let Some(operation) = model.operation(code) else { continue };
        for (raise, node) in operation.raises.iter().zip(&operation_plan.raises) {
            if !allows(raise.to) {
                wants.push(Want::ruled_out(*node));
            }
        }
        if !allows(operation.impact) {
            wants.truncate(length);
        } else if wants.len() == length {
            unraised.push(cell);
        } else {
            let found = clean(plan, search, &[cell], wants.clone());
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
    if unraised.is_empty() { Found::None } else { clean(plan, search, &unraised, wants) }
}

/// Searches the inputs without findings, of those operations.
fn clean(plan: &Plan, search: &mut Search<'_>, operations: &[usize], wants: Vec<Want>) -> Found {
    let no_default = |axis: &Axis| {
        let index = axis.slot.signal_index();
        index.and_then(|index| plan.defaults.get(index)).is_some_and(|default| default.is_nan())
    };
    search.begin(&|axis, cell| match axis.slot {
        Slot::OPERATION => operations.contains(&cell),
        _ => cell != axis.unknown || axis.slot == Slot::MARGIN || no_default(axis),
    });
    search.find(wants)
}

//! Rules that are never true, and rules that never change anything.

use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::{Model, Plan, Policy, Rule};
use crate::value::{count_text, fill};

use super::super::example::{example, unknown_names};
use super::super::reach::{any, exceed};
use super::super::search::{Found, Search, Want};
use super::{never, warning};

pub(super) fn check(policy: &Policy, search: &mut Search<'_>, problems: &mut Vec<Diagnostic>) {
    // From the last on: of two rules that say the same the later one is left out.
    let mut model = policy.model().clone();
    for (index, rule) in policy.model().rules.iter().enumerate().rev() {
        let Some(node) = policy.plan.rules.get(index).copied() else { continue };
        let pointer = fill("/degrade/{}", &[&count_text(index)]);
        if never(search, vec![Want::certain(node)]) {
            let found = any(search, vec![Want::possible(node)]);
            problems.push(never_true(policy, search, found, rule, &pointer));
            continue;
        }
        limit(&mut model, index, Action::AutoApply);
        if exceed(&model, &policy.plan, search, Want::possible(node), rule.at_most) == Found::None {
            problems.push(never_changes(&model, &policy.plan, search, index, rule));
        } else {
            limit(&mut model, index, rule.at_most);
        }
    }
}

/// A rule that allows everything is as good as none.
fn limit(model: &mut Model, index: usize, at_most: Action) {
    if let Some(rule) = model.rules.get_mut(index) {
        rule.at_most = at_most;
    }
}

fn never_true(policy: &Policy, search: &Search<'_>, found: Found, rule: &Rule, pointer: &str) -> Diagnostic {
    let (rest, example) = if found == Found::Some {
        let missing = unknown_names(policy, search);
        let rest = fill("; it applies only where something is missing, such as {}", &[&missing]);
        (rest, Some(example(policy, search)))
    } else {
        (String::new(), None)
    };
    let message = fill("`{}` is never true{}", &[&rule.id, &rest]);
    let help = "correct its condition, or take it out";
    warning(Code::RuleNeverTrue, pointer, message, help).counterexample(example)
}

fn never_changes(model: &Model, plan: &Plan, search: &mut Search<'_>, index: usize, rule: &Rule) -> Diagnostic {
    let message = match shadow(model, plan, search, index, rule) {
        Some(other) => fill(
            "`{}` never changes anything: wherever it applies, `{}` does too and allows no more",
            &[&rule.id, &other.id],
        ),
        None => fill(
            "`{}` never changes anything: wherever it applies, no more than `{}` is left without it",
            &[&rule.id, rule.at_most.name()],
        ),
    };
    let help = "take it out, let it allow less, or correct its condition";
    warning(Code::RuleNeverChanges, &fill("/degrade/{}", &[&count_text(index)]), message, help)
}

/// The first other rule that alone makes this one needless.
fn shadow<'a>(model: &'a Model, plan: &Plan, search: &mut Search<'_>, index: usize, rule: &Rule) -> Option<&'a Rule> {
    let node = plan.rules.get(index).copied()?;
    for (other_index, (other, other_node)) in model.rules.iter().zip(&plan.rules).enumerate() {
        let wants = vec![Want::possible(node), Want::ruled_out(*other_node)];
        if other.at_most <= rule.at_most && other_index != index && never(search, wants) {
            return Some(other);
        }
    }
    None
}

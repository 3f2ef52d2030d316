//! What tests can exercise, and what one input does.

use crate::condition::truth_of;
use crate::decide::{Workspace, ceiling, decide, read_facts};
use crate::policy::{Model, Policy};
use crate::value::{Value, count_text, fill};

use super::Part;

/// A part of a policy, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Cell { confidence: usize, impact: usize },
    Raise { operation: usize, raise: usize },
    Segment(usize),
    Rule(usize),
    Unavailable(usize),
}

impl Thing {
    pub(super) const fn part(self) -> Part {
        match self {
            Self::Cell { .. } => Part::Cell,
            Self::Raise { .. } => Part::Raise,
            Self::Segment(_) => Part::Segment,
            Self::Rule(_) => Part::Rule,
            Self::Unavailable(_) => Part::Unavailable,
        }
    }

    /// What a person calls it.
    pub(super) fn name(self, model: &Model) -> String {
        let name = match self {
            Self::Cell { confidence, impact } => {
                return fill(
                    "{} confidence, {} impact",
                    &[model.confidence.name(confidence), model.impact.name(impact)],
                );
            }
            Self::Raise { operation, raise } => {
                let raise = model.operation(operation).and_then(|operation| operation.raises.get(raise));
                raise.map(|raise| raise.id.as_str())
            }
            Self::Segment(index) => model.segments.get(index).map(|segment| segment.name.as_str()),
            Self::Rule(index) => model.rules.get(index).map(|rule| rule.id.as_str()),
            Self::Unavailable(index) => model.unavailable.get(index).map(|entry| entry.action.name()),
        };
        name.unwrap_or_default().to_owned()
    }
}

/// Everything that tests can exercise, each with its place in the document.
pub(super) fn things(model: &Model, document: &Value) -> Vec<(Thing, String)> {
    let mut things = Vec::new();
    for confidence in (0..model.confidence.bands.len()).rev() {
        for impact in 0..model.impact.bands.len() {
            let pointer = fill("/matrix/{}/{}", &[model.confidence.name(confidence), model.impact.name(impact)]);
            things.push((Thing::Cell { confidence, impact }, pointer));
        }
    }
    for code in (1..=model.operations.len()).chain([0]) {
        let Some(operation) = model.operation(code) else { continue };
        for raise in 0..operation.raises.len() {
            let pointer = fill("/operations/{}/raise/{}", &[&operation.name, &count_text(raise)]);
            things.push((Thing::Raise { operation: code, raise }, pointer));
        }
    }
    for index in 0..model.segments.len() {
        things.push((Thing::Segment(index), fill("/segments/{}", &[&count_text(index)])));
    }
    for index in 0..model.rules.len() {
        things.push((Thing::Rule(index), fill("/degrade/{}", &[&count_text(index)])));
    }
    for (index, pointer) in unavailable_pointers(document).into_iter().enumerate() {
        things.push((Thing::Unavailable(index), pointer));
    }
    things
}

/// An entry with a list of actions is one of the model's for each of them.
fn unavailable_pointers(document: &Value) -> Vec<String> {
    let mut pointers = Vec::new();
    let Some(Value::List(entries)) = document.get("unavailable") else { return pointers };
    for (index, entry) in entries.iter().enumerate() {
        match entry.get("action") {
            Some(Value::List(actions)) => {
                for place in 0..actions.len() {
                    let places = [&*count_text(index), &count_text(place)];
                    pointers.push(fill("/unavailable/{}/action/{}", &places));
                }
            }
            Some(_) | None => pointers.push(fill("/unavailable/{}", &[&count_text(index)])),
        }
    }
    pointers
}

/// What one input exercises: the cell it lands in, the raises and rules that its decision names, the segment that
/// applies, the entries that moved its action.
pub(super) fn exercised(policy: &Policy, input: &Value, health: Option<&Value>) -> Vec<Thing> {
    let (facts, _) = read_facts(policy, input, health);
    let mut work = Workspace::new(policy);
    let verdict = decide(policy, &facts, &mut work);
    let model = policy.model();
    let mut found = Vec::new();
    if let Some((confidence, impact)) = verdict.cell {
        found.push(Thing::Cell { confidence: usize::from(confidence), impact: usize::from(impact) });
    }
    let operation = verdict.operation.map(usize::from);
    if let Some((operation, plan)) = operation.and_then(|code| Some((code, policy.plan.operations.get(code)?))) {
        for raise in 0..plan.raises.len() {
            if verdict.named.contains(plan.first_raise.saturating_add(raise)) {
                found.push(Thing::Raise { operation, raise });
            }
        }
    }
    found.extend(verdict.segment.map(|index| Thing::Segment(usize::from(index))));
    let mut capped = verdict.base.min(ceiling(&facts));
    for (index, (rule, node)) in model.rules.iter().zip(&policy.plan.rules).enumerate() {
        if verdict.named.contains(index) {
            found.push(Thing::Rule(index));
        }
        if truth_of(&work.truths, *node).is_possible() {
            capped = capped.min(rule.at_most);
        }
    }
    if let Some(stale) = verdict.stale {
        capped = capped.min(stale.at_most(policy));
    }
    for (index, (entry, node)) in model.unavailable.iter().zip(&policy.plan.unavailable).enumerate() {
        let moved = verdict.action < entry.action && entry.action <= capped;
        if moved && truth_of(&work.truths, *node).is_possible() {
            found.push(Thing::Unavailable(index));
        }
    }
    found
}

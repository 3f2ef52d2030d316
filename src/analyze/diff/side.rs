//! One of the two policies, as the search asks it: what every condition may be in a cube.

use crate::condition::{Condition, Node, Shape, Slot};
use crate::json;
use crate::policy::{Model, Policy, Thresholds};
use crate::value::{fill, join, number_text};

use super::super::truths::Truths;
use super::bounds::{choices, code_of};
use super::search::Cube;
use super::space::{Axis, Choice, Dimension, Effect, Space};
use super::words::field;

/// A policy beside the dimensions of the space.
pub(super) struct Side<'a> {
    pub(super) policy: &'a Policy,
    /// 0 for the first policy, 1 for the second.
    place: usize,
    /// By atom of the circuit: its dimension, and its truth for each choice there.
    tests: Vec<(usize, Vec<Truths>)>,
    pub(super) at: Places,
    pub(super) names: Names,
}

/// The conditions of a policy in an order of their own.
#[derive(Default)]
pub(super) struct Names {
    pub(super) rules: Vec<Named>,
    pub(super) segments: Vec<Named>,
    pub(super) unavailable: Vec<Named>,
    /// By operation code.
    pub(super) raises: Vec<Vec<Named>>,
}

/// A condition: those of both policies that ask the same have the same number.
pub(super) struct Named {
    pub(super) number: usize,
    pub(super) node: Node,
    /// The dimensions that it asks about.
    pub(super) dimensions: Vec<usize>,
}

/// The places of the dimensions that are no signals.
#[derive(Clone, Copy)]
pub(super) struct Places {
    pub(super) operation: usize,
    /// Where a policy calibrates confidence or has evidence.
    pub(super) model: Option<usize>,
    /// Where evidence expires.
    pub(super) now: Option<usize>,
    pub(super) confidence: usize,
    pub(super) impact: usize,
}

impl<'a> Side<'a> {
    /// `names` collects the conditions of both policies.
    pub(super) fn new(place: usize, policy: &'a Policy, dimensions: &[Dimension], names: &mut Vec<String>) -> Self {
        let position = |axis: &Axis| dimensions.iter().position(|dimension| dimension.axis == *axis).unwrap_or(0);
        let at = Places {
            operation: position(&Axis::Operation),
            model: dimensions.iter().position(|dimension| dimension.axis == Axis::Model),
            now: dimensions.iter().position(|dimension| dimension.axis == Axis::Now),
            confidence: position(&Axis::Confidence),
            impact: position(&Axis::Impact),
        };
        let mut tests = Vec::new();
        for atom in &policy.plan.circuit.atoms {
            let dimension = position(&axis_of(policy.model(), atom.slot));
            let choices = dimensions.get(dimension).map(|dimension| dimension.choices.as_slice()).unwrap_or_default();
            let mut truths = Vec::new();
            for choice in choices {
                truths.push(Truths::only(atom.interval.contains(effect(choice, place).value)));
            }
            tests.push((dimension, truths));
        }
        Self { place, policy, tests, at, names: Names::new(policy, &position, names) }
    }

    pub(super) fn effect(&self, choice: &Choice) -> Effect {
        effect(choice, self.place)
    }

    /// The thresholds of each model in a cube; nothing for one that the policy does not calibrate.
    pub(super) fn thresholds(&self, space: &Space, cube: &Cube) -> Vec<Option<&'a Thresholds>> {
        let plan = &self.policy.plan;
        let Some(dimension) = self.at.model else { return vec![Some(plan.thresholds(0))] };
        let mut thresholds = Vec::new();
        for choice in choices(space, cube, dimension) {
            let effect = self.effect(choice);
            let code = code_of(effect.value).unwrap_or(0);
            thresholds.push((!effect.is_finding).then(|| plan.model_thresholds(self.policy.model(), code)));
        }
        thresholds
    }

    /// What every node of the circuit may be in a cube.
    pub(super) fn masks(&self, cube: &Cube) -> Vec<Truths> {
        let circuit = &self.policy.plan.circuit;
        let mut masks = Vec::with_capacity(circuit.len());
        for (dimension, truths) in &self.tests {
            let mut all = Truths::NONE;
            for choice in cube.choices(*dimension) {
                all = all.union(truths.get(usize::from(*choice)).copied().unwrap_or(Truths::NONE));
            }
            masks.push(all);
        }
        for gate in &circuit.gates {
            let mut inputs = gate.inputs.iter().map(|input| mask_of(&masks, *input));
            let first = inputs.next().unwrap_or(Truths::ANY);
            let mask = match gate.shape {
                Shape::All => inputs.fold(first, Truths::and),
                Shape::Any => inputs.fold(first, Truths::or),
                Shape::Not => first.negated(),
            };
            masks.push(mask);
        }
        masks
    }
}

/// What a node may be; anything for one that the circuit does not have.
pub(super) fn mask_of(masks: &[Truths], node: Node) -> Truths {
    masks.get(node.index()).copied().unwrap_or(Truths::ANY)
}

fn effect(choice: &Choice, place: usize) -> Effect {
    let [first, second] = choice.effects;
    if place == 0 { first } else { second }
}

fn axis_of(model: &Model, slot: Slot) -> Axis {
    match slot {
        Slot::OPERATION => Axis::Operation,
        Slot::MARGIN => Axis::Margin,
        Slot::ALTERNATIVES => Axis::Alternatives,
        Slot(_) => {
            let signal = slot.signal_index().and_then(|index| model.signals.get(index));
            Axis::Signal(signal.map(|signal| signal.name.clone()).unwrap_or_default())
        }
    }
}

impl Names {
    fn new(policy: &Policy, position: &dyn Fn(&Axis) -> usize, known: &mut Vec<String>) -> Self {
        let (model, plan) = (policy.model(), &policy.plan);
        let mut named = |condition: &Condition, node: &Node| {
            let name = name(model, condition);
            let number = known.iter().position(|other| *other == name).unwrap_or_else(|| {
                known.push(name);
                known.len().saturating_sub(1)
            });
            let mut dimensions = Vec::new();
            condition.tests(&mut |slot, _| dimensions.push(position(&axis_of(model, slot))));
            Named { number, node: *node, dimensions }
        };
        let mut names = Self::default();
        for (rule, node) in model.rules.iter().zip(&plan.rules) {
            names.rules.push(named(&rule.when, node));
        }
        for (segment, node) in model.segments.iter().zip(&plan.segments) {
            names.segments.push(named(&segment.when, node));
        }
        for (entry, node) in model.unavailable.iter().zip(&plan.unavailable) {
            names.unavailable.push(named(&entry.when, node));
        }
        for (code, operation) in plan.operations.iter().enumerate() {
            let raises = model.operation(code).map(|operation| operation.raises.as_slice()).unwrap_or_default();
            let mut of_operation = Vec::new();
            for (raise, node) in raises.iter().zip(&operation.raises) {
                of_operation.push(named(&raise.when, node));
            }
            names.raises.push(of_operation);
        }
        names
    }
}

/// What a condition asks, by names and values instead of the places of one model.
fn name(model: &Model, condition: &Condition) -> String {
    let all = |parts: &[Condition]| {
        let mut names = Vec::new();
        for part in parts {
            names.push(name(model, part));
        }
        join(&names, " ")
    };
    match condition {
        Condition::All(parts) => fill("(all {})", &[&all(parts)]),
        Condition::Any(parts) => fill("(any {})", &[&all(parts)]),
        Condition::Not(part) => fill("(not {})", &[&name(model, part)]),
        Condition::Within(Slot::OPERATION, interval) => {
            let code = model.operations.iter().zip(1_u32..).find(|(_, code)| f64::from(*code) >= interval.low);
            let listed = if interval.low < 1.0 { None } else { code };
            fill("(operation {})", &[listed.map_or("*", |(operation, _)| &operation.name)])
        }
        Condition::Within(slot, interval) => {
            let signal = slot.signal_index().and_then(|index| model.signals.get(index));
            let value = |code: f64| match signal {
                Some(signal) => json::write(&signal.kind.value(code)),
                None => number_text(code),
            };
            let field = field(&axis_of(model, *slot));
            fill("({} {} {})", &[&field, &value(interval.low), &value(interval.high)])
        }
    }
}

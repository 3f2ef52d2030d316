//! Model to policy: every condition a node of one circuit, every threshold an array.

use crate::condition::{Circuit, CircuitBuilder, Condition, Interval, Node};

use super::model::{Model, Operation};

/// A policy that can decide. It holds no state: the same input is always given the same decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    model: Model,
    hash: String,
    /// What `decide` reads.
    pub(crate) plan: Plan,
}

/// The compiled form. INVARIANT(plan-in-step): each list is parallel to the model's list of the same name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub(crate) circuit: Circuit,
    pub(crate) rules: Vec<Node>,
    pub(crate) segments: Vec<Node>,
    pub(crate) unavailable: Vec<Node>,
    pub(crate) require: Vec<Node>,
    /// By operation code; 0 is any operation that is not listed.
    pub(crate) operations: Vec<OperationPlan>,
    /// The base thresholds above the lowest band.
    pub(crate) base: Vec<f64>,
    pub(crate) impact: Vec<f64>,
    /// By segment.
    pub(crate) segment_thresholds: Vec<Vec<f64>>,
    /// By signal, NaN where there is no default.
    pub(crate) defaults: Vec<f64>,
    /// By signal, the least and the greatest value that is among its values.
    pub(crate) ranges: Vec<Interval>,
}

/// The compiled form of one operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OperationPlan {
    pub(crate) impact: f64,
    /// Above the lowest band.
    pub(crate) thresholds: Option<Vec<f64>>,
    pub(crate) raises: Vec<Node>,
    /// Where this operation's raises begin in the numbering that rules and raises share: rules first.
    pub(crate) first_raise: usize,
}

impl Policy {
    /// What the document says.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// The policy's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.model.name
    }

    /// SHA-256 of the RFC 8785 form of the document, in lower-case hexadecimal.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Compiles a model; `hash` identifies the document it was read from.
#[must_use]
pub fn compile(model: Model, hash: String) -> Policy {
    let plan = plan(&model);
    Policy { model, hash, plan }
}

fn plan(model: &Model) -> Plan {
    let mut builder = CircuitBuilder::new(conditions(model));
    let rules: Vec<Node> = model.rules.iter().map(|rule| builder.node(&rule.when)).collect();
    let segments = model.segments.iter().map(|segment| builder.node(&segment.when)).collect();
    let unavailable = model.unavailable.iter().map(|entry| builder.node(&entry.when)).collect();
    let require = model.require.iter().map(|entry| builder.node(&entry.when)).collect();
    let mut first_raise = rules.len();
    let mut operations = Vec::new();
    let no_operation = Operation { name: String::new(), impact: 0.0, thresholds: None, raises: Vec::new() };
    for operation in model
        .any_operation
        .iter()
        .chain(model.any_operation.is_none().then_some(&no_operation))
        .chain(&model.operations)
    {
        let raises: Vec<Node> = operation.raises.iter().map(|raise| builder.node(&raise.when)).collect();
        let next = first_raise.saturating_add(raises.len());
        let thresholds = operation.thresholds.as_deref().map(above_lowest);
        operations.push(OperationPlan { impact: operation.impact, thresholds, raises, first_raise });
        first_raise = next;
    }
    Plan {
        circuit: builder.finish(),
        rules,
        segments,
        unavailable,
        require,
        operations,
        base: above_lowest(&model.confidence.bounds()),
        impact: above_lowest(&model.impact.bounds()),
        segment_thresholds: model.segments.iter().map(|segment| above_lowest(&segment.thresholds)).collect(),
        defaults: model.signals.iter().map(|signal| signal.default.unwrap_or(f64::NAN)).collect(),
        ranges: model.signals.iter().map(|signal| signal.kind.range()).collect(),
    }
}

/// The lowest band begins at 0: its bound never decides anything.
fn above_lowest(bounds: &[f64]) -> Vec<f64> {
    bounds.iter().skip(1).copied().collect()
}

fn conditions(model: &Model) -> impl Iterator<Item = &Condition> {
    let operations = model.any_operation.iter().chain(&model.operations);
    let raises = operations.flat_map(|operation| operation.raises.iter().map(|raise| &raise.when));
    let rules = model.rules.iter().map(|rule| &rule.when);
    let segments = model.segments.iter().map(|segment| &segment.when);
    let unavailable = model.unavailable.iter().map(|entry| &entry.when);
    let require = model.require.iter().map(|entry| &entry.when);
    raises.chain(rules).chain(segments).chain(unavailable).chain(require)
}

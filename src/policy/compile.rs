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
#[derive(Clone, Debug, Default, PartialEq)]
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
    let mut builder = CircuitBuilder::new(&conditions(&model));
    let mut plan = plan(&model, &mut builder);
    plan.circuit = builder.finish();
    Policy { model, hash, plan }
}

/// Everything but the circuit. The builder was shown the model's conditions.
pub(crate) fn plan(model: &Model, builder: &mut CircuitBuilder) -> Plan {
    let mut plan = Plan {
        base: above_lowest(&model.confidence.bounds()),
        impact: above_lowest(&model.impact.bounds()),
        ..Plan::default()
    };
    for rule in &model.rules {
        plan.rules.push(builder.node(&rule.when));
    }
    for segment in &model.segments {
        plan.segments.push(builder.node(&segment.when));
        plan.segment_thresholds.push(above_lowest(&segment.thresholds));
    }
    for entry in &model.unavailable {
        plan.unavailable.push(builder.node(&entry.when));
    }
    for entry in &model.require {
        plan.require.push(builder.node(&entry.when));
    }
    for signal in &model.signals {
        plan.defaults.push(signal.default.unwrap_or(f64::NAN));
        plan.ranges.push(signal.kind.range());
    }
    let mut first_raise = plan.rules.len();
    for code in 0..=model.operations.len() {
        let operation = operation_plan(builder, model.operation(code), first_raise);
        first_raise = first_raise.saturating_add(operation.raises.len());
        plan.operations.push(operation);
    }
    plan
}

/// Nothing is planned for operations that are not listed where the policy has no `*`.
fn operation_plan(builder: &mut CircuitBuilder, operation: Option<&Operation>, first_raise: usize) -> OperationPlan {
    let mut plan = OperationPlan { first_raise, ..OperationPlan::default() };
    let Some(operation) = operation else { return plan };
    plan.impact = operation.impact;
    plan.thresholds = operation.thresholds.as_deref().map(above_lowest);
    for raise in &operation.raises {
        plan.raises.push(builder.node(&raise.when));
    }
    plan
}

/// The lowest band begins at 0: its bound never decides anything.
fn above_lowest(bounds: &[f64]) -> Vec<f64> {
    bounds.get(1..).unwrap_or_default().to_vec()
}

/// Every condition of the policy.
pub(crate) fn conditions(model: &Model) -> Vec<&Condition> {
    let mut conditions = Vec::new();
    for code in 0..=model.operations.len() {
        let raises = model.operation(code).map(|operation| operation.raises.as_slice()).unwrap_or_default();
        raises.iter().for_each(|raise| conditions.push(&raise.when));
    }
    model.rules.iter().for_each(|rule| conditions.push(&rule.when));
    model.segments.iter().for_each(|segment| conditions.push(&segment.when));
    model.unavailable.iter().for_each(|entry| conditions.push(&entry.when));
    model.require.iter().for_each(|entry| conditions.push(&entry.when));
    conditions
}

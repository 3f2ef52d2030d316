//! Model to policy: every condition a node of one circuit, every threshold an array.

use crate::action::Action;
use crate::calibrate::Map;
use crate::condition::{Circuit, CircuitBuilder, Condition, Interval, Node};

use crate::value::Value;

use super::model::{Model, Operation, OptionSets};
use super::source::Source;

/// A policy that can decide. It holds no state: the same input is always given the same decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    model: Model,
    source: Source,
    /// What `decide` reads.
    pub(crate) plan: Plan,
}

/// The compiled form. INVARIANT(plan-in-step): each list is parallel to the model's list of the same name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    pub(crate) circuit: Circuit,
    pub(crate) rules: Vec<Node>,
    /// By rule, whether it reads a signal of a monitor.
    pub(crate) monitored: Vec<bool>,
    pub(crate) segments: Vec<Node>,
    pub(crate) unavailable: Vec<Node>,
    pub(crate) require: Vec<Node>,
    /// By operation code; 0 is any operation that is not listed.
    pub(crate) operations: Vec<OperationPlan>,
    /// By code of the model; one alone where none is calibrated.
    thresholds: Vec<Thresholds>,
    /// The model that can be surest.
    pub(crate) surest: usize,
    pub(crate) impact: Vec<f64>,
    /// By cell of the matrix, in its order; empty without fitted sets of options.
    sets: Vec<CellSet>,
    /// By signal, NaN where there is no default.
    pub(crate) defaults: Vec<f64>,
    /// By signal, the least and the greatest value that is among its values.
    pub(crate) ranges: Vec<Interval>,
}

/// The compiled form of one operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OperationPlan {
    pub(crate) impact: f64,
    pub(crate) raises: Vec<Node>,
    /// Where this operation's raises begin in the numbering that rules and raises share: rules first.
    pub(crate) first_raise: usize,
}

/// The options of one cell, as standings (see [`SetMethod::standing`](super::SetMethod::standing)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CellSet {
    /// From which one on alternatives belong to its set; NaN where it has none of its own.
    pub(crate) from: f64,
    /// `show_options` is available while the first alternative that would not be shown stands below this. The least of this
    /// cell and of all with more confidence or less impact: so more confidence never gives less autonomy, nor less impact.
    pub(crate) limit: f64,
}

/// The confidence thresholds above the lowest band, in what a model says before calibration. What no confidence of
/// the model reaches is just above 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Thresholds {
    pub(crate) base: Vec<f64>,
    /// By operation code, where it names any.
    pub(crate) operations: Vec<Option<Vec<f64>>>,
    /// By segment.
    pub(crate) segments: Vec<Vec<f64>>,
}

/// For a model that has none: the policy does not calibrate it, so it is never decided by them.
const NO_THRESHOLDS: &Thresholds = &Thresholds { base: Vec::new(), operations: Vec::new(), segments: Vec::new() };

impl Plan {
    /// The options of a cell, where some of the policy's are fitted.
    pub(crate) fn cell_set(&self, model: &Model, confidence: usize, impact: usize) -> Option<CellSet> {
        self.sets.get(model.cell_index(confidence, impact)).copied()
    }

    /// The options of every cell.
    pub(crate) fn all_sets(&self) -> &[CellSet] {
        &self.sets
    }

    /// The thresholds of the model of a code.
    #[inline]
    pub(crate) fn thresholds(&self, model: usize) -> &Thresholds {
        self.thresholds.get(model).unwrap_or(NO_THRESHOLDS)
    }

    /// The thresholds of the model of a code, which are all the same where none is calibrated.
    pub(crate) fn model_thresholds(&self, model: &Model, code: usize) -> &Thresholds {
        self.thresholds(if model.is_calibrated() { code } else { 0 })
    }

    /// Those of every model.
    pub(crate) fn all_thresholds(&self) -> &[Thresholds] {
        &self.thresholds
    }
}

impl Thresholds {
    /// Those of one operation, if it has its own.
    #[inline]
    pub(crate) fn own(&self, operation: Option<usize>) -> Option<&[f64]> {
        self.operations.get(operation?)?.as_deref()
    }

    /// The bounds of every set.
    pub(crate) fn cuts(&self) -> Vec<f64> {
        let mut cuts = self.base.clone();
        let mut add = |own: &Vec<f64>| cuts.extend_from_slice(own);
        self.operations.iter().for_each(|own| own.iter().for_each(&mut add));
        self.segments.iter().for_each(add);
        cuts
    }
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
        self.source.hash()
    }
}

/// Compiles a model, with the document it was read from.
#[inline(never)]
#[must_use]
pub fn compile(model: Model, document: Value) -> Policy {
    let mut builder = CircuitBuilder::new(&conditions(&model));
    let mut plan = plan(&model, &mut builder);
    plan.circuit = builder.finish();
    plan_thresholds(&model, &mut plan);
    plan.sets = sets(&model);
    Policy { model, source: Source::new(document), plan }
}

/// Everything but the circuit and the thresholds. The builder was shown the model's conditions.
pub(crate) fn plan(model: &Model, builder: &mut CircuitBuilder) -> Plan {
    let mut plan = Plan { impact: above_lowest(&model.impact.bounds()), ..Plan::default() };
    for rule in &model.rules {
        plan.rules.push(builder.node(&rule.when));
        plan.monitored.push(model.reads_monitor(&rule.when));
    }
    for segment in &model.segments {
        plan.segments.push(builder.node(&segment.when));
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
    for code in model.operation_codes() {
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
    for raise in &operation.raises {
        plan.raises.push(builder.node(&raise.when));
    }
    plan
}

/// The thresholds of every model, and which can be surest: its confidence is the only one to look at where more is better.
fn plan_thresholds(model: &Model, plan: &mut Plan) {
    let mut surest = f64::NEG_INFINITY;
    let models = if model.is_calibrated() { model.models.len() } else { 0 };
    for code in 0..models.saturating_add(1) {
        let calibration = model.calibration(code);
        if calibration.is_none() && model.is_calibrated() {
            plan.thresholds.push(Thresholds::default());
            continue;
        }
        let map = calibration.map(|calibration| &calibration.map);
        plan.thresholds.push(thresholds(model, map));
        let most = map.map_or(1.0, |map| map.apply(1.0));
        if most > surest {
            surest = most;
            plan.surest = code;
        }
    }
}

/// The sets of every cell.
fn sets(model: &Model) -> Vec<CellSet> {
    model.sets.as_ref().map_or_else(Vec::new, |fitted| cell_sets(model, fitted))
}

#[inline(never)]
fn cell_sets(model: &Model, fitted: &OptionSets) -> Vec<CellSet> {
    let mut sets = Vec::new();
    let own = |confidence, impact| {
        let action = model.base(confidence, impact);
        let cell = (action == Action::ShowOptions).then_some((confidence, impact));
        let set = fitted.cells.iter().find(|set| action >= Action::ShowOptions && set.cell == cell);
        set.map_or(f64::NAN, |set| fitted.method.turned(set.threshold))
    };
    let surer = model.confidence.bands.len();
    for confidence in 0..surer {
        for impact in 0..model.impact.bands.len() {
            let mut limit = f64::INFINITY;
            for above in confidence..surer {
                for below in 0..impact.saturating_add(1) {
                    limit = limit.min(own(above, below));
                }
            }
            sets.push(CellSet { from: own(confidence, impact), limit });
        }
    }
    sets
}

fn thresholds(model: &Model, map: Option<&Map>) -> Thresholds {
    let mut thresholds = Thresholds { base: cuts(&model.confidence.bounds(), map), ..Thresholds::default() };
    for code in model.operation_codes() {
        let own = model.operation(code).and_then(|operation| operation.thresholds.as_deref());
        thresholds.operations.push(own.map(|own| cuts(own, map)));
    }
    for segment in &model.segments {
        thresholds.segments.push(cuts(&segment.thresholds, map));
    }
    thresholds
}

/// What a model must say for its calibrated confidence to reach each bound above the lowest.
fn cuts(bounds: &[f64], map: Option<&Map>) -> Vec<f64> {
    let mut cuts = above_lowest(bounds);
    if let Some(map) = map {
        for cut in &mut cuts {
            *cut = map.lowest_reaching(*cut).unwrap_or(ABOVE_ALL);
        }
    }
    cuts
}

/// No confidence reaches it.
const ABOVE_ALL: f64 = 1.0_f64.next_up();

/// The lowest band begins at 0: its bound never decides anything.
fn above_lowest(bounds: &[f64]) -> Vec<f64> {
    bounds.get(1..).unwrap_or_default().to_vec()
}

/// Every condition of the policy.
pub(crate) fn conditions(model: &Model) -> Vec<&Condition> {
    let mut conditions = Vec::new();
    for code in model.operation_codes() {
        let raises = model.operation(code).map(|operation| operation.raises.as_slice()).unwrap_or_default();
        raises.iter().for_each(|raise| conditions.push(&raise.when));
    }
    model.rules.iter().for_each(|rule| conditions.push(&rule.when));
    model.segments.iter().for_each(|segment| conditions.push(&segment.when));
    model.unavailable.iter().for_each(|entry| conditions.push(&entry.when));
    model.require.iter().for_each(|entry| conditions.push(&entry.when));
    conditions
}

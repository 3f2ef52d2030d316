//! Defaults that give more than what they stand in for: leaving the signal out gives an action that some value of it
//! would not. Asked of two copies of every condition at once: in one the signal has its default, in the other any value,
//! and all else is the same.
//!
//! Exact for inputs without findings and signals that no segment asks about. Where a segment does, it is asked whether
//! the segment's thresholds make the difference, but not of every pair of segments.

use crate::action::Action;
use crate::condition::{Circuit, CircuitBuilder, Condition, Node, Shape, Slot};
use crate::decide::band_of;
use crate::diagnostic::{Code, Counterexample, Diagnostic, Severity};
use crate::policy::{Model, OperationPlan, Plan, Policy, Raise, Signal, conditions, plan};
use crate::value::{Value, number_text};

use super::super::cells::{Axis, Cells};
use super::super::example::{input, open_value};
use super::super::search::{Found, Search, Want};
use super::warning;

pub(super) fn check(policy: &Policy, steps: &mut usize, problems: &mut Vec<Diagnostic>) {
    for (index, signal) in policy.model().signals.iter().enumerate() {
        if let Some(default) = signal.default
            && let Some(problem) = optimistic(policy, index, signal, default, steps)
        {
            problems.push(problem);
        }
    }
}

/// One action with one operation in one cell of the matrix: what the default must leave and the other value must not.
struct Question {
    /// The cell of the operation.
    operation: usize,
    /// What the input says, if it has to.
    impact: Option<f64>,
    wants: Vec<Want>,
}

fn optimistic(policy: &Policy, index: usize, signal: &Signal, default: f64, steps: &mut usize) -> Option<Diagnostic> {
    let (slot, other_slot) = (Slot::signal(index), Slot::signal(policy.model().signals.len()));
    let mut model = policy.model().clone();
    model.signals.push(signal.clone());
    let other_model = with_slot(model.clone(), slot, other_slot);
    let mut all = conditions(&model);
    all.extend(conditions(&other_model));
    let mut builder = CircuitBuilder::new(&all);
    let plans = [plan(&model, &mut builder), plan(&other_model, &mut builder)];
    let questions = questions(&model, &plans, slot, &mut builder);
    let circuit = builder.finish();
    let cells = Cells::new(&model, &circuit);
    let axis = *cells.axes.iter().find(|axis| axis.slot == slot)?;
    let other = *cells.axes.iter().find(|axis| axis.slot == other_slot)?;
    let default_cell = cell_of(&cells, &circuit, &axis, default);
    let mut search = Search::new(&circuit, &cells);
    search.steps = *steps;
    let mut problem = None;
    for question in questions {
        search.begin(&|axis, cell| match axis.slot {
            Slot::OPERATION => cell == question.operation,
            open if open == slot => cell == default_cell,
            open if open == other_slot => cell != axis.unknown,
            _ => cell != axis.unknown || may_be_unknown(&model, axis),
        });
        if search.find(question.wants) == Found::Some {
            problem = shown(policy, &search, question.impact, signal, &other);
            if problem.is_some() {
                break;
            }
        }
    }
    *steps = search.steps;
    problem
}

fn may_be_unknown(model: &Model, axis: &Axis) -> bool {
    let signal = axis.slot.signal_index().and_then(|index| model.signals.get(index));
    signal.map_or(axis.slot == Slot::MARGIN, |signal| signal.default.is_none())
}

/// The cell of which no test can tell the value apart.
fn cell_of(cells: &Cells, circuit: &Circuit, axis: &Axis, value: f64) -> usize {
    for cell in axis.first..axis.unknown {
        let inside = cells.values.get(cell).copied().unwrap_or(f64::NAN);
        let mut tests = circuit.atoms.iter().filter(|atom| atom.slot == axis.slot);
        if tests.all(|atom| atom.interval.contains(inside) == atom.interval.contains(value)) {
            return cell;
        }
    }
    axis.unknown
}

/// The model with the other signal wherever a condition asks about the one.
fn with_slot(mut model: Model, from: Slot, to: Slot) -> Model {
    for operation in model.any_operation.iter_mut().chain(&mut model.operations) {
        operation.raises.iter_mut().for_each(|raise| replace(&mut raise.when, from, to));
    }
    model.rules.iter_mut().for_each(|rule| replace(&mut rule.when, from, to));
    model.segments.iter_mut().for_each(|segment| replace(&mut segment.when, from, to));
    model.unavailable.iter_mut().for_each(|entry| replace(&mut entry.when, from, to));
    model
}

fn replace(condition: &mut Condition, from: Slot, to: Slot) {
    match condition {
        Condition::Within(slot, _) if *slot == from => *slot = to,
        Condition::Within(..) => {}
        Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| replace(part, from, to)),
        Condition::Not(part) => replace(part, from, to),
    }
}

/// The more autonomy, the earlier.
fn questions(model: &Model, plans: &[Plan; 2], slot: Slot, builder: &mut CircuitBuilder) -> Vec<Question> {
    let mut questions = Vec::new();
    let [own_plan, _] = plans;
    let mut cell = 0;
    for code in 0..=model.operations.len() {
        let operation = model.operation(code);
        if operation.is_none() && model.has_operations() {
            continue;
        }
        let raises = operation.map(|operation| operation.raises.as_slice()).unwrap_or_default();
        let of_plans = [0, 1].map(|copy| plans.get(copy).and_then(|plan: &Plan| plan.operations.get(code)));
        if let [Some(own), Some(other)] = of_plans {
            // An input can name more impact than the operation has.
            let least = band_of(&own_plan.impact, own.impact);
            let mut seen = Vec::new();
            for (column, band) in model.impact.bands.iter().enumerate().skip(least) {
                let impact = (operation.is_none() || column > least).then_some(band.bound);
                for row in (0..model.confidence.bands.len()).rev() {
                    let case = Case { model, plans, row, column, raises, own, other };
                    let base = case.base(0.0);
                    if !raises.is_empty() || !seen.contains(&base) {
                        seen.push(base);
                        case.questions(slot, (cell, impact), builder, &mut questions);
                    }
                }
            }
        }
        if operation.is_none() {
            break;
        }
        cell = cell.saturating_add(1);
    }
    questions
}

/// One operation (or none, where none is declared) in one cell.
struct Case<'a> {
    model: &'a Model,
    plans: &'a [Plan; 2],
    row: usize,
    column: usize,
    raises: &'a [Raise],
    own: &'a OperationPlan,
    other: &'a OperationPlan,
}

impl Case<'_> {
    fn questions(
        &self,
        slot: Slot,
        (operation, impact): (usize, Option<f64>),
        builder: &mut CircuitBuilder,
        questions: &mut Vec<Question>,
    ) {
        let [own, other] = self.plans;
        let base = self.base(0.0);
        let asks = |condition: &Condition| asks_about(condition, slot);
        for action in Action::ALL.into_iter().skip(1).filter(|action| *action <= base).rev() {
            let mut left = Vec::new();
            for node in self.in_the_way(own, self.own, action, &|_| true) {
                left.push(Want::ruled_out(node));
            }
            for ((segment, node), other) in self.model.segments.iter().zip(&own.segments).zip(&other.segments) {
                if asks(&segment.when) {
                    let mut wants = left.clone();
                    wants.extend([Want::ruled_out(*node), Want::certain(*other)]);
                    questions.push(Question { operation, impact, wants });
                }
            }
            // The other value must not be given this action, for which only what asks about it can be the reason, nor any
            // above.
            let reasons = self.in_the_way(other, self.other, action, &asks);
            if reasons.is_empty() {
                continue;
            }
            left.push(Want::possible(builder.join(Shape::Any, reasons)));
            for above in Action::ALL.into_iter().filter(|above| action < *above && *above <= base) {
                let nodes = self.in_the_way(other, self.other, above, &|_| true);
                left.push(Want::possible(builder.join(Shape::Any, nodes)));
            }
            questions.push(Question { operation, impact, wants: left });
        }
    }

    /// The conditions each of which takes an action away, be it by more impact, by a rule or by availability.
    fn in_the_way(
        &self,
        plan: &Plan,
        operation: &OperationPlan,
        action: Action,
        counts: &dyn Fn(&Condition) -> bool,
    ) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (raise, node) in self.raises.iter().zip(&operation.raises) {
            if self.base(raise.to) < action && counts(&raise.when) {
                nodes.push(*node);
            }
        }
        for (rule, node) in self.model.rules.iter().zip(&plan.rules) {
            if rule.at_most < action && counts(&rule.when) {
                nodes.push(*node);
            }
        }
        for (entry, node) in self.model.unavailable.iter().zip(&plan.unavailable) {
            if entry.action == action && counts(&entry.when) {
                nodes.push(*node);
            }
        }
        nodes
    }

    /// The action of the cell, raised to that impact.
    fn base(&self, impact: f64) -> Action {
        let [plan, _] = self.plans;
        self.model.base(self.row, self.column.max(band_of(&plan.impact, impact)))
    }
}

fn asks_about(condition: &Condition, wanted: Slot) -> bool {
    let mut found = false;
    condition.tests(&mut |slot, _| found |= slot == wanted);
    found
}

/// Both inputs, at the confidence where they differ: it is a threshold or right below one.
fn shown(
    policy: &Policy,
    search: &Search<'_>,
    impact: Option<f64>,
    signal: &Signal,
    other: &Axis,
) -> Option<Diagnostic> {
    let value = signal.kind.value(open_value(search, other));
    for threshold in thresholds(policy) {
        for confidence in [threshold, threshold.next_down().max(0.0)] {
            let (mut without, signals) = input(policy, search, confidence, impact);
            let (mut with, mut more_signals) = input(policy, search, confidence, impact);
            more_signals.put(&signal.name, value.clone());
            without.put("signals", signals.done());
            with.put("signals", more_signals.done());
            let without = without.done();
            let [more, less] = [&without, &with.done()].map(|input| policy.decide(input, None).action);
            if more > less {
                let message = format!(
                    "leaving `{0}` out can give `{1}` where `{0}` {2} gives `{3}`",
                    signal.name,
                    more.name(),
                    value_text(&value),
                    less.name()
                );
                let help = "let the default be the value that allows least, or take it out, so that what is missing is not taken for good";
                let example = Counterexample { input: without, health: None, action: more };
                let problem =
                    warning(Code::OptimisticDefault, &format!("/signals/{}/default", signal.name), message, help);
                return Some(problem.severity(Severity::Hint).counterexample(Some(example)));
            }
        }
    }
    None
}

/// Every threshold, and 1.
fn thresholds(policy: &Policy) -> Vec<f64> {
    let mut all = vec![1.0];
    all.extend(&policy.plan.base);
    for segment in &policy.plan.segment_thresholds {
        all.extend(segment);
    }
    for operation in &policy.plan.operations {
        all.extend(operation.thresholds.as_deref().unwrap_or_default());
    }
    all.push(0.0);
    all
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Number(number) => number_text(*number),
        Value::Boolean(truth) => truth.to_string(),
        Value::Text(text) => format!("`{text}`"),
        Value::Null | Value::List(_) | Value::Object(_) => String::new(),
    }
}

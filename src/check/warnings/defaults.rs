//! Defaults that give more than what they stand in for: leaving the signal out gives an action that some value of it
//! would not. Asked of two copies of every condition at once: in one the signal has its default, in the other any value,
//! and all else is the same.
//!
//! Exact for inputs without findings and signals that no segment asks about. Where a segment does, it is asked whether
//! the segment's thresholds make the difference, but not of every pair of segments.

use crate::condition::{Circuit, CircuitBuilder, Condition, Slot};
use crate::diagnostic::{Code, Counterexample, Diagnostic, Severity};
use crate::policy::{Model, Policy, Signal, conditions, plan};
use crate::value::{Value, fill, number_text};

use super::super::cells::{Axis, Cells};
use super::super::example::{input, open_value};
use super::super::search::{Found, Search};
use super::questions::questions;
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

fn optimistic(policy: &Policy, index: usize, signal: &Signal, default: f64, steps: &mut usize) -> Option<Diagnostic> {
    let (slot, other_slot) = (Slot::signal(index), Slot::signal(policy.model().signals.len()));
    let mut model = policy.model().clone();
    model.signals.push(signal.clone());
    let other_model = with_slot(model.clone(), slot, other_slot);
    let mut all = conditions(&model);
    all.extend(conditions(&other_model));
    let mut builder = CircuitBuilder::new(&all);
    let plans = [plan(&model, &mut builder), plan(&other_model, &mut builder)];
    let questions = questions(&model, &plans, slot, &mut builder, steps);
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
            Slot::OPERATION => question.operations.contains(&cell),
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

/// Both inputs, at the confidence where they differ: it is a threshold or right below one.
fn shown(
    policy: &Policy,
    search: &Search<'_>,
    impact: Option<f64>,
    signal: &Signal,
    other: &Axis,
) -> Option<Diagnostic> {
    let value = signal.kind.value(open_value(search, other));
    for (of_model, threshold) in thresholds(policy) {
        for confidence in [threshold, threshold.next_down().max(0.0)] {
            let (mut without, signals) = input(policy, search, of_model, confidence, impact);
            let (mut with, mut more_signals) = input(policy, search, of_model, confidence, impact);
            more_signals.put(&signal.name, value.clone());
            without.put("signals", signals.done());
            with.put("signals", more_signals.done());
            let without = without.done();
            let [more, less] = [&without, &with.done()].map(|input| policy.decide(input, None).action);
            if more > less {
                let message = fill(
                    "leaving `{}` out can give `{}` where `{}` {} gives `{}`",
                    &[&signal.name, more.name(), &signal.name, &value_text(&value), less.name()],
                );
                let help = "let the default be the value that allows least, or take it out, so that what is missing is not taken for good";
                let example = Counterexample { input: without, health: None, action: more };
                let pointer = fill("/signals/{}/default", &[&signal.name]);
                let problem = warning(Code::OptimisticDefault, &pointer, message, help);
                return Some(problem.severity(Severity::Hint).counterexample(Some(example)));
            }
        }
    }
    None
}

/// Every threshold of every model, beside 0 and 1.
fn thresholds(policy: &Policy) -> Vec<(usize, f64)> {
    let mut all = Vec::new();
    let model = policy.model();
    for code in 0..=model.models.len() {
        if model.is_calibrated() && model.calibration(code).is_none() {
            continue;
        }
        let cuts = policy.plan.model_thresholds(model, code).cuts();
        for cut in [1.0].into_iter().chain(cuts).chain([0.0]).filter(|cut| *cut <= 1.0) {
            all.push((code, cut));
        }
    }
    all
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Number(number) => number_text(*number),
        Value::Boolean(truth) => if *truth { "true" } else { "false" }.to_owned(),
        Value::Text(text) => fill("`{}`", &[text]),
        Value::Null | Value::List(_) | Value::Object(_) => String::new(),
    }
}

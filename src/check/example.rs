//! The open cells of a search as an input, run through `decide` to be sure.

use crate::condition::Slot;
use crate::decide::{code_of, ranked};
use crate::diagnostic::Counterexample;
use crate::policy::{Policy, Signal};
use crate::value::{Fields, Value, fill, join};

use super::cells::Axis;
use super::search::Search;

/// An input from the open cells that is as sure as can be, and what it is given.
pub(super) fn example(policy: &Policy, search: &Search<'_>) -> Counterexample {
    let impact = if policy.model().has_operations() { None } else { Some(0.0) };
    let (mut input, signals) = input(policy, search, search.of_model, 1.0, impact);
    input.put("signals", signals.done());
    let input = input.done();
    let action = policy.verdict(&input, None).0.action;
    Counterexample { input, health: None, action }
}

/// An input with a value from an open cell of every axis, and its signals. Those of which the search did not ask anything
/// are left out.
pub(super) fn input(
    policy: &Policy,
    search: &Search<'_>,
    of_model: usize,
    confidence: f64,
    impact: Option<f64>,
) -> (Fields, Fields) {
    let model = policy.model();
    let mut input = Fields::default();
    let mut signals = Fields::default();
    // Where sets of options are fitted, one that is known is few enough to be shown.
    let mut alternatives = if model.sets.is_some() { 1.0 } else { 0.0 };
    put_model(policy, of_model, &mut input);
    input.put_number("confidence", Some(confidence));
    for axis in &search.cells.axes {
        let value = open_value(search, axis);
        let signal = axis.slot.signal_index().and_then(|index| model.signals.get(index));
        if axis.slot == Slot::OPERATION {
            if !value.is_nan() {
                input.put_text("operation", &model.operation_name(code_of(value)));
            }
        } else if axis.slot == Slot::MARGIN {
            if !value.is_nan() {
                input.put_number("second", Some((confidence - value).max(0.0)));
            }
        } else if let Some(signal) = signal {
            if !search.left_alone(axis) {
                signals.put(&signal.name, signal_value(signal, value));
            }
        } else if axis.slot == Slot::ALTERNATIVES {
            alternatives = value.max(alternatives);
        }
    }
    if impact.is_some() {
        input.put_number("impact", impact);
    }
    if alternatives > 0.0 {
        input.put("alternatives", ranked(alternatives, 1.0, 0.0));
    }
    (input, signals)
}

/// The model, where it matters, and the last moment of its evidence.
pub(super) fn put_model(policy: &Policy, code: usize, input: &mut Fields) {
    let model = policy.model();
    if model.reads_models() {
        input.put_text("model", &model.model_name(code));
    }
    if let Some(until) = model.fit(code).and_then(|fit| fit.valid_until) {
        input.put_number("now", Some(until));
    }
}

/// The least value that is open, of margins the greatest: at 1 nothing is lost to rounding.
pub(super) fn open_value(search: &Search<'_>, axis: &Axis) -> f64 {
    let mut found = f64::NAN;
    for cell in axis.first..axis.unknown {
        if search.is_open(cell) && (found.is_nan() || axis.slot == Slot::MARGIN) {
            found = search.cells.values.get(cell).copied().unwrap_or(f64::NAN);
        }
    }
    found
}

/// What is not known in any of the open cells, in words.
pub(super) fn unknown_names(policy: &Policy, search: &Search<'_>) -> String {
    let mut names = Vec::new();
    for axis in &search.cells.axes {
        if !search.left_alone(axis) && open_value(search, axis).is_nan() {
            let signal = axis.slot.signal_index().and_then(|index| policy.model().signals.get(index));
            let name =
                signal.map_or(if axis.slot == Slot::OPERATION { "operation" } else { "second" }, |signal| &signal.name);
            names.push(fill("`{}`", &[name]));
        }
    }
    join(&names, " and ")
}

/// Not known is absent, or bad where a default would count.
fn signal_value(signal: &Signal, value: f64) -> Value {
    if !value.is_nan() {
        signal.kind.value(value)
    } else if signal.default.is_none() {
        Value::Null
    } else {
        signal.kind.wrong_value()
    }
}

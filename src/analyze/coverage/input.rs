//! What was chosen as an input that can be written into a test.

use crate::action::Action;
use crate::condition::{Interval, Slot, Truth};
use crate::decide::ranked;
use crate::policy::{Model, Policy};
use crate::value::{Fields, Value};

use super::goal::Goal;
use super::pieces::{Choice, plain_fraction};
use super::search::Chosen;

/// The longest list of alternatives that is written.
const MOST_LISTED: f64 = 50.0;

/// The input; nothing where JSON cannot say it or its parts do not fit together.
pub(super) fn input(
    policy: &Policy,
    goal: &Goal<'_>,
    chosen: &Chosen,
    of_model: usize,
    confidence: f64,
    at_most: Option<Action>,
) -> Option<Value> {
    let model = policy.model();
    let second = second(at(chosen, Slot::MARGIN), confidence)?;
    let mut input = Fields::default();
    if model.reads_models() {
        input.put_text("model", &model.model_name(of_model));
    }
    if let Some(until) = model.fit(of_model).and_then(|fit| fit.valid_until) {
        input.put_number("now", Some(until));
    }
    input.put_number("confidence", Some(confidence));
    if let Some(second) = second {
        input.put_number("second", Some(second));
    }
    if let Some(count) = at(chosen, Slot::ALTERNATIVES).filter(|choice| choice.value > 0.5) {
        input.put("alternatives", alternatives(count.value, confidence, second)?);
    } else if model.sets.is_some() {
        // One that is known is few enough to be shown.
        input.put("alternatives", ranked(1.0, confidence, 0.0));
    }
    if let Some(code) = goal.operation {
        input.put_text("operation", &model.operation_name(code));
    }
    let known = goal.operation.and_then(|code| model.operation(code)).map(|operation| operation.impact);
    if let Some(impact) = goal.impact.filter(|impact| known.is_none_or(|known| *impact > known)) {
        input.put_number("impact", Some(impact));
    }
    let signals = signals(model, chosen)?;
    if !matches!(&signals, Value::Object(members) if members.is_empty()) {
        input.put("signals", signals);
    }
    if let Some(action) = at_most {
        input.put_text("at_most", action.name());
    }
    Some(input.done())
}

fn at(chosen: &Chosen, slot: Slot) -> Option<Choice> {
    chosen.get(slot.0).copied().flatten()
}

/// The runner-up's confidence that leaves the margin, if one is wanted; nothing where no number does.
fn second(margin: Option<Choice>, confidence: f64) -> Option<Option<f64>> {
    let Some(margin) = margin.filter(|margin| !margin.value.is_nan()) else { return Some(None) };
    let Interval { low, high } = margin.piece;
    let room = Interval { low: (confidence - high).max(0.0), high: (confidence - low).min(confidence) };
    let candidates = [plain_fraction(room), room.low, room.high];
    let fits = |second: &&f64| {
        (0.0..=confidence).contains(*second) && margin.piece.contains(confidence - **second) == Truth::True
    };
    candidates.iter().find(fits).map(|second| Some(*second))
}

fn alternatives(count: f64, confidence: f64, second: Option<f64>) -> Option<Value> {
    if count > MOST_LISTED || (second.is_none() && count > 1.5) {
        return None;
    }
    Some(ranked(count, confidence, second.unwrap_or(0.0)))
}

/// A signal at its default is left out.
fn signals(model: &Model, chosen: &Chosen) -> Option<Value> {
    let mut signals = Fields::default();
    for (index, signal) in model.signals.iter().enumerate() {
        let Some(choice) = at(chosen, Slot::signal(index)) else { continue };
        if choice.bad {
            signals.put(&signal.name, signal.kind.wrong_value());
        } else if choice.value.is_infinite() {
            return None;
        } else if !choice.value.is_nan()
            && signal.default.is_none_or(|default| default.total_cmp(&choice.value).is_ne())
        {
            signals.put(&signal.name, signal.kind.value(choice.value));
        }
    }
    Some(signals.done())
}

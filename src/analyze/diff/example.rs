//! An input of a region, confirmed under both policies.

use crate::action::Action;
use crate::decide::ranked;
use crate::policy::Model;
use crate::value::{Fields, Value, fill, number_text};

use super::bounds::choices;
use super::search::Different;
use super::space::{Axis, Space, What};

/// A value of the kind that is asked for.
pub(super) fn sample(what: &What) -> Value {
    match what {
        What::Between(low, high) => Value::Number(number_in(*low, *high)),
        What::Value(value) => value.clone(),
        What::Missing | What::Sound => Value::Null,
        // No field takes a list.
        What::Invalid => Value::List(Vec::new()),
    }
}

/// A number between the two, both included, that is short to read.
pub(super) fn number_in(low: f64, high: f64) -> f64 {
    let mut shortest: Option<(usize, f64)> = None;
    for number in [low, 0.0, low.ceil(), low.floor() + 1.0, high.floor(), high] {
        let length = number_text(number).len();
        let is_inside = number.is_finite() && low <= number && number <= high;
        if is_inside && shortest.is_none_or(|(least, _)| length < least) {
            shortest = Some((length, number));
        }
    }
    shortest.map_or(0.0, |(_, number)| number)
}

/// Nothing where no input is in the region: its fields exclude each other.
pub(super) fn example(space: &Space, found: &Different) -> Option<Value> {
    let picks = |axis: &Axis| -> Vec<&What> {
        let place = space.dimensions.iter().position(|dimension| dimension.axis == *axis);
        place.map_or_else(Vec::new, |place| whats(space, found, place))
    };
    let is_spoilt = !picks(&Axis::Input).contains(&&What::Sound);
    let has_free_impact = picks(&Axis::Impact).contains(&&What::Missing);
    let rest = rest(space, found, is_spoilt && has_free_impact);
    let has_sets = space.sides.iter().any(|side| side.policy.model().sets.is_some());
    for confidence in best_first(picks(&Axis::Confidence)) {
        for margin in best_first(picks(&Axis::Margin)) {
            for alternatives in picks(&Axis::Alternatives) {
                let Some(mut input) = numbers(confidence, margin, alternatives, has_sets) else { continue };
                if is_spoilt && !has_free_impact {
                    let Some(spoilt) = spoiler(&input) else { continue };
                    input.push((spoilt.to_owned(), Value::Boolean(true)));
                }
                input.extend(rest.clone());
                let input = Value::Object(input);
                if is_confirmed(space, &input, found.actions) {
                    return Some(input);
                }
            }
        }
    }
    None
}

/// What a region has of a dimension.
fn whats<'a>(space: &'a Space, found: &'a Different, place: usize) -> Vec<&'a What> {
    let mut whats = Vec::new();
    for choice in choices(space, &found.cube, place) {
        whats.push(&choice.what);
    }
    whats
}

/// A field that may be wrong without changing what is known of the others.
fn spoiler(numbers: &[(String, Value)]) -> Option<&'static str> {
    ["second", "alternatives"].into_iter().find(|name| numbers.iter().all(|(given, _)| given != name))
}

/// Values before what is missing or invalid.
fn best_first(whats: Vec<&What>) -> Vec<&What> {
    let mut first = Vec::new();
    for is_value in [true, false] {
        for what in &whats {
            if is_value != matches!(what, What::Missing | What::Invalid) {
                first.push(*what);
            }
        }
    }
    first
}

fn is_confirmed(space: &Space, input: &Value, actions: [Action; 2]) -> bool {
    let [before, after] = &space.sides;
    [before.policy.decide(input, None).action, after.policy.decide(input, None).action] == actions
}

/// What is given of confidence, second and alternatives; nothing where these exclude each other.
fn numbers(confidence: &What, margin: &What, alternatives: &What, has_sets: bool) -> Option<Vec<(String, Value)>> {
    let pair = pair(confidence, margin)?;
    // Where sets of options are fitted, one that is known is few enough to be shown.
    let least = if has_sets && pair.0.is_some() { 1.0 } else { 0.0 };
    let count = if let What::Between(low, high) = alternatives { low.max(least).min(*high) } else { 0.0 };
    // Alternatives would fill what is missing.
    let fills_confidence = *confidence == What::Missing && count >= 1.0;
    let fills_second = pair.0.is_some() && pair.1.is_none() && count >= 2.0;
    if fills_confidence || fills_second {
        return None;
    }
    let mut given = Vec::new();
    let mut put = |name: &str, value: Option<Value>| given.extend(value.map(|value| (name.to_owned(), value)));
    let wrong = (*confidence == What::Invalid).then_some(2.0);
    put("confidence", pair.0.or(wrong).map(Value::Number));
    put("second", pair.1.map(Value::Number));
    put("alternatives", (count >= 1.0).then(|| ranked(count, pair.0.unwrap_or(1.0), pair.1.unwrap_or(0.0))));
    Some(given)
}

/// A confidence and a second with that margin; nothing where there are none.
fn pair(confidence: &What, margin: &What) -> Option<(Option<f64>, Option<f64>)> {
    match (confidence, margin) {
        (What::Between(low, high), What::Between(least, most)) => {
            let (low, least, most) = (*low, *least, most.min(*high));
            // The confidence itself, without a second worth mentioning; else the middle, far from where rounding hurts.
            let margin = if least <= low && low <= most { low } else { least + (most - least) / 2.0 };
            let confidence = low.max(margin);
            (least <= most).then_some((Some(confidence), Some(confidence - margin)))
        }
        (What::Between(low, _), _) => Some((Some(*low), None)),
        (_, What::Between(..)) => None,
        (_, _) => Some((None, None)),
    }
}

/// The fields that stand alone: of each the first choice that says least.
fn rest(space: &Space, found: &Different, is_impact_wrong: bool) -> Vec<(String, Value)> {
    let mut input = Fields::default();
    let mut signals = Fields::default();
    if is_impact_wrong {
        input.put("impact", Value::Boolean(true));
    }
    for (place, dimension) in space.dimensions.iter().enumerate() {
        let axis = &dimension.axis;
        let Some(what) = pick(axis, whats(space, found, place)) else { continue };
        match axis {
            Axis::Confidence | Axis::Margin | Axis::Alternatives => {}
            Axis::Operation if *what != What::Missing => {
                let is_listed = |model: &Model, name: &str| model.operation_code(name) > 0;
                input.put("operation", named(space, what, &is_listed));
            }
            Axis::Model if *what != What::Missing => {
                input.put("model", named(space, what, &|model: &Model, name: &str| model.model_code(name) > 0));
            }
            Axis::Now if *what != What::Missing => input.put("now", sample(what)),
            Axis::Impact if *what != What::Missing && !is_impact_wrong => input.put("impact", sample(what)),
            Axis::Signal(name) if *what != What::Missing => signals.put(name, sample(what)),
            Axis::Operation | Axis::Model | Axis::Now | Axis::Impact | Axis::Signal(_) | Axis::Input => {}
        }
    }
    let Value::Object(mut members) = input.done() else { return Vec::new() };
    if let Value::Object(signals) = signals.done()
        && !signals.is_empty()
    {
        members.push(("signals".to_owned(), Value::Object(signals)));
    }
    members
}

/// A missing impact before a given one, a sound signal before a missing one.
fn pick<'a>(axis: &Axis, whats: Vec<&'a What>) -> Option<&'a What> {
    if *axis == Axis::Impact && whats.contains(&&What::Missing) {
        return Some(&What::Missing);
    }
    best_first(whats).into_iter().next()
}

/// `*` stands for any that neither lists.
fn named(space: &Space, what: &What, is_listed: &dyn Fn(&Model, &str) -> bool) -> Value {
    let What::Value(Value::Text(name)) = what else { return sample(what) };
    if name != "*" {
        return sample(what);
    }
    let is_free = |name: &String| !space.sides.iter().any(|side| is_listed(side.policy.model(), name));
    let mut name = "other".to_owned();
    let mut number = 1.0;
    while !is_free(&name) {
        number += 1.0;
        name = fill("other-{}", &[&number_text(number)]);
    }
    Value::Text(name)
}

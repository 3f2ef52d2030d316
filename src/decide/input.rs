//! An input as a tree to [`Facts`]: the twin of the reader on the JavaScript side, held to it by the shared cases.

use crate::action::Action;
use crate::policy::{Kind, Model, Policy};
use crate::value::{Fields, Value, fill, number_text};

use super::decision::Alternative;
use super::facts::{Facts, Field, Problem};

/// Reads an input and the health beside it. Whatever is wrong is noted as a problem of its field; nothing fails.
/// The alternatives are returned beside the facts, as far as they are sound.
#[must_use]
pub fn read_facts(policy: &Policy, input: &Value, health: Option<&Value>) -> (Facts, Vec<Alternative>) {
    let mut facts = Facts::new(policy);
    let model = policy.model();
    if !matches!(input, Value::Object(_)) {
        facts.trouble(Field::INPUT, Problem::WrongType);
    }
    if let (Some(Value::Number(now)), true) = (given(input, "now"), model.evidence.is_some()) {
        facts.set(Field::NOW, *now);
    }
    if model.reads_models() {
        read_name(&mut facts, Field::MODEL, given(input, "model"), &|name| model.model_code(name));
    }
    read_number(&mut facts, Field::CONFIDENCE, given(input, "confidence"));
    read_number(&mut facts, Field::SECOND, given(input, "second"));
    let alternatives = read_alternatives(&mut facts, given(input, "alternatives"));
    if let Some(sets) = &model.sets {
        let mut confidences = alternatives.iter().map(|alternative| alternative.confidence);
        let beyond = sets.beyond(model.options_max, &mut confidences).unwrap_or(f64::NAN);
        let is_another = sets.are_of_another(input.get("model").and_then(Value::as_text));
        facts.set(Field::BEYOND, if is_another { f64::NEG_INFINITY } else { beyond });
    }
    if model.has_operations() {
        read_name(&mut facts, Field::OPERATION, given(input, "operation"), &|name| model.operation_code(name));
    }
    read_impact(&mut facts, model, given(input, "impact"));
    read_at_most(&mut facts, Field::AT_MOST, given(input, "at_most"));
    let health = health.unwrap_or(&Value::Null);
    if !matches!(health, Value::Null | Value::Object(_)) {
        facts.trouble(Field::HEALTH, Problem::WrongType);
    }
    read_at_most(&mut facts, Field::HEALTH_AT_MOST, given(health, "at_most"));
    read_signals(&mut facts, model, input, health);
    (facts, alternatives)
}

/// The member of that name; null is the same as absent.
fn given<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !matches!(value, Value::Null))
}

fn read_number(facts: &mut Facts, field: Field, value: Option<&Value>) {
    match value {
        None => {}
        Some(Value::Number(number)) if number.is_nan() => facts.trouble(field, Problem::NotANumber),
        Some(Value::Number(number)) => facts.set(field, *number),
        Some(_) => facts.trouble(field, Problem::WrongType),
    }
}

fn read_name(facts: &mut Facts, field: Field, value: Option<&Value>, code: &dyn Fn(&str) -> usize) {
    match value {
        None => {}
        Some(Value::Text(name)) => facts.set(field, number(code(name))),
        Some(_) => facts.trouble(field, Problem::WrongType),
    }
}

fn read_impact(facts: &mut Facts, model: &Model, value: Option<&Value>) {
    let Some(Value::Text(name)) = value else { return read_number(facts, Field::IMPACT, value) };
    match model.impact.bands.iter().find(|band| band.name == *name) {
        Some(band) => facts.set(Field::IMPACT, band.bound),
        None => facts.trouble(Field::IMPACT, Problem::NotListed),
    }
}

fn read_at_most(facts: &mut Facts, field: Field, value: Option<&Value>) {
    match value {
        None => {}
        Some(Value::Text(name)) => match Action::from_name(name) {
            Some(action) => facts.set(field, f64::from(action.rank())),
            None => facts.trouble(field, Problem::NotListed),
        },
        Some(_) => facts.trouble(field, Problem::WrongType),
    }
}

fn read_alternatives(facts: &mut Facts, value: Option<&Value>) -> Vec<Alternative> {
    let items = match value {
        None => return Vec::new(),
        Some(Value::List(items)) => items,
        Some(_) => {
            facts.trouble(Field::ALTERNATIVES, Problem::WrongType);
            return Vec::new();
        }
    };
    let mut alternatives: Vec<Alternative> = Vec::new();
    for item in items {
        let previous = alternatives.last().map_or(1.0, |alternative| alternative.confidence);
        match read_alternative(item, previous) {
            Ok(alternative) => alternatives.push(alternative),
            Err(problem) => {
                facts.trouble(Field::ALTERNATIVES, problem);
                return Vec::new();
            }
        }
    }
    facts.set(Field::ALTERNATIVES, number(alternatives.len()));
    for (field, alternative) in [Field::FIRST_ALTERNATIVE, Field::SECOND_ALTERNATIVE].iter().zip(&alternatives) {
        facts.set(*field, alternative.confidence);
    }
    alternatives
}

fn read_alternative(item: &Value, previous: f64) -> Result<Alternative, Problem> {
    let (Some(Value::Text(label)), Some(Value::Number(confidence))) = (item.get("label"), item.get("confidence"))
    else {
        return Err(Problem::WrongType);
    };
    if confidence.is_nan() {
        Err(Problem::NotANumber)
    } else if !(0.0..=1.0).contains(confidence) {
        Err(Problem::OutOfRange)
    } else if *confidence > previous {
        Err(Problem::OutOfOrder)
    } else {
        Ok(Alternative { label: label.clone(), confidence: *confidence })
    }
}

/// So many alternatives, with these confidences of the first and the second.
pub(crate) fn ranked(count: f64, first: f64, second: f64) -> Value {
    let mut list = Vec::new();
    let likely = [first, second];
    let mut likely = likely.iter();
    let mut place = 1.0;
    while place <= count {
        let mut alternative = Fields::default();
        alternative.put_text("label", &fill("label {}", &[&number_text(place)]));
        alternative.put_number("confidence", Some(likely.next().copied().unwrap_or(0.0)));
        list.push(alternative.done());
        place += 1.0;
    }
    Value::List(list)
}

/// The input's value counts before the one of `health`.
fn read_signals(facts: &mut Facts, model: &Model, input: &Value, health: &Value) {
    let (own, shared) = (given(input, "signals"), given(health, "signals"));
    for (field, source) in &[(Field::SIGNALS, own), (Field::HEALTH_SIGNALS, shared)] {
        if source.is_some_and(|source| !matches!(source, Value::Object(_))) {
            facts.trouble(*field, Problem::WrongType);
        }
    }
    for (index, signal) in model.signals.iter().enumerate() {
        let value_of = |source: Option<_>| given(source?, &signal.name);
        let Some(value) = value_of(own).or_else(|| value_of(shared)) else { continue };
        let field = Field::signal(index);
        match (signal.kind.code(value), value) {
            (Some(code), _) => facts.set(field, code),
            (None, Value::Number(number)) if number.is_nan() && matches!(signal.kind, Kind::Number) => {
                facts.trouble(field, Problem::NotANumber)
            }
            (None, Value::Text(_)) if matches!(signal.kind, Kind::Text(_)) => facts.trouble(field, Problem::NotListed),
            (None, _) => facts.trouble(field, Problem::WrongType),
        }
    }
}

/// Counts and codes are far below 2^32.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

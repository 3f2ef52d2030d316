//! Conditions in words.

use crate::condition::{Condition, Interval, Slot};
use crate::policy::{Kind, Model};
use crate::value::{Value, join, number_text};

/// A condition as a phrase: "`latency_ms` is above 800 and `reversible` is false".
pub(super) fn condition(model: &Model, condition: &Condition) -> String {
    match condition {
        Condition::Within(slot, interval) => test(model, *slot, *interval),
        Condition::All(parts) => joined(model, parts, " and "),
        Condition::Any(parts) => joined(model, parts, " or "),
        Condition::Not(part) => format!("not ({})", self::condition(model, part)),
    }
}

fn joined(model: &Model, parts: &[Condition], word: &str) -> String {
    let mut joined = Vec::new();
    for part in parts {
        let text = condition(model, part);
        joined.push(match part {
            Condition::All(_) | Condition::Any(_) => format!("({text})"),
            Condition::Within(..) | Condition::Not(_) => text,
        });
    }
    join(&joined, word)
}

fn test(model: &Model, slot: Slot, interval: Interval) -> String {
    match slot {
        Slot::OPERATION => format!("the operation is {}", operation(model, interval.low)),
        Slot::MARGIN => format!("the margin to the second is {}", range(interval)),
        Slot::ALTERNATIVES => format!("the number of alternatives is {}", range(interval)),
        Slot(_) => signal(model, slot, interval),
    }
}

fn operation(model: &Model, code: f64) -> String {
    let listed = (1_u32..).zip(&model.operations).find(|(number, _)| (f64::from(*number) - code).abs() < 0.5);
    listed.map_or_else(|| "not listed".to_owned(), |(_, operation)| format!("`{}`", operation.name))
}

fn signal(model: &Model, slot: Slot, interval: Interval) -> String {
    let Some(signal) = slot.signal_index().and_then(|index| model.signals.get(index)) else { return String::new() };
    let what = match &signal.kind {
        Kind::Number => range(interval),
        Kind::Boolean | Kind::Text(_) => value(&signal.kind.value(interval.low)),
    };
    format!("`{}` is {what}", signal.name)
}

/// A value as a person reads it.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Boolean(truth) => truth.to_string(),
        Value::Number(number) => number_text(*number),
        Value::Null | Value::List(_) | Value::Object(_) => value.kind().to_owned(),
    }
}

/// The operator that was written is the one whose bound is the shorter number.
fn range(Interval { low, high }: Interval) -> String {
    if low.total_cmp(&high).is_eq() {
        return number_text(low);
    }
    if high.is_infinite() {
        return shorter(("at least", low), ("above", low.next_down()));
    }
    shorter(("at most", high), ("below", high.next_up()))
}

fn shorter(a: (&str, f64), b: (&str, f64)) -> String {
    let text = |(word, bound)| format!("{word} {}", number_text(bound));
    let (a, b) = (text(a), text(b));
    if a.len() <= b.len() { a } else { b }
}

//! Steps, conditions and changes in words, made of the data that is given beside them.

use crate::action::Action;
use crate::condition::{Condition, Truth};
use crate::policy::Policy;
use crate::value::{Value, fill, join, number_text};

use super::operand::Operand;

/// A change as a sentence: "`auto_apply` if `confidence` were at least 0.9 and `reversible` were true".
pub(super) fn change(action: Action, set: &[Operand]) -> String {
    let mut parts = Vec::new();
    for operand in set {
        parts.push(fill("`{}` were {}", &[name(operand), &wanted(operand)]));
    }
    fill("`{}` if {}", &[action.name(), &join(&parts, " and ")])
}

/// A condition, whether it holds, and the values it looked at.
pub(super) fn tried(policy: &Policy, condition: &Condition, truth: Truth, operands: &[Operand]) -> String {
    let mut values: Vec<String> = Vec::new();
    for operand in operands {
        let is_missing = matches!(operand.value, Value::Null);
        let value = if is_missing { "missing".to_owned() } else { value(&operand.value) };
        let text = fill("{} is {}", &[name(operand), &value]);
        if !values.contains(&text) {
            values.push(text);
        }
    }
    fill("\"{}\" is {} ({})", &[&self::condition(policy, condition), truth.name(), &join(&values, ", ")])
}

/// A condition as a phrase: "`latency_ms` is above 800 and `reversible` is false".
pub(crate) fn condition(policy: &Policy, condition: &Condition) -> String {
    match condition {
        Condition::Within(slot, interval) => {
            let test = Operand::of_test(policy, *slot, f64::NAN, *interval);
            fill("`{}` is {}", &[name(&test), &wanted(&test)])
        }
        Condition::All(parts) => joined(policy, parts, " and "),
        Condition::Any(parts) => joined(policy, parts, " or "),
        Condition::Not(part) => fill("not ({})", &[&self::condition(policy, part)]),
    }
}

fn joined(policy: &Policy, parts: &[Condition], word: &str) -> String {
    let mut joined = Vec::new();
    for part in parts {
        let text = condition(policy, part);
        joined.push(match part {
            Condition::All(_) | Condition::Any(_) => fill("({})", &[&text]),
            Condition::Within(..) | Condition::Not(_) => text,
        });
    }
    join(&joined, word)
}

/// Where a band begins, whose threshold that is, and how far the value is from it. Of the distance the last digits, in
/// which only the error of the subtraction shows, are left out.
pub(super) fn threshold(band: &str, threshold: &Operand) -> String {
    let away = number_text((threshold.distance.unwrap_or(f64::NAN) * 1e12).round_ties_even() / 1e12);
    let source = threshold.source.as_deref().unwrap_or_default();
    fill("; `{}` begins at {} ({}), {} away", &[band, &value(&threshold.least), source, &away])
}

/// Signals by their own name.
fn name(operand: &Operand) -> &str {
    operand.field.strip_prefix("signals.").unwrap_or(&operand.field)
}

/// A value as a person reads it.
fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => fill("\"{}\"", &[text]),
        Value::Boolean(truth) => if *truth { "true" } else { "false" }.to_owned(),
        Value::Number(number) => number_text(*number),
        Value::Null | Value::List(_) | Value::Object(_) => value.kind().to_owned(),
    }
}

/// What a value is between. The operator that was written is the one whose bound is the shorter number.
fn wanted(operand: &Operand) -> String {
    match (&operand.least, &operand.most) {
        (Value::Null, Value::Null) => return "given".to_owned(),
        (Value::Number(low), Value::Number(high)) if low.total_cmp(high).is_eq() => return number_text(*low),
        (Value::Number(_), _) | (_, Value::Number(_)) => {}
        // What is no number has one value as both bounds.
        (least, _) => return value(least),
    }
    let mut words = Vec::new();
    if let Value::Number(low) = operand.least {
        words.push(bound("at least ", low, "above ", low.next_down()));
    }
    if let Value::Number(high) = operand.most {
        words.push(bound("at most ", high, "below ", high.next_up()));
    }
    join(&words, " but ")
}

/// One bound, from inside and from outside: the shorter number is the one that was written.
pub(crate) fn bound(inside: &str, bound: f64, outside: &str, beyond: f64) -> String {
    let (inside, outside) = (inside.to_owned() + &number_text(bound), outside.to_owned() + &number_text(beyond));
    if inside.len() <= outside.len() { inside } else { outside }
}

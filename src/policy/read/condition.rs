//! Conditions: names looked up, values coded, every test an interval.

use crate::condition::{Condition, Interval, Slot};
use crate::diagnostic::{Code, Diagnostic};
use crate::value::Value;

use super::super::model::{Kind, Signal};
use super::fields::{Place, Reader};
use super::parts::Shared;

const OPERATORS: &[&str] = &["signal", "operation", "margin_below", "alternatives_below", "all", "any", "not"];
const SIGNAL_OPERATORS: &[&str] = &["above", "from", "below", "up_to", "is", "in"];

/// Whether `margin_below` and `alternatives_below` may stand here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ranking {
    Allowed,
    Refused,
}

/// Reads one condition. Depth is bounded by the document's.
pub(super) fn condition(
    reader: &mut Reader,
    place: &Place<'_>,
    shared: &Shared<'_>,
    ranking: Ranking,
) -> Option<Condition> {
    let members = reader.members(place)?;
    if place.value.get("signal").is_some() {
        return signal_test(reader, place, shared);
    }
    let [operand] = members.as_slice() else {
        let message = "a condition has exactly one of `signal`, `operation`, `margin_below`, `alternatives_below`, `all`, `any`, `not`";
        reader.report(Diagnostic::error(Code::ConditionOperator, &place.pointer, message));
        return None;
    };
    match operand.key() {
        "operation" => operation_test(reader, operand, shared),
        "margin_below" => {
            allow_ranking(reader, operand, ranking);
            let bound = reader.fraction(operand, "margin")?;
            Some(Condition::Within(Slot::MARGIN, Interval::below(bound)))
        }
        "alternatives_below" => {
            allow_ranking(reader, operand, ranking);
            let bound = reader.count(operand, 1000)?;
            Some(Condition::Within(Slot::ALTERNATIVES, Interval::below(f64::from(bound))))
        }
        "all" => parts(reader, operand, shared, ranking).map(Condition::All),
        "any" => parts(reader, operand, shared, ranking).map(Condition::Any),
        // Under `not` a growing margin would make the condition true and take autonomy away.
        "not" => condition(reader, operand, shared, Ranking::Refused).map(|part| Condition::Not(Box::new(part))),
        other => {
            let message = format!("`{other}` is not a condition");
            reader.unknown(Code::ConditionOperator, operand, message, other, OPERATORS);
            None
        }
    }
}

fn allow_ranking(reader: &mut Reader, operand: &Place<'_>, ranking: Ranking) {
    if ranking == Ranking::Refused {
        let message =
            format!("`{}` is allowed in `degrade` and `unavailable` only, and not under `not`", operand.key());
        reader.report(
            Diagnostic::error(Code::ConditionNotAllowed, &operand.pointer, message)
                .help("elsewhere more confidence could give less autonomy"),
        );
    }
}

fn parts(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>, ranking: Ranking) -> Option<Vec<Condition>> {
    let items = reader.non_empty(place);
    let read: Vec<Option<Condition>> = items.iter().map(|item| condition(reader, item, shared, ranking)).collect();
    read.into_iter().collect()
}

fn operation_test(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Option<Condition> {
    let names = match place.value {
        Value::List(_) => reader.non_empty(place),
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) | Value::Object(_) => vec![place.clone()],
    };
    let codes: Vec<Option<Condition>> = names
        .iter()
        .map(|name| {
            let text = reader.text(name)?;
            let code = shared.operation_code(text);
            if code.is_none() {
                let message = format!("the policy lists no operation `{text}`");
                reader.unknown(Code::UnknownOperation, name, message, text, &shared.operation_words());
            }
            code.map(|code| Condition::Within(Slot::OPERATION, Interval::is(code)))
        })
        .collect();
    codes.into_iter().collect::<Option<Vec<_>>>().map(one_or_any)
}

fn one_or_any(mut parts: Vec<Condition>) -> Condition {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            Condition::Any(parts)
        }
    }
}

fn signal_test(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Option<Condition> {
    let known: Vec<&str> = std::iter::once("signal").chain(SIGNAL_OPERATORS.iter().copied()).collect();
    let test = reader.object(place, &known, &[], &[])?;
    let name = test.get("signal").and_then(|place| reader.text(&place))?;
    let Some((slot, signal)) = shared.signal(name) else {
        let message = format!("the policy declares no signal `{name}`");
        reader.unknown(Code::UnknownSignal, &test.get("signal")?, message, name, &shared.signal_words());
        return None;
    };
    let operators: Vec<Place<'_>> = SIGNAL_OPERATORS.iter().filter_map(|name| test.get(name)).collect();
    let [operand] = operators.as_slice() else {
        let message = "a test of a signal has exactly one of `above`, `from`, `below`, `up_to`, `is`, `in`";
        reader.report(Diagnostic::error(Code::ConditionOperator, &place.pointer, message));
        return None;
    };
    compare(reader, operand, slot, signal)
}

fn compare(reader: &mut Reader, operand: &Place<'_>, slot: Slot, signal: &Signal) -> Option<Condition> {
    let interval = match operand.key() {
        "is" => return value(reader, operand, signal).map(|code| Condition::Within(slot, Interval::is(code))),
        "in" => {
            let items = reader.non_empty(operand);
            let codes: Vec<Option<f64>> = items.iter().map(|item| value(reader, item, signal)).collect();
            let codes: Option<Vec<f64>> = codes.into_iter().collect();
            return codes.map(|codes| {
                one_or_any(codes.into_iter().map(|code| Condition::Within(slot, Interval::is(code))).collect())
            });
        }
        "above" => Interval::above,
        "from" => Interval::from,
        "below" => Interval::below,
        _ => Interval::up_to,
    };
    if signal.kind != Kind::Number {
        let message = format!("`{}` compares numbers; `{}` is {}", operand.key(), signal.name, signal.kind.words());
        reader.report(Diagnostic::error(Code::OperatorMismatch, &operand.pointer, message).help("use `is` or `in`"));
        return None;
    }
    reader.number(operand).map(|bound| Condition::Within(slot, interval(bound)))
}

/// A value of that signal, coded.
pub(super) fn value(reader: &mut Reader, place: &Place<'_>, signal: &Signal) -> Option<f64> {
    let code = signal.kind.code(place.value);
    if code.is_some() {
        return code;
    }
    match (&signal.kind, place.value) {
        (Kind::Text(values), Value::Text(text)) => {
            let known: Vec<&str> = values.iter().map(String::as_str).collect();
            let message = format!("`{text}` is not among the values of `{}`", signal.name);
            reader.unknown(Code::UnknownValue, place, message, text, &known);
        }
        (kind, given) => {
            let message = format!("this is {}; `{}` is {}", given.kind(), signal.name, kind.words());
            reader.report(Diagnostic::error(Code::WrongType, &place.pointer, message));
        }
    }
    None
}

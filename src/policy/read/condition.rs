//! Conditions: names looked up, values coded, every test an interval.

use crate::condition::{Condition, Interval, Slot};
use crate::diagnostic::Code;
use crate::value::{Value, fill};

use super::super::model::{Kind, Signal};
use super::fields::{Place, Reader, Shape};
use super::parts::Shared;

const OPERATORS: &[&str] = &["signal", "operation", "margin_below", "alternatives_below", "all", "any", "not"];
const SIGNAL_OPERATORS: &[&str] = &["above", "from", "below", "up_to", "is", "in"];
const SIGNAL_TEST: Shape = Shape { required: &["signal"], optional: &["above", "from", "below", "up_to", "is", "in"] };

/// What a condition may read here, beside signals of the item and the operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowed {
    /// `margin_below` and `alternatives_below`.
    ranking: bool,
    /// Signals of a monitor.
    monitored: bool,
}

impl Allowed {
    pub(super) const ALL: Self = Self { ranking: true, monitored: true };
    pub(super) const RANKING: Self = Self { ranking: true, monitored: false };
    pub(super) const SIGNALS: Self = Self { ranking: false, monitored: false };
}

/// What stands in for the kind of a signal that could not be read (a string signal lists some values): nothing is said
/// about what such a signal is compared with.
pub(super) const UNREAD: Kind = Kind::Text(Vec::new());

fn is_unread(kind: &Kind) -> bool {
    matches!(kind, Kind::Text(values) if values.is_empty())
}

/// What stands in for a condition that could not be read.
const NONE: Condition = Condition::Any(Vec::new());

/// Reads one condition. Depth is bounded by the document's.
pub(super) fn condition(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>, allowed: Allowed) -> Condition {
    let members = reader.members(place);
    if !place.get("signal").is_absent() {
        return signal_test(reader, place, shared, allowed);
    }
    let [member] = members else {
        if matches!(place.value, Some(Value::Object(_))) {
            let text = "a condition has exactly one of `signal`, `operation`, `margin_below`, `alternatives_below`, `all`, \
                        `any`, `not`\njoin several conditions with `all` or `any`";
            reader.report(Code::ConditionOperator, place, text, &[]);
        }
        return NONE;
    };
    let operand = place.member(member);
    match operand.key() {
        "operation" => operation_test(reader, &operand, shared),
        "margin_below" => {
            allow_ranking(reader, &operand, allowed);
            let bound = reader.fraction(&operand, "margin");
            Condition::Within(Slot::MARGIN, Interval::below(bound))
        }
        "alternatives_below" => {
            allow_ranking(reader, &operand, allowed);
            let bound = reader.count(&operand, 1000, 1);
            Condition::Within(Slot::ALTERNATIVES, Interval::below(f64::from(bound)))
        }
        "all" => Condition::All(parts(reader, &operand, shared, allowed)),
        "any" => Condition::Any(parts(reader, &operand, shared, allowed)),
        // Under `not` a growing margin would make the condition true and take autonomy away.
        "not" => Condition::Not(Box::new(condition(reader, &operand, shared, Allowed { ranking: false, ..allowed }))),
        other => {
            reader.unknown(Code::ConditionOperator, &operand, "`{}` is not a condition", other, OPERATORS);
            NONE
        }
    }
}

fn allow_ranking(reader: &mut Reader, operand: &Place<'_>, allowed: Allowed) {
    if !allowed.ranking {
        let text = "`{}` is allowed in `degrade` and `unavailable` only, and not under `not`\nelsewhere more confidence \
                    could give less autonomy";
        reader.report(Code::ConditionNotAllowed, operand, text, &[operand.key()]);
    }
}

fn parts(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>, allowed: Allowed) -> Vec<Condition> {
    let mut parts = Vec::new();
    for (index, item) in reader.non_empty(place).iter().enumerate() {
        parts.push(condition(reader, &place.item(index, item), shared, allowed));
    }
    parts
}

fn operation_test(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Condition {
    if !matches!(place.value, Some(Value::List(_))) {
        return one_operation(reader, place, shared);
    }
    let mut parts = Vec::new();
    for (index, item) in reader.non_empty(place).iter().enumerate() {
        parts.push(one_operation(reader, &place.item(index, item), shared));
    }
    Condition::Any(parts)
}

fn one_operation(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Condition {
    let name = reader.text(place);
    let code = shared.operation_code(name);
    if code.is_none() && shared.operations_read && matches!(place.value, Some(Value::Text(_))) {
        reader.unknown(
            Code::UnknownOperation,
            place,
            "the policy lists no operation `{}`",
            name,
            shared.operation_words(),
        );
    }
    Condition::Within(Slot::OPERATION, Interval::is(code.unwrap_or(0.0)))
}

fn signal_test(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>, allowed: Allowed) -> Condition {
    reader.object(place, &SIGNAL_TEST);
    let name = place.get("signal");
    let text = reader.text(&name);
    let Some((slot, signal)) = shared.signal(text) else {
        unknown_signal(reader, &name, text, shared);
        return NONE;
    };
    if signal.is_monitored && !allowed.monitored {
        let problem = "`{}` comes from a monitor, and is read in `degrade` only\nwhat is eligible for automation may not \
                       depend on how the model fares";
        reader.report(Code::ConditionNotAllowed, &name, problem, &[text]);
    }
    let mut operand = None;
    let mut count = 0_usize;
    for operator in SIGNAL_OPERATORS {
        if !place.get(operator).is_absent() {
            operand = Some(place.get(operator));
            count = count.saturating_add(1);
        }
    }
    match operand {
        Some(operand) if count == 1 => compare(reader, &operand, slot, signal),
        Some(_) | None => {
            let text = "a test of a signal has exactly one of `above`, `from`, `below`, `up_to`, `is`, `in`\nfor a range, \
                        join two tests with `all`";
            reader.report(Code::ConditionOperator, place, text, &[]);
            NONE
        }
    }
}

#[inline(never)]
fn unknown_signal(reader: &mut Reader, name: &Place<'_>, text: &str, shared: &Shared<'_>) {
    if shared.signals_read && matches!(name.value, Some(Value::Text(_))) {
        let problem = "the policy declares no signal `{}`";
        reader.unknown(Code::UnknownSignal, name, problem, text, &shared.signal_words());
    }
}

fn compare(reader: &mut Reader, operand: &Place<'_>, slot: Slot, signal: &Signal) -> Condition {
    let interval = match operand.key() {
        "is" => return Condition::Within(slot, Interval::is(value(reader, operand, signal).unwrap_or(0.0))),
        "in" => return one_of(reader, operand, slot, signal),
        "above" => Interval::above,
        "from" => Interval::from,
        "below" => Interval::below,
        _ => Interval::up_to,
    };
    if is_unread(&signal.kind) {
        return NONE;
    }
    if !matches!(signal.kind, Kind::Number) {
        let text = "`{}` compares numbers; `{}` is {}\nuse `is` or `in`";
        reader.report(Code::OperatorMismatch, operand, text, &[operand.key(), &signal.name, signal.kind.words()]);
        return NONE;
    }
    Condition::Within(slot, interval(reader.number(operand)))
}

fn one_of(reader: &mut Reader, operand: &Place<'_>, slot: Slot, signal: &Signal) -> Condition {
    let mut parts = Vec::new();
    for (index, item) in reader.non_empty(operand).iter().enumerate() {
        let code = value(reader, &operand.item(index, item), signal).unwrap_or(0.0);
        parts.push(Condition::Within(slot, Interval::is(code)));
    }
    Condition::Any(parts)
}

/// A value of that signal, coded.
pub(super) fn value(reader: &mut Reader, place: &Place<'_>, signal: &Signal) -> Option<f64> {
    let given = place.value?;
    let code = signal.kind.code(given);
    if code.is_none() && !is_unread(&signal.kind) {
        no_value(reader, place, signal, given);
    }
    code
}

#[inline(never)]
fn no_value(reader: &mut Reader, place: &Place<'_>, signal: &Signal, given: &Value) {
    match (&signal.kind, given) {
        (Kind::Text(values), Value::Text(text)) => {
            let mut known = Vec::new();
            for value in values {
                known.push(value.as_str());
            }
            let message = fill("`{}` is not among the values of `{}`", &[text, &signal.name]);
            reader.unknown_among(Code::UnknownValue, place, message, text, &known);
        }
        (kind, given) => {
            let message = fill("this is {}; `{}` is {}", &[given.kind(), &signal.name, kind.words()]);
            reader.report_message(Code::WrongType, place, message, quotes(kind, given));
        }
    }
}

/// What to do about a value that has quotes too few or too many.
const fn quotes(kind: &Kind, given: &Value) -> &'static str {
    match (kind, given) {
        (Kind::Number | Kind::Boolean, Value::Text(_)) => "write it without quotes",
        (Kind::Text(_), Value::Number(_)) => "put it in double quotes",
        _ => "",
    }
}

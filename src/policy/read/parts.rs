//! The parts of a document, each from its place to the model's type.

use crate::action::Action;
use crate::condition::Slot;
use crate::diagnostic::Code;
use crate::value::{Value, count_text, number_text};

use super::super::model::{
    Axis, EVIDENCE_STALE, Kind, MAX_OPERATIONS, MAX_RULES, MAX_SEGMENTS, MAX_SIGNALS, Operation, Raise, Require,
    Review, Rule, Segment, Signal, Test, Unavailable,
};
use super::bands::{impact, is_sound, overlay, unknown_band};
use super::condition::{Allowed, UNREAD, condition, value};
use super::fields::{Place, Reader, Shape};

const MAX_VALUES: usize = 64;
const MAX_TESTS: usize = 1000;

const SIGNAL: Shape = Shape { required: &["type"], optional: &["unit", "default", "values", "source"] };
const OPERATION: Shape = Shape { required: &["impact"], optional: &["confidence", "raise", "meta"] };
const RAISE: Shape = Shape { required: &["id", "when", "to", "because"], optional: &["meta"] };
const SEGMENT: Shape = Shape { required: &["name", "when"], optional: &["confidence", "meta"] };
const RULE: Shape = Shape { required: &["id", "when", "at_most", "because"], optional: &["meta"] };
const UNAVAILABLE: Shape = Shape { required: &["action", "when"], optional: &[] };
const REQUIRE: Shape = Shape { required: &["name", "when", "at_most"], optional: &[] };
const REVIEW: Shape = Shape { required: &["expires_after_s", "then"], optional: &[] };
const TEST: Shape = Shape { required: &["name", "given", "expect"], optional: &["health"] };
const HEALTH: Shape = Shape { required: &[], optional: &["signals", "at_most"] };
const INPUT: Shape = Shape {
    required: &[],
    optional: &[
        "id",
        "model",
        "confidence",
        "second",
        "alternatives",
        "operation",
        "impact",
        "signals",
        "at_most",
        "now",
    ],
};

/// What the parts of a document refer to in each other.
pub(super) struct Shared<'a> {
    /// By name, `*` among them.
    operations: Vec<&'a str>,
    signals: &'a [Signal],
    confidence: &'a Axis,
    impact: &'a Axis,
    /// Whether it is known which operations and signals there are; else an unknown name is no news.
    pub(super) operations_read: bool,
    pub(super) signals_read: bool,
    /// Ids of rules and raises share one space.
    ids: Vec<String>,
}

impl<'a> Shared<'a> {
    pub(super) const fn new(
        operations: Vec<&'a str>,
        signals: &'a [Signal],
        confidence: &'a Axis,
        impact: &'a Axis,
    ) -> Self {
        Self { operations, signals, confidence, impact, operations_read: true, signals_read: true, ids: Vec::new() }
    }

    pub(super) fn signal(&self, name: &str) -> Option<(Slot, &'a Signal)> {
        let index = self.signals.iter().position(|signal| signal.name == name)?;
        self.signals.get(index).map(|signal| (Slot::signal(index), signal))
    }

    /// 0 for `*`, else the place among the listed ones from 1, as [`super::super::Model::operation_code`].
    pub(super) fn operation_code(&self, name: &str) -> Option<f64> {
        if name == "*" {
            return (!self.operations.is_empty()).then_some(0.0);
        }
        let mut code = 0.0;
        for listed in self.operations.iter().filter(|listed| **listed != "*") {
            code += 1.0;
            if *listed == name {
                return Some(code);
            }
        }
        None
    }

    pub(super) fn operation_words(&self) -> &[&'a str] {
        &self.operations
    }

    pub(super) fn signal_words(&self) -> Vec<&'a str> {
        let mut names = Vec::new();
        for signal in self.signals {
            names.push(signal.name.as_str());
        }
        names
    }
}

/// By name; what is no object of operations is reported where these are read.
pub(super) fn operation_names<'a>(place: &Place<'a>) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (name, _) in &Reader::default().members_by_name(place) {
        names.push(name.as_str());
    }
    names
}

pub(super) fn signals(reader: &mut Reader, place: &Place<'_>) -> Vec<Signal> {
    let members = reader.members_by_name(place);
    reader.limit(place, members.len(), MAX_SIGNALS, "signals");
    let mut signals = Vec::new();
    reader.each_of(place, &members, &mut |reader, place| signals.push(signal(reader, place)));
    signals
}

fn signal(reader: &mut Reader, place: &Place<'_>) -> Signal {
    reader.check_name(place.key(), place);
    reader.object(place, &SIGNAL);
    let unit = place.get("unit");
    let unit = (!unit.is_absent()).then(|| reader.words(&unit));
    let (kind, known) = signal_kind(reader, place);
    // A signal comes with the item, or from a monitor of the model.
    let source = reader.word(Code::WrongType, &place.get("source"), "`{}` is not a source", &["monitor"]);
    let is_monitored = source.is_some();
    let mut signal = Signal { name: place.key().to_owned(), kind, unit, default: None, is_monitored };
    if known {
        signal.default = value(reader, &place.get("default"), &signal);
    }
    signal
}

/// The type, and whether it could be read.
fn signal_kind(reader: &mut Reader, place: &Place<'_>) -> (Kind, bool) {
    let known = ["number", "boolean", "string"];
    let kind = match reader.word(Code::WrongType, &place.get("type"), "`{}` is not a type of signal", &known) {
        Some(0) => Kind::Number,
        Some(1) => Kind::Boolean,
        Some(_) => return string_values(reader, place),
        None => return (UNREAD, false),
    };
    let values = place.get("values");
    if !values.is_absent() {
        reader.report(Code::UnknownField, &values, "only a string signal lists `values`\nremove `values`", &[]);
    }
    (kind, true)
}

fn string_values(reader: &mut Reader, place: &Place<'_>) -> (Kind, bool) {
    let field = place.get("values");
    if field.is_absent() {
        reader.report(Code::MissingField, place, "a string signal lists its `values`\nadd `values`", &[]);
    }
    let items = reader.non_empty(&field);
    reader.limit(&field, items.len(), MAX_VALUES, "values");
    let mut values = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let item = field.item(index, item);
        let text = reader.text(&item);
        if matches!(item.value, Some(Value::Text(_))) {
            reader.unique(&mut values, text, &item);
        }
    }
    let known = values.len() == items.len() && !values.is_empty();
    (if known { Kind::Text(values) } else { UNREAD }, known)
}

/// By name, and the one of `*`.
pub(super) fn operations(
    reader: &mut Reader,
    place: &Place<'_>,
    shared: &mut Shared<'_>,
) -> (Vec<Operation>, Option<Operation>) {
    let members = reader.members_by_name(place);
    if members.is_empty() && matches!(place.value, Some(Value::Object(_))) {
        let text = "no operation is listed\nleave `operations` out to decide by the input's impact alone";
        reader.report(Code::EmptyList, place, text, &[]);
    }
    let listed = members.iter().filter(|(name, _)| name != "*").count();
    reader.limit(place, listed, MAX_OPERATIONS, "operations");
    let (mut operations, mut any) = (Vec::new(), None);
    reader.each_of(place, &members, &mut |reader, place| {
        let operation = operation(reader, place, shared);
        if operation.name == "*" {
            any = Some(operation);
        } else {
            operations.push(operation);
        }
    });
    (operations, any)
}

fn operation(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> Operation {
    if place.key() != "*" {
        reader.check_name(place.key(), place);
    }
    reader.object(place, &OPERATION);
    let impact = impact(reader, &place.get("impact"), shared.impact);
    let own = place.get("confidence");
    let thresholds = (!own.is_absent()).then(|| overlay(reader, &own, shared.confidence));
    let field = place.get("raise");
    let mut raises = Vec::new();
    reader.each(&field, MAX_RULES, "raises", &mut |reader, item| raises.push(raise(reader, item, shared)));
    Operation { name: place.key().to_owned(), impact, thresholds, raises }
}

fn raise(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> Raise {
    reader.object(place, &RAISE);
    Raise {
        id: rule_id(reader, &place.get("id"), shared),
        when: condition(reader, &place.get("when"), shared, Allowed::SIGNALS),
        to: impact(reader, &place.get("to"), shared.impact),
        because: reader.words(&place.get("because")),
    }
}

fn rule_id(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> String {
    let id = reader.name(place);
    if id == EVIDENCE_STALE {
        reader.report(Code::ReservedName, place, "`{}` is the rule that `evidence` brings\nchoose another id", &[&id]);
    }
    reader.unique(&mut shared.ids, &id, place);
    if shared.ids.len() == MAX_RULES.saturating_add(1) && !place.is_absent() {
        let text = "there are more than {} rules and raises\nremove some, or merge some with `any`";
        reader.report(Code::TooMany, place, text, &[&count_text(MAX_RULES)]);
    }
    id
}

pub(super) fn segments(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Vec<Segment> {
    let mut names = Vec::new();
    let mut segments = Vec::new();
    reader.each(place, MAX_SEGMENTS, "segments", &mut |reader, item| {
        segments.push(segment(reader, item, shared, &mut names));
    });
    segments
}

fn segment(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>, names: &mut Vec<String>) -> Segment {
    reader.object(place, &SEGMENT);
    let name = reader.name(&place.get("name"));
    reader.unique(names, &name, &place.get("name"));
    let when = condition(reader, &place.get("when"), shared, Allowed::SIGNALS);
    let own = place.get("confidence");
    let thresholds =
        if own.is_absent() { shared.confidence.bounds() } else { overlay(reader, &own, shared.confidence) };
    Segment { name, when, thresholds }
}

pub(super) fn rules(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> Vec<Rule> {
    let mut rules = Vec::new();
    reader.each(place, MAX_RULES, "rules", &mut |reader, item| rules.push(rule(reader, item, shared)));
    rules
}

fn rule(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> Rule {
    reader.object(place, &RULE);
    Rule {
        id: rule_id(reader, &place.get("id"), shared),
        when: condition(reader, &place.get("when"), shared, Allowed::ALL),
        at_most: reader.action(&place.get("at_most")),
        because: reader.words(&place.get("because")),
    }
}

pub(super) fn unavailable(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Vec<Unavailable> {
    let mut entries = Vec::new();
    reader.each(place, MAX_RULES, "entries", &mut |reader, item| unavailable_entry(reader, item, shared, &mut entries));
    entries
}

/// One entry for each action that is listed.
fn unavailable_entry(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>, out: &mut Vec<Unavailable>) {
    reader.object(place, &UNAVAILABLE);
    let when = condition(reader, &place.get("when"), shared, Allowed::RANKING);
    let field = place.get("action");
    if !matches!(field.value, Some(Value::List(_))) {
        out.push(Unavailable { action: available_action(reader, &field), when });
        return;
    }
    for (index, item) in reader.non_empty(&field).iter().enumerate() {
        let action = available_action(reader, &field.item(index, item));
        out.push(Unavailable { action, when: when.clone() });
    }
}

fn available_action(reader: &mut Reader, place: &Place<'_>) -> Action {
    let action = reader.action(place);
    if place.value.and_then(Value::as_text) == Some("block") {
        let text = "`block` is always available: it is what is left when nothing else is\nremove it";
        reader.report(Code::BlockUnavailable, place, text, &[]);
    }
    action
}

pub(super) fn require(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Vec<Require> {
    let mut requirements = Vec::new();
    reader.each(place, MAX_RULES, "requirements", &mut |reader, item| {
        requirements.push(requirement(reader, item, shared));
    });
    requirements
}

fn requirement(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Require {
    reader.object(place, &REQUIRE);
    Require {
        name: reader.words(&place.get("name")),
        when: condition(reader, &place.get("when"), shared, Allowed::SIGNALS),
        at_most: reader.action(&place.get("at_most")),
    }
}

/// The base action of an input with findings: by default, and at the most, `ceiling`.
pub(super) fn invalid(reader: &mut Reader, place: &Place<'_>, ceiling: Action) -> Action {
    if place.is_absent() {
        return ceiling;
    }
    let action = reader.action(place);
    if action > ceiling {
        let text = "`invalid` (`{}`) is above `{}`\nbad data may not give more than `escalate`, nor more than the least \
                    action of the matrix";
        reader.report(Code::InvalidTooHigh, place, text, &[action.name(), ceiling.name()]);
    }
    action
}

pub(super) fn without_confidence(reader: &mut Reader, place: &Place<'_>, axis: &Axis) -> bool {
    let name = reader.text(place);
    match axis.position(name) {
        Some(0) => return true,
        // Which band is the lowest is not known.
        Some(_) if !is_sound(axis) => {}
        Some(_) => {
            let text = "`{}` is not the lowest band\nan absent confidence counts as 0: write `{}`";
            reader.report(Code::NotLowestBand, place, text, &[name, axis.name(0)]);
        }
        None if matches!(place.value, Some(Value::Text(_))) => unknown_band(reader, place, name, axis),
        None => {}
    }
    false
}

#[inline(never)]
pub(super) fn review(reader: &mut Reader, place: &Place<'_>) -> Review {
    reader.object(place, &REVIEW);
    let seconds = place.get("expires_after_s");
    let expires_after_s = reader.number(&seconds);
    if expires_after_s <= 0.0 {
        let text = "{} is not above 0 seconds\na day is 86400";
        reader.report(Code::OutOfRange, &seconds, text, &[&number_text(expires_after_s)]);
    }
    let field = place.get("then");
    let then = reader.action(&field);
    if then > Action::Abstain {
        let text = "an expired review cannot become `{}`\nan item that nobody reviewed gains no autonomy: `abstain` or \
                    `block`";
        reader.report(Code::OutOfRange, &field, text, &[then.name()]);
    }
    Review { expires_after_s, then }
}

pub(super) fn tests(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Vec<Test> {
    let mut tests = Vec::new();
    reader.each(place, MAX_TESTS, "tests", &mut |reader, item| tests.push(test(reader, item, shared)));
    tests
}

fn test(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Test {
    reader.object(place, &TEST);
    reader.object(&place.get("given"), &INPUT);
    reader.object(&place.get("health"), &HEALTH);
    for source in &["given", "health"] {
        check_declared(reader, &place.get(source).get("signals"), shared);
    }
    Test {
        name: reader.words(&place.get("name")),
        given: place.get("given").value.cloned().unwrap_or(Value::Null),
        health: place.get("health").value.cloned(),
        expect: reader.action(&place.get("expect")),
    }
}

/// A test may give bad values, to see what they lead to; a signal with a misspelt name would test nothing.
fn check_declared(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) {
    let Some(Value::Object(members)) = place.value else { return };
    for member in members {
        let field = place.member(member);
        let name = field.key();
        if shared.signals_read && shared.signal(name).is_none() {
            reader.unknown(
                Code::UnknownSignal,
                &field,
                "the policy declares no signal `{}`",
                name,
                &shared.signal_words(),
            );
        }
    }
}

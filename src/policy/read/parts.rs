//! The parts of a document, each from its place to the model's type.

use crate::action::Action;
use crate::condition::Slot;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::{Value, number_text, sorted_by};

use super::super::model::{
    Axis, Kind, MAX_OPERATIONS, MAX_RULES, MAX_SEGMENTS, MAX_SIGNALS, Operation, Raise, Require, Review, Rule, Segment,
    Signal, Test, Unavailable,
};
use super::bands::{impact, overlay, unknown_band};
use super::condition::{Ranking, condition, value};
use super::fields::{Place, Reader};

const MAX_VALUES: usize = 64;
const MAX_TESTS: usize = 1000;
const DEFAULT_OPTIONS: u32 = 5;
const MAX_OPTIONS: u32 = 1000;
const INPUT: &[&str] =
    &["id", "model", "confidence", "second", "alternatives", "operation", "impact", "signals", "at_most", "now"];

/// What the parts of a document refer to in each other.
pub(super) struct Shared<'a> {
    operations: Vec<String>,
    signals: &'a [Signal],
    confidence: &'a Axis,
    impact: &'a Axis,
    /// Ids of rules and raises share one space.
    ids: Vec<String>,
}

impl<'a> Shared<'a> {
    pub(super) const fn new(
        operations: Vec<String>,
        signals: &'a [Signal],
        confidence: &'a Axis,
        impact: &'a Axis,
    ) -> Self {
        Self { operations, signals, confidence, impact, ids: Vec::new() }
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
        let index = self.operations.iter().filter(|listed| *listed != "*").position(|listed| listed == name)?;
        u32::try_from(index).ok().map(|index| f64::from(index.saturating_add(1)))
    }

    pub(super) fn operation_words(&self) -> Vec<&str> {
        self.operations.iter().map(String::as_str).collect()
    }

    pub(super) fn signal_words(&self) -> Vec<&'a str> {
        self.signals.iter().map(|signal| signal.name.as_str()).collect()
    }
}

pub(super) fn operation_names(place: Option<&Place<'_>>) -> Vec<String> {
    match place.map(|place| place.value) {
        Some(Value::Object(members)) => {
            let names: Vec<String> = members.iter().map(|(name, _)| name.clone()).collect();
            sorted_by(names, &Ord::cmp)
        }
        Some(_) | None => Vec::new(),
    }
}

pub(super) fn signals(reader: &mut Reader, place: Option<&Place<'_>>) -> Vec<Signal> {
    let Some(place) = place else { return Vec::new() };
    let members = reader.members(place).unwrap_or_default();
    reader.limit(place, members.len(), MAX_SIGNALS, "signals");
    let signals = members.iter().filter_map(|member| signal(reader, member)).collect();
    // The order of keys never matters, so nothing that is in the order of signals may depend on it.
    sorted_by(signals, &|a, b| a.name.cmp(&b.name))
}

fn signal(reader: &mut Reader, place: &Place<'_>) -> Option<Signal> {
    reader.check_name(place.key(), &place.pointer);
    let fields = reader.object(place, &["type", "unit", "default", "values"], &["type"], &["source"])?;
    let unit = fields.get("unit").and_then(|unit| reader.words(&unit));
    let kind = signal_kind(reader, &fields)?;
    let mut signal = Signal { name: place.key().to_owned(), kind, unit, default: None };
    signal.default = fields.get("default").and_then(|default| value(reader, &default, &signal));
    Some(signal)
}

fn signal_kind(reader: &mut Reader, fields: &Place<'_>) -> Option<Kind> {
    let place = fields.get("type")?;
    let kind = match reader.text(&place)? {
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "string" => return string_values(reader, fields).map(Kind::Text),
        other => {
            let message = format!("`{other}` is not a type of signal");
            reader.unknown(Code::WrongType, &place, message, other, &["number", "boolean", "string"]);
            return None;
        }
    };
    if let Some(values) = fields.get("values") {
        let message = "only a string signal lists `values`";
        reader.report(Diagnostic::error(Code::UnknownField, &values.pointer, message).help("remove `values`"));
    }
    Some(kind)
}

fn string_values(reader: &mut Reader, fields: &Place<'_>) -> Option<Vec<String>> {
    let Some(place) = fields.get("values") else {
        let message = "a string signal lists its `values`";
        reader.report(Diagnostic::error(Code::MissingField, &fields.pointer, message).help("add `values`"));
        return None;
    };
    let items = reader.non_empty(&place);
    reader.limit(&place, items.len(), MAX_VALUES, "values");
    let mut values = Vec::new();
    for item in &items {
        let text = reader.text(item)?;
        reader.unique(&mut values, text, item);
    }
    Some(values)
}

pub(super) fn operations(reader: &mut Reader, place: Option<&Place<'_>>, shared: &mut Shared<'_>) -> Vec<Operation> {
    let Some(place) = place else { return Vec::new() };
    let members = reader.members(place).unwrap_or_default();
    if members.is_empty() && matches!(place.value, Value::Object(_)) {
        let help = "leave `operations` out to decide by the input's impact alone";
        reader.report(Diagnostic::error(Code::EmptyList, &place.pointer, "no operation is listed").help(help));
    }
    let listed = members.iter().filter(|member| member.key() != "*").count();
    reader.limit(place, listed, MAX_OPERATIONS, "operations");
    let operations = members.iter().filter_map(|member| operation(reader, member, shared)).collect();
    sorted_by(operations, &|a, b| a.name.cmp(&b.name))
}

fn operation(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> Option<Operation> {
    if place.key() != "*" {
        reader.check_name(place.key(), &place.pointer);
    }
    let fields = reader.object(place, &["impact", "confidence", "raise", "meta"], &["impact"], &[])?;
    reader.meta(&fields);
    let impact = fields.get("impact").and_then(|field| impact(reader, &field, shared.impact));
    let thresholds = fields.get("confidence").map(|field| overlay(reader, &field, shared.confidence));
    let raises = reader.entries(fields.get("raise").as_ref(), MAX_RULES, "raises");
    let raises = raises.iter().filter_map(|item| raise(reader, item, shared)).collect();
    Some(Operation { name: place.key().to_owned(), impact: impact?, thresholds, raises })
}

fn raise(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> Option<Raise> {
    let required = &["id", "when", "to", "because"];
    let fields = reader.object(place, &["id", "when", "to", "because", "meta"], required, &[])?;
    reader.meta(&fields);
    let id = rule_id(reader, &fields, shared);
    let when = fields.get("when").and_then(|field| condition(reader, &field, shared, Ranking::Refused));
    let to = fields.get("to").and_then(|field| impact(reader, &field, shared.impact));
    let because = fields.get("because").and_then(|field| reader.words(&field));
    Some(Raise { id: id?, when: when?, to: to?, because: because? })
}

fn rule_id(reader: &mut Reader, fields: &Place<'_>, shared: &mut Shared<'_>) -> Option<String> {
    let place = fields.get("id")?;
    let id = reader.name(&place)?;
    reader.unique(&mut shared.ids, &id, &place);
    if shared.ids.len() == MAX_RULES.saturating_add(1) {
        let message = format!("there are more than {MAX_RULES} rules and raises");
        reader.report(Diagnostic::error(Code::TooMany, &place.pointer, message));
    }
    Some(id)
}

pub(super) fn segments(reader: &mut Reader, place: Option<&Place<'_>>, shared: &Shared<'_>) -> Vec<Segment> {
    let mut names = Vec::new();
    let items = reader.entries(place, MAX_SEGMENTS, "segments");
    items.iter().filter_map(|item| segment(reader, item, shared, &mut names)).collect()
}

fn segment(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>, names: &mut Vec<String>) -> Option<Segment> {
    let fields = reader.object(place, &["name", "when", "confidence", "meta"], &["name", "when"], &[])?;
    reader.meta(&fields);
    let name = fields.get("name").and_then(|field| {
        let name = reader.name(&field)?;
        reader.unique(names, &name, &field);
        Some(name)
    });
    let when = fields.get("when").and_then(|field| condition(reader, &field, shared, Ranking::Refused));
    let own = fields.get("confidence").map(|field| overlay(reader, &field, shared.confidence));
    Some(Segment { name: name?, when: when?, thresholds: own.unwrap_or_else(|| shared.confidence.bounds()) })
}

pub(super) fn rules(reader: &mut Reader, place: Option<&Place<'_>>, shared: &mut Shared<'_>) -> Vec<Rule> {
    let items = reader.entries(place, MAX_RULES, "rules");
    items.iter().filter_map(|item| rule(reader, item, shared)).collect()
}

fn rule(reader: &mut Reader, place: &Place<'_>, shared: &mut Shared<'_>) -> Option<Rule> {
    let required = &["id", "when", "at_most", "because"];
    let fields = reader.object(place, &["id", "when", "at_most", "because", "meta"], required, &[])?;
    reader.meta(&fields);
    let id = rule_id(reader, &fields, shared);
    let when = fields.get("when").and_then(|field| condition(reader, &field, shared, Ranking::Allowed));
    let at_most = fields.get("at_most").and_then(|field| reader.action(&field));
    let because = fields.get("because").and_then(|field| reader.words(&field));
    Some(Rule { id: id?, when: when?, at_most: at_most?, because: because? })
}

pub(super) fn unavailable(reader: &mut Reader, place: Option<&Place<'_>>, shared: &Shared<'_>) -> Vec<Unavailable> {
    let items = reader.entries(place, MAX_RULES, "entries");
    items.iter().flat_map(|item| unavailable_entry(reader, item, shared).unwrap_or_default()).collect()
}

/// One entry for each action that is listed.
fn unavailable_entry(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Option<Vec<Unavailable>> {
    let fields = reader.object(place, &["action", "when"], &["action", "when"], &[])?;
    let when = fields.get("when").and_then(|field| condition(reader, &field, shared, Ranking::Allowed));
    let field = fields.get("action")?;
    let names = if matches!(field.value, Value::List(_)) { reader.non_empty(&field) } else { vec![field] };
    let actions: Vec<Action> = names.iter().filter_map(|name| available_action(reader, name)).collect();
    let when = when?;
    Some(actions.into_iter().map(|action| Unavailable { action, when: when.clone() }).collect())
}

fn available_action(reader: &mut Reader, place: &Place<'_>) -> Option<Action> {
    let action = reader.action(place)?;
    if action == Action::Block {
        let message = "`block` is always available: it is what is left when nothing else is";
        reader.report(Diagnostic::error(Code::BlockUnavailable, &place.pointer, message));
        return None;
    }
    Some(action)
}

pub(super) fn require(reader: &mut Reader, place: Option<&Place<'_>>, shared: &Shared<'_>) -> Vec<Require> {
    let items = reader.entries(place, MAX_RULES, "requirements");
    items.iter().filter_map(|item| requirement(reader, item, shared)).collect()
}

fn requirement(reader: &mut Reader, place: &Place<'_>, shared: &Shared<'_>) -> Option<Require> {
    let fields = reader.object(place, &["name", "when", "at_most"], &["name", "when", "at_most"], &[])?;
    let name = fields.get("name").and_then(|field| reader.words(&field));
    let when = fields.get("when").and_then(|field| condition(reader, &field, shared, Ranking::Refused));
    let at_most = fields.get("at_most").and_then(|field| reader.action(&field));
    Some(Require { name: name?, when: when?, at_most: at_most? })
}

/// The base action of an input with findings: by default, and at the most, `ceiling`.
pub(super) fn invalid(reader: &mut Reader, place: Option<&Place<'_>>, ceiling: Action) -> Action {
    let Some(place) = place else { return ceiling };
    let action = reader.action(place).unwrap_or(ceiling);
    if action > ceiling {
        let message = format!("`invalid` (`{}`) is above `{}`", action.name(), ceiling.name());
        let help = "bad data may not give more than `escalate`, nor more than the least action of the matrix";
        reader.report(Diagnostic::error(Code::InvalidTooHigh, &place.pointer, message).help(help));
    }
    action
}

pub(super) fn without_confidence(reader: &mut Reader, place: Option<&Place<'_>>, axis: &Axis) -> bool {
    let Some(place) = place else { return false };
    let Some(name) = reader.text(place) else { return false };
    match axis.position(name) {
        Some(0) => {}
        Some(_) => {
            let message = format!("`{name}` is not the lowest band");
            let help = format!("an absent confidence counts as 0: write `{}`", axis.name(0));
            reader.report(Diagnostic::error(Code::NotLowestBand, &place.pointer, message).help(help));
        }
        None => unknown_band(reader, place, name, axis),
    }
    true
}

pub(super) fn options_max(reader: &mut Reader, place: Option<&Place<'_>>) -> usize {
    let fields = place.and_then(|place| reader.object(place, &["max"], &[], &["threshold"]));
    let max = fields.and_then(|fields| fields.get("max")).and_then(|field| reader.count(&field, MAX_OPTIONS));
    usize::try_from(max.unwrap_or(DEFAULT_OPTIONS)).unwrap_or(usize::MAX)
}

pub(super) fn review(reader: &mut Reader, place: Option<&Place<'_>>) -> Option<Review> {
    let names = &["expires_after_s", "then"];
    let fields = reader.object(place?, names, names, &[])?;
    let seconds = fields.get("expires_after_s").and_then(|field| positive(reader, &field));
    let then = fields.get("then").and_then(|field| {
        let then = reader.action(&field)?;
        if then > Action::Abstain {
            let message = format!("an expired review cannot become `{}`", then.name());
            let help = "an item that nobody reviewed gains no autonomy: `abstain` or `block`";
            reader.report(Diagnostic::error(Code::OutOfRange, &field.pointer, message).help(help));
        }
        Some(then)
    });
    Some(Review { expires_after_s: seconds?, then: then? })
}

fn positive(reader: &mut Reader, place: &Place<'_>) -> Option<f64> {
    let number = reader.number(place)?;
    if number > 0.0 {
        return Some(number);
    }
    let message = format!("{} is not above 0 seconds", number_text(number));
    reader.report(Diagnostic::error(Code::OutOfRange, &place.pointer, message));
    None
}

pub(super) fn tests(reader: &mut Reader, place: Option<&Place<'_>>) -> Vec<Test> {
    let items = reader.entries(place, MAX_TESTS, "tests");
    items.iter().filter_map(|item| test(reader, item)).collect()
}

fn test(reader: &mut Reader, place: &Place<'_>) -> Option<Test> {
    let fields = reader.object(place, &["name", "given", "health", "expect"], &["name", "given", "expect"], &[])?;
    let name = fields.get("name").and_then(|field| reader.words(&field));
    let given = fields.get("given").and_then(|field| reader.object(&field, INPUT, &[], &[]));
    let health = fields.get("health").and_then(|field| reader.object(&field, &["signals", "at_most"], &[], &[]));
    let expect = fields.get("expect").and_then(|field| reader.action(&field));
    Some(Test {
        name: name?,
        given: given?.value.clone(),
        health: health.map(|place| place.value.clone()),
        expect: expect?,
    })
}

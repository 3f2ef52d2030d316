//! The facts that are looked at.

use crate::policy::{Kind, Signal};
use crate::value::{Value, number_text};

use super::super::text::{Text, say};
use super::super::words;
use super::{Changes, Way};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for signal in &old.signals {
        match new.signals.iter().find(|other| other.name == signal.name) {
            Some(now) => changed(changes, signal, now),
            None => changes.add(Way::Other, say("No longer looked at: ").name(&signal.name).words(".")),
        }
    }
    for signal in &new.signals {
        if !old.signals.iter().any(|other| other.name == signal.name) {
            let text = say("Newly looked at: ").name(&signal.name).words(", ").text(words::values(signal));
            changes.add(Way::Other, text.words("."));
        }
    }
}

fn changed(changes: &mut Changes<'_>, before: &Signal, now: &Signal) {
    let about = || say("Fact ").name(&now.name).words(": ");
    let way = way_of_values(&before.kind, &now.kind);
    if way.is_some() || before.unit != now.unit {
        let text = about().text(words::values(before)).words(" before, now ").text(words::values(now)).words(".");
        changes.add(way.unwrap_or(Way::Other), text);
    }
    let (old, new) = (default(before), default(now));
    if old != new {
        // A fact without default is taken at its worst.
        let way = match (&old, &new) {
            (None, Some(_)) => Way::More,
            (Some(_), None) => Way::Less,
            (Some(_), Some(_)) | (None, None) => Way::Other,
        };
        let text = about().words("when it is missing, ").text(counts(old)).words(" before, now ").text(counts(new));
        changes.add(way, text.words("."));
    }
}

/// A value that is not among those listed is bad input.
fn way_of_values(old: &Kind, new: &Kind) -> Option<Way> {
    match (old, new) {
        (Kind::Number, Kind::Number) | (Kind::Boolean, Kind::Boolean) => None,
        (Kind::Text(old), Kind::Text(new)) => {
            let added = new.iter().any(|value| !old.contains(value));
            let removed = old.iter().any(|value| !new.contains(value));
            match (added, removed) {
                (false, false) => None,
                (true, false) => Some(Way::More),
                (false, true) => Some(Way::Less),
                (true, true) => Some(Way::Other),
            }
        }
        (Kind::Number | Kind::Boolean | Kind::Text(_), _) => Some(Way::Other),
    }
}

fn default(signal: &Signal) -> Option<Value> {
    signal.default.map(|default| signal.kind.value(default))
}

fn counts(default: Option<Value>) -> Text {
    match default {
        None => say("taken at its worst"),
        Some(Value::Text(text)) => say("counted as ").quote(&text),
        Some(Value::Boolean(truth)) => say(&format!("counted as {truth}")),
        Some(Value::Number(number)) => say(&format!("counted as {}", number_text(number))),
        Some(Value::Null | Value::List(_) | Value::Object(_)) => say("counted as its default"),
    }
}

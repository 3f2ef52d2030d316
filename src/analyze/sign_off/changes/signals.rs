//! The facts that are looked at.

use crate::policy::{Kind, Signal};

use super::super::text::{Text, named, say, tell};
use super::super::words;
use super::{Changes, Way};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for signal in &old.signals {
        match new.signals.iter().find(|other| other.name == signal.name) {
            Some(now) => changed(changes, signal, now),
            None => changes.add(Way::Other, "No longer looked at: {}.", &[named(&signal.name)]),
        }
    }
    for signal in &new.signals {
        if !old.signals.iter().any(|other| other.name == signal.name) {
            let parts = [named(&signal.name), words::values(signal)];
            changes.add(Way::Other, "Newly looked at: {}, {}.", &parts);
        }
    }
}

fn changed(changes: &mut Changes<'_>, before: &Signal, now: &Signal) {
    let way = way_of_values(&before.kind, &now.kind);
    if way.is_some() || before.unit != now.unit {
        let parts = [named(&now.name), words::values(before), words::values(now)];
        changes.add(way.unwrap_or(Way::Other), "Fact {}: {} before, now {}.", &parts);
    }
    let (old, new) = (words::default(before), words::default(now));
    if old != new {
        // A fact without default is taken at its worst.
        let way = match (&old, &new) {
            (None, Some(_)) => Way::More,
            (Some(_), None) => Way::Less,
            (Some(_), Some(_)) | (None, None) => Way::Other,
        };
        let parts = [named(&now.name), counts(old), counts(new)];
        changes.add(way, "Fact {}: when it is missing, {} before, now {}.", &parts);
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

fn counts(default: Option<Text>) -> Text {
    match default {
        None => say("taken at its worst"),
        Some(default) => tell("counted as {}", &[default]),
    }
}

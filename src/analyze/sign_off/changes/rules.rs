//! Degradation rules, and decisions that are not always available.

use crate::policy::{Model, Rule, Unavailable};

use super::super::text::{Text, say};
use super::super::words;
use super::same::same_condition;
use super::{Changes, Way, way_of};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for rule in &old.rules {
        match new.rules.iter().find(|other| other.id == rule.id) {
            Some(now) => changed(changes, rule, now),
            None => {
                let text = say("Rule ").name(&rule.id).words(" (").quote(&rule.because).words("): removed.");
                changes.add(Way::More, text);
            }
        }
    }
    for rule in &new.rules {
        if !old.rules.iter().any(|other| other.id == rule.id) {
            let text = say("New rule ").name(&rule.id).words(" (").quote(&rule.because).words("): when ");
            let text = text.text(words::condition(changes.new, &rule.when)).words(", at most: ");
            changes.add(Way::Less, text.text(words::at_most(rule.at_most)).words("."));
        }
    }
    unavailable(changes);
}

fn changed(changes: &mut Changes<'_>, before: &Rule, now: &Rule) {
    let (old, new) = changes.models();
    let about = || say("Rule ").name(&now.id).words(": ");
    if before.at_most != now.at_most {
        let text = about().words("at most ").text(words::at_most(before.at_most)).words(" before, now ");
        changes.add(way_of(before.at_most, now.at_most), text.text(words::at_most(now.at_most)).words("."));
    }
    if !same_condition(old, &before.when, new, &now.when) {
        let text = about().words("when ").text(words::condition(changes.old, &before.when));
        let text = text.words(" before, now when ").text(words::condition(changes.new, &now.when));
        changes.add(Way::Other, text.words("."));
    }
    if before.because != now.because {
        let text = about().words("its reason was ").quote(&before.because).words(", now ").quote(&now.because);
        changes.add(Way::Other, text.words("."));
    }
}

fn unavailable(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for entry in &old.unavailable {
        if !has(new, old, entry) {
            let text = cannot(entry).text(words::condition(changes.old, &entry.when));
            changes.add(Way::More, text.words(". That no longer holds."));
        }
    }
    for entry in &new.unavailable {
        if !has(old, new, entry) {
            let text = cannot(entry).text(words::condition(changes.new, &entry.when));
            changes.add(Way::Less, text.words(". That is new."));
        }
    }
}

fn cannot(entry: &Unavailable) -> Text {
    say("Not available: ").text(words::at_most(entry.action)).words(", when ")
}

/// Whether a version has an entry that the other has.
fn has(model: &Model, other: &Model, entry: &Unavailable) -> bool {
    let mut entries = model.unavailable.iter();
    entries.any(|own| own.action == entry.action && same_condition(model, &own.when, other, &entry.when))
}

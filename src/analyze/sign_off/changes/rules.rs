//! Degradation rules, and decisions that are not always available.

use crate::policy::{Model, Policy, Rule, Unavailable};

use super::super::text::{Text, named, quoted};
use super::super::words;
use super::same::same_condition;
use super::{Changes, Way, way_of};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for rule in &old.rules {
        match new.rules.iter().find(|other| other.id == rule.id) {
            Some(now) => changed(changes, rule, now),
            None => {
                let parts = [named(&rule.id), quoted(&rule.because)];
                changes.add(Way::More, "Rule {} ({}): removed.", &parts);
            }
        }
    }
    for rule in &new.rules {
        if !old.rules.iter().any(|other| other.id == rule.id) {
            let when = words::condition(changes.new, &rule.when);
            let parts = [named(&rule.id), quoted(&rule.because), when, words::at_most(rule.at_most)];
            changes.add(Way::Less, "New rule {} ({}): when {}, at most: {}.", &parts);
        }
    }
    unavailable(changes);
}

fn changed(changes: &mut Changes<'_>, before: &Rule, now: &Rule) {
    let (old, new) = changes.models();
    let id = || named(&now.id);
    if before.at_most != now.at_most {
        let parts = [id(), words::at_most(before.at_most), words::at_most(now.at_most)];
        changes.add(way_of(before.at_most, now.at_most), "Rule {}: at most {} before, now {}.", &parts);
    }
    if !same_condition(old, &before.when, new, &now.when) {
        let (old, new) = (words::condition(changes.old, &before.when), words::condition(changes.new, &now.when));
        changes.add(Way::Other, "Rule {}: when {} before, now when {}.", &[id(), old, new]);
    }
    if before.because != now.because {
        let parts = [id(), quoted(&before.because), quoted(&now.because)];
        changes.add(Way::Other, "Rule {}: its reason was {}, now {}.", &parts);
    }
}

fn unavailable(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for entry in &old.unavailable {
        if !has(new, old, entry) {
            let parts = unavailable_when(changes.old, entry);
            changes.add(Way::More, "Not available: {}, when {}. That no longer holds.", &parts);
        }
    }
    for entry in &new.unavailable {
        if !has(old, new, entry) {
            let parts = unavailable_when(changes.new, entry);
            changes.add(Way::Less, "Not available: {}, when {}. That is new.", &parts);
        }
    }
}

fn unavailable_when(policy: &Policy, entry: &Unavailable) -> [Text; 2] {
    [words::at_most(entry.action), words::condition(policy, &entry.when)]
}

/// Whether a version has an entry that the other has.
fn has(model: &Model, other: &Model, entry: &Unavailable) -> bool {
    let mut entries = model.unavailable.iter();
    entries.any(|own| own.action == entry.action && same_condition(model, &own.when, other, &entry.when))
}

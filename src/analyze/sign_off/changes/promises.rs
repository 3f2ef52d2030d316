//! What the policy promises, and what decides nothing: promises, reviews, options, tests, notes.

use crate::json::hash;
use crate::policy::{Audits, Model, Policy, Require, Review};
use crate::value::{Value, items, sort_by};

use super::super::text::{Text, named, quoted, say, tell};
use super::super::words;
use super::same::same_condition;
use super::{Changes, Way};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for require in &old.require {
        if !has(new, old, require) {
            let parts = promise(changes.old, require);
            changes.add(Way::Other, "No longer promised: {} (when {}, at most: {}).", &parts);
        }
    }
    for require in &new.require {
        if !has(old, new, require) {
            let parts = promise(changes.new, require);
            changes.add(Way::Other, "Newly promised: {} (when {}, at most: {}).", &parts);
        }
    }
    if old.review != new.review {
        let parts = [review(old.review), review(new.review)];
        changes.add(Way::Other, "Reviews: {} before, now {}.", &parts);
    }
    if old.audit != new.audit {
        let words = |audit: &Option<Audits>| audit.as_ref().map_or_else(|| say("Nothing is audited."), words::audits);
        let is_key = match (&old.audit, &new.audit) {
            (Some(old), Some(new)) => old.salt != new.salt,
            (None, _) | (_, None) => false,
        };
        let template = if is_key {
            "Audits. Before: {} Now: {} The key is another, so that other items are picked."
        } else {
            "Audits. Before: {} Now: {}"
        };
        changes.add(Way::Other, template, &[words(&old.audit), words(&new.audit)]);
    }
    if old.sets != new.sets {
        let words = |model: &Model| match &model.sets {
            Some(sets) => words::sets(sets),
            None => say("The first ones are shown, with no promise."),
        };
        let parts = [words(old), words(new)];
        changes.add(Way::Other, "Which proposals are shown has changed. Before: {} Now: {}", &parts);
    }
    if old.options_max != new.options_max {
        let parts = [words::count(old.options_max), words::count(new.options_max)];
        changes.add(Way::Other, "At most {} proposals were shown to pick from, now {}.", &parts);
    }
}

fn promise(policy: &Policy, require: &Require) -> [Text; 3] {
    [quoted(&require.name), words::condition(policy, &require.when), words::at_most(require.at_most)]
}

/// Whether a version has a promise that the other has.
fn has(model: &Model, other: &Model, require: &Require) -> bool {
    model.require.iter().any(|own| {
        own.name == require.name
            && own.at_most == require.at_most
            && same_condition(model, &own.when, other, &require.when)
    })
}

fn review(review: Option<Review>) -> Text {
    let Some(review) = review else { return say("no time limit") };
    tell("after {}, {}", &[say(&words::duration(review.expires_after_s)), words::at_most(review.then)])
}

/// Name, tests and notes.
pub(super) fn compare_notes(changes: &mut Changes<'_>, before: &Value, now: &Value) {
    let (old, new) = changes.models();
    if old.name != new.name {
        changes.add(Way::Other, "The policy was named {}, now {}.", &[named(&old.name), named(&new.name)]);
    }
    let removed = old.tests.iter().filter(|test| !new.tests.contains(test)).count();
    let added = new.tests.iter().filter(|test| !old.tests.contains(test)).count();
    if removed > 0 || added > 0 {
        let parts = [words::count(added), words::count(removed)];
        changes.add(Way::Other, "Tests: {} new or changed, {} gone or changed.", &parts);
    }
    if notes(before) != notes(now) {
        let mut text = tell("Notes ({}) have changed", &[quoted("meta")]);
        for (name, value) in top_notes(now) {
            if before.get("meta").and_then(|meta| meta.get(name)) != Some(value)
                && let Some(words) = value.as_text()
            {
                text = tell("{}; {} is now {}", &[text, quoted(name), quoted(words)]);
            }
        }
        changes.add(Way::Other, "{}.", &[text]);
    }
}

fn top_notes(document: &Value) -> &[(String, Value)] {
    match document.get("meta") {
        Some(Value::Object(members)) => members,
        Some(_) | None => &[],
    }
}

/// Every `meta` of a document, by its hash: at the top, and where parts have one. Notes have no fixed places beyond
/// those, and signals that are named `meta` have none of their own.
fn notes(document: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |part: &Value| {
        if let Some(meta) = part.get("meta") {
            notes.push(hash(meta));
        }
    };
    note(document);
    for list in ["segments", "degrade"] {
        items(document.get(list)).iter().for_each(&mut note);
    }
    if let Some(Value::Object(operations)) = document.get("operations") {
        for (_, operation) in operations {
            note(operation);
            items(operation.get("raise")).iter().for_each(&mut note);
        }
    }
    sort_by(&mut notes, &Ord::cmp);
    notes
}

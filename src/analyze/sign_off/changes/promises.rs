//! What the policy promises, and what decides nothing: promises, reviews, options, tests, notes.

use crate::json::hash;
use crate::policy::{Audits, Model, Require, Review};
use crate::value::Value;

use super::super::text::{Text, quoted, say};
use super::super::words;
use super::same::same_condition;
use super::{Changes, Way};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for require in &old.require {
        if !has(new, old, require) {
            let text = say("No longer promised: ").quote(&require.name).words(" (when ");
            let text = text.text(words::condition(changes.old, &require.when)).words(", at most: ");
            changes.add(Way::Other, text.text(words::at_most(require.at_most)).words(")."));
        }
    }
    for require in &new.require {
        if !has(old, new, require) {
            let text = say("Newly promised: ").quote(&require.name).words(" (when ");
            let text = text.text(words::condition(changes.new, &require.when)).words(", at most: ");
            changes.add(Way::Other, text.text(words::at_most(require.at_most)).words(")."));
        }
    }
    if old.review != new.review {
        let text = say("Reviews: ").text(review(old.review)).words(" before, now ").text(review(new.review));
        changes.add(Way::Other, text.words("."));
    }
    if old.audit != new.audit {
        let words = |audit: &Option<Audits>| audit.as_ref().map_or_else(|| say("Nothing is audited."), words::audits);
        let text = say("Audits. Before: ").text(words(&old.audit)).words(" Now: ").text(words(&new.audit));
        let is_key = match (&old.audit, &new.audit) {
            (Some(old), Some(new)) => old.salt != new.salt,
            (None, _) | (_, None) => false,
        };
        changes.add(
            Way::Other,
            if is_key { text.words(" The key is another, so that other items are picked.") } else { text },
        );
    }
    if old.sets != new.sets {
        let words = |model: &Model| match &model.sets {
            Some(sets) => words::sets(sets),
            None => say("The first ones are shown, with no promise."),
        };
        let text = say("Which proposals are shown has changed. Before: ").text(words(old)).words(" Now: ");
        changes.add(Way::Other, text.text(words(new)));
    }
    if old.options_max != new.options_max {
        let text = format!("At most {} proposals were shown to pick from, now {}.", old.options_max, new.options_max);
        changes.add(Way::Other, say(&text));
    }
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
    say(&format!("after {}, ", words::duration(review.expires_after_s))).text(words::at_most(review.then))
}

/// Name, tests and notes.
pub(super) fn compare_notes(changes: &mut Changes<'_>, before: &Value, now: &Value) {
    let (old, new) = changes.models();
    if old.name != new.name {
        changes
            .add(Way::Other, say("The policy was named ").name(&old.name).words(", now ").name(&new.name).words("."));
    }
    let removed = old.tests.iter().filter(|test| !new.tests.contains(test)).count();
    let added = new.tests.iter().filter(|test| !old.tests.contains(test)).count();
    if removed > 0 || added > 0 {
        let text = format!("Tests: {added} new or changed, {removed} gone or changed.");
        changes.add(Way::Other, say(&text));
    }
    if notes(before) != notes(now) {
        let mut text = say("Notes (").quote("meta").words(") have changed");
        for (name, value) in top_notes(now) {
            if before.get("meta").and_then(|meta| meta.get(name)) != Some(value)
                && let Some(words) = value.as_text()
            {
                text = text.words("; ").text(quoted(name)).words(" is now ").quote(words);
            }
        }
        changes.add(Way::Other, text.words("."));
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
    notes.sort_unstable();
    notes
}

fn items(list: Option<&Value>) -> &[Value] {
    match list {
        Some(Value::List(items)) => items,
        Some(_) | None => &[],
    }
}

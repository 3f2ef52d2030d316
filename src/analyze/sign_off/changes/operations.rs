//! Operations and what raises their impact.

use crate::policy::{Axis, Model, Operation, Raise};
use crate::value::number_text;

use super::super::text::{Text, say};
use super::super::words;
use super::measures::comparable;
use super::same::same_condition;
use super::{Changes, Way, way_of_bound, way_of_thresholds};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    if old.has_operations() != new.has_operations() {
        let text = if new.has_operations() {
            "Answers are now decided by the operation that they name; it was by the impact that is given."
        } else {
            "Answers are now decided by the impact that is given; it was by the operation that they name."
        };
        changes.add(Way::Other, say(text));
    }
    for (_, operation) in words::operations(old) {
        match find(new, &operation.name) {
            Some(now) => changed(changes, operation, now),
            None => removed(changes, operation),
        }
    }
    for (_, operation) in words::operations(new) {
        if find(old, &operation.name).is_none() {
            added(changes, operation);
        }
    }
}

fn find<'a>(model: &'a Model, name: &str) -> Option<&'a Operation> {
    model.operations.iter().chain(&model.any_operation).find(|operation| operation.name == name)
}

/// One that was not listed was bad input before, unless any operation was allowed.
fn added(changes: &mut Changes<'_>, operation: &Operation) {
    let (old, new) = changes.models();
    let way = if old.any_operation.is_some() || !old.has_operations() { Way::Other } else { Way::More };
    let band = new.impact.name(new.impact.band_of(operation.impact));
    let text = say("New operation: ").text(words::operation(operation)).words(", impact ");
    changes.add(way, text.text(words::number(operation.impact)).words(" (").name(band).words(")."));
}

fn removed(changes: &mut Changes<'_>, operation: &Operation) {
    let (_, new) = changes.models();
    let way = if new.any_operation.is_some() || !new.has_operations() { Way::Other } else { Way::Less };
    changes.add(way, say("No longer an operation: ").text(words::operation(operation)).words("."));
}

fn changed(changes: &mut Changes<'_>, before: &Operation, now: &Operation) {
    let (old, new) = changes.models();
    let about = || say("Operation ").text(words::operation(now)).words(": ");
    if !same_impact(&old.impact, before.impact, &new.impact, now.impact) {
        let text = format!("impact {} before, now {}.", number_text(before.impact), number_text(now.impact));
        changes.add(way_of_bound(before.impact, now.impact), about().words(&text));
    }
    if comparable(&old.confidence, &new.confidence)
        && let Some(way) = way_of_own(old, new, before, now)
    {
        let text = about().words("confidence ").text(own(old, before)).words(" before, now ");
        changes.add(way, text.text(own(new, now)).words("."));
    }
    raises(changes, before, now);
}

/// An impact that was given as a band is the same while it is that band.
fn same_impact(old: &Axis, before: f64, new: &Axis, now: f64) -> bool {
    let band = old.band_of(before);
    let at_bound =
        |axis: &Axis, impact: f64| axis.bands.get(band).is_some_and(|band| band.bound.total_cmp(&impact).is_eq());
    before.total_cmp(&now).is_eq() || (comparable(old, new) && at_bound(old, before) && at_bound(new, now))
}

fn own(model: &Model, operation: &Operation) -> Text {
    let own = operation.thresholds.as_ref();
    own.map_or_else(|| say("as for any other"), |bounds| words::thresholds(&model.confidence, bounds))
}

/// Without thresholds of its own the base holds, but in a segment the segment's alone.
fn way_of_own(old: &Model, new: &Model, before: &Operation, now: &Operation) -> Option<Way> {
    let segments = !old.segments.is_empty() || !new.segments.is_empty();
    match (&before.thresholds, &now.thresholds) {
        (None, None) => None,
        (Some(before), Some(now)) => way_of_thresholds(before, now),
        (None, Some(now)) => match way_of_thresholds(&old.confidence.bounds(), now) {
            None | Some(Way::Less) => Some(Way::Less),
            Some(Way::More) if !segments => Some(Way::More),
            Some(Way::More | Way::Other) => Some(Way::Other),
        },
        (Some(before), None) => match way_of_thresholds(before, &new.confidence.bounds()) {
            None | Some(Way::More) => Some(Way::More),
            Some(Way::Less) if !segments => Some(Way::Less),
            Some(Way::Less | Way::Other) => Some(Way::Other),
        },
    }
}

fn raises(changes: &mut Changes<'_>, before: &Operation, now: &Operation) {
    for raise in &before.raises {
        let about = say("Raise ").name(&raise.id).words(" of ").text(words::operation(now));
        match now.raises.iter().find(|other| other.id == raise.id) {
            None => changes.add(Way::More, about.words(": removed.")),
            Some(other) => raise_changed(changes, about, raise, other),
        }
    }
    for raise in &now.raises {
        if !before.raises.iter().any(|other| other.id == raise.id) {
            let text = say("New raise ").name(&raise.id).words(" of ").text(words::operation(now)).words(": when ");
            let text = text.text(words::condition(changes.new, &raise.when)).words(", the impact is at least ");
            changes.add(Way::Less, text.text(words::number(raise.to)).words("."));
        }
    }
}

fn raise_changed(changes: &mut Changes<'_>, about: Text, before: &Raise, now: &Raise) {
    let (old, new) = changes.models();
    if !same_impact(&old.impact, before.to, &new.impact, now.to) {
        let text = format!(": to {} before, now {}.", number_text(before.to), number_text(now.to));
        changes.add(way_of_bound(before.to, now.to), about.clone().words(&text));
    }
    if !same_condition(old, &before.when, new, &now.when) {
        let text = about.clone().words(": when ").text(words::condition(changes.old, &before.when));
        let text = text.words(" before, now when ").text(words::condition(changes.new, &now.when));
        changes.add(Way::Other, text.words("."));
    }
    if before.because != now.because {
        let text = about.words(": its reason was ").quote(&before.because).words(", now ").quote(&now.because);
        changes.add(Way::Other, text.words("."));
    }
}

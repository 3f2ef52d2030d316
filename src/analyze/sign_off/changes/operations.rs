//! Operations and what raises their impact.

use crate::policy::{Axis, Model, Operation, Raise};

use super::super::text::{Text, named, quoted, say};
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
        changes.add(Way::Other, text, &[]);
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
    let parts = [words::operation(operation), words::number(operation.impact), named(band)];
    changes.add(way, "New operation: {}, impact {} ({}).", &parts);
}

fn removed(changes: &mut Changes<'_>, operation: &Operation) {
    let (_, new) = changes.models();
    let way = if new.any_operation.is_some() || !new.has_operations() { Way::Other } else { Way::Less };
    changes.add(way, "No longer an operation: {}.", &[words::operation(operation)]);
}

fn changed(changes: &mut Changes<'_>, before: &Operation, now: &Operation) {
    let (old, new) = changes.models();
    let name = || words::operation(now);
    if !same_impact(&old.impact, before.impact, &new.impact, now.impact) {
        let parts = [name(), words::number(before.impact), words::number(now.impact)];
        changes.add(way_of_bound(before.impact, now.impact), "Operation {}: impact {} before, now {}.", &parts);
    }
    if comparable(&old.confidence, &new.confidence)
        && let Some(way) = way_of_own(old, new, before, now)
    {
        let parts = [name(), own(old, before), own(new, now)];
        changes.add(way, "Operation {}: confidence {} before, now {}.", &parts);
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
        match now.raises.iter().find(|other| other.id == raise.id) {
            None => {
                let parts = [named(&raise.id), words::operation(now)];
                changes.add(Way::More, "Raise {} of {}: removed.", &parts);
            }
            Some(other) => raise_changed(changes, now, raise, other),
        }
    }
    for raise in &now.raises {
        if !before.raises.iter().any(|other| other.id == raise.id) {
            let when = words::condition(changes.new, &raise.when);
            let parts = [named(&raise.id), words::operation(now), when, words::number(raise.to)];
            changes.add(Way::Less, "New raise {} of {}: when {}, the impact is at least {}.", &parts);
        }
    }
}

fn raise_changed(changes: &mut Changes<'_>, operation: &Operation, before: &Raise, now: &Raise) {
    let (old, new) = changes.models();
    let (id, of) = (|| named(&now.id), || words::operation(operation));
    if !same_impact(&old.impact, before.to, &new.impact, now.to) {
        let parts = [id(), of(), words::number(before.to), words::number(now.to)];
        changes.add(way_of_bound(before.to, now.to), "Raise {} of {}: to {} before, now {}.", &parts);
    }
    if !same_condition(old, &before.when, new, &now.when) {
        let (old, new) = (words::condition(changes.old, &before.when), words::condition(changes.new, &now.when));
        changes.add(Way::Other, "Raise {} of {}: when {} before, now when {}.", &[id(), of(), old, new]);
    }
    if before.because != now.because {
        let parts = [id(), of(), quoted(&before.because), quoted(&now.because)];
        changes.add(Way::Other, "Raise {} of {}: its reason was {}, now {}.", &parts);
    }
}

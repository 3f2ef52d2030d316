//! Segments: their thresholds hold instead of the base ones.

use crate::policy::{Model, Segment};

use super::super::text::named;
use super::super::words;
use super::measures::comparable;
use super::same::same_condition;
use super::{Changes, Way, way_of_thresholds};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    for segment in &old.segments {
        let name = || named(&segment.name);
        let Some(now) = find(new, &segment.name) else {
            let way = if is_strictest(segment, old, new) { Way::More } else { Way::Other };
            changes.add(way, "Segment {}: removed.", &[name()]);
            continue;
        };
        if comparable(&old.confidence, &new.confidence)
            && let Some(way) = way_of_thresholds(&segment.thresholds, &now.thresholds)
        {
            let before = words::thresholds(&old.confidence, &segment.thresholds);
            let now = words::thresholds(&new.confidence, &now.thresholds);
            changes.add(way, "Segment {}: {} before, now {}.", &[name(), before, now]);
        }
        if !same_condition(old, &segment.when, new, &now.when) {
            let (old, new) = (words::condition(changes.old, &segment.when), words::condition(changes.new, &now.when));
            changes.add(Way::Other, "Segment {}: when {} before, now when {}.", &[name(), old, new]);
        }
    }
    for segment in &new.segments {
        if find(old, &segment.name).is_none() {
            let way = if is_strictest(segment, old, new) { Way::Less } else { Way::Other };
            let when = words::condition(changes.new, &segment.when);
            let thresholds = words::thresholds(&new.confidence, &segment.thresholds);
            changes.add(way, "New segment {}: when {}, {}.", &[named(&segment.name), when, thresholds]);
        }
    }
    if order(old, new) != order(new, old) {
        changes.add(Way::Other, "The order in which segments are tried has changed.", &[]);
    }
}

fn find<'a>(model: &'a Model, name: &str) -> Option<&'a Segment> {
    model.segments.iter().find(|segment| segment.name == name)
}

/// The names of those that the other has too.
fn order<'a>(model: &'a Model, other: &Model) -> Vec<&'a str> {
    let mut names = Vec::new();
    for segment in &model.segments {
        if find(other, &segment.name).is_some() {
            names.push(segment.name.as_str());
        }
    }
    names
}

/// Whether it asks at least as much confidence as whatever would hold in its place.
fn is_strictest(segment: &Segment, old: &Model, new: &Model) -> bool {
    let at_least = |other: &[f64]| {
        other.len() == segment.thresholds.len() && segment.thresholds.iter().zip(other).all(|(own, other)| own >= other)
    };
    [old, new].iter().all(|model| {
        at_least(&model.confidence.bounds()) && model.segments.iter().all(|other| at_least(&other.thresholds))
    })
}

//! Bands, the matrix, and what is decided about bad input.

use crate::policy::Axis;
use crate::value::number_text;

use super::super::text::{Text, say};
use super::super::words;
use super::{Changes, Way, way_of, way_of_bound};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    axis(changes, "confidence", &old.confidence, &new.confidence, way_of_bound);
    // A higher bound of impact lets more count as harmless.
    axis(changes, "impact", &old.impact, &new.impact, |old, new| way_of_bound(new, old));
    matrix(changes);
    if old.invalid != new.invalid {
        let text = say("Bad input: ").text(words::at_most(old.invalid)).words(" before, now ");
        changes.add(way_of(old.invalid, new.invalid), text.text(words::at_most(new.invalid)).words("."));
    }
    if old.without_confidence != new.without_confidence {
        let text = if new.without_confidence {
            "counts as 0 now; it was bad input"
        } else {
            "is bad input now; it counted as 0"
        };
        let way = way_of(old.without_confidence, new.without_confidence);
        changes.add(way, say("A missing confidence ").words(text).words("."));
    }
}

fn axis(changes: &mut Changes<'_>, what: &str, old: &Axis, new: &Axis, way: fn(f64, f64) -> Way) {
    let names = |axis: &Axis| axis.bands.iter().map(|band| band.name.clone()).collect::<Vec<_>>();
    if names(old) != names(new) {
        let text = say(&format!("The bands of {what} were ")).text(bands(old)).words("; now they are ");
        changes.add(Way::Other, text.text(bands(new)).words("."));
    }
    if old.bands.len() != new.bands.len() {
        return;
    }
    for (before, now) in old.bands.iter().zip(&new.bands) {
        if before.bound.total_cmp(&now.bound).is_ne() {
            let text = say(&format!("The {what} from which ")).name(&now.name).words(" begins: ");
            let text = text.words(&format!("{} before, now {}.", number_text(before.bound), number_text(now.bound)));
            changes.add(way(before.bound, now.bound), text);
        }
    }
}

fn bands(axis: &Axis) -> Text {
    let mut parts = Vec::new();
    for band in &axis.bands {
        parts.push(Text::default().name(&band.name).words(&format!(" from {}", number_text(band.bound))));
    }
    Text::joined(parts, ", ")
}

fn matrix(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    if old.confidence.bands.len() != new.confidence.bands.len() || old.impact.bands.len() != new.impact.bands.len() {
        return;
    }
    for confidence in (0..new.confidence.bands.len()).rev() {
        for impact in 0..new.impact.bands.len() {
            let (before, now) = (old.base(confidence, impact), new.base(confidence, impact));
            if before != now {
                let text = say("At ").name(new.confidence.name(confidence)).words(" confidence and ");
                let text = text.name(new.impact.name(impact)).words(" impact: ").text(words::at_most(before));
                changes.add(way_of(before, now), text.words(" before, now ").text(words::at_most(now)).words("."));
            }
        }
    }
}

/// Whether thresholds and bands of the two versions can be compared one by one.
pub(super) const fn comparable(old: &Axis, new: &Axis) -> bool {
    old.bands.len() == new.bands.len()
}

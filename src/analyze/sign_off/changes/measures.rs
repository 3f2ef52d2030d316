//! Bands, the matrix, and what is decided about bad input.

use crate::policy::{Axis, Model};
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
    calibration(changes);
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

/// A map can give more here and less there: what comes of it stands among the regions.
fn calibration(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    let all = |model: &'_ Model| model.calibration.iter().chain(&model.any_calibration).cloned().collect::<Vec<_>>();
    let (before, now) = (all(old), all(new));
    for calibration in &before {
        let name = || say("The calibration of model ").quote(&calibration.model);
        match now.iter().find(|other| other.model == calibration.model) {
            None => changes.add(Way::Other, name().words(" was taken out: ").text(words::map(calibration)).words(".")),
            Some(other) if other != calibration => {
                let text = name().words(" was: ").text(words::map(calibration)).words("; now it is: ");
                changes.add(Way::Other, text.text(words::map(other)).words("."));
            }
            Some(_) => {}
        }
    }
    for calibration in now.iter().filter(|one| before.iter().all(|other| other.model != one.model)) {
        let text = say("The calibration of model ").quote(&calibration.model).words(" is new: ");
        changes.add(Way::Other, text.text(words::map(calibration)).words("."));
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

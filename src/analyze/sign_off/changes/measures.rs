//! Bands, the matrix, and what is decided about bad input.

use crate::policy::{Axis, Calibration, Model};

use super::super::text::{Text, named, quoted, say, tell};
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
        let parts = [words::at_most(old.invalid), words::at_most(new.invalid)];
        changes.add(way_of(old.invalid, new.invalid), "Bad input: {} before, now {}.", &parts);
    }
    if old.without_confidence != new.without_confidence {
        let text = if new.without_confidence {
            "A missing confidence counts as 0 now; it was bad input."
        } else {
            "A missing confidence is bad input now; it counted as 0."
        };
        changes.add(way_of(old.without_confidence, new.without_confidence), text, &[]);
    }
}

fn axis(changes: &mut Changes<'_>, what: &str, old: &Axis, new: &Axis, way: fn(f64, f64) -> Way) {
    let mut bands_of_both = old.bands.iter().zip(&new.bands);
    if !comparable(old, new) || bands_of_both.any(|(before, now)| before.name != now.name) {
        let parts = [say(what), bands(old), bands(new)];
        changes.add(Way::Other, "The bands of {} were {}; now they are {}.", &parts);
    }
    if !comparable(old, new) {
        return;
    }
    for (before, now) in old.bands.iter().zip(&new.bands) {
        if before.bound.total_cmp(&now.bound).is_ne() {
            let parts = [say(what), named(&now.name), words::number(before.bound), words::number(now.bound)];
            changes.add(way(before.bound, now.bound), "The {} from which {} begins: {} before, now {}.", &parts);
        }
    }
}

/// A map can give more here and less there: what comes of it stands among the regions.
fn calibration(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    let (before, now) = (calibrations(old), calibrations(new));
    for calibration in &before {
        let (name, map) = (quoted(&calibration.model), words::map(calibration));
        match now.iter().find(|other| other.model == calibration.model) {
            None => changes.add(Way::Other, "The calibration of model {} was taken out: {}.", &[name, map]),
            Some(other) if other != calibration => {
                let parts = [name, map, words::map(other)];
                changes.add(Way::Other, "The calibration of model {} was: {}; now it is: {}.", &parts);
            }
            Some(_) => {}
        }
    }
    for calibration in &now {
        if !before.iter().any(|other| other.model == calibration.model) {
            let parts = [quoted(&calibration.model), words::map(calibration)];
            changes.add(Way::Other, "The calibration of model {} is new: {}.", &parts);
        }
    }
}

fn calibrations(model: &Model) -> Vec<&Calibration> {
    let mut all = Vec::new();
    all.extend(&model.calibration);
    all.extend(&model.any_calibration);
    all
}

fn bands(axis: &Axis) -> Text {
    let mut parts = Vec::new();
    for band in &axis.bands {
        parts.push(tell("{} from {}", &[named(&band.name), words::number(band.bound)]));
    }
    Text::joined(&parts, ", ")
}

fn matrix(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    if !comparable(&old.confidence, &new.confidence) || !comparable(&old.impact, &new.impact) {
        return;
    }
    for confidence in (0..new.confidence.bands.len()).rev() {
        for impact in 0..new.impact.bands.len() {
            let (before, now) = (old.base(confidence, impact), new.base(confidence, impact));
            if before != now {
                let (confidence, impact) = (named(new.confidence.name(confidence)), named(new.impact.name(impact)));
                let parts = [confidence, impact, words::at_most(before), words::at_most(now)];
                changes.add(way_of(before, now), "At {} confidence and {} impact: {} before, now {}.", &parts);
            }
        }
    }
}

/// Whether thresholds and bands of the two versions can be compared one by one.
pub(super) const fn comparable(old: &Axis, new: &Axis) -> bool {
    old.bands.len() == new.bands.len()
}

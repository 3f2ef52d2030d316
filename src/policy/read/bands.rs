//! Axes, thresholds laid over them, and the matrix.

use crate::action::Action;
use crate::diagnostic::Code;
use crate::value::{Value, count_text, number_text, sort_by};

use super::super::model::{Axis, Band};
use super::fields::{Place, Reader};

/// The bands of an axis, lowest first whatever the order of the keys. A bound that could not be read is NaN, so that its
/// band is known all the same and the rest of the document can be judged.
pub(super) fn axis(reader: &mut Reader, place: &Place<'_>) -> Axis {
    let members = reader.members(place);
    if matches!(place.value, Some(Value::Object(_))) && !matches!(members.len(), 2..=8) {
        let text = "an axis has two to eight bands; this one has {}\nname two to eight, such as `low` and `high`";
        reader.report(Code::BandCount, place, text, &[&count_text(members.len())]);
    }
    let mut bands = Vec::new();
    for member in members {
        let field = place.member(member);
        reader.check_name(field.key(), &field);
        let bound = reader.fraction(&field, "threshold");
        bands.push(Band { name: field.key().to_owned(), bound });
    }
    sort_by(&mut bands, &|a, b| a.bound.total_cmp(&b.bound).then(b.name.cmp(&a.name)));
    let axis = Axis { bands };
    check_bounds(reader, place, &axis, &axis.bounds());
    axis
}

/// Whether every bound could be read; else the order of the bands is not known.
pub(super) fn is_sound(axis: &Axis) -> bool {
    axis.bands.iter().all(|band| !band.bound.is_nan())
}

/// The base thresholds overlaid with what the place names.
pub(super) fn overlay(reader: &mut Reader, place: &Place<'_>, base: &Axis) -> Vec<f64> {
    let mut bounds = base.bounds();
    for member in reader.members(place) {
        let field = place.member(member);
        match base.position(field.key()).and_then(|band| bounds.get_mut(band)) {
            Some(place) => *place = reader.fraction(&field, "threshold"),
            None => unknown_band(reader, &field, field.key(), base),
        }
    }
    check_bounds(reader, place, base, &bounds);
    bounds
}

fn check_bounds(reader: &mut Reader, place: &Place<'_>, axis: &Axis, bounds: &[f64]) {
    if !is_sound(axis) {
        return;
    }
    if bounds.first().is_some_and(|first| *first > 0.0) {
        let band = place.get(axis.name(0));
        let place = if band.is_absent() { place } else { &band };
        let text = "the lowest band `{}` does not begin at 0\nevery value needs a band: begin at 0";
        reader.report(Code::FirstBoundNotZero, place, text, &[axis.name(0)]);
    }
    for (band, pair) in (1_usize..).zip(bounds.windows(2)) {
        if let [lower, upper] = pair
            && lower >= upper
        {
            let named = place.get(axis.name(band));
            let place = if named.is_absent() { place } else { &named };
            reader.report(
                Code::BoundsNotAscending,
                place,
                "threshold `{}` ({}) is not above `{}` ({})\neach band begins above the one below it",
                &[axis.name(band), &number_text(*upper), axis.name(band.saturating_sub(1)), &number_text(*lower)],
            );
        }
    }
}

pub(super) fn unknown_band(reader: &mut Reader, place: &Place<'_>, name: &str, axis: &Axis) {
    // An axis that could not be read has been reported.
    if axis.bands.is_empty() {
        return;
    }
    let mut known = Vec::new();
    for band in &axis.bands {
        known.push(band.name.as_str());
    }
    reader.unknown(Code::UnknownBand, place, "`{}` is not a band of this axis", name, &known);
}

/// A number in [0, 1], or the lower bound of the band that is named.
pub(super) fn impact(reader: &mut Reader, place: &Place<'_>, axis: &Axis) -> f64 {
    let Some(Value::Text(name)) = place.value else { return reader.fraction(place, "impact") };
    if let Some(band) = axis.bands.iter().find(|band| band.name == *name) {
        return band.bound;
    }
    unknown_band(reader, place, name, axis);
    0.0
}

/// An action for each cell, a row per confidence band; the default matrix where none is given and the bands are low and
/// high.
pub(super) fn matrix(reader: &mut Reader, root: &Place<'_>, confidence: &Axis, impact: &Axis) -> Vec<Action> {
    let place = root.get("matrix");
    if place.is_absent() && is_low_high(confidence) && is_low_high(impact) {
        return vec![Action::ShowOptions, Action::Escalate, Action::AutoApply, Action::Suggest];
    }
    let countable = |axis: &Axis| matches!(axis.bands.len(), 2..=8);
    if place.is_absent() && countable(confidence) && countable(impact) {
        let text = "`matrix` is missing; only for the bands low and high on both axes there is a default\nsay what each \
                    cell does";
        reader.report(Code::MatrixRequired, root, text, &[]);
    }
    let mut actions = Vec::new();
    check_bands(reader, &place, confidence);
    for row in &confidence.bands {
        let row = place.get(&row.name);
        check_bands(reader, &row, impact);
        for cell in &impact.bands {
            actions.push(reader.action(&row.get(&cell.name)));
        }
    }
    actions
}

/// Reports the bands that an object lacks, and the members that are no bands.
fn check_bands(reader: &mut Reader, place: &Place<'_>, axis: &Axis) {
    let members = reader.members(place);
    for member in members {
        let field = place.member(member);
        if axis.position(field.key()).is_none() {
            unknown_band(reader, &field, field.key(), axis);
        }
    }
    for band in &axis.bands {
        if place.get(&band.name).is_absent() && matches!(place.value, Some(Value::Object(_))) {
            reader.report(Code::MissingField, place, "band `{}` is missing\nadd `{}`", &[&band.name, &band.name]);
        }
    }
}

fn is_low_high(axis: &Axis) -> bool {
    let both = axis.bands.len() == 2 && axis.position("high").is_some();
    both && axis.position("low").is_some_and(|low| low == 0 || !is_sound(axis))
}

//! Axes, thresholds laid over them, and the matrix.

use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::{number_text, sorted_by};

use super::super::model::{Axis, Band};
use super::fields::{Place, Reader};

/// The bands of an axis, lowest first whatever the order of the keys.
pub(super) fn base_axis(reader: &mut Reader, place: &Place<'_>) -> Option<Axis> {
    let members = reader.members(place)?;
    if !(2..=8).contains(&members.len()) {
        let message = format!("an axis has two to eight bands; this one has {}", members.len());
        reader.report(Diagnostic::error(Code::BandCount, &place.pointer, message));
    }
    let mut bands = Vec::new();
    for member in members {
        reader.check_name(member.key(), &member.pointer);
        let bound = reader.fraction(&member, "threshold")?;
        bands.push(Band { name: member.key().to_owned(), bound });
    }
    let axis = Axis { bands: sorted_by(bands, &|a, b| a.bound.total_cmp(&b.bound)) };
    check_bounds(reader, place, &axis, &axis.bounds());
    Some(axis)
}

/// The base thresholds overlaid with what `place` names.
pub(super) fn overlay(reader: &mut Reader, place: &Place<'_>, base: &Axis) -> Vec<f64> {
    let mut bounds = base.bounds();
    for member in reader.members(place).unwrap_or_default() {
        let Some(band) = base.position(member.key()) else {
            unknown_band(reader, &member, member.key(), base);
            continue;
        };
        if let (Some(bound), Some(given)) = (bounds.get_mut(band), reader.fraction(&member, "threshold")) {
            *bound = given;
        }
    }
    check_bounds(reader, place, base, &bounds);
    bounds
}

fn check_bounds(reader: &mut Reader, place: &Place<'_>, axis: &Axis, bounds: &[f64]) {
    if bounds.first().is_some_and(|first| *first > 0.0) {
        let message = format!("the lowest band `{}` does not begin at 0", axis.name(0));
        reader.report(
            Diagnostic::error(Code::FirstBoundNotZero, &place.pointer, message)
                .help("every value needs a band: begin at 0"),
        );
    }
    for (band, pair) in (1_usize..).zip(bounds.windows(2)) {
        if let [lower, upper] = pair
            && lower >= upper
        {
            let message = format!(
                "threshold `{}` ({}) is not above `{}` ({})",
                axis.name(band),
                number_text(*upper),
                axis.name(band.saturating_sub(1)),
                number_text(*lower)
            );
            reader.report(Diagnostic::error(Code::BoundsNotAscending, &place.pointer, message));
        }
    }
}

pub(super) fn unknown_band(reader: &mut Reader, place: &Place<'_>, name: &str, axis: &Axis) {
    let known: Vec<&str> = axis.bands.iter().map(|band| band.name.as_str()).collect();
    reader.unknown(Code::UnknownBand, place, format!("`{name}` is not a band of this axis"), name, &known);
}

/// A number in [0, 1], or the lower bound of the band that is named.
pub(super) fn impact(reader: &mut Reader, place: &Place<'_>, axis: &Axis) -> Option<f64> {
    let Some(name) = place.value.as_text() else { return reader.fraction(place, "impact") };
    let band = axis.position(name);
    if band.is_none() {
        unknown_band(reader, place, name, axis);
    }
    band.and_then(|band| axis.bands.get(band)).map(|band| band.bound)
}

/// An action for each cell, a row per confidence band; the default matrix where none is given and the bands are low and high.
pub(super) fn matrix(
    reader: &mut Reader,
    root: &Place<'_>,
    place: Option<&Place<'_>>,
    confidence: &Axis,
    impact: &Axis,
) -> Option<Vec<Action>> {
    let Some(place) = place else {
        if root.value.get("matrix").is_none() && is_low_high(confidence) && is_low_high(impact) {
            return Some(default_matrix().to_vec());
        }
        let message = "`matrix` is missing; only for the bands low and high on both axes there is a default";
        reader.report(Diagnostic::error(Code::MatrixRequired, "", message).help("say what each cell does"));
        return None;
    };
    let mut cells = Vec::new();
    let rows = band_members(reader, place, confidence);
    for row in rows {
        let columns = row.map(|row| band_members(reader, &row, impact)).unwrap_or_default();
        for cell in columns {
            cells.push(cell.and_then(|cell| reader.action(&cell)));
        }
    }
    let wanted = confidence.bands.len().saturating_mul(impact.bands.len());
    let actions: Vec<Action> = cells.into_iter().flatten().collect();
    (actions.len() == wanted).then_some(actions)
}

/// The members in the order of the bands; what is missing or unknown is reported.
fn band_members<'a>(reader: &mut Reader, place: &Place<'a>, axis: &Axis) -> Vec<Option<Place<'a>>> {
    for member in reader.members(place).unwrap_or_default() {
        if axis.position(member.key()).is_none() {
            unknown_band(reader, &member, member.key(), axis);
        }
    }
    let mut found = Vec::new();
    for band in &axis.bands {
        let member = place.get(&band.name);
        if member.is_none() && matches!(place.value, crate::value::Value::Object(_)) {
            let message = format!("band `{}` is missing", band.name);
            reader.report(
                Diagnostic::error(Code::MissingField, &place.pointer, message).help(format!("add `{}`", band.name)),
            );
        }
        found.push(member);
    }
    found
}

fn is_low_high(axis: &Axis) -> bool {
    axis.bands.iter().map(|band| band.name.as_str()).eq(["low", "high"])
}

/// The seed of it all: low/low, low/high, high/low, high/high.
const fn default_matrix() -> [Action; 4] {
    [Action::ShowOptions, Action::Escalate, Action::AutoApply, Action::Suggest]
}

//! Which options to show.

use crate::diagnostic::Code;
use crate::value::Value;

use super::super::model::{Axis, OptionSet, OptionSets, SetMethod};
use super::bands::unknown_band;
use super::fields::{Place, Reader, Shape};

const DEFAULT_OPTIONS: u32 = 5;
const MAX_OPTIONS: u32 = 1000;
const MOST: u32 = u32::MAX;

const OPTIONS: Shape = Shape { required: &[], optional: &["max", "threshold"] };
const THRESHOLD: Shape = Shape {
    required: &["method", "coverage", "delta", "cells_tested", "model", "cells"],
    optional: &["targets_tried", "label_source", "log", "scope"],
};
const SET: Shape = Shape { required: &["cell", "labels", "index", "threshold"], optional: &[] };
const CELL: Shape = Shape { required: &["confidence", "impact"], optional: &[] };

/// The most options, and the fitted sets.
pub(super) fn options(
    reader: &mut Reader,
    place: &Place<'_>,
    confidence: &Axis,
    impact: &Axis,
) -> (usize, Option<OptionSets>) {
    reader.object(place, &OPTIONS);
    let max = reader.count(&place.get("max"), MAX_OPTIONS, DEFAULT_OPTIONS);
    let sets = place.given("threshold").map(|place| sets(reader, &place, confidence, impact));
    (usize::try_from(max).unwrap_or(usize::MAX), sets)
}

#[inline(never)]
fn sets(reader: &mut Reader, place: &Place<'_>, confidence: &Axis, impact: &Axis) -> OptionSets {
    reader.object(place, &THRESHOLD);
    let method = method(reader, &place.get("method"));
    let mut share = |name| reader.fraction(&place.get(name), "share");
    let (coverage, delta) = (share("coverage"), share("delta"));
    let mut count = |name| reader.count(&place.get(name), MOST, 1);
    let (cells_tested, targets_tried) = (count("cells_tested"), count("targets_tried"));
    let model = reader.words(&place.get("model"));
    reader.text(&place.get("label_source"));
    reader.text(&place.get("log"));
    reader.text(&place.get("scope"));
    let mut cells: Vec<OptionSet> = Vec::new();
    let list = place.get("cells");
    for (index, item) in reader.non_empty(&list).iter().enumerate() {
        let item = list.item(index, item);
        let set = set(reader, &item, confidence, impact);
        for other in &cells {
            if other.cell == set.cell {
                reader.report(Code::DuplicateName, &item, "this cell has two thresholds\nkeep one", &[]);
            }
        }
        cells.push(set);
    }
    OptionSets { method, coverage, delta, targets_tried, cells_tested, model, cells }
}

fn method(reader: &mut Reader, place: &Place<'_>) -> SetMethod {
    match reader.word(Code::WrongType, place, "`{}` is not a method", &["lac", "aps"]) {
        Some(1) => SetMethod::Aps,
        Some(_) | None => SetMethod::Lac,
    }
}

fn set(reader: &mut Reader, place: &Place<'_>, confidence: &Axis, impact: &Axis) -> OptionSet {
    reader.object(place, &SET);
    let field = place.get("cell");
    let mut cell = None;
    if !matches!(field.value, Some(Value::Null)) {
        reader.object(&field, &CELL);
        let mut band = |name, axis: &Axis| {
            let band = field.get(name);
            let name = reader.text(&band);
            let found = axis.position(name);
            if found.is_none() && matches!(band.value, Some(Value::Text(_))) {
                unknown_band(reader, &band, name, axis);
            }
            found.unwrap_or(0)
        };
        cell = Some((band("confidence", confidence), band("impact", impact)));
    }
    let mut count = |name| reader.count(&place.get(name), MOST, 1);
    let (labels, index) = (count("labels"), count("index"));
    let threshold = reader.number(&place.get("threshold"));
    OptionSet { cell, labels, index, threshold }
}

//! Sets of options, steps 8 and 9 of DESIGN section 3: every set is made in full, and counted.

use super::{matrix_action, rank};
use crate::tree::{fields, get, items, number, text};
use leeway::json::Value;

type Alternatives = Vec<(String, f64)>;

/// "the first `max`", or as many of them as the set of the cell has; the first in any case.
pub fn shown(document: &Value, cell: &(String, String), input: &Value, alternatives: &Alternatives) -> Alternatives {
    let most = max(document).min(alternatives.len());
    let size = match own(document, cell) {
        Some(set) if !of_another(document, input) => size(document, set, alternatives).clamp(1, most.max(1)),
        _ => most,
    };
    alternatives.iter().take(size).cloned().collect()
}

/// "one larger than `max` makes `show_options` unavailable there", and one that is not known: that of the cell, or of any
/// with more confidence or less impact.
pub fn exceed(document: &Value, cell: &(String, String), input: &Value, alternatives: &Alternatives) -> bool {
    let place = |axis: &str, band: &str| bands(document, axis).iter().position(|name| name == band).unwrap();
    let at = (place("confidence", &cell.0), place("impact", &cell.1));
    let mut sets = Vec::new();
    for (surer, confidence) in bands(document, "confidence").into_iter().enumerate() {
        for (harmful, impact) in bands(document, "impact").into_iter().enumerate() {
            if surer >= at.0 && harmful <= at.1 {
                sets.extend(own(document, &(confidence.clone(), impact)));
            }
        }
    }
    let is_too_large = |set: &Value| alternatives.is_empty() || size(document, set, alternatives) > max(document);
    !of_another(document, input) && sets.into_iter().any(is_too_large)
}

fn max(document: &Value) -> usize {
    get(document, "options").and_then(|options| get(options, "max")).and_then(number).unwrap_or(5.0) as usize
}

fn threshold(document: &Value) -> Option<&Value> {
    get(get(document, "options")?, "threshold")
}

fn of_another(document: &Value, input: &Value) -> bool {
    let fitted = threshold(document).and_then(|threshold| get(threshold, "model")).and_then(text);
    get(input, "model").and_then(text).is_some_and(|model| Some(model) != fitted)
}

/// The names of an axis, lowest first.
fn bands(document: &Value, axis: &str) -> Vec<String> {
    let mut bands: Vec<(f64, String)> = fields(get(document, axis).unwrap())
        .iter()
        .map(|(name, bound)| (number(bound).unwrap(), name.clone()))
        .collect();
    bands.sort_by(|a, b| a.0.total_cmp(&b.0));
    bands.into_iter().map(|(_, name)| name).collect()
}

/// The set of a cell whose action is `show_options`; of one with more autonomy, that of what was lowered.
fn own<'a>(document: &'a Value, cell: &(String, String)) -> Option<&'a Value> {
    let show = rank("show_options").unwrap();
    let action = matrix_action(document, cell);
    let is_it = |set: &&Value| {
        let of = get(set, "cell").filter(|cell| **cell != Value::Null);
        let band = |axis| of.and_then(|of| get(of, axis)).and_then(text);
        match of {
            None => action > show,
            Some(_) => action == show && band("confidence") == Some(&cell.0) && band("impact") == Some(&cell.1),
        }
    };
    items(get(threshold(document)?, "cells")?).iter().find(is_it)
}

/// How many of all alternatives belong to a set.
fn size(document: &Value, set: &Value, alternatives: &Alternatives) -> usize {
    let bound = get(set, "threshold").and_then(number).unwrap();
    let sums = threshold(document).and_then(|threshold| get(threshold, "method")).and_then(text) == Some("aps");
    let belongs = |place: &usize| match sums {
        true => alternatives[..=*place].iter().fold(0.0, |sum, (_, confidence)| sum + confidence) <= bound,
        false => alternatives[*place].1 >= bound,
    };
    (0..alternatives.len()).take_while(belongs).count()
}

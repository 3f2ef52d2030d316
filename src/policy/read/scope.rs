//! What the promise of a fit depends on beside the fitted thresholds, as hashes of parts of the document.

use crate::json::hash;
use crate::value::{Fields, Value};

use super::super::model::Model;

/// The parts that decide what is eligible for automation.
const PARTS: [&str; 7] = ["impact", "matrix", "signals", "operations", "segments", "degrade", "unavailable"];

/// The hash of what a promise about a policy depends on beside its confidence thresholds: SHA-256 of the canonical form
/// (RFC 8785) of an object with the names of its confidence bands, ascending, as `confidence`, whether it counts an absent
/// confidence as 0 as `without_confidence`, and of its document the parts `impact`, `matrix`, `signals`, `operations`,
/// `segments`, `degrade` and `unavailable`, as far as they are there and not empty. Without the `confidence` of segments, with
/// `true` for that of an operation, and without signals of monitors and the rules that read them.
#[must_use]
pub fn scope(document: &Value, model: &Model) -> String {
    let mut bands = Vec::new();
    for band in &model.confidence.bands {
        bands.push(band.name.clone());
    }
    let mut out = Fields::default();
    out.put_texts("confidence", &bands);
    out.put("without_confidence", Value::Boolean(model.without_confidence));
    put_parts(&mut out, document, &PARTS, Some(model));
    hash(&out.done())
}

/// The parts that are there and not empty: what is empty says as much as what is not there. For the promise of a model's
/// thresholds without what that does not depend on.
fn put_parts(out: &mut Fields, document: &Value, names: &[&str], of_promise: Option<&Model>) {
    for name in names {
        let Some(part) = document.get(name) else { continue };
        let kept = of_promise.map_or_else(|| part.clone(), |model| kept_of(part, name, model));
        if !matches!(&kept, Value::List(kept) if kept.is_empty())
            && !matches!(&kept, Value::Object(kept) if kept.is_empty())
        {
            out.put(name, kept);
        }
    }
}

fn kept_of(part: &Value, name: &str, model: &Model) -> Value {
    match part {
        Value::List(entries) => {
            let mut kept = Vec::new();
            for (index, entry) in entries.iter().enumerate() {
                let rule = model.rules.get(index).filter(|_| name == "degrade");
                if !rule.is_some_and(|rule| model.reads_monitor(&rule.when)) {
                    kept.push(without_thresholds(entry, false));
                }
            }
            Value::List(kept)
        }
        Value::Object(members) => {
            let mut kept = Vec::new();
            for (key, entry) in members {
                if name != "signals" || entry.get("source").is_none() {
                    kept.push((key.clone(), without_thresholds(entry, name == "operations")));
                }
            }
            Value::Object(kept)
        }
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) => part.clone(),
    }
}

/// An entry without its thresholds, or with `true` for them. A band of the matrix may be called `confidence` too, which is
/// an action then and stays.
fn without_thresholds(entry: &Value, tell: bool) -> Value {
    let Value::Object(members) = entry else { return entry.clone() };
    let mut kept = Vec::new();
    for (key, value) in members {
        let named = key == "confidence" && matches!(value, Value::Object(_));
        if tell || !named {
            kept.push((key.clone(), if named { Value::Boolean(true) } else { value.clone() }));
        }
    }
    Value::Object(kept)
}

/// SHA-256 of the canonical form of the points of a model's calibration map, its own or that of `*`; nothing without one.
#[must_use]
pub fn calibration_hash(document: &Value, model: &str) -> Option<String> {
    let maps = document.get("calibration")?;
    Some(hash(maps.get(model).or_else(|| maps.get("*"))?.get("points")?))
}

/// The parts that decide which cases are shown options.
const SHOWN: [&str; 10] = [
    "confidence",
    "without_confidence",
    "invalid",
    "impact",
    "matrix",
    "signals",
    "operations",
    "segments",
    "degrade",
    "unavailable",
];

/// The hash of what the promise of fitted options depends on: SHA-256 of the canonical form of an object with the parts of
/// the document that decide which cases are shown options, as far as they are there and not empty, and the hash of their model's calibration.
#[must_use]
pub fn options_scope(document: &Value, model: &str) -> String {
    let mut out = Fields::default();
    put_parts(&mut out, document, &SHOWN, None);
    out.put_option("calibration", calibration_hash(document, model).as_deref());
    hash(&out.done())
}

/// Whether the fitted options of a document, of this model, are about the cases that it shows options for now. Where they do
/// not say, nothing is held against them.
#[must_use]
pub fn options_in_scope(document: &Value, model: &str) -> bool {
    let said = document.get("options").and_then(|options| options.get("threshold")?.get("scope")?.as_text());
    said.is_none_or(|said| said == options_scope(document, model))
}

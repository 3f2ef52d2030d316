//! Evidence whose arithmetic adds up, for some families of a document.

use super::Draw;
use crate::tree::{fields, get, items, name, number, object, text, with};
use leeway::json::{self, Value};
use leeway::policy::{calibration_hash, read, scope};

/// Models that there may be evidence for.
const MODELS: [&str; 5] = ["m", "lr-v1", "GPT 5 (mini)", "\u{1F642}", "fitted"];

/// The document with evidence for some models.
pub fn with_evidence(draw: &mut Draw, document: &Value, most: usize) -> Value {
    let mut models = draw.some(&MODELS);
    draw.shuffle(&mut models);
    models.truncate(most);
    if models.is_empty() {
        models.push("fitted");
    }
    let fits = models.into_iter().map(|model| fit(draw, document, model)).collect();
    let mut evidence = vec![("fits", Value::List(fits))];
    evidence.extend(draw.chance(50).then(|| {
        ("at_most", name(draw.pick(&["suggest", "suggest", "show_options", "escalate", "abstain", "block"])))
    }));
    with_scope(&with(document, "evidence", Some(object(evidence))))
}

/// The document with the evidence that it has, as if it had been found for the document as it is now.
pub fn with_scope(document: &Value) -> Value {
    let Some(evidence) = get(document, "evidence") else { return document.clone() };
    let model = read(&with(document, "evidence", None)).unwrap();
    let scope = scope(document, &model);
    let renewed = |fit: &Value| {
        let calibration = calibration_hash(document, text(get(fit, "model").unwrap()).unwrap());
        let fit = with(fit, "scope", Some(name(&scope)));
        with(&fit, "calibration", Some(calibration.map_or(Value::Null, name)))
    };
    let fits = items(get(evidence, "fits").unwrap()).iter().map(renewed).collect();
    with(document, "evidence", Some(with(evidence, "fits", Some(Value::List(fits)))))
}

fn fit(draw: &mut Draw, document: &Value, model: &str) -> Value {
    let chosen = families(document).into_iter().filter(|_| draw.chance(80)).collect::<Vec<_>>();
    let tested: Vec<bool> = chosen.iter().map(|_| draw.chance(80)).collect();
    let parts = tested.iter().filter(|tested| **tested).count() as f64;
    let delta = 0.1 / parts.max(1.0);
    let families = chosen.iter().zip(tested).map(|(family, tested)| fitted(draw, family, tested, delta)).collect();
    let number = |number: f64| Value::Number(number);
    let until = *draw.pick(&[None, Some(0.0), Some(100.0), Some(-5.0), Some(1.7e9)]);
    object(vec![
        ("risk", name("error")),
        ("alpha", number(0.2)),
        ("delta", number(0.2)),
        ("targets_tried", number(2.0)),
        ("fit", number(1.0)),
        ("shared_over_fits", Value::Boolean(false)),
        ("delta_used", number(0.1)),
        ("families_tested", number(parts)),
        ("start_errors", number(2.0)),
        ("starts", number(1.0)),
        ("grid", object(vec![("ranks", number(20.0))])),
        ("model", name(model)),
        ("label_source", name(draw.pick(&["complete", "audit_blind"]))),
        ("label_rate", number(1.0)),
        ("one_row_per_unit", Value::Boolean(draw.chance(50))),
        ("log", if draw.chance(50) { Value::Null } else { name(json::hash(&Value::Null)) }),
        ("calibration", Value::Null),
        ("scope", Value::Null),
        ("fitted_at", Value::Null),
        ("valid_until", until.map_or(Value::Null, number)),
        ("families", Value::List(families)),
    ])
}

/// A family by name, with the threshold that the document has for it.
struct Family {
    segment: Option<String>,
    operation: Option<String>,
    band: String,
    threshold: f64,
}

/// All families that a document can have.
fn families(document: &Value) -> Vec<Family> {
    let listed = get(document, "operations").map_or(&[][..], fields).iter();
    let own = listed.filter(|(_, operation)| get(operation, "confidence").is_some());
    let operations: Vec<Option<&(String, Value)>> = own.map(Some).chain([None]).collect();
    let segments: Vec<Option<&Value>> =
        get(document, "segments").map_or(&[][..], items).iter().map(Some).chain([None]).collect();
    let base = get(document, "confidence").unwrap();
    let model = read(document).unwrap();
    let admits = |band: &str| {
        let mut lowest = (0..model.impact.bands.len()).filter_map(|impact| model.first_automatic(impact));
        lowest.any(|lowest| model.confidence.name(lowest) == band)
    };
    let bound = |part: Option<&Value>, band: &str| {
        let named = part.and_then(|part| get(part, "confidence")).and_then(|own| get(own, band));
        named.or_else(|| get(base, band)).and_then(number).unwrap()
    };
    let mut families = Vec::new();
    for segment in &segments {
        for operation in &operations {
            for (band, of_base) in
                fields(base).iter().filter(|(band, bound)| number(bound) != Some(0.0) && admits(band))
            {
                let of_segment = segment.map(|segment| bound(Some(segment), band));
                let of_operation = operation.map(|(_, operation)| bound(Some(operation), band));
                let threshold = of_segment.into_iter().chain(of_operation).reduce(f64::max);
                families.push(Family {
                    segment: segment.and_then(|segment| get(segment, "name")).and_then(text).map(str::to_owned),
                    operation: operation.map(|(listed, _)| listed.clone()),
                    band: band.clone(),
                    threshold: threshold.or(number(of_base)).unwrap(),
                });
            }
        }
    }
    families
}

/// With labels enough, or too few for a test.
fn fitted(draw: &mut Draw, family: &Family, tested: bool, delta: f64) -> Value {
    let step = |threshold: f64, labels: f64, errors: f64| {
        Value::List([threshold, labels, errors].into_iter().map(Value::Number).collect())
    };
    let mut path = Vec::new();
    if tested {
        let higher = family.threshold / 2.0 + 0.5;
        path.extend((higher > family.threshold && draw.chance(50)).then(|| step(higher, 200.0, 3.0)));
        path.push(step(family.threshold, 250.0, 5.0));
        let lower = family.threshold * 0.9;
        path.extend((lower < family.threshold && draw.chance(50)).then(|| step(lower, 400.0, 120.0)));
    }
    let words = |words: &Option<String>| words.as_ref().map_or(Value::Null, name);
    object(vec![
        ("segment", words(&family.segment)),
        ("operation", words(&family.operation)),
        ("band", name(&family.band)),
        ("labels", Value::Number(if tested { 400.0 } else { 3.0 })),
        ("threshold", if tested { Value::Number(family.threshold) } else { Value::Null }),
        ("reason", if tested { Value::Null } else { name("too few labels") }),
        ("delta", Value::Number(delta)),
        ("starts_at", Value::List(if tested { vec![Value::Number(0.0)] } else { Vec::new() })),
        ("path", Value::List(path)),
    ])
}

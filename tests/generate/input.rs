//! Inputs for a document: clean ones, and ways to spoil them.

use super::Draw;
use crate::oracle::ACTIONS;
use crate::tree::{fields, get, items, name, number, object, text, with};
use leeway::json::Value;

/// What `decide` is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub input: Value,
    pub health: Option<Value>,
}

/// An input without findings: everything about it is legal, though much may be absent.
pub fn clean(draw: &mut Draw, document: &Value) -> Asked {
    let mut input = Vec::new();
    let mut health = Vec::new();
    prediction(draw, document, &mut input);
    operation(draw, document, &mut input);
    signals(draw, document, &mut input, &mut health);
    input.extend(draw.chance(20).then(|| ("at_most", name(draw.pick(&ACTIONS)))));
    health.extend(draw.chance(15).then(|| ("at_most", name(draw.pick(&ACTIONS)))));
    model(draw, document, &mut input);
    let ids = ["id-1", "", "c00017", "\u{1F642}", "é:b", "a much longer id, of many blocks"];
    input.extend(draw.chance(50).then(|| ("id", name(draw.pick(&ids)))));
    now(draw, document, &mut input);
    input.extend(draw.chance(10).then_some(("other", Value::Null)));
    draw.shuffle(&mut input);
    let health = match health.is_empty() {
        true => draw.pick(&[None, None, Some(Value::Null), Some(object(Vec::new()))]).clone(),
        false => Some(object(health)),
    };
    Asked { input: object(input), health }
}

type Fields = Vec<(&'static str, Value)>;

/// Confidence, second and alternatives that agree with each other.
fn prediction(draw: &mut Draw, document: &Value, input: &mut Fields) {
    let confidence = draw.probability(&confidence_cuts(document));
    let may_be_absent = get(document, "without_confidence").is_some();
    let absent = may_be_absent && draw.chance(30);
    let filled = !absent && draw.chance(20);
    if draw.chance(5) && absent {
        input.push(("confidence", Value::Null));
    }
    if !absent && !filled {
        input.push(("confidence", signed_zero(draw, confidence)));
    }
    let first = if filled { confidence } else { draw.unit().max(confidence * 0.9) };
    let has_sets = get(document, "options").and_then(|options| get(options, "threshold")).is_some();
    if filled || (!absent && draw.chance(if has_sets { 80 } else { 35 })) {
        let list = ranked(draw, document, first, confidence, filled);
        input.push(("alternatives", Value::List(list)));
    }
    if draw.chance(40) {
        input.push(("second", Value::Number(second(draw, document, if absent { 1.0 } else { confidence }))));
    }
}

fn signed_zero(draw: &mut Draw, number: f64) -> Value {
    Value::Number(if number == 0.0 && draw.chance(50) { -0.0 } else { number })
}

/// At most the confidence, often exactly a margin below it.
fn second(draw: &mut Draw, document: &Value, confidence: f64) -> f64 {
    let margins = numbers_named(document, "margin_below");
    let second = match draw.chance(50) || margins.is_empty() {
        true => draw.unit() * confidence,
        false => confidence - draw.beside_one(&margins),
    };
    second.clamp(0.0, confidence)
}

fn ranked(draw: &mut Draw, document: &Value, first: f64, confidence: f64, filled: bool) -> Vec<Value> {
    let count = if filled { 1 + draw.below(6) } else { draw.below(7) };
    let mut last = first;
    let mut list = Vec::new();
    for at in 0..count {
        if at == 1 {
            last = second(draw, document, confidence.min(last));
        }
        if at > 1 && draw.chance(80) {
            last *= draw.unit();
        }
        list.push(object(vec![("label", name(format!("label-{at}"))), ("confidence", Value::Number(last))]));
    }
    list
}

fn model(draw: &mut Draw, document: &Value, input: &mut Fields) {
    let fits = fits(document);
    let fitted = fits.iter().filter_map(|fit| get(fit, "model").and_then(text));
    let Some(maps) = get(document, "calibration") else {
        let mut models: Vec<Value> = vec![name("m"), name("n"), Value::Number(7.0), Value::Null, name("")];
        let chance = if fits.is_empty() { 30 } else { 95 };
        for model in fitted {
            models.extend([name(model), name(model), name(model)]);
        }
        input.extend(draw.chance(chance).then(|| ("model", draw.pick(&models).clone())));
        return;
    };
    let mut names: Vec<&str> = fields(maps).iter().map(|(listed, _)| listed.as_str()).collect();
    let is_known = |model: &&str| names.contains(model) || names.contains(&"*");
    let known: Vec<&str> = fitted.filter(is_known).collect();
    if names.contains(&"*") {
        names.extend(["unheard-of", "__proto__", "toString", ""]);
    }
    names.extend(known.iter().chain(&known));
    input.push(("model", name(draw.pick(&names))));
}

/// The models that a document knows by name, in the order of their codes: those that are calibrated, by name, then those
/// that have evidence only.
pub fn models(document: &Value) -> Vec<String> {
    let calibrated = get(document, "calibration").map_or(&[][..], fields).iter().map(|(model, _)| model.clone());
    let mut models: Vec<String> = calibrated.filter(|model| *model != "*").collect();
    models.sort();
    for fit in fits(document) {
        let model = text(get(fit, "model").unwrap()).unwrap();
        if !models.iter().any(|known| known == model) {
            models.push(model.to_owned());
        }
    }
    models
}

/// The fits of a document's evidence.
pub fn fits(document: &Value) -> &[Value] {
    get(document, "evidence").and_then(|evidence| get(evidence, "fits")).map_or(&[][..], items)
}

/// Around the last moments of evidence, absent, or of another kind.
fn now(draw: &mut Draw, document: &Value, input: &mut Fields) {
    let mut moments: Vec<f64> =
        fits(document).iter().filter_map(|fit| get(fit, "valid_until").and_then(number)).collect();
    if moments.is_empty() {
        input.extend(draw.chance(10).then_some(("now", Value::Number(1.0))));
        return;
    }
    moments.extend([f64::NEG_INFINITY, -1e9, -6.0, 1e10]);
    let moment = Value::Number(draw.beside_one(&moments));
    input.extend(draw.chance(85).then_some(("now", moment)));
}

fn operation(draw: &mut Draw, document: &Value, input: &mut Fields) {
    let Some(operations) = get(document, "operations") else {
        input.push(("impact", impact(draw, document)));
        input.extend(draw.chance(10).then(|| ("operation", name("ignored"))));
        return;
    };
    let mut names: Vec<&str> = fields(operations).iter().map(|(listed, _)| listed.as_str()).collect();
    if names.contains(&"*") {
        names.extend(["unheard-of", "__proto__", "toString", ""]);
    }
    input.push(("operation", name(draw.pick(&names))));
    input.extend(draw.chance(30).then(|| ("impact", impact(draw, document))));
}

fn impact(draw: &mut Draw, document: &Value) -> Value {
    let bands = fields(get(document, "impact").unwrap());
    let bounds: Vec<f64> = bands.iter().filter_map(|(_, bound)| number(bound)).collect();
    match draw.chance(30) {
        true => name(&draw.pick(bands).0),
        false => Value::Number(draw.probability(&bounds)),
    }
}

/// Each signal in the input, in health, in both or in neither.
fn signals(draw: &mut Draw, document: &Value, input: &mut Fields, health: &mut Fields) {
    let mut of_input = Vec::new();
    let mut of_health = Vec::new();
    for (signal, declared) in get(document, "signals").map_or(&[][..], fields) {
        let cuts = cuts_of(document, signal);
        if draw.chance(65) {
            of_input.push((signal.clone(), legal(draw, declared, &cuts)));
        } else if draw.chance(10) {
            of_input.push((signal.clone(), Value::Null));
        }
        if draw.chance(20) {
            of_health.push((signal.clone(), legal(draw, declared, &cuts)));
        }
    }
    of_input.extend(draw.chance(10).then(|| ("undeclared".to_owned(), Value::Number(f64::NAN))));
    of_input.extend(draw.chance(5).then(|| ("__proto__".to_owned(), Value::Boolean(true))));
    draw.shuffle(&mut of_input);
    if !of_input.is_empty() || draw.chance(30) {
        input.push(("signals", Value::Object(of_input)));
    }
    if !of_health.is_empty() {
        health.push(("signals", Value::Object(of_health)));
    }
}

fn legal(draw: &mut Draw, declared: &Value, cuts: &[f64]) -> Value {
    match get(declared, "type").and_then(text) {
        Some("number") => {
            let extreme = [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, 1e300, 5e-324, -1.0, 7.25];
            let number = if cuts.is_empty() || draw.chance(30) { *draw.pick(&extreme) } else { draw.beside_one(cuts) };
            Value::Number(number)
        }
        Some("boolean") => Value::Boolean(draw.chance(50)),
        _ => draw.pick(get(declared, "values").map_or(&[][..], items)).clone(),
    }
}

// ---- cut points

/// Where a band of confidence begins: what models say there, where they are calibrated.
pub fn confidence_cuts(document: &Value) -> Vec<f64> {
    let thresholds = thresholds(document);
    if get(document, "calibration").is_none() {
        return thresholds;
    }
    let mut cuts = crate::oracle::scores_reaching(document, &thresholds);
    cuts.push(0.0);
    cuts
}

fn thresholds(document: &Value) -> Vec<f64> {
    let operations = get(document, "operations").map_or(&[][..], fields).iter().map(|(_, operation)| operation);
    let segments = get(document, "segments").map_or(&[][..], items);
    let sets = [document].into_iter().chain(operations).chain(segments).filter_map(|part| get(part, "confidence"));
    sets.flat_map(fields).filter_map(|(_, bound)| number(bound)).collect()
}

pub fn cuts_of(document: &Value, signal: &str) -> Vec<f64> {
    let mut cuts = Vec::new();
    each_object(document, &mut |object| {
        if get(object, "signal").and_then(text) == Some(signal) {
            let values = fields(object).iter().flat_map(|(_, value)| [value].into_iter().chain(items(value)));
            cuts.extend(values.filter_map(number));
        }
    });
    cuts
}

pub fn numbers_named(document: &Value, field: &str) -> Vec<f64> {
    let mut found = Vec::new();
    each_object(document, &mut |object| found.extend(get(object, field).and_then(number)));
    found
}

fn each_object(value: &Value, see: &mut impl FnMut(&Value)) {
    if matches!(value, Value::Object(_)) {
        see(value);
    }
    items(value).iter().for_each(|item| each_object(item, see));
    fields(value).iter().for_each(|(_, field)| each_object(field, see));
}

// ---- spoilt inputs

/// A clean input in most cases, else one with a field or two replaced by anything.
pub fn maybe_spoilt(draw: &mut Draw, document: &Value) -> Asked {
    let mut asked = clean(draw, document);
    let times = *draw.pick(&[0, 0, 0, 1, 1, 2]);
    for _ in 0..times {
        spoil(draw, document, &mut asked);
    }
    asked
}

/// The fields of the input whose replacement by something illegal is a finding.
pub const SPOILT: [&str; 8] =
    ["model", "confidence", "second", "alternatives", "operation", "impact", "signals", "at_most"];

fn spoil(draw: &mut Draw, document: &Value, asked: &mut Asked) {
    let anything = wild(draw, 2);
    match draw.below(12) {
        0..=4 => asked.input = with(&asked.input, draw.pick::<&str>(&SPOILT), Some(anything)),
        5 => asked.input = with(&asked.input, draw.pick::<&str>(&SPOILT), None),
        6 => asked.input = with(&asked.input, "alternatives", Some(spoilt_list(draw))),
        7 => asked.health = Some(anything),
        8 => {
            let part = *draw.pick(&["signals", "at_most"]);
            let health = asked.health.clone().unwrap_or(Value::Null);
            asked.health = Some(with(&health, part, Some(anything)));
        }
        9 => asked.input = with(&asked.input, "now", Some(anything)),
        _ => spoil_signal(draw, document, asked, anything),
    }
}

fn spoil_signal(draw: &mut Draw, document: &Value, asked: &mut Asked, anything: Value) {
    let declared = get(document, "signals").map_or(&[][..], fields);
    if declared.is_empty() {
        return;
    }
    let signal = &draw.pick(declared).0;
    let set = |part: &Value| {
        let signals = get(part, "signals").cloned().unwrap_or(Value::Null);
        with(part, "signals", Some(with(&signals, signal, Some(anything))))
    };
    match draw.chance(60) {
        true => asked.input = set(&asked.input),
        false => asked.health = Some(set(asked.health.as_ref().unwrap_or(&Value::Null))),
    }
}

/// Alternatives with one thing wrong, or nothing.
fn spoilt_list(draw: &mut Draw) -> Value {
    let entry = |label: Value, confidence: Value| object(vec![("label", label), ("confidence", confidence)]);
    let mut list = vec![
        entry(name("a"), Value::Number(0.6)),
        entry(name("b"), Value::Number(0.6)),
        entry(name("c"), Value::Number(0.1)),
    ];
    let at = draw.below(list.len());
    list[at] = match draw.below(5) {
        0 => entry(name("d"), wild(draw, 1)),
        1 => entry(wild(draw, 1), Value::Number(0.3)),
        2 => entry(name("d"), Value::Number(*draw.pick(&[0.7, 1.0 + 1e-9, -1e-12, f64::NAN, -0.0]))),
        3 => wild(draw, 1),
        _ => object(vec![("confidence", Value::Number(0.3))]),
    };
    Value::List(list)
}

/// Anything at all: numbers of every kind, words that mean something elsewhere, trees.
pub fn wild(draw: &mut Draw, depth: usize) -> Value {
    let numbers = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        -0.0,
        0.0,
        1.0,
        0.5,
        1.0 + f64::EPSILON,
        -1e-12,
        1e300,
        -5e-324,
        2.0,
    ];
    let words = [
        "",
        "0.9",
        "high",
        "low",
        "c0",
        "i1",
        "auto_apply",
        "AUTO_APPLY",
        "block",
        "__proto__",
        "toString",
        "*",
        "archive",
        "NaN",
        "\u{0}",
    ];
    match draw.below(if depth == 0 { 4 } else { 6 }) {
        0 | 1 => Value::Number(*draw.pick(&numbers)),
        2 => name(draw.pick(&words)),
        3 => draw.pick(&[Value::Null, Value::Boolean(true), Value::Boolean(false)]).clone(),
        4 => Value::List((0..draw.below(4)).map(|_| wild(draw, depth - 1)).collect()),
        _ => {
            let keys = ["label", "confidence", "signals", "at_most", "a", "amount", "__proto__", "second", "operation"];
            let keys = draw.some(&keys);
            Value::Object(keys.into_iter().take(4).map(|key| (key.to_owned(), wild(draw, depth - 1))).collect())
        }
    }
}

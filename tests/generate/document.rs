//! Documents that `compile` must accept, with every part that section 2 of DESIGN knows.

use super::Draw;
use super::condition::{Words, condition};
use super::evidence::with_evidence;
use crate::oracle::{ACTIONS, rank};
use crate::tree::{get, items, name, object, with};
use leeway::json::Value;

/// The names and lower bounds of an axis, ascending.
type Bands = Vec<(String, f64)>;

pub fn document(draw: &mut Draw) -> Value {
    sized(draw, usize::MAX, usize::MAX)
}

/// A document without fitted sets of options: studies of all inputs take alternatives to be as few as they need.
pub fn unfitted(document: &Value) -> Value {
    let options = get(document, "options").map(|options| with(options, "threshold", None));
    with(document, "options", options)
}

/// A document of which every distinguishable input can be tried.
pub fn small_document(draw: &mut Draw) -> Value {
    let signals = 1 + draw.below(3);
    sized(draw, signals, 5 - signals)
}

/// With at most so many signals, and so many operations.
fn sized(draw: &mut Draw, most_signals: usize, most_operations: usize) -> Value {
    let confidence = bands(draw, "c");
    let impact = bands(draw, "i");
    let matrix = matrix(draw, &confidence, &impact);
    let mut signals = signals(draw);
    signals.truncate(most_signals);
    let mut listed = operation_names(draw);
    listed.truncate(most_operations);
    let declared = signals.clone();
    signals.retain(|signal| !is_monitored(signal));
    let mut words = Words { signals, operations: listed, margins: false };
    let mut ids = 0;

    let mut fields = vec![("leeway", Value::Number(1.0)), ("name", name("drawn"))];
    fields.extend(draw.chance(5).then(|| ("meta", object(vec![("owner", name("nobody"))]))));
    fields.push(("confidence", axis(&confidence)));
    fields.push(("impact", axis(&impact)));
    let seed_bands =
        [&confidence, &impact].iter().all(|axis| axis.len() == 2 && axis[0].0 == "low" && axis[1].0 == "high");
    if !seed_bands || draw.chance(60) {
        fields.push(("matrix", matrix.clone()));
    }
    if draw.chance(30) {
        fields.push(("invalid", invalid(draw, (!seed_bands || get_field(&fields, "matrix")).then_some(&matrix))));
    }
    if draw.chance(20) {
        fields.push(("without_confidence", name(&confidence[0].0)));
    }
    fields.extend((!declared.is_empty()).then(|| ("signals", Value::Object(declared.clone()))));
    if !words.operations.is_empty() {
        fields.push(("operations", operations(draw, &words, &confidence, &impact, &mut ids)));
    }
    fields.extend(list("segments", segments(draw, &words, &confidence)));
    words.margins = true;
    let all = Words { signals: declared, ..words.clone() };
    fields.extend(list("degrade", rules(draw, &all, &mut ids)));
    fields.extend(list("unavailable", unavailable(draw, &words)));
    fields.extend(draw.chance(50).then(|| ("options", options(draw, &confidence, &impact))));
    fields.extend(draw.chance(20).then(|| ("audit", audit(draw))));
    fields.extend(draw.chance(5).then(|| ("review", review())));
    let most_models = if most_signals == usize::MAX { 4 } else { 2 };
    fields.extend(draw.chance(30).then(|| ("calibration", calibration(draw, most_models))));
    let document = object(fields);
    if draw.chance(if most_models == 2 { 12 } else { 30 }) {
        with_evidence(draw, &document, most_models)
    } else {
        document
    }
}

/// Maps for some models, often for any other too.
fn calibration(draw: &mut Draw, most: usize) -> Value {
    let mut models = draw.some(&["m", "lr-v1", "GPT 5 (mini)", "\u{1F642}", "*"]);
    draw.shuffle(&mut models);
    models.truncate(most);
    if models.is_empty() {
        models.push("m");
    }
    Value::Object(models.into_iter().map(|model| (model.to_owned(), map(draw))).collect())
}

/// From one point to many, with steep and level pieces, up to 1 or not.
fn map(draw: &mut Draw) -> Value {
    let count = *draw.pick(&[1, 2, 2, 3, 5, 9]);
    let mut scores = ascending(draw, count);
    if draw.chance(60) {
        scores[0] = scores.get(1).map_or(0.5, |next| next * draw.unit());
    }
    let pool = [0.0, 1e-12, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.97, 0.99, 1.0, 1.0, draw.unit(), draw.unit()];
    let mut probabilities: Vec<f64> = (0..count).map(|_| *draw.pick(&pool)).collect();
    probabilities.sort_by(f64::total_cmp);
    let point = |(score, probability)| Value::List(vec![Value::Number(score), Value::Number(probability)]);
    let points = Value::List(scores.into_iter().zip(probabilities).map(point).collect());
    let mut fields = vec![("points", points)];
    fields.extend(draw.chance(50).then(|| ("method", name(draw.pick(&["isotonic", "platt"])))));
    object(fields)
}

fn get_field(fields: &[(&str, Value)], name: &str) -> bool {
    fields.iter().any(|(known, _)| *known == name)
}

fn list(name: &'static str, entries: Vec<Value>) -> Option<(&'static str, Value)> {
    (!entries.is_empty()).then_some((name, Value::List(entries)))
}

/// Two to four bands, rarely eight; half of the axes of two have the seed's names.
fn bands(draw: &mut Draw, prefix: &str) -> Bands {
    let count = *draw.pick(&[2, 2, 2, 3, 3, 4, 8]);
    let seed_names = count == 2 && draw.chance(60);
    let named = |at: usize| match (seed_names, at) {
        (true, 0) => "low".to_owned(),
        (true, _) => "high".to_owned(),
        (false, at) => format!("{prefix}{at}"),
    };
    let bounds = ascending(draw, count);
    bounds.into_iter().enumerate().map(|(at, bound)| (named(at), bound)).collect()
}

/// Bounds from 0, strictly ascending, at most 1, often exactly 1 at the top or very near 0.
fn ascending(draw: &mut Draw, count: usize) -> Vec<f64> {
    let mut pool = vec![
        1e-12,
        0.05,
        0.1,
        0.2,
        0.3,
        0.4,
        0.5,
        0.6,
        0.7,
        0.8,
        0.85,
        0.9,
        0.97,
        0.99,
        1.0,
        0.1 + 0.2,
        draw.unit().max(1e-3),
    ];
    draw.shuffle(&mut pool);
    let mut bounds: Vec<f64> = pool.into_iter().take(count - 1).chain([0.0]).collect();
    bounds.sort_by(f64::total_cmp);
    bounds
}

fn axis(bands: &Bands) -> Value {
    Value::Object(bands.iter().map(|(band, bound)| (band.clone(), Value::Number(*bound))).collect())
}

/// Autonomy grows with confidence and falls with impact; the lowest confidence auto-applies in
/// the lowest impact only.
fn matrix(draw: &mut Draw, confidence: &Bands, impact: &Bands) -> Value {
    let mut rows: Vec<Vec<usize>> = confidence
        .iter()
        .map(|_| impact.iter().map(|_| draw.below(ACTIONS.len()).max(draw.below(ACTIONS.len()))).collect())
        .collect();
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| b.cmp(a)));
    for column in 0..impact.len() {
        let mut cells: Vec<usize> = rows.iter().map(|row| row[column]).collect();
        cells.sort_unstable();
        rows.iter_mut().zip(cells).for_each(|(row, cell)| row[column] = cell);
    }
    let suggest = rank("suggest").unwrap();
    rows[0].iter_mut().skip(1).for_each(|cell| *cell = (*cell).min(suggest));
    let row = |cells: &Vec<usize>| {
        Value::Object(impact.iter().zip(cells).map(|((band, _), cell)| (band.clone(), name(ACTIONS[*cell]))).collect())
    };
    Value::Object(confidence.iter().zip(&rows).map(|((band, _), cells)| (band.clone(), row(cells))).collect())
}

/// At most `escalate` and at most the matrix's least action.
fn invalid(draw: &mut Draw, matrix: Option<&Value>) -> Value {
    let cells = matrix.into_iter().flat_map(crate::tree::fields).flat_map(|(_, row)| crate::tree::fields(row));
    let least =
        cells.filter_map(|(_, cell)| rank(crate::tree::text(cell)?)).fold(rank("escalate").unwrap(), usize::min);
    name(ACTIONS[draw.below(least + 1)])
}

fn signals(draw: &mut Draw) -> Vec<(String, Value)> {
    let names = ["latency_ms", "amount", "reversible", "locale", "out_of_scope", "a", "tier"];
    draw.some(&names).into_iter().map(|signal| (signal.to_owned(), declaration(draw))).collect()
}

fn declaration(draw: &mut Draw) -> Value {
    let values = [
        name("en"),
        name("fr"),
        name(""),
        name("__proto__"),
        name("constructor"),
        name("Ünïcode \u{1F642}"),
        name("true"),
    ];
    let mut values = draw.some(&values);
    values.push(name("other"));
    let (kind, default) = match draw.below(3) {
        0 => ("number", Value::Number(*draw.pick(&[0.0, 2.5, -3.0, 1e9]))),
        1 => ("boolean", Value::Boolean(draw.chance(50))),
        _ => ("string", draw.pick(&values).clone()),
    };
    let mut fields = vec![("type", name(kind))];
    if kind == "string" {
        fields.push(("values", Value::List(values)));
    }
    fields.extend((kind == "number" && draw.chance(20)).then(|| ("unit", name("ms"))));
    fields.extend(draw.chance(40).then_some(("default", default)));
    fields.extend(draw.chance(15).then(|| ("source", name("monitor"))));
    object(fields)
}

/// Those are read in rules only.
fn is_monitored((_, declaration): &(String, Value)) -> bool {
    get(declaration, "source").is_some()
}

fn operation_names(draw: &mut Draw) -> Vec<String> {
    if draw.chance(20) {
        return Vec::new();
    }
    let mut names = draw.some(&["archive", "reply", "delete", "refund", "fill_iban"]);
    names.truncate(4);
    if names.is_empty() || draw.chance(50) {
        names.push("*");
    }
    draw.shuffle(&mut names);
    names.into_iter().map(str::to_owned).collect()
}

fn operations(draw: &mut Draw, words: &Words, confidence: &Bands, impact: &Bands, ids: &mut usize) -> Value {
    let mut operation = || {
        let mut fields = vec![("impact", impact_value(draw, impact))];
        fields
            .extend(draw.chance(40).then(|| thresholds(draw, confidence)).flatten().map(|named| ("confidence", named)));
        let count = *draw.pick(&[0, 0, 1, 2, 3]);
        let raises = (0..count).filter_map(|_| raise(draw, words, impact, ids)).collect();
        fields.extend(list("raise", raises));
        object(fields)
    };
    Value::Object(words.operations.iter().map(|listed| (listed.clone(), operation())).collect())
}

fn impact_value(draw: &mut Draw, impact: &Bands) -> Value {
    let bounds: Vec<f64> = impact.iter().map(|(_, bound)| *bound).collect();
    match draw.chance(50) {
        true => name(&draw.pick(impact).0),
        false => Value::Number(draw.probability(&bounds)),
    }
}

fn raise(draw: &mut Draw, words: &Words, impact: &Bands, ids: &mut usize) -> Option<Value> {
    let when = condition(draw, words, 2)?;
    *ids += 1;
    let fields = vec![
        ("id", name(format!("raise-{ids}"))),
        ("when", when),
        ("to", impact_value(draw, impact)),
        ("because", name(format!("raise {ids} holds"))),
    ];
    Some(object(fields))
}

/// New bounds for some bands above the lowest, such that the set over the base still ascends.
fn thresholds(draw: &mut Draw, confidence: &Bands) -> Option<Value> {
    let fresh = ascending(draw, confidence.len());
    let overlaid: Bands = confidence
        .iter()
        .zip(fresh)
        .skip(1)
        .filter(|_| draw.chance(70))
        .map(|((band, _), bound)| (band.clone(), bound))
        .collect();
    let bound_of = |(band, base): &(String, f64)| {
        overlaid.iter().find(|(named, _)| named == band).map_or(*base, |(_, bound)| *bound)
    };
    let complete: Vec<f64> = confidence.iter().map(bound_of).collect();
    let ascends = complete.is_sorted_by(|a, b| a < b);
    (ascends && !overlaid.is_empty()).then(|| axis(&overlaid))
}

fn segments(draw: &mut Draw, words: &Words, confidence: &Bands) -> Vec<Value> {
    let count = *draw.pick(&[0, 0, 1, 2, 3, 4]);
    let one = |at: usize, draw: &mut Draw| {
        let when = condition(draw, words, 2)?;
        let mut fields = vec![("name", name(format!("segment-{at}"))), ("when", when)];
        fields.extend(thresholds(draw, confidence).map(|named| ("confidence", named)));
        Some(object(fields))
    };
    (0..count).filter_map(|at| one(at, draw)).collect()
}

fn rules(draw: &mut Draw, words: &Words, ids: &mut usize) -> Vec<Value> {
    let count = *draw.pick(&[0, 1, 2, 3, 4, 6]);
    let mut rule = || {
        let when = condition(draw, words, 3)?;
        *ids += 1;
        let at_most = name(ACTIONS[draw.below(ACTIONS.len()).max(draw.below(ACTIONS.len()))]);
        let fields = vec![
            ("id", name(format!("rule-{ids}"))),
            ("when", when),
            ("at_most", at_most),
            ("because", name(format!("rule {ids} holds"))),
        ];
        Some(object(fields))
    };
    (0..count).filter_map(|_| rule()).collect()
}

fn unavailable(draw: &mut Draw, words: &Words) -> Vec<Value> {
    let count = *draw.pick(&[0, 0, 1, 2, 4]);
    let mut entry = || {
        let when = condition(draw, words, 2)?;
        let listed: Vec<Value> = draw.some(&ACTIONS[1..]).into_iter().map(name).collect();
        let action = match listed.is_empty() || draw.chance(50) {
            true => name(draw.pick(&ACTIONS[1..])),
            false => Value::List(listed),
        };
        Some(object(vec![("action", action), ("when", when)]))
    };
    (0..count).filter_map(|_| entry()).collect()
}

/// The most options, sometimes with sets that are as good as fitted.
fn options(draw: &mut Draw, confidence: &Bands, impact: &Bands) -> Value {
    let mut fields = vec![("max", Value::Number(1.0 + draw.below(4) as f64))];
    if draw.chance(40) {
        fields.push(("threshold", sets(draw, confidence, impact)));
    }
    object(fields)
}

fn sets(draw: &mut Draw, confidence: &Bands, impact: &Bands) -> Value {
    let method = *draw.pick(&["lac", "aps"]);
    let cell = |(surer, _): &(String, f64), (harmful, _): &(String, f64)| {
        object(vec![("confidence", name(surer)), ("impact", name(harmful))])
    };
    let cells = confidence.iter().flat_map(|surer| impact.iter().map(move |harmful| cell(surer, harmful)));
    let mut cells: Vec<Value> = cells.chain([Value::Null]).collect();
    draw.shuffle(&mut cells);
    cells.truncate(1 + draw.below(cells.len()));
    let pool: &[f64] =
        if method == "lac" { &[0.0, 0.05, 0.1, 0.3, 0.5, 0.9] } else { &[0.0, 0.5, 0.9, 0.95, 1.0, 1.5] };
    let mut set = |cell: Value| {
        let threshold = Value::Number(*draw.pick(pool));
        let count = Value::Number(1000.0);
        object(vec![("cell", cell), ("labels", count.clone()), ("index", count), ("threshold", threshold)])
    };
    let cells = cells.into_iter().map(&mut set).collect();
    object(vec![
        ("method", name(method)),
        ("coverage", Value::Number(0.9)),
        ("delta", Value::Number(0.05)),
        ("cells_tested", Value::Number(65.0)),
        ("model", name("m")),
        ("cells", Value::List(cells)),
    ])
}

fn audit(draw: &mut Draw) -> Value {
    let mut rate = || Value::Number(*draw.pick(&[0.0, 0.02, 0.5, 0.9, 1.0]));
    let mut fields = vec![("rate", rate())];
    fields.extend([("explore_rate", rate())]);
    fields.truncate(1 + draw.below(2));
    fields.push(("salt", name(draw.pick(&["2026-11", "s", " \u{1F642}é"]))));
    object(fields)
}

fn review() -> Value {
    object(vec![("expires_after_s", Value::Number(86400.0)), ("then", name("abstain"))])
}

/// A condition for a `require` of the document, if it has anything to name.
pub fn requirement(draw: &mut Draw, document: &Value) -> Option<Value> {
    let mut signals = get(document, "signals").map_or(&[][..], crate::tree::fields).to_vec();
    signals.retain(|signal| !is_monitored(signal));
    let listed = get(document, "operations").map_or(&[][..], crate::tree::fields).iter();
    let operations = listed.map(|(operation, _)| operation.clone()).collect();
    condition(draw, &Words { signals, operations, margins: false }, 2)
}

/// The document with one more `require` or `tests` entry.
pub fn with_entry(document: &Value, list: &str, entry: Value) -> Value {
    let mut entries = get(document, list).map_or(&[][..], items).to_vec();
    entries.push(entry);
    with(document, list, Some(Value::List(entries)))
}

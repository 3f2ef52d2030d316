//! Every input that a document can tell apart, as a grid: on each cut point and between any two, absent and bad.

use super::Asked;
use super::input::{confidence_cuts, cuts_of, fits, numbers_named};
use crate::tree::{fields, get, items, name, number, object, text};
use leeway::json::Value;

/// The inputs of a document, by number.
pub struct Grid {
    operations: Vec<Option<Value>>,
    models: Vec<Option<Value>>,
    moments: Vec<Option<Value>>,
    confidences: Vec<Option<Value>>,
    /// How far the runner-up is below the confidence.
    margins: Vec<Option<f64>>,
    counts: Vec<usize>,
    impacts: Vec<Option<Value>>,
    signals: Vec<(String, Vec<Option<Value>>)>,
}

impl Grid {
    pub fn new(document: &Value) -> Grid {
        let margins = numbers_named(document, "margin_below");
        let counts = numbers_named(document, "alternatives_below");
        let signals = get(document, "signals").map_or(&[][..], fields).iter();
        Grid {
            operations: operations(document),
            models: models(document),
            moments: moments(document),
            confidences: confidences(document),
            margins: margins_beside(&margins),
            counts: counts_beside(&counts),
            impacts: impacts(document),
            signals: signals.map(|(signal, declared)| (signal.clone(), values(document, signal, declared))).collect(),
        }
    }

    /// The legal values of a signal.
    pub fn values(document: &Value, signal: &str, declared: &Value) -> Vec<Value> {
        match get(declared, "type").and_then(text) {
            Some("number") => {
                let cuts = cuts_of(document, signal);
                between(&cuts, f64::NEG_INFINITY, f64::INFINITY).into_iter().map(Value::Number).collect()
            }
            Some("boolean") => vec![Value::Boolean(false), Value::Boolean(true)],
            _ => items(get(declared, "values").unwrap()).to_vec(),
        }
    }

    /// How many inputs there are.
    pub fn len(&self) -> usize {
        let signals: usize = self.signals.iter().map(|(_, values)| values.len()).product();
        let others = [self.operations.len(), self.confidences.len(), self.margins.len(), self.counts.len()];
        signals * others.iter().product::<usize>() * self.impacts.len() * self.models.len() * self.moments.len()
    }

    pub fn at(&self, place: usize) -> Asked {
        let mut rest = place;
        let mut input = Vec::new();
        let operation = take(&mut rest, &self.operations);
        let model = take(&mut rest, &self.models);
        let moment = take(&mut rest, &self.moments);
        let confidence = take(&mut rest, &self.confidences);
        let (margin, count, impact) =
            (take(&mut rest, &self.margins), take(&mut rest, &self.counts), take(&mut rest, &self.impacts));
        let sure = confidence.as_ref().and_then(number).unwrap_or(0.5);
        input.extend(operation.clone().map(|operation| ("operation", operation)));
        input.extend(model.clone().map(|model| ("model", model)));
        input.extend(moment.clone().map(|moment| ("now", moment)));
        input.extend(confidence.clone().map(|confidence| ("confidence", confidence)));
        input.extend(margin.map(|margin| ("second", Value::Number((sure - margin).max(0.0)))));
        input.extend(impact.clone().map(|impact| ("impact", impact)));
        if *count > 0 {
            let one = |at: usize| {
                let confidence = if at == 0 { sure } else { 0.0 };
                object(vec![("label", name("label")), ("confidence", Value::Number(confidence))])
            };
            input.push(("alternatives", Value::List((0..*count).map(one).collect())));
        }
        let signals = self.signals.iter().filter_map(|(signal, values)| {
            let value = take(&mut rest, values).clone()?;
            Some((signal.clone(), value))
        });
        input.push(("signals", Value::Object(signals.collect())));
        Asked { input: object(input), health: None }
    }
}

/// The digit of the number in base `list.len()`.
fn take<'a, T>(rest: &mut usize, list: &'a [T]) -> &'a T {
    let digit = *rest % list.len();
    *rest /= list.len();
    &list[digit]
}

/// The numbers, one between any two of them, and both ends.
fn between(cuts: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut cuts: Vec<f64> =
        cuts.iter().copied().chain([low, high]).filter(|cut| low <= *cut && *cut <= high).collect();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup_by(|a, b| *a == *b);
    let middles: Vec<f64> = cuts.windows(2).map(|pair| middle(pair[0], pair[1])).collect();
    cuts.extend(middles);
    cuts
}

fn middle(low: f64, high: f64) -> f64 {
    match (low.is_infinite(), high.is_infinite()) {
        (true, true) => 0.0,
        (true, false) => high - high.abs() - 1.0,
        (false, true) => low + low.abs() + 1.0,
        (false, false) => low / 2.0 + high / 2.0,
    }
}

fn margins_beside(cuts: &[f64]) -> Vec<Option<f64>> {
    if cuts.is_empty() {
        return vec![None];
    }
    between(cuts, 0.0, 1.0).into_iter().map(Some).chain([None]).collect()
}

fn counts_beside(cuts: &[f64]) -> Vec<usize> {
    let mut counts: Vec<usize> = cuts.iter().flat_map(|cut| [*cut as usize - 1, *cut as usize]).chain([0]).collect();
    counts.sort_unstable();
    counts.dedup();
    counts
}

fn operations(document: &Value) -> Vec<Option<Value>> {
    let Some(listed) = get(document, "operations") else { return vec![None] };
    let listed = fields(listed).iter().map(|(operation, _)| operation.as_str());
    let named = listed.filter(|operation| *operation != "*").chain(["unheard-of"]);
    named.map(|operation| Some(name(operation))).chain([None]).collect()
}

fn models(document: &Value) -> Vec<Option<Value>> {
    if get(document, "calibration").is_none() && fits(document).is_empty() {
        return vec![None];
    }
    let listed = super::models(document).into_iter().chain(["unheard-of".to_owned()]);
    listed.map(|model| Some(name(model))).chain([None]).collect()
}

/// The last moments of evidence, and one after all of them.
fn moments(document: &Value) -> Vec<Option<Value>> {
    let mut last: Vec<f64> = fits(document).iter().filter_map(|fit| get(fit, "valid_until").and_then(number)).collect();
    last.sort_by(f64::total_cmp);
    last.dedup();
    let moments = last.into_iter().map(|moment| Some(Value::Number(moment)));
    moments.chain([None]).collect()
}

fn confidences(document: &Value) -> Vec<Option<Value>> {
    let mut cuts = confidence_cuts(document);
    cuts.push(1.0);
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let mut all: Vec<_> = cuts.into_iter().map(|cut| Some(Value::Number(cut))).collect();
    all.push(None);
    all
}

fn impacts(document: &Value) -> Vec<Option<Value>> {
    let bands = fields(get(document, "impact").unwrap()).iter();
    let mut all: Vec<_> = bands.map(|(_, bound)| Some(bound.clone())).collect();
    all.extend([None, Some(Value::Boolean(true))]);
    all
}

/// Legal values, absent and bad.
fn values(document: &Value, signal: &str, declared: &Value) -> Vec<Option<Value>> {
    let legal = Grid::values(document, signal, declared).into_iter().map(Some);
    legal.chain([None, Some(Value::List(Vec::new()))]).collect()
}

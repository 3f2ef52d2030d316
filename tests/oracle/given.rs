//! Step 1 of DESIGN section 3: what was given, and what is wrong with it.

use super::{Fault, rank};
use crate::tree::{get, items, number, text};
use leeway::json::Value;

/// The input and health after the check. A field with a finding is absent here.
#[derive(Debug)]
pub struct Given {
    /// The name, where confidence is calibrated.
    pub model: Option<String>,
    /// As given.
    pub confidence: Option<f64>,
    pub second: Option<f64>,
    /// Labels with their confidence, the prediction first.
    pub alternatives: Vec<(String, f64)>,
    pub operation: Option<String>,
    /// The input's impact as a number.
    pub impact: Option<f64>,
    /// The declared signals that are known, defaults included.
    pub signals: Vec<(String, Value)>,
    /// The most autonomy that input and health allow.
    pub ceiling: usize,
    /// The fields with findings and their problems, in the order of the step's sentence.
    pub findings: Findings,
}

type Findings = Vec<(String, &'static str)>;

impl Given {
    pub fn signal(&self, name: &str) -> Option<&Value> {
        self.signals.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// What became of a field: absent, good, or bad with the problem.
#[derive(Clone, PartialEq)]
enum Field<T> {
    Absent,
    Good(T),
    Bad(&'static str),
}

impl<T> Field<T> {
    fn from(value: Option<&Value>, read: impl Fn(&Value) -> Result<T, &'static str>) -> Field<T> {
        match value.map(read) {
            None => Field::Absent,
            Some(Ok(good)) => Field::Good(good),
            Some(Err(problem)) => Field::Bad(problem),
        }
    }

    fn good(self) -> Option<T> {
        match self {
            Field::Good(value) => Some(value),
            Field::Absent | Field::Bad(_) => None,
        }
    }

    fn is_bad(&self) -> bool {
        matches!(self, Field::Bad(_))
    }

    /// Absence is a problem where the field is needed.
    fn problem(&self, needed: bool) -> Option<&'static str> {
        match self {
            Field::Absent => needed.then_some("absent"),
            Field::Bad(problem) => Some(problem),
            Field::Good(_) => None,
        }
    }
}

pub fn check(document: &Value, input: &Value, health: Option<&Value>, fault: Option<Fault>) -> Given {
    let alternatives = Field::from(get(input, "alternatives"), ranked);
    // "where `confidence` or `second` is absent, the first and the second alternative's are
    // taken"; "a field with a finding is not filled; alternatives with a finding fill nothing"
    let confidence = filled(Field::from(get(input, "confidence"), probability), &alternatives, 0);
    let second = not_above(filled(Field::from(get(input, "second"), probability), &alternatives, 1), &confidence);
    let operations = get(document, "operations");
    // "an absent model, or one with no map, is a finding"
    let maps = get(document, "calibration");
    let model = maps.map_or(Field::Absent, |maps| named(maps, input, "model"));
    // "no operations declared (an operation given is then ignored)"
    let operation = operations.map_or(Field::Absent, |listed| named(listed, input, "operation"));
    let impact = Field::from(get(input, "impact"), |value| impact(document, value));

    let mut findings = Vec::new();
    let mut note = |field: &str, problem: Option<&'static str>| {
        findings.extend(problem.map(|problem| (field.to_owned(), problem)));
    };
    note("input", no_object(Some(input)));
    note("model", model.problem(maps.is_some()));
    note("confidence", confidence.problem(get(document, "without_confidence").is_none()));
    note("second", second.problem(false));
    note("alternatives", alternatives.problem(false));
    note("operation", operation.problem(operations.is_some()));
    // "no operations declared and no impact"
    note("impact", impact.problem(operations.is_none()));
    let signals = signals(document, input, health, fault, &mut note);
    let ceiling = ceiling(input, health, fault, &mut note);

    Given {
        model: model.good(),
        confidence: confidence.good(),
        second: second.good(),
        alternatives: alternatives.good().unwrap_or_default(),
        operation: operation.good(),
        impact: impact.good(),
        signals,
        ceiling,
        findings,
    }
}

fn no_object(value: Option<&Value>) -> Option<&'static str> {
    value.is_some_and(|value| !matches!(value, Value::Object(_))).then_some("wrong_type")
}

fn probability(value: &Value) -> Result<f64, &'static str> {
    match number(value) {
        None => Err("wrong_type"),
        Some(number) if number.is_nan() => Err("not_a_number"),
        Some(number) if !(0.0..=1.0).contains(&number) => Err("out_of_range"),
        Some(number) => Ok(number),
    }
}

fn filled(field: Field<f64>, alternatives: &Field<Vec<(String, f64)>>, place: usize) -> Field<f64> {
    match (field, alternatives) {
        (Field::Absent, Field::Good(list)) => list.get(place).map_or(Field::Absent, |(_, c)| Field::Good(*c)),
        (field, _) => field,
    }
}

/// "or above a confidence that is present"
fn not_above(second: Field<f64>, confidence: &Field<f64>) -> Field<f64> {
    match (&second, confidence) {
        (Field::Good(low), Field::Good(high)) if low > high => Field::Bad("above_confidence"),
        _ => second,
    }
}

/// "a list of `{label, confidence}`, in descending order (equal is in order)"
fn ranked(value: &Value) -> Result<Vec<(String, f64)>, &'static str> {
    let Value::List(list) = value else { return Err("wrong_type") };
    let mut ranked: Vec<(String, f64)> = Vec::new();
    for item in list {
        let label = get(item, "label").and_then(text).ok_or("wrong_type")?;
        let confidence = probability(get(item, "confidence").ok_or("wrong_type")?)?;
        if ranked.last().is_some_and(|(_, before)| *before < confidence) {
            return Err("out_of_order");
        }
        ranked.push((label.to_owned(), confidence));
    }
    Ok(ranked)
}

/// "operations declared and the operation absent, not a string, or not listed and no `*`", and models likewise
fn named(listed: &Value, input: &Value, field: &str) -> Field<String> {
    Field::from(get(input, field), |value| {
        let name = text(value).ok_or("wrong_type")?;
        get(listed, name).or_else(|| get(listed, "*")).ok_or("not_listed")?;
        Ok(name.to_owned())
    })
}

/// "neither a number in [0,1] nor the name of an impact band"
fn impact(document: &Value, value: &Value) -> Result<f64, &'static str> {
    let bands = get(document, "impact").ok_or("not_listed")?;
    match text(value) {
        Some(band) => get(bands, band).and_then(number).ok_or("not_listed"),
        None => probability(value),
    }
}

fn signals(
    document: &Value,
    input: &Value,
    health: Option<&Value>,
    fault: Option<Fault>,
    note: &mut impl FnMut(&str, Option<&'static str>),
) -> Vec<(String, Value)> {
    let of_input = get(input, "signals");
    let of_health = health.and_then(|health| get(health, "signals"));
    note("signals", no_object(of_input));
    note("health.signals", no_object(of_health));
    let (first, then) = match fault {
        Some(Fault::HealthSignalCountsFirst) => (of_health, of_input),
        _ => (of_input, of_health),
    };
    let mut by_name: Vec<&(String, Value)> = super::declared(document).iter().collect();
    by_name.sort_by(|a, b| a.0.cmp(&b.0));
    let mut known = Vec::new();
    for (name, declared) in by_name {
        // A part that is not an object has no members, so the other part is checked all the same.
        let value = first.and_then(|part| get(part, name)).or_else(|| then.and_then(|part| get(part, name)));
        let default = get(declared, "default").cloned();
        match Field::from(value, |value| legal(declared, value)) {
            Field::Good(value) => known.push((name.clone(), value)),
            Field::Absent => known.extend(default.map(|value| (name.clone(), value))),
            Field::Bad(problem) => {
                note(&format!("signals.{name}"), Some(problem));
                let patched = default.filter(|_| fault == Some(Fault::DefaultReplacesAFinding));
                known.extend(patched.map(|value| (name.clone(), value)));
            }
        }
    }
    // "`signals` that is not an object (then every declared signal counts as absent, without default)"
    if no_object(of_input).or(no_object(of_health)).is_some() {
        known.clear();
    }
    known
}

/// "a declared signal of the wrong type, NaN, or not among its `values` (infinite is a number)"
fn legal(declared: &Value, value: &Value) -> Result<Value, &'static str> {
    match (get(declared, "type").and_then(text), value) {
        (Some("number"), Value::Number(number)) if number.is_nan() => Err("not_a_number"),
        (Some("number"), Value::Number(_)) | (Some("boolean"), Value::Boolean(_)) => Ok(value.clone()),
        (Some("string"), Value::Text(_)) => {
            let listed = get(declared, "values").is_some_and(|values| items(values).contains(value));
            if listed { Ok(value.clone()) } else { Err("not_listed") }
        }
        _ => Err("wrong_type"),
    }
}

/// "of two ceilings the lower"; "an `at_most` or `health` with a finding is a ceiling of `block`"
fn ceiling(
    input: &Value,
    health: Option<&Value>,
    fault: Option<Fault>,
    note: &mut impl FnMut(&str, Option<&'static str>),
) -> usize {
    let health = health.filter(|health| !matches!(health, Value::Null));
    let action = |value: &Value| rank(text(value).ok_or("wrong_type")?).ok_or("not_listed");
    let of_input = Field::from(get(input, "at_most"), action);
    let of_health = Field::from(health.and_then(|health| get(health, "at_most")), action);
    note("at_most", of_input.problem(false));
    note("health", no_object(health));
    note("health.at_most", of_health.problem(false));
    let bad = of_input.is_bad() || of_health.is_bad() || no_object(health).is_some();
    if bad && fault != Some(Fault::BadCeilingIsNone) {
        return 0;
    }
    let most = super::ACTIONS.len() - 1;
    of_input.good().unwrap_or(most).min(of_health.good().unwrap_or(most))
}

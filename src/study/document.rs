//! Parts put into a policy's document.

use crate::api;
use crate::calibrate::{Map, Method};
use crate::error::Given;
use crate::json;
use crate::policy::{self, Policy, compile, options_scope};
use crate::tune::put_sets;
use crate::value::{Fields, Value, items};

use super::refused::Refused;

/// A policy with the tree of its document.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    pub(super) policy: Policy,
    pub(super) document: Value,
}

impl Compiled {
    /// Of a text.
    pub(super) fn of_text(text: &str) -> Result<Self, Refused> {
        let refused = |diagnostics| Refused::Document(Given::Policy, diagnostics);
        let policy = api::compile(text).map_err(|error| refused(error.diagnostics))?;
        let document = json::parse(text).map_err(refused)?;
        Ok(Self { policy, document })
    }

    /// Of a text without its evidence, which need not be about what the document says now: it is about to be found anew.
    pub(super) fn without_evidence(text: &str) -> Result<(Self, Option<Value>), Refused> {
        let Ok(Value::Object(mut members)) = json::parse(text) else { return Ok((Self::of_text(text)?, None)) };
        let place = members.iter().position(|(name, _)| name == "evidence");
        let evidence = place.map(|place| members.remove(place).1);
        match Self::of_tree(Value::Object(members)) {
            Ok(compiled) => Ok((compiled, evidence)),
            // The text has the places of what is wrong.
            Err(_) => Ok((Self::of_text(text)?, None)),
        }
    }

    /// Of a tree that came of a policy that compiles.
    pub(super) fn of_tree(document: Value) -> Result<Self, Refused> {
        let refused = |diagnostics| Refused::Document(Given::Policy, diagnostics);
        let policy = api::compile(&json::write(&document)).map_err(|error| refused(error.diagnostics))?;
        Ok(Self { policy, document })
    }

    /// Of such a tree with a map, which may break its tests: that is told of what is written.
    pub(super) fn calibrated(document: Value) -> Result<Self, Refused> {
        let model = policy::read(&document).map_err(|problems| Refused::Document(Given::Policy, problems))?;
        Ok(Self { policy: compile(model, document.clone()), document })
    }
}

/// As `fmt` lays documents out.
pub(super) fn text_of(document: &Value) -> String {
    json::lay_out(&json::write(document)).unwrap_or_default()
}

/// A map as a part of the policy.
pub(super) fn map_part(method: Method, map: &Map) -> Value {
    let mut points = Vec::new();
    for point in map.points() {
        points.push(Value::List(vec![Value::Number(point.score), Value::Number(point.probability)]));
    }
    let mut out = Fields::default();
    out.put_text("method", method.name());
    out.put("points", Value::List(points));
    out.done()
}

/// The document with this map for the model, in place of one that it has.
pub(super) fn with_map(document: &Value, model: &str, part: Value) -> Value {
    let mut maps = match document.get("calibration") {
        Some(Value::Object(maps)) => maps.clone(),
        Some(_) | None => Vec::new(),
    };
    match maps.iter_mut().find(|(name, _)| name == model) {
        Some((_, place)) => *place = part,
        None => maps.push((model.to_owned(), part)),
    }
    with_member(document, "calibration", Value::Object(maps), "confidence")
}

/// The names that the calibration maps of a document are for; `*` among them.
pub(super) fn map_names(document: &Value) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(Value::Object(maps)) = document.get("calibration") {
        for (name, _) in maps {
            names.push(name.clone());
        }
    }
    names
}

/// The models that evidence has fits of.
pub(super) fn models_of_fits(evidence: Option<&Value>) -> Vec<String> {
    let mut models = Vec::new();
    for fit in fits(evidence) {
        models.extend(fit.get("model").and_then(Value::as_text).map(str::to_owned));
    }
    models
}

/// The models that evidence had fits of, and that the document has none of now.
pub(super) fn fits_dropped(before: Option<&Value>, document: &Value) -> Vec<String> {
    let left = models_of_fits(document.get("evidence"));
    let mut dropped = models_of_fits(before);
    dropped.retain(|model| !left.contains(model));
    dropped
}

/// The document with those fits of the evidence it had that still hold.
pub(super) fn with_holding_fits(document: &Value, before: Option<&Value>) -> Value {
    let Some(Value::Object(members)) = before else { return document.clone() };
    let with = |fits: Vec<Value>| {
        let mut evidence = members.clone();
        if let Some((_, place)) = evidence.iter_mut().find(|(name, _)| name == "fits") {
            *place = Value::List(fits);
        }
        with_member(document, "evidence", Value::Object(evidence), "confidence")
    };
    let mut holding = Vec::new();
    for fit in fits(before) {
        if holds(&with(vec![fit.clone()])) {
            holding.push(fit.clone());
        }
    }
    if holding.is_empty() { document.clone() } else { with(holding) }
}

/// Whether the evidence has a fit of this model to that log.
pub(super) fn fitted_to(document: &Value, model: &str, log: &str) -> bool {
    fits(document.get("evidence")).iter().any(|fit| says(fit, "model", model) && says(fit, "log", log))
}

/// Takes out fitted options where the cases that are shown them are no longer those of the text that the document came of;
/// whether it did.
pub(super) fn drop_other_options(document: &mut Value, text: &str) -> bool {
    let Ok(before) = json::parse(text) else { return false };
    let Some(sets) = before.get("options").and_then(|options| options.get("threshold")) else { return false };
    let model = sets.get("model").and_then(Value::as_text).unwrap_or_default();
    options_scope(document, model) != options_scope(&before, model) && put_sets(document, None)
}

/// Whether nothing is wrong with the evidence of a document.
fn holds(document: &Value) -> bool {
    let problems = api::errors(&json::write(document));
    !problems.iter().any(|problem| problem.pointer.starts_with("/evidence"))
}

fn fits(evidence: Option<&Value>) -> &[Value] {
    items(evidence.and_then(|evidence| evidence.get("fits")))
}

fn says(fit: &Value, name: &str, text: &str) -> bool {
    fit.get(name).and_then(Value::as_text) == Some(text)
}

/// The document with this member; a new one stands before `before`, else at the end.
pub(super) fn with_member(document: &Value, name: &str, value: Value, before: &str) -> Value {
    let Value::Object(members) = document else { return document.clone() };
    let mut members = members.clone();
    match members.iter_mut().find(|(other, _)| other == name) {
        Some((_, place)) => *place = value,
        None => {
            let place = members.iter().position(|(other, _)| other == before).unwrap_or(members.len());
            members.insert(place, (name.to_owned(), value));
        }
    }
    Value::Object(members)
}

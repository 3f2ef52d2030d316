//! Parts put into a policy's document.

use crate::api;
use crate::calibrate::{Map, Method};
use crate::error::Given;
use crate::json;
use crate::policy::Policy;
use crate::value::{Fields, Value};

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

    /// Of a tree that came of a policy that compiles.
    pub(super) fn of_tree(document: Value) -> Result<Self, Refused> {
        let refused = |diagnostics| Refused::Document(Given::Policy, diagnostics);
        let policy = api::compile(&json::write(&document)).map_err(|error| refused(error.diagnostics))?;
        Ok(Self { policy, document })
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

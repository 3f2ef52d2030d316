//! The confidence thresholds of a policy, set by set: read, replaced, and written into its document.

use crate::policy::{Family, Model, Policy};
use crate::value::Value;

/// A set of thresholds that a document names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Set {
    Base,
    /// By code.
    Operation(usize),
    /// By place.
    Segment(usize),
}

impl Family {
    /// The set whose threshold admits the family; none where the higher of two does.
    pub(super) const fn set(self) -> Option<Set> {
        match (self.segment, self.operation) {
            (None, None) => Some(Set::Base),
            (None, Some(code)) => Some(Set::Operation(code)),
            (Some(segment), None) => Some(Set::Segment(segment)),
            (Some(_), Some(_)) => None,
        }
    }
}

/// Each set in full: a bound for each band.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    base: Vec<f64>,
    /// By code; none for an operation without thresholds of its own.
    operations: Vec<Option<Vec<f64>>>,
    segments: Vec<Vec<f64>>,
}

impl Bounds {
    pub(super) fn of(policy: &Policy) -> Self {
        let model = policy.model();
        let own = |code| model.operation(code).and_then(|operation| operation.thresholds.clone());
        Self {
            base: model.confidence.bounds(),
            operations: (0..=model.operations.len()).map(own).collect(),
            segments: model.segments.iter().map(|segment| segment.thresholds.clone()).collect(),
        }
    }

    pub(super) fn get(&self, set: Set, band: usize) -> Option<f64> {
        let bounds = match set {
            Set::Base => Some(&self.base),
            Set::Operation(code) => self.operations.get(code).and_then(Option::as_ref),
            Set::Segment(segment) => self.segments.get(segment),
        };
        bounds.and_then(|bounds| bounds.get(band)).copied()
    }

    pub(super) fn put(&mut self, set: Set, band: usize, bound: f64) {
        let bounds = match set {
            Set::Base => Some(&mut self.base),
            Set::Operation(code) => self.operations.get_mut(code).and_then(Option::as_mut),
            Set::Segment(segment) => self.segments.get_mut(segment),
        };
        if let Some(place) = bounds.and_then(|bounds| bounds.get_mut(band)) {
            *place = bound;
        }
    }

    /// The threshold that admits the rows of a family: of two sets that apply, the higher.
    pub(super) fn in_force(&self, family: Family) -> f64 {
        let segment = family.segment.and_then(|segment| self.get(Set::Segment(segment), family.band));
        let operation = family.operation.and_then(|code| self.get(Set::Operation(code), family.band));
        match (segment, operation) {
            (Some(segment), Some(operation)) => segment.max(operation),
            (Some(bound), None) | (None, Some(bound)) => bound,
            (None, None) => self.get(Set::Base, family.band).unwrap_or(f64::INFINITY),
        }
    }

    /// The document with these thresholds, and nothing else changed. A set that left a band to the base names it now where
    /// the base has moved.
    pub(super) fn written(&self, document: &Value, model: &Model) -> Value {
        let mut document = document.clone();
        if let Some(base) = member(&mut document, "confidence") {
            write(base, &self.base, &self.base, model);
        }
        for (code, bounds) in self.operations.iter().enumerate() {
            let name = model.operation(code).map_or("*", |operation| &operation.name);
            let place = member(&mut document, "operations").and_then(|operations| member(operations, name));
            if let (Some(bounds), Some(operation)) = (bounds, place) {
                write_own(operation, bounds, &self.base, model);
            }
        }
        if let Some(Value::List(segments)) = member(&mut document, "segments") {
            for (segment, bounds) in segments.iter_mut().zip(&self.segments) {
                write_own(segment, bounds, &self.base, model);
            }
        }
        document
    }
}

/// Writes each bound that the object does not give: by naming it, or by leaving it to the base.
fn write(object: &mut Value, bounds: &[f64], base: &[f64], model: &Model) {
    for ((band, bound), base) in model.confidence.bands.iter().zip(bounds).zip(base).skip(1) {
        let given = object.get(&band.name).map_or(Some(*base), number);
        if given.is_some_and(|given| given.total_cmp(bound).is_ne()) {
            match member(object, &band.name) {
                Some(place) => *place = Value::Number(*bound),
                None => push(object, &band.name, Value::Number(*bound)),
            }
        }
    }
}

/// The same for an operation or a segment, which may name no threshold.
fn write_own(entry: &mut Value, bounds: &[f64], base: &[f64], model: &Model) {
    let before = entry.get("confidence").filter(|own| **own != Value::Null).cloned();
    let before = before.unwrap_or(Value::Object(Vec::new()));
    let mut object = before.clone();
    write(&mut object, bounds, base, model);
    if object == before {
        return;
    }
    match member(entry, "confidence") {
        Some(place) => *place = object,
        None => push(entry, "confidence", object),
    }
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn push(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.push((name.to_owned(), value));
    }
}

fn member<'a>(object: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    let Value::Object(members) = object else { return None };
    members.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
}

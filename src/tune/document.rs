//! A fit in its policy's document.

use crate::decide::Decision;
use crate::policy::{self, Model, Policy, compile};
use crate::value::{Fields, Value, items};

use super::evidence::Provenance;
use super::fit::Fitted;

impl Fitted {
    /// The document with the fitted thresholds and the evidence for them, in place of an older fit of the same model. A fit
    /// of another model stays where all that it says still holds; where the thresholds are now others than it tested, it is
    /// taken out, and that model is no longer automatic.
    ///
    /// A test of the document that names no model, and fails without, is given the fitted one's name, and the last moment of
    /// the fit where it has one and the test has none: evidence is about inputs that name theirs.
    #[must_use]
    pub fn with_evidence(&self, model: &Model, provenance: &Provenance) -> Value {
        let evidence = self.evidence(model, provenance);
        let old = self.document.get("evidence").cloned().unwrap_or(Value::Null);
        let mut fits = vec![evidence];
        for fit in items(old.get("fits")) {
            if fit.get("model").and_then(Value::as_text) != Some(&self.model) {
                let mut tried = fits.clone();
                tried.push(fit.clone());
                if read(&with_fits(&self.document, &old, tried.clone())).is_some() {
                    fits = tried;
                }
            }
        }
        with_model_in_tests(with_fits(&self.document, &old, fits), &self.model, provenance.valid_until)
    }
}

/// The document, whose tests that fail and name no model are given this one's name, and those that fail and are of this model
/// the last moment of its fit, where they have none.
#[must_use]
pub fn with_model_in_tests(mut document: Value, model: &str, valid_until: Option<f64>) -> Value {
    let Some(policy) = read(&document) else { return document };
    let Some(Value::List(tests)) = member(&mut document, "tests") else { return document };
    for (test, read) in tests.iter_mut().zip(&policy.model().tests) {
        let decide = |given: &Value| policy.decide(given, read.health.as_ref());
        let passes = |decision: &Decision| decision.action == read.expect;
        let named = read.given.get("model");
        if passes(&decide(&read.given)) || named.is_some_and(|named| named.as_text() != Some(model)) {
            continue;
        }
        let mut given = read.given.clone();
        if named.is_none() {
            put(&mut given, "model", Value::Text(model.to_owned()));
        }
        if let Some(until) = valid_until.filter(|_| given.get("now").is_none()) {
            put(&mut given, "now", Value::Number(until));
        }
        if let Some(place) = member(test, "given") {
            *place = given;
        }
    }
    document
}

fn with_fits(document: &Value, old: &Value, fits: Vec<Value>) -> Value {
    let mut evidence = Fields::default();
    if let Some(at_most) = old.get("at_most") {
        evidence.put("at_most", at_most.clone());
    }
    evidence.put("fits", Value::List(fits));
    let mut document = document.clone();
    match member(&mut document, "evidence") {
        Some(place) => *place = evidence.done(),
        None => put(&mut document, "evidence", evidence.done()),
    }
    document
}

/// The policy, where the structure of its document is sound.
pub(super) fn read(document: &Value) -> Option<Policy> {
    policy::read(document).ok().map(|model| compile(model, document.clone()))
}

fn member<'a>(object: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    let Value::Object(members) = object else { return None };
    members.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.push((name.to_owned(), value));
    }
}

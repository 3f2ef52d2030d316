//! Studies of policies. What cannot be studied is answered with `{given, diagnostics}`, which document it is and why.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use leeway::analyze::SignOff;
use leeway::api::{self, Home};
use leeway::error::{Given, PolicyError, Refused};
use leeway::verbs;
use leeway_carry::parsed;

/// Errors, warnings and hints of a document.
///
/// # Errors
/// None that input could reach.
#[wasm_bindgen]
pub fn check(text: &str) -> Result<JsValue, JsValue> {
    parsed(&api::check(text))
}

/// Where two policies give different actions.
///
/// # Errors
/// What is wrong with the first document that does not compile.
#[wasm_bindgen]
pub fn diff(before: &str, after: &str) -> Result<JsValue, JsValue> {
    parsed(&api::diff(before, after).map_err(|error| refused(&error))?)
}

/// The document's tests and those beside it, as a JSON list, run.
///
/// # Errors
/// What is wrong with the document or with the tests.
#[wasm_bindgen]
pub fn test(text: &str, beside: Option<String>) -> Result<JsValue, JsValue> {
    parsed(&api::test(text, beside.as_deref()).map_err(|error| refused(&error))?)
}

/// What the document's tests and those beside it, as a JSON list, exercise.
///
/// # Errors
/// What is wrong with the document or with the tests.
#[wasm_bindgen]
pub fn coverage(text: &str, beside: Option<String>) -> Result<JsValue, JsValue> {
    let runs = match beside {
        None => Vec::new(),
        Some(beside) => api::test(text, Some(&beside)).map_err(|error| refused(&error))?,
    };
    let beside: Vec<_> = runs.into_iter().filter(|run| run.home == Home::Beside).map(|run| run.test).collect();
    parsed(&api::coverage(text, &beside).map_err(not_compiled)?)
}

/// The policy in words: its name and hash, Markdown, and HTML.
///
/// # Errors
/// What is wrong with the first document that does not compile.
#[wasm_bindgen]
pub fn sign_off(text: &str, approved: Option<String>) -> Result<Vec<JsValue>, JsValue> {
    let page = api::sign_off(text, approved.as_deref()).map_err(|error| refused(&error))?;
    Ok(texts(&page))
}

/// Name, hash, Markdown and HTML.
pub(crate) fn texts(page: &SignOff) -> Vec<JsValue> {
    let texts = [page.name.clone(), page.hash.clone(), page.to_markdown(), page.to_html()];
    texts.into_iter().map(JsValue::from).collect()
}

/// Two policies over a log.
#[wasm_bindgen]
pub struct LogStudy(verbs::LogStudy);

#[wasm_bindgen]
impl LogStudy {
    /// For two policies; perhaps with the operations of predicted labels, the health of all rows, and the model of those that
    /// name none.
    ///
    /// # Errors
    /// What is wrong with the first of these that cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(
        before: &str,
        after: &str,
        operations: Option<String>,
        health: Option<String>,
        model: Option<String>,
    ) -> Result<Self, JsValue> {
        let study = verbs::LogStudy::new(before, after, operations.as_deref(), health.as_deref());
        Ok(Self(study.map_err(|error| refused(&error))?.named(model)))
    }

    /// Counts what is complete with these bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.0.feed(bytes);
    }

    /// Counts what is left; what was found.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        self.0.finish();
        parsed(&self.0)
    }
}

fn not_compiled(PolicyError { diagnostics }: PolicyError) -> JsValue {
    refused(&Refused { given: Given::Policy, diagnostics })
}

fn refused(error: &Refused) -> JsValue {
    parsed(error).unwrap_or(JsValue::NULL)
}

//! Studies of policies. What cannot be studied is answered with the diagnostics that say why.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use leeway::api::{self, Home};
use leeway::error::PolicyError;

use super::to_js;

/// Errors, warnings and hints of a document.
///
/// # Errors
/// None that input could reach.
#[wasm_bindgen]
pub fn check(text: &str) -> Result<JsValue, JsValue> {
    to_js(&api::check(text))
}

/// Where two policies give different actions.
///
/// # Errors
/// The diagnostics of the first document that does not compile.
#[wasm_bindgen]
pub fn diff(before: &str, after: &str) -> Result<JsValue, JsValue> {
    to_js(&api::diff(before, after).map_err(refused)?)
}

/// What the document's tests and those beside it, as a JSON list, exercise.
///
/// # Errors
/// The diagnostics of the document or of the tests.
#[wasm_bindgen]
pub fn coverage(text: &str, beside: Option<String>) -> Result<JsValue, JsValue> {
    let runs = match beside {
        None => Vec::new(),
        Some(beside) => match api::test(text, Some(&beside)) {
            Ok(runs) => runs,
            Err(not_run) => return Err(to_js(&not_run.diagnostics)?),
        },
    };
    let beside: Vec<_> = runs.into_iter().filter(|run| run.home == Home::Beside).map(|run| run.test).collect();
    to_js(&api::coverage(text, &beside).map_err(refused)?)
}

/// The policy in words: its name and hash, Markdown, and HTML.
///
/// # Errors
/// The diagnostics of the first document that does not compile.
#[wasm_bindgen]
pub fn sign_off(text: &str, approved: Option<String>) -> Result<Vec<JsValue>, JsValue> {
    let page = api::sign_off(text, approved.as_deref()).map_err(refused)?;
    let texts = [page.name.clone(), page.hash.clone(), page.to_markdown(), page.to_html()];
    Ok(texts.into_iter().map(JsValue::from).collect())
}

fn refused(error: PolicyError) -> JsValue {
    to_js(&error.diagnostics).unwrap_or(JsValue::NULL)
}

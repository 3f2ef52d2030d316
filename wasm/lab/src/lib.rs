//! The JavaScript boundary of the lab: carries values over and decides nothing. It shares no memory with the engine, so
//! it is given documents, never a policy.

#![cfg(target_arch = "wasm32")]

pub mod verbs;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use leeway::api;
use leeway::value::Plain;

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Plain objects, null for nothing. What is serialised here has string keys and finite depth, so it does not fail.
fn to_js(value: &dyn Plain) -> Result<JsValue, JsValue> {
    Ok(value.plain().serialize(&Serializer::json_compatible())?)
}

/// All diagnostics of a document.
///
/// # Errors
/// None that input could reach.
#[wasm_bindgen]
pub fn check(text: &str) -> Result<JsValue, JsValue> {
    to_js(&api::check(text))
}

//! What the lab's and the program's modules have in common: how answers go over to JavaScript, and the allocator.

#![cfg(target_arch = "wasm32")]

use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::JsValue;

use leeway::json;
use leeway::value::Plain;

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Plain objects, null for nothing; as one JSON text, which JavaScript parses faster than it puts an object together field by
/// field, and which weighs 1.5 KB less.
///
/// # Errors
/// None: what is written can be read.
pub fn parsed(value: &dyn Plain) -> Result<JsValue, JsValue> {
    JSON::parse(&json::write_for_javascript(&value.plain()))
}

/// Plain objects, null for nothing.
///
/// # Errors
/// None: what is serialised has string keys and finite depth.
pub fn to_js(value: &dyn Plain) -> Result<JsValue, JsValue> {
    Ok(value.plain().serialize(&Serializer::json_compatible())?)
}

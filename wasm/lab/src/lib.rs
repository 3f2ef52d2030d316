//! The JavaScript boundary of the lab: carries values over and decides nothing. It shares no memory with the engine, so
//! it is given documents, never a policy.

#![cfg(target_arch = "wasm32")]

pub mod study;
pub mod verbs;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::JsValue;

use leeway::value::Plain;

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Plain objects, null for nothing. What is serialised here has string keys and finite depth, so it does not fail.
fn to_js(value: &dyn Plain) -> Result<JsValue, JsValue> {
    Ok(value.plain().serialize(&Serializer::json_compatible())?)
}

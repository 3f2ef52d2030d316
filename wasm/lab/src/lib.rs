//! The JavaScript boundary of the lab: carries values over and decides nothing. It shares no memory with the engine, so
//! it is given documents, never a policy.

#![cfg(target_arch = "wasm32")]

pub mod log;
pub mod study;

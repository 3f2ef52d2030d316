//! The JavaScript boundary of the command line in the npm package: carries files and answers over and decides nothing.
#![cfg(target_arch = "wasm32")]

pub mod verbs;

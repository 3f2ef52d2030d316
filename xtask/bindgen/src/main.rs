//! wasm-bindgen's two programs as one: `xtask-bindgen generate ...` takes the arguments of
//! `wasm-bindgen`, `xtask-bindgen test ...` those of `wasm-bindgen-test-runner`.
//! `cargo xtask` builds this when it first needs it; it takes minutes to compile.

use std::env::args_os;
use std::ffi::OsString;
use wasm_bindgen_cli::{wasm_bindgen, wasm_bindgen_test_runner};

fn main() -> anyhow::Result<()> {
    let mut arguments = args_os();
    arguments.next();
    let command = arguments.next().unwrap_or_default();
    let arguments: Vec<OsString> = std::iter::once(command.clone()).chain(arguments).collect();
    match command.to_str() {
        Some("generate") => wasm_bindgen::run_cli_with_args(arguments),
        Some("test") => wasm_bindgen_test_runner::run_cli_with_args(arguments),
        _ => anyhow::bail!("the first argument is `generate` or `test`"),
    }
}

//! The core compiled to WebAssembly, in Node or, with `WASM_BINDGEN_USE_BROWSER=1`, in a headless
//! browser: the cases of `tests/cases/` (part of the binary, since there are no files there), the
//! reference vectors, and agreement with the second reading.
#![cfg(target_arch = "wasm32")]
#![expect(dead_code, unused_imports, reason = "the native suite uses more of these modules")]
#![expect(unreachable_pub, reason = "modules of a test binary: `pub` says what the other modules use")]

mod agree;
mod cases;
mod columns;
mod generate;
mod oracle;
mod tree;
mod vectors;

use include_dir::{Dir, File, include_dir};
use wasm_bindgen_test::wasm_bindgen_test;

static CASES: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/cases");
static VECTORS: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/vectors");

fn files<'a>(folder: &'a Dir<'a>) -> Vec<&'a File<'a>> {
    folder.files().chain(folder.dirs().flat_map(files)).collect()
}

#[wasm_bindgen_test]
fn cases_pass_in_wasm() {
    let mut passed = 0;
    let mut failures = Vec::new();
    for file in files(&CASES).into_iter().filter(|file| file.path().extension().is_some_and(|form| form != "md")) {
        let outcome = cases::run(&file.path().display().to_string(), file.contents_utf8().unwrap());
        passed += outcome.passed;
        failures.extend(outcome.failures);
    }
    assert!(failures.is_empty(), "{} cases failed, {passed} passed:\n{}", failures.len(), failures.join("\n"));
    assert!(passed > 3_000, "only {passed} cases");
}

#[wasm_bindgen_test]
fn decide_agrees_with_oracle_in_wasm() {
    agree::decide_agrees(0..400, 25);
}

#[wasm_bindgen_test]
fn columns_agree_with_decide_in_wasm() {
    columns::columns_agree(0..100);
}

#[wasm_bindgen_test]
fn vectors_hold_in_wasm() {
    let mut report = vectors::Report::default();
    for file in files(&VECTORS).into_iter().filter(|file| file.path().extension().is_some_and(|form| form == "json")) {
        report.add(&file.path().display().to_string(), file.contents_utf8().unwrap());
    }
    report.assert_holds();
}

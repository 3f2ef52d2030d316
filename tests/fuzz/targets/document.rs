//! Any text: all that can be said of it, and what `fmt` makes of it.
#![no_main]

use leeway::api;
use leeway::json;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let said = api::check(text);
    let errors = api::errors(text);
    assert_eq!(errors.is_empty(), api::compile(text).is_ok());
    assert!(errors.is_empty() || said == errors);
    if let Ok(laid_out) = json::lay_out(text) {
        assert_eq!(json::lay_out(&laid_out).as_deref(), Ok(laid_out.as_str()));
        assert_eq!(api::compile(text).map(|policy| policy.hash().to_owned()).ok(), api::compile(&laid_out).map(|policy| policy.hash().to_owned()).ok());
    }
});

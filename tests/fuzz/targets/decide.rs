//! A policy, an input and perhaps the health beside it, parted by lines of `---`: decided, explained, recorded.
#![no_main]

use leeway::{api, explain, json};
use leeway::decide::read_facts;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut parts = text.split("\n---\n");
    let Some(Ok(policy)) = parts.next().map(api::compile) else { return };
    let Some(Ok(input)) = parts.next().map(json::parse) else { return };
    let health = parts.next().and_then(|health| json::parse(health).ok());
    let decision = policy.decide(&input, health.as_ref());
    let _ = policy.record(&input, &decision, health.as_ref());
    let (facts, _) = read_facts(&policy, &input, health.as_ref());
    let explained = explain::explain(&policy, &facts);
    assert_eq!((explained.decision.action, explained.decision.reason), (decision.action, decision.reason));
});

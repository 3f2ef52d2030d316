//! Two policies, parted by a line of `---`: what differs, with examples that are decided so; and what is said of the first.
#![no_main]

use leeway::{api, policy::Policy};

fn actions(policies: [&Policy; 2], input: &leeway::json::Value) -> [leeway::Action; 2] {
    policies.map(|policy| policy.decide(input, None).action)
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Some((first, second)) = text.split_once("\n---\n") else { return };
    let (Ok(before), Ok(after)) = (api::compile(first), api::compile(second)) else { return };
    for region in api::diff(first, second).map(|diff| diff.regions).unwrap_or_default() {
        assert_eq!(actions([&before, &after], &region.example), [region.before, region.after]);
    }
    let coverage = api::coverage(first, &[]).unwrap();
    for test in coverage.missing.iter().filter_map(|missing| missing.test.as_ref()) {
        assert_eq!(before.decide(&test.given, test.health.as_ref()).action, test.expect);
    }
    let page = api::sign_off(second, Some(first)).unwrap();
    let _ = (page.to_markdown(), page.to_html());
});

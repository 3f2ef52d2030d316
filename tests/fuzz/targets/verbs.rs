//! A policy and two more texts, parted by lines of `---`, given to every verb as whatever it takes: none panics, each says
//! of the policy what the API says, and tests that are proposed can be kept beside it.
#![no_main]

use leeway::api::{self, Home};
use leeway::json;
use leeway::value::Plain;
use leeway::verbs::{self, Decider, File, FormatMode, ReportForm, Status};

fn file(name: &str, text: &str) -> File {
    File { name: name.to_owned(), text: text.to_owned() }
}

fn decided(policy: &File, health: Option<&File>, inputs: &str, size: usize, for_programs: bool) -> Option<[String; 2]> {
    let mut decider = Decider::new(policy, health, "inputs", for_programs).ok()?;
    let mut said = [String::new(), String::new()];
    let mut keep = |outcome: verbs::Outcome| {
        said[0].push_str(&outcome.out);
        said[1].push_str(&outcome.err);
    };
    inputs.as_bytes().chunks(size).for_each(|piece| keep(decider.feed(piece)));
    keep(decider.finish());
    Some(said)
}

/// The tests of a policy with those beside it, and with those that are proposed for the rest.
fn tested(policy: &str, beside: &str) {
    let Ok(runs) = api::test(policy, Some(beside)) else { return };
    let beside: Vec<_> = runs.into_iter().filter(|run| run.home == Home::Beside).map(|run| run.test).collect();
    let coverage = api::coverage(policy, &beside).unwrap();
    let proposed: Vec<_> = coverage.missing.iter().filter_map(|missing| missing.plain().get("test").cloned()).collect();
    let proposed = proposed.into_iter().filter(|test| *test != json::Value::Null).collect();
    for run in api::test(policy, Some(&json::write(&json::Value::List(proposed)))).unwrap() {
        assert!(run.passed() || run.home == Home::Document, "{}", run.test.name);
    }
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut parts = text.split("\n---\n");
    let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let policy = file("policy.json", first);
    let [second, third] = [("second.json", second), ("third.json", third)].map(|(name, text)| text.map(|text| file(name, text)));
    let compiles = api::compile(first).is_ok();
    for for_programs in [false, true] {
        let refuses = |outcome: verbs::Outcome| outcome.status == Status::Wrong;
        assert_eq!(refuses(verbs::check(std::slice::from_ref(&policy), false, for_programs)), !compiles);
        assert_eq!(refuses(verbs::types(&policy, for_programs)), !compiles);
        let form = if for_programs { ReportForm::Json } else { ReportForm::Html };
        assert_eq!(refuses(verbs::report(&policy, None, form, None)), !compiles);
        let _ = verbs::format(std::slice::from_ref(&policy), FormatMode::Check, for_programs);
        let _ = verbs::test(&policy, second.as_ref(), for_programs);
        let Some(second) = &second else { continue };
        assert_eq!(refuses(verbs::explain(&policy, second, third.as_ref(), for_programs)), !compiles);
        let whole = decided(&policy, third.as_ref(), &second.text, usize::MAX, for_programs);
        assert_eq!(whole, decided(&policy, third.as_ref(), &second.text, 5, for_programs));
    }
    if let Some(second) = &second {
        tested(first, &second.text);
    }
});

//! Mistakes planted in a policy, one of every kind that gives more than before: each is refused by `check`, or shown by
//! `diff` with an input that proves it.

use crate::tree::print;
use crate::{agree, oracle, tree};
use leeway::analyze::diff;
use leeway::json::Value;

const POLICY: &str = include_str!("cli/policies/inbox.json");

/// What finds a mistake.
#[derive(Debug, PartialEq)]
enum Caught {
    /// `check` refuses the document with this code.
    By(&'static str),
    /// `diff` shows a region that gives more than before.
    Diff,
}

/// The document with the value at a JSON pointer replaced or, by nothing, taken out.
fn planted(document: &Value, pointer: &str, value: Option<&str>) -> Value {
    let mut parts = pointer.trim_start_matches('/').splitn(2, '/');
    let (first, rest) = (parts.next().unwrap(), parts.next());
    let new = |old: Option<&Value>| match rest {
        Some(rest) => Some(planted(old.unwrap_or_else(|| panic!("{pointer} is not there")), rest, value)),
        None => value.map(|text| tree::parse(text).unwrap()),
    };
    match document {
        Value::List(items) => {
            let at: usize = first.parse().unwrap();
            let mut items = items.clone();
            match new(items.get(at)) {
                Some(value) => items[at] = value,
                None => drop(items.remove(at)),
            }
            Value::List(items)
        }
        _ => tree::with(document, first, new(tree::get(document, first))),
    }
}

fn caught(before: &Value, after: &Value) -> Option<Caught> {
    let errors = leeway::api::errors(&print(after));
    if let Some(error) = errors.first() {
        return Some(Caught::By(error.code.name()));
    }
    let diff = diff(&agree::compiled(before), &agree::compiled(after));
    assert!(!diff.cut_short);
    let gain = diff.regions.iter().find(|region| region.after > region.before)?;
    let action = |document| oracle::rank(oracle::decide(document, &gain.example, None).action).unwrap();
    assert!(action(after) > action(before), "{gain:?}");
    Some(Caught::Diff)
}

#[test]
fn planted_mistakes_are_caught() {
    let document = tree::parse(POLICY).unwrap();
    let mistakes = [
        ("a loosened threshold", "/confidence/high", Some("0.8"), Caught::Diff),
        ("a loosened threshold of an operation", "/operations/delete/confidence/high", Some("0.9"), Caught::Diff),
        ("a loosened threshold of a segment", "/segments/0/confidence/high", Some("0.86"), Caught::Diff),
        ("a segment taken out", "/segments/0", None, Caught::Diff),
        ("a removed cap", "/degrade/0", None, Caught::Diff),
        ("a removed cap that was promised", "/degrade/2", None, Caught::By("REQUIRE_BROKEN")),
        ("a cap that allows more", "/degrade/1/at_most", Some("\"suggest\""), Caught::Diff),
        ("a cap that applies to less", "/degrade/0/when/above", Some("8000"), Caught::Diff),
        ("a swapped cell", "/matrix/low/low", Some("\"auto_apply\""), Caught::Diff),
        ("a cell out of order", "/matrix/low/high", Some("\"auto_apply\""), Caught::By("MATRIX_CONFIDENCE_ORDER")),
        ("a removed raise", "/operations/reply/raise", None, Caught::Diff),
        ("an operation's impact lowered", "/operations/*/impact", Some("\"low\""), Caught::Diff),
        ("a missing signal taken for a good one", "/signals/out_of_scope/default", Some("false"), Caught::Diff),
        ("an action that stays available", "/unavailable", None, Caught::Diff),
        (
            "a promise that was loosened with its rule",
            "/degrade/2/when/all/1/is",
            Some("true"),
            Caught::By("REQUIRE_BROKEN"),
        ),
        ("findings that are given more", "/invalid", Some("\"suggest\""), Caught::By("INVALID_TOO_HIGH")),
        ("an absent confidence taken for one", "/without_confidence", Some("\"low\""), Caught::Diff),
    ];
    for (name, pointer, value, expected) in mistakes {
        assert_eq!(caught(&document, &planted(&document, pointer, value)), Some(expected), "{name}");
    }
    assert_eq!(caught(&document, &document), None);
}

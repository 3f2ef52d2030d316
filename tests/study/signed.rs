//! The sign-off over a log: its counts are those of the rows decided one by one.

use super::{beside, bundled, source};
use leeway::action::Action;
use leeway::analyze::{ENOUGH, Tally};
use leeway::api;
use leeway::error::Given;
use leeway::json::Value;
use leeway::study::{Ask, Refused, ReplayOptions, replay, sign_off};
use leeway::value::Plain;
use std::collections::BTreeMap;

fn options(text: &str) -> ReplayOptions {
    ReplayOptions::read(Ask::arguments(&super::options(text))).unwrap()
}

/// All, automatic, asked.
type Counted = (u64, Tally, u64);

/// By operation and impact, each row decided by itself.
fn by_hand(
    source: &leeway::study::Source,
    text: &str,
    model: &str,
) -> BTreeMap<(Option<String>, Option<String>), Counted> {
    let policy = api::compile(text).unwrap();
    let mut counts: BTreeMap<_, Counted> = BTreeMap::new();
    for row in (0..source.log.rows()).filter(|row| source.log.model().get(*row) == Some(model)) {
        let input = source.log.input(row, &policy, beside(source));
        let decision = policy.decide(&input, source.health.as_ref());
        let operation = input.get("operation").and_then(Value::as_text).map(str::to_owned);
        let entry = counts.entry((operation, decision.cell.map(|cell| cell.impact))).or_default();
        entry.0 += 1;
        if decision.action == Action::AutoApply {
            entry.1.add(source.log.correct()[row]);
        }
        let is_asked = matches!(decision.action, Action::Suggest | Action::ShowOptions | Action::Escalate);
        entry.2 += u64::from(is_asked);
    }
    counts
}

#[test]
fn operations_and_impacts_are_counted_as_decided() {
    let (source, text) = bundled("clinc150");
    let counted = replay(&source, &text, &options(r#"{"model": "lr-v1"}"#)).unwrap();
    let mut found = BTreeMap::new();
    for part in &counted.operations {
        let counts = (part.done.all.rows, part.done.of(Action::AutoApply), part.done.asked());
        assert!(found.insert((part.operation.clone(), part.impact.clone()), counts).is_none());
    }
    let expected = by_hand(&source, &text, "lr-v1");
    assert_eq!(found, expected);
    assert!(expected.len() > 8, "{}", expected.len());
    // Each stands in its row of the table, with its interval or with why there is none.
    let page = sign_off(&source, &text, None, &options(r#"{"model": "lr-v1"}"#)).unwrap().to_markdown();
    let (mut shares, mut gaps) = (0, 0);
    for ((operation, impact), (rows, automatic, asked)) in &expected {
        let start = format!("| `{}` | `{}` | {rows}", operation.as_ref().unwrap(), impact.as_ref().unwrap());
        let line = page.lines().find(|line| line.starts_with(&start)).expect(&start);
        let known = automatic.known();
        let wrong = format!("{} of {known})", automatic.wrong);
        if known >= ENOUGH {
            let low = (automatic.error_rate().unwrap().low * 1e4).round() / 1e2;
            assert!(line.contains(&wrong) && line.contains(&format!("%, {low}% to ")), "{line}");
            shares += 1;
        } else if automatic.rows > 0 {
            assert!(line.contains(&format!("not enough data ({wrong}")), "{line}");
            gaps += 1;
        } else {
            assert!(line.contains("| – |"), "{line}");
        }
        assert!(line.contains(&format!("| {asked}")), "{line}");
    }
    assert!(shares > 2, "{shares} {gaps}");
    let all: u64 = expected.values().map(|(rows, ..)| rows).sum();
    assert!(page.contains(&format!("| all |  | {all} (100%) |")), "{page}");
}

/// It is the same description with one section more, in every form.
#[test]
fn a_log_adds_one_section() {
    let (source, text) = bundled("sms_spam");
    let plain = api::sign_off(&text, Some(&text)).unwrap();
    let told = sign_off(&source, &text, Some(&text), &options(r#"{"model": "lr-v1", "split": "test"}"#)).unwrap();
    let ids = |page: &Value| match page.get("sections") {
        Some(Value::List(sections)) => {
            sections.iter().map(|section| section.get("id").unwrap().as_text().unwrap().to_owned()).collect::<Vec<_>>()
        }
        _ => panic!("no sections"),
    };
    let (mut with, without) = (ids(&told.plain()), ids(&plain.plain()));
    let place = with.iter().position(|id| id == "log").unwrap();
    with.remove(place);
    assert_eq!(with, without);
    let (markdown, html) = (told.to_markdown(), told.to_html());
    assert!(markdown.contains(source.log.sha256()) && markdown.contains("of the part “test”"), "{markdown}");
    assert!(html.contains("<section id=\"log\">") && html.contains(source.log.sha256()));
}

/// Bad rows stand in a row of their own, chosen labels are not counted, and rows with the same counts are not one.
#[test]
fn what_is_bad_or_chosen_is_told() {
    let policy = r#"{"leeway": 1, "name": "two", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
        "operations": {"a": {"impact": "low"}, "b": {"impact": "low"}, "*": {"impact": "high"}}}"#;
    let mut log = "id,confidence,operation,correct,label_source\n".to_owned();
    for at in 0..80 {
        let operation = ["a", "b", "other", ""][at % 4];
        log.push_str(&format!("r{at},0.9,{operation},1,{}\n", if at < 8 { "review" } else { "complete" }));
    }
    let page = sign_off(&source(&log), policy, None, &options("{}")).unwrap().to_markdown();
    for line in [
        "| `a` | `low` | 20 (25%) | 20 | not enough data (0 of 18) | 0 |",
        "| `b` | `low` | 20 (25%) | 20 | not enough data (0 of 18) | 0 |",
        "| `*` | `high` | 20 (25%) | 0 | – | 20 |",
        "| not known | bad input | 20 (25%) | 0 | – | 20 |",
        "| all |  | 80 (100%) | 40 (50%) | 0%, 0% to 9.74% (0 of 36) | 40 (50%) |",
        "are of cases that were chosen: 8 are not counted",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    // Without operations the impact stands first.
    let bare =
        r#"{"leeway": 1, "name": "none", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#;
    let page = sign_off(&source("confidence,impact\n0.9,0.1\n"), bare, None, &options("{}")).unwrap().to_markdown();
    assert!(
        page.contains("| Impact | Cases |") && page.contains("| `low` | 1 | 1 | not enough data (0 of 0) | 0 |"),
        "{page}"
    );
    // Which document cannot be used is known.
    let refused = sign_off(&source(&log), policy, Some("{}"), &options("{}")).unwrap_err();
    assert!(matches!(refused, Refused::Document(Given::Approved, _)), "{refused:?}");
    let refused = sign_off(&source(&log), "{}", Some(policy), &options("{}")).unwrap_err();
    assert!(matches!(refused, Refused::Document(Given::Policy, _)), "{refused:?}");
}

//! A log that was sorted once says of every policy what its rows come to.

use leeway::json;
use leeway::study::{Ask, Source, Sweep};
use leeway::value::{Plain, Value};

use super::source;

fn policy(high: f64, cut: f64) -> String {
    format!(
        r#"{{"leeway": 1, "name": "p", "confidence": {{"low": 0, "high": {high}}}, "impact": {{"low": 0, "high": 0.5}},
            "operations": {{"archive": {{"impact": "low"}}, "*": {{"impact": "high"}}}}, "signals": {{"size": {{"type": "number"}}}},
            "degrade": [{{"id": "large", "when": {{"signal": "size", "above": {cut}}}, "at_most": "escalate", "because": "it is large"}}]}}"#
    )
}

const LOG: &str = "model,operation,confidence,size,correct\n\
    m,archive,0.9,1,1\nm,archive,0.8,1,0\nm,delete,0.95,1,1\nm,archive,0.99,huge,0\nother,archive,0.9,1,1\nm,archive,0.7,9,\n";

fn counted(sweep: &Sweep, source: &Source, text: &str) -> Vec<String> {
    let Value::List(counts) = sweep.count(source, text).unwrap().plain() else { panic!("a list") };
    let shown = |count: &Value| {
        let field = |name: &str| json::write(count.get(name).unwrap_or(&Value::Null));
        let cell = count.get("cell").and_then(|cell| cell.get("confidence")).map_or("-".to_owned(), json::write);
        ["operation", "action", "rows", "right", "wrong"].map(field).join(" ") + " " + &cell
    };
    counts.iter().map(shown).collect()
}

#[test]
fn rows_are_counted_by_operation_cell_and_action() {
    let source = source(LOG);
    let asked = json::parse(r#"{"model": "m"}"#).unwrap();
    let sweep = Sweep::read(&source, &policy(0.85, 5.0), Ask::arguments(&asked)).unwrap();
    // `huge` is no number: the signal is a finding, and the row is decided by itself.
    let large = [r#""archive" "escalate" 1 0 1 -"#, r#""archive" "escalate" 1 0 0 "low""#];
    let star = r#""*" "suggest" 1 1 0 "high""#;
    let expected = |rest: &[&str]| {
        let mut all: Vec<String> = large.iter().chain([&star]).chain(rest).map(|line| (*line).to_owned()).collect();
        all.sort();
        all
    };
    let mut found = counted(&sweep, &source, &policy(0.85, 5.0));
    found.sort();
    let apart = [r#""archive" "auto_apply" 1 1 0 "high""#, r#""archive" "show_options" 1 0 1 "low""#];
    assert_eq!(found, expected(&apart));
    let mut found = counted(&sweep, &source, &policy(0.75, 5.0));
    found.sort();
    assert_eq!(found, expected(&[r#""archive" "auto_apply" 2 1 1 "high""#]));
}

#[test]
fn another_cut_wants_another_sweep() {
    let source = source(LOG);
    let asked = json::parse(r#"{"model": "m"}"#).unwrap();
    let sweep = Sweep::read(&source, &policy(0.85, 5.0), Ask::arguments(&asked)).unwrap();
    assert_eq!(sweep.count(&source, &policy(0.85, 6.0)).unwrap_err().code(), "OTHER_CUTS");
    assert_eq!(sweep.count(&source, "{").unwrap_err().code(), "POLICY_INVALID");
    // Names that the codes of columns stand for are others.
    for (from, to) in [("archive", "archives"), ("\"size\"", "\"sizes\"")] {
        let other = policy(0.85, 5.0).replace(from, to);
        assert_eq!(sweep.count(&source, &other).unwrap_err().code(), "OTHER_CUTS", "{other}");
    }
}

/// Where no model is named all rows count, each by the map of its own model.
#[test]
fn rows_of_several_models_are_counted_together() {
    let source = source(
        "model,operation,confidence,correct\na,archive,0.9,1\nb,archive,0.9,0\nb,archive,0.99,1\n,archive,0.9,1\n",
    );
    let maps = r#"{"calibration": {"a": {"points": [[0, 0], [1, 1]]}, "b": {"points": [[0, 0], [0.9, 0.5], [1, 1]]}},"#;
    let text = policy(0.85, 5.0)
        .replacen('{', maps, 1)
        .replace("\"type\": \"number\"", "\"type\": \"number\", \"default\": 0");
    let asked = json::parse("{}").unwrap();
    let sweep = Sweep::read(&source, &text, Ask::arguments(&asked)).unwrap();
    let mut found = counted(&sweep, &source, &text);
    found.sort();
    let high = r#""archive" "auto_apply" 2 2 0 "high""#;
    // Without a model there is no map: a finding.
    assert_eq!(found, [high, r#""archive" "escalate" 1 1 0 -"#, r#""archive" "show_options" 1 0 1 "low""#]);
}

/// Where a log names no model its rows are of the one that is asked for, whether they stand in columns or not.
#[test]
fn rows_are_of_the_model_that_the_caller_names() {
    let source = source("operation,confidence,size,correct\narchive,0.9,1,1\narchive,0.6,1,0\narchive,0.9,huge,0\n");
    let map = r#"{"calibration": {"m": {"points": [[0, 0], [0.5, 0], [0.9, 0.9], [1, 1]]}},"#;
    let text = policy(0.85, 5.0).replacen('{', map, 1);
    let asked = json::parse(r#"{"model": "m"}"#).unwrap();
    let sweep = Sweep::read(&source, &text, Ask::arguments(&asked)).unwrap();
    let mut found = counted(&sweep, &source, &text);
    found.sort();
    let low = r#""archive" "show_options" 1 0 1 "low""#;
    assert_eq!(found, [r#""archive" "auto_apply" 1 1 0 "high""#, r#""archive" "escalate" 1 0 1 -"#, low]);
}

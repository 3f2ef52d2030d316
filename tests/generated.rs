//! The generated files are what the Rust types say now. `LEEWAY_WRITE=1 cargo test --features schema,verbs` writes them anew.

use std::fs;
use std::path::Path;

use leeway::api::{self, schema};
use leeway::json::Value;
use leeway::study::{Ask, labels_needed};
use leeway::value::Plain;
use leeway::verbs::LogStudy;

fn hold(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("LEEWAY_WRITE").is_some() {
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is stale: run `LEEWAY_WRITE=1 cargo test --features schema,verbs generated`",
        path.display()
    );
}

#[test]
fn typescript_types_are_fresh() {
    hold("pkg-config/src/types.ts", &schema::typescript());
}

#[test]
fn json_schema_is_fresh() {
    hold("pkg-config/policy.schema.json", &schema::json_schema());
}

/// The names of a type's members, as TypeScript has them.
fn declared(name: &str) -> Vec<String> {
    let types = schema::typescript();
    let (_, rest) = types.split_once(&format!("export type {name} = {{")).unwrap_or_else(|| panic!("no type {name}"));
    let (body, _) = rest.split_once("};").unwrap();
    let lines = body.lines().filter_map(|line| line.split_once(':').map(|(name, _)| name.trim_end_matches('?')));
    let mut names: Vec<String> = lines.filter(|name| !name.contains([' ', '*'])).map(str::to_owned).collect();
    names.sort_unstable();
    names
}

fn assert_members(name: &str, value: &Value) {
    let Value::Object(members) = value else { panic!("{name}: {value:?}") };
    let mut found: Vec<String> = members.iter().map(|(name, _)| name.clone()).collect();
    found.sort_unstable();
    assert_eq!(found, declared(name), "{name}");
}

fn first<'v>(value: &'v Value, name: &str) -> &'v Value {
    match value.get(name) {
        Some(Value::List(items)) => items.first().unwrap_or_else(|| panic!("`{name}` is empty")),
        other => panic!("`{name}` is {other:?}"),
    }
}

/// Answers whose types are written down beside them have the members that the types say.
#[test]
fn answers_have_the_declared_members() {
    let policy = |high: &str| {
        format!(
            r#"{{"leeway": 1, "name": "a", "confidence": {{"low": 0, "high": {high}}}, "impact": {{"low": 0, "high": 0.5}},
                "tests": [{{"name": "sure", "given": {{"confidence": 0.9, "impact": 0}}, "expect": "suggest"}}]}}"#
        )
        .replace("suggest", if high == "0.9" { "auto_apply" } else { "show_options" })
    };
    let rows = [
        r#"{"confidence": 0.95, "impact": 0.1, "correct": true}"#,
        r#"{"confidence": 0.92, "impact": 0.1, "correct": 2}"#,
        r#"{"confidence": 0.9}"#,
        "{",
    ];
    let mut log = rows.join("\n");
    for at in 0..40 {
        log.push_str(&format!("\n{{\"confidence\": 0.93, \"impact\": 0, \"correct\": {}}}", at % 3 > 0));
    }
    for (before, after, telling) in [("0.9", "0.95", "lost_though_right"), ("0.95", "0.9", "gained_and_wrong")] {
        let mut study = LogStudy::new(&policy(before), &policy(after), None, None).unwrap();
        study.feed(log.as_bytes());
        study.finish();
        let study = study.plain();
        assert_members("LogDiff", &study);
        let moves = study.get("log").unwrap();
        assert_members("Moves", moves);
        assert_members("Tally", moves.get("all").unwrap());
        assert_members("Rate", moves.get("all").unwrap().get("wrong_rate").unwrap());
        assert_members("Transition", first(moves, "transitions"));
        assert_members("Telling", first(moves, telling));
        for troubles in ["findings", "unclear_outcomes", "unread"] {
            assert_members("Trouble", first(moves, troubles));
        }
    }
    for run in api::test(&policy("0.9"), None).unwrap() {
        assert_members("TestRun", &run.plain());
    }
}

/// So has what a promise needs.
#[test]
fn needs_have_the_declared_members() {
    let asked = leeway::json::parse(r#"{"target": 0.1}"#).unwrap();
    assert_members("LabelsNeeded", &labels_needed(Ask(&asked)).unwrap().plain());
}

/// Why a log cannot answer has a type too.
#[test]
fn every_code_of_a_refusal_is_declared() {
    let types = schema::typescript();
    let (_, rest) = types.split_once("export type LogErrorCode = ").unwrap();
    let (body, _) = rest.split_once(';').unwrap();
    let mut declared: Vec<&str> = body.split('|').map(|code| code.trim().trim_matches('"')).collect();
    let mut codes = leeway::study::CODES.to_vec();
    declared.sort_unstable();
    codes.sort_unstable();
    assert_eq!(codes, declared);
}

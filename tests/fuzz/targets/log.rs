//! Two policies, a log, and perhaps the operations of its labels and the health, parted by lines of `---`: however the
//! log is cut into pieces it comes to the same, and every row of NDJSON that is read counts as its two decisions.
#![no_main]

use std::collections::BTreeMap;

use leeway::api;
use leeway::json::{self, Value};
use leeway::value::Plain;
use leeway::verbs::{Beside, File, LogDiff, LogStudy};

fn studied(parts: &[&str], size: usize) -> Option<Value> {
    let [before, after, log, beside @ ..] = parts else { return None };
    let mut study = LogStudy::new(before, after, beside.first().copied(), beside.get(1).copied()).ok()?;
    log.as_bytes().chunks(size).for_each(|piece| study.feed(piece));
    study.finish();
    Some(study.plain())
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    if let Some(Value::List(items)) = value.get(name) { items } else { panic!("no list `{name}`") }
}

fn number(value: &Value, name: &str) -> f64 {
    if let Some(Value::Number(number)) = value.get(name) { *number } else { panic!("no number `{name}`") }
}

/// How many rows of NDJSON move from what to what, decided one by one.
fn expected(parts: &[&str]) -> Option<BTreeMap<[String; 2], u32>> {
    let [before, after, log] = parts else { return None };
    let policies = [api::compile(before).ok()?, api::compile(after).ok()?];
    let mut moves = BTreeMap::new();
    for line in log.split('\n') {
        let Ok(row @ Value::Object(_)) = json::parse(line.trim_ascii()) else { continue };
        // Without an operation what was predicted stands for one.
        if row.get("predicted").is_some() || row.get("alternatives").is_some() {
            return None;
        }
        let actions = policies.each_ref().map(|policy| policy.decide(&row, None).action.name().to_owned());
        *moves.entry(actions).or_default() += 1;
    }
    Some(moves)
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let parts: Vec<&str> = text.split("\n---\n").collect();
    let Some(whole) = studied(&parts, usize::MAX) else { return };
    assert_eq!(json::write(&whole), json::write(&studied(&parts, 7).unwrap()));
    let log = whole.get("log").unwrap();
    let mut found = BTreeMap::new();
    for entry in list(log, "transitions") {
        let name = |name: &str| entry.get(name).and_then(Value::as_text).unwrap().to_owned();
        assert!(number(entry, "right") + number(entry, "wrong") <= number(entry, "rows"));
        found.insert([name("before"), name("after")], number(entry, "rows") as u32);
    }
    let is_lines = parts[2].trim_ascii_start().starts_with('{');
    if let Some(expected) = expected(&parts).filter(|_| is_lines) {
        assert_eq!(found, expected);
    }
    let file = |text: &&str| File { name: "file".to_owned(), text: (*text).to_owned() };
    let (operations, health) = (parts.get(3).map(file), parts.get(4).map(file));
    let beside = Beside { operations: operations.as_ref(), health: health.as_ref(), ..Beside::default() };
    let mut diff = LogDiff::new(&file(&parts[0]), &file(&parts[1]), beside, "log", 20, false).unwrap();
    diff.feed(parts[2].as_bytes());
    // A log of which nothing can be read is no answer, nor is a table of which no column is read.
    let no_row = found.values().all(|rows| *rows == 0) && !list(log, "unread").is_empty();
    let no_column = matches!(log.get("columns"), Some(Value::List(columns)) if columns.is_empty());
    assert_eq!(diff.finish().status > leeway::verbs::Status::Wrong, no_row || no_column);
});

//! What the command line is made of, beyond what the program is tested with: streams cut anywhere, documents of any kind.

use crate::generate::{self, Asked, Draw, clean, document, maybe_spoilt};
use crate::props::scaled;
use crate::{transitions, tree};
use leeway::api;
use leeway::diagnostic::Severity;
use leeway::error::Given;
use leeway::json;
use leeway::verbs::{self, Beside, Decider, File, FormatMode, LogDiff, LogFiles, LogVerb, LogVerbName, Status};

fn file(text: &str) -> File {
    File { name: "file.json".to_owned(), text: text.to_owned() }
}

/// Everything a stream says: out, err, the worst status.
fn decided<'a>(policy: &File, pieces: impl Iterator<Item = &'a [u8]>) -> (String, String, Status) {
    let mut decider = Decider::new(policy, None, "in", true).unwrap();
    let (mut out, mut err, mut status) = (String::new(), String::new(), Status::Fine);
    let mut keep = |outcome: verbs::Outcome| {
        out.push_str(&outcome.out);
        err.push_str(&outcome.err);
        status = status.max(outcome.status);
    };
    for piece in pieces {
        keep(decider.feed(piece));
    }
    keep(decider.finish());
    (out, err, status)
}

fn stream(draw: &mut Draw, document: &json::Value) -> String {
    let mut text = String::new();
    for _ in 0..draw.below(6) {
        let Asked { input, .. } = if draw.chance(50) { clean(draw, document) } else { maybe_spoilt(draw, document) };
        text.push_str(&match draw.below(12) {
            0 => String::new(),
            1 => "nonsense".to_owned(),
            2 => "{\"confidence\": 0.9".to_owned(),
            3 => json::lay_out(&json::write(&input)).unwrap_or_else(|_| json::write(&input)),
            _ => json::write(&input),
        });
        text.push_str(draw.pick::<&str>(&["\n", "\n", "\r\n", "\n\n"]));
    }
    text
}

/// However a stream is cut into pieces, it is decided the same; every line that is not blank has its decision, the API's
/// where it is an input.
#[test]
fn streams_are_decided_the_same_however_they_are_cut() {
    let mut inputs = 0;
    for seed in 0..scaled(400) {
        let mut draw = Draw::from_seed((94 << 32) + seed);
        let document = document(&mut draw);
        let policy_file = file(&json::write(&document));
        let policy = api::compile(&policy_file.text).unwrap();
        let text = stream(&mut draw, &document);
        let whole = decided(&policy_file, std::iter::once(text.as_bytes()));
        let size = 1 + draw.below(40);
        assert_eq!(decided(&policy_file, text.as_bytes().chunks(size)), whole, "{text}");
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let answers: Vec<&str> = whole.0.lines().collect();
        let readable = lines.iter().all(|line| json::parse(line).is_ok());
        assert_eq!(whole.2 == Status::Fine, whole.1.is_empty());
        if readable {
            assert_eq!(answers.len(), lines.len());
            for (line, answer) in lines.iter().zip(answers) {
                let expected = policy.decide(&json::parse(line).unwrap(), None);
                assert_eq!(tree::parse(answer).unwrap(), tree::of(&expected), "{line}");
                inputs += 1;
            }
        }
    }
    assert!(inputs > 200, "{inputs}");
}

#[test]
fn blank_streams_have_no_decisions() {
    let policy = file(
        r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#,
    );
    for text in ["", "\n", " \r\n\n\t"] {
        assert_eq!(decided(&policy, std::iter::once(text.as_bytes())), (String::new(), String::new(), Status::Fine));
    }
}

/// Texts of every kind are shown, never a panic; what is an error to the API is `Wrong` here.
#[test]
fn documents_of_any_kind_are_shown() {
    for seed in 0..scaled(1_500) {
        let mut draw = Draw::from_seed((95 << 32) + seed);
        let text = match draw.below(3) {
            0 => generate::near_json(&mut draw, 3),
            1 => {
                let document = document(&mut draw);
                generate::mutate_text(&mut draw, &json::write(&document))
            }
            _ => {
                let document = document(&mut draw);
                json::lay_out(&json::write(&generate::mutate_tree(&mut draw, &document))).unwrap_or_default()
            }
        };
        let files = [file(&text)];
        let wrong = api::compile(&text).is_err();
        for for_programs in [false, true] {
            let checked = verbs::check(&files, false, for_programs);
            let found = api::check(&text);
            // It proves more than compiling does: that the arithmetic of evidence adds up.
            let is_refused = found.iter().any(|one| one.severity == Severity::Error);
            assert_eq!(checked.status == Status::Wrong, is_refused, "{text}");
            assert!(is_refused || !wrong, "{text}");
            for diagnostic in found {
                assert!(checked.out.contains(diagnostic.code.name()), "{text}");
            }
            let types = verbs::types(&files[0], for_programs);
            assert_eq!(types.status == Status::Wrong, wrong, "{text}");
            let input = file(&text);
            assert_eq!(verbs::explain(&files[0], &input, None, for_programs).status == Status::Wrong, wrong, "{text}");
            let formatted = verbs::format(&files, FormatMode::Print, for_programs);
            assert_eq!(formatted.status == Status::Wrong, json::parse(&text).is_err(), "{text}");
            // Tests that fail keep a document from compiling, and not from being tested.
            if !wrong {
                assert_ne!(verbs::test(&files[0], None, for_programs).status, Status::Wrong, "{text}");
            }
        }
    }
}

/// Tests in a file beside the document come to what the same tests come to in it.
#[test]
fn tests_beside_are_tests_inside() {
    let head = r#""leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}"#;
    let tests = r#"[{"name": "one", "given": {"confidence": 0.9, "impact": 0}, "expect": "auto_apply"},
        {"name": "two", "given": {"confidence": 0.9, "impact": 0.7}, "health": {"at_most": "abstain"}, "expect": "suggest"}]"#;
    let inside = api::test(&format!("{{{head}, \"tests\": {tests}}}"), None).unwrap();
    let beside = api::test(&format!("{{{head}}}"), Some(tests)).unwrap();
    let wrapped = api::test(&format!("{{{head}}}"), Some(&format!("{{\"tests\": {tests}}}"))).unwrap();
    for runs in [&inside, &beside, &wrapped] {
        assert_eq!(runs.iter().map(|run| run.passed()).collect::<Vec<_>>(), [true, false]);
        assert_eq!(runs[1].decision.action, leeway::Action::Abstain);
    }
    let line = |runs: &[api::TestRun]| runs[1].span.map(|span| span.line);
    assert_eq!((line(&inside), line(&beside), line(&wrapped)), (Some(2), Some(2), Some(2)));
    let both = api::test(&format!("{{{head}, \"tests\": {tests}}}"), Some(tests)).unwrap();
    assert_eq!(
        both.iter().map(|run| run.home.name()).collect::<Vec<_>>(),
        ["document", "document", "beside", "beside"]
    );
}

#[test]
fn mistakes_in_a_file_of_tests_are_found_in_it() {
    let policy =
        r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#;
    let pointers = |text: &str| {
        let problems = api::test(policy, Some(text)).unwrap_err();
        assert_eq!(problems.given, Given::Tests);
        assert!(problems.diagnostics.iter().all(|problem| problem.span.is_some()), "{problems:?}");
        problems.diagnostics.into_iter().map(|problem| problem.pointer).collect::<Vec<_>>()
    };
    assert_eq!(pointers("7"), [""]);
    assert_eq!(pointers("{}"), [""]);
    assert_eq!(pointers("[1, {\"name\": \"a\", \"given\": {}, \"expect\": \"x\"}]"), ["/0", "/1/expect"]);
    assert_eq!(pointers("{\"tests\": {}, \"more\": 1}"), ["/tests", "/more"]);
    assert_eq!(
        pointers("[{\"name\": \"a\", \"given\": {\"signals\": {\"x\": 1}}, \"expect\": \"block\"}]"),
        ["/0/given/signals/x"]
    );
    assert!(api::test(policy, Some("[")).is_err());
    assert_eq!(api::test("{", Some("[")).unwrap_err().given, Given::Policy);
}

// ---- logs

/// What `diff --log --json` finds in a log that comes in such pieces.
fn over_log<'a>(
    files: &[File; 2],
    beside: Beside<'_>,
    pieces: impl Iterator<Item = &'a [u8]>,
) -> (json::Value, Status) {
    let mut diff = LogDiff::new(&files[0], &files[1], beside, "log", 20, true).unwrap();
    for piece in pieces {
        assert_eq!(diff.feed(piece), verbs::Outcome::default());
    }
    let outcome = diff.finish();
    (tree::get(&tree::parse(&outcome.out).unwrap(), "log").unwrap().clone(), outcome.status)
}

fn member<'v>(value: &'v json::Value, name: &str) -> &'v json::Value {
    tree::get(value, name).unwrap_or_else(|| panic!("no `{name}`"))
}

/// A row that a table can hold: the column of each field, and the row as an object.
fn table_row(draw: &mut Draw, document: &json::Value) -> (Vec<(String, String)>, json::Value) {
    let Asked { input, .. } = clean(draw, document);
    let mut cells = Vec::new();
    let mut kept = Vec::new();
    for (name, value) in tree::fields(&input) {
        if !is_empty(value)
            && ["confidence", "second", "impact", "operation", "at_most", "id", "model"].contains(&name.as_str())
        {
            cells.push((name.clone(), cell(value)));
            kept.push((name.clone(), value.clone()));
        }
    }
    if let Some(json::Value::Object(mut members)) = tree::get(&input, "signals").cloned() {
        members.retain(|(name, value)| {
            // What is infinite cannot be written as JSON, and an empty cell is no empty string.
            let is_finite = tree::number(value).is_none_or(f64::is_finite);
            is_finite
                && !is_empty(value)
                && tree::get(document, "signals").is_some_and(|declared| tree::get(declared, name).is_some())
        });
        cells.extend(members.iter().map(|(name, value)| (format!("signals.{name}"), cell(value))));
        kept.push(("signals".to_owned(), json::Value::Object(members)));
    }
    let outcomes: [(&str, &str, json::Value); 3] = [
        ("correct", "1", json::Value::Boolean(true)),
        ("correct", "False", json::Value::Boolean(false)),
        ("outcome", "edited", "edited".into()),
    ];
    let outcome = draw.pick(&outcomes);
    cells.push((outcome.0.to_owned(), outcome.1.to_owned()));
    kept.push((outcome.0.to_owned(), outcome.2.clone()));
    (cells, json::Value::Object(kept))
}

fn is_empty(value: &json::Value) -> bool {
    tree::text(value) == Some("")
}

fn cell(value: &json::Value) -> String {
    match value {
        json::Value::Null => String::new(),
        json::Value::Boolean(truth) => truth.to_string(),
        json::Value::Number(number) => format!("{number:?}"),
        json::Value::Text(text) => text.clone(),
        json::Value::List(_) | json::Value::Object(_) => panic!("no cell holds {value:?}"),
    }
}

/// With quotes where they are needed, and sometimes where they are not.
fn csv(draw: &mut Draw, rows: &[Vec<(String, String)>]) -> String {
    let mut columns: Vec<&String> = rows.iter().flatten().map(|(name, _)| name).collect();
    columns.sort();
    columns.dedup();
    let end = *draw.pick(&["\n", "\r\n", "\n\n"]);
    let mut written = |cell: &str| {
        let is_needed = cell.contains(['"', ',', '\n', '\r']);
        if is_needed || draw.chance(20) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let mut text = String::new();
    let header: Vec<String> = columns.iter().map(|name| written(name)).collect();
    text.push_str(&format!("{},note{end}", header.join(",")));
    for row in rows {
        for name in &columns {
            let cell = row.iter().find(|(other, _)| other == *name).map_or("", |(_, cell)| cell);
            text.push_str(&format!("{},", written(cell)));
        }
        text.push_str(&format!("{}{end}", written("some, \"note\"")));
    }
    text
}

/// The same rows come to the same as a table and as lines, however they are cut; the counts are those of decisions taken
/// one by one.
#[test]
fn logs_come_to_the_same_in_either_form() {
    let (mut rows_seen, mut moved) = (0, 0);
    for seed in 0..scaled(25) {
        let mut draw = Draw::from_seed((96 << 32) + seed);
        let Some(documents) = transitions::pair(&mut draw) else { continue };
        let files = documents.each_ref().map(|document| file(&json::write(document)));
        let policies = files.each_ref().map(|file| api::compile(&file.text).unwrap());
        let count = 10 + draw.below(50);
        let (cells, rows): (Vec<_>, Vec<_>) = (0..count).map(|_| table_row(&mut draw, &documents[1])).unzip();
        let lines: String = rows.iter().map(|row| format!("{}\n", json::write(row))).collect();
        let table = csv(&mut draw, &cells);
        let (of_lines, status) = over_log(&files, Beside::default(), std::iter::once(lines.as_bytes()));
        assert_eq!(status, Status::Fine, "{lines}");
        let size = 1 + draw.below(50);
        let cut = over_log(&files, Beside::default(), lines.as_bytes().chunks(size));
        assert_eq!(cut, (of_lines.clone(), Status::Fine));
        let (of_table, status) = over_log(&files, Beside::default(), table.as_bytes().chunks(size));
        assert_eq!(status, Status::Fine, "{table}");
        for name in ["all", "more_autonomy", "less_autonomy", "transitions", "unclear_outcomes", "unread"] {
            assert_eq!(member(&of_table, name), member(&of_lines, name), "{name}\n{lines}\n{table}");
        }
        assert_eq!(member(&of_table, "columns_not_read"), &tree::parse(r#"["note"]"#).unwrap());
        let moves = rows.iter().filter(|row| {
            let [before, after] = policies.each_ref().map(|policy| policy.decide(row, None).action);
            before != after
        });
        let [more, less] =
            ["more_autonomy", "less_autonomy"].map(|name| tree::number(member(member(&of_lines, name), "rows")));
        assert_eq!(more.unwrap() + less.unwrap(), moves.clone().count() as f64);
        moved += moves.count();
        rows_seen += rows.len();
    }
    assert!(rows_seen > 400 && moved > 40, "{rows_seen} {moved}");
}

const SEED: &str =
    r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#;

fn reasons(log: &json::Value, name: &str) -> Vec<(String, f64, f64)> {
    let entry = |entry: &json::Value| {
        let reason = tree::text(member(entry, "reason")).unwrap().to_owned();
        let [rows, line] = ["rows", "line"].map(|name| tree::number(member(entry, name)).unwrap());
        (reason, rows, line)
    };
    tree::items(member(log, name)).iter().map(entry).collect()
}

/// What cannot be read is counted with its reason and its line, and the rows around it are read.
#[test]
fn no_row_of_a_log_is_lost() {
    let files = [file(SEED), file(SEED)];
    let row =
        |line: &[u8]| [br#"{"confidence": 0.9, "impact": 0, "correct": 1}"#, b"\n".as_slice(), line, b"\n"].concat();
    let long = format!("{{\"id\": \"{}\"}}", "x".repeat(json::MAX_BYTES));
    let log = [row(b"7"), row(b"{"), row(b"\xff"), row(long.as_bytes()), row(br#"{"correct": "so", "confidence": 2}"#)];
    let (_, status) = over_log(&files, Beside::default(), std::iter::once(b"{\n{\n".as_slice()));
    assert_eq!(status, Status::Unusable, "no row is left");
    let (found, status) = over_log(&files, Beside::default(), log.concat().chunks(1_000));
    assert_eq!(status, Status::Fine);
    assert_eq!(tree::number(member(member(&found, "all"), "rows")), Some(6.0));
    let entry = |reason: &str, line: f64| (reason.to_owned(), 1.0, line);
    let expected = [
        entry("the line is not an object", 2.0),
        entry("the line is not JSON, or has a key twice", 4.0),
        entry("the row is not UTF-8: save the log as UTF-8, not as Latin-1 or Windows-1252", 6.0),
        entry("the row has more than 262144 bytes", 8.0),
    ];
    assert_eq!(reasons(&found, "unread"), expected);
    assert_eq!(reasons(&found, "unclear_outcomes"), [entry("`correct` is none of true, false, 1 and 0", 10.0)]);
    assert_eq!(reasons(&found, "findings"), [entry("`confidence` is outside 0 to 1", 10.0)]);

    let long = format!("\"{}\",0,1\n", "x".repeat(json::MAX_BYTES));
    let wide = ",".repeat(5_000);
    let table = format!(
        "\u{feff}confidence,impact,correct\n0.9,0,1\n0.9,0\n\n\"0.9\",\"0\",\"no\"\n{long}\"0.9\",\"a\nb\",0\n{wide}\n0.9,0,1"
    );
    for size in [1, 7, 100_000] {
        let (found, status) = over_log(&files, Beside::default(), table.as_bytes().chunks(size));
        assert_eq!(status, Status::Fine);
        assert_eq!(tree::number(member(member(&found, "all"), "rows")), Some(4.0));
        let expected = [
            entry("the row has another number of cells than the header", 3.0),
            ("the row has more than 262144 bytes".to_owned(), 2.0, 6.0),
        ];
        assert_eq!(reasons(&found, "unread"), expected);
        assert_eq!(reasons(&found, "unclear_outcomes"), [entry("`correct` is none of true, false, 1 and 0", 5.0)]);
        assert_eq!(reasons(&found, "findings"), [entry("`impact` is not an impact band of the policy", 7.0)]);
    }
}

#[test]
fn labels_become_operations() {
    let policy = SEED.replace("}}", r#"}, "operations": {"chat": {"impact": "low"}, "pay": {"impact": "high"}}}"#);
    let files = [file(&policy), file(&policy)];
    let map = file(r#"{"chat": ["hello", "bye"], "buy": "pay"}"#);
    let rows = [
        (r#"{"confidence": 0.9, "predicted": "hello"}"#, "auto_apply"),
        (r#"{"confidence": 0.9, "alternatives": [{"label": "bye", "confidence": 0.9}]}"#, "auto_apply"),
        (r#"{"confidence": 0.9, "predicted": "buy"}"#, "suggest"),
        (r#"{"confidence": 0.9, "predicted": "chat"}"#, "auto_apply"),
        (r#"{"confidence": 0.9, "predicted": "hello", "operation": "pay"}"#, "suggest"),
        (r#"{"confidence": 0.9, "predicted": "hello", "operation": null}"#, "auto_apply"),
        (r#"{"confidence": 0.9, "predicted": "what"}"#, "escalate"),
        (r#"{"confidence": 0.9}"#, "escalate"),
    ];
    for (row, action) in rows {
        let beside = Beside { operations: Some(&map), ..Beside::default() };
        let (found, _) = over_log(&files, beside, std::iter::once(row.as_bytes()));
        let transitions = tree::items(member(&found, "transitions"));
        assert_eq!(tree::text(member(&transitions[0], "before")), Some(action), "{row}");
    }
    for text in ["[]", "{\"a\": 1}", "{\"a\": [1]}", "{"] {
        let (map, beside) = (file(text), |map| Beside { operations: Some(map), ..Beside::default() });
        let refused = LogDiff::new(&files[0], &files[1], beside(&map), "log", 20, false).unwrap_err();
        assert_eq!(refused.status, Status::Unusable, "{text}");
        assert!(!refused.err.is_empty() && refused.out.is_empty(), "{refused:?}");
    }
}

/// Rows that name no model are of the one that is named for them; where nobody names any, and the policy asks, that is said.
#[test]
fn rows_that_name_no_model_are_of_the_one_that_is_named() {
    let calibrated =
        SEED.replacen('{', r#"{"calibration": {"m": {"method": "platt", "points": [[0, 0], [1, 1]]}},"#, 1);
    let after = |named: Option<&str>, row: &str, before: &str| {
        let diff = LogDiff::new(&file(before), &file(before), Beside::default(), "log", 20, false).unwrap();
        let mut diff = diff.named(named.map(str::to_owned));
        diff.feed(row.as_bytes());
        let told = diff.finish().out;
        let header = told.lines().find(|line| line.contains("before / after")).unwrap();
        let counted = |action: &str| header.contains(action);
        assert!(counted("auto_apply") != counted("escalate"), "{told}");
        (counted("auto_apply"), told.contains("no row names its model"))
    };
    let rows = [r#"{"confidence": 0.95, "impact": 0.1}"#, r#"{"confidence": 0.95, "impact": 0.1, "model": null}"#];
    for row in rows {
        assert_eq!(after(None, row, &calibrated), (false, true), "{row}");
        assert_eq!(after(Some("m"), row, &calibrated), (true, false), "{row}");
        assert_eq!(after(Some("other"), row, &calibrated), (false, false), "{row}");
        assert_eq!(after(None, row, SEED), (true, false), "{row}");
    }
    let named = rows[0].replace('}', r#", "model": "m"}"#);
    for asked in [None, Some("other")] {
        assert_eq!(after(asked, &named, &calibrated), (true, false));
    }
}

#[test]
fn an_empty_log_has_no_rows() {
    let files = [file(SEED), file(SEED)];
    for text in ["", "\n", " \r\n\n", "\u{feff}", "confidence,impact", "confidence,impact\n"] {
        let (found, status) = over_log(&files, Beside::default(), text.as_bytes().chunks(2));
        assert_eq!(status, Status::Fine, "{text:?}");
        assert_eq!(tree::number(member(member(&found, "all"), "rows")), Some(0.0), "{text:?}");
        let mut diff = LogDiff::new(&files[0], &files[1], Beside::default(), "log", 20, false).unwrap();
        diff.feed(text.as_bytes());
        assert!(diff.finish().out.contains("log: 0 rows, 0 right, 0 wrong"));
    }
}

/// A table of which no column is one that is read says nothing of any policy.
#[test]
fn a_table_of_other_columns_cannot_be_used() {
    let files = [file(SEED), file(SEED)];
    for (text, status) in
        [("a,b\n1,2\n", Status::Unusable), ("a,confidence\n1,0.9\n", Status::Fine), ("{\"a\": 1}\n", Status::Fine)]
    {
        assert_eq!(over_log(&files, Beside::default(), text.as_bytes().chunks(3)).1, status, "{text:?}");
    }
}

/// However a log is cut into pieces, a verb over all of it says the same: in words and as JSON, with its exit code.
#[test]
fn verbs_over_a_log_say_the_same_however_it_is_cut() {
    let root = env!("CARGO_MANIFEST_DIR");
    let read = |name: &str| std::fs::read_to_string(format!("{root}/tests/cli/policies/{name}")).unwrap();
    let (policy, log) = (file(&read("sorter.json")), read("messages.csv"));
    let broken = format!("{log}x,1.5,ham,ham,cal\n\"y");
    let columns = r#""column": ["confidence=score", "predicted=guess", "label=truth", "split=part"], "model": "m""#;
    let mut statuses = Vec::new();
    for (verb, rest) in [
        (LogVerbName::Calibrate, ""),
        (LogVerbName::Calibrate, r#", "write": true, "method": "platt""#),
        (LogVerbName::Fit, r#", "target": "0.02", "labels": "complete", "output": "o.json""#),
        (LogVerbName::Fit, r#", "target": "0.02", "output": "-""#),
        (LogVerbName::Replay, r#", "split": "test""#),
    ] {
        let options = json::parse(&format!("{{{columns}{rest}}}")).unwrap();
        for for_programs in [false, true] {
            for log in [&log, &broken] {
                let said = |size: usize| {
                    let files = LogFiles { policy: Some(&policy), ..LogFiles::default() };
                    let mut work = LogVerb::new(verb, files, &options, "log.csv", for_programs).unwrap();
                    for piece in log.as_bytes().chunks(size) {
                        assert_eq!(work.feed(piece), verbs::Outcome::default());
                    }
                    work.finish()
                };
                let whole = said(log.len());
                assert_eq!(said(4099), whole);
                assert!(!for_programs || whole.status != Status::Fine || json::parse(&whole.out).is_ok());
                statuses.push(whole.status);
            }
        }
    }
    assert!(statuses.contains(&Status::Fine) && statuses.contains(&Status::Unusable));
}

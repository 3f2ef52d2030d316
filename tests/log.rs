//! Logs read to columns: in whatever form and pieces they come, what is not used, and what policies make of them.

use crate::agree::compiled;
use crate::generate::{self, Draw};
use crate::props::scaled;
use crate::tree;
use leeway::json::{self, Value};
use leeway::log::{Beside, Cell, Log, MOST_EXTRAS, MOST_VALUES, OTHER_VALUE, Operations, Reading, Reason};
use leeway::record::LabelSource;
use std::collections::BTreeSet;

fn read<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> Log {
    let mut reading = Reading::default();
    pieces.into_iter().for_each(|piece| reading.feed(piece));
    reading.finish()
}

fn read_text(text: &str) -> Log {
    read([text.as_bytes()])
}

fn bundled(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/www/public/logs/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A value for a field of a log: mostly sound, sometimes not.
fn field(draw: &mut Draw, name: &str) -> Value {
    let word = |draw: &mut Draw, from: &[&str]| Value::from(*draw.pick(from));
    match name {
        "id" => Value::Text(format!("i{}", draw.below(400))),
        "model" | "split" | "segment" | "unit" => word(draw, &["a", "b, \"c\"", "é\nf"]),
        "operation" | "predicted" | "label" => word(draw, &["archive", "delete", "reply", "x"]),
        "confidence" => Value::Number(draw.unit() * 1.05),
        "second" => Value::Number(draw.unit() * 0.3),
        "impact" if draw.chance(20) => word(draw, &["low", "high"]),
        "impact" | "propensity" => Value::Number(draw.unit() * 1.02),
        "at_most" => word(draw, &["suggest", "block", "everything"]),
        "correct" => Value::Boolean(draw.chance(70)),
        "outcome" => word(draw, &["accepted", "edited", "undone", "lost"]),
        "label_source" => word(draw, &["complete", "audit_blind", "review", "implicit", "hearsay"]),
        "t" | "amount" => Value::Number((draw.unit() * 1e6).round() / 64.0),
        "alternatives" => {
            let (mut list, mut left) = (Vec::new(), 1.0);
            for label in draw.some(&["archive", "delete", "reply"]) {
                left *= draw.unit() * 1.01;
                list.push(tree::object(vec![("label", label.into()), ("confidence", left.into())]));
            }
            Value::List(list)
        }
        "new" => Value::Boolean(draw.chance(50)),
        _ => word(draw, &["en", "fr", "other"]),
    }
}

const FIELDS: [&str; 21] = [
    "id",
    "t",
    "split",
    "segment",
    "model",
    "operation",
    "predicted",
    "label",
    "confidence",
    "second",
    "impact",
    "at_most",
    "correct",
    "outcome",
    "label_source",
    "unit",
    "propensity",
    "alternatives",
    "amount",
    "locale",
    "new",
];

/// Rows with most of the fields, in the order of `FIELDS`.
fn rows(draw: &mut Draw) -> Vec<Vec<(&'static str, Value)>> {
    let count = draw.below(60);
    let mut row = || {
        let mut row = Vec::new();
        for name in FIELDS {
            let is_rare = ["operation", "at_most", "outcome", "alternatives", "second"].contains(&name);
            if draw.chance(if is_rare { 25 } else { 92 }) {
                row.push((name, field(draw, name)));
            }
        }
        row
    };
    (0..count).map(|_| row()).collect()
}

fn lines(rows: &[Vec<(&str, Value)>]) -> String {
    rows.iter().map(|row| format!("{}\n", json::write(&tree::object(row.clone())))).collect()
}

fn table(rows: &[Vec<(&str, Value)>]) -> String {
    let quoted = |cell: String| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = format!("\u{feff}{}\r\n", FIELDS.join(","));
    for row in rows {
        let cell = |name: &&str| match row.iter().find(|(other, _)| other == name) {
            None => String::new(),
            Some((_, Value::Text(cell))) => quoted(cell.clone()),
            Some((_, value)) => quoted(json::write(value)),
        };
        text.push_str(&format!("{}\r\n", FIELDS.iter().map(cell).collect::<Vec<_>>().join(",")));
    }
    text
}

/// Trouble without its lines, which differ between forms.
fn trouble(log: &Log) -> BTreeSet<(Reason, u64)> {
    log.counts().iter().map(|counted| (counted.reason, counted.rows)).collect()
}

#[test]
fn a_log_comes_to_the_same_in_any_pieces() {
    let mut draw = Draw::from_seed(97 << 32);
    for _ in 0..scaled(20) {
        let rows = rows(&mut draw);
        for text in [lines(&rows), table(&rows)] {
            let whole = read_text(&text);
            assert_eq!(whole.rows() as u64 + whole.rejected(), rows.len() as u64, "{text}");
            for size in [1, 2, 1 + draw.below(300)] {
                let cut = read(text.as_bytes().chunks(size));
                assert_eq!((&cut, cut.sha256()), (&whole, whole.sha256()), "{size}\n{text}");
            }
        }
    }
}

/// What is no log is told of once, however it comes, and nothing of it is taken for a row.
#[test]
fn what_is_no_log_is_told_of_once() {
    let utf_16 = |text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let mut encoded = mark.to_vec();
        text.encode_utf16().for_each(|unit| encoded.extend(bytes(unit)));
        encoded
    };
    let table = "id,confidence\na,0.9\nb,0.8\n";
    let lines = "{\"confidence\":0.9}\n{\"confidence\":0.8}\n";
    let mut cases = vec![
        (utf_16(table, b"\xff\xfe", u16::to_le_bytes), Reason::Utf16),
        (utf_16(lines, b"\xfe\xff", u16::to_be_bytes), Reason::Utf16),
        (utf_16(table, b"", u16::to_le_bytes), Reason::NoTextFile),
        (utf_16(table, b"", u16::to_be_bytes), Reason::NoTextFile),
        (utf_16(lines, b"", u16::to_le_bytes), Reason::NoTextFile),
        (b"PK\x03\x04\x14\x00\x08\xff\nconfidence\n0.9\n".to_vec(), Reason::NoTextFile),
        (b"gr\xf6\xdfe,confidence\na,0.9\nb,0.8\n".to_vec(), Reason::NotUtf8),
    ];
    for (text, reason) in [
        ("id;confidence;label\na;0,9;x\nb;0,8;y\n", Reason::Semicolons),
        ("\u{feff}id\tconfidence\na\t0.9\n", Reason::Tabs),
        ("id|confidence\na|0.9\n", Reason::Bars),
        ("\n[{\"confidence\":0.9},\n{\"confidence\":0.8}]\n", Reason::OneList),
        ("0.9,1\n0.8,0\n", Reason::Unnamed),
    ] {
        cases.push((text.as_bytes().to_vec(), reason));
    }
    let met = cases.iter().map(|(_, reason)| *reason).filter(|reason| reason.is_of_log());
    assert_eq!(met.collect::<BTreeSet<_>>(), Reason::ALL.into_iter().filter(|reason| reason.is_of_log()).collect());
    for (bytes, reason) in cases {
        for size in [1, 3, bytes.len()] {
            let log = read(bytes.chunks(size));
            assert_eq!((log.rows(), trouble(&log)), (0, BTreeSet::from([(reason, 1)])), "{size} {bytes:?}");
            assert!(log.columns_named().is_empty());
        }
    }
}

/// Separators within a name are letters of it, where there are several names.
#[test]
fn a_table_may_have_odd_names() {
    for (header, names, twice) in [
        ("a;b,confidence,c|d", vec!["a;b", "confidence", "c|d"], Vec::new()),
        ("confidence", vec!["confidence"], Vec::<&str>::new()),
        ("1,confidence, confidence,1,", vec!["1", "confidence", ""], vec!["confidence", "1"]),
    ] {
        let row = vec!["0.5"; names.len() + twice.len()].join(",");
        let log = read_text(&format!("{header}\n{row}\n"));
        assert_eq!((log.rows(), log.confidence()), (1, [0.5].as_slice()));
        assert!(log.columns_named() == names && log.columns_twice() == twice, "{header}");
        assert_eq!(read_text(header).columns_named(), names);
    }
}

/// But for the lines that are told as examples. Compared by what can be asked of a log.
#[test]
fn a_log_comes_to_the_same_as_table_and_as_lines() {
    let mut draw = Draw::from_seed(98 << 32);
    let (mut kept, mut rejected) = (0, BTreeSet::new());
    for _ in 0..scaled(40) {
        let rows = rows(&mut draw);
        let (one, other) = (read_text(&lines(&rows)), read_text(&table(&rows)));
        assert_eq!(trouble(&one), trouble(&other), "{}", table(&rows));
        assert_eq!(said(&one), said(&other));
        kept += one.rows();
        rejected.extend(trouble(&one).into_iter().map(|(reason, _)| reason));
    }
    assert!(kept > 150 && rejected.len() > 8, "{kept} {rejected:?}");
}

/// All that a log says of its rows.
fn said(log: &Log) -> Vec<String> {
    let number = |list: Option<&[f64]>, row: usize| list.map_or(f64::NAN, |list| list[row]);
    let one = |row: usize| {
        let words = [log.id(), log.split(), log.segment(), log.model(), log.operation(), log.unit()];
        let words = words.map(|words| words.get(row));
        let labels = [log.predicted().get(row), log.label().get(row)].map(|code| log.labels().text(code));
        let (codes, confidences) = log.alternatives(row);
        let alternatives: Vec<_> = codes.iter().map(|code| log.labels().text(*code)).zip(confidences).collect();
        let extras: Vec<_> = log.extras().iter().map(|extra| (&extra.name, extra.cells.get(row))).collect();
        let numbers = (number(log.time(), row), number(log.second(), row), number(log.propensity(), row));
        let outcome = (log.correct()[row], log.label_source(row), log.at_most(row), log.impact().get(row));
        format!("{words:?} {labels:?} {alternatives:?} {extras:?} {numbers:?} {outcome:?} {}", log.confidence()[row])
    };
    (0..log.rows()).map(one).collect()
}

#[test]
fn every_reason_has_an_example() {
    let sound = r#"{"id": "a", "confidence": 0.9, "predicted": "x", "label": "x"}"#;
    let long = format!("{{\"id\": \"{}\"}}", "x".repeat(json::MAX_BYTES));
    let examples: [(Reason, &[u8]); 25] = [
        (Reason::TooLong, long.as_bytes()),
        (Reason::NotUtf8, b"\xff"),
        (Reason::NoObject, b"[]"),
        (Reason::NoJson, b"{\"confidence\": 0.9, \"confidence\": 0.8}"),
        (Reason::NoConfidence, b"{\"predicted\": \"x\"}"),
        (Reason::ConfidenceKind, b"{\"confidence\": \"0.9\"}"),
        (Reason::ConfidenceNan, b"confidence\nnan"),
        (Reason::ConfidenceRange, b"{\"confidence\": 1.1}"),
        (Reason::Second, b"{\"confidence\": 0.9, \"second\": -0.1}"),
        (Reason::SecondAbove, b"{\"confidence\": 0.4, \"second\": 0.5}"),
        (Reason::Alternatives, b"{\"alternatives\": [{\"label\": \"x\"}]}"),
        (
            Reason::AlternativesOrder,
            b"{\"alternatives\": [{\"label\": \"x\", \"confidence\": 0.1}, {\"label\": \"y\", \"confidence\": 0.2}]}",
        ),
        (Reason::Impact, b"{\"confidence\": 0.9, \"impact\": true}"),
        (Reason::AtMost, b"{\"confidence\": 0.9, \"at_most\": \"all\"}"),
        (Reason::NoText, b"{\"confidence\": 0.9, \"id\": [1]}"),
        (Reason::Signals, b"{\"confidence\": 0.9, \"signals\": 1}"),
        (Reason::Correct, b"{\"confidence\": 0.9, \"correct\": \"maybe\"}"),
        (Reason::Outcome, b"{\"confidence\": 0.9, \"outcome\": \"maybe\"}"),
        (Reason::Again, sound.as_bytes()),
        (Reason::AgainOther, b"{\"id\": \"a\", \"confidence\": 0.8, \"predicted\": \"x\", \"label\": \"x\"}"),
        (Reason::AgainContradicted, b"{\"id\": \"a\", \"confidence\": 0.9, \"predicted\": \"x\", \"label\": \"y\"}"),
        (Reason::Time, b"{\"confidence\": 0.9, \"t\": \"2026-11-25\"}"),
        (Reason::Propensity, b"{\"confidence\": 0.9, \"propensity\": 0}"),
        (Reason::LabelSource, b"{\"confidence\": 0.9, \"label_source\": \"hearsay\"}"),
        (Reason::OtherCells, b"confidence,correct\n0.9"),
    ];
    for (reason, row) in examples {
        let first = if row.starts_with(b"confidence") { "" } else { sound };
        let before = u64::from(!first.is_empty());
        let log = read([first.as_bytes(), b"\n", row]);
        assert_eq!(trouble(&log), BTreeSet::from([(reason, 1)]), "{reason:?}");
        assert_eq!(log.counts()[0].lines, [2 + u64::from(row.contains(&b'\n'))], "{reason:?}");
        assert_eq!(log.rows() as u64, before + u64::from(reason.is_kept()), "{reason:?}");
        assert!(!reason.message().is_empty());
    }
    let mut full = Reading::at_most(1);
    full.feed(b"{\"confidence\": 0.9}\n{\"confidence\": 0.9}");
    assert_eq!(trouble(&full.finish()), BTreeSet::from([(Reason::Full, 1)]));
    let met: BTreeSet<Reason> = examples.iter().map(|(reason, _)| *reason).chain([Reason::Full]).collect();
    assert_eq!(met, Reason::ALL.into_iter().filter(|reason| !reason.is_of_log()).collect());
}

/// A few lines are told of each reason, and what is kept is told apart from what is not.
#[test]
fn many_bad_rows_are_counted_with_few_examples() {
    let text: String = (0..1_000).map(|_| "{\"confidence\": 2}\n{\"confidence\": 0.5, \"t\": \"now\"}\n").collect();
    let log = read_text(&text);
    assert_eq!((log.rows(), log.rejected()), (1_000, 1_000));
    let shown: Vec<_> =
        log.counts().iter().map(|counted| (counted.reason, counted.rows, counted.lines.clone())).collect();
    assert_eq!(
        shown,
        [(Reason::ConfidenceRange, 1_000, vec![1, 3, 5, 7, 9]), (Reason::Time, 1_000, vec![2, 4, 6, 8, 10])]
    );
}

/// An id is known under its model; where two rows contradict each other, the outcome of neither counts.
#[test]
fn an_id_counts_once_under_each_model() {
    let log = read_text(
        "id,model,confidence,predicted,correct\n\
         a,m,0.9,x,1\na,n,0.9,x,0\nb,m,0.8,x,1\nb,m,0.8,x,0\nb,m,0.8,x,0\n,m,0.7,x,1\n,m,0.7,x,1\nc,,0.6,x,1\nc,,0.6,x,1\n",
    );
    assert_eq!(log.confidence(), [0.9, 0.9, 0.8, 0.7, 0.7, 0.6]);
    assert_eq!(log.correct(), [Some(true), Some(false), None, Some(true), Some(true), Some(true)]);
    let expected = [(Reason::Again, 1), (Reason::AgainOther, 1), (Reason::AgainContradicted, 1)];
    assert_eq!(trouble(&log), BTreeSet::from(expected));
}

/// The outcome of a row is what `record::correct` says of it.
#[test]
fn outcomes_are_those_of_the_record() {
    let mut draw = Draw::from_seed(99 << 32);
    let mut seen = BTreeSet::new();
    for _ in 0..scaled(40) {
        for row in rows(&mut draw) {
            let log = read_text(&lines(std::slice::from_ref(&row)));
            let Some(outcome) = log.correct().first() else { continue };
            let expected = leeway::record::correct(&tree::object(row)).unwrap();
            assert_eq!(*outcome, expected);
            seen.insert(expected);
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

/// The signals of a document as columns of a log; some cells hold what their signal does not take.
fn with_signals(draw: &mut Draw, document: &Value, row: &mut Vec<(String, Value)>) {
    let asked = generate::clean(draw, document);
    let signals = tree::get(&asked.input, "signals").map_or(&[][..], tree::fields);
    let mut members = Vec::new();
    for (name, value) in signals {
        match (value, draw.below(12)) {
            (_, 0) => members.push((name.clone(), Value::from("no such word"))),
            (_, 1) => members.push((name.clone(), Value::Number(7.5))),
            (Value::Number(number), _) if !number.is_finite() => {}
            (Value::Text(text), _) if text.is_empty() => {}
            (value, 2..6) => row.push((name.clone(), value.clone())),
            (value, _) => members.push((name.clone(), value.clone())),
        }
    }
    row.push(("signals".to_owned(), Value::Object(members)));
}

#[test]
fn columns_decide_like_inputs_one_by_one() {
    let (mut seen, mut decided, mut odd) = (BTreeSet::new(), 0, 0);
    for seed in 0..scaled(60) {
        let mut draw = Draw::from_seed((100 << 32) + seed);
        let document = generate::document(&mut draw);
        let policy = compiled(&document);
        let mut text = String::new();
        for _ in 0..draw.below(80) {
            let Value::Object(mut row) = tree::object(vec![]) else { unreachable!() };
            let asked = generate::clean(&mut draw, &document).input;
            for name in ["id", "model", "confidence", "second", "alternatives", "operation", "impact", "at_most"] {
                if let Some(value) = tree::get(&asked, name).filter(|_| draw.chance(90)) {
                    row.push((name.to_owned(), value.clone()));
                }
            }
            row.push(("predicted".to_owned(), draw.pick(&["spam", "ham", "other"]).to_owned().into()));
            with_signals(&mut draw, &document, &mut row);
            text.push_str(&format!("{}\n", json::write(&Value::Object(row))));
        }
        let log = read_text(&text);
        let map = r#"{"archive": ["spam"], "a": ["ham"]}"#;
        let operations = Operations::read(map).unwrap();
        let health = generate::clean(&mut draw, &document).health;
        let model = policy.model().models.first().map(String::as_str);
        let besides =
            [(None, None, None), (Some(&operations), health.as_ref(), model), (None, Some(&Value::Null), None)];
        for (operations, health, model) in besides {
            let beside = Beside { operations, health, model };
            let columns = log.columns(&policy, beside);
            odd += columns.odd.len();
            for (row, byte) in log.decide(&policy, &columns, beside).into_iter().enumerate() {
                let input = log.input(row, &policy, beside);
                let decision = policy.decide(&input, health);
                let found = (leeway::Action::from_rank(byte & 7), leeway::Code::ALL[usize::from(byte >> 3)]);
                assert_eq!(
                    found,
                    (decision.action, decision.code),
                    "{}\n{}",
                    tree::print(&document),
                    tree::print(&input)
                );
                seen.insert(found.1.name());
                decided += 1;
            }
        }
    }
    assert!(decided > 2_000 && odd > 20, "{decided} {odd}");
    assert_eq!(seen.len(), 6, "{seen:?}");
}

/// What a row is as an input is what the log said of it.
#[test]
fn a_row_is_the_input_it_was_read_from() {
    let policy = r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
        "operations": {"archive": {"impact": "low"}, "pay": {"impact": "high"}},
        "signals": {"amount": {"type": "number"}, "new": {"type": "boolean"}, "segment": {"type": "string", "values": ["7"]}}}"#;
    let policy = leeway::api::compile(policy).unwrap();
    let log = read_text(
        "id,predicted,confidence,second,amount,signals.new,segment,impact\na,bill,0.9,0.05,12.50,True,7,high\n",
    );
    let operations = Operations::read(r#"{"pay": ["bill"]}"#).unwrap();
    let expected = r#"{"id": "a", "operation": "pay", "confidence": 0.9, "second": 0.05, "impact": "high",
        "signals": {"amount": 12.5, "new": true, "segment": "7"}}"#;
    let beside = Beside { operations: Some(&operations), ..Beside::default() };
    assert_eq!(log.input(0, &policy, beside), tree::parse(expected).unwrap());
    assert_eq!(log.input(1, &policy, Beside::default()), Value::Null);
}

/// Columns of free text take bounded memory, and names beyond the limit are told.
#[test]
fn further_columns_are_bounded() {
    let text: String =
        (0..MOST_VALUES + 10).map(|at| format!("{{\"confidence\": 0.5, \"note\": \"note {at}\"}}\n")).collect();
    let log = read_text(&text);
    let note = log.extra("note").unwrap();
    assert_eq!(note.get(MOST_VALUES - 1), Cell::Text(&format!("note {}", MOST_VALUES - 1)));
    assert_eq!((note.get(MOST_VALUES), note.texts().len()), (Cell::Text(OTHER_VALUE), MOST_VALUES + 1));
    let long = read_text(&format!("{{\"confidence\": 0.5, \"note\": \"{}\"}}", "x".repeat(1_000)));
    assert_eq!(long.extra("note").unwrap().get(0), Cell::Text(OTHER_VALUE));

    let members: Vec<String> = (0..MOST_EXTRAS + 2).map(|at| format!("\"x{at}\": {at}")).collect();
    let log = read_text(&format!("{{\"confidence\": 0.5, {}}}", members.join(", ")));
    assert_eq!(log.extras().len(), MOST_EXTRAS);
    assert_eq!(log.left_out(), ["x256", "x257"]);
    assert_eq!(log.extra("x255").unwrap().get(0), Cell::Number(255.0));
}

/// Of the bytes as they came, the byte order mark included: FIPS 180-2's example, and that of nothing.
#[test]
fn a_log_has_the_hash_of_its_bytes() {
    let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(read([b"a".as_slice(), b"bc"]).sha256(), of_abc);
    let of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(read([]).sha256(), of_nothing);
    assert_ne!(read_text("\u{feff}confidence\n1").sha256(), read_text("confidence\n1").sha256());
    assert_eq!(read_text("\u{feff}confidence\n1"), read_text("confidence\n1"));
}

/// What the data's own README says of them: rows, and the share that is right on the test split.
#[test]
fn the_bundled_logs_are_read_whole() {
    for (name, rows, model, accuracy) in [
        ("clinc150.csv", 17_390, "lr-v1", 0.7988),
        ("credit_default.csv", 36_000, "hgb-v1", 0.8205),
        ("sms_spam.csv", 6_708, "nb-v2", 0.9851),
    ] {
        let log = read([bundled(name).as_slice()]);
        assert_eq!((log.rows(), log.counts().len()), (rows, 0), "{name}");
        let is_asked = |row: &usize| log.model().get(*row) == Some(model) && log.split().get(*row) == Some("test");
        let outcomes: Vec<bool> = (0..rows).filter(is_asked).map(|row| log.correct()[row].unwrap()).collect();
        let right = outcomes.iter().filter(|right| **right).count() as f64;
        assert!((right / outcomes.len() as f64 - accuracy).abs() < 5e-5, "{name}: {right} of {}", outcomes.len());
        let agrees = |row: usize| log.correct()[row] == Some(log.predicted().get(row) == log.label().get(row));
        assert!((0..rows).all(agrees), "{name}");
        assert!(log.time().is_some() && log.second().is_some() && log.propensity().is_none());
        assert!(log.label_source(0) != Some(LabelSource::Complete) && log.extra("in_scope").is_some());
    }
}

//! Planted falsifications: each kind is refused, by compiling or by doing the tests again.

use crate::tree::{get, items, name, with};
use leeway::api::{check, compile};
use leeway::diagnostic::{Code, Severity};
use leeway::json::{Value, parse, write};
use leeway::policy::{read, scope};

/// A policy with evidence that holds; its hashes were made by another program.
fn sound() -> Value {
    let file = parse(include_str!("../cases/decide/evidence.json")).unwrap();
    get(get(&file, "policies").unwrap(), "evidence").unwrap().clone()
}

/// The document with a part of its fit, or of its first family, replaced.
fn with_fit(document: &Value, change: &dyn Fn(&Value) -> Value) -> Value {
    let evidence = get(document, "evidence").unwrap();
    let fits = items(get(evidence, "fits").unwrap()).iter().map(change).collect();
    with(document, "evidence", Some(with(evidence, "fits", Some(Value::List(fits)))))
}

fn with_field(field: &str, value: &str) -> Value {
    with_fit(&sound(), &|fit| with(fit, field, Some(parse(value).unwrap())))
}

fn with_family(field: &str, value: &str) -> Value {
    let first = |fit: &Value| {
        let mut families = items(get(fit, "families").unwrap()).to_vec();
        families[0] = with(&families[0], field, Some(parse(value).unwrap()));
        with(fit, "families", Some(Value::List(families)))
    };
    with_fit(&sound(), &first)
}

/// The errors of checking; compiling alone accepts it.
fn found(document: &Value) -> Vec<(Code, String)> {
    let text = write(document);
    compile(&text).unwrap_or_else(|error| panic!("{error}"));
    let errors = check(&text).into_iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| (problem.code, problem.pointer)).collect()
}

fn assert_found(document: &Value, code: Code, pointer: &str) {
    let found = found(document);
    assert!(found.contains(&(code, format!("/evidence/fits/0{pointer}"))), "{code:?} at {pointer}: {found:?}");
}

#[test]
fn what_adds_up_is_not_refused() {
    assert_eq!(found(&sound()), []);
    assert_eq!(found(&with_field("fitted_at", "12")), []);
    // Another start, at which the same thresholds pass.
    assert_eq!(found(&with_family("path", "[[0.95, 200, 1], [0.8, 400, 8]]")), []);
}

/// So monitors may come to a policy that had no signals and no rules.
#[test]
fn what_is_empty_is_in_scope_as_what_is_absent() {
    let bare = parse(
        r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.8}, "impact": {"low": 0, "high": 0.5}}"#,
    );
    let bare = bare.unwrap();
    let hash = |document: &Value| scope(document, &read(document).unwrap());
    let with_parts = |parts: &[(&str, &str)]| {
        parts.iter().fold(bare.clone(), |document, (part, value)| with(&document, part, Some(parse(value).unwrap())))
    };
    let monitor = ("signals", r#"{"drift": {"type": "boolean", "source": "monitor"}}"#);
    let plain = ("signals", r#"{"drift": {"type": "boolean"}}"#);
    let rule = r#"[{"id": "drift", "when": {"signal": "drift", "is": true}, "at_most": "suggest", "because": "b"}]"#;
    for same in [
        vec![("signals", "{}"), ("degrade", "[]"), ("segments", "[]"), ("unavailable", "[]")],
        vec![monitor, ("degrade", rule)],
    ] {
        assert_eq!(hash(&with_parts(&same)), hash(&bare), "{same:?}");
    }
    for other in [vec![plain], vec![plain, ("degrade", rule)]] {
        assert_ne!(hash(&with_parts(&other)), hash(&bare), "{other:?}");
    }
}

#[test]
fn a_p_value_that_fails_is_found() {
    // 13 errors among 400 labels: P(Binomial(400, 0.05) <= 13) = 0.066 > 0.05.
    assert_found(
        &with_family("path", "[[0.95, 200, 1], [0.8, 400, 13]]"),
        Code::EvidenceThreshold,
        "/families/0/threshold",
    );
    // A test goes on after its first failure.
    let path = "[[0.95, 200, 1], [0.8, 400, 8], [0.75, 450, 40], [0.7, 500, 41]]";
    assert_found(&with_family("path", path), Code::EvidenceStop, "/families/0/path/2");
    // The threshold is one that failed.
    assert_found(&with_family("threshold", "0.7"), Code::EvidenceThreshold, "/families/0/threshold");
}

#[test]
fn steps_that_are_swapped_or_changed_are_found() {
    let swapped = "[[0.8, 400, 8], [0.95, 200, 1], [0.7, 500, 40]]";
    assert_found(&with_family("path", swapped), Code::EvidencePath, "/families/0/path/1");
    let fewer_errors = "[[0.95, 200, 5], [0.8, 400, 3]]";
    assert_found(&with_family("path", fewer_errors), Code::EvidencePath, "/families/0/path/1");
    let fewer_right = "[[0.95, 390, 1], [0.8, 391, 8]]";
    assert_found(&with_family("path", fewer_right), Code::EvidencePath, "/families/0/path/1");
    let more_errors_than_labels = "[[0.8, 3, 4]]";
    assert_found(&with_family("path", more_errors_than_labels), Code::EvidencePath, "/families/0/path/0");
    let more_than_there_are = "[[0.95, 200, 1], [0.8, 501, 8]]";
    assert_found(&with_family("path", more_than_there_are), Code::EvidencePath, "/families/0/path/1");
}

#[test]
fn starts_are_held_to_the_labels_that_they_take() {
    // 124 labels with two errors are the first to pass at 5%, 5%.
    assert_found(&with_family("path", "[[0.95, 123, 0], [0.8, 400, 8]]"), Code::EvidenceStart, "/families/0/path/0");
    assert_eq!(found(&with_family("path", "[[0.95, 124, 0], [0.8, 400, 8]]")), []);
    assert_found(&with_family("starts_at", "[1]"), Code::EvidenceStart, "/families/0/starts_at");
    assert_found(&with_family("starts_at", "[0, 1]"), Code::EvidenceStart, "/families/0/starts_at");
    assert_found(&with_family("starts_at", "[0, 9]"), Code::EvidenceStart, "/families/0/starts_at");
}

#[test]
fn every_part_of_delta_is_split_again() {
    assert_found(&with_field("delta_used", "0.2"), Code::EvidenceDelta, "/delta_used");
    assert_found(&with_field("targets_tried", "2"), Code::EvidenceDelta, "/delta_used");
    assert_found(&with_field("shared_over_fits", "true"), Code::EvidenceDelta, "/delta_used");
    assert_found(&with_field("families_tested", "1"), Code::EvidenceDelta, "/families_tested");
    assert_found(&with_field("families_tested", "3"), Code::EvidenceDelta, "/families_tested");
    assert_found(&with_family("delta", "0.1"), Code::EvidenceDelta, "/families/0/delta");
    // A smaller alpha takes more labels.
    assert_found(&with_field("alpha", "0.02"), Code::EvidenceStart, "/families/0/path/0");
    assert_found(&with_field("alpha", "0"), Code::OutOfRange, "/alpha");
}

#[test]
fn every_field_has_its_form() {
    for (field, value) in [
        ("risk", "\"cost\""),
        ("alpha", "\"0.05\""),
        ("targets_tried", "0"),
        ("targets_tried", "1.5"),
        ("fit", "null"),
        ("shared_over_fits", "1"),
        ("families_tested", "-1"),
        ("start_errors", "true"),
        ("starts", "[]"),
        ("grid", "20"),
        ("grid", "{\"ranks\": 20, \"given\": []}"),
        ("label_source", "\"review\""),
        ("label_rate", "\"all\""),
        ("one_row_per_unit", "null"),
        ("log", "\"abc\""),
        ("fitted_at", "\"today\""),
    ] {
        let found = found(&with_field(field, value));
        let is_it = |(code, pointer): &&(Code, String)| *code == Code::WrongType && pointer.contains(field);
        assert!(found.iter().any(|one| is_it(&one)), "{field} {value}: {found:?}");
    }
    let missing = with_fit(&sound(), &|fit| with(fit, "label_rate", None));
    assert_found(&missing, Code::MissingField, "");
    let unknown = with_fit(&sound(), &|fit| with(fit, "note", Some(name("x"))));
    assert_found(&unknown, Code::UnknownField, "");
    assert_found(&with_field("label_rate", "1.5"), Code::OutOfRange, "/label_rate");
    for (field, value) in [("labels", "1.5"), ("path", "[[0.8, 400]]"), ("starts_at", "[0.5]"), ("reason", "\"why\"")] {
        let found = found_with_threshold(field, value);
        assert!(found.iter().any(|(code, _)| *code == Code::WrongType), "{field} {value}: {found:?}");
    }
}

/// What only checking finds, or else what compiling does.
fn found_with_threshold(field: &str, value: &str) -> Vec<(Code, String)> {
    let document = with_family(field, value);
    let keeps_path = field != "path";
    let document = if keeps_path { document } else { with_family("path", "[[0.8, 400, 8], [0.7, 400]]") };
    found(&document)
}

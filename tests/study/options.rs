//! Options fitted to a log: which rows count and what is right of them, read off the log a second time; what is done with
//! rows of no use; and that thresholds and options learn from different rows.

use super::bad::assert_sound;
use super::{POLICY, fit_of, read, source};
use crate::agree::compiled;
use crate::binomial::tail;
use crate::generate::{self, Draw};
use leeway::action::Action;
use leeway::api;
use leeway::diagnostic::Code;
use leeway::json::{self, Value, parse};
use leeway::log::Beside;
use leeway::study::{Ask, CODES, OptionsFit, OptionsFitOptions, Refused, Source, fit_options};
use leeway::tune::{NoSet, SetCounts};
use leeway::value::Plain;

fn options_of(source: &Source, policy: &str, asked: &str) -> Result<OptionsFit, Refused> {
    let asked = parse(asked).unwrap();
    fit_options(source, policy, &OptionsFitOptions::read(Ask::arguments(&asked))?)
}

const COMPLETE: &str = r#"{"coverage": 0.8, "labels": "complete"}"#;

/// A row whose answer is the alternative at that place; 3 is none of them.
struct Row {
    id: usize,
    first: f64,
    place: usize,
}

fn rows(count: usize) -> impl Iterator<Item = Row> {
    (0..count).map(|id| Row {
        id,
        first: 0.45 + (id * 7919 % 1000) as f64 / 1850.0,
        place: [0, 0, 1, 0, 2, 0, 1, 0, 0, 3][id % 10],
    })
}

impl Row {
    fn line(&self) -> String {
        let Self { id, first, place } = self;
        let rest = (1.0 - first) / 3.0;
        let alternatives: Vec<String> = [("a", *first), ("b", 2.0 * rest), ("c", rest)]
            .iter()
            .map(|(label, confidence)| format!(r#"{{"label": "{label}", "confidence": {confidence}}}"#))
            .collect();
        format!(
            r#"{{"id": "r{id}", "unit": "u{}", "model": "m", "split": "{}", "impact": 0.1, "label": "{}", "alternatives": [{}]}}"#,
            id / 2,
            if id % 3 == 0 { "test" } else { "cal" },
            ["a", "b", "c", "other"][*place],
            alternatives.join(", ")
        )
    }
}

fn log(count: usize) -> String {
    rows(count).map(|row| row.line() + "\n").collect()
}

/// The real log of the command line's tests.
fn intents() -> Source {
    source(&std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/policies/intents.csv")).unwrap())
}

/// The threshold of a real log, found a second time from its text: rows below the policy's threshold, their answers' scores
/// from the highest down, and as many of them left out as the test lets pass.
#[test]
fn a_real_log_has_the_threshold_that_its_rows_say() {
    let log = intents();
    let policy = POLICY.replace("0.5", "0.95");
    let mut certified = 0;
    for (method, coverage) in [("lac", 0.3), ("lac", 0.5), ("lac", 0.55), ("aps", 0.5), ("lac", 0.6), ("aps", 0.9)] {
        let asked =
            format!(r#"{{"coverage": {coverage}, "model": "lr-v1", "labels": "complete", "method": "{method}"}}"#);
        let found = options_of(&log, &policy, &asked).unwrap();
        let mut standings = Vec::new();
        for row in 0..log.log.rows() {
            let (labels, confidences) = log.log.alternatives(row);
            if confidences[0] < 0.85 {
                let place = labels.iter().position(|label| *label == log.log.label().get(row));
                let sum = |place: usize| -confidences[..=place].iter().sum::<f64>();
                let stands = |place: usize| if method == "lac" { confidences[place] } else { sum(place) };
                standings.push(place.map_or(f64::NEG_INFINITY, stands));
            }
        }
        standings.sort_by(|a, b| b.total_cmp(a));
        let count = standings.len();
        let outside =
            (0..count).rev().find(|outside| tail(*outside as u64, count as u64, 1.0 - coverage) <= 0.05).unwrap();
        let [cell] = found.fitted.cells.as_slice() else { panic!("one cell") };
        assert_eq!((cell.labels, cell.not_listed, found.fitted.not_shown), (251, 99, 349));
        let expected = standings[count - outside - 1];
        match cell.outcome {
            Ok(set) => {
                certified += 1;
                assert_eq!(found.plain().get("promise").unwrap().get("coverage"), Some(&Value::Number(coverage)));
                assert!((set.threshold.abs() - expected.abs()).abs() < 1e-12, "{set:?} {expected}");
                api::compile(&found.text()).unwrap();
                assert_eq!(
                    api::check(&found.text()).iter().filter(|one| one.pointer.starts_with("/options")).count(),
                    0
                );
            }
            Err(NoSet::NotCertifiable { at_most }) => assert!(expected.is_infinite() && at_most < coverage),
            Err(other) => panic!("{other:?}"),
        }
        assert_sound(&found.plain());
    }
    assert_eq!(certified, 4);
}

/// What is verified on other rows is what the fitted policy does with them.
#[test]
fn what_is_verified_is_what_the_fitted_policy_shows() {
    let log = source(&log(3000));
    for (max, method) in [(1, "lac"), (2, "lac"), (2, "aps"), (5, "aps")] {
        let policy = POLICY.replacen('{', &format!(r#"{{"options": {{"max": {max}}},"#), 1);
        let asked = format!(
            r#"{{"coverage": 0.8, "labels": "complete", "split": "cal", "verify": "test", "method": "{method}"}}"#
        );
        let found = options_of(&log, &policy, &asked).unwrap();
        let after = compiled(&found.fitted.document);
        let mut counts = SetCounts::default();
        for row in rows(3000).filter(|row| row.id % 3 == 0 && row.first < 0.85) {
            counts.cases += 1;
            let decision = after.decide(&parse(&row.line()).unwrap(), None);
            let Some(options) = decision.options else {
                assert_eq!(decision.action, Action::Escalate);
                counts.too_large += 1;
                continue;
            };
            let label = ["a", "b", "c", "other"][row.place];
            counts.held_of_rest += u64::from(options.iter().any(|option| option.label == label));
        }
        let verified = found.verified.as_ref().unwrap();
        assert_eq!((verified.rows, verified.all), (1000, SetCounts { held: verified.all.held, ..counts }));
        assert_eq!(verified.is_met(&found.fitted), Some(verified.all.held as f64 >= 0.8 * counts.cases as f64));
        assert_sound(&found.plain());
    }
}

/// One half of a promise for each: no unit is in both folds, and what is in neither is nowhere.
#[test]
fn thresholds_and_options_learn_from_different_rows() {
    let text = log(6000);
    let log = source(&text);
    let asked = r#"{"target": 0.4, "labels": "complete", "options_fold": true}"#;
    for extra in ["", r#", "calibrate": "platt""#] {
        let fit = fit_of(&log, POLICY, &asked.replacen('}', &format!("{extra}}}"), 1)).unwrap();
        let of_thresholds = fit.rows + fit.map.as_ref().map_or(0, |map| map.before.count);
        let asked = r#"{"coverage": 0.7, "labels": "complete", "options_fold": true}"#;
        let found = options_of(&log, &fit.text(), asked).unwrap();
        let out = found.fitted.left_out;
        assert_eq!(
            of_thresholds + found.rows - found.fitted.not_shown - out.other_folds + in_fold(&text, &fit.text()),
            6000
        );
        assert!((1500..2500).contains(&(6000 - of_thresholds)), "{of_thresholds}");
        assert!(!found.is_log_of_thresholds && found.has_units && out.same_unit > 0);
        let both = options_of(&log, &fit.text(), r#"{"coverage": 0.7, "labels": "complete"}"#).unwrap();
        assert!(both.is_log_of_thresholds);
    }
    // Rows of the fold, and not shown: by the hash of their unit.
    fn in_fold(text: &str, policy: &str) -> u64 {
        let policy = api::compile(policy).unwrap();
        let log = read(text);
        let (mut count, folds) = (0, leeway::tune::Folds { salt: "options".to_owned(), count: 3 });
        for row in 0..log.rows() {
            let place = leeway::math::place(&folds.salt, log.unit().get(row).unwrap());
            let decision = policy.decide(&log.input(row, &policy, Beside::default()), None);
            count += u64::from(place >= 2.0 / 3.0 && decision.action != Action::ShowOptions);
        }
        count
    }
}

#[test]
fn a_log_that_allows_no_options_says_why() {
    let sound = log(600);
    let each = |change: &dyn Fn(&str) -> String| sound.lines().map(|line| change(line) + "\n").collect::<String>();
    let without = |name: &str| each(&|line| line.replace(&format!("\"{name}\""), "\"ignored\""));
    let one = each(&|line| {
        line.replace("\"label\": \"a\", \"alt", "\"correct\": true, \"alt")
            .replace("\"label\": \"b\", \"alt", "\"correct\": false, \"alt")
    });
    for (text, asked, code, words) in [
        (String::new(), COMPLETE, "NO_ROWS", "no rows"),
        (
            without("alternatives").replace("\"impact\"", "\"confidence\": 0.5, \"impact\""),
            COMPLETE,
            "NO_ALTERNATIVES",
            "lists its alternatives",
        ),
        (
            each(&|line| {
                line.replace("\"label\": \"a\", \"alt", "\"correct\": true, \"alt")
                    .replace("\"label\": \"b\", \"alt", "\"correct\": false, \"alt")
                    .replace("\"label\": \"c\", \"alt", "\"correct\": false, \"alt")
                    .replace("\"label\": \"other\", \"alt", "\"correct\": false, \"alt")
            }),
            COMPLETE,
            "NO_ANSWERS",
            "which answer was right",
        ),
        (sound.replace("0.1", "0.9"), COMPLETE, "NOTHING_SHOWN", "no row is shown options"),
        (sound.clone(), r#"{"coverage": 0.8}"#, "NO_LABELS", "do not say where their label comes from"),
        (without("model"), COMPLETE, "NO_MODEL", "names none"),
        (sound.replacen("\"m\"", "\"n\"", 1), COMPLETE, "MANY_MODELS", "`n`, `m`"),
        (sound.clone(), r#"{"coverage": 0.8, "labels": "complete", "split": "x"}"#, "NO_SUCH_SPLIT", "`cal`"),
        (sound.clone(), r#"{"labels": "complete"}"#, "BAD_OPTION", "`coverage` is missing"),
        (sound.clone(), r#"{"coverage": 1}"#, "BAD_OPTION", "above 0 and below 1"),
        (sound.clone(), r#"{"coverage": 0.8, "method": "raps"}"#, "BAD_OPTION", "`lac`, `aps`"),
        (sound.clone(), r#"{"coverage": 0.8, "target": 0.1}"#, "BAD_OPTION", "there is no option `target`"),
        (sound.clone(), r#"{"coverage": 0.8, "verify": "test"}"#, "BAD_OPTION", "cannot both fit and verify"),
    ] {
        let refused = options_of(&source(&text), POLICY, asked).expect_err(words);
        assert_eq!(refused.code(), code, "{words}");
        assert!(CODES.contains(&code) && format!("{refused:?}").contains(words), "{refused:?}");
    }
    let calibrated = POLICY.replacen('{', r#"{"calibration": {"other": {"points": [[0, 0], [1, 1]]}},"#, 1);
    assert_eq!(options_of(&source(&sound), &calibrated, COMPLETE).unwrap_err().code(), "NOT_CALIBRATED");
    assert_eq!(options_of(&source(&sound), "{}", COMPLETE).unwrap_err().code(), "POLICY_INVALID");
    // Where some rows only say that the likeliest was wrong, no alternative of theirs counts as right.
    let found = options_of(&source(&one), POLICY, r#"{"coverage": 0.5, "labels": "complete"}"#).unwrap();
    let whole = options_of(&source(&sound), POLICY, r#"{"coverage": 0.5, "labels": "complete"}"#).unwrap();
    let [(one, other), rest @ ..] = &found.fitted.cells.iter().zip(&whole.fitted.cells).collect::<Vec<_>>()[..] else {
        panic!("a cell")
    };
    assert!(rest.is_empty() && one.labels == other.labels && one.not_listed > other.not_listed, "{one:?} {other:?}");
}

#[test]
fn too_few_labels_say_how_many_it_takes() {
    let found = options_of(&source(&log(20)), POLICY, r#"{"coverage": 0.95, "labels": "complete"}"#).unwrap();
    let plain = found.plain();
    let Some(Value::List(cells)) = plain.get("cells") else { panic!("cells") };
    let reason = cells[0].get("reason").and_then(Value::as_text).unwrap();
    let labels = found.fitted.cells[0].labels as f64;
    assert_eq!(cells[0].get("more_labels"), Some(&Value::Number(59.0 - labels)));
    assert!(reason.contains("of 59"), "{reason}");
    assert_eq!(found.fitted.document, parse(POLICY).unwrap());
}

fn codes(document: &str) -> Vec<Code> {
    api::check(document).iter().filter(|one| one.pointer.starts_with("/options")).map(|one| one.code).collect()
}

/// Options are about the cases that a policy shows them for. Where these change, `check` says so, and a fit of thresholds
/// takes them out.
#[test]
fn options_of_another_policy_are_told() {
    // The less sure half is never right, so that it is not automatic.
    let right = |row: Row| {
        if row.first < 0.75 { row.line().replace(r#""label": "a", "alt"#, r#""label": "b", "alt"#) } else { row.line() }
    };
    let log = source(&rows(6000).map(|row| right(row) + "\n").collect::<String>());
    let found = options_of(&log, POLICY, COMPLETE).unwrap();
    assert!(found.problems.is_empty() && found.replaced.is_none());
    assert_eq!(codes(&found.text()), []);
    // What is empty says as much as what is not there.
    for empty in ["\"signals\": {}", "\"segments\": []", "\"degrade\": []", "\"unavailable\": []"] {
        assert_eq!(codes(&found.text().replacen('{', &format!("{{{empty},"), 1)), [], "{empty}");
    }
    let changed = found.text().replace("0.85", "0.8");
    assert_eq!(codes(&changed), [Code::SetsScope]);
    // Whoever approves it is told too.
    let is_told = |text: &str| api::sign_off(text, None).unwrap().to_markdown().contains("That does not hold any more");
    assert!(is_told(&changed) && !is_told(&found.text()));
    // What does not touch the cases that are shown is free.
    assert_eq!(
        codes(
            &found
                .text()
                .replace("one-threshold", "another-name")
                .replace("\"options\": {", "\"options\": { \"max\": 7,")
        ),
        []
    );
    let fit = fit_of(&log, &found.text(), r#"{"target": 0.55, "labels": "complete"}"#).unwrap();
    assert!(fit.options_dropped && fit.document.get("options").unwrap().get("threshold").is_none());
    let again = options_of(&log, &fit.text(), COMPLETE).unwrap();
    // The same thresholds again leave them as they are.
    let same = fit_of(&log, &again.text(), r#"{"target": 0.55, "labels": "complete"}"#).unwrap();
    assert!(!same.options_dropped && same.document.get("options") == again.fitted.document.get("options"));
    // A map moves thresholds as well.
    let map = super::calibrate_of(&log, r#"{"method": "isotonic"}"#).unwrap();
    let calibrated = leeway::study::with_calibration(&found.text(), &map).unwrap();
    let text = calibrated.text();
    assert!(text.contains("calibration") && !text.contains("\"coverage\""), "{text}");
    assert!(calibrated.options_dropped && calibrated.fits_dropped.is_empty());
    let calibrated = leeway::study::with_calibration(&same.text(), &map).unwrap();
    assert_eq!((calibrated.fits_dropped.as_slice(), calibrated.options_dropped), (["m".to_owned()].as_slice(), true));
    assert!(calibrated.document.get("evidence").is_none());
    // The map that is there already moves nothing.
    let again = leeway::study::with_calibration(&calibrated.text(), &map).unwrap();
    assert!(again.fits_dropped.is_empty() && !again.options_dropped && again.text() == calibrated.text());
    // Those of another model give way, and it is said whose they were.
    let other = source(&self::log(600).replace("\"m\"", "\"n\""));
    assert_eq!(options_of(&other, &found.text(), COMPLETE).unwrap().replaced.as_deref(), Some("m"));
}

/// A policy's own test that expects options without alternatives fails then, and that is said.
#[test]
fn tests_that_hold_no_longer_are_problems() {
    let test =
        r#"{"tests": [{"name": "asks", "given": {"confidence": 0.5, "impact": 0.1}, "expect": "show_options"}],"#;
    let found = options_of(&source(&log(600)), &POLICY.replacen('{', test, 1), COMPLETE).unwrap();
    let codes: Vec<Code> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::TestFailed]);
}

/// Whatever policy and log, there is an answer whose numbers are numbers, and a document that differs in its options alone.
#[test]
fn any_log_and_policy_have_an_answer() {
    let (mut fits, mut thresholds) = (0, 0);
    for seed in 0..crate::props::scaled(150) {
        let mut draw = Draw::from_seed((53 << 32) + seed);
        let document = generate::document(&mut draw);
        let mut text = String::new();
        for at in 0..draw.below(400) {
            let Value::Object(mut members) = generate::clean(&mut draw, &document).input else { continue };
            members.retain(|(name, _)| {
                !["id", "correct", "model", "label", "alternatives", "confidence", "second"].contains(&name.as_str())
            });
            let first = 0.3 + 0.7 * draw.below(1000) as f64 / 1000.0;
            let label = ["a", "a", "b", "other"][draw.below(4)];
            let row = format!(
                r#"{{"id": "i{at}", "model": "m", "label": "{label}", "alternatives": [{{"label": "a", "confidence": {first}}}, {{"label": "b", "confidence": {}}}]}}"#,
                (1.0 - first).min(first)
            );
            let Value::Object(own) = parse(&row).unwrap() else { continue };
            members.extend(own);
            text.push_str(&json::write(&Value::Object(members)));
            text.push('\n');
        }
        match options_of(
            &source(&text),
            &json::write(&document),
            r#"{"coverage": 0.5, "confidence": 0.8, "labels": "complete"}"#,
        ) {
            Err(refused) => assert!(CODES.contains(&refused.code()), "{refused:?}"),
            Ok(found) => {
                fits += 1;
                thresholds += found.fitted.cells.iter().filter(|cell| cell.outcome.is_ok()).count();
                assert_sound(&found.plain());
                let rest = |document: &Value| match document {
                    Value::Object(members) => members.iter().filter(|(name, _)| name != "options").cloned().collect(),
                    _ => Vec::new(),
                };
                assert_eq!(rest(&found.fitted.document), rest(&document));
            }
        }
    }
    assert!(fits > 10 && thresholds > 10, "{fits} {thresholds}");
}

//! A log that allows no answer: a reason each, never a threshold, never a number that is none.

use super::{POLICY, calibrate_of, fit_of, source};
use leeway::json::Value;
use leeway::study::CODES;
use leeway::value::Plain;
use std::collections::BTreeSet;

/// A log of so many rows, each with a score and whether it was right.
pub fn log(rows: usize, row: impl Fn(usize) -> (f64, Option<bool>)) -> String {
    let mut text = "id,model,confidence,impact,correct\n".to_owned();
    for at in 0..rows {
        let (score, correct) = row(at);
        let correct = correct.map_or("", |correct| if correct { "1" } else { "0" });
        text.push_str(&format!("r{at},m,{score},0.1,{correct}\n"));
    }
    text
}

const COMPLETE: &str = r#"{"target": 0.05, "labels": "complete"}"#;

fn score(at: usize) -> f64 {
    (at % 997) as f64 / 997.0
}

/// What is asked of a log, and the code and some words of the answer.
fn cases() -> Vec<(String, &'static str, &'static str, &'static str)> {
    let sound = log(2000, |at| (score(at), Some(at % 9 > 0)));
    let audit = sound
        .replace("correct", "correct,label_source")
        .replace(",1\n", ",1,audit_blind\n")
        .replace(",0\n", ",0,audit_blind\n");
    vec![
        (String::new(), COMPLETE, "NO_ROWS", "the log has no rows"),
        ("id,confidence\n".to_owned(), COMPLETE, "NO_ROWS", "the log has no rows, only a header: `id`, `confidence`"),
        ("id;confidence\na;0,9\nb;0,8\n".to_owned(), COMPLETE, "NO_ROWS", "look separated by `;`"),
        ("[{\"confidence\": 0.9}]".to_owned(), COMPLETE, "NO_ROWS", "one JSON list"),
        ("0.9,1\n0.8,0\n".to_owned(), COMPLETE, "NO_ROWS", "it should name the columns"),
        (
            "id,confidence\na,1.2\nb,2,3\nc,3\nd,x\ne,NaN\n".to_owned(),
            COMPLETE,
            "NO_ROWS",
            "can be used: of 2, `confidence` is outside 0 to 1 (95% is 0.95); of 1, the row has another number of cells than the header; of 1, `confidence` is not a number; it has `id`, `confidence`",
        ),
        (
            "id,score,correct\na,0.9,1\nb,0.8,0\n".to_owned(),
            COMPLETE,
            "NO_ROWS",
            "of 2, there is no `confidence`; it has `id`, `score`, `correct`: say which holds it, as in `--column",
        ),
        (log(2000, |at| (score(at), None)), COMPLETE, "NO_LABELS", "2000 have none"),
        (sound.clone(), r#"{"target": 0.05}"#, "NO_LABELS", "2000 do not say where their label comes from"),
        (audit, r#"{"target": 0.05}"#, "NO_LABELS", "2000 were audited without `propensity`"),
        (log(2000, |at| (score(at), Some(true))), COMPLETE, "NOTHING_WRONG", "not one of 2000 labels is of an error"),
        (
            log(2000, |at| (score(at), (at % 3 > 0).then_some(at % 9 > 0))),
            COMPLETE,
            "MANY_UNLABELLED",
            "more than a tenth",
        ),
        (
            sound.clone(),
            r#"{"target": 0.05, "labels": "complete", "model": "x"}"#,
            "NO_SUCH_MODEL",
            "`x`; the log has `m`",
        ),
        (
            sound.clone(),
            r#"{"target": 0.05, "labels": "complete", "split": "x"}"#,
            "NO_SUCH_SPLIT",
            "the log has no `split`",
        ),
        (sound.replace(",m,", ",,"), COMPLETE, "NO_MODEL", "the log names none"),
        (format!("{sound}z,n,0.5,0.1,1\n"), COMPLETE, "MANY_MODELS", "`m`, `n`"),
        (format!("{sound}z,,0.5,0.1,1\n"), COMPLETE, "MANY_MODELS", "some name none"),
        (sound.replace(",0.1,", ",0.9,"), COMPLETE, "NOTHING_AUTOMATIC", "2000 never do"),
        (sound.clone(), r#"{"labels": "complete"}"#, "BAD_OPTION", "`target` is missing"),
        (sound.clone(), r#"{"target": 1}"#, "BAD_OPTION", "above 0 and below 1"),
        (sound.clone(), r#"{"target": "a"}"#, "BAD_OPTION", "`target` is not a number"),
        (sound.clone(), r#"{"target": 0.05, "starts": 1.5}"#, "BAD_OPTION", "whole number from 1 to 20"),
        (sound.clone(), r#"{"target": 0.05, "labels": "review"}"#, "BAD_OPTION", "`complete`"),
        (sound.clone(), r#"{"target": 0.05, "cost_of_error": 3}"#, "BAD_OPTION", "go together"),
        (sound.clone(), r#"{"target": 0.05, "cost_of_error": -3, "cost_of_review": 1}"#, "BAD_OPTION", "0 or more"),
        (
            sound.clone(),
            r#"{"target": 0.05, "tagret": 3}"#,
            "BAD_OPTION",
            "there is no option `tagret`: did you mean `target`?",
        ),
        (sound.clone(), r#"{"target": 0.05, "risk": "harm"}"#, "BAD_OPTION", "`risk` is `harm`; it is one of `error`"),
        (sound, r#"{"target": 0.05, "verify": "test"}"#, "BAD_OPTION", "cannot both fit and verify"),
        // Calibration first, on half of the rows.
        (
            log(2000, |at| (score(at), Some(false))),
            r#"{"target": 0.05, "labels": "complete", "calibrate": "auto"}"#,
            "NOTHING_RIGHT",
            "wrong",
        ),
        (
            log(2000, |at| (0.7, Some(at % 9 > 0))),
            r#"{"target": 0.05, "labels": "complete", "calibrate": "auto"}"#,
            "CONSTANT_SCORE",
            "same score",
        ),
        (
            log(2000, |at| (score(at), Some(score(at) < 0.6))),
            r#"{"target": 0.05, "labels": "complete", "calibrate": "auto"}"#,
            "ANTI_CORRELATED",
            "no confidence",
        ),
    ]
}

#[test]
fn a_log_that_allows_no_answer_says_why() {
    for (text, asked, code, words) in cases() {
        let refused = fit_of(&source(&text), POLICY, asked).expect_err(words);
        let plain = refused.plain();
        assert_eq!(plain.get("code"), Some(&Value::from(code)), "{words}: {plain:?}");
        let message = plain.get("message").and_then(Value::as_text).unwrap();
        assert!(message.contains(words), "{message}");
    }
    let told: BTreeSet<&str> = cases().iter().map(|(_, _, code, _)| *code).collect();
    let known: BTreeSet<&str> = CODES.into_iter().collect();
    assert!(told.is_subset(&known));
}

/// In JavaScript options have other names, and what is said of them too.
#[test]
fn options_are_named_as_they_are_written() {
    use leeway::study::{Ask, FitOptions};
    let said = |text: &str| {
        let options = leeway::json::parse(text).unwrap();
        FitOptions::read(Ask::in_code(&options)).map_err(|refused| refused.plain().get("message").cloned().unwrap())
    };
    let sound =
        said(r#"{"risk": "error", "targetLevel": 0.02, "startErrors": 3, "fittedAt": 7, "confidenceLevel": 0.9}"#);
    let sound = sound.unwrap();
    assert_eq!((sound.goal.search.start_errors, sound.fitted_at), (3, Some(7.0)));
    for (text, words) in [
        ("{}", "`targetLevel` is missing: the share of errors allowed"),
        (r#"{"target": 0.02}"#, "there is no option `target`; there are `risk`, `targetLevel`, `confidenceLevel`"),
        (r#"{"targetLevel": 0.02, "confidence": 0.9}"#, "there is no option `confidence`;"),
        (r#"{"targetLevel": 0.02, "splits": "a"}"#, "there is no option `splits`: did you mean `split`?"),
        (
            r#"{"targetLevel": 0.02, "start_errors": 3}"#,
            "there is no option `start_errors`: did you mean `startErrors`?",
        ),
        (r#"{"targetLevel": 2}"#, "`targetLevel` is 2; it must be above 0 and below 1 (5% is 0.05)"),
        (r#"{"targetLevel": 0.02, "confidenceLevel": "x"}"#, "`confidenceLevel` is not a number"),
        (r#"{"targetLevel": 0.02, "startErrors": 0.5}"#, "`startErrors` is 0.5"),
        (r#"{"targetLevel": 0.02, "costOfError": -1}"#, "`costOfError` is -1"),
        (r#"{"targetLevel": 0.02, "costOfError": 1}"#, "`costOfError` and `costOfReview` go together"),
        (r#"{"targetLevel": 0.02, "timeUnit": "h"}"#, "`arrivals` and `timeUnit` go with `capacity`"),
        (r#"{"targetLevel": 0.02, "shareOverFits": 3}"#, "`shareOverFits` is neither true nor false"),
        (r#"{"targetLevel": 0.02, "auditSalt": 3}"#, "`auditSalt` is not a text"),
        (r#"{"targetLevel": 0.02, "verify": 3}"#, "`verify` is neither a text nor"),
    ] {
        let message = said(text).unwrap_err();
        assert!(message.as_text().unwrap().starts_with(words), "{message:?}");
    }
}

/// A column that is not there may be a slip.
#[test]
fn a_column_that_is_not_there_is_told_with_those_that_are() {
    use leeway::log::{Reading, Renames};
    use leeway::study::{About, Source};
    for (pair, words) in [
        (("confidence", "scor"), "the log has no column `scor`: did you mean `score`? it has `id`, `score`, `locale`"),
        (("signals.locale", "lang"), "the log has no column `lang`; it has `id`, `score`, `locale`"),
    ] {
        let mut reading = Reading::default().renamed(Renames::new([pair]).unwrap());
        reading.feed(b"id,score,locale,id\na,0.9,fr,b\n");
        let source = Source { log: reading.finish(), ..Source::default() };
        assert_eq!(fit_of(&source, POLICY, COMPLETE).unwrap_err().code(), "NO_SUCH_COLUMN");
        let about = About(&source).plain();
        assert_eq!(about.get("problem").and_then(Value::as_text), Some(words));
        assert_eq!(about.get("columns_twice"), Some(&Value::List(vec![Value::from("id")])));
    }
    let wide: Vec<String> = (0..45).map(|at| format!("c{at}")).collect();
    let problem = About(&source(&format!("{}\n", wide.join(",")))).plain();
    let problem = problem.get("problem").and_then(Value::as_text).unwrap().to_owned();
    assert!(problem.contains("`c39` and 5 more"), "{problem}");
    let sound = About(&source("confidence\n0.9\n")).plain();
    assert_eq!(sound.get("problem"), Some(&Value::Null));
}

/// What a fit can say after it has looked at the labels: no threshold, with its reason.
#[test]
fn no_threshold_is_an_answer() {
    for (text, words) in [
        (log(2000, |at| (score(at), Some(false))), "surest of are wrong too often"),
        (log(2000, |at| (0.7, Some(at % 50 > 0))), "one score"),
        (log(60, |at| (score(at), Some(at % 50 > 0))), "needs 64 more labels: it has 60 of 124"),
        (log(2000, |at| (score(at), Some(score(at) < 0.6))), "surest of are wrong too often"),
    ] {
        let fit = fit_of(&source(&text), POLICY, COMPLETE).unwrap();
        let [family] = fit.families.as_slice() else { panic!("{words}") };
        assert!(family.found.outcome.unwrap_err().words().contains(words), "{:?}", family.found.outcome);
        assert_eq!(fit.automatic.rows, 0);
        assert_sound(&fit.plain());
    }
}

#[test]
fn nothing_is_learnt_of_nothing() {
    for (text, code) in [
        (String::new(), "NO_ROWS"),
        (log(50, |at| (score(at * 19), None)), "NO_LABELS"),
        (log(50, |at| (score(at * 19), Some(true))), "NOTHING_WRONG"),
        (log(50, |at| (score(at * 19), Some(false))), "NOTHING_RIGHT"),
        (log(50, |at| (0.5, Some(at % 2 > 0))), "CONSTANT_SCORE"),
        (log(50, |at| (score(at * 19), Some(at < 25))), "ANTI_CORRELATED"),
    ] {
        let refused = calibrate_of(&source(&text), "{}").unwrap_err();
        assert_eq!(refused.code(), code);
    }
    // Too few to hold any back: a map, and no word on whether it is any better.
    let few = calibrate_of(&source(&log(4, |at| (score(at * 300), Some(at > 1)))), "{}").unwrap();
    assert!(few.after.is_err() && few.comparison.is_err() && few.verdict().is_none());
    assert_sound(&few.plain());
}

/// Rows with an id that was there before do not count twice, and contradicted labels count for nothing.
#[test]
fn duplicates_and_contradictions_are_counted() {
    let sound = log(2000, |at| (score(at), Some(at % 30 > 0)));
    let double = format!("{sound}r5,m,{},0.1,1\nr6,m,{},0.1,0\n", score(5), score(6));
    let [one, other] = [&sound, &double].map(|text| fit_of(&source(text), POLICY, COMPLETE).unwrap());
    let labels = |fit: &leeway::study::Fit| fit.families[0].found.path.labels;
    assert_eq!((labels(&one), labels(&other)), (2000, 1999));
    assert_eq!(other.fitted.left_out.unlabelled, 1);
    assert_eq!(source(&double).log.counts().iter().map(|counted| counted.rows).sum::<u64>(), 2);
}

/// Numbers are numbers.
pub fn assert_sound(value: &Value) {
    match value {
        Value::Number(number) => assert!(number.is_finite()),
        Value::List(items) => items.iter().for_each(assert_sound),
        Value::Object(members) => members.iter().for_each(|(_, member)| assert_sound(member)),
        Value::Null | Value::Boolean(_) | Value::Text(_) => {}
    }
}

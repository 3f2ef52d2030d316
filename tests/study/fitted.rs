//! Fits to logs: the cases are those of the rows, and what is promised on some rows holds on others.

use super::bad::assert_sound;
use super::{POLICY, beside, bundled, fit_of, source};
use crate::agree::compiled;
use crate::generate::{self, Draw};
use leeway::action::Action;
use leeway::api;
use leeway::decide::read_facts;
use leeway::json::{self, Value, parse};
use leeway::log::Log;
use leeway::policy::options_scope;
use leeway::study::Fit;
use leeway::tune::{Admission, Admissions, Case, Fold, Folds, Goal, Promise, Selection, fit_threshold};
use leeway::value::Plain;

/// The cases of one model and split, made of the rows one by one.
fn by_hand<'l>(
    source: &'l leeway::study::Source,
    policy: &leeway::Policy,
    model: &'l str,
    split: &str,
) -> Vec<Case<'l>> {
    let log: &Log = &source.log;
    let mut admissions = Admissions::new(policy);
    let is_of = |row: &usize| log.model().get(*row) == Some(model) && log.split().get(*row) == Some(split);
    let mut cases = Vec::new();
    for row in (0..log.rows()).filter(is_of) {
        let input = log.input(row, policy, beside(source));
        let facts = read_facts(policy, &input, source.health.as_ref()).0;
        let numbers = leeway::record::Numbers::new(policy, &facts);
        let score = if numbers.calibrated.is_nan() { numbers.confidence } else { numbers.calibrated };
        cases.push(Case {
            row: row as u64,
            id: log.id().get(row),
            unit: log.unit().get(row),
            model: Some(model),
            score,
            correct: log.correct()[row],
            source: log.label_source(row),
            propensity: None,
            admission: admissions.of(&facts),
        });
    }
    cases
}

/// A log with a policy under which something of it can be automatic.
fn fitted_one(name: &str) -> (leeway::study::Source, String) {
    let (source, text) = bundled(name);
    (source, if name == "clinc150" { text } else { POLICY.replace(r#""high": 0.5"#, r#""high": 0.95"#) })
}

#[test]
fn rows_become_the_cases_that_they_are() {
    let mut thresholds = 0;
    for (name, model) in
        [("clinc150", "lr-v1"), ("clinc150", "mlp-v2"), ("sms_spam", "nb-v2"), ("credit_default", "hgb-v1")]
    {
        let (source, text) = fitted_one(name);
        let document = parse(&text).unwrap();
        let policy = compiled(&document);
        for target in ["0.02", "0.1"] {
            let asked = format!(r#"{{"target": {target}, "model": "{model}", "split": "cal", "labels": "complete"}}"#);
            let found = fit_of(&source, &text, &asked).unwrap();
            let mut goal = Goal::new(Promise::new(target.parse().unwrap(), 0.05).unwrap());
            goal.selection = Selection { model: Some(model.to_owned()), is_complete: true, ..Selection::default() };
            let cases = by_hand(&source, &policy, model, "cal");
            let expected = fit_threshold(&policy, &document, &cases, &goal).unwrap();
            assert_eq!(found.fitted.families, expected.families, "{name} {model}");
            assert_eq!((&found.fitted.apart, &found.fitted.left_out), (&expected.apart, &expected.left_out));
            thresholds += expected.families.iter().filter(|family| family.outcome.is_ok()).count();
            assert_sound(&found.plain());
        }
    }
    assert!(thresholds >= 4, "{thresholds}");
}

/// Calibrated on one half of the rows, fitted on the other: what the document's own map makes of scores is what was tested.
#[test]
fn calibration_and_thresholds_learn_from_different_rows() {
    let (source, text) = bundled("clinc150");
    let asked = r#"{"target": 0.05, "model": "mlp-v2", "split": "cal", "labels": "complete", "calibrate": "isotonic"}"#;
    let found = fit_of(&source, &text, asked).unwrap();
    let map = found.map.as_ref().unwrap();
    let policy = compiled(&found.document);
    let cases = by_hand(&source, &policy, "mlp-v2", "cal");
    let folds = Folds { salt: "fit".to_owned(), count: 2 };
    let of = |fold| cases.iter().filter(|case| folds.contains(fold, case)).count() as u64;
    assert_eq!((map.before.count, found.rows), (of(Fold::Calibration), of(Fold::Thresholds)));
    assert_eq!(map.before.count + found.rows, cases.len() as u64);
    let [family] = found.families.as_slice() else { panic!("one family") };
    for step in &family.found.path.tested {
        let inside = |case: &&Case<'_>| {
            folds.contains(Fold::Thresholds, case)
                && case.admission == Admission::From(family.found.family)
                && case.score >= step.threshold
        };
        let accepted: Vec<&Case<'_>> = cases.iter().filter(inside).collect();
        let errors = accepted.iter().filter(|case| case.correct == Some(false)).count() as u64;
        assert_eq!((step.accepted, step.errors), (accepted.len() as u64, errors));
    }
    // Better calibrated, on rows that the map has not seen.
    let after = map.after.as_ref().unwrap();
    assert!(after.equal_width.expected_error < 0.3 * map.before.equal_width.expected_error);
}

/// Rows of one unit stand on one side.
#[test]
fn rows_of_a_unit_are_not_apart() {
    let mut text = "id,unit,model,confidence,impact,correct\n".to_owned();
    for at in 0..6000 {
        text.push_str(&format!(
            "r{at},u{},m,{},0.1,{}\n",
            at / 4,
            (at * 7919 % 1000) as f64 / 1000.0,
            u8::from(at % 40 > 0)
        ));
    }
    let found = fit_of(&source(&text), POLICY, r#"{"target": 0.05, "labels": "complete", "calibrate": "isotonic"}"#);
    // The scores say nothing here, so that they may turn out anti-correlated; then nothing is said of units either.
    let found = found.or_else(|_| fit_of(&source(&text), POLICY, r#"{"target": 0.05, "labels": "complete"}"#)).unwrap();
    assert!(found.fitted.has_units);
    let labels = found.families[0].found.path.labels;
    assert_eq!(labels + found.fitted.left_out.same_unit, found.rows);
    assert_eq!(found.rows % 4, 0);
}

/// On rows that it was not fitted to, the whole fitted policy does by itself what was counted, and no more of it is wrong
/// than was promised, but by chance.
#[test]
fn what_is_verified_is_what_the_fitted_policy_does() {
    let (mut held, mut all) = (0, 0);
    for (name, model) in
        [("clinc150", "lr-v1"), ("clinc150", "mlp-v2"), ("sms_spam", "lr-v1"), ("credit_default", "hgb-v1")]
    {
        let (source, text) = fitted_one(name);
        for target in ["0.02", "0.05", "0.1"] {
            let asked = format!(
                r#"{{"target": {target}, "model": "{model}", "split": "cal", "verify": "test", "labels": "complete"}}"#
            );
            let found = fit_of(&source, &text, &asked).unwrap();
            let verified = found.verified.as_ref().unwrap();
            if let Some(is_met) = verified.is_met {
                held += u32::from(is_met);
                all += 1;
            }
            if found.families.iter().any(|family| family.found.outcome.is_err()) {
                continue;
            }
            assert_eq!(verified.automatic.rows, automatic(&source, &found, model, "test"), "{name} {model}");
        }
    }
    assert!(all >= 6 && held + 1 >= all, "{held} of {all}");
}

/// Rows that the fitted document decides to apply.
fn automatic(source: &leeway::study::Source, found: &Fit, model: &str, split: &str) -> u64 {
    let policy = api::compile(&json::write(&found.document)).unwrap();
    let log = &source.log;
    let is_of = |row: &usize| log.model().get(*row) == Some(model) && log.split().get(*row) == Some(split);
    let applies = |row: &usize| {
        let input = log.input(*row, &policy, beside(source));
        policy.decide(&input, source.health.as_ref()).action == Action::AutoApply
    };
    (0..log.rows()).filter(is_of).filter(applies).count() as u64
}

/// The document without its evidence, which names the log.
fn thresholds(document: &Value) -> Value {
    let Value::Object(members) = document else { panic!("no document") };
    Value::Object(members.iter().filter(|(name, _)| name != "evidence").cloned().collect())
}

/// A log that names no model is fitted under the name that is given, by a policy that calibrates too.
#[test]
fn a_model_may_be_named_by_whoever_asks() {
    let rows = |model: &str| {
        let mut text = "id,model,confidence,impact,correct\n".to_owned();
        for at in 0..3000 {
            let score = (at * 7919 % 1000) as f64 / 1000.0;
            text.push_str(&format!("r{at},{model},{score},0.1,{}\n", u8::from(score > 0.4 || at % 3 > 0)));
        }
        text
    };
    for extra in ["", r#", "calibrate": "isotonic""#] {
        let asked = format!(r#"{{"target": 0.05, "labels": "complete", "model": "mine"{extra}}}"#);
        let [named, unnamed] = [rows("mine"), rows("")].map(|text| fit_of(&source(&text), POLICY, &asked).unwrap());
        assert_eq!(thresholds(&named.document), thresholds(&unnamed.document));
        assert_eq!(named.families, unnamed.families);
        assert!(named.families[0].found.outcome.is_ok());
        assert_eq!(unnamed.evidence.get("model"), Some(&Value::from("mine")));
    }
    let calibrated = POLICY.replacen('{', r#"{"calibration": {"other": {"points": [[0, 0], [1, 1]]}},"#, 1);
    let refused = fit_of(&source(&rows("")), &calibrated, r#"{"target": 0.05, "labels": "complete", "model": "mine"}"#);
    assert_eq!(refused.unwrap_err().code(), "NOT_CALIBRATED");
}

/// Whatever policy and log, a fit ends with an answer whose numbers are numbers, and with a document that differs in
/// thresholds and evidence alone.
#[test]
fn any_log_and_policy_have_an_answer() {
    let mut fits = 0;
    for seed in 0..crate::props::scaled(150) {
        let mut draw = Draw::from_seed((97 << 32) + seed);
        let document = generate::document(&mut draw);
        let policy = compiled(&document);
        let mut text = String::new();
        for at in 0..draw.below(400) {
            let asked = generate::clean(&mut draw, &document);
            let Value::Object(mut members) = asked.input else { continue };
            members.retain(|(name, _)| name != "id" && name != "correct" && name != "model");
            members.push(("id".to_owned(), Value::Text(format!("i{at}"))));
            members.push(("model".to_owned(), "m".into()));
            members.push(("correct".to_owned(), Value::Boolean(draw.chance(80))));
            text.push_str(&json::write(&Value::Object(members)));
            text.push('\n');
        }
        let asked = r#"{"target": 0.3, "confidence": 0.8, "labels": "complete"}"#;
        match fit_of(&source(&text), &json::write(&document), asked) {
            Err(refused) => assert!(!refused.code().is_empty()),
            Ok(found) => {
                fits += 1;
                assert_sound(&found.plain());
                // Options that were fitted to other thresholds are not about these.
                let is_there =
                    |document: &Value| document.get("options").is_some_and(|part| part.get("threshold").is_some());
                let is_moved = options_scope(&found.document, "m") != options_scope(&document, "m");
                assert_eq!(found.options_dropped, is_there(&document) && is_moved);
                assert_eq!(is_there(&found.document), is_there(&document) && !is_moved);
                let own = ["confidence", "operations", "segments", "evidence", "options"];
                let rest = |document: &Value| match document {
                    Value::Object(members) => {
                        members.iter().filter(|(name, _)| !own.contains(&name.as_str())).cloned().collect::<Vec<_>>()
                    }
                    _ => Vec::new(),
                };
                assert_eq!(rest(&found.document), rest(&document));
            }
        }
        let _ = policy;
    }
    assert!(fits > 10, "{fits}");
}

/// What a document says of an older fit does not keep it from being fitted anew, and fits of other models stay for as long as
/// the thresholds are those that they tested.
#[test]
fn a_document_with_evidence_is_fitted_again() {
    let rows = |model: &str, wrong: usize| {
        let mut text = "id,model,confidence,impact,correct\n".to_owned();
        for at in 0..3000 {
            let score = (at * 7919 % 1000) as f64 / 1000.0;
            text.push_str(&format!("r{at},{model},{score},0.1,{}\n", u8::from(score > 0.4 || at % wrong > 0)));
        }
        source(&text)
    };
    let asked = r#"{"target": 0.05, "labels": "complete"}"#;
    let models = |fit: &Fit| {
        let Some(Value::List(fits)) = fit.document.get("evidence").and_then(|evidence| evidence.get("fits")) else {
            panic!("no fits")
        };
        fits.iter().map(|fit| fit.get("model").unwrap().as_text().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let one = fit_of(&rows("one", 3), POLICY, asked).unwrap();
    assert_eq!((models(&one), one.problems.len()), (vec!["one".to_owned()], 0));
    assert_eq!(fit_of(&rows("one", 3), &one.text(), asked).unwrap().text(), one.text());
    // Another model with the same rows has the same threshold; with others it has not.
    let both = fit_of(&rows("two", 3), &one.text(), asked).unwrap();
    let mut found = models(&both);
    found.sort();
    assert_eq!((found, both.dropped.len(), both.problems.len()), (vec!["one".to_owned(), "two".to_owned()], 0, 0));
    let worse = source(&rows_of(&rows("two", 3), 0.6237));
    let alone = fit_of(&worse, &one.text(), asked).unwrap();
    assert_eq!((models(&alone), alone.dropped.clone()), (vec!["two".to_owned()], vec!["one".to_owned()]));
    // Edited by hand, the evidence holds no longer; a fit finds it anew.
    let edited = one.text().replacen("\"high\": 0.5", "\"high\": 0.6", 1);
    assert!(api::compile(&edited).is_err());
    let again = fit_of(&rows("one", 3), &edited, asked).unwrap();
    assert!(again.problems.is_empty() && again.dropped.is_empty());
    api::compile(&again.text()).unwrap();
}

/// The rows of a log, wrong below another score.
fn rows_of(source: &leeway::study::Source, limit: f64) -> String {
    let mut text = "id,model,confidence,impact,correct\n".to_owned();
    // Other scores than those at which thresholds were tried.
    for row in 0..source.log.rows() {
        let score = source.log.confidence()[row] * 0.98;
        text.push_str(&format!("w{row},two,{score},0.1,{}\n", u8::from(score > limit || row % 3 > 0)));
    }
    text
}

//! What is said beside an answer that stands: columns that seem to be mixed up, names of models that differ, and tests of
//! the policy that a fit broke.

use super::{POLICY, calibrate_of, fit_of, source};
use crate::generate::Draw;
use leeway::api;
use leeway::diagnostic::{Code, Diagnostic};
use leeway::json::parse;
use leeway::log::Operations;
use leeway::math::clopper_pearson;
use leeway::study::{Fit, HINT_CODES, Refused, at_thresholds};
use std::collections::BTreeSet;

const ASKED: &str = r#"{"target": 0.05, "labels": "complete", "model": "m"}"#;

/// So many rows of a spam filter, with what was true beside what it said, right where `is_right`.
fn rows(count: usize, mut is_right: impl FnMut(usize) -> bool) -> String {
    let mut text = "id,confidence,impact,predicted,label\n".to_owned();
    for at in 0..count {
        let predicted = if at % 3 == 0 { "spam" } else { "ham" };
        let label = if is_right(at) { predicted } else { "train" };
        text.push_str(&format!("r{at},{},0.1,{predicted},{label}\n", (at * 7919 % 1000) as f64 / 1000.0));
    }
    text
}

fn codes(fit: &Fit) -> Vec<&'static str> {
    fit.hints.iter().map(|hint| hint.code).collect()
}

#[test]
fn labels_that_never_equal_their_predictions_are_told() {
    let none = rows(2000, |_| false);
    let found = fit_of(&source(&none), POLICY, ASKED).unwrap();
    assert_eq!(codes(&found), ["NO_LABEL_EQUALS_PREDICTION"]);
    let message = &found.hints[0].message;
    assert!(message.contains("in 2000 rows (the first predicts `spam` and is labelled `train`)"), "{message}");
    assert!(message.contains("`correct=COLUMN`"), "{message}");
    assert!(!found.has_threshold());
    // Where a map is fitted first, or is all that is asked for, there is no answer, and the reason says so too.
    let calibrating = r#"{"target": 0.05, "labels": "complete", "model": "m", "calibrate": "auto"}"#;
    let refused =
        [fit_of(&source(&none), POLICY, calibrating).unwrap_err(), calibrate_of(&source(&none), "{}").unwrap_err()];
    for refused in refused {
        let Refused::Because { code, message } = refused else { panic!("a document") };
        assert!(code == "NOTHING_RIGHT" && message.contains("no label equals a prediction"), "{message}");
    }
    // One that is right is enough, and so is a column that says what is right, whatever labels say.
    let one = fit_of(&source(&rows(2000, |at| at == 7)), POLICY, ASKED).unwrap();
    assert!(codes(&one).is_empty());
    let mut told = String::new();
    for (at, line) in none.lines().enumerate() {
        told.push_str(&format!(
            "{line},{}\n",
            if at == 0 {
                "correct"
            } else if at % 9 > 0 {
                "1"
            } else {
                "0"
            }
        ));
    }
    assert!(codes(&fit_of(&source(&told), POLICY, ASKED).unwrap()).is_empty());
    // Without what was said there is nothing to compare.
    let wrong = told.replace("predicted,label,correct", "guess,truth,correct").replace(",1\n", ",0\n");
    assert!(codes(&fit_of(&source(&wrong), POLICY, ASKED).unwrap()).is_empty());
}

#[test]
fn another_model_than_the_policy_knows_is_told() {
    let log = source(&rows(3000, |at| at * 7919 % 1000 > 400 || at % 4 > 0));
    let asked = |model: &str| ASKED.replace("\"m\"", &format!("\"{model}\""));
    let first = fit_of(&log, POLICY, &asked("one")).unwrap();
    assert!(first.has_threshold() && codes(&first).is_empty());
    assert!(codes(&fit_of(&log, &first.text(), &asked("one")).unwrap()).is_empty());
    let other = fit_of(&log, &first.text(), &asked("two")).unwrap();
    assert_eq!(codes(&other), ["OTHER_MODEL"]);
    assert!(
        other.hints[0].message.contains("knows model `one`, and this is about `two`"),
        "{}",
        other.hints[0].message
    );
    for (model, hints) in [("one", 0), ("two", 1)] {
        let map = calibrate_of(&log, &format!(r#"{{"model": "{model}"}}"#)).unwrap();
        let with = leeway::study::with_calibration(&first.text(), &map).unwrap();
        assert_eq!(with.hints.len(), hints, "a map of `{model}`");
        assert!(with.hints.iter().all(|hint| hint.code == "OTHER_MODEL"));
    }
    // A map for any model is for this one too.
    let map = r#"{"leeway": 1, "calibration": {"*": {"method": "platt", "points": [[0, 0], [1, 1]]}},"#;
    let calibrated = POLICY.replace(
        r#"{
    "leeway": 1,"#,
        map,
    );
    assert!(codes(&fit_of(&log, &calibrated, &asked("two")).unwrap()).is_empty());
    assert!(
        codes(
            &fit_of(&log, &calibrated.replace("\"*\"", "\"one\", \"x\": 1").replace(", \"x\": 1", ""), &asked("one"))
                .unwrap()
        )
        .is_empty()
    );
    assert!(codes(&first).iter().chain(&codes(&other)).all(|code| HINT_CODES.contains(code)));
}

/// A test whose case has no threshold now, or a higher one, fails where it stands in the text that is written, and the help
/// says what the fit changed.
#[test]
fn tests_that_a_fit_breaks_say_why() {
    let policy = POLICY.replace(
        r#""impact": {"low": 0, "high": 0.5}"#,
        r#""impact": {"low": 0, "high": 0.5},
           "signals": {"lang": {"type": "string", "values": ["en", "fr"]}},
           "segments": [{"name": "french", "when": {"signal": "lang", "is": "fr"}, "confidence": {"high": 0.9}}],
           "tests": [
             {"name": "sure", "given": {"confidence": 0.86, "impact": 0.1, "signals": {"lang": "en"}}, "expect": "auto_apply"},
             {"name": "french", "given": {"confidence": 0.95, "impact": 0.1, "signals": {"lang": "fr"}}, "expect": "auto_apply"},
             {"name": "other", "given": {"model": "n", "confidence": 0.95, "impact": 0.1, "signals": {"lang": "en"}}, "expect": "auto_apply"},
             {"name": "surest", "given": {"confidence": 1, "impact": 0.1, "signals": {"lang": "en"}}, "expect": "auto_apply"},
             {"name": "unsure", "given": {"confidence": 0.2, "impact": 0.1, "signals": {"lang": "en"}}, "expect": "show_options"}
           ]"#,
    );
    let mut log = "id,confidence,impact,lang,correct\n".to_owned();
    let mut draw = Draw::from_seed(7);
    for at in 0..4000 {
        let (score, lang) = ((at * 7919 % 1000) as f64 / 1000.0, if at % 100 == 0 { "fr" } else { "en" });
        let is_right = score > 0.92 || draw.chance(70);
        log.push_str(&format!("r{at},{score},0.1,{lang},{}\n", u8::from(is_right)));
    }
    let found = fit_of(&source(&log), &policy, ASKED).unwrap();
    let text = found.text();
    let [sure, french, other] = found.problems.as_slice() else { panic!("{:?}", found.problems) };
    for (problem, name, help) in [
        (sure, "`sure`", "`high` confidence began at 0.85 for its case, and begins at 0.9"),
        (french, "`french`", "no threshold was found for cases like its (`high` began at 0.9): needs "),
        (other, "`other`", "it is of model `n`, and the fit of `m`"),
    ] {
        let told = problem.help.as_deref().unwrap();
        assert!(
            problem.code == Code::TestFailed && problem.message.contains(name) && told.contains(help),
            "{problem:?}"
        );
        let line = usize::try_from(problem.span.unwrap().line).unwrap();
        assert!(text.lines().nth(line - 1).unwrap().contains("\"expect\""), "{line}");
    }
    // What names its model now passes, and what is not automatic never had to.
    assert!(text.contains(r#""model": "m""#));
    // `check` finds the same three.
    assert_eq!(api::check(&text).iter().filter(|problem| problem.code == Code::TestFailed).count(), 3);
    // A log without such cases has no threshold for them.
    let english = log.replace(",fr,", ",en,");
    let found = fit_of(&source(&english), &policy, ASKED).unwrap();
    let told = found.problems.iter().find(|problem| problem.message.contains("`french`")).unwrap();
    assert!(told.help.as_deref().unwrap().contains("the log has no labelled case like its"), "{told:?}");
}

/// Once a policy is calibrated every input names its model. Tests that named none are given the name, by a map as by a fit that
/// begins with one; what the map makes of the others is told.
#[test]
fn tests_without_a_model_outlive_calibration() {
    let with_tests = |tests: &str| POLICY.replace(r#""high": 0.5}"#, &format!(r#""high": 0.5}}, "tests": [{tests}]"#));
    let surest = r#"{"name": "surest", "given": {"confidence": 0.999, "impact": 0.1}, "expect": "auto_apply"}"#;
    let policy = with_tests(&format!(
        r#"{surest},
        {{"name": "unsure", "given": {{"confidence": 0.2, "impact": 0.1}}, "expect": "show_options"}},
        {{"name": "between", "given": {{"confidence": 0.86, "impact": 0.1}}, "expect": "auto_apply"}}"#
    ));
    let mut draw = Draw::from_seed(11);
    let log = source(&rows(4000, |at| at * 7919 % 1000 > 900 || draw.chance(70)));
    let map = calibrate_of(&log, r#"{"model": "m"}"#).unwrap();
    let with = leeway::study::with_calibration(&policy, &map).unwrap();
    let messages = |problems: Vec<Diagnostic>| problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>();
    let failing = messages(api::errors(&with.text()));
    assert_eq!(failing.len(), 1, "{failing:?}");
    assert!(failing[0].contains("`between`") && !failing[0].contains("missing"), "{failing:?}");
    assert_eq!(messages(with.problems.clone()), failing);
    assert_eq!(with.text().matches(r#""model": "m""#).count(), 3);
    // A fit that begins with a map, and ends some day.
    let dated = ASKED.replace('}', r#", "at": 1700000000, "valid_until": 1800000000}"#);
    let found = fit_of(&log, &policy, &dated.replace('}', r#", "calibrate": "auto"}"#)).unwrap();
    let told = messages(found.problems.clone());
    assert!(found.has_threshold() && told.len() == 1 && told[0].contains("`between`"), "{told:?}");
    assert!(found.text().contains(r#""now": 1800000000"#));
    // What has the name already lacks the moment only.
    let calibrated = leeway::study::with_calibration(&with_tests(surest), &map).unwrap().text();
    let found = fit_of(&log, &calibrated, &dated).unwrap();
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    assert_eq!(found.text().matches(r#""now": 1800000000"#).count(), 1);
}

/// A segment that asks less than the base, and was tested, is as its evidence says.
#[test]
fn a_fitted_threshold_is_not_looser_than_meant() {
    let policy = POLICY.replace(
        r#""impact": {"low": 0, "high": 0.5}"#,
        r#""impact": {"low": 0, "high": 0.5},
           "signals": {"lang": {"type": "string", "values": ["en", "fr"]}},
           "segments": [{"name": "french", "when": {"signal": "lang", "is": "fr"}, "confidence": {"high": 0.8}}]"#,
    );
    let looser = |text: &str| api::check(text).iter().filter(|problem| problem.code == Code::LooserThanBase).count();
    assert_eq!(looser(&policy), 1);
    let mut log = "id,confidence,impact,lang,correct\n".to_owned();
    for at in 0..6000 {
        let (score, lang) = ((at * 7919 % 1000) as f64 / 1000.0, if at % 2 == 0 { "fr" } else { "en" });
        let sure = if lang == "fr" { 0.4 } else { 0.7 };
        log.push_str(&format!("r{at},{score},0.1,{lang},{}\n", u8::from(score > sure || at % 8 < 4)));
    }
    let found = fit_of(&source(&log), &policy, ASKED).unwrap();
    let thresholds: Vec<f64> = found.families.iter().map(|family| family.found.outcome.unwrap()).collect();
    assert!(thresholds.len() == 2 && thresholds[1] < thresholds[0], "{thresholds:?}");
    assert_eq!(looser(&found.text()), 0, "{:?}", api::check(&found.text()));
    // Without its evidence it is a threshold like any other.
    let start = found.text().find("  \"evidence\"").unwrap();
    let end = found.text().find("  \"confidence\": {").unwrap();
    let bare = format!("{}{}", &found.text()[..start], &found.text()[end..]);
    assert_eq!(looser(&bare), 1);
}

#[test]
fn operations_that_the_policy_does_not_list_are_told() {
    let listed = POLICY.replace(
        r#""impact": {"low": 0, "high": 0.5}"#,
        r#""impact": {"low": 0, "high": 0.5}, "operations": {"hamm": {"impact": "low"}, "spam": {"impact": "low"}}"#,
    );
    let log = source(&rows(2000, |at| at * 7919 % 1000 > 300 || at % 4 > 0));
    let found = fit_of(&log, &listed, ASKED).unwrap();
    let [hint] = found.hints.as_slice() else { panic!("{:?}", found.hints) };
    let expected = "1333 rows are of operation `ham`, which the policy does not list; did you mean `hamm`?";
    assert_eq!((hint.code, hint.message.as_str()), ("UNKNOWN_OPERATION", expected));
    // Where any operation is taken, only one that is nearly listed is asked about.
    let any = listed.replace(r#""spam": {"impact": "low"}}"#, r#""spam": {"impact": "low"}, "*": {"impact": "high"}}"#);
    assert_eq!(codes(&fit_of(&log, &any, ASKED).unwrap()), ["UNKNOWN_OPERATION"]);
    let far = any.replace("hamm", "archive");
    assert!(codes(&fit_of(&log, &far, ASKED).unwrap()).is_empty());
    // What the app does for a label counts, and a row's own operation before that.
    let mut mapped = source(&rows(2000, |at| at * 7919 % 1000 > 300 || at % 4 > 0));
    mapped.operations = Some(Operations::read(r#"{"hamm": ["ham"]}"#).unwrap());
    assert!(codes(&fit_of(&mapped, &listed, ASKED).unwrap()).is_empty());
    // Where nothing is listed, nothing can be automatic: the reason names it.
    let none = listed.replace("hamm", "archive").replace("spam", "delete");
    let Err(Refused::Because { code, message }) = fit_of(&log, &none, ASKED) else { panic!("it is fitted") };
    let words = "1333 rows are of operation `ham`, which the policy does not list";
    assert!(code == "NOTHING_AUTOMATIC" && message.contains(words), "{message}");
}

#[test]
fn signals_that_are_nearly_the_policys_are_told() {
    let policy = POLICY.replace(
        r#""impact": {"low": 0, "high": 0.5}"#,
        r#""impact": {"low": 0, "high": 0.5}, "signals": {"locale": {"type": "string", "values": ["en", "fr"], "default": "en"}}"#,
    );
    let log = |name: &str| {
        let rows = rows(2000, |at| at * 7919 % 1000 > 300 || at % 4 > 0);
        source(
            &rows
                .lines()
                .enumerate()
                .map(|(at, line)| format!("{line},{}\n", if at == 0 { name } else { "en" }))
                .collect::<String>(),
        )
    };
    let found = fit_of(&log("signals.local"), &policy, ASKED).unwrap();
    assert_eq!(codes(&found), ["UNKNOWN_SIGNAL"]);
    let expected = "the policy declares no signal `local`, which the log has; did you mean `locale`?";
    assert_eq!(found.hints[0].message, expected);
    for name in ["signals.locale", "locale", "signals.weather", "local"] {
        assert!(codes(&fit_of(&log(name), &policy, ASKED).unwrap()).is_empty(), "{name}");
    }
}

/// Above the target is broken only where chance does not explain it.
#[test]
fn a_promise_is_broken_where_the_interval_is_beyond() {
    let mut seen = BTreeSet::new();
    for (wrong, of) in [(0, 400), (20, 400), (21, 400), (30, 400), (31, 400), (60, 400), (3, 5)] {
        let mut log = "id,confidence,impact,correct,split\n".to_owned();
        for at in 0..1000 {
            log.push_str(&format!("a{at},0.9{},0.1,{},cal\n", at % 10, u8::from(at % 100 > 0)));
        }
        for at in 0..of {
            log.push_str(&format!("b{at},0.99,0.1,{},test\n", u8::from(at >= wrong)));
        }
        let asked = r#"{"target": 0.05, "labels": "complete", "model": "m", "split": "cal", "verify": "test"}"#;
        let found = fit_of(&source(&log), POLICY, asked).unwrap();
        let verified = found.verified.unwrap();
        assert_eq!((verified.automatic.wrong, verified.automatic.known()), (wrong, of));
        assert_eq!(verified.is_met, Some(wrong as f64 <= 0.05 * of as f64));
        assert_eq!(verified.is_broken, clopper_pearson(wrong, of, 0.95).low > 0.05);
        assert!(!(verified.is_broken && verified.is_met == Some(true)));
        seen.insert((verified.is_met, verified.is_broken));
    }
    assert_eq!(seen.len(), 3, "kept, within chance, broken: {seen:?}");
}

/// A threshold that no fit tested is told where it stands, with what the fit found; `compile` names the fit.
#[test]
fn an_untested_threshold_is_told_where_it_stands() {
    let policy = POLICY.replace(
        r#""impact": {"low": 0, "high": 0.5}"#,
        r#""impact": {"low": 0, "high": 0.5},
           "signals": {"lang": {"type": "string", "values": ["en", "fr"]}},
           "segments": [{"name": "french", "when": {"signal": "lang", "is": "fr"}, "confidence": {"high": 0.81}}],
           "operations": {"a": {"impact": "low"}, "b": {"impact": "low", "confidence": {"high": 0.82}}}"#,
    );
    let mut log = "id,confidence,operation,lang,correct\n".to_owned();
    for at in 0..8000 {
        let (score, lang) = ((at * 7919 % 1000) as f64 / 1000.0, ["en", "fr"][at / 2 % 2]);
        let operation = ["a", "b"][at % 2];
        log.push_str(&format!("r{at},{score},{operation},{lang},{}\n", u8::from(score > 0.6 || at % 8 < 5)));
    }
    let found = fit_of(&source(&log), &policy, ASKED).unwrap();
    let text = found.text();
    assert_eq!(at_thresholds(&text, api::check(&text)), api::check(&text), "what is fine stays as it is");
    let places = |text: &str| {
        let told = at_thresholds(text, api::check(text));
        let [problem] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(problem.code, Code::EvidenceThreshold);
        let line = usize::try_from(problem.span.unwrap().line).unwrap();
        (problem.pointer.clone(), problem.message.clone(), text.lines().nth(line - 1).unwrap().to_owned())
    };
    let mut seen = BTreeSet::new();
    for family in found.families.iter().filter(|family| family.segment.is_none() || family.operation.is_none()) {
        let threshold = family.found.outcome.unwrap().to_string();
        let start = text.find("\"confidence\": {").unwrap();
        let (pointer, at) = match (&family.segment, &family.operation) {
            (Some(_), _) => ("/segments/0/confidence/high", text.find("\"segments\"").unwrap()),
            (_, Some(_)) => ("/operations/b/confidence/high", text.find("\"b\"").unwrap()),
            _ => ("/confidence/high", start),
        };
        let changed =
            format!("{}{}", &text[..at], text[at..].replacen(&format!("\"high\": {threshold}"), "\"high\": 0.999", 1));
        let (found, message, line) = places(&changed);
        assert_eq!(found, pointer);
        let words = format!("threshold `high` (0.999) was not tested by the fit of model `m`, which found {threshold}");
        assert_eq!(message, words);
        assert!(line.contains("0.999"), "{line}");
        seen.insert(found);
        assert_eq!(api::check(&changed)[0].pointer, "/evidence/fits/0");
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

/// Where a promise is about another model than the input's, `explain` says which there is, and whether the input names one.
#[test]
fn what_evidence_is_of_is_explained() {
    let found = fit_of(&source(&rows(3000, |at| at * 7919 % 1000 > 400 || at % 4 > 0)), POLICY, ASKED).unwrap();
    let policy = api::compile(&found.text()).unwrap();
    for (model, words) in [
        ("", "no evidence covers this model; there is some of `m`; the input names none"),
        (r#""model": "n","#, "no evidence covers this model; there is some of `m`"),
        (r#""model": "m","#, "`evidence-stale` does not apply"),
    ] {
        let input = parse(&format!(r#"{{{model} "confidence": 0.99, "impact": 0.1}}"#)).unwrap();
        let explained = policy.explain(&input, None);
        let told = explained.steps.iter().find(|step| step.text.contains("evidence-stale")).unwrap();
        assert!(told.text.ends_with(words), "{}", told.text);
    }
}

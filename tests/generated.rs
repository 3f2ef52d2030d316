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
    assert_members("LabelsNeeded", &labels_needed(Ask::arguments(&asked)).unwrap().plain());
}

/// The answers of a log have the members that their types say.
#[test]
fn answers_of_logs_have_the_declared_members() {
    use leeway::study::{
        About, Ask, CalibrateOptions, CurveOptions, FitOptions, OptionsFitOptions, ReplayOptions, Source,
    };
    use leeway::study::{calibrate, curves, fit, fit_options, replay, with_calibration};
    let mut reading = leeway::log::Reading::default();
    for at in 0..3000 {
        let score = f64::from(at) / 3000.0;
        let (label, second) =
            (if at % 20 == 0 || at < 900 && at % 2 == 0 { "b" } else { "a" }, (1.0 - score).min(score));
        let row = format!(
            r#"{{"model":"m","split":"{}","impact":0.1,"correct":{},"label":"{label}","alternatives":[{{"label":"a","confidence":{score}}},{{"label":"b","confidence":{second}}}]}}"#,
            if at % 3 == 0 { "test" } else { "cal" },
            label == "a",
        );
        reading.feed(row.as_bytes());
        reading.feed(b"\n");
    }
    reading.feed(b"{}\n");
    let source = Source { log: reading.finish(), ..Source::default() };
    let policy =
        r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.9}, "impact": {"low": 0, "high": 0.5}}"#;
    let asked = |text: &str| leeway::json::parse(text).unwrap();

    let about = About(&source).plain();
    assert_members("LogAbout", &about);
    assert_members("RejectedRows", first(&about, "rejects"));
    assert_members("NamedRows", first(&about, "models"));
    assert_members("LabelCounts", about.get("labels").unwrap());

    let options = asked(r#"{"split": "cal"}"#);
    let found = calibrate(&source, &CalibrateOptions::read(Ask::arguments(&options)).unwrap()).unwrap();
    assert_members("WithCalibration", &with_calibration(policy, &found).unwrap().plain());
    let found = found.plain();
    assert_members("Calibrated", &found);
    for quality in ["before", "after"] {
        let quality = found.get(quality).unwrap();
        assert_members("ScoreQuality", quality);
        assert_members("Corp", quality.get("corp").unwrap());
        assert_members("NullBand", quality.get("ece_by_chance").unwrap());
        assert_members("ReliabilityBin", first(quality, "bins"));
        assert_members("Interval", first(quality, "bins").get("interval").unwrap());
    }
    assert_members("NotLearnt", found.get("left_out").unwrap());
    assert_members("CalibrationComparison", found.get("comparison").unwrap());
    assert_members("Losses", found.get("comparison").unwrap().get("none").unwrap());
    assert_members("LossDifference", first(found.get("comparison").unwrap(), "differences"));
    assert_members("Temperature", found.get("temperature").unwrap());
    assert_members("VennAbersRange", first(&found, "ranges"));

    let options =
        asked(r#"{"target": 0.2, "split": "cal", "verify": "test", "labels": "complete", "calibrate": "platt"}"#);
    let found = fit(&source, policy, &FitOptions::read(Ask::arguments(&options)).unwrap()).unwrap().plain();
    assert_members("PolicyFit", &found);
    assert_members("PromiseMade", found.get("promise").unwrap());
    assert_members("LabelsNeeded", found.get("labels_needed").unwrap());
    assert_members("FamilyOfFit", first(&found, "families"));
    assert_members("TestedThreshold", first(first(&found, "families"), "path"));
    assert_members("TurnedOut", found.get("automatic").unwrap());
    assert_members("FitVerified", found.get("verified").unwrap());
    assert_members("MapOfFit", found.get("calibration").unwrap());

    let options = asked(r#"{"coverage": 0.8, "split": "cal", "verify": "test", "labels": "complete"}"#);
    let found =
        fit_options(&source, policy, &OptionsFitOptions::read(Ask::arguments(&options)).unwrap()).unwrap().plain();
    assert_members("OptionsFit", &found);
    assert_members("CellOfOptions", first(&found, "cells"));
    assert_members("SetsCounted", first(&found, "cells").get("sets").unwrap());
    assert_members("OptionsVerified", found.get("verified").unwrap());

    let options = asked(r#"{"cost_of_error": 3, "cost_of_review": 1}"#);
    let found = replay(&source, policy, &ReplayOptions::read(Ask::arguments(&options)).unwrap()).unwrap().plain();
    assert_members("Replayed", &found);
    assert_members("ReplayedCell", first(&found, "cells"));
    assert_members("ReplayedOperation", first(&found, "operations"));
    assert_members("ReplayedCost", found.get("cost").unwrap());
    assert_members("ReplayedGroup", first(&found, "models"));
    assert_members("ReplayedGroup", first(&found, "segments"));
    let classes = found.get("classes").unwrap();
    assert_members("ReplayedClasses", classes);
    assert_members("MeanOfClasses", classes.get("f1").unwrap());
    assert_members("ClassQuality", first(classes, "list"));
    assert_members("ShareOfClass", first(classes, "list").get("recall").unwrap());
    let found = curves(&source, &CurveOptions::read(Ask::arguments(&asked("{}"))).unwrap()).unwrap().plain();
    let leeway::json::Value::List(found) = found else { panic!("curves are a list") };
    assert_members("RiskCurve", &found[0]);
    assert_members("RiskPoint", first(&found[0], "points"));
}

/// So has what a sorted log comes to.
#[test]
fn counts_of_a_sweep_have_the_declared_members() {
    let policy =
        r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.9}, "impact": {"low": 0, "high": 0.5}}"#;
    let mut log = leeway::log::Reading::default();
    log.feed(b"confidence,impact,correct\n0.9,0.1,1\n");
    let source = leeway::study::Source { log: log.finish(), ..Default::default() };
    let asked = leeway::json::parse("{}").unwrap();
    let counts =
        leeway::study::Sweep::read(&source, policy, Ask::arguments(&asked)).unwrap().count(&source, policy).unwrap();
    let leeway::json::Value::List(counts) = counts.plain() else { panic!("a list") };
    assert_members("SweepCount", &counts[0]);
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

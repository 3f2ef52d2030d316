//! What is learnt from a log: that rows become the cases that they are, what maps and thresholds are worth on other rows,
//! and that a log which allows no answer says so.

mod bad;
mod calibrated;
mod capacity;
mod fitted;
mod hints;
mod needed;
mod options;
mod replayed;
mod signed;
mod sweep;

use leeway::json::{self, Value};
use leeway::log::{Beside, Log, Operations, Reading, Renames};
use leeway::study::{Ask, CalibrateOptions, Calibrated, Fit, FitOptions, Refused, Source, calibrate, fit};

pub const POLICY: &str = r#"{
    "leeway": 1, "name": "one-threshold", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}
}"#;

pub fn read(text: &str) -> Log {
    let mut reading = Reading::default();
    reading.feed(text.as_bytes());
    reading.finish()
}

pub fn source(text: &str) -> Source {
    Source { log: read(text), ..Source::default() }
}

/// A log that the page shows, with its policy, and what it needs beside it.
pub fn bundled(name: &str) -> (Source, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let text = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).unwrap();
    let mut source = source(&text(&format!("www/public/logs/{name}.csv")));
    if name == "clinc150" {
        source.operations = Some(Operations::read(&text("www/src/logs/clinc150.intents.json")).unwrap());
        source.health = Some(json::parse(&text("tests/cli/policies/assistant-health.json")).unwrap());
    }
    (source, text(&format!("www/src/policies/{name}.json")))
}

/// What is beside its rows when they are inputs.
pub fn beside(source: &Source) -> Beside<'_> {
    Beside { operations: source.operations.as_ref(), ..Beside::default() }
}

fn options(text: &str) -> Value {
    json::parse(text).unwrap()
}

pub fn fit_of(source: &Source, policy: &str, asked: &str) -> Result<Fit, Refused> {
    fit(source, policy, &FitOptions::read(Ask::arguments(&options(asked)))?)
}

pub fn calibrate_of(source: &Source, asked: &str) -> Result<Calibrated, Refused> {
    calibrate(source, &CalibrateOptions::read(Ask::arguments(&options(asked)))?)
}

/// The same log under other names gives the same rows, and keeps its own hash.
#[test]
fn a_log_may_name_its_columns_as_it_likes() {
    let own = "id,score,is_right,lang,confidence\na,0.9,1,fr,5\nb,0.8,0,en,6\n";
    let usual = "id,confidence,correct,signals.locale\na,0.9,1,fr\nb,0.8,0,en\n";
    let renames = Renames::new([("confidence", "score"), ("correct", "is_right"), ("signals.locale", "lang")]).unwrap();
    let rows = "{\"id\":\"a\",\"score\":0.9,\"is_right\":1,\"lang\":\"fr\",\"confidence\":5}\n{\"id\":\"b\",\"score\":0.8,\"is_right\":0,\"lang\":\"en\"}";
    for text in [own, rows] {
        for size in [1, 7, text.len()] {
            let mut reading = Reading::default().renamed(renames.clone());
            text.as_bytes().chunks(size).for_each(|piece| reading.feed(piece));
            let log = reading.finish();
            assert_eq!(log.sha256(), read(text).sha256());
            assert!(log.not_there().is_empty());
            assert_eq!((log.confidence(), log.correct()), (read(usual).confidence(), read(usual).correct()));
            assert_eq!(log.signal("locale", 1), read(usual).signal("locale", 1));
            assert_eq!(log.columns_named(), ["id", "score", "is_right", "lang", "confidence"]);
        }
    }
    let mut reading = Reading::default().renamed(Renames::new([("confidence", "sure")]).unwrap());
    reading.feed(own.as_bytes());
    assert_eq!(reading.finish().not_there(), ["sure"]);
}

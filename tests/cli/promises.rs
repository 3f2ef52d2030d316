//! The table of the README: thresholds that `leeway fit` fits to one part of real logs, verified on another.

use super::{json_of, root, run, text};
use serde_json::Value;

const TARGETS: [&str; 4] = ["0.01", "0.02", "0.05", "0.1"];
/// The parts that CLINC150 itself is divided into.
const OFFICIAL: [&str; 10] = [
    "--column",
    "split=orig_split",
    "--split",
    "val",
    "--split",
    "oos_val",
    "--verify",
    "test",
    "--verify",
    "oos_test",
];
const SHUFFLED: [&str; 4] = ["--split", "cal", "--verify", "test"];

/// Log, model, how it is divided, and what the table calls it.
const ROWS: [(&str, &str, &[&str], &str); 9] = [
    ("www/public/logs/clinc150.csv", "lr-v1", &SHUFFLED, "clinc150, lr-v1"),
    ("www/public/logs/clinc150.csv", "mlp-v2", &SHUFFLED, "clinc150, mlp-v2"),
    ("www/public/logs/sms_spam.csv", "lr-v1", &SHUFFLED, "sms_spam, lr-v1"),
    ("www/public/logs/sms_spam.csv", "nb-v2", &SHUFFLED, "sms_spam, nb-v2"),
    ("www/public/logs/credit_default.csv", "hgb-v1", &SHUFFLED, "credit_default, hgb-v1"),
    ("www/public/logs/credit_default.csv", "gnb-v2", &SHUFFLED, "credit_default, gnb-v2"),
    ("www/public/logs/clinc150.csv", "lr-v1", &OFFICIAL, "clinc150, official split, lr-v1"),
    ("www/public/logs/clinc150.csv", "mlp-v2", &OFFICIAL, "clinc150, official split, mlp-v2"),
    ("tests/facts/bank_stream_static.csv", "static-v1", &SHUFFLED, "bank_stream, static-v1"),
];

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    None,
    Kept,
    /// Above the target, and chance may be why.
    Above,
    Broken,
}

fn cell(log: &str, model: &str, parts: &[&str], target: &str) -> (String, Fate) {
    let log = root().join(log);
    let log = log.to_str().unwrap();
    let mut arguments = vec!["fit", "one-threshold.json", log, "--model", model, "--target", target];
    arguments.extend(["--labels", "complete", "--json"]);
    arguments.extend(parts);
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    let found = json_of(&output);
    let number = |value: &Value| value.as_f64().unwrap();
    let family = &found["families"][0];
    if family["threshold"].is_null() {
        return ("none".to_owned(), Fate::None);
    }
    let (verified, threshold) = (&found["verified"], number(&family["threshold"]));
    let share = 100.0 * number(&verified["automatic"]["share"]);
    let error = 100.0 * number(&verified["automatic"]["error"]["value"]);
    if verified["met"] == Value::Bool(true) {
        return (format!("{threshold}: {share:.1}%, {error:.2}%"), Fate::Kept);
    }
    if verified["broken"] == Value::Bool(true) {
        return (format!("{threshold}: {share:.1}%, **{error:.2}%**"), Fate::Broken);
    }
    (format!("{threshold}: {share:.1}%, *{error:.2}%*"), Fate::Above)
}

fn table() -> (String, Vec<(&'static str, Fate)>) {
    let mut table = "| log, model | 1% wrong at most | 2% | 5% | 10% |\n|---|---|---|---|---|\n".to_owned();
    let mut fates = Vec::new();
    for (log, model, parts, title) in ROWS {
        let cells = TARGETS.map(|target| cell(log, model, parts, target));
        table.push_str(&format!("| {title}"));
        for (cell, fate) in cells {
            table.push_str(&format!(" | {cell}"));
            fates.push((title, fate));
        }
        table.push_str(" |\n");
    }
    (table, fates)
}

#[test]
fn the_promises_of_the_readme_are_what_fit_finds() {
    let (table, fates) = table();
    let readme = root().join("README.md");
    let before = text(&readme);
    let (head, rest) = before.split_once("<!-- promises -->\n").unwrap();
    let (kept, tail) = rest.split_once("<!-- promises -->\n").unwrap();
    if std::env::var_os("LEEWAY_WRITE").is_some() {
        std::fs::write(&readme, format!("{head}<!-- promises -->\n\n{table}\n<!-- promises -->\n{tail}")).unwrap();
    } else {
        assert_eq!(kept.trim(), table.trim(), "stale: write it anew with LEEWAY_WRITE=1");
    }
    // Where both parts are alike no promise is broken but by chance; where the world changes they are, and it is shown.
    let is_alike = |title: &str| !title.contains("official") && !title.contains("bank");
    let count = |is: &dyn Fn(&str) -> bool, these: &[Fate]| {
        fates.iter().filter(|(title, fate)| is(title) && these.contains(fate)).count()
    };
    let beyond = [Fate::Above, Fate::Broken];
    assert!(count(&is_alike, &[Fate::Broken]) == 0 && count(&is_alike, &beyond) <= 1, "{table}");
    assert!(count(&|title| !is_alike(title), &beyond) >= 9, "{table}");
    assert!(count(&|title| !is_alike(title), &[Fate::Broken]) >= 4, "{table}");
}

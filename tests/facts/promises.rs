//! The promises that the logs allow: thresholds fitted on one part and verified on another, as a table.

use super::{Row, for_each_log, other_folder, rows};
use crate::agree::compiled;
use leeway::json::parse;
use leeway::math::Ranked;
use leeway::tune::{Admission, Case, Family, Fitted, Goal, LabelSource, Promise, Refused, Selection, fit_threshold};
use std::fmt::Write;
use std::path::Path;

const POLICY: &str = r#"{
    "leeway": 1, "name": "one-threshold", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}
}"#;
const FAMILY: Family = Family { segment: None, operation: None, band: 1 };

fn fit(rows: &[&Row], alpha: f64) -> Result<Fitted, Refused> {
    let case = |(row, of): (u64, &&Row)| Case {
        row,
        id: None,
        unit: None,
        model: None,
        score: of.confidence,
        correct: Some(of.correct),
        source: Some(LabelSource::Complete),
        propensity: None,
        admission: Admission::From(FAMILY),
    };
    let cases: Vec<Case<'_>> = (0..).zip(rows).map(case).collect();
    let document = parse(POLICY).unwrap();
    let goal = Goal { selection: Selection::default(), ..Goal::new(Promise::new(alpha, 0.05).unwrap()) };
    fit_threshold(&compiled(&document), &document, &cases, &goal)
}

/// A line for each target: what is promised, and what the other part of the log shows of it.
fn lines(table: &mut String, log: &str, model: &str, cal: &[&Row], test: &[&Row]) {
    let ranked = Ranked::new(test.iter().map(|row| (row.confidence, row.correct)));
    for target in [1.0, 2.0, 5.0, 10.0] {
        let fitted = fit(cal, target / 100.0).unwrap();
        let outcome = fitted.families[0].outcome;
        let found = match outcome {
            Err(why) => format!("none: {}", why.words()),
            Ok(threshold) => {
                let (accepted, errors) = ranked.at_least(threshold);
                let error = 100.0 * errors as f64 / accepted as f64;
                let coverage = 100.0 * accepted as f64 / ranked.count() as f64;
                let verdict = if error <= target { "holds" } else { "BROKEN" };
                format!("{threshold:<9} {coverage:>5.1}%  {errors:>4} of {accepted:>5} = {error:>5.2}%  {verdict}")
            }
        };
        writeln!(table, "{log:<28} {model:<10} {target:>3.0}%  {found}").unwrap();
    }
}

fn table() -> String {
    let mut table = format!(
        "{:<28} {:<10} {:>4}  {:<9} {:>6}  {:<21} on test\n",
        "log", "model", "goal", "threshold", "covers", "wrong of automatic"
    );
    for_each_log(|name, csv, facts| {
        let rows = rows(csv);
        let models = facts["models"].as_object().unwrap();
        for model in models.keys() {
            let own: Vec<&Row> = rows.iter().filter(|row| models.len() == 1 || row.model == *model).collect();
            let part = |is_in: &dyn Fn(&Row) -> bool| own.iter().copied().filter(|row| is_in(row)).collect::<Vec<_>>();
            lines(&mut table, name, model, &part(&|row| row.split == "cal"), &part(&|row| row.split == "test"));
            let original = |names: [&'static str; 2]| {
                part(&move |row: &Row| row.original.as_deref().is_some_and(|split| names.contains(&split)))
            };
            let cal = original(["val", "oos_val"]);
            if !cal.is_empty() {
                lines(&mut table, &format!("{name}, official split"), model, &cal, &original(["test", "oos_test"]));
            }
        }
    });
    table
}

#[test]
fn promises_on_the_logs_are_as_the_table_says() {
    let table = table();
    println!("{table}");
    if other_folder().is_some() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts/promises.txt");
    if std::env::var_os("LEEWAY_WRITE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(table == kept, "promises.txt is stale: run `LEEWAY_WRITE=1 cargo test --test suite facts`");
    // In the shuffled splits cases of both parts are alike, and no promise is broken but by chance.
    let shuffled = table.lines().filter(|line| !line.contains("official split"));
    assert!(shuffled.filter(|line| line.ends_with("BROKEN")).count() <= 1, "{table}");
}

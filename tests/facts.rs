//! The logs of the playground: calibration, quality, thresholds and risk-coverage against the figures of other programs (`tests/facts/README.md`).

mod thresholds;

use leeway::calibrate::{BINS, Map, Platt, Quality, Sample, equal_width, isotonic, losses, quality};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The columns of a log that count here.
struct Row {
    model: String,
    split: String,
    segment: String,
    confidence: f64,
    correct: bool,
    predicted: String,
    label: String,
}

/// No field of these files is quoted.
fn rows(csv: &str) -> Vec<Row> {
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = |name: &str| header.iter().position(|found| *found == name).unwrap();
    let [model, split, segment, confidence, correct, predicted, label] =
        ["model", "split", "segment", "confidence", "correct", "predicted", "label"].map(column);
    let row = |cells: Vec<&str>| Row {
        model: cells[model].to_owned(),
        split: cells[split].to_owned(),
        segment: cells[segment].to_owned(),
        confidence: cells[confidence].parse().unwrap(),
        correct: cells[correct] == "1",
        predicted: cells[predicted].to_owned(),
        label: cells[label].to_owned(),
    };
    lines.map(row).collect()
}

/// A number of the facts, all of which have ten digits.
fn fact(facts: &Value, name: &str) -> f64 {
    facts[name].as_f64().unwrap_or_else(|| panic!("`{name}` is no number"))
}

/// Everything compared so far, and what did not agree.
#[derive(Default)]
struct Agreement {
    figures: usize,
    failures: Vec<String>,
}

impl Agreement {
    fn number(&mut self, what: &str, found: f64, wanted: f64) {
        self.within(what, found, wanted, 2e-9 * wanted.abs() + 1e-11);
    }

    fn within(&mut self, what: &str, found: f64, wanted: f64, tolerance: f64) {
        self.figures += 1;
        if (found - wanted).abs() > tolerance || found.is_nan() {
            self.failures.push(format!("{what}: {found}, not {wanted}"));
        }
    }

    fn quality(&mut self, what: &str, rows: &[&Row], facts: &Value) {
        let sample = sample(rows.iter().map(|row| (row.confidence, row.correct)));
        let found: Quality = quality(&sample, 1).unwrap();
        let mut check = |name: &str, found: f64| self.number(&format!("{what}: {name}"), found, fact(facts, name));
        check("n", found.count as f64);
        check("correct", found.right as f64);
        check("mean_confidence", found.mean_score);
        check("ece15_right_closed", found.equal_width.expected_error);
        check("brier", found.scores.brier);
        check("nll", nll(rows, &|score| score));
        if facts["ece15"] == facts["ece15_right_closed"] {
            check("mce15", found.equal_width.maximum_error);
        }
    }

    fn calibrated(&mut self, what: &str, test: &[&Row], apply: &dyn Fn(f64) -> f64, facts: &Value) {
        let sample = sample(test.iter().map(|row| (apply(row.confidence), row.correct)));
        // As far as two optimisers agree.
        let scores = [("brier", losses(&sample).unwrap().brier), ("nll", nll(test, apply))];
        for (name, found) in scores {
            let wanted = fact(facts, &format!("test_{name}"));
            self.within(&format!("{what}: {name}"), found, wanted, 1e-7 * wanted);
        }
        // A plateau may lie on the edge of a bin, and then depends on its last bit.
        let error = equal_width(&sample, BINS).unwrap().expected_error;
        self.within(&format!("{what}: ece15"), error, fact(facts, "test_ece15"), 5e-3);
    }

    fn platt(&mut self, what: &str, [cal, test]: [&[&Row]; 2], facts: &Value) {
        let (scores, correct): (Vec<f64>, Vec<bool>) = cal.iter().map(|row| (row.confidence, row.correct)).unzip();
        let curve = Platt::fit_logits(&scores, &correct).unwrap();
        self.within(&format!("{what}: a"), -curve.a, fact(facts, "a"), 1e-6 * curve.a.abs());
        self.within(&format!("{what}: b"), -curve.b, fact(facts, "b"), 1e-6 * curve.b.abs());
        self.calibrated(what, test, &|score| curve.at_logit(score), facts);
    }

    fn isotonic(&mut self, what: &str, [cal, test]: [&[&Row]; 2], facts: &Value) {
        let map: Map = isotonic(&sample(cal.iter().map(|row| (row.confidence, row.correct)))).unwrap();
        let (x, y) = (facts["x"].as_array().unwrap(), facts["y"].as_array().unwrap());
        self.within(&format!("{what}: knots"), map.points().len() as f64, fact(facts, "knots"), 0.0);
        for (point, (x, y)) in map.points().iter().zip(x.iter().zip(y)) {
            self.number(&format!("{what}: x"), point.score, x.as_f64().unwrap());
            self.number(&format!("{what}: y"), point.probability, y.as_f64().unwrap());
        }
        self.calibrated(what, test, &|score| map.apply(score), facts);
    }
}

fn sample(rows: impl Iterator<Item = (f64, bool)>) -> Sample {
    let (scores, correct): (Vec<f64>, Vec<bool>) = rows.unzip();
    Sample::new(&scores, &correct)
}

/// Log loss as the facts clip it.
fn nll(rows: &[&Row], apply: &dyn Fn(f64) -> f64) -> f64 {
    let clipped = |row: &&Row| (apply(row.confidence).clamp(1e-6, 1.0 - 1e-6), row.correct);
    losses(&sample(rows.iter().map(clipped))).unwrap().log_loss
}

/// Compares all models of one log.
fn compare(name: &str, csv: &str, facts: &Value, agreement: &mut Agreement) {
    let rows = rows(csv);
    let models = facts["models"].as_object().unwrap();
    for (model, facts) in models {
        // The rolling model has a version for each block; its facts take them for one.
        let own: Vec<&Row> = rows.iter().filter(|row| models.len() == 1 || row.model == *model).collect();
        let of = |split: &str| own.iter().copied().filter(|row| row.split == split).collect::<Vec<_>>();
        let (cal, test) = (of("cal"), of("test"));
        agreement.quality(&format!("{name} {model} cal"), &cal, &facts["cal"]);
        agreement.quality(&format!("{name} {model} test"), &test, &facts["test"]);
        agreement.classes(&format!("{name} {model} cal"), &cal, &facts["cal"]);
        agreement.classes(&format!("{name} {model} test"), &test, &facts["test"]);
        agreement.risks(&format!("{name} {model} cal"), &cal, &facts["cal"]);
        agreement.risks(&format!("{name} {model} test"), &test, &facts["test"]);
        agreement.thresholds(&format!("{name} {model}"), [&cal, &test], &facts["thresholds"]);
        for (segment, facts) in facts["segments_test"].as_object().unwrap() {
            let part: Vec<&Row> = test.iter().copied().filter(|row| row.segment == *segment).collect();
            agreement.quality(&format!("{name} {model} {segment}"), &part, facts);
        }
        let fits = &facts["calibration"];
        agreement.platt(&format!("{name} {model} platt"), [&cal, &test], &fits["platt_raw_smoothed"]);
        agreement.isotonic(&format!("{name} {model} isotonic"), [&cal, &test], &fits["isotonic"]);
    }
}

/// The folder that stands in for the project's own.
fn other_folder() -> Option<PathBuf> {
    std::env::var_os("LEEWAY_FACTS").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// Every log that has facts, with them, by name.
fn for_each_log(mut each: impl FnMut(&str, &str, &Value)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let other = other_folder();
    let facts = other.clone().unwrap_or_else(|| root.join("tests/facts"));
    let logs = other.unwrap_or_else(|| root.join("www/public/logs"));
    let names = std::fs::read_dir(&facts).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(".facts.json")?.to_owned())).collect();
    names.sort();
    for name in &names {
        let text = |path: PathBuf| std::fs::read_to_string(path).unwrap();
        let document = serde_json::from_str(&text(facts.join(format!("{name}.facts.json")))).unwrap();
        // A log that the page does not show lies beside its facts.
        let log = [&logs, &facts].map(|folder| folder.join(format!("{name}.csv"))).into_iter().find(|log| log.exists());
        each(name, &text(log.unwrap()), &document);
    }
}

#[test]
fn figures_agree_with_the_facts() {
    let mut agreement = Agreement::default();
    let mut names = Vec::new();
    for_each_log(|name, csv, facts| {
        compare(name, csv, facts, &mut agreement);
        names.push(name.to_owned());
    });
    println!("{} figures of {names:?}, {} differ", agreement.figures, agreement.failures.len());
    assert!(agreement.failures.is_empty(), "{}", agreement.failures.join("\n"));
    assert!(names.len() >= 3 && agreement.figures > 800, "{} figures of {names:?}", agreement.figures);
}

//! Reference vectors: numbers of other programs (`tests/vectors/README.md`), read from every `*.json` of one folder and held
//! to what the crate computes. `LEEWAY_VECTORS` names another folder of the same form. A function that stands nowhere below
//! fails the run, so that none is left out in silence; what each function gave is printed.

mod analyze;
mod calibrate;
mod compare;
mod kernel;
mod status;
mod tune;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// What computes the answer of one function from a case's input, in the shape of its `expected`. An input that it cannot read
/// is an error, never an answer.
pub type Compute = fn(&Value) -> Result<Value, String>;

/// Every function that is here, by the part of the crate that has it.
const TABLES: [&[(&str, Compute)]; 4] = [kernel::TABLE, calibrate::TABLE, tune::TABLE, analyze::TABLE];

fn compute(function: &str) -> Option<Compute> {
    let mut all = TABLES.iter().copied().flatten();
    all.find(|(name, _)| *name == function).map(|(_, compute)| *compute)
}

/// What a run found: function by function the cases that hold, and all that does not.
#[derive(Default)]
pub struct Report {
    held: BTreeMap<String, usize>,
    left_out: BTreeMap<String, (usize, &'static str)>,
    failures: Vec<String>,
}

impl Report {
    /// Runs the cases of a file.
    pub fn add(&mut self, file: &str, text: &str) {
        let document: Value = match serde_json::from_str(text) {
            Ok(document) => document,
            Err(error) => return self.failures.push(format!("{file}: no JSON: {error}")),
        };
        match document["cases"].as_array() {
            Some(cases) if !cases.is_empty() => {
                cases.iter().for_each(|case| self.case(file, &document["functions"], case));
            }
            _ => self.failures.push(format!("{file}: no cases")),
        }
    }

    fn case(&mut self, file: &str, functions: &Value, case: &Value) {
        let function = case["function"].as_str().unwrap_or("");
        let name = format!("{file}: {}", case["id"].as_str().unwrap_or(function));
        let Some(compute) = compute(function) else {
            match status::reason(function) {
                Some(reason) => self.left_out.entry(function.to_owned()).or_insert((0, reason)).0 += 1,
                None => self.failures.push(format!("{name}: nothing is known of the function `{function}`")),
            }
            return;
        };
        let outcome = compare::Tolerance::read(&functions[function]["tolerance"])
            .and_then(|tolerance| compute(&case["input"]).and_then(|got| tolerance.compare(&got, &case["expected"])));
        match outcome {
            Ok(()) => *self.held.entry(function.to_owned()).or_default() += 1,
            Err(problem) => self.failures.push(format!("{name}: {problem}")),
        }
    }

    /// Stops the test unless something was run and all of it holds.
    pub fn assert_holds(&self) {
        assert!(self.failures.is_empty(), "{} failures\n{}\n{self}", self.failures.len(), self.failures.join("\n"));
        assert!(!self.held.is_empty(), "no case was run\n{self}");
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (function, count) in &self.held {
            writeln!(out, "{count:>4} hold      {function}")?;
        }
        for (function, (count, reason)) in &self.left_out {
            writeln!(out, "{count:>4} left out  {function}: {reason}")?;
        }
        Ok(())
    }
}

/// Runs every `*.json` of a folder, in the order of their names.
fn run(folder: &Path) -> Report {
    let mut report = Report::default();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|form| form == "json"));
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match std::fs::read_to_string(&path) {
            Ok(text) => report.add(&name, &text),
            Err(error) => report.failures.push(format!("{name}: {error}")),
        }
    }
    report
}

fn own_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

#[test]
fn reference_vectors_hold() {
    let other = std::env::var_os("LEEWAY_VECTORS").filter(|folder| !folder.is_empty());
    let report = run(&other.map_or_else(own_folder, PathBuf::from));
    println!("{report}");
    report.assert_holds();
}

/// In the project's own folder, which leaves out none.
#[test]
fn every_function_of_the_tables_has_vectors_and_stands_in_one_place() {
    let report = run(&own_folder());
    let names: Vec<&str> = TABLES.iter().copied().flatten().map(|(name, _)| *name).collect();
    for (at, name) in names.iter().enumerate() {
        assert!(report.held.contains_key(*name), "`{name}` has no vectors");
        assert!(!names[..at].contains(name), "`{name}` stands in the tables twice");
        assert!(status::reason(name).is_none(), "`{name}` is here and is said not to be");
    }
    for name in status::names() {
        assert!(report.left_out.contains_key(name), "`{name}` is in no file, or is said not to be here twice");
    }
}

/// What would let wrong numbers pass, in a file of one case that holds otherwise.
#[test]
fn the_runner_fails_on_what_is_wrong() {
    type Change = fn(&mut Value);
    let file = |change: Change| {
        let mut file = serde_json::json!({
            "functions": { "norm_ppf": { "tolerance": { "abs": 1e-10, "rel": 1e-9 } } },
            "cases": [{ "id": "one", "function": "norm_ppf", "input": { "q": 0.5 }, "expected": { "z": 0.0 } }],
        });
        change(&mut file);
        let mut report = Report::default();
        report.add("a.json", &file.to_string());
        report
    };
    file(|_| {}).assert_holds();
    let wrong: [(Change, &str); 8] = [
        (|file| file["cases"][0]["expected"]["z"] = 2e-10.into(), "a.json: one: z is 0.0, expected 2e-10"),
        (|file| file["cases"][0]["expected"]["z"] = Value::Null, "z is 0.0, expected null"),
        (|file| file["cases"][0]["expected"]["w"] = 0.into(), "w is missing"),
        (|file| file["cases"][0]["expected"] = serde_json::json!({}), "z is not expected"),
        (|file| file["cases"][0]["input"] = serde_json::json!({}), "`q` is no number"),
        (|file| file["cases"][0]["function"] = "norm_pdf".into(), "nothing is known of the function `norm_pdf`"),
        (|file| file["functions"] = serde_json::json!({}), "no tolerance"),
        (|file| file["cases"] = serde_json::json!([]), "a.json: no cases"),
    ];
    for (change, message) in wrong {
        let failures = file(change).failures;
        assert!(failures.len() == 1 && failures[0].contains(message), "expected `{message}`, found {failures:?}");
    }
    let mut report = Report::default();
    report.add("a.json", "{\"cases\": [");
    assert!(report.failures[0].starts_with("a.json: no JSON"), "{:?}", report.failures);
}

#[test]
#[should_panic(expected = "no case was run")]
fn the_runner_fails_where_nothing_is_run() {
    // A folder with files, none of them vectors.
    run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).assert_holds();
}

#[test]
#[should_panic(expected = "no-such-folder")]
fn the_runner_fails_without_a_folder() {
    run(&own_folder().join("no-such-folder"));
}

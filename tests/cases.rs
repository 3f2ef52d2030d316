//! Runs the cases of `tests/cases/`: data with `name`, `why`, `given` and `expect`, the same for
//! every implementation (the format: `tests/cases/README.md`). A decision is asked of the engine
//! and of the naive second reading.

use crate::oracle;
use crate::tree::{self, fields, get, items, number, text};
use leeway::json::Value;

/// What came of a file of cases.
#[derive(Default)]
pub struct Outcome {
    pub passed: usize,
    /// Each with the case's name, what was expected and what came.
    pub failures: Vec<String>,
}

/// Runs a file; its name tells the form (`.json` or `.ndjson`).
pub fn run(file: &str, content: &str) -> Outcome {
    let cases = match file.rsplit_once('.') {
        Some((_, "ndjson")) => lines(content),
        _ => tree::parse(content).and_then(|file| cases_of(&file, true)),
    };
    let mut outcome = Outcome::default();
    match cases {
        Err(problem) => outcome.failures.push(format!("{file}: {problem}")),
        Ok(cases) if cases.is_empty() => outcome.failures.push(format!("{file}: has no case")),
        Ok(cases) => cases.iter().for_each(|case| match case.run() {
            Ok(()) => outcome.passed += 1,
            Err(problem) => outcome.failures.push(format!("{file}: {}: {problem}", case.name)),
        }),
    }
    outcome
}

/// One case, its document looked up and changed as it says.
struct Case {
    name: String,
    given: Value,
    document: Document,
    expect: Value,
}

/// The document of a case: a tree, or text that may not even be JSON.
enum Document {
    Tree(Value),
    Text(String),
}

impl Document {
    fn text(&self) -> String {
        match self {
            Document::Tree(document) => tree::print(document),
            Document::Text(text) => text.clone(),
        }
    }

    fn tree(&self) -> Result<Value, String> {
        match self {
            Document::Tree(document) => Ok(document.clone()),
            Document::Text(text) => tree::parse(text),
        }
    }
}

// ---- reading files

/// A line per document, `{document, cases: [{input, health, expect}]}`.
fn lines(content: &str) -> Result<Vec<Case>, String> {
    let mut all = Vec::new();
    for (at, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line = tree::parse(line).map_err(|problem| format!("line {}: {problem}", at + 1))?;
        only_fields(&line, &["document", "cases"])?;
        let document = get(&line, "document").ok_or("a line without `document`")?;
        for (place, case) in items(get(&line, "cases").ok_or("a line without `cases`")?).iter().enumerate() {
            only_fields(case, &["input", "health", "expect"])?;
            all.push(Case {
                name: format!("line {}, case {}", at + 1, place + 1),
                given: tree::with(case, "expect", None),
                document: Document::Tree(document.clone()),
                expect: without_free_segment(get(case, "expect").ok_or("a case without `expect`")?),
            });
        }
    }
    Ok(all)
}

/// This form does not fix the segment of a decision with findings.
fn without_free_segment(expect: &Value) -> Value {
    let free = get(expect, "code").and_then(text) == Some("invalid_input");
    if free { tree::with(expect, "segment", None) } else { expect.clone() }
}

/// A list of cases, `{about?, policies?, cases}`, or one case.
fn cases_of(file: &Value, with_why: bool) -> Result<Vec<Case>, String> {
    let none = Value::Object(Vec::new());
    let (policies, list) = match file {
        Value::List(list) => (&none, list.as_slice()),
        one if get(one, "given").is_some() => (&none, std::slice::from_ref(one)),
        _ => {
            only_fields(file, &["about", "policies", "cases"])?;
            (get(file, "policies").unwrap_or(&none), get(file, "cases").map_or(&[][..], items))
        }
    };
    let cases: Vec<Case> = list.iter().map(|case| read_case(case, policies, with_why)).collect::<Result<_, _>>()?;
    let twice = cases.iter().enumerate().find(|(at, case)| cases.iter().take(*at).any(|other| other.name == case.name));
    twice.map_or(Ok(()), |(_, case)| Err(format!("the name `{}` is used twice", case.name)))?;
    Ok(cases)
}

fn read_case(case: &Value, policies: &Value, with_why: bool) -> Result<Case, String> {
    only_fields(case, &["name", "why", "given", "expect"])?;
    let name = get(case, "name").and_then(text).ok_or("a case without `name`")?;
    let in_case = |problem: String| format!("{name}: {problem}");
    if with_why && get(case, "why").and_then(text).is_none_or(|why| why.trim().is_empty()) {
        return Err(in_case("has no `why`".to_owned()));
    }
    let given = get(case, "given").ok_or_else(|| in_case("has no `given`".to_owned()))?;
    only_fields(given, &["policy", "document", "text", "change", "input", "health"]).map_err(in_case)?;
    let expect = get(case, "expect").ok_or_else(|| in_case("has no `expect`".to_owned()))?;
    Ok(Case {
        name: name.to_owned(),
        document: document_of(given, policies).map_err(in_case)?,
        given: given.clone(),
        expect: expect.clone(),
    })
}

fn document_of(given: &Value, policies: &Value) -> Result<Document, String> {
    let document = match (get(given, "policy"), get(given, "document"), get(given, "text")) {
        (None, None, Some(pieces)) => return Ok(Document::Text(joined(pieces)?)),
        (Some(policy), None, None) => {
            let name = text(policy).ok_or("`policy` is a name; a whole document is given as `document`")?;
            get(policies, name).ok_or(format!("no policy `{name}` in this file"))?
        }
        (None, Some(document), None) => document,
        _ => return Err("`given` wants one of `policy`, `document` and `text`".to_owned()),
    };
    let changed = match get(given, "change") {
        Some(change) => merge(document, change),
        None => document.clone(),
    };
    Ok(Document::Tree(changed))
}

/// A text, or a list of texts and `{of, times}`.
fn joined(pieces: &Value) -> Result<String, String> {
    let piece =
        |piece: &Value| match (text(piece), get(piece, "of").and_then(text), get(piece, "times").and_then(number)) {
            (Some(text), _, _) => Ok(text.to_owned()),
            (None, Some(of), Some(times)) => Ok(of.repeat(times as usize)),
            _ => Err("`text` is made of texts and {of, times}".to_owned()),
        };
    match pieces {
        Value::List(pieces) => pieces.iter().map(piece).collect(),
        one => piece(one),
    }
}

/// RFC 7396: objects are merged, null removes, anything else replaces.
fn merge(target: &Value, change: &Value) -> Value {
    let Value::Object(changes) = change else { return change.clone() };
    let start = Value::Object(fields(target).to_vec());
    changes.iter().fold(start, |result, (name, change)| {
        let before = get(&result, name).cloned().unwrap_or(Value::Null);
        let after = (!matches!(change, Value::Null)).then(|| merge(&before, change));
        tree::with(&result, name, after)
    })
}

fn only_fields(value: &Value, known: &[&str]) -> Result<(), String> {
    let unknown = fields(value).iter().find(|(name, _)| !known.contains(&name.as_str()));
    unknown.map_or(Ok(()), |(name, _)| Err(format!("`{name}` is no field here; known are {}", known.join(", "))))
}

// ---- running

const DECISION: [&str; 11] =
    ["action", "code", "reason", "cell", "base", "rules", "missing", "segment", "findings", "options", "audit"];

impl Case {
    fn run(&self) -> Result<(), String> {
        let [(first, _), ..] = fields(&self.expect) else { return Err("`expect` names nothing".to_owned()) };
        match first.as_str() {
            "diagnostics" | "others" | "compiles" => self.run_diagnostics(),
            "hash" => self.run_hash(),
            "explain" => self.run_explain(),
            "record" => self.run_record(),
            _ => self.run_decision(),
        }
    }

    fn policy(&self) -> Result<leeway::Policy, String> {
        leeway::api::compile(&self.document.text())
            .map_err(|error| format!("does not compile: {}", tree::print(&tree::of(&error.diagnostics))))
    }

    fn input(&self) -> (Value, Option<Value>) {
        (get(&self.given, "input").cloned().unwrap_or(Value::Null), get(&self.given, "health").cloned())
    }

    fn run_decision(&self) -> Result<(), String> {
        only_fields(&self.expect, &DECISION)?;
        let (input, health) = self.input();
        let decision = tree::of(&self.policy()?.decide(&input, health.as_ref()));
        agrees(&self.expect, &decision)
            .map_err(|problem| format!("{problem}\n    decided {}", tree::print(&decision)))?;
        let answer = oracle::decide(&self.document.tree()?, &input, health.as_ref()).tree();
        let asked_of_both = without_words(&self.expect, &answer);
        agrees(&asked_of_both, &answer).map_err(|problem| format!("the second reading: {problem}"))
    }

    fn run_hash(&self) -> Result<(), String> {
        only_fields(&self.expect, &["hash"])?;
        agrees(&self.expect, &tree::object(vec![("hash", tree::name(self.policy()?.hash()))]))
    }

    fn run_explain(&self) -> Result<(), String> {
        only_fields(&self.expect, &["explain"])?;
        let (input, health) = self.input();
        let explanation = tree::of(&self.policy()?.explain(&input, health.as_ref()));
        agrees(&self.expect, &tree::object(vec![("explain", explanation)]))
    }

    fn run_record(&self) -> Result<(), String> {
        only_fields(&self.expect, &["record"])?;
        let (input, health) = self.input();
        let policy = self.policy()?;
        let decision = policy.decide(&input, health.as_ref());
        let record = tree::of(&policy.record(&input, &decision, health.as_ref()));
        agrees(&self.expect, &tree::object(vec![("record", record)]))
    }

    fn run_diagnostics(&self) -> Result<(), String> {
        only_fields(&self.expect, &["diagnostics", "others", "compiles"])?;
        let found = tree::of(&leeway::api::check(&self.document.text()));
        let wanted = items(get(&self.expect, "diagnostics").ok_or("`diagnostics` are wanted beside `others`")?);
        let result = match get(&self.expect, "others") {
            Some(Value::Boolean(true)) => each_is_among(wanted, items(&found)),
            Some(_) => Err("`others` is true or absent".to_owned()),
            None => agrees(&Value::List(wanted.to_vec()), &found),
        };
        result.map_err(|problem| format!("{problem}\n    found {}", tree::print(&found)))?;
        match get(&self.expect, "compiles") {
            Some(Value::Boolean(true)) => self.policy().map(|_| ()),
            Some(_) => Err("`compiles` is true or absent".to_owned()),
            None => Ok(()),
        }
    }
}

/// What of a decision's expectation both implementations answer: the messages of findings, and
/// reasons where the rules do not give them, are the engine's own words.
fn without_words(expect: &Value, answer: &Value) -> Value {
    let answered = |name: &str| fields(answer).iter().any(|(known, _)| known == name);
    let kept = fields(expect).iter().filter(|(name, _)| answered(name)).map(|(name, field)| match name.as_str() {
        "findings" => {
            let wordless = items(field).iter().map(|finding| tree::with(finding, "message", None));
            (name.clone(), Value::List(wordless.collect()))
        }
        _ => (name.clone(), field.clone()),
    });
    Value::Object(kept.collect())
}

fn each_is_among(wanted: &[Value], found: &[Value]) -> Result<(), String> {
    let absent = wanted.iter().find(|wanted| !found.iter().any(|found| agrees(wanted, found).is_ok()));
    absent.map_or(Ok(()), |wanted| Err(format!("expected {} among the diagnostics", tree::print(wanted))))
}

/// Objects agree on the fields that are expected, lists item by item, all else exactly.
pub fn agrees(expected: &Value, got: &Value) -> Result<(), String> {
    let differ = || Err(format!("expected {}, got {}", tree::print(expected), tree::print(got)));
    match (expected, got) {
        (Value::Object(wanted), Value::Object(_)) => wanted.iter().try_for_each(|(name, wanted)| {
            let got = fields(got).iter().find(|(known, _)| known == name).map(|(_, field)| field);
            let got = got.ok_or(format!("{name}: expected {}, got no such field", tree::print(wanted)))?;
            agrees(wanted, got).map_err(|problem| format!("{name}: {problem}"))
        }),
        (Value::List(wanted), Value::List(got)) if wanted.len() == got.len() => {
            wanted.iter().zip(got).try_for_each(|(wanted, got)| agrees(wanted, got))
        }
        (Value::Number(wanted), Value::Number(got)) if wanted.total_cmp(got).is_eq() => Ok(()),
        _ if expected == got => Ok(()),
        _ => differ(),
    }
}

/// The codes of all diagnostics that the cases of a file expect.
pub fn expected_codes(content: &str) -> Vec<String> {
    let Ok(cases) = tree::parse(content).and_then(|file| cases_of(&file, false)) else { return Vec::new() };
    let diagnostics = cases.iter().flat_map(|case| get(&case.expect, "diagnostics").map_or(&[][..], items));
    diagnostics.filter_map(|diagnostic| get(diagnostic, "code").and_then(text)).map(str::to_owned).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{expected_codes, run};
    use std::path::{Path, PathBuf};

    /// All files of cases below a folder, in the order of their names.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        let is_case = |path: &Path| path.extension().is_some_and(|form| form == "json" || form == "ndjson");
        entries
            .into_iter()
            .flat_map(|path| match path.is_dir() {
                true => files(&path),
                false => vec![path],
            })
            .filter(|path| is_case(path))
            .collect()
    }

    fn own_files() -> Vec<PathBuf> {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"))
    }

    fn run_all(files: &[PathBuf]) {
        assert!(!files.is_empty(), "no file of cases");
        let mut passed = 0;
        let mut failures = Vec::new();
        for file in files {
            let outcome = run(&file.display().to_string(), &std::fs::read_to_string(file).unwrap());
            passed += outcome.passed;
            failures.extend(outcome.failures);
        }
        assert!(failures.is_empty(), "{} cases failed, {passed} passed:\n{}", failures.len(), failures.join("\n"));
        println!("{passed} cases passed in {} files", files.len());
    }

    #[test]
    fn own_cases() {
        run_all(&own_files());
    }

    /// The cases of the folder that the environment names, if it names one.
    #[test]
    fn cases_of_another_folder() {
        if let Some(folder) = std::env::var_os("LEEWAY_CASES") {
            run_all(&files(Path::new(&folder)));
        }
    }

    #[test]
    fn every_diagnostic_code_has_a_case() {
        let covered: Vec<String> =
            own_files().iter().flat_map(|file| expected_codes(&std::fs::read_to_string(file).unwrap())).collect();
        let all = leeway::diagnostic::Code::ALL.iter().map(crate::tree::of);
        let uncovered: Vec<_> = all
            .filter_map(|code| crate::tree::text(&code).map(str::to_owned))
            .filter(|code| !covered.contains(code))
            .collect();
        assert!(uncovered.is_empty(), "no case expects {}", uncovered.join(", "));
    }

    /// What is wrong with a file itself is a failure, so that no case is lost by a slip.
    #[test]
    fn bad_files_fail() {
        let bad = [
            ("a.json", "[]", "has no case"),
            ("a.json", "{\"cases\":[]}", "has no case"),
            ("a.json", "[", "EOF"),
            ("a.json", "{\"case\":[]}", "`case` is no field here"),
            ("a.json", r#"[{"name":"x","given":{"text":""},"expect":{"diagnostics":[]}}]"#, "has no `why`"),
            ("a.json", r#"[{"name":"x","why":"y","give":{},"expect":{}}]"#, "`give` is no field here"),
            (
                "a.json",
                r#"[{"name":"x","why":"y","given":{"policy":"z"},"expect":{"action":"block"}}]"#,
                "no policy `z`",
            ),
            ("a.json", r#"[{"name":"x","why":"y","given":{"text":"{}"},"expect":{}}]"#, "names nothing"),
            (
                "a.json",
                r#"[{"name":"x","why":"y","given":{"text":"{}"},"expect":{"acton":"block"}}]"#,
                "`acton` is no field",
            ),
            ("a.ndjson", "", "has no case"),
            ("a.ndjson", "{\"document\":{},\"cases\":[{\"input\":{},\"expected\":{}}]}", "`expected` is no field"),
        ];
        for (file, content, problem) in bad {
            let failures = run(file, content).failures.join("\n");
            assert!(failures.contains(problem), "{content}: expected {problem}, got {failures}");
        }
    }

    /// A wrong expectation fails, and says what was expected and what came.
    #[test]
    fn wrong_expectations_fail() {
        let case = r#"[{"name":"sure","why":"y","given":{"document":{"leeway":1,"name":"p","confidence":{"low":0,"high":0.8},
            "impact":{"low":0,"high":0.5}},"input":{"confidence":0.9,"impact":0}},"expect":{"action":"suggest"}}]"#;
        let failures = run("a.json", case).failures.join("\n");
        assert!(failures.contains(r#"a.json: sure: action: expected "suggest", got "auto_apply""#), "{failures}");
    }
}

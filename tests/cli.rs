//! The command line as its users run it: the program itself on files and streams, its exit codes, and that it says what
//! the API says. What it prints is kept in `tests/cli/*.trycmd`; `TRYCMD=overwrite cargo xtask test cli` writes it anew.

#[expect(dead_code, reason = "only what can be asked for is looked at here, not what is done with it")]
#[path = "../src/bin/leeway/arguments.rs"]
mod arguments;
#[expect(dead_code, reason = "only what can be asked for is looked at here, not what is done with it")]
#[path = "../src/bin/leeway/log_arguments.rs"]
mod log_arguments;
#[path = "cli/promises.rs"]
mod promises;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use clap::{ArgAction, Command as Verb, CommandFactory};
use leeway::api;
use leeway::json;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_leeway");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file that the printed examples use too.
fn example(name: &str) -> PathBuf {
    root().join("tests/cli/policies").join(name)
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn leeway(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(example("")).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the program with that on its standard input.
fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let streams = [Stdio::piped(), Stdio::piped(), Stdio::piped()];
    let [stdin, stdout, stderr] = streams;
    let mut child = leeway(arguments).stdin(stdin).stdout(stdout).stderr(stderr).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

fn run(arguments: &[&str]) -> Output {
    with_input(arguments, b"")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json_of(output: &Output) -> Value {
    even(serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", out(output))))
}

/// The JSON of each line.
fn json_lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| even(serde_json::from_str(line).unwrap())).collect()
}

/// Without the difference between 1 and 1.0, which JSON does not make.
fn even(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(even).collect(),
        Value::Object(members) => members.into_iter().map(|(key, member)| (key, even(member))).collect(),
        other => other,
    }
}

/// What the API answers, as the JSON that everyone else reads.
fn plain(answer: &impl serde::Serialize) -> Value {
    even(serde_json::to_value(answer).unwrap())
}

#[test]
fn prints_what_is_kept() {
    // Examples name files without their folder; every other path of this program is absolute.
    std::env::set_current_dir(example("")).unwrap();
    let cases = trycmd::TestCases::new();
    cases.register_bin("leeway", Path::new(PROGRAM));
    cases.case(root().join("tests/cli/*.trycmd")).case(root().join("README.md"));
}

// ---- the program and the API

#[test]
fn check_is_what_the_api_says() {
    let names = ["inbox.json", "careless.json", "mistakes.json", "unreadable.json"];
    let mut arguments = vec!["check", "--json"];
    arguments.extend(names);
    let expected: Vec<Value> = names
        .iter()
        .map(|name| serde_json::json!({ "file": name, "diagnostics": plain(&api::check(&text(&example(name)))) }))
        .collect();
    let output = run(&arguments);
    assert_eq!(json_of(&output), Value::Array(expected));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn decide_is_what_the_api_says() {
    let policy = api::compile(&text(&example("inbox.json"))).unwrap();
    let inputs = text(&example("inputs.ndjson"));
    let health = json::parse(&text(&example("health.json"))).unwrap();
    for given in [None, Some(&health)] {
        let mut arguments = vec!["decide", "inbox.json", "--json"];
        arguments.extend(given.map(|_| ["--health", "health.json"]).into_iter().flatten());
        let output = with_input(&arguments, inputs.as_bytes());
        let inputs = inputs.lines().filter(|line| !line.is_empty());
        let expected: Vec<Value> =
            inputs.map(|line| plain(&policy.decide(&json::parse(line).unwrap(), given))).collect();
        assert_eq!(json_lines(&output), expected);
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
    }
}

#[test]
fn explain_is_what_the_api_says() {
    let policy = api::compile(&text(&example("inbox.json"))).unwrap();
    let input = text(&example("input.json"));
    let expected = plain(&policy.explain(&json::parse(&input).unwrap(), None));
    let output = with_input(&["explain", "inbox.json", "--json"], input.as_bytes());
    assert_eq!(json_of(&output), expected);
    assert_eq!(output.status.code(), Some(0));
    // In words: each step of it.
    let output = with_input(&["explain", "inbox.json", "-"], input.as_bytes());
    for step in expected["steps"].as_array().unwrap() {
        assert!(out(&output).contains(step["text"].as_str().unwrap()), "{step}\n{}", out(&output));
    }
}

#[test]
fn test_is_what_the_api_says() {
    let [policy, tests] = ["inbox.json", "more-tests.json"].map(|name| text(&example(name)));
    let runs = api::test(&policy, Some(&tests)).unwrap();
    let output = run(&["test", "inbox.json", "more-tests.json", "--json"]);
    let answer = json_of(&output);
    assert_eq!(answer["tests"], plain(&runs));
    let beside: Vec<_> = runs.iter().filter(|run| run.home == api::Home::Beside).map(|run| run.test.clone()).collect();
    assert_eq!(answer["coverage"], plain(&api::coverage(&policy, &beside).unwrap()));
    assert_eq!((&answer["passed"], &answer["failed"]), (&2.0.into(), &1.0.into()));
    assert_eq!(output.status.code(), Some(1));
    // As an object, and from standard input.
    let wrapped = format!("{{\"tests\": {tests}}}");
    let output = with_input(&["test", "inbox.json", "-", "--json"], wrapped.as_bytes());
    assert_eq!(json_of(&output)["failed"], 1.0);
}

/// The proposed tests, kept as a file, pass and leave out only what nothing reaches.
#[test]
fn proposed_tests_can_be_kept_as_they_are_printed() {
    let output = run(&["test", "inbox.json"]);
    let (before, proposed) = out(&output).split_once("a file beside it:\n").unwrap();
    assert!(before.contains("covered: 1 of 4 cells"), "{before}");
    let output = with_input(&["test", "inbox.json", "-"], proposed.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let counts = "\ncovered: 4 of 4 cells, 1 of 1 raise, 1 of 1 segment, 4 of 4 rules, 1 of 1 unavailable\n";
    assert!(out(&output).ends_with(counts), "{}", out(&output));
}

#[test]
fn diff_is_what_the_api_says() {
    let [before, after] = ["assistant.json", "assistant-next.json"].map(|name| text(&example(name)));
    let diff = api::diff(&before, &after).unwrap();
    let output = run(&["diff", "assistant.json", "assistant-next.json", "--json"]);
    assert_eq!(json_of(&output), plain(&diff));
    assert_eq!(output.status.code(), Some(0));
    // In words: what each region asks, and its example.
    let output = run(&["diff", "assistant.json", "assistant-next.json"]);
    assert!(!diff.regions.is_empty());
    for region in &diff.regions {
        let (_, scope) = region.text.split_once(": ").unwrap();
        let example = json::write(&region.example);
        assert!(out(&output).contains(&format!("\n- {scope}\n  {example}\n")), "{}", region.text);
    }
}

/// Every region is told unless there are more than asked for, and what is left out is counted.
#[test]
fn diff_tells_as_many_regions_as_asked() {
    let [before, after] = ["assistant.json", "assistant-next.json"].map(|name| text(&example(name)));
    let all = api::diff(&before, &after).unwrap().regions.len();
    for limit in [1, 5, all - 1, all, all + 1] {
        let output = run(&["diff", "assistant.json", "assistant-next.json", "--limit", &limit.to_string()]);
        let lines: Vec<&str> = out(&output).lines().collect();
        assert!(lines[0].starts_with(&format!("{all} regions: ")), "{}", lines[0]);
        assert_eq!(lines.iter().filter(|line| line.starts_with("  {")).count(), limit.min(all));
        let rest = format!("`--limit {all}` tells all");
        assert_eq!(out(&output).contains(&rest), limit < all, "{limit}");
    }
    // JSON has them all.
    let json = run(&["diff", "assistant.json", "assistant-next.json", "--limit", "1", "--json"]);
    assert_eq!(json_of(&json)["regions"].as_array().unwrap().len(), all);
}

/// The policy that the README shows is one that is tested, and is fine.
#[test]
fn the_policy_of_the_readme_is_tested() {
    let readme = text(&root().join("README.md"));
    let (_, rest) = readme.split_once("```json\n").unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    assert_eq!(shown, text(&example("inbox.json")));
    assert_eq!(api::errors(shown), []);
    assert!(api::test(shown, None).unwrap().iter().all(api::TestRun::passed));
}

#[test]
fn report_is_what_the_api_says() {
    let [before, after] = ["assistant.json", "assistant-next.json"].map(|name| text(&example(name)));
    let changed = api::sign_off(&after, Some(&before)).unwrap();
    let arguments = ["report", "assistant-next.json", "--approved", "assistant.json"];
    assert_eq!(out(&run(&arguments)), changed.to_markdown());
    assert_eq!(out(&run(&["report", "assistant.json", "--html"])), api::sign_off(&before, None).unwrap().to_html());
    assert_eq!(json_of(&run(&["report", "assistant.json", "--json"])), plain(&api::sign_off(&before, None).unwrap()));
    // Into a file; `-` stays standard output.
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report.md");
    let output = run(&[&arguments[..], &["-o", file.to_str().unwrap()]].concat());
    assert_eq!((output.status.code(), out(&output)), (Some(0), ""));
    assert_eq!(text(&file), changed.to_markdown());
    assert_eq!(out(&run(&[&arguments[..], &["--output", "-"]].concat())), changed.to_markdown());
    assert_eq!(run(&[&arguments[..], &["-o", "."]].concat()).status.code(), Some(2));
}

#[test]
fn schema_is_the_published_one() {
    for arguments in [vec!["schema"], vec!["schema", "--json"]] {
        let output = run(&arguments);
        assert_eq!(out(&output), text(&root().join("pkg-config/policy.schema.json")));
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn types_are_the_ones_that_the_compiler_of_typescript_is_tested_with() {
    let output = run(&["types", "inbox.json"]);
    hold("pkg-config/test/apps/types/inbox.ts", out(&output));
    assert_eq!(json_of(&run(&["types", "inbox.json", "--json"]))["types"], out(&output));
}

/// The npm package's program takes the same arguments and shows the same help: it is written from what clap was told.
#[test]
fn the_npm_package_takes_the_same_arguments() {
    let mut program = arguments::Arguments::command().name("leeway-policy").bin_name("leeway-policy");
    program.build();
    let verbs: serde_json::Map<String, Value> =
        program.get_subcommands().map(|verb| (verb.get_name().to_owned(), described(verb))).collect();
    let table = serde_json::json!({ "help": program.render_help().to_string(), "verbs": verbs });
    let expected = format!(
        "// Written by a test of the command line with LEEWAY_WRITE=1; do not edit.\nimport type {{ Program }} from \
         './parse.js'\n\nexport const PROGRAM: Program = {}\n",
        serde_json::to_string_pretty(&table).unwrap()
    );
    hold("pkg-config/src/cli/arguments.ts", &expected);
}

fn described(verb: &Verb) -> Value {
    let mut verb = verb.clone();
    let (help, usage) = (verb.render_help().to_string(), verb.render_usage().to_string());
    let takes_value = |action: &ArgAction| matches!(action, ArgAction::Set | ArgAction::Append);
    let files: Vec<Value> = verb
        .get_positionals()
        .map(|file| {
            serde_json::json!({
                "required": file.is_required_set(),
                "many": matches!(file.get_action(), ArgAction::Append),
                "default": file.get_default_values().first().map(|value| value.to_string_lossy()),
            })
        })
        .collect();
    let options: Vec<Value> = verb
        .get_arguments()
        .filter(|argument| !argument.is_positional() && argument.get_id() != "help")
        .map(|option| {
            let conflicts = verb.get_arg_conflicts_with(option);
            serde_json::json!({
                "name": option.get_long().unwrap(),
                "short": option.get_short(),
                "many": matches!(option.get_action(), ArgAction::Append),
                "required": option.is_required_set(),
                "value": takes_value(option.get_action()).then(|| option.get_value_names().unwrap()[0].as_str()),
                "number": option.get_value_parser().type_id() == std::any::TypeId::of::<u32>(),
                "negative": option.is_allow_negative_numbers_set(),
                "default": option.get_default_values().first().map(|value| value.to_string_lossy()),
                "not_with": conflicts.iter().map(|other| other.get_long().unwrap()).collect::<Vec<_>>(),
            })
        })
        .collect();
    serde_json::json!({ "help": help, "usage": usage, "files": files, "options": options })
}

/// A file that is written from what is tested here.
fn hold(name: &str, expected: &str) {
    let kept = root().join(name);
    if std::env::var_os("LEEWAY_WRITE").is_some() {
        std::fs::write(&kept, expected).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&kept).unwrap_or_default(),
        expected,
        "stale: write it anew with LEEWAY_WRITE=1"
    );
}

#[test]
fn the_policies_of_the_repository_are_laid_out_and_fine() {
    let policies = ["examples/node/policy.json", "examples/worker/policy.json"].map(|name| root().join(name));
    let mut arguments = vec!["fmt", "--check"];
    arguments.extend(policies.iter().map(|path| path.to_str().unwrap()));
    assert_eq!(run(&arguments).status.code(), Some(0));
    arguments.splice(0..2, ["check"]);
    assert_eq!(run(&arguments).status.code(), Some(0));
}

#[test]
fn fmt_says_what_it_would_write() {
    let compact = text(&example("compact.json"));
    let laid_out = json::lay_out(&compact).unwrap();
    let output = run(&["fmt", "compact.json", "inbox.json", "--check", "--json"]);
    let entry = |file: &str, formatted: bool, text: &str| serde_json::json!({ "file": file, "formatted": formatted, "text": text });
    let inbox = text(&example("inbox.json"));
    assert_eq!(
        json_of(&output),
        Value::Array(vec![entry("compact.json", false, &laid_out), entry("inbox.json", true, &inbox),])
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&example("compact.json")), compact, "nothing is written");
    // What was written stays as it was written, escapes and ends of numbers too.
    let odd = "{\"a\":[1.50,-0.0,1E+2,\"gr\\u00f6\\u00dfe\\/\"],\r\n\t\"b\" : [ ] }";
    let output = with_input(&["fmt", "-"], odd.as_bytes());
    assert_eq!(out(&output), "{\n  \"a\": [1.50, -0.0, 1E+2, \"gr\\u00f6\\u00dfe\\/\"],\n  \"b\": []\n}\n");
}

// ---- a real log

/// The rows of a bundled log as inputs; its fields have no quotes.
fn inputs_of_log(operation: &str) -> String {
    let log = text(&root().join("www/public/logs/clinc150.csv"));
    let mut lines = log.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| names.iter().position(|other| *other == name).unwrap();
    let [id, model, confidence, second] = ["id", "model", "confidence", "second"].map(column);
    let mut inputs = String::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(!line.contains('"'), "{line}");
        inputs.push_str(&format!(
            "{{\"id\": \"{}\", \"model\": \"{}\", \"confidence\": {}, \"second\": {}, \"operation\": \"{operation}\", \
             \"signals\": {{\"out_of_scope\": false}}}}\n",
            cells[id], cells[model], cells[confidence], cells[second]
        ));
    }
    inputs
}

#[test]
fn a_real_log_is_decided_row_by_row() {
    let inputs = inputs_of_log("archive");
    let policy = api::compile(&text(&example("inbox.json"))).unwrap();
    let expected: Vec<Value> =
        inputs.lines().map(|line| plain(&policy.decide(&json::parse(line).unwrap(), None))).collect();
    assert_eq!(expected.len(), 17_390);
    let output = with_input(&["decide", "inbox.json", "-", "--json"], inputs.as_bytes());
    assert!(json_lines(&output) == expected, "a decision differs");
    // In words: a line each, and a count of every action.
    let output = with_input(&["decide", "inbox.json"], inputs.as_bytes());
    assert_eq!(out(&output).lines().count(), 17_390);
    let automatic = expected.iter().filter(|decision| decision["action"] == "auto_apply").count();
    assert!(automatic > 1_000);
    assert!(err(&output).contains(&format!("17390 decisions: {automatic} auto_apply, ")), "{}", err(&output));
}

/// The counts of `diff --log` are those of the rows decided one by one, their operations looked up here.
#[test]
fn a_real_log_moves_as_its_decisions_do() {
    let [log, map] =
        ["www/public/logs/clinc150.csv", "www/src/logs/clinc150.intents.json"].map(|name| root().join(name));
    let operations: std::collections::BTreeMap<String, Vec<String>> = serde_json::from_str(&text(&map)).unwrap();
    let of = |label: &str| operations.iter().find(|(_, labels)| labels.iter().any(|other| other == label)).unwrap().0;
    let [before, after] =
        ["assistant.json", "assistant-next.json"].map(|name| api::compile(&text(&example(name))).unwrap());
    let health = json::parse(&text(&example("assistant-health.json"))).unwrap();
    let log_text = text(&log);
    let mut lines = log_text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let columns = ["predicted", "confidence", "second", "impact", "correct"];
    let [predicted, confidence, second, impact, correct] =
        columns.map(|name| names.iter().position(|other| *other == name).unwrap());
    let mut expected = std::collections::BTreeMap::<(String, String), [u32; 3]>::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let input = format!(
            "{{\"confidence\": {}, \"second\": {}, \"impact\": {}, \"operation\": \"{}\"}}",
            cells[confidence],
            cells[second],
            cells[impact],
            of(cells[predicted])
        );
        let input = json::parse(&input).unwrap();
        let [from, to] = [&before, &after].map(|policy| policy.decide(&input, Some(&health)).action.name().to_owned());
        let counts = expected.entry((from, to)).or_default();
        let is_right = cells[correct] == "1";
        *counts = [counts[0] + 1, counts[1] + u32::from(is_right), counts[2] + u32::from(!is_right)];
    }
    let arguments = ["--log", log.to_str().unwrap(), "--operations", map.to_str().unwrap()];
    let policies = ["diff", "assistant.json", "assistant-next.json", "--health", "assistant-health.json", "--json"];
    let output = run(&[&policies[..], &arguments[..]].concat());
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
    let answer = json_of(&output);
    let found = answer["log"]["transitions"].as_array().unwrap().iter().map(|entry| {
        let name = |field: &str| entry[field].as_str().unwrap().to_owned();
        let count = |field: &str| entry[field].as_f64().unwrap() as u32;
        ((name("before"), name("after")), ["rows", "right", "wrong"].map(count))
    });
    assert_eq!(found.collect::<std::collections::BTreeMap<_, _>>(), expected);
    assert!(expected.len() > 4, "{expected:?}");
}

// ---- streams

#[test]
fn decisions_come_while_the_stream_is_open() {
    let mut child =
        leeway(&["decide", "inbox.json", "--json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    for line in text(&example("inputs.ndjson")).lines().take(3) {
        stdin.write_all(format!("{line}\n").as_bytes()).unwrap();
        let mut first = [0; 10];
        stdout.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"{\"action\":");
        let mut byte = [0];
        while byte != *b"\n" {
            stdout.read_exact(&mut byte).unwrap();
        }
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let inputs = inputs_of_log("archive");
    for arguments in [["decide", "inbox.json"].as_slice(), &["decide", "inbox.json", "--json"]] {
        let mut child =
            leeway(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        // The program stops reading as soon as nobody listens, so that this may fail.
        let _ = stdin.write_all(inputs.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(!err(&output).contains("panic"), "{}", err(&output));
    }
}

#[test]
fn one_input_may_have_many_lines() {
    let policy = api::compile(&text(&example("inbox.json"))).unwrap();
    let input = text(&example("input.json"));
    let expected = plain(&policy.decide(&json::parse(&input).unwrap(), None));
    let output = run(&["decide", "inbox.json", "input.json", "--json"]);
    assert_eq!(json_of(&output), expected);
    // With Windows' ends of lines, and without the last one.
    let output = with_input(&["decide", "inbox.json", "--json"], input.trim_end().replace('\n', "\r\n").as_bytes());
    assert_eq!(json_of(&output), expected);
}

#[test]
fn a_line_of_any_length_is_one_line() {
    let long = format!("{{\"id\": \"{}\"}}\n", "x".repeat(json::MAX_BYTES));
    let good =
        "{\"confidence\": 0.95, \"operation\": \"archive\", \"second\": 0, \"signals\": {\"out_of_scope\": false}}\n";
    let output = with_input(&["decide", "inbox.json", "--json"], format!("{good}{long}{good}").as_bytes());
    let lines = json_lines(&output);
    let codes: Vec<&str> = lines.iter().map(|decision| decision["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["matrix", "invalid_input", "matrix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("<stdin>:2: the line has more than 262144 bytes\n"), "{}", err(&output));
}

// ---- exit codes and terminals

#[test]
fn a_policy_comes_from_standard_input_too() {
    let policy = text(&example("inbox.json"));
    for arguments in [["check", "-"].as_slice(), &["test", "-"], &["types", "-"], &["fmt", "-"]] {
        let output = with_input(arguments, policy.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
    }
    assert_eq!(out(&with_input(&["fmt", "-"], policy.as_bytes())), policy);
}

#[test]
fn what_cannot_be_used_ends_with_2() {
    let not_text = with_input(&["check", "-"], b"{\"leeway\": \xff}");
    assert_eq!(err(&not_text), "error: `<stdin>` is not UTF-8: see its byte 11\n");
    let written = with_input(&["fmt", "-", "--write"], b"{\"a\":1}");
    assert_eq!(err(&written), "error: standard input cannot be written: leave `--write` out\n");
    let folder = run(&["check", "."]);
    assert!(err(&folder).starts_with("error: cannot read `.`"), "{}", err(&folder));
    let twice = with_input(&["decide", "-", "-"], b"{}");
    assert_eq!(err(&twice), "error: standard input can be read only once: name a file\n");
    let limits = [run(&["diff", "inbox.json", "inbox.json", "--limit", "0"]), run(&["diff", "--limit", "x"])];
    for output in
        [not_text, written, folder, twice, run(&[]), run(&["check", "--jsn", "inbox.json"])].into_iter().chain(limits)
    {
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""));
    }
}

#[test]
fn a_document_that_is_too_large_is_refused_without_reading_on() {
    let large = vec![b' '; 4 * json::MAX_BYTES];
    let output = with_input(&["check", "-", "--json"], &large);
    assert_eq!(json_of(&output)[0]["diagnostics"][0]["code"], "DOCUMENT_TOO_LARGE");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn there_are_no_colours_where_nobody_sees_them() {
    let forced = leeway(&["check", "mistakes.json"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(out(&forced).contains("\u{1b}["), "colours are there to be taken out");
    for variables in [[].as_slice(), &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[("TERM", "dumb")]] {
        let output = leeway(&["check", "mistakes.json"]).envs(variables.iter().copied()).output().unwrap();
        assert!(!out(&output).contains('\u{1b}'), "{variables:?}: {}", out(&output));
    }
}

#[test]
fn what_users_wrote_does_not_steer_the_terminal() {
    const STEERING: [char; 3] = ['\u{1b}', '\u{7}', '\u{9b}'];
    let head =
        r#"{"leeway": 1, "name": "a", "impact": {"low": 0, "high": 0.5}, "confidence": {"low": 0, "high": 0.85}"#;
    let words = "red \\u001b[31m\\u0007\\n\\u009b31m \u{9b}31m";
    let failing = format!(
        "{head}, \"tests\": [{{\"name\": \"{words}\", \"given\": {{\"confidence\": 0.9, \"id\": \"{words}\"}}, \
         \"expect\": \"block\"}}]}}"
    );
    let unknown = format!(
        "{head}, \"{words}\": 1, \"signals\": {{\"a\": {{\"type\": \"string\", \"values\": [\"{words}\"]}}}}, \
         \"segments\": [{{\"name\": \"s\", \"when\": {{\"signal\": \"a\", \"is\": \"rod\"}}}}]}}"
    );
    for (arguments, document) in [(["check", "-"], &failing), (["test", "-"], &failing), (["check", "-"], &unknown)] {
        let output = with_input(&arguments, document.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        assert!(out(&output).contains("red "), "{}", out(&output));
        assert!(!out(&output).contains(STEERING), "{:?}", out(&output));
    }
    let input = format!("{{\"id\": \"{words}\", \"impact\": \"{words}\", \"signals\": {{\"{words}\": 1}}}}");
    for arguments in [["decide", "compact.json"], ["explain", "compact.json"]] {
        let output = with_input(&arguments, input.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(out(&output).contains("red ") && !out(&output).contains(STEERING), "{:?}", out(&output));
    }
}

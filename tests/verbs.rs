//! What the command line is made of, beyond what the program is tested with: streams cut anywhere, documents of any kind.

use crate::generate::{self, Asked, Draw, clean, document, maybe_spoilt};
use crate::props::scaled;
use crate::tree;
use leeway::api;
use leeway::json;
use leeway::verbs::{self, Decider, File, FormatMode, Status};

fn file(text: &str) -> File {
    File { name: "file.json".to_owned(), text: text.to_owned() }
}

/// Everything a stream says: out, err, the worst status.
fn decided<'a>(policy: &File, pieces: impl Iterator<Item = &'a [u8]>) -> (String, String, Status) {
    let mut decider = Decider::new(policy, None, "in", true).unwrap();
    let (mut out, mut err, mut status) = (String::new(), String::new(), Status::Fine);
    let mut keep = |outcome: verbs::Outcome| {
        out.push_str(&outcome.out);
        err.push_str(&outcome.err);
        status = status.max(outcome.status);
    };
    for piece in pieces {
        keep(decider.feed(piece));
    }
    keep(decider.finish());
    (out, err, status)
}

fn stream(draw: &mut Draw, document: &json::Value) -> String {
    let mut text = String::new();
    for _ in 0..draw.below(6) {
        let Asked { input, .. } = if draw.chance(50) { clean(draw, document) } else { maybe_spoilt(draw, document) };
        text.push_str(&match draw.below(12) {
            0 => String::new(),
            1 => "nonsense".to_owned(),
            2 => "{\"confidence\": 0.9".to_owned(),
            3 => json::lay_out(&json::write(&input)).unwrap(),
            _ => json::write(&input),
        });
        text.push_str(draw.pick::<&str>(&["\n", "\n", "\r\n", "\n\n"]));
    }
    text
}

/// However a stream is cut into pieces, it is decided the same; every line that is not blank has its decision, the API's
/// where it is an input.
#[test]
fn streams_are_decided_the_same_however_they_are_cut() {
    let mut inputs = 0;
    for seed in 0..scaled(400) {
        let mut draw = Draw::from_seed((94 << 32) + seed);
        let document = document(&mut draw);
        let policy_file = file(&json::write(&document));
        let policy = api::compile(&policy_file.text).unwrap();
        let text = stream(&mut draw, &document);
        let whole = decided(&policy_file, std::iter::once(text.as_bytes()));
        let size = 1 + draw.below(40);
        assert_eq!(decided(&policy_file, text.as_bytes().chunks(size)), whole, "{text}");
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let answers: Vec<&str> = whole.0.lines().collect();
        let readable = lines.iter().all(|line| json::parse(line).is_ok());
        assert_eq!(whole.2 == Status::Fine, whole.1.is_empty());
        if readable {
            assert_eq!(answers.len(), lines.len());
            for (line, answer) in lines.iter().zip(answers) {
                let expected = policy.decide(&json::parse(line).unwrap(), None);
                assert_eq!(tree::parse(answer).unwrap(), tree::of(&expected), "{line}");
                inputs += 1;
            }
        }
    }
    assert!(inputs > 200, "{inputs}");
}

#[test]
fn blank_streams_have_no_decisions() {
    let policy = file(
        r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#,
    );
    for text in ["", "\n", " \r\n\n\t"] {
        assert_eq!(decided(&policy, std::iter::once(text.as_bytes())), (String::new(), String::new(), Status::Fine));
    }
}

/// Texts of every kind are shown, never a panic; what is an error to the API is `Wrong` here.
#[test]
fn documents_of_any_kind_are_shown() {
    for seed in 0..scaled(1_500) {
        let mut draw = Draw::from_seed((95 << 32) + seed);
        let text = match draw.below(3) {
            0 => generate::near_json(&mut draw, 3),
            1 => {
                let document = document(&mut draw);
                generate::mutate_text(&mut draw, &json::write(&document))
            }
            _ => {
                let document = document(&mut draw);
                json::lay_out(&json::write(&generate::mutate_tree(&mut draw, &document))).unwrap_or_default()
            }
        };
        let files = [file(&text)];
        let wrong = api::compile(&text).is_err();
        for for_programs in [false, true] {
            let checked = verbs::check(&files, for_programs);
            assert_eq!(checked.status == Status::Wrong, wrong, "{text}");
            for diagnostic in api::check(&text) {
                assert!(checked.out.contains(diagnostic.code.name()), "{text}");
            }
            let types = verbs::types(&files[0], for_programs);
            assert_eq!(types.status == Status::Wrong, wrong, "{text}");
            let input = file(&text);
            assert_eq!(verbs::explain(&files[0], &input, None, for_programs).status == Status::Wrong, wrong, "{text}");
            let formatted = verbs::format(&files, FormatMode::Print, for_programs);
            assert_eq!(formatted.status == Status::Wrong, json::parse(&text).is_err(), "{text}");
            // Tests that fail keep a document from compiling, and not from being tested.
            if !wrong {
                assert_ne!(verbs::test(&files[0], None, for_programs).status, Status::Wrong, "{text}");
            }
        }
    }
}

/// Tests in a file beside the document come to what the same tests come to in it.
#[test]
fn tests_beside_are_tests_inside() {
    let head = r#""leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}"#;
    let tests = r#"[{"name": "one", "given": {"confidence": 0.9, "impact": 0}, "expect": "auto_apply"},
        {"name": "two", "given": {"confidence": 0.9, "impact": 0.7}, "health": {"at_most": "abstain"}, "expect": "suggest"}]"#;
    let inside = api::test(&format!("{{{head}, \"tests\": {tests}}}"), None).unwrap();
    let beside = api::test(&format!("{{{head}}}"), Some(tests)).unwrap();
    let wrapped = api::test(&format!("{{{head}}}"), Some(&format!("{{\"tests\": {tests}}}"))).unwrap();
    for runs in [&inside, &beside, &wrapped] {
        assert_eq!(runs.iter().map(|run| run.passed()).collect::<Vec<_>>(), [true, false]);
        assert_eq!(runs[1].decision.action, leeway::Action::Abstain);
    }
    let line = |runs: &[api::TestRun]| runs[1].span.map(|span| span.line);
    assert_eq!((line(&inside), line(&beside), line(&wrapped)), (Some(2), Some(2), Some(2)));
    let both = api::test(&format!("{{{head}, \"tests\": {tests}}}"), Some(tests)).unwrap();
    assert_eq!(
        both.iter().map(|run| run.home.name()).collect::<Vec<_>>(),
        ["document", "document", "beside", "beside"]
    );
}

#[test]
fn mistakes_in_a_file_of_tests_are_found_in_it() {
    let policy =
        r#"{"leeway": 1, "name": "a", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#;
    let pointers = |text: &str| {
        let problems = api::test(policy, Some(text)).unwrap_err();
        assert_eq!(problems.home, api::Home::Beside);
        assert!(problems.diagnostics.iter().all(|problem| problem.span.is_some()), "{problems:?}");
        problems.diagnostics.into_iter().map(|problem| problem.pointer).collect::<Vec<_>>()
    };
    assert_eq!(pointers("7"), [""]);
    assert_eq!(pointers("{}"), [""]);
    assert_eq!(pointers("[1, {\"name\": \"a\", \"given\": {}, \"expect\": \"x\"}]"), ["/0", "/1/expect"]);
    assert_eq!(pointers("{\"tests\": {}, \"more\": 1}"), ["/tests", "/more"]);
    assert_eq!(
        pointers("[{\"name\": \"a\", \"given\": {\"signals\": {\"x\": 1}}, \"expect\": \"block\"}]"),
        ["/0/given/signals/x"]
    );
    assert!(api::test(policy, Some("[")).is_err());
    assert_eq!(api::test("{", Some("[")).unwrap_err().home, api::Home::Document);
}

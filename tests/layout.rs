//! The canonical layout of documents: it loses nothing, it is the same for the same content, and it says where unreadable
//! text ends.

use crate::generate::{self, Draw, document};
use crate::props::scaled;
use crate::tree;
use leeway::diagnostic::Code;
use leeway::json::{lay_out, parse, write};

/// The text without what stands between its words.
fn words(text: &str) -> String {
    let (mut out, mut in_string, mut escaped) = (String::new(), false, false);
    for character in text.chars() {
        match character {
            '"' if !escaped => in_string = !in_string,
            ' ' | '\t' | '\n' | '\r' if !in_string => continue,
            _ => {}
        }
        escaped = character == '\\' && !escaped;
        out.push(character);
    }
    out
}

/// What stands between words, drawn anew.
fn respaced(draw: &mut Draw, text: &str) -> String {
    let (mut out, mut in_string, mut escaped) = (String::new(), false, false);
    for character in words(text).chars() {
        if !in_string && "{}[]:,\"".contains(character) {
            let space = *draw.pick(&["", "", " ", "\n", "\r\n", "\t\t", "\n\n  "]);
            out.push_str(space);
        }
        if character == '"' && !escaped {
            in_string = !in_string;
        }
        escaped = character == '\\' && !escaped;
        out.push(character);
        if !in_string && "{}[]:,\"".contains(character) {
            out.push_str(draw.pick::<&str>(&["", "", " ", "\n", "\r\n"]));
        }
    }
    out
}

/// Of one content there is one layout; laid out again it stays; no word is lost or written otherwise.
#[test]
fn layout_loses_nothing_and_is_settled() {
    for seed in 0..scaled(600) {
        let mut draw = Draw::from_seed((91 << 32) + seed);
        let document = document(&mut draw);
        let text = respaced(&mut draw, &tree::print(&document));
        let laid_out = lay_out(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
        assert_eq!(words(&laid_out), words(&text));
        assert_eq!(lay_out(&laid_out).unwrap(), laid_out);
        assert_eq!(lay_out(&respaced(&mut draw, &text)).unwrap(), laid_out);
        assert_eq!(parse(&laid_out).unwrap(), parse(&text).unwrap());
    }
}

/// Whatever the text is: it is laid out without a loss, or its problems are those of the parser.
#[test]
fn odd_texts_are_laid_out_or_refused() {
    let mut laid_out = 0;
    for seed in 0..scaled(20_000) {
        let mut draw = Draw::from_seed((92 << 32) + seed);
        let text = generate::near_json(&mut draw, 3);
        match (lay_out(&text), parse(&text)) {
            (Ok(layout), Ok(_)) => {
                laid_out += 1;
                assert_eq!(words(&layout), words(&text), "{text}");
                assert_eq!(lay_out(&layout).unwrap(), layout, "{text}");
            }
            (Err(problems), Err(expected)) => {
                assert_eq!(problems.len(), expected.len(), "{text}");
                assert!(problems.iter().all(|problem| problem.span.is_some()), "{text}: {problems:?}");
            }
            (layout, _) => panic!("{text}: {layout:?}"),
        }
    }
    assert!(laid_out > 100, "{laid_out}");
}

#[test]
fn lines_are_as_wide_as_they_may_be() {
    // With the comma behind it, a line may have 120 characters, not 121; they are characters, not bytes.
    for (length, lines) in [(99, 1), (100, 3)] {
        let text = format!("{{\"list\": [\"{}\", \"ab\"], \"z\": 1}}", "ö".repeat(length));
        let laid_out = lay_out(&text).unwrap();
        let widest = laid_out.lines().map(|line| line.chars().count()).max().unwrap();
        assert_eq!(laid_out.lines().count(), 3 + lines + usize::from(lines > 1), "{widest}\n{laid_out}");
    }
}

#[test]
fn tables_of_the_outermost_object_have_a_row_a_line() {
    let text = r#"{"t":{"a":{},"b":[1]},"l":[[1],{"x":[[2],[3]]}],"n":{"a":{"b":{"c":{}}},"d":1},"e":{},"f":[]}"#;
    let expected = "{\n  \"t\": {\n    \"a\": {},\n    \"b\": [1]\n  },\n  \"l\": [\n    [1],\n    { \"x\": [[2], [3]] }\n  ],\n  \
        \"n\": { \"a\": { \"b\": { \"c\": {} } }, \"d\": 1 },\n  \"e\": {},\n  \"f\": []\n}\n";
    assert_eq!(lay_out(text).unwrap(), expected);
    assert_eq!(lay_out(" 1.0 ").unwrap(), "1.0\n");
    assert_eq!(lay_out("[]").unwrap(), "[]\n");
    assert_eq!(lay_out("[1,[2]]").unwrap(), "[\n  1,\n  [2]\n]\n");
}

#[test]
fn a_key_given_twice_is_refused_with_its_place() {
    let problems = lay_out("{\n  \"a\": 1,\n  \"a\": 2\n}").unwrap_err();
    assert_eq!(problems[0].code, Code::DuplicateKey);
    assert_eq!(problems[0].span.map(|span| (span.line, span.column)), Some((3, 8)));
}

/// Writing and reading give back the tree, as serde_json reads it too.
#[test]
fn written_trees_are_read_back() {
    for seed in 0..scaled(600) {
        let mut draw = Draw::from_seed((93 << 32) + seed);
        let document = document(&mut draw);
        let text = write(&document);
        assert_eq!(parse(&text).unwrap(), document, "{text}");
        assert_eq!(tree::parse(&text).unwrap(), document, "{text}");
    }
}

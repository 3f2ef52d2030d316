//! The policy in words: what it says of known policies, and that it says all and only what is so.

use std::fs;
use std::path::{Path, PathBuf};

use crate::agree::{compiled, compiles, shown};
use crate::generate::{self, Draw};
use crate::props::scaled;
use crate::tree::{self, fields, get, items, name, number, text, with};
use leeway::Action;
use leeway::analyze::SignOff;
use leeway::json::Value;

const SEED: u64 = 0x0516 << 32;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn sign_off(document: &Value, approved: Option<&Value>) -> SignOff {
    let printed = tree::print(document);
    let approved = approved.map(tree::print);
    leeway::api::sign_off(&printed, approved.as_deref()).unwrap_or_else(|error| panic!("{error}\n{printed}"))
}

// ---- what it says of known policies

/// Holds a text to a file; `LEEWAY_WRITE=1` writes the file anew.
fn hold(path: &Path, text: &str) {
    if std::env::var_os("LEEWAY_WRITE").is_some() {
        fs::write(path, text).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "{} is stale: run `LEEWAY_WRITE=1 cargo test --test suite sign_off`", path.display());
}

#[test]
fn golden_files() {
    let own = |name: &str| format!("tests/sign_off/{name}.json");
    let page = |name: &str| format!("www/src/policies/{name}.json");
    let policies = [
        (own("readme"), None),
        (own("inbox"), Some(own("inbox.approved"))),
        (page("starter"), None),
        (page("clinc150"), None),
        (page("credit_default"), None),
        (page("sms_spam"), None),
    ];
    for (path, approved) in policies {
        let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
        let approved = approved.as_deref().map(read);
        let sign_off = leeway::api::sign_off(&read(&path), approved.as_deref()).unwrap();
        let name = Path::new(&path).file_stem().unwrap().to_str().unwrap();
        let golden = root().join("tests/sign_off").join(name);
        hold(&golden.with_extension("md"), &sign_off.to_markdown());
        hold(&golden.with_extension("html"), &sign_off.to_html());
    }
}

/// The policy of the README is the one of the golden file, and the README's excerpt is of it.
#[test]
fn the_readme_shows_a_real_excerpt() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let page = fs::read_to_string(root().join("tests/sign_off/readme.md")).unwrap();
    let excerpt = readme.split("<!-- sign-off -->\n").nth(1).expect("an excerpt between two <!-- sign-off --> lines");
    let mut lines = 0;
    for line in excerpt.lines().filter_map(|line| line.strip_prefix("> ")) {
        assert!(page.contains(line), "not in the description: {line}");
        lines += 1;
    }
    assert!(lines > 3, "the excerpt has {lines} lines");
}

// ---- all of it

/// Everything that is said, without its markup.
fn said(sign_off: &SignOff) -> Vec<String> {
    fn collect(value: &Value, texts: &mut Vec<String>) {
        items(value).iter().for_each(|item| collect(item, texts));
        if let (Some(_), Some(words)) = (get(value, "kind"), get(value, "text").and_then(text)) {
            texts.push(words.to_owned());
        }
        fields(value).iter().for_each(|(_, field)| collect(field, texts));
    }
    let mut texts = Vec::new();
    collect(&tree::of(sign_off), &mut texts);
    texts
}

/// Names and free words of a document that have to be mentioned.
fn to_mention(document: &Value) -> Vec<String> {
    let list = |field: &str| get(document, field).map_or(&[][..], items);
    let mut names = vec![get(document, "name").and_then(text).unwrap().to_owned()];
    let mut note = |part: &Value, fields: &[&str]| {
        names.extend(fields.iter().map(|field| get(part, field).and_then(text).unwrap().to_owned()));
    };
    list("degrade").iter().for_each(|rule| note(rule, &["id", "because"]));
    list("require").iter().for_each(|require| note(require, &["name"]));
    list("segments").iter().for_each(|segment| note(segment, &["name"]));
    list("tests").iter().for_each(|test| note(test, &["name"]));
    for (_, operation) in get(document, "operations").map_or(&[][..], fields) {
        get(operation, "raise").map_or(&[][..], items).iter().for_each(|raise| note(raise, &["id", "because"]));
    }
    for named in ["calibration", "operations", "signals", "confidence", "impact"] {
        names.extend(get(document, named).map_or(&[][..], fields).iter().map(|(name, _)| name.clone()));
    }
    names
}

/// With promises that hold: each asks no less than the most that the policy ever gives.
fn with_promises(draw: &mut Draw, document: &Value) -> Value {
    let mut whole = document.clone();
    for at in 0..draw.below(3) {
        if let Some(when) = generate::requirement(draw, document) {
            let promise = tree::object(vec![
                ("name", name(format!("promise {at} holds"))),
                ("when", when),
                ("at_most", name("auto_apply")),
            ]);
            whole = generate::with_entry(&whole, "require", promise);
        }
    }
    compiles(&whole).map_or_else(|| document.clone(), |_| whole)
}

#[test]
fn every_part_is_mentioned() {
    let mut promises = 0;
    for seed in 0..scaled(1_000) {
        let mut draw = Draw::from_seed(SEED + seed);
        let document = generate::document(&mut draw);
        let document = with_promises(&mut draw, &document);
        promises += get(&document, "require").map_or(0, |list| items(list).len());
        let said = said(&sign_off(&document, None));
        for mention in to_mention(&document) {
            assert!(said.contains(&mention), "`{mention}` is not mentioned\n{}", tree::print(&document));
        }
    }
    assert!(promises > 100, "only {promises} promises");
}

// ---- only what is so

/// The rows of the table of what is done without asking: names, from which confidence, in which segments.
struct Free {
    names: Vec<String>,
    from: f64,
    segments: Vec<(String, f64)>,
}

fn section<'a>(plain: &'a Value, id: &str) -> &'a [Value] {
    let sections = items(get(plain, "sections").unwrap());
    let found = sections.iter().find(|section| get(section, "id").and_then(text) == Some(id));
    found.map_or(&[][..], |section| items(get(section, "blocks").unwrap()))
}

fn free(sign_off: &SignOff) -> Vec<Free> {
    let plain = tree::of(sign_off);
    let tables = section(&plain, "free").iter().filter(|block| get(block, "kind").and_then(text) == Some("table"));
    let kinds = |cell: &Value, kind: &str| -> Vec<String> {
        let runs = items(cell).iter().filter(|run| get(run, "kind").and_then(text) == Some(kind));
        runs.map(|run| get(run, "text").and_then(text).unwrap().to_owned()).collect()
    };
    let bound = |words: &str| words.trim_matches([':', ' ', ',']).parse().unwrap_or(0.0);
    let rows = tables.flat_map(|table| items(get(table, "rows").unwrap()));
    rows.map(|row| {
        let [names, from, segments, _] = items(row) else { panic!("a row of four cells") };
        let bounds: Vec<f64> =
            kinds(segments, "words").iter().filter(|words| words.starts_with(": ")).map(|words| bound(words)).collect();
        Free {
            names: kinds(names, "name"),
            from: bound(&kinds(from, "words")[0]),
            segments: kinds(segments, "name").into_iter().zip(bounds).collect(),
        }
    })
    .collect()
}

/// Whatever is applied is in the table, at a confidence that it says; and what has nothing against it is applied.
#[test]
fn what_is_done_without_asking_is_said_and_nothing_else() {
    let [mut applied, mut kept] = [0, 0];
    for seed in 0..scaled(2_000) {
        let mut draw = Draw::from_seed(SEED + (1 << 24) + seed);
        let document = generate::document(&mut draw);
        let policy = compiled(&document);
        let free = free(&sign_off(&document, None));
        let listed = get(&document, "operations");
        for _ in 0..40 {
            let asked = generate::clean(&mut draw, &document);
            let decision = policy.decide(&asked.input, asked.health.as_ref());
            let subject = match (listed, get(&asked.input, "operation").and_then(text)) {
                (Some(listed), Some(operation)) if get(listed, operation).is_some() => operation.to_owned(),
                (Some(_), _) => "*".to_owned(),
                (None, _) => decision.cell.as_ref().unwrap().impact.clone(),
            };
            let row = free.iter().find(|row| row.names.contains(&subject));
            let record = policy.record(&asked.input, &decision, asked.health.as_ref());
            let field = if get(&document, "calibration").is_some() { "calibrated" } else { "confidence" };
            let confidence = get(&tree::of(&record), field).and_then(number).unwrap_or(0.0);
            let from = row.map(|row| match &decision.segment {
                None => row.from,
                Some(segment) => row.segments.iter().find(|(named, _)| named == segment).unwrap().1,
            });
            if decision.action == Action::AutoApply {
                applied += 1;
                assert!(from.is_some_and(|from| confidence >= from), "{}", shown(&document, &asked));
            }
            let nothing_against =
                decision.rules.is_empty() && decision.missing.is_empty() && decision.code.name() == "matrix";
            let own_impact = listed.is_none() || get(&asked.input, "impact").is_none();
            if nothing_against && own_impact && from.is_some_and(|from| confidence >= from) {
                kept += 1;
                assert_eq!(decision.action, Action::AutoApply, "{}", shown(&document, &asked));
            }
        }
    }
    assert!(applied > 1_000 && kept > 1_000, "{applied} and {kept} test little");
}

const REGIONS: &str = "Where the two decide differently";

/// "Allows more" is never less for any input, "allows less" never more, and the same words never hide a change.
#[test]
fn changes_go_the_way_that_is_said() {
    let [mut more, mut less, mut none] = [0, 0, 0];
    for seed in 0..scaled(8_000) {
        let mut draw = Draw::from_seed(SEED + (2 << 24) + seed);
        let approved = generate::document(&mut draw);
        let document = changed(&mut draw, &approved);
        let (Some(old), Some(new)) = (compiles(&approved), compiles(&document)) else { continue };
        let plain = tree::of(&sign_off(&document, Some(&approved)));
        let headings: Vec<&str> = section(&plain, "changes")
            .iter()
            .filter(|block| get(block, "kind").and_then(text) == Some("heading"))
            .filter_map(|block| get(block, "text").and_then(text))
            .filter(|heading| *heading != REGIONS)
            .collect();
        let (may_rise, may_fall) = match headings.as_slice() {
            [] => (false, false),
            ["Allows more"] => (true, false),
            ["Allows less"] => (false, true),
            _ => continue,
        };
        match (may_rise, may_fall) {
            (true, _) => more += 1,
            (_, true) => less += 1,
            _ => none += 1,
        }
        for at in 0..60 {
            let asked = generate::maybe_spoilt(&mut draw, if at % 2 == 0 { &approved } else { &document });
            let before = old.decide(&asked.input, asked.health.as_ref()).action;
            let now = new.decide(&asked.input, asked.health.as_ref()).action;
            let as_said = before == now || (now > before && may_rise) || (now < before && may_fall);
            assert!(
                as_said,
                "{before:?} to {now:?}, {headings:?}\n{}\nnow {}",
                shown(&approved, &asked),
                tree::print(&document)
            );
        }
    }
    assert!(more > 150 && less > 150 && none > 20, "{more}, {less} and {none} test little");
}

/// The document with something changed: mostly one leaf or entry, now and then two.
fn changed(draw: &mut Draw, document: &Value) -> Value {
    let mut changed = document.clone();
    for _ in 0..=draw.below(2) {
        changed = match draw.below(7) {
            0 => generate::mutate_tree(draw, &changed),
            1 => without_one(draw, &changed),
            2 => with_one_of(draw, &changed),
            3 => redeclared(draw, &changed),
            4 => own_thresholds(draw, &changed),
            5 => swapped(draw, &changed),
            _ => nudged(draw, &changed),
        };
    }
    changed
}

const LISTS: [&str; 4] = ["degrade", "segments", "unavailable", "operations"];

/// One entry of a list less.
fn without_one(draw: &mut Draw, document: &Value) -> Value {
    let list = *draw.pick(&LISTS);
    let shorter = match get(document, list) {
        Some(Value::List(entries)) if entries.len() > 1 => {
            let mut entries = entries.clone();
            entries.remove(draw.below(entries.len()));
            Value::List(entries)
        }
        Some(Value::Object(entries)) if entries.len() > 1 => {
            let mut entries = entries.clone();
            entries.remove(draw.below(entries.len()));
            Value::Object(entries)
        }
        _ => return document.clone(),
    };
    with(document, list, Some(shorter))
}

/// One entry more, from another policy; most of those do not fit and do not compile.
fn with_one_of(draw: &mut Draw, document: &Value) -> Value {
    let other = generate::document(draw);
    let list = *draw.pick(&LISTS);
    match (get(document, list), get(&other, list)) {
        (Some(Value::Object(own)), Some(Value::Object(more))) if !more.is_empty() => {
            let mut own = own.clone();
            let (added, operation) = draw.pick(more).clone();
            own.retain(|(known, _)| *known != added);
            own.push((added, operation));
            with(document, list, Some(Value::Object(own)))
        }
        (_, Some(Value::List(more))) if !more.is_empty() => {
            let mut entry = draw.pick(more).clone();
            for field in ["id", "name"] {
                if get(&entry, field).is_some() {
                    entry = with(&entry, field, Some(name("added")));
                }
            }
            generate::with_entry(document, list, entry)
        }
        _ => document.clone(),
    }
}

/// One member of an object, by its place, made anew.
fn with_member(document: &Value, list: &str, at: usize, member: impl FnOnce(&Value) -> Value) -> Value {
    let mut members = fields(get(document, list).unwrap()).to_vec();
    members[at].1 = member(&members[at].1);
    with(document, list, Some(Value::Object(members)))
}

/// A signal with a default more or less, or a value more or less.
fn redeclared(draw: &mut Draw, document: &Value) -> Value {
    let Some(signals @ Value::Object(_)) = get(document, "signals") else { return document.clone() };
    if fields(signals).is_empty() {
        return document.clone();
    }
    let at = draw.below(fields(signals).len());
    with_member(document, "signals", at, |signal| {
        let values = get(signal, "values").map_or(&[][..], items);
        match (draw.below(3), values) {
            (0, [..]) if get(signal, "default").is_some() => with(signal, "default", None),
            (1, [first, .., _]) => with(signal, "values", Some(Value::List(vec![first.clone()]))),
            (2, [_, ..]) => with(signal, "values", Some(Value::List([values, &[name("fr"), name("new")]].concat()))),
            _ => {
                let default = match get(signal, "type").and_then(text) {
                    Some("number") => Value::Number(*draw.pick(&[0.0, 5.0, 1e9])),
                    Some("boolean") => Value::Boolean(draw.chance(50)),
                    _ => values.first().cloned().unwrap_or(Value::Null),
                };
                with(signal, "default", Some(default))
            }
        }
    })
}

/// An operation with confidence thresholds where it had none, or the reverse.
fn own_thresholds(draw: &mut Draw, document: &Value) -> Value {
    let Some(operations @ Value::Object(_)) = get(document, "operations") else { return document.clone() };
    if fields(operations).is_empty() {
        return document.clone();
    }
    let at = draw.below(fields(operations).len());
    let Some((highest, _)) = get(document, "confidence").and_then(|axis| fields(axis).last()) else {
        return document.clone();
    };
    with_member(document, "operations", at, |operation| {
        let own = tree::object(vec![(highest, Value::Number(*draw.pick(&[0.2, 0.6, 0.9, 0.995, 1.0])))]);
        with(operation, "confidence", get(operation, "confidence").is_none().then_some(own))
    })
}

/// Two segments in the other order.
fn swapped(draw: &mut Draw, document: &Value) -> Value {
    let Some(Value::List(segments)) = get(document, "segments") else { return document.clone() };
    let mut segments = segments.clone();
    draw.shuffle(&mut segments);
    with(document, "segments", Some(Value::List(segments)))
}

/// One threshold, impact or action of the document moved.
fn nudged(draw: &mut Draw, document: &Value) -> Value {
    fn leaves(value: &Value) -> usize {
        match value {
            Value::Object(fields) => fields.iter().map(|(_, field)| leaves(field)).sum(),
            Value::List(list) => list.iter().map(leaves).sum(),
            _ => 1,
        }
    }
    fn replaced(value: &Value, at: &mut usize, draw: &mut Draw) -> Value {
        match value {
            Value::Object(fields) => {
                Value::Object(fields.iter().map(|(name, field)| (name.clone(), replaced(field, at, draw))).collect())
            }
            Value::List(list) => Value::List(list.iter().map(|item| replaced(item, at, draw)).collect()),
            leaf => {
                let this = *at == 0;
                *at = at.wrapping_sub(1);
                match leaf {
                    Value::Number(number) if this => Value::Number(number + *draw.pick(&[-0.05, 0.05, 0.2, -0.3])),
                    Value::Boolean(truth) if this => Value::Boolean(!truth),
                    Value::Text(words) if this && Action::from_name(words).is_some() => {
                        name(draw.pick(&crate::oracle::ACTIONS))
                    }
                    leaf => leaf.clone(),
                }
            }
        }
    }
    let mut at = draw.below(leaves(document).max(1));
    replaced(document, &mut at, draw)
}

/// Which way a change goes, where the generated ones seldom come.
#[test]
fn known_changes_go_the_right_way() {
    let base = r#"{"leeway": 1, "name": "p", "confidence": {"low": 0, "high": 0.8}, "impact": {"low": 0, "high": 0.5},
        "signals": {"s": {"type": "string", "values": ["a", "b"]}, "x": {"type": "number"}},
        "operations": {"one": {"impact": 0}, "two": {"impact": 0, "confidence": {"high": 0.7}}, "*": {"impact": 1}},
        "segments": [{"name": "strict", "when": {"signal": "s", "is": "a"}, "confidence": {"high": 0.9}},
            {"name": "loose", "when": {"signal": "x", "above": 5}, "confidence": {"high": 0.6}}],
        "degrade": [{"id": "r", "when": {"signal": "x", "above": 9}, "at_most": "suggest", "because": "x is large"}]}"#;
    let changes = [
        (r#""impact": 0}"#, r#""impact": 0, "confidence": {"high": 0.7}}"#, vec!["Other changes"]),
        (r#""impact": 0}"#, r#""impact": 0, "confidence": {"high": 0.9}}"#, vec!["Allows less"]),
        (r#", "confidence": {"high": 0.7}"#, "", vec!["Other changes"]),
        (r#"{"one": {"#, r#"{"three": {"impact": 0}, "one": {"#, vec!["Other changes"]),
        (r#""one": {"impact": 0}, "#, "", vec!["Other changes"]),
        (r#", "*": {"impact": 1}"#, "", vec!["Allows less"]),
        (r#""x": {"type": "number""#, r#""x": {"type": "number", "default": 3"#, vec!["Allows more"]),
        (r#"["a", "b"]"#, r#"["a", "b", "c"]"#, vec!["Allows more"]),
        (r#"["a", "b"]"#, r#"["a"]"#, vec!["Allows less"]),
        (r#"["a", "b"]"#, r#"["b", "a"]"#, vec![]),
        (r#""strict", "when""#, r#""strict", "meta": {"a": 1}, "when""#, vec!["Other changes"]),
        (r#""high": 0.9}"#, r#""high": 0.85}"#, vec!["Allows more"]),
        (r#""high": 0.5}"#, r#""high": 0.6}"#, vec!["Allows more"]),
        (r#""above": 9"#, r#""above": 8"#, vec!["Other changes"]),
        (r#""suggest""#, r#""escalate""#, vec!["Allows less"]),
        ("x is large", "x is very large", vec!["Other changes"]),
        (r#""name": "p","#, r#""name": "p", "invalid": "block","#, vec!["Allows less"]),
        (r#""name": "p","#, r#""name": "p", "without_confidence": "low","#, vec!["Allows more"]),
        (r#""name": "p","#, r#""name": "p", "options": {"max": 3},"#, vec!["Other changes"]),
        (r#""name": "p","#, r#""name": "p", "audit": {"rate": 0.02, "salt": "s"},"#, vec!["Other changes"]),
        (r#""name": "p","#, r#""name": "q","#, vec!["Other changes"]),
    ];
    let headings = |old: &str, new: &str| {
        let plain = tree::of(&leeway::api::sign_off(new, Some(old)).unwrap());
        let blocks = section(&plain, "changes").iter();
        let words = blocks.filter(|block| get(block, "kind").and_then(text) == Some("heading"));
        let words = words.map(|block| get(block, "text").and_then(text).unwrap().to_owned());
        words.filter(|heading| heading != REGIONS).collect::<Vec<_>>()
    };
    for (from, to, expected) in changes {
        let changed = base.replacen(from, to, 1);
        assert_ne!(changed, base, "{from}");
        assert_eq!(headings(base, &changed), expected, "{from} to {to}");
        let back: Vec<&str> = expected
            .iter()
            .map(|heading| match *heading {
                "Allows more" => "Allows less",
                "Allows less" => "Allows more",
                other => other,
            })
            .collect();
        assert_eq!(headings(&changed, base), back, "back from {to} to {from}");
    }
    assert!(headings(base, base).is_empty());
}

/// A raise that always applies counts from the start, and one that keeps an operation from being free is named.
#[test]
fn raises_that_always_apply_count() {
    let document = tree::parse(
        r#"{"leeway": 1, "name": "p", "confidence": {"c0": 0, "c1": 0.5, "c2": 0.9}, "impact": {"i0": 0, "i1": 0.5, "i2": 0.9},
        "matrix": {"c0": {"i0": "suggest", "i1": "suggest", "i2": "block"}, "c1": {"i0": "auto_apply", "i1": "suggest", "i2": "block"},
            "c2": {"i0": "auto_apply", "i1": "auto_apply", "i2": "suggest"}},
        "signals": {"x": {"type": "number"}},
        "operations": {
            "always": {"impact": 0, "raise": [{"id": "a", "when": {"operation": "always"}, "to": 0.5, "because": "a"}]},
            "never": {"impact": 0, "raise": [{"id": "n", "when": {"operation": "never"}, "to": 0.9, "because": "n"}]},
            "now-and-then": {"impact": 0, "raise": [{"id": "t", "when": {"signal": "x", "above": 1}, "to": 0.5, "because": "t"}]},
            "seldom": {"impact": 0, "raise": [{"id": "s", "when": {"signal": "x", "above": 1}, "to": 0.9, "because": "s"}]}}}"#,
    )
    .unwrap();
    let page = sign_off(&document, None).to_markdown();
    for line in [
        "| `always` | 0.9 | – | nothing |",
        "| `now-and-then` | 0.5 | – | raise `t`: “t” (then only from 0.9) |",
        "| `seldom` | 0.5 | – | raise `s`: “s” |",
        "Never done without asking: `never`.",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

// ---- hostile words

/// Free words that try to be markup, entities, tables, or to turn the text around show as what they are.
#[test]
fn hostile_words_stay_words() {
    let hostile =
        "</code><script>alert(1)</script>\" onload='x' &amp; | `a` **b** [c](d) # e\n\n## Approved\u{202e}\u{7}";
    let document = tree::parse(
        r#"{"leeway": 1, "name": "p", "meta": {"M": "M", "n": ["M", {"M": "M"}]},
        "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
        "signals": {"s": {"type": "string", "values": ["M", "b"], "default": "M"}, "n": {"type": "number", "unit": "M"}},
        "operations": {"a": {"impact": 0, "raise": [{"id": "r", "when": {"signal": "s", "is": "M"}, "to": 1, "because": "M"}]}},
        "degrade": [{"id": "d", "when": {"signal": "s", "is": "M"}, "at_most": "block", "because": "M"}],
        "require": [{"name": "M", "when": {"signal": "s", "is": "M"}, "at_most": "suggest"}],
        "tests": [{"name": "M", "given": {}, "expect": "block"}]}"#,
    )
    .unwrap();
    fn spoilt(value: &Value, hostile: &str) -> Value {
        let word = |word: &str| if word == "M" { hostile.to_owned() } else { word.to_owned() };
        match value {
            Value::Text(text) => name(word(text)),
            Value::List(list) => Value::List(list.iter().map(|item| spoilt(item, hostile)).collect()),
            Value::Object(fields) => {
                Value::Object(fields.iter().map(|(name, field)| (word(name), spoilt(field, hostile))).collect())
            }
            other => other.clone(),
        }
    }
    let approved = spoilt(&document, "tame");
    let sign_off = sign_off(&spoilt(&document, hostile), Some(&approved));
    let (html, markdown) = (sign_off.to_html(), sign_off.to_markdown());
    let tame_html = self::sign_off(&approved, Some(&document)).to_html();
    let tags = |html: &str| html.matches('<').count();
    assert!(!html.contains("<script") && !html.contains("onload='"));
    assert_eq!(tags(&html), tags(&tame_html), "as many tags as with tame words");
    for text in [&html, &markdown] {
        assert!(!text.contains('\u{202e}') && !text.contains('\u{7}'));
    }
    assert!(!markdown.lines().any(|line| line.contains("Approved") && line.starts_with('#')));
    assert!(!markdown.replace("\\<", "").contains('<'), "{markdown}");
    // Every row of a table has as many cells as its head.
    let mut width = 0;
    for line in markdown.lines() {
        let cells = line.replace("\\|", "").matches('|').count();
        if !line.starts_with('|') {
            width = 0;
        } else if width == 0 {
            width = cells;
        }
        assert!(width == 0 || cells == width, "{line}");
    }
}

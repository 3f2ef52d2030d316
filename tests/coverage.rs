//! Coverage of policy tests: what counts as covered, and the tests that are proposed.

use crate::agree::{compiled, shown};
use crate::generate::{self, Asked, Draw, with_entry};
use crate::oracle::{self, rank};
use crate::props::scaled;
use crate::tree::{self, fields, get, items, name, object, text};
use leeway::analyze::{Coverage, Part, Reach};
use leeway::json::Value;

const SEED: u64 = 0x0c0f << 32;

fn coverage(document: &Value) -> Coverage {
    let text = tree::print(document);
    leeway::api::coverage(&text, &[]).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A document with tests drawn for it, which pass.
fn with_tests(draw: &mut Draw, document: &Value, count: usize) -> Value {
    let policy = compiled(document);
    let mut whole = document.clone();
    for at in 0..count {
        let Asked { input, health } = generate::clean(draw, document);
        let known = |(field, _): &&(String, Value)| field != "other";
        let declared = get(document, "signals").map_or(&[][..], fields);
        let sound = |part: &Value| {
            let signals = get(part, "signals").map_or(&[][..], fields).iter();
            let listed = signals.filter(|(signal, _)| declared.iter().any(|(known, _)| known == signal)).cloned();
            let signals = Value::Object(listed.collect());
            tree::with(part, "signals", Some(signals))
        };
        let input = sound(&Value::Object(fields(&input).iter().filter(known).cloned().collect()));
        let health = health.filter(|health| matches!(health, Value::Object(_))).map(|health| sound(&health));
        if tree::print(&input).contains("$num")
            || health.as_ref().is_some_and(|part| tree::print(part).contains("$num"))
        {
            continue;
        }
        let expect = name(policy.decide(&input, health.as_ref()).action.name());
        let mut test = vec![("name", name(format!("test {at}"))), ("given", input), ("expect", expect)];
        test.extend(health.map(|health| ("health", health)));
        whole = with_entry(&whole, "tests", object(test));
    }
    whole
}

/// What a decision exercises, read off the second reading's answer by the names that it gives; for entries of
/// `unavailable` by deciding without each.
fn exercises(document: &Value, asked: &Asked, part: Part, pointer: &str) -> bool {
    let answer = oracle::decide(document, &asked.input, asked.health.as_ref());
    let place: Vec<&str> = pointer.split('/').skip(1).collect();
    let entry = |at: usize| place[at].parse::<usize>().unwrap();
    match part {
        Part::Cell => answer.cell == Some((place[1].to_owned(), place[2].to_owned())),
        Part::Segment => {
            let segment = &items(get(document, "segments").unwrap())[entry(1)];
            answer.segment.as_deref() == get(segment, "name").and_then(text)
        }
        Part::Rule => {
            let rule = &items(get(document, "degrade").unwrap())[entry(1)];
            answer.rules.iter().any(|named| Some(named.as_str()) == get(rule, "id").and_then(text))
        }
        Part::Raise => {
            let operation = get(get(document, "operations").unwrap(), place[1]).unwrap();
            let raise = &items(get(operation, "raise").unwrap())[entry(3)];
            answer.rules.iter().any(|named| Some(named.as_str()) == get(raise, "id").and_then(text))
        }
        Part::Unavailable => {
            // The entry alone, then none: the action that it takes away must have been reached.
            let whole = &items(get(document, "unavailable").unwrap())[entry(1)];
            let action = match get(whole, "action").unwrap() {
                Value::List(actions) => actions[entry(3)].clone(),
                one => one.clone(),
            };
            let reached =
                oracle::decide(&tree::with(document, "unavailable", None), &asked.input, asked.health.as_ref());
            let alone = tree::with(whole, "action", Some(action.clone()));
            let only = tree::with(document, "unavailable", Some(Value::List(vec![alone])));
            let lowered = lower_at_most(asked, text(&action).unwrap());
            let capped = rank(reached.action).unwrap();
            let own = rank(text(&action).unwrap()).unwrap();
            let holds =
                oracle::decide(&only, &lowered.input, lowered.health.as_ref()).action != reached_at(document, &lowered);
            own <= capped && rank(answer.action).unwrap() < own && holds
        }
    }
}

/// The same input with a ceiling at that action.
fn lower_at_most(asked: &Asked, action: &str) -> Asked {
    Asked { input: tree::with(&asked.input, "at_most", Some(name(action))), health: asked.health.clone() }
}

fn reached_at(document: &Value, asked: &Asked) -> &'static str {
    oracle::decide(&tree::with(document, "unavailable", None), &asked.input, asked.health.as_ref()).action
}

fn test_of(test: &Value) -> Asked {
    Asked { input: get(test, "given").unwrap().clone(), health: get(test, "health").cloned() }
}

/// Every part of a document, counted by hand.
fn count_parts(document: &Value) -> usize {
    let list = |field: &str| get(document, field).map_or(&[][..], items);
    let bands = |axis: &str| fields(get(document, axis).unwrap()).len();
    let raises = get(document, "operations").map_or(&[][..], fields).iter();
    let raises: usize = raises.map(|(_, operation)| get(operation, "raise").map_or(&[][..], items).len()).sum();
    let entries = list("unavailable").iter().map(|entry| items(get(entry, "action").unwrap()).len().max(1));
    bands("confidence") * bands("impact")
        + raises
        + list("segments").len()
        + list("degrade").len()
        + entries.sum::<usize>()
}

#[test]
fn covered_and_missing_are_all_parts_and_counts_are_right() {
    let mut covered = 0;
    for seed in 0..scaled(800) {
        let mut draw = Draw::from_seed(SEED + seed);
        let document = generate::unfitted(&generate::document(&mut draw));
        let document = with_tests(&mut draw, &document, 6);
        let coverage = coverage(&document);
        let tests = get(&document, "tests").map_or(&[][..], items);
        assert_eq!(coverage.tests, tests.len());
        assert_eq!(coverage.covered.len() + coverage.missing.len(), count_parts(&document));
        let mut pointers: Vec<&str> = coverage.covered.iter().map(|item| item.pointer.as_str()).collect();
        pointers.extend(coverage.missing.iter().map(|item| item.pointer.as_str()));
        pointers.sort_unstable();
        assert!(pointers.windows(2).all(|pair| pair[0] != pair[1]), "a part is listed twice");
        let by_hand = |part: Part, pointer: &str| {
            tests.iter().filter(|test| exercises(&document, &test_of(test), part, pointer)).count()
        };
        for item in &coverage.covered {
            assert_eq!(item.tests, by_hand(item.part, &item.pointer), "{item:?}\n{}", tree::print(&document));
        }
        for item in &coverage.missing {
            assert_eq!(0, by_hand(item.part, &item.pointer), "{item:?}\n{}", tree::print(&document));
        }
        for summary in &coverage.summary {
            let here = |part: Part| part == summary.part;
            assert_eq!(summary.covered, coverage.covered.iter().filter(|item| here(item.part)).count());
            let missing = coverage.missing.iter().filter(|item| here(item.part)).count();
            assert_eq!(summary.all, summary.covered + missing);
        }
        covered += coverage.covered.len();
    }
    assert!(covered > 1_000, "only {covered} parts were covered, which tests little");
}

/// Each proposal is a test that the document can take, passes, and exercises what it was proposed for.
#[test]
fn proposed_tests_pass_and_cover_what_they_are_for() {
    let [mut found, mut nothing, mut unknown] = [0, 0, 0];
    // Maps may step over a band, or reach it in some segments only, and evidence covers some cases only: there the search
    // is not complete.
    let [mut found_calibrated, mut unknown_calibrated] = [0, 0];
    for seed in 0..scaled(2_000) {
        let mut draw = Draw::from_seed(SEED + (1 << 24) + seed);
        let document = generate::unfitted(&generate::document(&mut draw));
        let is_calibrated = ["calibration", "evidence"].iter().any(|part| get(&document, part).is_some());
        let mut whole = document.clone();
        for item in &coverage(&document).missing {
            match item.reach {
                Reach::Found if is_calibrated => found_calibrated += 1,
                Reach::Unknown if is_calibrated => unknown_calibrated += 1,
                Reach::Found => found += 1,
                Reach::Nothing => nothing += 1,
                Reach::Unknown => unknown += 1,
            }
            assert_eq!(item.test.is_some(), item.reach == Reach::Found);
            let Some(test) = &item.test else { continue };
            let asked = Asked { input: test.given.clone(), health: test.health.clone() };
            assert!(exercises(&document, &asked, item.part, &item.pointer), "{item:?}\n{}", shown(&document, &asked));
            let entry =
                vec![("name", name(&test.name)), ("given", test.given.clone()), ("expect", name(test.expect.name()))];
            whole = with_entry(&whole, "tests", object(entry));
        }
        // Pasted into the document they all pass, and leave only what has no test.
        compiled(&whole);
        assert!(coverage(&whole).missing.iter().all(|item| item.test.is_none()));
    }
    assert!(nothing > 100, "only {nothing} parts that nothing reaches");
    assert!(unknown * 200 < found, "{unknown} parts without an answer beside {found} with a test");
    let (found, unknown) = (found_calibrated, unknown_calibrated);
    assert!(unknown * 30 < found, "{unknown} calibrated parts without an answer beside {found} with a test");
}

/// Inputs through all cut points of a document, with what is absent and what is bad; nothing where they are too many.
fn grid(document: &Value) -> Option<Vec<Asked>> {
    let mut inputs = vec![Vec::new()];
    let mut axis = |field: &str, choices: Vec<Option<Value>>| {
        let with_field = |input: &Vec<(String, Value)>, choice: &Option<Value>| {
            let mut input = input.clone();
            input.extend(choice.clone().map(|value| (field.to_owned(), value)));
            input
        };
        let grown = inputs.iter().flat_map(|input| choices.iter().map(move |choice| with_field(input, choice)));
        inputs = grown.take(GRID + 1).collect();
    };
    let numbers = |list: &[f64]| list.iter().map(|number| Some(Value::Number(*number))).collect::<Vec<_>>();
    if let Some(operations) = get(document, "operations") {
        let mut names: Vec<_> = fields(operations).iter().map(|(operation, _)| Some(name(operation))).collect();
        names.extend([None, Some(name("unheard-of"))]);
        axis("operation", names);
    }
    for (signal, declared) in get(document, "signals").map_or(&[][..], fields) {
        if generate::cuts_of(document, signal).is_empty()
            && !tree::print(document).contains(&format!("\"signal\":\"{signal}\""))
        {
            continue;
        }
        let mut choices = match get(declared, "type").and_then(text) {
            Some("number") => generate::cuts_of(document, signal)
                .iter()
                .flat_map(|cut| numbers(&[cut.next_down(), *cut, cut.next_up()]))
                .collect(),
            Some("boolean") => vec![Some(Value::Boolean(true)), Some(Value::Boolean(false))],
            _ => get(declared, "values").map_or(&[][..], items).iter().cloned().map(Some).collect(),
        };
        choices.extend([None, Some(Value::List(Vec::new()))]);
        axis(&format!("signals.{signal}"), choices);
    }
    let models = generate::models(document);
    if get(document, "calibration").is_some() || !models.is_empty() {
        let mut names: Vec<_> = models.into_iter().map(|model| Some(name(model))).collect();
        names.extend([None, Some(name("unheard-of"))]);
        axis("model", names);
    }
    let mut last: Vec<Value> =
        generate::fits(document).iter().filter_map(|fit| get(fit, "valid_until").cloned()).collect();
    last.dedup();
    if !last.is_empty() {
        axis("now", last.into_iter().map(Some).chain([None]).collect());
    }
    let mut confidences = generate::confidence_cuts(document);
    confidences.extend([0.0, 1.0]);
    confidences.sort_by(f64::total_cmp);
    confidences.dedup();
    axis("confidence", numbers(&confidences));
    let margins = generate::numbers_named(document, "margin_below");
    if !margins.is_empty() {
        let mut seconds: Vec<f64> =
            margins.iter().flat_map(|margin| [1.0 - margin, 1.0 - margin.next_down()]).collect();
        seconds.push(0.0);
        axis("second", numbers(&seconds).into_iter().chain([None]).collect());
    }
    let counts = generate::numbers_named(document, "alternatives_below");
    if !counts.is_empty() {
        let list = |count: &f64| {
            let one = object(vec![("label", name("x")), ("confidence", Value::Number(0.0))]);
            Some(Value::List(vec![one; *count as usize]))
        };
        axis(
            "alternatives",
            counts.iter().flat_map(|count| [list(count), list(&(count - 1.0))]).chain([None]).collect(),
        );
    }
    let impacts: Vec<f64> =
        fields(get(document, "impact").unwrap()).iter().filter_map(|(_, bound)| tree::number(bound)).collect();
    axis("impact", numbers(&impacts).into_iter().chain([None, Some(Value::Boolean(true))]).collect());
    (inputs.len() <= GRID).then(|| inputs.iter().map(|input| nested(input)).collect())
}

const GRID: usize = 6_000;

/// `signals.a` as a member of `signals`.
fn nested(input: &[(String, Value)]) -> Asked {
    let mut signals = Vec::new();
    let mut rest = Vec::new();
    for (field, value) in input {
        match field.strip_prefix("signals.") {
            Some(signal) => signals.push((signal.to_owned(), value.clone())),
            None => rest.push((field.clone(), value.clone())),
        }
    }
    rest.push(("signals".to_owned(), Value::Object(signals)));
    Asked { input: Value::Object(rest), health: None }
}

/// "Nothing reaches it" is said only where it is so: no input of a grid through all cut points does, and none of many
/// drawn ones, spoilt ones included.
#[test]
fn what_nothing_reaches_is_reached_by_nothing() {
    let mut grids = 0;
    let mut held = 0;
    for seed in 0..scaled(500) {
        let mut draw = Draw::from_seed(SEED + (2 << 24) + seed);
        let document = generate::unfitted(&generate::document(&mut draw));
        let missing = coverage(&document).missing;
        let unreached: Vec<_> = missing.iter().filter(|item| item.reach == Reach::Nothing).collect();
        if unreached.is_empty() {
            continue;
        }
        let mut inputs: Vec<Asked> = (0..150).map(|_| generate::maybe_spoilt(&mut draw, &document)).collect();
        if let Some(grid) = grid(&document) {
            grids += 1;
            inputs.extend(grid);
        }
        for asked in &inputs {
            for item in &unreached {
                let reached = exercises(&document, asked, item.part, &item.pointer);
                assert!(!reached, "{item:?}\n{}", shown(&document, asked));
            }
        }
        held += unreached.len();
    }
    assert!(grids > 15 && held > 100, "{grids} grids and {held} parts test little");
}

/// The words of a proposal, and where its part stands.
#[test]
fn proposals_are_what_a_person_would_write() {
    let document = tree::parse(
        r#"{"leeway": 1, "name": "inbox", "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
        "signals": {"latency_ms": {"type": "number", "default": 0}, "reversible": {"type": "boolean"},
            "people": {"type": "number"}, "staffed": {"type": "boolean"}},
        "operations": {"archive": {"impact": "low", "raise": [
            {"id": "many", "when": {"signal": "people", "above": 20}, "to": "high", "because": "it goes to many"}]}},
        "segments": [{"name": "slow", "when": {"signal": "latency_ms", "above": 300}}],
        "degrade": [{"id": "late", "when": {"signal": "latency_ms", "above": 800}, "at_most": "escalate", "because": "too slow"},
            {"id": "idle", "when": {"signal": "reversible", "is": false}, "at_most": "auto_apply", "because": "never less"}],
        "unavailable": [{"action": ["escalate", "abstain"], "when": {"signal": "staffed", "is": false}}],
        "tests": [{"name": "sure", "given": {"confidence": 0.9, "operation": "archive",
            "signals": {"people": 1, "reversible": true, "staffed": true}}, "expect": "auto_apply"}]}"#,
    )
    .unwrap();
    let coverage = tree::of(&coverage(&document));
    let missing = items(get(&coverage, "missing").unwrap());
    let told: Vec<String> = missing
        .iter()
        .map(|item| {
            let word = |field: &str| get(item, field).and_then(text).unwrap().to_owned();
            let test = get(item, "test").map_or("-".to_owned(), |test| {
                let expect = get(test, "expect").and_then(text).unwrap();
                format!("{} {expect}", tree::print(get(test, "given").unwrap()))
            });
            format!("{} {} {} {test}", word("pointer"), word("name"), word("reach"))
        })
        .collect();
    let quiet = r#""people":0.0,"reversible":true,"staffed":true"#;
    let alone = r#""people":0.0,"reversible":true,"staffed":false"#;
    let given = |confidence: f64, rest: &str, signals: &str| {
        format!(r#"found {{"confidence":{confidence},"operation":"archive"{rest},"signals":{{{signals}}}}}"#)
    };
    let raised = r#","impact":0.5"#;
    let expected = [
        format!("/matrix/high/high high confidence, high impact {} suggest", given(0.9, raised, quiet)),
        format!("/matrix/low/low low confidence, low impact {} show_options", given(0.4, "", quiet)),
        format!("/matrix/low/high low confidence, high impact {} escalate", given(0.4, raised, quiet)),
        format!("/operations/archive/raise/0 many {} suggest", given(0.9, "", &quiet.replace("0.0", "30.0"))),
        format!("/segments/0 slow {} auto_apply", given(0.9, "", &format!(r#""latency_ms":400.0,{quiet}"#))),
        format!("/degrade/0 late {} escalate", given(0.9, "", &format!(r#""latency_ms":900.0,{quiet}"#))),
        "/degrade/1 idle nothing -".to_owned(),
        format!("/unavailable/0/action/0 escalate {} block", inserted(given(0.9, "", alone), "escalate")),
        format!("/unavailable/0/action/1 abstain {} block", inserted(given(0.9, "", alone), "abstain")),
    ];
    assert_eq!(told, expected);
}

/// One hint names the cells that a policy with tests leaves out, and none that nothing reaches.
#[test]
fn untested_cells_are_one_hint() {
    let document = |operation: &str, tests: &str| {
        let text = format!(
            r#"{{"leeway": 1, "name": "p", "confidence": {{"low": 0, "high": 0.85}}, "impact": {{"low": 0, "high": 0.5}},
            "operations": {{"a": {{"impact": {operation}}}}}, "tests": [{tests}]}}"#
        );
        leeway::api::coverage(&text, &[]).unwrap().untested_cells()
    };
    let sure = r#"{"name": "t", "given": {"confidence": 0.9, "operation": "a"}, "expect": "suggest"}"#;
    let unsure = r#"{"name": "u", "given": {"confidence": 0.5, "operation": "a"}, "expect": "escalate"}"#;
    let hint = tree::of(&document("1", sure).unwrap());
    assert_eq!(get(&hint, "message").and_then(text), Some("no test lands in low confidence, high impact"));
    let fields = ["code", "severity", "pointer"].map(|field| get(&hint, field).and_then(text).unwrap().to_owned());
    assert_eq!(fields, ["CELL_UNTESTED", "hint", "/tests"]);
    assert_eq!(document("1", &format!("{sure}, {unsure}")), None, "low impact is reached by nothing");
    assert_eq!(document("1", ""), None, "without tests there is nothing to say");
    assert!(
        document("0", &sure.replace("suggest", "auto_apply"))
            .unwrap()
            .message
            .ends_with("low confidence, low impact; low confidence, high impact")
    );
}

/// An input with a ceiling after its signals.
fn inserted(given: String, at_most: &str) -> String {
    format!(r#"{},"at_most":"{at_most}"}}"#, given.strip_suffix('}').unwrap())
}

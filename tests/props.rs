//! Properties that hold for every policy and input: what DESIGN section 4 says "by construction",
//! agreement with the naive second reading, and that bad data never panics.
//!
//! Every run draws the same policies and inputs; `LEEWAY_PROPS_SCALE` multiplies how many.

use crate::agree::{compiled, compiles, decide_agrees, disagreement, must_agree, shown};
use crate::generate::{self, Asked, Draw, document};
use crate::oracle::{self, ACTIONS, Fault, rank};
use crate::tree;
use leeway::Policy;
use leeway::explain::{Operand, Step, StepName};
use leeway::json::Value;
use tree::{fields, get, items, name, number, object, text, with};

// ---- how many, and how a failure is shown

/// That many, times `LEEWAY_PROPS_SCALE`.
pub fn scaled(count: u64) -> u64 {
    let scale = std::env::var("LEEWAY_PROPS_SCALE").ok().map_or(1.0, |scale| scale.parse::<f64>().unwrap());
    (count as f64 * scale).ceil() as u64
}

/// Draws as many policies and, of each, so many inputs; each property has seeds of its own.
pub fn for_each_policy(seed: u64, count: u64, mut each: impl FnMut(&mut Draw, &Value, &Policy)) {
    for at in 0..scaled(count) {
        let mut draw = Draw::from_seed((seed << 32) + at);
        let document = document(&mut draw);
        each(&mut draw, &document, &compiled(&document));
    }
}

fn action(policy: &Policy, asked: &Asked) -> usize {
    policy.decide(&asked.input, asked.health.as_ref()).action.rank().into()
}

// ---- agreement with the second reading

#[test]
fn decide_agrees_with_oracle() {
    decide_agrees(0..scaled(4_000), 75);
}

#[test]
fn eligible_is_what_would_be_automatic_whatever_monitors_say() {
    let mut held_back = 0;
    for_each_policy(40, 2_000, |draw, document, policy| {
        for _ in 0..20 {
            let asked = generate::maybe_spoilt(draw, document);
            let decision = policy.decide(&asked.input, asked.health.as_ref());
            let record = policy.record(&asked.input, &decision, asked.health.as_ref());
            let expected = oracle::eligible(document, &asked.input, asked.health.as_ref());
            assert_eq!(record.eligible, expected, "{}", shown(document, &asked));
            held_back += u64::from(record.eligible && decision.action.name() != "auto_apply");
        }
    });
    assert!(held_back > scaled(100), "only {held_back} were held back");
}

/// Evidence only takes away.
#[test]
fn evidence_never_gives_more_autonomy() {
    let mut lowered = 0;
    let mut kept = 0;
    for_each_policy(41, 2_500, |draw, document, policy| {
        if get(document, "evidence").is_none() {
            return;
        }
        let freer = compiled(&with(document, "evidence", None));
        for _ in 0..30 {
            let asked = generate::maybe_spoilt(draw, document);
            let (with, without) = (action(policy, &asked), action(&freer, &asked));
            assert!(with <= without, "{} rather than {}\n{}", ACTIONS[with], ACTIONS[without], shown(document, &asked));
            lowered += u64::from(with < without);
            kept += u64::from(ACTIONS[with] == "auto_apply");
        }
    });
    assert!(lowered > scaled(1_000) && kept > scaled(80), "{lowered} lowered, {kept} still automatic");
}

/// A damaged document that still compiles is a policy like any other.
#[test]
fn decide_agrees_with_oracle_on_damaged_documents() {
    let mut compiled = 0;
    for_each_policy(2, 4_000, |draw, document, _| {
        let damaged = generate::mutate_tree(draw, document);
        let Some(policy) = compiles(&damaged) else { return };
        compiled += 1;
        for _ in 0..5 {
            must_agree(&damaged, &policy, &generate::maybe_spoilt(draw, &damaged));
        }
    });
    assert!(compiled > scaled(100), "only {compiled} damaged documents compiled, which tests little");
}

/// The comparison can fail: each deliberate misreading is found.
#[test]
fn the_comparison_finds_every_planted_fault() {
    let faults = [
        Fault::UnknownRuleIsFalse,
        Fault::UnknownUnavailableIsFalse,
        Fault::UnknownRaiseIsFalse,
        Fault::UnknownSegmentIsFalse,
        Fault::UnknownUnderNotIsFalse,
        Fault::BoundBelongsToTheBandBelow,
        Fault::SmallerImpactCounts,
        Fault::OperationThresholdsHideTheSegments,
        Fault::HealthSignalCountsFirst,
        Fault::DefaultReplacesAFinding,
        Fault::BadCeilingIsNone,
        Fault::FirstRuleOnly,
        Fault::UnavailableStopsAfterOneStep,
        Fault::CalibrationIsIgnored,
        Fault::SetsAreIgnored,
        Fault::EvidenceIsIgnored,
        Fault::AbsentNowIsInTime,
        Fault::EvidenceLooksAtOneImpact,
    ];
    let mut left = faults.to_vec();
    for seed in 0..2_000 {
        let mut draw = Draw::from_seed(seed);
        let document = document(&mut draw);
        let policy = compiled(&document);
        for _ in 0..20 {
            let asked = generate::maybe_spoilt(&mut draw, &document);
            left.retain(|fault| disagreement(&document, &policy, &asked, Some(*fault)).is_none());
        }
        if left.is_empty() {
            return;
        }
    }
    panic!("nobody notices {left:?}");
}

// ---- what holds by construction

/// Runs a property over clean inputs.
fn for_each_clean(seed: u64, count: u64, mut each: impl FnMut(&mut Draw, &Value, &Policy, &Asked)) {
    for_each_policy(seed, count, |draw, document, policy| {
        for _ in 0..30 {
            let asked = generate::clean(draw, document);
            each(draw, document, policy, &asked);
        }
    });
}

fn with_input(asked: &Asked, field: &str, value: Option<Value>) -> Asked {
    Asked { input: with(&asked.input, field, value), health: asked.health.clone() }
}

/// No change to the first made it more than it was.
fn never_more(document: &Value, policy: &Policy, before: &Asked, after: &Asked) {
    let (was, is) = (action(policy, before), action(policy, after));
    assert!(
        is <= was,
        "from {} to {}\n{}\nafter: {}",
        ACTIONS[was],
        ACTIONS[is],
        shown(document, before),
        shown(document, after)
    );
}

#[test]
fn more_confidence_never_less_autonomy() {
    for_each_clean(3, 1_500, |draw, document, policy, asked| {
        let confidence = policy_confidence(asked);
        let Some(low) = confidence else { return };
        let high = draw.probability(&[1.0, low]).max(low);
        let less = with_input(asked, "confidence", Some(Value::Number(low)));
        let more = with_input(asked, "confidence", Some(Value::Number(high)));
        never_more(document, policy, &more, &less);
    });
}

/// The confidence given, or that of the first alternative.
fn policy_confidence(asked: &Asked) -> Option<f64> {
    let first = || get(&asked.input, "alternatives").and_then(|list| get(items(list).first()?, "confidence"));
    get(&asked.input, "confidence").or_else(first).and_then(number)
}

#[test]
fn more_impact_never_more_autonomy() {
    for_each_clean(4, 1_500, |draw, document, policy, asked| {
        let bounds: Vec<f64> =
            fields(get(document, "impact").unwrap()).iter().filter_map(|(_, bound)| number(bound)).collect();
        let mut impacts = [draw.probability(&bounds), draw.probability(&bounds)];
        impacts.sort_by(f64::total_cmp);
        let [less, more] = impacts.map(|impact| with_input(asked, "impact", Some(Value::Number(impact))));
        never_more(document, policy, &less, &more);
    });
}

#[test]
fn removing_knowledge_never_gives_more_autonomy() {
    for_each_clean(5, 1_200, |draw, document, policy, asked| {
        for poorer in removals(document, asked).into_iter().chain(spoilings(draw, document, asked)) {
            never_more(document, policy, asked, &poorer);
        }
    });
}

/// The input without each thing that may be removed.
fn removals(document: &Value, asked: &Asked) -> Vec<Asked> {
    let without = |names: &[&str]| names.iter().fold(asked.clone(), |asked, name| with_input(&asked, name, None));
    let mut all = vec![
        without(&["confidence", "alternatives"]),
        without(&["second", "alternatives"]),
        without(&["model"]),
        without(&["operation"]),
        without(&["now"]),
    ];
    let only_first =
        get(&asked.input, "alternatives").map(|list| Value::List(items(list).iter().take(1).cloned().collect()));
    // A shorter list is another prediction where sets are fitted: what it leaves out is not among the options.
    if get(document, "options").and_then(|options| get(options, "threshold")).is_none() {
        all.push(with_input(&without(&["second"]), "alternatives", only_first));
    }
    for (signal, declared) in get(document, "signals").map_or(&[][..], fields) {
        if get(declared, "default").is_none() {
            all.push(with_signal(asked, signal, None));
        }
    }
    all
}

/// The input with each field replaced by something illegal.
fn spoilings(draw: &mut Draw, document: &Value, asked: &Asked) -> Vec<Asked> {
    // A word that is nowhere listed is a legal operation, and a legal model, where the policy has `*`.
    let bad = |draw: &mut Draw, field: &str| match draw.below(4) {
        0 => Value::Number(f64::NAN),
        1 => Value::Number(2.0),
        2 if field != "operation" && field != "model" => name("no such word"),
        _ => Value::List(vec![Value::Null]),
    };
    let mut all: Vec<Asked> =
        generate::SPOILT.iter().map(|field| with_input(asked, field, Some(bad(draw, field)))).collect();
    let no_time = [Value::Number(f64::NAN), name("2"), Value::List(Vec::new())];
    all.push(with_input(asked, "now", Some(draw.pick(&no_time).clone())));
    for (signal, declared) in get(document, "signals").map_or(&[][..], fields) {
        let illegal = match get(declared, "type").and_then(text) {
            Some("number") => Value::Number(f64::NAN),
            Some("boolean") => name("true"),
            _ => name("no such value"),
        };
        all.push(with_signal(asked, signal, Some(illegal)));
    }
    let health = asked.health.clone().unwrap_or(Value::Null);
    let changed = ["signals", "at_most"].map(|part| with(&health, part, Some(Value::Number(f64::NAN))));
    all.extend(
        changed
            .into_iter()
            .chain([name("well"), Value::List(Vec::new())])
            .map(|health| Asked { health: Some(health), ..asked.clone() }),
    );
    all
}

/// A signal set in the input, or removed from input and health both.
fn with_signal(asked: &Asked, signal: &str, value: Option<Value>) -> Asked {
    let set = |part: &Value, value: Option<Value>| match (get(part, "signals"), value) {
        (None, None) => part.clone(),
        (signals, value) => with(part, "signals", Some(with(signals.unwrap_or(&Value::Null), signal, value))),
    };
    let health = asked.health.as_ref().filter(|health| matches!(health, Value::Object(_)));
    Asked { health: health.map(|health| set(health, None)), input: set(&asked.input, value) }
}

#[test]
fn lowest_confidence_auto_applies_only_in_lowest_impact() {
    let mut applied = 0;
    for_each_clean(6, 1_500, |draw, document, policy, asked| {
        let lowest = |axis: &str| {
            let bands = fields(get(document, axis).unwrap()).iter();
            bands.filter(|(_, bound)| number(bound) == Some(0.0)).map(|(band, _)| band.clone()).next().unwrap()
        };
        let confidence = draw.probability(&[0.0, 0.05]);
        let asked = with_input(&with_input(asked, "second", None), "confidence", Some(Value::Number(confidence)));
        let asked = with_input(&asked, "alternatives", None);
        let decision = policy.decide(&asked.input, asked.health.as_ref());
        let cell = decision.cell.clone().unwrap();
        if cell.confidence == lowest("confidence") && decision.action.name() == "auto_apply" {
            applied += 1;
            assert_eq!(cell.impact, lowest("impact"), "{}", shown(document, &asked));
        }
    });
    assert!(applied > scaled(20), "only {applied} were auto-applied, which tests little");
}

#[test]
fn ceiling_never_raises() {
    for_each_clean(7, 1_000, |draw, document, policy, asked| {
        let free = with_input(asked, "at_most", None);
        let ceiling = *draw.pick(&ACTIONS);
        let in_input = with_input(asked, "at_most", Some(name(ceiling)));
        let health = free.health.clone().unwrap_or(Value::Null);
        let in_health = Asked { health: Some(with(&health, "at_most", Some(name(ceiling)))), ..free.clone() };
        never_more(document, policy, &free, &in_input);
        let unlimited = Asked { health: Some(with(&health, "at_most", None)), ..free };
        never_more(document, policy, &unlimited, &in_health);
        for asked in [in_input, in_health] {
            assert!(action(policy, &asked) <= rank(ceiling).unwrap(), "above {ceiling}\n{}", shown(document, &asked));
        }
    });
}

#[test]
fn rules_and_unavailable_entries_never_raise() {
    for_each_policy(8, 800, |draw, document, policy| {
        for part in ["degrade", "unavailable"] {
            let Some(list) = get(document, part).map(items) else { continue };
            let mut fewer = list.to_vec();
            fewer.remove(draw.below(fewer.len()));
            let without = with(document, part, (!fewer.is_empty()).then_some(Value::List(fewer)));
            let without = generate::with_scope(&without);
            let freer = compiled(&without);
            for _ in 0..20 {
                let asked = generate::maybe_spoilt(draw, document);
                let (with, without) = (action(policy, &asked), action(&freer, &asked));
                assert!(
                    with <= without,
                    "{} rather than {}\n{}",
                    ACTIONS[with],
                    ACTIONS[without],
                    shown(document, &asked)
                );
            }
        }
    });
}

#[test]
fn key_order_never_matters() {
    for_each_policy(9, 1_500, |draw, document, policy| {
        let other = generate::shuffle_keys(draw, document);
        let same = compiled(&other);
        assert_eq!(policy.hash(), same.hash(), "{}\n{}", tree::print(document), tree::print(&other));
        for _ in 0..20 {
            let asked = generate::maybe_spoilt(draw, document);
            let mixed = Asked {
                input: generate::shuffle_keys(draw, &asked.input),
                health: asked.health.as_ref().map(|health| generate::shuffle_keys(draw, health)),
            };
            let decision = policy.decide(&asked.input, asked.health.as_ref());
            let again = same.decide(&mixed.input, mixed.health.as_ref());
            assert_eq!(
                tree::print(&tree::of(&decision)),
                tree::print(&tree::of(&again)),
                "{}",
                shown(document, &asked)
            );
        }
    });
}

// ---- bad data

#[test]
fn compile_never_panics_on_mutated_documents() {
    for_each_policy(10, 3_000, |draw, document, _| {
        let mut damaged = document.clone();
        for _ in 0..=draw.below(4) {
            damaged = generate::mutate_tree(draw, &damaged);
        }
        let text = generate::mutate_text(draw, &tree::print(document));
        for text in [tree::print(&damaged), text] {
            let found = leeway::api::check(&text);
            let refused = leeway::api::compile(&text).is_err();
            // The tests behind evidence are done again by `check` alone.
            let of_evidence = |pointer: &str| pointer.starts_with("/evidence/fits/");
            let mut errors = found.iter().filter(|one| one.severity == leeway::diagnostic::Severity::Error);
            let agrees = if refused { errors.next().is_some() } else { errors.all(|one| of_evidence(&one.pointer)) };
            assert!(agrees, "check and compile differ on {text}");
            assert_eq!(refused, !leeway::api::errors(&text).is_empty(), "{text}");
        }
    });
}

#[test]
fn decide_never_panics() {
    for_each_policy(11, 2_000, |draw, document, policy| {
        for _ in 0..20 {
            let asked = Asked { input: generate::wild(draw, 4), health: Some(generate::wild(draw, 4)) };
            must_agree(document, policy, &asked);
        }
    });
}

/// The engine's own reader takes what `serde_json` takes, less keys given twice, and reads the same.
#[test]
fn documents_are_read_as_serde_json_reads_them() {
    let mut taken = 0;
    let mut same = |text: &str| {
        let theirs = tree::parse(text).ok().as_ref().map(tree::print);
        let ours = leeway::json::parse(text).ok().as_ref().map(tree::print);
        assert_eq!(ours, theirs, "{text}");
        taken += u64::from(ours.is_some());
    };
    for seed in 0..scaled(2_000) {
        let mut draw = Draw::from_seed((12 << 32) + seed);
        let text = tree::print(&document(&mut draw));
        for _ in 0..8 {
            same(&generate::mutate_text(&mut draw, &text));
            same(&generate::near_json(&mut draw, 4));
        }
    }
    assert!(taken > scaled(5_000), "only {taken} texts were JSON, which tests little");
}

// ---- what is told of a decision

/// The explanation is of the same decision, tries every rule with its truth, and its last step
/// ends at the action.
#[test]
fn explain_says_what_decide_says() {
    for_each_policy(15, 1_000, |draw, document, policy| {
        for _ in 0..20 {
            let asked = generate::maybe_spoilt(draw, document);
            let health = asked.health.as_ref();
            let decision = tree::of(&policy.decide(&asked.input, health));
            let explanation = tree::of(&policy.explain(&asked.input, health));
            assert_eq!(get(&explanation, "decision"), Some(&decision), "{}", shown(document, &asked));
            let steps = items(get(&explanation, "steps").unwrap());
            let rules = steps.iter().filter(|step| get(step, "step") == Some(&name("degrade")));
            let told: Vec<_> = rules.map(|step| (get(step, "id").cloned(), get(step, "truth").cloned())).collect();
            let truths = oracle::rule_truths(document, &asked.input, health);
            let truths: Vec<_> = truths.into_iter().map(|(id, truth)| (Some(name(id)), Some(name(truth)))).collect();
            assert_eq!(told, truths, "{}", shown(document, &asked));
            let last = steps.iter().filter_map(|step| get(step, "action")).next_back();
            assert_eq!(last, get(&decision, "action"), "{}", shown(document, &asked));
        }
    });
}

/// The thresholds told are those that hold together, whatever they come from, and a single test's operand tells its
/// truth.
#[test]
fn operands_are_what_counted() {
    let (mut told, mut tests) = (0, 0);
    for_each_policy(20, 1_000, |draw, document, policy| {
        let asked = generate::maybe_spoilt(draw, document);
        let health = asked.health.as_ref();
        for Step { step, text, operands, id, truth, .. } in policy.explain(&asked.input, health).steps {
            if step == StepName::Thresholds && id.is_none() {
                told += 1;
                let bounds: Vec<f64> = operands.iter().filter_map(|operand| number(&operand.least)).collect();
                let wanted = oracle::confidence_bounds(document, &asked.input, health);
                assert_eq!(bounds, wanted, "{}", shown(document, &asked));
                assert!(operands.iter().all(|operand| known_source(document, operand.source.as_deref().unwrap())));
            }
            if let ([operand], Some(truth)) = (operands.as_slice(), truth)
                && !text.contains("not (")
            {
                tests += 1;
                assert_eq!(truth, truth_of(operand), "{text}\n{}", shown(document, &asked));
            }
        }
    });
    assert!(told > scaled(500) && tests > scaled(500), "{told} thresholds and {tests} tests, which tests little");
}

/// `policy`, an operation that names thresholds, or a segment.
fn known_source(document: &Value, source: &str) -> bool {
    match source.split_once(' ') {
        None => source == "policy",
        Some(("operation", of)) => get(get(get(document, "operations").unwrap(), of).unwrap(), "confidence").is_some(),
        Some((kind, of)) => {
            let segments = get(document, "segments").map_or(&[][..], items);
            kind == "segment" && segments.iter().any(|segment| get(segment, "name") == Some(&name(of)))
        }
    }
}

/// Whether an operand's value is within its bounds.
fn truth_of(Operand { value, least, most, .. }: &Operand) -> &'static str {
    let within = match value {
        Value::Null => return "unknown",
        Value::Number(value) => {
            number(least).is_none_or(|least| least <= *value) && number(most).is_none_or(|most| *value <= most)
        }
        other => least == other && most == other,
    };
    if within { "true" } else { "false" }
}

/// The row for the log repeats the decision, and has the numbers that counted.
#[test]
fn record_says_what_counted() {
    for_each_policy(16, 1_000, |draw, document, policy| {
        for _ in 0..20 {
            let asked = generate::maybe_spoilt(draw, document);
            let health = asked.health.as_ref();
            let decision = policy.decide(&asked.input, health);
            let record = tree::of(&policy.record(&asked.input, &decision, health));
            let decision = tree::of(&decision);
            for field in ["action", "code", "base", "rules", "missing", "segment"] {
                assert_eq!(get(&record, field), get(&decision, field), "{field}\n{}", shown(document, &asked));
            }
            let told =
                ["confidence", "calibrated", "second", "impact"].map(|field| get(&record, field).and_then(number));
            assert_eq!(told, oracle::numbers(document, &asked.input, health), "{}", shown(document, &asked));
            assert_eq!(get(&record, "policy").and_then(text), Some(policy.hash()));
        }
    });
}

// ---- what a document says of itself

/// A `tests` entry passes exactly when the second reading gives the action that it expects.
#[test]
fn document_tests_pass_exactly_when_true() {
    for_each_policy(13, 800, |draw, document, _| {
        let Some(asked) = writable(document, &generate::maybe_spoilt(draw, document)) else { return };
        let right = oracle::decide(document, &asked.input, asked.health.as_ref()).action;
        for expected in [right, *draw.pick(&ACTIONS)] {
            let mut entry = vec![("name", name("a test")), ("given", asked.input.clone()), ("expect", name(expected))];
            entry.extend(asked.health.clone().map(|health| ("health", health)));
            let tested = generate::with_entry(document, "tests", object(entry));
            let codes = codes(&tested);
            let failed = codes.iter().any(|code| code == "TEST_FAILED");
            assert_eq!(failed, expected != right, "expects {expected}, found {codes:?}\n{}", tree::print(&tested));
        }
    });
}

/// What a document's test can give: objects of known fields, with finite numbers.
fn writable(document: &Value, asked: &Asked) -> Option<Asked> {
    let plain = |value: &Value| matches!(value, Value::Object(_)) && !tree::print(value).contains("$num");
    let declared = get(document, "signals").map_or(&[][..], fields);
    let known = |signal: &str| declared.iter().any(|(name, _)| name == signal);
    let only_declared = |part: &Value| match get(part, "signals") {
        Some(Value::Object(signals)) => {
            let kept = signals.iter().filter(|(signal, _)| known(signal)).cloned().collect();
            with(part, "signals", Some(Value::Object(kept)))
        }
        _ => part.clone(),
    };
    let input = only_declared(&with(&asked.input, "other", None));
    let only_known = |health: &Value| match health {
        Value::Object(parts) => {
            let known = parts.iter().filter(|(part, _)| ["signals", "at_most"].contains(&part.as_str()));
            Value::Object(known.cloned().collect())
        }
        other => other.clone(),
    };
    let health = asked.health.as_ref().filter(|health| !matches!(health, Value::Null));
    let health = health.map(only_known).as_ref().map(only_declared);
    let fine = plain(&input) && health.as_ref().is_none_or(plain);
    fine.then_some(Asked { input, health })
}

fn codes(document: &Value) -> Vec<String> {
    leeway::api::check(&tree::print(document))
        .iter()
        .map(|found| text(&tree::of(&found.code)).unwrap().to_owned())
        .collect()
}

/// A `require` that passed holds for every input drawn; one that is refused comes with an input
/// for which its condition is not false and the action is more than it says.
#[test]
fn a_require_holds_or_its_counterexample_breaks_it() {
    let (mut held, mut broken) = (0, 0);
    for_each_policy(14, 1_500, |draw, document, _| {
        let Some(when) = generate::requirement(draw, document) else { return };
        let at_most = *draw.pick(&ACTIONS);
        let entry = object(vec![("name", name("a promise")), ("when", when.clone()), ("at_most", name(at_most))]);
        let promised = generate::with_entry(document, "require", entry);
        let found = leeway::api::check(&tree::print(&promised));
        let limit = rank(at_most).unwrap();
        let breaks = |asked: &Asked| {
            let answer = oracle::decide(document, &asked.input, asked.health.as_ref());
            oracle::not_false(document, &when, &asked.input, asked.health.as_ref())
                && rank(answer.action).unwrap() > limit
        };
        match compiles(&promised) {
            Some(_) => {
                held += 1;
                for _ in 0..100 {
                    let asked = generate::maybe_spoilt(draw, document);
                    assert!(!breaks(&asked), "a broken promise passed\n{}", shown(&promised, &asked));
                }
            }
            None => {
                for one in found.iter().filter(|one| tree::of(&one.code) == name("REQUIRE_BROKEN")) {
                    broken += 1;
                    let shown_input = one.counterexample.as_ref().expect("a counterexample").input.clone();
                    let asked = Asked {
                        health: get(&shown_input, "health").cloned(),
                        input: with(&shown_input, "health", None),
                    };
                    assert!(breaks(&asked), "no counterexample\n{}", shown(&promised, &asked));
                }
            }
        }
    });
    assert!(held > scaled(50) && broken > scaled(50), "{held} held and {broken} were broken, which tests little");
}

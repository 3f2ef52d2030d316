//! What `check` warns of, against trying everything with the naive second reading: a warning is true of every input, and
//! where there is none some input shows why not.

use crate::generate::{self, Asked, Draw, Grid};
use crate::oracle::{self, Answer};
use crate::props::scaled;
use crate::tree::{self, fields, get, items, number, text, with};
use leeway::diagnostic::{Code, Diagnostic};
use leeway::json::Value;

/// More inputs than this are not tried.
const MOST: usize = 1_500;

/// Small documents with all their inputs and all that is said of them.
fn for_each_document(seed: u64, count: u64, mut each: impl FnMut(&Value, &[Asked], &[Diagnostic])) {
    for at in 0..scaled(count) {
        let mut draw = Draw::from_seed((seed << 32) + at);
        let document = generate::small_document(&mut draw);
        let grid = Grid::new(&document);
        if grid.len() > MOST {
            continue;
        }
        let inputs: Vec<Asked> = (0..grid.len()).map(|place| grid.at(place)).collect();
        each(&document, &inputs, &leeway::api::check(&tree::print(&document)));
    }
}

fn answer(document: &Value, asked: &Asked) -> Answer {
    oracle::decide(document, &asked.input, asked.health.as_ref())
}

fn is_possible(document: &Value, entry: &Value, asked: &Asked) -> bool {
    oracle::not_false(document, get(entry, "when").unwrap(), &asked.input, asked.health.as_ref())
}

fn list<'a>(document: &'a Value, part: &str) -> &'a [Value] {
    get(document, part).map_or(&[], items)
}

fn find<'a>(found: &'a [Diagnostic], code: Code, pointer: &str) -> Option<&'a Diagnostic> {
    found.iter().find(|one| one.code == code && one.pointer == pointer)
}

/// How often a warning was given and was not: neither may be rare.
#[derive(Default)]
struct Tally {
    given: u64,
    not: u64,
}

impl Tally {
    fn count(&mut self, given: bool) {
        *(if given { &mut self.given } else { &mut self.not }) += 1;
    }

    fn is_enough(&self, least: u64) {
        let Tally { given, not } = self;
        assert!(*given >= scaled(least) && *not >= scaled(least), "given {given} times and not {not}: tests little");
    }
}

#[test]
fn a_rule_is_never_true_exactly_when_no_input_makes_it_true() {
    let mut tally = Tally::default();
    for_each_document(50, 6_000, |document, inputs, found| {
        let truth = |asked: &Asked, at: usize| oracle::rule_truths(document, &asked.input, None)[at].1;
        for at in 0..list(document, "degrade").len() {
            let warning = find(found, Code::RuleNeverTrue, &format!("/degrade/{at}"));
            let shown = inputs.iter().find(|asked| truth(asked, at) == "true");
            assert_eq!(warning.is_none(), shown.is_some(), "rule {at}\n{}\n{shown:?}", tree::print(document));
            if let Some(warning) = warning {
                let example = warning.counterexample.as_ref().unwrap();
                let asked = Asked { input: example.input.clone(), health: None };
                assert_eq!(truth(&asked, at), "unknown", "rule {at}\n{}", tree::print(document));
                assert_eq!(answer(document, &asked).action, example.action.name());
            }
            tally.count(warning.is_some());
        }
    });
    tally.is_enough(30);
}

#[test]
fn a_rule_never_changes_anything_exactly_when_no_action_changes_without_it() {
    let mut tally = Tally::default();
    for_each_document(51, 3_000, |document, inputs, found| {
        let mut rules = list(document, "degrade").to_vec();
        for at in (0..rules.len()).rev() {
            let pointer = format!("/degrade/{at}");
            if find(found, Code::RuleNeverTrue, &pointer).is_some() {
                continue;
            }
            let before = with(document, "degrade", Some(Value::List(rules.clone())));
            let mut fewer = rules.clone();
            fewer.remove(at);
            let without = with(document, "degrade", Some(Value::List(fewer.clone())));
            let shown = inputs.iter().find(|asked| answer(&before, asked).action != answer(&without, asked).action);
            let warning = find(found, Code::RuleNeverChanges, &pointer).is_some();
            assert_eq!(warning, shown.is_none(), "rule {at}\n{}\n{shown:?}", tree::print(document));
            tally.count(warning);
            // What is said of the rules before it is said of a policy without this one.
            if warning {
                rules = fewer;
            }
        }
    });
    tally.is_enough(100);
}

#[test]
fn a_segment_never_matches_exactly_when_no_input_is_given_it() {
    let mut tally = Tally::default();
    for_each_document(52, 1_500, |document, inputs, found| {
        let answers: Vec<Answer> = inputs.iter().map(|asked| answer(document, asked)).collect();
        for (at, segment) in list(document, "segments").iter().enumerate() {
            let name = get(segment, "name").and_then(text);
            let warning = find(found, Code::SegmentNeverMatches, &format!("/segments/{at}")).is_some();
            let matches = answers.iter().any(|answer| answer.segment.as_deref() == name);
            assert_eq!(warning, !matches, "segment {at}\n{}", tree::print(document));
            tally.count(warning);
        }
    });
    tally.is_enough(30);
}

#[test]
fn an_impact_is_never_reached_exactly_when_no_cell_has_it() {
    let mut tally = Tally::default();
    for_each_document(53, 3_500, |document, inputs, found| {
        let answers: Vec<Answer> = inputs.iter().map(|asked| answer(document, asked)).collect();
        for (band, _) in fields(get(document, "impact").unwrap()) {
            let warning = find(found, Code::ImpactNeverReached, &format!("/impact/{band}")).is_some();
            let is_reached = answers.iter().filter_map(|answer| answer.cell.as_ref()).any(|(_, impact)| impact == band);
            assert_eq!(warning, !is_reached, "band {band}\n{}", tree::print(document));
            tally.count(warning);
        }
    });
    tally.is_enough(50);
}

/// Some confidence is in every band, but for what calibration keeps a model from.
#[test]
fn a_confidence_is_never_reached_exactly_when_no_input_of_a_model_has_it() {
    let mut tally = Tally::default();
    for at in 0..scaled(1_500) {
        let document = only_confidence(&generate::document(&mut Draw::from_seed((54 << 32) + at)));
        let maps: Vec<&String> =
            get(&document, "calibration").map_or(&[][..], fields).iter().map(|(model, _)| model).collect();
        let grid = Grid::new(&document);
        let inputs: Vec<Asked> = (0..grid.len()).map(|place| grid.at(place)).collect();
        let answers: Vec<Answer> = inputs.iter().map(|asked| answer(&document, asked)).collect();
        let found = leeway::api::check(&tree::print(&document));
        // Without maps all inputs are alike.
        let of_each: Vec<Option<&String>> = maps.iter().copied().map(Some).collect();
        for map in if maps.is_empty() { vec![None] } else { of_each } {
            let is_of = |asked: &Asked| {
                let model = get(&asked.input, "model").and_then(text);
                let has_own = |model: &str| maps.iter().any(|own| *own == model);
                map.is_none_or(|map| model.is_some_and(|model| model == map || map == "*" && !has_own(model)))
            };
            for (band, _) in fields(get(&document, "confidence").unwrap()) {
                let said = map.map_or(String::new(), |map| format!("no confidence of `{map}` is in `{band}`"));
                let warning = found.iter().any(|one| {
                    one.code == Code::ConfidenceNeverReached
                        && one.pointer == format!("/confidence/{band}")
                        && one.message.starts_with(&said)
                });
                let mut cells = inputs
                    .iter()
                    .zip(&answers)
                    .filter(|(asked, _)| is_of(asked))
                    .filter_map(|(_, answer)| answer.cell.as_ref());
                assert_eq!(warning, !cells.any(|(sure, _)| sure == band), "{map:?} {band}\n{}", tree::print(&document));
                tally.count(warning);
            }
        }
    }
    tally.is_enough(500);
}

/// Its axes and maps, with the thresholds of its operations.
fn only_confidence(document: &Value) -> Value {
    let kept = ["leeway", "name", "confidence", "impact", "matrix", "calibration"];
    let parts = kept.into_iter().filter_map(|part| Some((part, get(document, part)?.clone()))).collect();
    let Some(operations) = get(document, "operations") else { return tree::object(parts) };
    let bare = |(name, operation): &(String, Value)| {
        let own = get(operation, "confidence").map(|own| ("confidence", own.clone()));
        let declared = [("impact", Value::Number(0.0))].into_iter().chain(own).collect();
        (name.clone(), tree::object(declared))
    };
    with(&tree::object(parts), "operations", Some(Value::Object(fields(operations).iter().map(bare).collect())))
}

#[test]
fn a_part_is_looser_exactly_when_a_threshold_of_it_is_below_the_base() {
    let mut tally = Tally::default();
    for_each_document(55, 1_800, |document, inputs, found| {
        let base = get(document, "confidence").unwrap();
        let operations = get(document, "operations").map_or(&[][..], fields).iter();
        let operations = operations.map(|(name, operation)| (format!("/operations/{name}"), operation));
        let segments = list(document, "segments").iter().enumerate();
        let parts = operations.chain(segments.map(|(at, segment)| (format!("/segments/{at}"), segment)));
        for (pointer, part) in parts {
            for (band, bound) in get(part, "confidence").map_or(&[][..], fields) {
                let warning = find(found, Code::LooserThanBase, &format!("{pointer}/confidence/{band}")).is_some();
                let is_below = number(bound).unwrap() < get(base, band).and_then(number).unwrap();
                assert_eq!(warning, is_below, "{pointer} {band}\n{}", tree::print(document));
                tally.count(warning);
            }
        }
        // Where nothing is said, no input is given more than without any thresholds of parts.
        if found.iter().all(|one| one.code != Code::LooserThanBase) {
            let bare = without_thresholds(document);
            for asked in inputs {
                let (with, without) = (answer(document, asked), answer(&bare, asked));
                assert!(oracle::rank(with.action) <= oracle::rank(without.action), "{}", tree::print(document));
            }
        }
    });
    tally.is_enough(100);
}

fn without_thresholds(document: &Value) -> Value {
    let bare = |part: &Value| with(part, "confidence", None);
    let operations = get(document, "operations").map(|operations| {
        Value::Object(fields(operations).iter().map(|(name, operation)| (name.clone(), bare(operation))).collect())
    });
    let segments = get(document, "segments").map(|list| Value::List(items(list).iter().map(bare).collect()));
    with(&with(document, "operations", operations), "segments", segments)
}

#[test]
fn escalation_ends_in_block_exactly_when_abstaining_never_outlives_it() {
    let mut tally = Tally::default();
    for_each_document(56, 6_000, |document, inputs, found| {
        let entries = list(document, "unavailable");
        let names = |entry: &Value, action: &str| {
            let listed = get(entry, "action").unwrap();
            text(listed) == Some(action) || items(listed).iter().any(|one| text(one) == Some(action))
        };
        let escalating: Vec<&Value> = entries.iter().filter(|entry| names(entry, "escalate")).collect();
        if escalating.is_empty() {
            return;
        }
        let abstains =
            |asked: &Asked| !entries.iter().any(|entry| names(entry, "abstain") && is_possible(document, entry, asked));
        let ends_in_block = |entry: &&Value| {
            let mut applies = inputs.iter().filter(|asked| is_possible(document, entry, asked)).peekable();
            applies.peek().is_some() && !applies.any(abstains)
        };
        let warning = find(found, Code::EscalateEndsInBlock, "/unavailable").is_some();
        assert_eq!(warning, escalating.iter().any(ends_in_block), "{}", tree::print(document));
        tally.count(warning);
    });
    tally.is_enough(30);
}

/// The signal is left out of each input without findings, and given each of its values instead.
#[test]
fn a_default_is_optimistic_exactly_when_some_value_is_given_less() {
    let mut tally = Tally::default();
    for_each_document(57, 12_000, |document, inputs, found| {
        for (signal, declared) in get(document, "signals").map_or(&[][..], fields) {
            if get(declared, "default").is_none() {
                continue;
            }
            let pointer = format!("/signals/{signal}/default");
            let warning = find(found, Code::OptimisticDefault, &pointer);
            let values = Grid::values(document, signal, declared);
            let set = |asked: &Asked, value: Option<Value>| {
                let signals = get(&asked.input, "signals").unwrap();
                let input = with(&asked.input, "signals", Some(with(signals, signal, value)));
                Asked { input, health: None }
            };
            let gives_less = |asked: &&Asked| {
                let without = answer(document, asked);
                let less = |value: &Value| {
                    let with = answer(document, &set(asked, Some(value.clone())));
                    oracle::rank(with.action) < oracle::rank(without.action)
                };
                without.findings.is_empty() && values.iter().any(less)
            };
            let absent = |asked: &&Asked| get(get(&asked.input, "signals").unwrap(), signal).is_none();
            if let Some(warning) = warning {
                let example = warning.counterexample.as_ref().unwrap();
                let asked = Asked { input: example.input.clone(), health: None };
                assert_eq!(answer(document, &asked).action, example.action.name());
                assert!(gives_less(&&asked), "{}\n{}", warning.message, tree::print(document));
            } else if !segments_ask_about(document, signal) {
                let shown = inputs.iter().filter(absent).find(gives_less);
                assert!(shown.is_none(), "{signal}\n{}\n{shown:?}", tree::print(document));
            }
            tally.count(warning.is_some());
        }
    });
    tally.is_enough(100);
}

fn segments_ask_about(document: &Value, signal: &str) -> bool {
    list(document, "segments").iter().any(|segment| tree::print(segment).contains(&format!("\"signal\":\"{signal}\"")))
}

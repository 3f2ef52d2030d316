//! The regions of a diff against inputs that are decided one by one: in a region the actions are the ones it names,
//! outside all regions the two policies agree. Actions come from the second reading, and whether an input lies in a
//! region is read from the region's data alone.

use crate::generate::{self, Asked, Draw};
use crate::props::scaled;
use crate::tree::{fields, get, items, number, print, text, with};
use crate::{agree, oracle};
use leeway::analyze::{Constraint, Diff, Region, diff};
use leeway::json::Value;

/// Two policies, their documents, and what differs.
struct Pair {
    documents: [Value; 2],
    diff: Diff,
}

fn pairs(seed: u64, count: u64, mut each: impl FnMut(&mut Draw, &Pair)) -> u64 {
    let mut tried = 0;
    for at in 0..scaled(count) {
        let mut draw = Draw::from_seed((seed << 32) + at);
        let before = generate::unfitted(&generate::document(&mut draw));
        let another = || match draw.chance(10) {
            true => generate::unfitted(&generate::document(&mut draw)),
            false => (0..1 + draw.below(3)).fold(before.clone(), |tree, _| generate::mutate_tree(&mut draw, &tree)),
        };
        let mut others = std::iter::repeat_with(another).take(12);
        let Some((after, compiled)) = others.find_map(|after| Some((after.clone(), agree::compiles(&after)?))) else {
            continue;
        };
        tried += 1;
        let diff = diff(&agree::compiled(&before), &compiled);
        each(&mut draw, &Pair { documents: [before, after], diff });
    }
    tried
}

fn actions(pair: &Pair, asked: &Asked) -> [String; 2] {
    [0, 1].map(|side: usize| {
        let answer = oracle::decide(&pair.documents[side], &asked.input, asked.health.as_ref()).tree();
        text(get(&answer, "action").unwrap()).unwrap().to_owned()
    })
}

fn named(region: &Region) -> [String; 2] {
    [region.before.name().to_owned(), region.after.name().to_owned()]
}

#[test]
fn diff_regions_are_where_decisions_differ() {
    let (mut inside, mut outside, mut cut_short) = (0, 0, 0);
    let tried = pairs(40, 300, |draw, pair| {
        cut_short += u64::from(pair.diff.cut_short);
        for turn in 0..40 {
            let asked = without_ceiling(generate::maybe_spoilt(draw, &pair.documents[turn % 2]));
            let Some(given) = Given::read(pair, &asked) else { continue };
            let found: Vec<&Region> = pair.diff.regions.iter().filter(|region| given.is_in(region)).collect();
            let actions = actions(pair, &asked);
            let is_right = match found.as_slice() {
                [] => actions[0] == actions[1] || pair.diff.cut_short,
                [region] => named(region) == actions,
                _ => false,
            };
            assert!(is_right, "{actions:?}, {found:#?}\n{}", shown(pair, &asked));
            if found.is_empty() { outside += 1 } else { inside += 1 }
        }
    });
    assert!(tried > scaled(150) && inside > scaled(500) && outside > scaled(2_000), "{tried} {inside} {outside}");
    // Evidence tells more cases apart.
    assert!(cut_short * 20 < tried, "{cut_short} of {tried} were cut short");
}

#[test]
fn every_region_has_an_example_that_lies_in_it() {
    let mut regions = 0;
    pairs(41, 200, |_, pair| {
        for region in &pair.diff.regions {
            let asked = Asked { input: region.example.clone(), health: None };
            assert_eq!(actions(pair, &asked), named(region), "{region:#?}\n{}", shown(pair, &asked));
            let given = Given::read(pair, &asked).unwrap();
            assert!(given.is_in(region), "{region:#?}\n{}", shown(pair, &asked));
            regions += 1;
        }
    });
    assert!(regions > scaled(1_000), "only {regions} regions");
}

/// A model that has evidence but no map is bad input to a policy that calibrates, and still not one without evidence: its
/// cases are decided otherwise than those of a model that nothing is known of.
#[test]
fn evidence_of_a_model_without_a_map_is_told_apart() {
    let file = leeway::json::parse(include_str!("cases/check/evidence.json")).unwrap();
    let before = get(get(&file, "policies").unwrap(), "evidence").unwrap();
    let maps = leeway::json::parse(r#"{"m2": {"points": [[0.5, 0.4], [0.95, 0.9]]}}"#).unwrap();
    let evidence = with(get(before, "evidence").unwrap(), "at_most", Some(Value::from("block")));
    let after = with(&with(before, "calibration", Some(maps)), "evidence", Some(evidence));
    let diff = diff(&agree::compiled(before), &agree::compiled(&after));
    let pair = Pair { documents: [before.clone(), after], diff };
    for (model, expected) in [("m1", ["auto_apply", "escalate"]), ("other", ["escalate", "block"])] {
        let input = format!(
            r#"{{"operation": "archive", "confidence": 0.9, "second": 0, "model": "{model}", "now": 5,
                "signals": {{"locale": "en", "slow": false, "error_alarm": false}}}}"#
        );
        let asked = Asked { input: leeway::json::parse(&input).unwrap(), health: None };
        assert_eq!(actions(&pair, &asked), expected, "{model}");
        let given = Given::read(&pair, &asked).unwrap();
        let found: Vec<&Region> = pair.diff.regions.iter().filter(|region| given.is_in(region)).collect();
        assert_eq!(found.into_iter().map(named).collect::<Vec<_>>(), [expected], "{model}");
    }
}

#[test]
fn a_policy_does_not_differ_from_itself() {
    for seed in 0..scaled(500) {
        let policy = agree::compiled(&generate::document(&mut Draw::from_seed((42 << 32) + seed)));
        assert_eq!(diff(&policy, &policy), Diff { regions: Vec::new(), cut_short: false }, "seed {seed}");
    }
}

fn shown(pair: &Pair, asked: &Asked) -> String {
    format!("before {}\nafter {}", agree::shown(&pair.documents[0], asked), print(&pair.documents[1]))
}

/// What an input gives, field by field, in the terms of a diff.
struct Given(Vec<(String, Is)>);

#[derive(Clone, Debug, PartialEq)]
enum Is {
    Number(f64),
    Value(Value),
    Missing,
    Invalid,
    Sound,
}

impl Given {
    /// Nothing for an input whose impact is a band's name: what it means depends on the policy.
    fn read(pair: &Pair, asked: &Asked) -> Option<Given> {
        let mut sound = true;
        let input = &asked.input;
        // A health that is no object is a ceiling of `block`.
        if asked.health.as_ref().is_some_and(|health| !matches!(health, Value::Object(_) | Value::Null)) {
            return None;
        }
        let impact = match given(Some(input), "impact") {
            None => Is::Missing,
            Some(Value::Text(_)) => return None,
            Some(value) => unit(value).map_or_else(|| spoil(&mut sound, Is::Missing), Is::Number),
        };
        let ranked = ranked(given(Some(input), "alternatives"));
        sound &= ranked.is_some() && matches!(input, Value::Object(_));
        let ranked = ranked.unwrap_or_default();
        let confidence = match given(Some(input), "confidence") {
            None => ranked.first().copied().map_or(Is::Missing, Is::Number),
            Some(value) => unit(value).map_or(Is::Invalid, Is::Number),
        };
        let second = match given(Some(input), "second") {
            None => ranked.get(1).copied(),
            Some(value) => unit(value).or_else(|| {
                sound = false;
                None
            }),
        };
        let margin = match (&confidence, second) {
            (Is::Number(confidence), Some(second)) if second > *confidence => spoil(&mut sound, Is::Missing),
            (Is::Number(confidence), Some(second)) => Is::Number(confidence - second),
            _ => Is::Missing,
        };
        let count = Is::Number(f64::from(u32::try_from(ranked.len()).unwrap()));
        let model = match given(Some(input), "model") {
            None => Is::Missing,
            Some(Value::Text(model)) => {
                let is_known = pair.documents.iter().any(|document| generate::models(document).contains(model));
                Is::Value(Value::from(if is_known { model.as_str() } else { "*" }))
            }
            Some(_) => Is::Invalid,
        };
        let mut all = vec![
            ("model", model),
            (
                "now",
                given(Some(input), "now").and_then(number).filter(|now| !now.is_nan()).map_or(Is::Missing, Is::Number),
            ),
            ("impact", impact),
            ("confidence", confidence),
            ("margin", margin),
            ("alternatives", count),
        ];
        all.push(("operation", listed(pair, input, "operation", "operations")));
        let mut all: Vec<(String, Is)> = all.into_iter().map(|(name, is)| (name.to_owned(), is)).collect();
        let (signals, are_sound) = signals(pair, asked);
        sound &= are_sound;
        all.extend(signals);
        all.push(("input".to_owned(), if sound { Is::Sound } else { Is::Invalid }));
        Some(Given(all))
    }

    fn is_in(&self, region: &Region) -> bool {
        region.parts.iter().all(|part| self.0.iter().any(|(name, is)| *name == part.field && fits(part, is)))
    }
}

fn spoil(sound: &mut bool, is: Is) -> Is {
    *sound = false;
    is
}

fn fits(part: &Constraint, is: &Is) -> bool {
    match is {
        Is::Number(number) => part.ranges.iter().any(|range| {
            range.least.is_none_or(|least| least <= *number) && range.most.is_none_or(|most| *number <= most)
        }),
        Is::Value(value) => part.values.contains(value),
        Is::Missing => part.missing,
        Is::Invalid => part.invalid,
        Is::Sound => !part.invalid,
    }
}

/// Null is the same as absent.
fn given<'a>(object: Option<&'a Value>, name: &str) -> Option<&'a Value> {
    object.and_then(|object| get(object, name)).filter(|value| **value != Value::Null)
}

fn unit(value: &Value) -> Option<f64> {
    number(value).filter(|number| (0.0..=1.0).contains(number))
}

/// The confidences of a sound ranking; nothing for one that is not.
fn ranked(alternatives: Option<&Value>) -> Option<Vec<f64>> {
    let Some(alternatives) = alternatives else { return Some(Vec::new()) };
    let Value::List(alternatives) = alternatives else { return None };
    let confidence = |one: &Value| text(get(one, "label")?).and(unit(get(one, "confidence")?));
    let ranked: Vec<f64> = alternatives.iter().map(confidence).collect::<Option<_>>()?;
    ranked.is_sorted_by(|a, b| a >= b).then_some(ranked)
}

fn listed(pair: &Pair, input: &Value, field: &str, part: &str) -> Is {
    let Some(name) = given(Some(input), field).and_then(text) else { return Is::Missing };
    let is_listed = |document: &Value| get(document, part).is_some_and(|all| name != "*" && get(all, name).is_some());
    Is::Value(Value::from(if pair.documents.iter().any(is_listed) { name } else { "*" }))
}

fn without_ceiling(asked: Asked) -> Asked {
    Asked {
        input: with(&asked.input, "at_most", None),
        health: asked.health.map(|health| with(&health, "at_most", None)),
    }
}

/// The signals, and whether none has a finding that is one to both policies.
fn signals(pair: &Pair, asked: &Asked) -> (Vec<(String, Is)>, bool) {
    let declared = pair
        .documents
        .each_ref()
        .map(|document| get(document, "signals").map(|all| fields(all).to_vec()).unwrap_or_default());
    let sources = [given(Some(&asked.input), "signals"), given(asked.health.as_ref(), "signals")];
    let is_broken = sources.iter().flatten().any(|source| !matches!(source, Value::Object(_)));
    let mut sound = !is_broken;
    let mut all = Vec::new();
    for (name, _) in declared.iter().flatten() {
        let about: Vec<&Value> = declared
            .iter()
            .flat_map(|all| all.iter().find(|(other, _)| other == name))
            .map(|(_, about)| about)
            .collect();
        let is_sound = |value: &Value, about: &Value| match value {
            Value::Number(number) => text(get(about, "type").unwrap()) == Some("number") && !number.is_nan(),
            Value::Boolean(_) => text(get(about, "type").unwrap()) == Some("boolean"),
            Value::Text(_) => get(about, "values").is_some_and(|values| items(values).contains(value)),
            _ => false,
        };
        let is = match sources.iter().find_map(|source| given(*source, name)) {
            _ if is_broken => Is::Invalid,
            None => Is::Missing,
            Some(value) if about.iter().any(|about| is_sound(value, about)) => {
                number(value).map_or_else(|| Is::Value(value.clone()), Is::Number)
            }
            Some(_) => Is::Invalid,
        };
        sound &= is != Is::Invalid || about.len() < 2;
        all.push((format!("signals.{name}"), is));
    }
    (all, sound)
}

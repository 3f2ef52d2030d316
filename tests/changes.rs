//! `counterfactual-flips-decision`: each change that an explanation lists gives its action, by the
//! engine and by the naive second reading; none nearer is on the grid through all cut points, and
//! what is not listed is nowhere on it.

use crate::agree::{compiled, shown};
use crate::generate::{self, Asked, Draw};
use crate::oracle::{self, ACTIONS, rank};
use crate::props::{for_each_policy, scaled};
use crate::tree::{self, fields, get, items, name, number, object, text, with};
use leeway::Policy;
use leeway::json::Value;

/// A change as listed.
struct Listed {
    action: usize,
    /// Fields with their values and bounds.
    set: Vec<(String, Value, Value, Value)>,
}

struct Explained {
    now: usize,
    changes: Vec<Listed>,
    cut_short: bool,
}

fn explain(policy: &Policy, asked: &Asked) -> Explained {
    let explanation = tree::of(&policy.explain(&asked.input, asked.health.as_ref()));
    let action = |of: &Value| rank(get(of, "action").and_then(text).unwrap()).unwrap();
    let bound = |operand: &Value, bound: &str| get(operand, bound).cloned().unwrap_or(Value::Null);
    let operand = |operand: &Value| {
        let field = get(operand, "field").and_then(text).unwrap().to_owned();
        (field, get(operand, "value").unwrap().clone(), bound(operand, "least"), bound(operand, "most"))
    };
    let set = |change: &Value| items(get(change, "set").unwrap()).iter().map(operand).collect();
    let changes = items(get(&explanation, "changes").unwrap());
    Explained {
        now: action(get(&explanation, "decision").unwrap()),
        changes: changes.iter().map(|change| Listed { action: action(change), set: set(change) }).collect(),
        cut_short: get(&explanation, "cut_short") == Some(&Value::Boolean(true)),
    }
}

/// The input or the health with a field set.
fn set(asked: &Asked, field: &str, value: &Value) -> Asked {
    let value = Some(value.clone());
    match field.split_once('.') {
        Some(("health", part)) => {
            let health = asked.health.clone().unwrap_or(Value::Null);
            Asked { health: Some(with(&health, part, value)), ..asked.clone() }
        }
        Some((_, signal)) => {
            let signals = get(&asked.input, "signals").cloned().unwrap_or(Value::Null);
            Asked { input: with(&asked.input, "signals", Some(with(&signals, signal, value))), ..asked.clone() }
        }
        None => Asked { input: with(&asked.input, field, value), ..asked.clone() },
    }
}

/// The action by the second reading; nothing where it finds what it did not find before.
fn action(document: &Value, before: &[(String, &'static str)], asked: &Asked) -> Option<usize> {
    let answer = oracle::decide(document, &asked.input, asked.health.as_ref());
    answer.findings.iter().all(|finding| before.contains(finding)).then(|| rank(answer.action).unwrap())
}

// ---- what could be set

/// The fields that may be changed, in the order in which changes are listed.
fn changeable(document: &Value, asked: &Asked) -> Vec<String> {
    if !matches!(asked.input, Value::Object(_)) {
        return Vec::new();
    }
    let given = oracle::given(document, &asked.input, asked.health.as_ref());
    let has_sets = get(document, "options").is_some_and(|options| get(options, "threshold").is_some());
    let is_known = match get(document, "calibration") {
        Some(_) if !has_sets => given.model.is_some(),
        _ => get(&asked.input, "model").is_some_and(|model| matches!(model, Value::Text(_))),
    };
    let mut all: Vec<String> = Vec::new();
    all.extend((!is_known).then(|| "model".to_owned()));
    all.extend(["confidence", "second"].map(str::to_owned));
    all.extend(given.operation.is_none().then(|| "operation".to_owned()));
    all.push("impact".to_owned());
    all.extend(get(&asked.input, "at_most").map(|_| "at_most".to_owned()));
    all.extend(asked.health.as_ref().and_then(|health| get(health, "at_most")).map(|_| "health.at_most".to_owned()));
    all.push("now".to_owned());
    if get(&asked.input, "signals").is_none_or(|signals| matches!(signals, Value::Object(_))) {
        let declared = get(document, "signals").map_or(&[][..], fields).iter();
        let mut signals: Vec<String> = declared.map(|(signal, _)| format!("signals.{signal}")).collect();
        signals.sort();
        all.extend(signals);
    }
    all
}

/// Values of a field on the grid through all cut points, each with how far it is from what is given: of numbers their
/// distance, of all else the place in the list that the policy (or the order of autonomy) gives.
fn choices(draw: &mut Draw, document: &Value, asked: &Asked, field: &str) -> Vec<(Value, f64)> {
    let given = oracle::given(document, &asked.input, asked.health.as_ref());
    let now = |field| measured_from(document, asked, field);
    let (confidence, second) = (now("confidence"), now("second"));
    let margins = generate::numbers_named(document, "margin_below");
    let unit = |grid: Vec<f64>, now| numbers(grid.into_iter().filter(|value| (0.0..=1.0).contains(value)), now);
    match field {
        "confidence" => {
            let mut grid = generate::confidence_cuts(document);
            grid.extend(margins.iter().flat_map(|margin| [*margin, margin + second.unwrap_or(0.0)]));
            grid.extend([0.0, 1.0, second.unwrap_or(0.0), draw.unit()]);
            unit(around(grid), confidence)
        }
        "second" => {
            let mut grid: Vec<f64> = margins.iter().map(|margin| confidence.unwrap_or(0.0) - margin).collect();
            grid.extend([0.0, confidence.unwrap_or(1.0), draw.unit()]);
            unit(around(grid), second)
        }
        "impact" => {
            let bands = get(document, "impact").map_or(&[][..], fields).iter();
            let grid = bands.filter_map(|(_, bound)| number(bound)).chain([1.0, draw.unit()]).collect();
            unit(around(grid), now("impact"))
        }
        "at_most" => ceilings(get(&asked.input, "at_most")),
        "health.at_most" => ceilings(asked.health.as_ref().and_then(|health| get(health, "at_most"))),
        "model" => in_order(generate::models(document).into_iter().map(name)),
        "now" => {
            let last = generate::fits(document).iter().filter_map(|fit| get(fit, "valid_until").and_then(number));
            let grid = around(last.chain([0.0, 1e9 * (draw.unit() - 0.5)]).collect());
            numbers(grid.into_iter(), get(&asked.input, "now").and_then(number).filter(|now| !now.is_nan()))
        }
        "operation" => {
            let listed = get(document, "operations").map_or(&[][..], fields).iter().map(|(listed, _)| listed);
            let mut listed: Vec<&String> = listed.filter(|listed| *listed != "*").collect();
            listed.sort();
            in_order(listed.into_iter().map(name))
        }
        signal => {
            let signal = signal.strip_prefix("signals.").unwrap();
            let declared = get(get(document, "signals").unwrap(), signal).unwrap();
            match get(declared, "type").and_then(text) {
                Some("number") => {
                    let mut grid = generate::cuts_of(document, signal);
                    grid.extend([0.0, 1e6 * (draw.unit() - 0.5)]);
                    numbers(around(grid).into_iter(), given.signal(signal).and_then(number))
                }
                Some("boolean") => in_order([false, true].map(Value::Boolean).into_iter()),
                _ => in_order(items(get(declared, "values").unwrap()).iter().cloned()),
            }
        }
    }
}

fn around(grid: Vec<f64>) -> Vec<f64> {
    let near = |value: f64| [value, value.next_up(), value.next_down(), value.next_up().next_up(), value - 1e-17];
    grid.into_iter().flat_map(near).collect()
}

/// An absent number counts as 0.
fn numbers(grid: impl Iterator<Item = f64>, now: Option<f64>) -> Vec<(Value, f64)> {
    grid.map(|value| (Value::Number(value), (value - now.unwrap_or(0.0)).abs())).collect()
}

fn in_order(values: impl Iterator<Item = Value>) -> Vec<(Value, f64)> {
    values.enumerate().map(|(at, value)| (value, at as f64)).collect()
}

/// Those above the one that is given; all where it is unsound.
fn ceilings(given: Option<&Value>) -> Vec<(Value, f64)> {
    let now = given.and_then(text).and_then(rank);
    let higher = ACTIONS.iter().skip(now.map_or(0, |now| now + 1));
    in_order(higher.map(name))
}

/// How far a listed value is, on the scale of the grid.
fn nearness(value: &Value, grid: &[(Value, f64)], now: Option<f64>) -> f64 {
    match value {
        Value::Number(value) => (value - now.unwrap_or(0.0)).abs(),
        other => grid.iter().find(|(value, _)| value == other).expect("a value of the grid").1,
    }
}

/// What the distance of a field's numbers is measured from: what is given, if only out of range, else what fills it.
fn measured_from(document: &Value, asked: &Asked, field: &str) -> Option<f64> {
    let given = oracle::given(document, &asked.input, asked.health.as_ref());
    let or_alternative = |at: usize| match get(&asked.input, field) {
        Some(given) => number(given).filter(|number| !number.is_nan()),
        None => given.alternatives.get(at).map(|(_, confidence)| *confidence),
    };
    match field {
        "confidence" => or_alternative(0),
        "second" => or_alternative(1),
        "impact" => or_alternative(usize::MAX).or(given.impact),
        "now" => get(&asked.input, "now").and_then(number).filter(|now| !now.is_nan()),
        signal => given.signal(signal.strip_prefix("signals.")?).and_then(number),
    }
}

// ---- the properties

fn place_of(order: &[String], field: &str) -> usize {
    order.iter().position(|known| known == field).unwrap_or_else(|| panic!("`{field}` may not be changed"))
}

/// The values right below and right above the bounds of a number.
fn just_outside((field, _, least, most): &(String, Value, Value, Value)) -> Vec<(String, Value)> {
    let below = number(least).map(f64::next_down);
    let above = number(most).map(f64::next_up);
    below.into_iter().chain(above).map(|value| (field.clone(), Value::Number(value))).collect()
}

/// What is listed gives what it says, also at both bounds, and is listed in its order.
fn must_flip(document: &Value, policy: &Policy, asked: &Asked, explained: &Explained) {
    let order = changeable(document, asked);
    let before = oracle::decide(document, &asked.input, asked.health.as_ref()).findings;
    let mut told: Vec<(usize, Vec<usize>)> = Vec::new();
    for change in &explained.changes {
        let all = change.set.iter().fold(asked.clone(), |asked, (field, value, ..)| set(&asked, field, value));
        let mut tried = vec![all.clone()];
        for (field, value, least, most) in &change.set {
            for bound in [least, most].into_iter().filter(|bound| **bound != Value::Null) {
                tried.push(set(&all, field, bound));
            }
            if let (Value::Number(value), Value::Number(most)) = (value, most) {
                tried.push(set(&all, field, &Value::Number((value / 2.0 + most / 2.0).clamp(*value, *most))));
            }
        }
        for changed in tried {
            let got = action(document, &before, &changed);
            let engine = policy.decide(&changed.input, changed.health.as_ref()).action.rank();
            assert_eq!(got, Some(change.action), "{}\nchanged {}", shown(document, asked), tree::print(&changed.input));
            assert_eq!(usize::from(engine), change.action, "{}", shown(document, asked));
        }
        for beyond in change.set.iter().flat_map(just_outside) {
            let changed = set(&all, &beyond.0, &beyond.1);
            let got = action(document, &before, &changed);
            assert_ne!(got, Some(change.action), "also {beyond:?} of {:?}\n{}", change.set, shown(document, asked));
        }
        let places: Vec<usize> = change.set.iter().map(|(field, ..)| place_of(&order, field)).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
        if let Some((action, earlier)) = told.last() {
            let later = change.action < *action || (change.action == *action && earlier[0] <= places[0]);
            assert!(later, "out of order\n{}", shown(document, asked));
            assert!(change.action == *action || explained.now < *action, "two with less\n{}", shown(document, asked));
        }
        assert_ne!(change.action, explained.now, "{}", shown(document, asked));
        told.push((change.action, places));
        assert!(!told[..told.len() - 1].contains(&told[told.len() - 1]), "listed twice\n{}", shown(document, asked));
    }
}

/// A point of the grid: fields with values and how far these are.
type Point = Vec<(String, Value, f64)>;

/// A point that gives another action is listed, or something nearer or with fewer fields is, or it gives less than the
/// next action with less.
fn must_be_listed(document: &Value, asked: &Asked, explained: &Explained, point: &Point, action: usize) {
    let next_lower =
        explained.changes.iter().map(|change| change.action).filter(|action| *action < explained.now).max();
    if action == explained.now || (action < explained.now && next_lower.is_some_and(|next| action < next)) {
        return;
    }
    let of_action: Vec<&Listed> = explained.changes.iter().filter(|change| change.action == action).collect();
    if of_action.iter().any(|change| change.set.len() < point.len()) || (point.len() > 1 && explained.cut_short) {
        return;
    }
    let same_fields = |change: &&&Listed| change.set.iter().map(|(field, ..)| field).eq(point.iter().map(|(f, ..)| f));
    let told = || format!("{} by {point:?}\n{}", ACTIONS[action], shown(document, asked));
    let listed = of_action.iter().find(same_fields).unwrap_or_else(|| panic!("not listed: {}", told()));
    let mut changed = asked.clone();
    for ((field, value, ..), (_, of_grid, distance)) in listed.set.iter().zip(point) {
        let grid = choices(&mut Draw::from_seed(0), document, &changed, field);
        let of_listed = nearness(value, &grid, measured_from(document, &changed, field));
        assert!(of_listed <= *distance, "nearer than {of_listed} is {distance}: {}", told());
        if of_listed < *distance {
            return;
        }
        changed = set(&changed, field, of_grid);
    }
}

/// Tries every point of the grid with one field changed or, given pairs, with two.
fn try_grid(draw: &mut Draw, document: &Value, asked: &Asked, explained: &Explained, pairs: bool) {
    let order = changeable(document, asked);
    let before = oracle::decide(document, &asked.input, asked.health.as_ref()).findings;
    for (at, first) in order.iter().enumerate() {
        for (value, distance) in choices(draw, document, asked, first) {
            let one = set(asked, first, &value);
            let point = (first.clone(), value, distance);
            if let Some(action) = action(document, &before, &one) {
                must_be_listed(document, asked, explained, &vec![point.clone()], action);
            }
            for second in order.iter().skip(at + 1).filter(|_| pairs) {
                for (value, distance) in choices(draw, document, &one, second) {
                    let two = set(&one, second, &value);
                    let Some(action) = action(document, &before, &two) else { continue };
                    let point = vec![point.clone(), (second.clone(), value, distance)];
                    must_be_listed(document, asked, explained, &point, action);
                }
            }
        }
    }
}

#[test]
fn counterfactual_flips_decision() {
    let mut counts = [0, 0];
    for_each_policy(17, 2_000, |draw, document, policy| {
        for _ in 0..8 {
            let asked = generate::maybe_spoilt(draw, document);
            let explained = explain(policy, &asked);
            must_flip(document, policy, &asked, &explained);
            explained.changes.iter().for_each(|change| counts[change.set.len() - 1] += 1);
        }
    });
    let [singles, pairs] = counts;
    assert!(
        singles > scaled(8_000) && pairs > scaled(8_000),
        "{singles} singles and {pairs} pairs, which tests little"
    );
}

#[test]
fn no_single_change_is_nearer_or_left_out() {
    for_each_policy(18, 2_000, |draw, document, policy| {
        for _ in 0..4 {
            let asked = generate::maybe_spoilt(draw, document);
            try_grid(draw, document, &asked, &explain(policy, &asked), false);
        }
    });
}

#[test]
fn no_change_of_two_fields_is_nearer_or_left_out() {
    for_each_policy(19, 250, |draw, document, policy| {
        let asked = generate::maybe_spoilt(draw, document);
        try_grid(draw, document, &asked, &explain(policy, &asked), true);
    });
}

/// A document as large as they may be: many signals with many cuts, or one signal with thousands.
fn large(signals: usize, cuts: usize) -> Value {
    let named: Vec<String> = (0..signals).map(|at| format!("s{at}")).collect();
    let declared = named.iter().map(|signal| (signal.clone(), object(vec![("type", name("number"))]))).collect();
    let listed = |at: usize| Value::List((0..cuts).map(|cut| Value::Number((cut * 2 + at) as f64)).collect());
    let rule = |(at, signal): (usize, &String)| {
        let when = object(vec![("signal", name(signal)), ("in", listed(at))]);
        let at_most = name(if at % 2 == 0 { "suggest" } else { "abstain" });
        object(vec![("id", name(signal)), ("when", when), ("at_most", at_most), ("because", name("it is listed"))])
    };
    let axis = |high: f64| object(vec![("low", Value::Number(0.0)), ("high", Value::Number(high))]);
    object(vec![
        ("leeway", Value::Number(1.0)),
        ("name", name("large")),
        ("confidence", axis(0.8)),
        ("impact", axis(0.5)),
        ("signals", Value::Object(declared)),
        ("degrade", Value::List(named.iter().enumerate().map(rule).collect())),
    ])
}

/// The search in the largest documents ends, and says so; what it lists is right all the same.
#[test]
fn a_search_that_is_cut_short_says_so() {
    for (signals, cuts) in [(64, 60), (2, 12_000)] {
        let document = large(signals, cuts);
        let policy = compiled(&document);
        let given = (0..signals).map(|at| (format!("s{at}"), Value::Number(at as f64 + 0.5))).collect();
        let fields = vec![("confidence", Value::Number(0.3)), ("impact", Value::Number(0.9))];
        let input = with(&object(fields), "signals", Some(Value::Object(given)));
        let asked = Asked { input, health: None };
        let explained = explain(&policy, &asked);
        assert!(explained.cut_short);
        assert!(explained.changes.iter().any(|change| change.set.len() == 1));
        must_flip(&document, &policy, &asked, &explained);
    }
}

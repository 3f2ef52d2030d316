//! A log under two policies against the same rows decided one by one.

use crate::agree;
use crate::generate::{self, Draw};
use crate::props::scaled;
use crate::tree::print;
use leeway::Action;
use leeway::analyze::{ENOUGH, MOST_TELLING, Replay, Tally, Transitions};
use leeway::json::Value;

/// A row, and whether it turned out right.
type Row = (Value, Option<bool>);

/// A policy, and one made from it or another.
pub fn pair(draw: &mut Draw) -> Option<[Value; 2]> {
    let before = generate::document(draw);
    for _ in 0..12 {
        let after = match draw.chance(40) {
            true => generate::document(draw),
            false => (0..1 + draw.below(3)).fold(before.clone(), |tree, _| generate::mutate_tree(draw, &tree)),
        };
        if agree::compiles(&after).is_some() {
            return Some([before, after]);
        }
    }
    None
}

fn rows(draw: &mut Draw, documents: &[Value; 2]) -> Vec<Row> {
    let count = draw.below(60);
    let mut rows = Vec::new();
    for at in 0..count {
        let asked = generate::maybe_spoilt(draw, &documents[at % 2]);
        rows.push((asked.input, *draw.pick(&[Some(true), Some(false), None])));
    }
    rows
}

/// What is counted, decided one by one.
#[derive(Default)]
struct Expected {
    moves: Vec<(Action, Action, Option<bool>)>,
    findings: u64,
    gained_and_wrong: Vec<(f64, u64)>,
    lost_though_right: Vec<(f64, u64)>,
}

fn expected(policies: &[leeway::Policy; 2], rows: &[Row], health: Option<&Value>) -> Expected {
    let mut expected = Expected::default();
    for (line, (row, correct)) in (1..).zip(rows) {
        let [before, after] = policies.each_ref().map(|policy| policy.decide(row, health));
        let confidence = policies[0].record(row, &before, health).confidence.unwrap_or(-1.0);
        expected.moves.push((before.action, after.action, *correct));
        expected.findings += u64::from(!before.findings.is_empty() || !after.findings.is_empty());
        if after.action > before.action && *correct == Some(false) {
            expected.gained_and_wrong.push((confidence, line));
        }
        if before.action == Action::AutoApply && after.action < before.action && *correct == Some(true) {
            expected.lost_though_right.push((confidence, line));
        }
    }
    for list in [&mut expected.gained_and_wrong, &mut expected.lost_though_right] {
        list.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap().then(a.1.cmp(&b.1)));
        list.truncate(MOST_TELLING);
    }
    expected
}

fn counted(moves: &[(Action, Action, Option<bool>)], is_in: impl Fn(Action, Action) -> bool) -> Tally {
    let count = |correct: Option<Option<bool>>| {
        let is_counted = |(before, after, outcome): &&(Action, Action, Option<bool>)| {
            is_in(*before, *after) && correct.is_none_or(|correct| correct == *outcome)
        };
        u64::try_from(moves.iter().filter(is_counted).count()).unwrap()
    };
    Tally { rows: count(None), right: count(Some(Some(true))), wrong: count(Some(Some(false))) }
}

fn assert_counts(found: &Transitions, expected: &Expected) {
    for before in Action::ALL {
        for after in Action::ALL {
            assert_eq!(found.of(before, after), counted(&expected.moves, |b, a| (b, a) == (before, after)));
        }
    }
    assert_eq!(found.sum(|before, after| after > before), counted(&expected.moves, |b, a| a > b));
    assert_eq!(found.findings.rows(), expected.findings);
}

#[test]
fn transitions_are_what_decisions_one_by_one_come_to() {
    let (mut moved, mut gained, mut lost) = (0, 0, 0);
    for seed in 0..scaled(1_000) {
        let mut draw = Draw::from_seed((60 << 32) + seed);
        let Some(documents) = pair(&mut draw) else { continue };
        let policies = documents.each_ref().map(agree::compiled);
        let rows = rows(&mut draw, &documents);
        let health = draw.chance(30).then(|| generate::clean(&mut draw, &documents[0]).health).flatten();
        let [before, after] = documents.each_ref().map(agree::compiled);
        let mut replay = Replay::new(before, after, health.clone());
        for (line, (row, correct)) in (1..).zip(&rows) {
            replay.add(line, row.clone(), *correct);
        }
        let found = replay.transitions();
        let expected = expected(&policies, &rows, health.as_ref());
        assert_counts(found, &expected);
        for (list, expected) in [
            (&found.gained_and_wrong, &expected.gained_and_wrong),
            (&found.lost_though_right, &expected.lost_though_right),
        ] {
            assert_eq!(&list.iter().map(|row| (row.confidence, row.line)).collect::<Vec<_>>(), expected);
            for row in list {
                let index = usize::try_from(row.line).unwrap() - 1;
                assert_eq!(print(&row.row), print(&rows[index].0));
                assert_eq!((row.before, row.after), (expected_move(&policies, &rows[index].0, health.as_ref())));
            }
        }
        moved += counted(&expected.moves, |b, a| a != b).rows;
        gained += expected.gained_and_wrong.len();
        lost += expected.lost_though_right.len();
    }
    assert!(moved > scaled(1_000) && gained > 200 && lost > 40, "{moved} {gained} {lost}");
}

fn expected_move(policies: &[leeway::Policy; 2], row: &Value, health: Option<&Value>) -> (Action, Action) {
    let [before, after] = policies.each_ref().map(|policy| policy.decide(row, health).action);
    (before, after)
}

#[test]
fn a_share_needs_enough_outcomes() {
    let tally = |right, wrong| Tally { rows: 100, right, wrong };
    assert_eq!(tally(ENOUGH - 1, 0).wrong_rate(), None);
    assert_eq!(tally(0, 0).wrong_rate(), None);
    let rate = tally(ENOUGH - 3, 3).wrong_rate().unwrap();
    assert!((rate.value - 0.1).abs() < 1e-12 && rate.low < rate.value && rate.value < rate.high, "{rate:?}");
}

#[test]
fn outcomes_are_read_from_the_first_field_that_says_any() {
    let correct = |text: &str| leeway::record::correct(&leeway::json::parse(text).unwrap());
    for (row, expected) in [
        (r#"{}"#, None),
        (r#"{"correct": null, "outcome": null, "label": null}"#, None),
        (r#"{"correct": true, "outcome": "rejected"}"#, Some(true)),
        (r#"{"correct": 0, "predicted": "a", "label": "a"}"#, Some(false)),
        (r#"{"correct": 1}"#, Some(true)),
        (r#"{"correct": -0.0}"#, Some(false)),
        (r#"{"outcome": "accepted", "predicted": "a", "label": "b"}"#, Some(true)),
        (r#"{"outcome": "edited"}"#, Some(false)),
        (r#"{"outcome": "rejected"}"#, Some(false)),
        (r#"{"outcome": "undone"}"#, Some(false)),
        (r#"{"predicted": "a", "label": "a"}"#, Some(true)),
        (r#"{"predicted": "a", "label": "b"}"#, Some(false)),
        (r#"{"alternatives": [{"label": "a", "confidence": 1}], "label": "a"}"#, Some(true)),
        (r#"{"label": "a"}"#, None),
    ] {
        assert_eq!(correct(row), Ok(expected), "{row}");
    }
    for row in [r#"{"correct": 2}"#, r#"{"correct": "yes"}"#, r#"{"outcome": "fine"}"#, r#"{"outcome": 1}"#] {
        assert!(correct(row).is_err(), "{row}");
    }
}

/// However many reasons there are, memory does not grow with them, and no row is lost.
#[test]
fn reasons_are_bounded() {
    let mut troubles = leeway::analyze::Troubles::default();
    for line in 1..=1_000 {
        troubles.add(line, &format!("reason {}", line % 200));
    }
    assert_eq!(troubles.rows(), 1_000);
    assert_eq!(troubles.list().len(), 51);
    assert_eq!((troubles.list()[0].rows, troubles.list()[0].line), (5, 1));
    assert_eq!((troubles.list()[50].reason.as_str(), troubles.list()[50].rows), ("other reasons", 750));
}

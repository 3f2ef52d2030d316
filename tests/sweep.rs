//! A log that was sorted once, counted under one policy after the other, against deciding each of its rows.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

use crate::agree::{compiled, compiles};
use crate::columns::rows_and_columns;
use crate::generate::{self, Draw};
use crate::oracle;
use crate::tree::{get, number, with};
use leeway::analyze::{Count, Sweep};
use leeway::json::Value;

/// The document with every threshold of confidence moved, in the same order: to a power of itself.
fn moved(document: &Value, power: f64) -> Value {
    let bounds = |bounds: &Value| match bounds {
        Value::Object(bands) => {
            let bands =
                bands.iter().map(|(band, bound)| (band.clone(), Value::Number(number(bound).unwrap().powf(power))));
            Value::Object(bands.collect())
        }
        other => other.clone(),
    };
    let own = |part: &Value| match get(part, "confidence") {
        Some(confidence) => with(part, "confidence", Some(bounds(confidence))),
        None => part.clone(),
    };
    let mut out = own(document);
    if let Some(Value::Object(operations)) = get(document, "operations") {
        let operations = operations.iter().map(|(name, operation)| (name.clone(), own(operation)));
        out = with(&out, "operations", Some(Value::Object(operations.collect())));
    }
    if let Some(Value::List(segments)) = get(document, "segments") {
        out = with(&out, "segments", Some(Value::List(segments.iter().map(own).collect())));
    }
    out
}

type Counts = BTreeMap<(u16, Option<(String, String)>, &'static str), [u64; 3]>;

/// Each row decided by the second reading.
fn counted(document: &Value, inputs: &[Value], marks: &[u16], correct: &[Option<bool>]) -> Counts {
    let mut counts = Counts::new();
    for ((input, mark), correct) in inputs.iter().zip(marks).zip(correct) {
        let answer = oracle::decide(document, input, None);
        let sums = counts.entry((*mark, answer.cell, answer.action)).or_default();
        sums[0] += 1;
        sums[1] += u64::from(*correct == Some(true));
        sums[2] += u64::from(*correct == Some(false));
    }
    counts
}

fn named(policy: &leeway::Policy, counts: Vec<Count>) -> Counts {
    let model = policy.model();
    let cell = |(confidence, impact): (u8, u8)| {
        (model.confidence.name(confidence.into()).to_owned(), model.impact.name(impact.into()).to_owned())
    };
    let entry = |count: Count| {
        (
            (count.mark, count.cell.map(cell), count.action.name()),
            [count.tally.rows, count.tally.right, count.tally.wrong],
        )
    };
    counts.into_iter().map(entry).collect()
}

#[test]
fn sums_over_a_sorted_log_are_counts_of_decided_rows() {
    let mut moves = 0;
    for seed in 0..crate::props::scaled(400) {
        let mut draw = Draw::from_seed(seed);
        let document = generate::document(&mut draw);
        let (inputs, columns) = rows_and_columns(&mut draw, &document);
        let marks: Vec<u16> = inputs.iter().map(|_| u16::try_from(draw.below(3)).unwrap()).collect();
        let correct: Vec<Option<bool>> = inputs.iter().map(|_| *draw.pick(&[Some(true), Some(false), None])).collect();
        let rows = (0..u32::try_from(inputs.len()).unwrap()).collect();
        let sweep = Sweep::new(&compiled(&document), columns, rows, &marks, &correct);
        for power in [1.0, 0.5, 3.0] {
            let document = moved(&document, power);
            let Some(policy) = compiles(&document) else { continue };
            let counts = sweep.count(&policy).expect("only thresholds were moved");
            assert_eq!(
                named(&policy, counts),
                counted(&document, &inputs, &marks, &correct),
                "seed {seed}, power {power}"
            );
            moves += 1;
        }
    }
    assert!(moves > 0, "no policy compiled");
}

#[test]
fn another_action_is_counted_and_another_cut_wants_another_sweep() {
    let text = |bound: f64, cell: &str| {
        let text = r#"{"leeway": 1, "name": "p", "confidence": {"low": 0, "high": 0.5}, "impact": {"low": 0, "high": BOUND},
            "matrix": {"high": {"low": "CELL", "high": "suggest"}, "low": {"low": "show_options", "high": "escalate"}}}"#;
        text.replace("BOUND", &bound.to_string()).replace("CELL", cell)
    };
    let policy = |bound, cell| leeway::api::compile(&text(bound, cell)).unwrap();
    let mut log = leeway::log::Reading::default();
    log.feed(b"confidence,impact\n0.9,0.1\n");
    let log = log.finish();
    let before = policy(0.5, "auto_apply");
    let sweep = Sweep::new(&before, log.columns(&before, leeway::log::Beside::default()).columns, vec![0], &[], &[]);
    let actions =
        |policy| sweep.count(&policy).map(|counts| counts.iter().map(|count| count.action).collect::<Vec<_>>());
    assert_eq!(actions(policy(0.5, "suggest")), Some(vec![leeway::Action::Suggest]));
    assert_eq!(actions(policy(0.4, "auto_apply")), None, "rows between 0.4 and 0.5 are told apart now");
}

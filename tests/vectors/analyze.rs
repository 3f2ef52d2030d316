//! Risk-coverage and the quality of classes.

use super::Compute;
use super::compare::{count, number, ranked};
use leeway::analyze::{ClassCounts, Share, risk_coverage};
use serde_json::{Value, json};

pub const TABLE: &[(&str, Compute)] = &[("aurc", aurc), ("prf", prf)];

fn aurc(input: &Value) -> Result<Value, String> {
    let curve = risk_coverage(&ranked(input)?).ok_or("no cases")?;
    let points = curve.points.iter().map(|point| json!([point.threshold, point.coverage, point.risk]));
    let points: Vec<Value> = points.collect();
    Ok(json!({ "points_subset": points, "aurc": number(curve.aurc), "e_aurc": number(curve.excess_aurc) }))
}

fn prf(input: &Value) -> Result<Value, String> {
    if input["conf"] != json!(0.95) {
        return Err("intervals are at 95%".to_owned());
    }
    let (true_positives, false_positives) = (count(input, "tp")?, count(input, "fp")?);
    let quality = ClassCounts { true_positives, false_positives, false_negatives: count(input, "fn")? }.quality();
    let ends = |share: &Share| json!([share.interval.low, share.interval.high]);
    Ok(json!({
        "precision": quality.precision.value, "precision_ci": ends(&quality.precision),
        "recall": quality.recall.value, "recall_ci": ends(&quality.recall),
        "f1": quality.f1.value, "f1_ci": ends(&quality.f1),
    }))
}

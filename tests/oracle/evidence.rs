//! The reserved rule `evidence-stale`, step 6 of DESIGN section 3.

use super::{ACTIONS, Fault, bands, get, given::Given, matrix_action, own_impact, rank, text_of};
use crate::tree::{items, number, text};
use leeway::json::Value;

/// What the rule is asked of.
pub struct Row<'a> {
    pub document: &'a Value,
    pub input: &'a Value,
    pub given: &'a Given,
    pub operation: Option<&'a Value>,
    pub impact: Option<f64>,
    pub segment: Option<&'a Value>,
    pub segment_is_unknown: bool,
}

/// The most that is left and why, where the rule applies.
pub fn stale(row: &Row, fault: Option<Fault>) -> Option<(usize, &'static str)> {
    let evidence = get(row.document, "evidence").filter(|_| fault != Some(Fault::EvidenceIsIgnored))?;
    let at_most = rank(get(evidence, "at_most").and_then(text).unwrap_or("suggest")).unwrap();
    let model = get(row.input, "model").and_then(text);
    let fits = items(get(evidence, "fits").unwrap()).iter();
    let Some(fit) = fits.into_iter().find(|fit| model.is_some() && get(fit, "model").and_then(text) == model) else {
        return Some((at_most, "no evidence covers this model"));
    };
    // "`valid_until` and the input's `now` is absent, not a number or above it"
    if let Some(until) = get(fit, "valid_until").and_then(number) {
        let absent = if fault == Some(Fault::AbsentNowIsInTime) { until } else { f64::NAN };
        let now = get(row.input, "now").and_then(number).unwrap_or(absent);
        if now.is_nan() || now > until {
            return Some((at_most, "the evidence for its thresholds has expired"));
        }
    }
    let is_open = row.given.findings.is_empty() && !is_covered(row, fit, fault);
    is_open.then(|| (rank("suggest").unwrap(), "the evidence for its thresholds does not cover such cases"))
}

/// Whether there is a threshold for the row, and for its like at each lower impact that its operation can have.
fn is_covered(row: &Row, fit: &Value, fault: Option<Fault>) -> bool {
    let impacts = bands(row.document, "impact");
    let reached = |impact: f64| impacts.iter().rposition(|(_, bound)| *bound <= impact).unwrap();
    let here = reached(row.impact.unwrap());
    let least = match fault {
        Some(Fault::EvidenceLooksAtOneImpact) => here,
        _ => own_impact(row.document, row.operation).map_or(0, reached),
    };
    // Where nothing is automatic at the row's impact the rule has nothing to say.
    let lowest = |impact: usize| {
        let confidences = bands(row.document, "confidence").into_iter().map(|(band, _)| band);
        confidences.into_iter().enumerate().find(|(_, band)| {
            ACTIONS[matrix_action(row.document, &(band.clone(), impacts[impact].0.clone()))] == "auto_apply"
        })
    };
    if lowest(here).is_none() {
        return true;
    }
    let names_thresholds = row.operation.is_some_and(|operation| get(operation, "confidence").is_some());
    let operation = row.given.operation.as_deref().filter(|_| names_thresholds);
    let listed = |name: &str| get(get(row.document, "operations").unwrap(), name).is_some();
    let operation = operation.map(|name| if listed(name) { name } else { "*" });
    let segment = row.segment.map(|segment| text_of(segment, "name"));
    !row.segment_is_unknown
        && (least..=here).all(|impact| match lowest(impact) {
            None | Some((0, _)) => false,
            Some((_, band)) => items(get(fit, "families").unwrap()).iter().any(|family| {
                get(family, "segment").and_then(text) == segment
                    && get(family, "operation").and_then(text) == operation
                    && text_of(family, "band") == band
                    && matches!(get(family, "threshold"), Some(Value::Number(_)))
            }),
        })
}

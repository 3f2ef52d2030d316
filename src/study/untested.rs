//! Where a document says another threshold than its evidence: reading says which fit it is, this which threshold.

use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::policy::{Family, Model, tested_step};
use crate::value::{Value, count_text, fill, items, number_text};

use super::document::Compiled;

/// Diagnostics of a text, those of a threshold that no fit tested at the threshold instead of the fit.
#[must_use]
pub fn at_thresholds(text: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_of_fit = |diagnostic: &Diagnostic| {
        diagnostic.code == Code::EvidenceThreshold && !diagnostic.pointer.contains("/families")
    };
    if !diagnostics.iter().any(is_of_fit) {
        return diagnostics;
    }
    let Ok((given, Some(evidence))) = Compiled::without_evidence(text) else { return diagnostics };
    for diagnostic in &mut diagnostics {
        for (index, fit) in items(evidence.get("fits")).iter().enumerate() {
            if is_of_fit(diagnostic)
                && diagnostic.pointer == fill("/evidence/fits/{}", &[&count_text(index)])
                && let Some((pointer, message)) = changed(given.policy.model(), fit)
            {
                (diagnostic.pointer, diagnostic.message, diagnostic.span) = (pointer, message, None);
            }
        }
    }
    json::locate(text, diagnostics)
}

/// The first threshold that a fit did not test: where it stands, and what it was.
fn changed(model: &Model, fit: &Value) -> Option<(String, String)> {
    for item in items(fit.get("families")) {
        let (Some(family), Some(Value::Number(found))) = (model.family(item), item.get("threshold")) else { continue };
        let threshold = model.threshold(family);
        if tested_step(item, threshold).is_some() {
            continue;
        }
        let name = fit.get("model").and_then(Value::as_text).unwrap_or_default();
        let band = model.confidence.name(family.band);
        let words = "threshold `{}` ({}) was not tested by the fit of model `{}`, which found {}";
        let message = fill(words, &[band, &number_text(threshold), name, &number_text(*found)]);
        return Some((fill("{}/confidence/{}", &[&owner(model, family, threshold), band]), message));
    }
    None
}

/// Whose threshold it is: of a segment and an operation that which names the higher.
fn owner(model: &Model, family: Family, threshold: f64) -> String {
    let segment = family.segment.and_then(|index| Some((index, model.segments.get(index)?)));
    let is_it = |bound: Option<&f64>| bound.is_some_and(|bound| bound.total_cmp(&threshold).is_eq());
    match (segment, family.operation.and_then(|code| model.operation(code))) {
        (Some((index, segment)), operation) if operation.is_none() || is_it(segment.thresholds.get(family.band)) => {
            fill("/segments/{}", &[&count_text(index)])
        }
        (_, Some(operation)) => fill("/operations/{}", &[&operation.name]),
        (_, None) => String::new(),
    }
}

//! The evidence for thresholds, as far as deciding needs it: that it is about this policy, and which cases it covers. The
//! form of the rest, and whether its arithmetic adds up, is for `tune::verify`: the engine has no room for it.

use crate::action::Action;
use crate::diagnostic::Code;
use crate::value::{Value, items};

use super::super::model::{Evidence, Fit, MAX_MODELS, Model};
use super::fields::{Place, Reader, Shape};
use super::scope::{calibration_hash, scope};

const EVIDENCE: Shape = Shape { required: &["fits"], optional: &["at_most"] };

/// The evidence of a document whose other parts are read.
pub(super) fn evidence(reader: &mut Reader, root: &Place<'_>, model: &Model) -> Option<Evidence> {
    Some(read(reader, &root.given("evidence")?, root.value?, model))
}

#[inline(never)]
fn read(reader: &mut Reader, place: &Place<'_>, document: &Value, model: &Model) -> Evidence {
    // What the rest of a document says counts only where it could be read.
    let is_sound = reader.count_problems() == 0;
    reader.object(place, &EVIDENCE);
    let mut evidence = Evidence { at_most: Action::Suggest, fits: Vec::new() };
    let field = place.get("at_most");
    if !field.is_absent() {
        evidence.at_most = reader.action(&field);
    }
    if evidence.at_most == Action::AutoApply {
        let text = "with `auto_apply` evidence would change nothing\n`suggest` is the most";
        reader.report(Code::OutOfRange, &field, text, &[]);
    }
    let field = place.get("fits");
    let items = reader.non_empty(&field);
    reader.limit(&field, items.len(), MAX_MODELS, "fits");
    let scope = scope(document, model);
    for (index, item) in items.iter().enumerate().filter(|_| is_sound) {
        let problem = match fit(item, document, model, &scope) {
            Ok(fit) if evidence.fits.iter().any(|other| other.model == fit.model) => {
                (Code::DuplicateName, "there is a fit of this model already")
            }
            Ok(fit) => {
                evidence.fits.push(fit);
                continue;
            }
            Err(problem) => problem,
        };
        reader.report(problem.0, &field.item(index, item), "{}\nfit again, or undo what was changed", &[problem.1]);
    }
    evidence
}

type Problem = (Code, &'static str);

/// What a fit says of this policy.
fn fit(source: &Value, document: &Value, model: &Model, scope: &str) -> Result<Fit, Problem> {
    let text = |name: &str| source.get(name).and_then(Value::as_text).unwrap_or_default();
    let name = text("model");
    let Some(Value::List(families)) = source.get("families").filter(|_| !(name.is_empty() || name == "*")) else {
        return Err((Code::WrongType, "this is no fit of a model: it has no `model`, or no `families`"));
    };
    if text("scope") != scope {
        return Err((Code::EvidenceScope, "what may be automatic has changed since this fit"));
    }
    if text("calibration") != calibration_hash(document, name).unwrap_or_default() {
        return Err((Code::EvidenceCalibration, "the calibration of its model has changed since this fit"));
    }
    let valid_until = match source.get("valid_until") {
        Some(Value::Number(until)) => Some(*until),
        Some(Value::Null) => None,
        _ => return Err((Code::WrongType, "`valid_until` of this fit is neither a number nor null")),
    };
    let mut covered = Vec::new();
    for item in families {
        let family = model.family(item).filter(|family| !covered.contains(family));
        let family = family.ok_or((Code::EvidenceFamily, "the policy has no such family as this fit has"))?;
        if !matches!(item.get("threshold"), Some(Value::Number(_))) {
            continue;
        }
        if tested_step(item, model.threshold(family)).is_none() {
            return Err((Code::EvidenceThreshold, "the policy has a threshold that this fit did not test"));
        }
        covered.push(family);
    }
    Ok(Fit { model: name.to_owned(), valid_until, covered, source: source.clone() })
}

/// The step of a family's path that tests a threshold.
pub(crate) fn tested_step(family: &Value, threshold: f64) -> Option<&Value> {
    let is_it = |step: &&Value| matches!(items(Some(step)).first(), Some(Value::Number(tested)) if tested.total_cmp(&threshold).is_eq());
    items(family.get("path")).iter().find(is_it)
}

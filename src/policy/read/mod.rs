//! Document to model, collecting every problem on the way; a model is only returned when there was none.
//!
//! What few documents have is read in functions that are never inlined: a cold start compiles only what it calls.

mod audit;
mod bands;
mod calibration;
mod condition;
mod evidence;
mod fields;
mod near;
mod options;
mod parts;
mod scope;

use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::Value;

use super::model::Model;
pub(crate) use evidence::tested_step;
use fields::{Place, Reader, Shape};
pub(crate) use near::nearest;
use parts::Shared;
pub use scope::{calibration_hash, options_in_scope, options_scope, scope};

const DOCUMENT: Shape = Shape {
    required: &["leeway", "name", "confidence", "impact"],
    optional: &[
        "$schema",
        "meta",
        "calibration",
        "evidence",
        "matrix",
        "signals",
        "operations",
        "segments",
        "degrade",
        "unavailable",
        "require",
        "invalid",
        "without_confidence",
        "options",
        "audit",
        "review",
        "tests",
    ],
};

/// Reads a document.
///
/// # Errors
/// Every structural problem found.
pub fn read(document: &Value) -> Result<Model, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let model = read_model(&mut reader, &Place::root(document));
    let problems = reader.finish();
    if problems.is_empty() { Ok(model) } else { Err(problems) }
}

#[inline(never)]
fn read_model(reader: &mut Reader, root: &Place<'_>) -> Model {
    reader.object(root, &DOCUMENT);
    check_version(reader, &root.get("leeway"));
    reader.text(&root.get("$schema"));
    let name = reader.name(&root.get("name"));
    let confidence = bands::axis(reader, &root.get("confidence"));
    let impact = bands::axis(reader, &root.get("impact"));
    let (calibration, any_calibration) = calibration::calibration(reader, &root.get("calibration"));
    let signals = parts::signals(reader, &root.get("signals"));
    let before = reader.count_problems();
    let matrix = bands::matrix(reader, root, &confidence, &impact);
    let matrix_read = reader.count_problems() == before;
    let operations = root.get("operations");
    let names = parts::operation_names(&operations);
    let mut shared = Shared::new(names, &signals, &confidence, &impact);
    shared.operations_read = is_list_of_names(&operations);
    shared.signals_read = is_list_of_names(&root.get("signals"));
    let (operations, any_operation) = parts::operations(reader, &operations, &mut shared);
    let segments = parts::segments(reader, &root.get("segments"), &shared);
    let rules = parts::rules(reader, &root.get("degrade"), &mut shared);
    let unavailable = parts::unavailable(reader, &root.get("unavailable"), &shared);
    let require = parts::require(reader, &root.get("require"), &shared);
    // A matrix that could not be read asks nothing of `invalid`.
    let least = matrix.iter().min().copied().filter(|_| matrix_read).unwrap_or(Action::Escalate);
    let invalid = parts::invalid(reader, &root.get("invalid"), least.min(Action::Escalate));
    let without_confidence = parts::without_confidence(reader, &root.get("without_confidence"), &confidence);
    let (options_max, sets) = options::options(reader, &root.get("options"), &confidence, &impact);
    let audit = root.given("audit").map(|place| audit::audit(reader, &place));
    let review = root.given("review").map(|place| parts::review(reader, &place));
    let tests = parts::tests(reader, &root.get("tests"), &shared);
    let mut model = Model {
        name,
        calibration,
        any_calibration,
        evidence: None,
        models: Vec::new(),
        matrix,
        operations,
        any_operation,
        segments,
        rules,
        unavailable,
        require,
        invalid,
        without_confidence,
        options_max,
        sets,
        audit,
        review,
        tests,
        signals,
        confidence,
        impact,
    };
    model.evidence = evidence::evidence(reader, root, &model);
    for calibration in &model.calibration {
        model.models.push(calibration.model.clone());
    }
    if let Some(evidence) = &model.evidence {
        for fit in &evidence.fits {
            if model.model_code(&fit.model) == 0 {
                model.models.push(fit.model.clone());
            }
        }
    }
    model
}

/// Whether what stands there (perhaps nothing) says which names there are.
const fn is_list_of_names(place: &Place<'_>) -> bool {
    matches!(place.value, None | Some(Value::Object(_)))
}

fn check_version(reader: &mut Reader, place: &Place<'_>) {
    let is_read = |version: &Value| matches!(version, Value::Number(number) if number.total_cmp(&1.0).is_eq());
    if place.value.is_some_and(|version| !is_read(version)) {
        let text = "this version of Leeway reads `\"leeway\": 1`\nwrite `\"leeway\": 1`";
        reader.report(Code::UnsupportedVersion, place, text, &[]);
    }
}

//! Document to model, collecting every problem on the way. Each reader takes a place, reports what is wrong there and
//! returns what could be read; a model is only returned when nothing was wrong.

mod bands;
mod condition;
mod fields;
mod parts;

use crate::action::Action;
use crate::diagnostic::Diagnostic;
use crate::value::Value;

use super::model::{Model, Operation};
use bands::{base_axis, matrix};
use fields::{Place, Reader};
use parts::Shared;

const FIELDS: &[&str] = &[
    "$schema",
    "leeway",
    "name",
    "meta",
    "confidence",
    "impact",
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
    "review",
    "tests",
];
const REQUIRED: &[&str] = &["leeway", "name", "confidence", "impact"];
const LATER: &[&str] = &["calibration", "evidence", "audit"];

/// Reads a document.
///
/// # Errors
/// Every structural problem found.
pub fn read(document: &Value) -> Result<Model, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let model = read_model(&mut reader, document);
    let problems = reader.finish();
    match model {
        Some(model) if problems.is_empty() => Ok(model),
        Some(_) | None => Err(problems),
    }
}

fn read_model(reader: &mut Reader, document: &Value) -> Option<Model> {
    let root = Place::root(document);
    let top = reader.object(&root, FIELDS, REQUIRED, LATER)?;
    if let Some(version) = top.get("leeway") {
        reader.version(&version);
    }
    let name = top.get("name").and_then(|place| reader.name(&place));
    if let Some(place) = top.get("$schema") {
        reader.text(&place);
    }
    reader.meta(&top);
    // Nothing else can be judged without the axes.
    let confidence = top.get("confidence").and_then(|place| base_axis(reader, &place));
    let impact = top.get("impact").and_then(|place| base_axis(reader, &place));
    let signals = parts::signals(reader, top.get("signals").as_ref());
    let (confidence, impact) = (confidence?, impact?);
    let matrix = matrix(reader, &root, top.get("matrix").as_ref(), &confidence, &impact);
    let mut shared =
        Shared::new(parts::operation_names(top.get("operations").as_ref()), &signals, &confidence, &impact);
    let operations = parts::operations(reader, top.get("operations").as_ref(), &mut shared);
    let segments = parts::segments(reader, top.get("segments").as_ref(), &shared);
    let rules = parts::rules(reader, top.get("degrade").as_ref(), &mut shared);
    let unavailable = parts::unavailable(reader, top.get("unavailable").as_ref(), &shared);
    let require = parts::require(reader, top.get("require").as_ref(), &shared);
    let least = matrix.iter().flatten().min().copied().unwrap_or(Action::Block);
    let invalid = parts::invalid(reader, top.get("invalid").as_ref(), least.min(Action::Escalate));
    let without_confidence = parts::without_confidence(reader, top.get("without_confidence").as_ref(), &confidence);
    let options_max = parts::options_max(reader, top.get("options").as_ref());
    let review = parts::review(reader, top.get("review").as_ref());
    let tests = parts::tests(reader, top.get("tests").as_ref());
    let (listed, any) = operations.into_iter().partition(|operation| operation.name != "*");
    let (operations, mut any): (Vec<Operation>, Vec<Operation>) = (listed, any);
    Some(Model {
        name: name?,
        confidence,
        impact,
        matrix: matrix?,
        signals,
        operations,
        any_operation: any.pop(),
        segments,
        rules,
        unavailable,
        require,
        invalid,
        without_confidence,
        options_max,
        review,
        tests,
    })
}

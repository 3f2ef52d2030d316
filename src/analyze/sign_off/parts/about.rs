//! What the policy is: its name, what its authors say of it, its hash, its measures.

use crate::policy::{Axis, Model};
use crate::value::Value;

use super::super::Subject;
use super::super::text::{Block, Section, Text, named, quoted, say, tell};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let model = subject.policy.model();
    let mut section = Section::new("about", "What this is");
    section.paragraph(
        "This policy decides, for one answer of an AI model at a time, how much may be done with it. It looks at how \
             sure the model is (the confidence, from 0 to 1), at how bad it would be to act on the answer wrongly (the \
             impact, from 0 to 1), and at the facts that are given with the answer. An operation is what would be done \
             with an answer. This description is made from the policy itself, and the log if one is named; nothing has \
             been added.",
        &[],
    );
    let mut rows = Vec::new();
    if let Some(Value::Object(members)) = subject.document.get("meta") {
        for (name, value) in members {
            rows.push(vec![quoted(name), meta(value)]);
        }
    }
    rows.push(vec![say("Fingerprint (SHA-256)"), named(subject.policy.hash())]);
    section.blocks.push(Block::Table { columns: vec![say("Policy"), named(&model.name)], rows });
    for (axis, what) in [(&model.confidence, "Confidence"), (&model.impact, "Impact")] {
        section.table(&[what, "From 0 to 1"], bands(axis));
    }
    if model.is_calibrated() {
        calibration(&mut section, model);
    }
    section
}

/// How confidence is calibrated, and what becomes of the models of which that is not said.
fn calibration(section: &mut Section, model: &Model) {
    section.heading("How sure a model really is");
    section.paragraph(
        "What a model says of its confidence is not taken at its word. It is calibrated: replaced by how often that model \
         was right when it said so, as its map has it. Wherever this description speaks of confidence, the calibrated one \
         is meant; only the margin to the second is taken as the model gives it.",
        &[],
    );
    let mut rows = Vec::new();
    for calibration in &model.calibration {
        rows.push(vec![quoted(&calibration.model), words::map(calibration)]);
    }
    if let Some(calibration) = &model.any_calibration {
        rows.push(vec![tell("any other model ({})", &[named("*")]), words::map(calibration)]);
    }
    section.table(&["Model", "How its confidence is calibrated"], rows);
    let unnamed = match model.any_calibration {
        Some(_) => "An answer with which no model is named is treated as bad input.",
        None => "An answer of any other model, or with which no model is named, is treated as bad input.",
    };
    section.paragraph(unnamed, &[]);
}

fn bands(axis: &Axis) -> Vec<Vec<Text>> {
    let bounds = axis.bounds();
    let mut rows = Vec::new();
    for (index, band) in axis.bands.iter().enumerate().rev() {
        rows.push(vec![named(&band.name), say(&words::range(&bounds, index))]);
    }
    rows
}

/// What stands in `meta`, as it stands there; of nested values the plain ones in turn.
fn meta(value: &Value) -> Text {
    match value {
        Value::Null => say("–"),
        Value::Boolean(truth) => say(if *truth { "true" } else { "false" }),
        Value::Number(number) => words::number(*number),
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            let mut parts = Vec::new();
            for item in items {
                parts.push(meta(item));
            }
            Text::joined(&parts, ", ")
        }
        Value::Object(members) => {
            let mut parts = Vec::new();
            for (name, value) in members {
                parts.push(tell("{}: {}", &[quoted(name), meta(value)]));
            }
            Text::joined(&parts, ", ")
        }
    }
}

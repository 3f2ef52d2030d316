//! When people are asked, and who.

use crate::action::Action;
use crate::policy::{Model, OptionSets, options_in_scope};

use super::super::Subject;
use super::super::text::{Block, Section, Text, named, say, tell};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let policy = subject.policy;
    let model = policy.model();
    let mut section = Section::new("people", "When people are asked, and who");
    section.paragraph(
        "These are the decisions there are, from the one that leaves the AI the most to the one that leaves it the least:",
        &[],
    );
    let mut rows = Vec::new();
    for action in Action::ALL.into_iter().rev() {
        let short = tell("{}: {}", &[named(action.name()), say(words::short(action))]);
        rows.push(vec![short, say(words::what_happens(action)), say(words::who_decides(action))]);
    }
    section.table(&["Decision", "What happens", "Who decides"], rows);
    section.paragraph("Before anything below lowers it, the decision follows from the confidence and the impact:", &[]);
    section.blocks.push(matrix(model));
    if model.has_operations() {
        section.table(&["Operation", "Impact", "Confidence of its own"], operations(model));
    }
    if !model.segments.is_empty() {
        section.paragraph(
            "For these parts of the traffic the confidence is counted by other thresholds. The first that fits applies; \
             where an operation has thresholds too, the higher counts; and as long as it is not known whether one before \
             it fits, the highest counts:",
            &[],
        );
        let mut rows = Vec::new();
        for segment in &model.segments {
            let thresholds = words::thresholds(&model.confidence, &segment.thresholds);
            rows.push(vec![named(&segment.name), words::condition(policy, &segment.when), thresholds]);
        }
        section.table(&["Segment", "When", "Confidence"], rows);
    }
    if model.matrix.contains(&Action::ShowOptions) || model.rules.iter().any(|rule| rule.at_most == Action::ShowOptions)
    {
        let most = match model.options_max {
            1 => say("one is"),
            most => tell("{} are", &[words::count(most)]),
        };
        section.paragraph(
            "Where there are several proposals to pick from, at most {} shown. That none of them is right can always be \
             answered too.",
            &[most],
        );
        if let Some(sets) = &model.sets {
            section.paragraph("{}", &[words::sets(sets)]);
            if !options_in_scope(subject.document, &sets.model) {
                let text = "That does not hold any more: other cases come to picking since the policy was changed.";
                section.paragraph(text, &[]);
            }
            section.table(&["Proposals for", "Which are shown"], cells_of(model, sets));
        }
    }
    section
}

fn cells_of(model: &Model, sets: &OptionSets) -> Vec<Vec<Text>> {
    let mut rows = Vec::new();
    for set in &sets.cells {
        let cell = match set.cell {
            Some((confidence, impact)) => {
                let (confidence, impact) =
                    (words::band(&model.confidence, confidence), words::band(&model.impact, impact));
                tell("{} confidence, {} impact", &[confidence, impact])
            }
            None => say("what would have had more freedom and was lowered"),
        };
        rows.push(vec![cell, words::set(sets.method, set)]);
    }
    rows
}

fn matrix(model: &Model) -> Block {
    let mut columns = vec![say("Confidence")];
    for impact in 0..model.impact.bands.len() {
        columns.push(tell("Impact {}", &[words::band(&model.impact, impact)]));
    }
    let mut rows = Vec::new();
    for confidence in (0..model.confidence.bands.len()).rev() {
        let mut row = vec![words::band(&model.confidence, confidence)];
        for impact in 0..model.impact.bands.len() {
            row.push(words::at_most(model.base(confidence, impact)));
        }
        rows.push(row);
    }
    Block::Table { columns, rows }
}

fn operations(model: &Model) -> Vec<Vec<Text>> {
    let mut rows = Vec::new();
    for (_, operation) in words::operations(model) {
        let band = model.impact.band_of(operation.impact);
        let impact = tell("{} ({})", &[words::number(operation.impact), named(model.impact.name(band))]);
        let own = operation.thresholds.as_ref();
        let own = own.map_or_else(|| say("–"), |bounds| words::thresholds(&model.confidence, bounds));
        rows.push(vec![words::operation(operation), impact, own]);
    }
    rows
}

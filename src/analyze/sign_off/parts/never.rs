//! What is never done, and the proof of it.

use crate::action::Action;
use crate::decide::Situations;
use crate::math::real;
use crate::policy::{Model, Policy};
use crate::value::number_text;

use super::super::Subject;
use super::super::text::{Section, Text, named, quoted, say, tell};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let policy = subject.policy;
    let model = policy.model();
    let mut section = Section::new("never", "What is never done, and the proof of it");
    if !model.require.is_empty() {
        section.paragraph("The policy promises the following. {}", &[proof(policy)]);
        section.list(promises(policy));
    }
    section.paragraph(
        "These hold for every policy of this kind; one that breaks any of them is refused before it can be used:",
        &[],
    );
    section.list(vec![
        say("Every combination of confidence and impact has its decision; there is no gap."),
        say("A model that is more sure, all else the same, never leads to less; a higher impact never leads to more."),
        say("Leaving out the confidence, the operation or a fact without a default never leads to more, nor does giving \
             nonsense instead of anything."),
        say("No rule, no limit set by whoever asks and no absence of people ever leads to more."),
        lowest(model),
        say("The same input always leads to the same decision."),
    ]);
    section
}

fn promises(policy: &Policy) -> Vec<Text> {
    let mut items = Vec::new();
    for require in &policy.model().require {
        let condition = words::condition(policy, &require.when);
        items.push(tell(
            "{}: when {}, or when that cannot be ruled out, at most: {}. Proven.",
            &[quoted(&require.name), condition, words::at_most(require.at_most)],
        ));
    }
    items
}

/// What was searched. A policy with a promise that is broken, or not decided, does not compile.
fn proof(policy: &Policy) -> Text {
    let kinds = match Situations::new(policy) {
        Some(situations) => tell(
            " The sound ones alone are of at most {} kinds that the policy can tell apart.",
            &[say(&grouped(situations.count))],
        ),
        None => Text::default(),
    };
    tell(
        "Each was proven before the policy could be used, over all inputs there can be: complete or not, sound or bad.{}",
        &[kinds],
    )
}

/// "1,234,567".
fn grouped(number: u64) -> String {
    let digits = number_text(real(number));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The rule above all rules, with the names of the bands.
fn lowest(model: &Model) -> Text {
    let template = if model.base(0, 0) < Action::AutoApply {
        "At the lowest confidence ({}), nothing is done without asking, in any segment and for any operation."
    } else {
        "At the lowest confidence ({}), only what has the lowest impact ({}) is done without asking, in every segment and \
         for every operation."
    };
    tell(template, &[named(model.confidence.name(0)), words::band(&model.impact, 0)])
}

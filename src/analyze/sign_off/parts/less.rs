//! When less is done because something is wrong, slow or missing.

use crate::condition::Slot;
use crate::policy::Policy;

use super::super::Subject;
use super::super::text::{Section, Text, named, quoted, tell};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let policy = subject.policy;
    let model = policy.model();
    let mut section = Section::new("less", "When less is done");
    section.paragraph(
        "Each of these applies when its condition holds, and also when it cannot be ruled out because a fact is missing. \
         Where several apply, the one that allows least counts. Whoever asks for a decision can allow less, never more; \
         for instance to switch the AI off.",
        &[],
    );
    if uses(policy, Slot::MARGIN) {
        section.paragraph(
            "The margin to the second is how much surer the model is of its answer than of its next best.",
            &[],
        );
    }
    if uses(policy, Slot::ALTERNATIVES) {
        section.paragraph("The alternatives are the answers that the model gives to choose from.", &[]);
    }
    section.headed_list("Because of the state of things", rules(policy));
    section.headed_list("Because more is at stake", raises(policy));
    let mut entries = Vec::new();
    for entry in &model.unavailable {
        let template =
            "When {}, this is not available: {}. The next decision below it that is available is taken instead.";
        entries.push(tell(template, &[words::condition(policy, &entry.when), words::at_most(entry.action)]));
    }
    section.headed_list("Because nobody is there", entries);
    section
}

fn uses(policy: &Policy, wanted: Slot) -> bool {
    policy.plan.circuit.atoms.iter().any(|atom| atom.slot == wanted)
}

fn rules(policy: &Policy) -> Vec<Text> {
    let mut items = Vec::new();
    for rule in &policy.model().rules {
        let (condition, at_most) = (words::condition(policy, &rule.when), words::at_most(rule.at_most));
        let parts = [condition, at_most, quoted(&rule.because), named(&rule.id)];
        items.push(tell("When {}, at most: {}. Reason: {} (rule {}).", &parts));
    }
    items
}

fn raises(policy: &Policy) -> Vec<Text> {
    let model = policy.model();
    let mut items = Vec::new();
    for (_, operation) in words::operations(model) {
        for raise in &operation.raises {
            let band = model.impact.band_of(raise.to);
            items.push(tell(
                "When {}, the impact of {} counts as at least {} ({}). Reason: {} (raise {}).",
                &[
                    words::condition(policy, &raise.when),
                    words::operation(operation),
                    words::number(raise.to),
                    named(model.impact.name(band)),
                    quoted(&raise.because),
                    named(&raise.id),
                ],
            ));
        }
    }
    items
}

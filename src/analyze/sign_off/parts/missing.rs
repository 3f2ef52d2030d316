//! What happens when information is missing or bad.

use crate::action::Action;

use super::super::Subject;
use super::super::text::{Section, named, say, tell};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let model = subject.policy.model();
    let mut section = Section::new("missing", "When information is missing or bad");
    section.paragraph(
        "A fact that is missing counts as its default where it has one; otherwise everything that it could trigger applies.",
        &[],
    );
    let mut items = Vec::new();
    items.push(if model.without_confidence {
        say("Without a confidence: it counts as 0, the lowest.")
    } else {
        say("Without a confidence: the input counts as bad.")
    });
    if model.any_operation.is_some() {
        items.push(tell("An operation that is not listed: what is said of {} holds.", &[named("*")]));
    } else if model.has_operations() {
        items.push(say("An operation that is not listed: the input counts as bad."));
    }
    if model.has_operations() {
        items.push(say("Without an operation: the input counts as bad."));
    } else {
        items.push(say("Without an impact: the input counts as bad."));
    }
    items.push(tell(
        "Bad input (a number out of its range, a value of the wrong kind or not among those that are listed, contradicting \
         parts): at most {}, and less where something above says so.",
        &[words::at_most(model.invalid)],
    ));
    items.push(tell("A limit set by whoever asks that cannot be read: {}.", &[words::at_most(Action::Block)]));
    section.list(items);
    let mut rows = Vec::new();
    for signal in &model.signals {
        let absent = match words::default(signal) {
            None => say("everything that it could trigger applies"),
            Some(default) => tell("counts as {}", &[default]),
        };
        rows.push(vec![named(&signal.name), words::values(signal), absent]);
    }
    section.table(&["Fact", "What it is", "When it is missing"], rows);
    section
}

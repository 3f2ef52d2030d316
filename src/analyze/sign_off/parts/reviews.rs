//! How long an item waits for a person, and which are audited.

use super::super::Subject;
use super::super::text::{Section, say};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let mut section = Section::new("reviews", "How long a review waits");
    match subject.policy.model().review {
        Some(review) => {
            let after = say(&words::duration(review.expires_after_s));
            section.paragraph(
                "What waits for someone with authority expires after {}. Then: {}.",
                &[after, words::at_most(review.then)],
            );
        }
        None => section
            .paragraph("The policy does not say when something that waits for someone with authority expires.", &[]),
    }
    if let Some(audits) = &subject.policy.model().audit {
        section.heading("What is audited");
        section.paragraph(
            "{} Which ones follows from their id and a fixed key alone: not from what was predicted, nor from how sure the \
             model was. What is picked is decided like everything else, and labelled afterwards by someone who is not \
             shown the prediction. Only these labels tell how often what nobody looks at is wrong.",
            &[words::audits(audits)],
        );
    }
    section
}

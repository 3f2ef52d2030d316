//! How long an item waits for a person.

use super::super::Subject;
use super::super::text::{Section, say};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let mut section = Section::new("reviews", "How long a review waits");
    section.paragraph(match subject.policy.model().review {
        Some(review) => {
            let after = words::duration(review.expires_after_s);
            let text = say(&format!("What waits for someone with authority expires after {after}. Then: "));
            text.text(words::at_most(review.then)).words(".")
        }
        None => say("The policy does not say when something that waits for someone with authority expires."),
    });
    section
}

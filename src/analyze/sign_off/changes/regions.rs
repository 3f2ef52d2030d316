//! Where exactly the two versions decide differently.

use crate::policy::Policy;

use super::super::super::diff::diff;
use super::super::text::{Block, Section, say};
use super::super::words;

/// As many regions as are listed; `diff` has them all.
const MOST_LISTED: usize = 20;

pub(super) fn tell(section: &mut Section, old: &Policy, new: &Policy) {
    let diff = diff(old, new);
    section.heading("Where the two decide differently");
    let count = diff.regions.len();
    if count == 0 && !diff.cut_short {
        section.paragraph("Nowhere: whatever is given, both give the same decision.", &[]);
        return;
    }
    let mut rows = Vec::new();
    for region in diff.regions.iter().take(MOST_LISTED) {
        let place = region.text.get(region.change().len()..).unwrap_or_default();
        // Values that someone wrote stand among these words, so marks in them say nothing.
        rows.push(vec![words::at_most(region.before), words::at_most(region.after), say(&place.replace('`', ""))]);
    }
    if !rows.is_empty() {
        section.blocks.push(Block::Table { columns: vec![say("Before"), say("Now"), say("For answers with")], rows });
    }
    if count > MOST_LISTED {
        let more = count.saturating_sub(MOST_LISTED);
        let parts = [words::count(more)];
        section.paragraph("There are {} more such regions; those that gain most are listed.", &parts);
    }
    let rest = if diff.cut_short {
        "The search ended at its limit: there may be more that is decided differently."
    } else {
        "Everything else is decided as before. This was found by going through all inputs, not by trying some."
    };
    section.paragraph(rest, &[]);
}

//! What is promised of the thresholds.

use crate::policy::Fit;

use super::super::text::say;
use super::super::words;
use super::{Changes, Way};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    match (&old.evidence, &new.evidence) {
        (None, None) => {}
        (None, Some(_)) => {
            changes.add(Way::Less, say("What is done by itself has to be covered by evidence now; before, it did not."))
        }
        (Some(_), None) => changes.add(
            Way::More,
            say("What is done by itself had to be covered by evidence; now it has not, and nothing is promised of it."),
        ),
        (Some(before), Some(now)) => {
            if before.at_most != now.at_most {
                let text = say("Without evidence: ").text(words::at_most(before.at_most)).words(" before, now ");
                changes
                    .add(super::way_of(before.at_most, now.at_most), text.text(words::at_most(now.at_most)).words("."));
            }
            fits(changes, &before.fits, &now.fits);
        }
    }
}

/// Another fit can cover more here and less there.
fn fits(changes: &mut Changes<'_>, before: &[Fit], now: &[Fit]) {
    for fit in before {
        let name = || say("The evidence for model ").quote(&fit.model);
        match now.iter().find(|other| other.model == fit.model) {
            None => changes.add(Way::Less, name().words(" was taken out.")),
            Some(other) if other != fit => changes.add(Way::Other, name().words(" is of another fit now.")),
            Some(_) => {}
        }
    }
    for fit in now.iter().filter(|fit| before.iter().all(|other| other.model != fit.model)) {
        changes.add(Way::More, say("Evidence for model ").quote(&fit.model).words(" is new."));
    }
}

//! What is promised of the thresholds.

use crate::policy::Fit;

use super::super::text::quoted;
use super::super::words;
use super::{Changes, Way, way_of};

pub(super) fn compare(changes: &mut Changes<'_>) {
    let (old, new) = changes.models();
    match (&old.evidence, &new.evidence) {
        (None, None) => {}
        (None, Some(_)) => {
            changes.add(Way::Less, "What is done by itself has to be covered by evidence now; before, it did not.", &[])
        }
        (Some(_), None) => changes.add(
            Way::More,
            "What is done by itself had to be covered by evidence; now it has not, and nothing is promised of it.",
            &[],
        ),
        (Some(before), Some(now)) => {
            if before.at_most != now.at_most {
                let parts = [words::at_most(before.at_most), words::at_most(now.at_most)];
                changes.add(way_of(before.at_most, now.at_most), "Without evidence: {} before, now {}.", &parts);
            }
            fits(changes, &before.fits, &now.fits);
        }
    }
}

/// Another fit can cover more here and less there.
fn fits(changes: &mut Changes<'_>, before: &[Fit], now: &[Fit]) {
    for fit in before {
        let name = [quoted(&fit.model)];
        match now.iter().find(|other| other.model == fit.model) {
            None => changes.add(Way::Less, "The evidence for model {} was taken out.", &name),
            Some(other) if other != fit => {
                changes.add(Way::Other, "The evidence for model {} is of another fit now.", &name);
            }
            Some(_) => {}
        }
    }
    for fit in now.iter().filter(|fit| before.iter().all(|other| other.model != fit.model)) {
        changes.add(Way::More, "Evidence for model {} is new.", &[quoted(&fit.model)]);
    }
}

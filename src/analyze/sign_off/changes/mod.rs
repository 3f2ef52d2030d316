//! What changed since the approved version, from model to model. Each change is judged by itself: it allows more (never
//! less) or allows less (never more), whatever the rest of the policy is; what is neither, or cannot be told without
//! looking at all inputs, is an "other" change.

mod evidence;
mod measures;
mod operations;
mod promises;
mod regions;
mod rules;
mod same;
mod segments;
mod signals;

use crate::policy::{Model, Policy};

use super::Subject;
use super::text::{Section, Text, named, tell};

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    More,
    Less,
    Other,
}

/// The changes found so far.
pub(super) struct Changes<'a> {
    pub(super) old: &'a Policy,
    pub(super) new: &'a Policy,
    more: Vec<Text>,
    less: Vec<Text>,
    other: Vec<Text>,
}

impl<'a> Changes<'a> {
    pub(super) const fn models(&self) -> (&'a Model, &'a Model) {
        (self.old.model(), self.new.model())
    }

    /// Adds a change by a template, as [`tell`] takes it.
    pub(super) fn add(&mut self, way: Way, template: &str, parts: &[Text]) {
        let text = tell(template, parts);
        match way {
            Way::More => self.more.push(text),
            Way::Less => self.less.push(text),
            Way::Other => self.other.push(text),
        }
    }
}

/// A higher number that allows less, such as a threshold.
pub(super) fn way_of_bound(old: f64, new: f64) -> Way {
    if new > old { Way::Less } else { Way::More }
}

/// A higher action allows more.
pub(super) fn way_of<T: Ord>(old: T, new: T) -> Way {
    if new > old { Way::More } else { Way::Less }
}

/// Thresholds one by one: nothing where they are the same.
pub(super) fn way_of_thresholds(old: &[f64], new: &[f64]) -> Option<Way> {
    if old.len() != new.len() {
        return Some(Way::Other);
    }
    let pairs = || old.iter().zip(new);
    match (pairs().any(|(old, new)| new > old), pairs().any(|(old, new)| new < old)) {
        (false, false) => None,
        (true, false) => Some(Way::Less),
        (false, true) => Some(Way::More),
        (true, true) => Some(Way::Other),
    }
}

pub(super) fn section(old: &Subject<'_>, new: &Subject<'_>) -> Section {
    let mut section = Section::new("changes", "What changed since the approved version");
    let since = [named(old.policy.hash())];
    if old.policy.hash() == new.policy.hash() {
        section
            .paragraph("The approved version has the fingerprint {}. Nothing has changed: it is this version.", &since);
        return section;
    }
    let mut changes =
        Changes { old: old.policy, new: new.policy, more: Vec::new(), less: Vec::new(), other: Vec::new() };
    measures::compare(&mut changes);
    operations::compare(&mut changes);
    segments::compare(&mut changes);
    rules::compare(&mut changes);
    signals::compare(&mut changes);
    promises::compare(&mut changes);
    evidence::compare(&mut changes);
    promises::compare_notes(&mut changes, old.document, new.document);
    if changes.more.is_empty() && changes.less.is_empty() && changes.other.is_empty() {
        section.paragraph(
            "The approved version has the fingerprint {}. What has changed does not change what is decided.",
            &since,
        );
        return section;
    }
    section.paragraph(
        "The approved version has the fingerprint {}. Each change is judged by itself. Where it allows more, no answer is decided with less freedom for the AI than \
         before, and some may be with more; where it allows less, the reverse. Other changes can do both or neither. \
         At the end stands what all of them do together.",
        &since,
    );
    section.headed_list("Allows more", changes.more);
    section.headed_list("Allows less", changes.less);
    section.headed_list("Other changes", changes.other);
    regions::tell(&mut section, old.policy, new.policy);
    section
}

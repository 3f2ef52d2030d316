//! Segments that cannot match, impacts that nothing has, confidence that a model never has, parts that ask less than the
//! base, and escalations that nobody can take.

use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic};
use crate::policy::{Family, Model, Policy, Thresholds};
use crate::value::{count_text, fill, number_text};

use super::super::reach::keep_impact;
use super::super::search::{Found, Search, Want};
use super::{never, warning};

pub(super) fn check(policy: &Policy, search: &mut Search<'_>, problems: &mut Vec<Diagnostic>) {
    segments(policy, search, problems);
    impacts(policy, search, problems);
    confidences(policy, problems);
    let model = policy.model();
    for code in 0..=model.operations.len() {
        let Some(operation) = model.operation(code) else { continue };
        let family = Family { segment: None, operation: Some(code), band: 0 };
        let part = Part { name: &operation.name, pointer: fill("/operations/{}", &[&operation.name]), family };
        part.looser(model, operation.thresholds.as_deref().unwrap_or_default(), problems);
    }
    for (index, segment) in model.segments.iter().enumerate() {
        let family = Family { segment: Some(index), operation: None, band: 0 };
        let part = Part { name: &segment.name, pointer: fill("/segments/{}", &[&count_text(index)]), family };
        part.looser(model, &segment.thresholds, problems);
    }
    escalations(policy, search, problems);
}

/// The segment is the first whose condition is true.
fn segments(policy: &Policy, search: &mut Search<'_>, problems: &mut Vec<Diagnostic>) {
    let mut before = Vec::new();
    for (index, (segment, node)) in policy.model().segments.iter().zip(&policy.plan.segments).enumerate() {
        let mut wants = before.clone();
        wants.push(Want::certain(*node));
        if never(search, wants) {
            let why = if never(search, vec![Want::certain(*node)]) {
                "its condition is never true"
            } else {
                "wherever its condition is true, a segment before it applies"
            };
            let message = fill("`{}` can never match: {}", &[&segment.name, why]);
            let help = "correct its condition, or move it up: the first segment whose condition is true applies";
            problems.push(warning(
                Code::SegmentNeverMatches,
                &fill("/segments/{}", &[&count_text(index)]),
                message,
                help,
            ));
        }
        before.push(Want::uncertain(*node));
    }
}

/// What a model says can be anything, but not what its calibration makes of it.
fn confidences(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    let model = policy.model();
    for (code, thresholds) in policy.plan.all_thresholds().iter().enumerate() {
        let Some(calibration) = model.calibration(code).filter(|_| model.is_calibrated()) else { continue };
        // Code 0 is any model without a map of its own, which is told of `*`.
        if code > model.calibration.len() {
            continue;
        }
        for (band, named) in model.confidence.bands.iter().enumerate() {
            if reaches(model, thresholds, band) {
                continue;
            }
            let [least, most] = [0.0, 1.0].map(|score| number_text(calibration.map.apply(score)));
            let message = fill(
                "no confidence of `{}` is in `{}`: its calibration gives at least {} and at most {}",
                &[&calibration.model, &named.name, &least, &most],
            );
            let help = "these cells of the matrix count for nothing with this model; move the threshold, or fit it to a log of the model";
            let pointer = fill("/confidence/{}", &[&named.name]);
            problems.push(warning(Code::ConfidenceNeverReached, &pointer, message, help));
        }
    }
}

/// Whether some confidence is in a band, by the base's thresholds, where some input is left to them, or those of a part.
fn reaches(model: &Model, thresholds: &Thresholds, band: usize) -> bool {
    let mut operations = model.any_operation.iter().chain(&model.operations);
    let is_base_used = !model.has_operations() || operations.any(|operation| operation.thresholds.is_none());
    let parts = thresholds.operations.iter().flatten().chain(&thresholds.segments);
    parts.chain(is_base_used.then_some(&thresholds.base)).any(|cuts| {
        let from = band.checked_sub(1).and_then(|below| cuts.get(below)).copied().unwrap_or(0.0);
        from <= 1.0 && cuts.get(band).is_none_or(|next| from < *next)
    })
}

/// Confidence can be anything, and an input can name more impact than its operation has; so what is never reached is
/// below every operation's.
fn impacts(policy: &Policy, search: &mut Search<'_>, problems: &mut Vec<Diagnostic>) {
    for (band, named) in policy.model().impact.bands.iter().enumerate() {
        if keep_impact(policy.model(), &policy.plan, search, 0, &|_, reached| reached <= band, Vec::new())
            != Found::None
        {
            return;
        }
        let message = fill("nothing reaches `{}` impact: every operation has more", &[&named.name]);
        let help = "these cells of the matrix count for nothing; correct the operations, or take the band out";
        problems.push(warning(Code::ImpactNeverReached, &fill("/impact/{}", &[&named.name]), message, help));
    }
}

/// An operation or a segment, with the family of rows that its threshold of each band admits.
struct Part<'a> {
    name: &'a str,
    pointer: String,
    family: Family,
}

impl Part<'_> {
    /// Tells what asks less than the base, unless evidence bears it out: then it was tested, and the base was too.
    fn looser(&self, model: &Model, thresholds: &[f64], problems: &mut Vec<Diagnostic>) {
        let Self { name, pointer, family } = self;
        for (index, (band, threshold)) in model.confidence.bands.iter().zip(thresholds).enumerate() {
            let family = Family { band: index, ..*family };
            let mut fits = model.evidence.iter().flat_map(|evidence| &evidence.fits);
            if *threshold >= band.bound || fits.any(|fit| fit.covered.contains(&family)) {
                continue;
            }
            let message = fill(
                "`{}` asks less confidence for `{}` ({}) than the base does ({})",
                &[name, &band.name, &number_text(*threshold), &number_text(band.bound)],
            );
            let help = "make sure that this is meant: most parts that have thresholds of their own ask for more";
            let pointer = fill("{}/confidence/{}", &[pointer, &band.name]);
            problems.push(warning(Code::LooserThanBase, &pointer, message, help));
        }
    }
}

/// Where nothing is known every entry applies, so there is always an input in question. What was to be escalated falls to `abstain` where nobody can take it, and to `block` where that is unavailable too.
fn escalations(policy: &Policy, search: &mut Search<'_>, problems: &mut Vec<Diagnostic>) {
    let entries = policy.model().unavailable.iter().zip(&policy.plan.unavailable);
    let mut abstaining = Vec::new();
    for (entry, node) in entries.clone() {
        if entry.action == Action::Abstain {
            abstaining.push(Want::ruled_out(*node));
        }
    }
    for (entry, node) in entries {
        let mut wants = abstaining.clone();
        wants.push(Want::possible(*node));
        if entry.action == Action::Escalate && never(search, wants) {
            let message = "where `escalate` is unavailable, `abstain` is too: it can only end in `block`".to_owned();
            let help = "leave `abstain` available, so that people go on without the AI when nobody can decide";
            problems.push(warning(Code::EscalateEndsInBlock, "/unavailable", message, help));
            return;
        }
    }
}

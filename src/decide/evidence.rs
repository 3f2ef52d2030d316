//! The reserved rule `evidence-stale`: what no evidence covers is not automatic.

use crate::action::Action;
use crate::condition::{Truth, truth_of};
use crate::policy::{Family, Fit, Model, Plan, Policy};

use super::facts::{Facts, Field};
use super::steps::{Inputs, band_of, code_of};

/// Why the rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stale {
    /// There is no fit of the input's model.
    Model = 1,
    /// The fit no longer counts at the input's `now`, or it is not known when that is.
    Expired,
    /// No threshold was found for cases like this one.
    Case,
}

impl Stale {
    /// The most autonomy left.
    pub(crate) fn at_most(self, policy: &Policy) -> Action {
        match (self, &policy.model().evidence) {
            (Self::Model | Self::Expired, Some(evidence)) => evidence.at_most,
            // Never lower: whether cases are covered depends on their impact, and more of it may not give more.
            (_, _) => Action::Suggest,
        }
    }
}

/// Whether the rule applies to a policy that has evidence, and why. A case with findings has no impact, and is of no family.
#[inline(never)]
pub(crate) fn stale(
    policy: &Policy,
    facts: &Facts,
    inputs: &Inputs,
    impact: Option<usize>,
    truths: &[Truth],
) -> Option<Stale> {
    // NaN has the code of a model that is not listed; what is wrong is noted as NaN.
    let Some(fit) = policy.model().fit(code_of(facts.get(Field::MODEL))) else { return Some(Stale::Model) };
    if fit.valid_until.is_some_and(|until| !is_up_to(facts.get(Field::NOW), until)) {
        return Some(Stale::Expired);
    }
    // Where nothing is automatic there is nothing to cover.
    let impact = impact.filter(|impact| policy.model().first_automatic(*impact).is_some())?;
    let (model, plan) = (policy.model(), &policy.plan);
    let is_covered = certain_segment(policy, truths)
        .is_ok_and(|segment| covers(model, plan, fit, inputs.operation, segment, impact));
    (!is_covered).then_some(Stale::Case)
}

/// An absent `now` is up to nothing.
fn is_up_to(now: f64, until: f64) -> bool {
    now <= until
}

/// Whether a fit has thresholds for a case: for its family at every impact from the operation's own to its own. If a lower
/// impact is not covered a higher one is not either, since more impact never gives more autonomy.
pub(crate) fn covers(
    model: &Model,
    plan: &Plan,
    fit: &Fit,
    operation: Option<usize>,
    segment: Option<usize>,
    impact: usize,
) -> bool {
    let own = operation.and_then(|code| plan.operations.get(code));
    let mut lower = own.map_or(0, |own| band_of(&plan.impact, own.impact));
    while lower <= impact {
        if !family_at(model, segment, operation, lower).is_some_and(|family| fit.covered.contains(&family)) {
            return false;
        }
        lower = lower.saturating_add(1);
    }
    true
}

/// The family of cases of an impact that become automatic at some confidence. Where they do in the lowest band, whatever
/// their confidence, no threshold admits them: none has that band.
pub(crate) fn family_at(
    model: &Model,
    segment: Option<usize>,
    operation: Option<usize>,
    impact: usize,
) -> Option<Family> {
    let band = model.first_automatic(impact)?;
    let has_own = |code: &usize| model.operation(*code).is_some_and(|operation| operation.thresholds.is_some());
    Some(Family { segment, operation: operation.filter(has_own), band })
}

/// The first segment that is true; an error where one before it is unknown.
pub(crate) fn certain_segment(policy: &Policy, truths: &[Truth]) -> Result<Option<usize>, ()> {
    for (index, node) in policy.plan.segments.iter().enumerate() {
        match truth_of(truths, *node) {
            Truth::True => return Ok(Some(index)),
            Truth::Unknown => return Err(()),
            Truth::False => {}
        }
    }
    Ok(None)
}

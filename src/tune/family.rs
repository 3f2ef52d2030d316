//! What a policy makes automatic, as a question of confidence alone: from which of its thresholds on.

use crate::action::Action;
use crate::decide::{
    Facts, Workspace, band_of, ceiling, certain_segment, check, family_at, keeps_automatic, raised_impact,
};
use crate::policy::{Family, Policy};

/// When a row becomes automatic, all but its confidence given: its action would be `auto_apply`. More confidence never
/// gives less autonomy, so there is one bound. Rules that read signals of a monitor, and the one about stale evidence, do not
/// count here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Never, whatever its confidence: something is wrong with it, the matrix has no such cell for its impact, or a rule, a
    /// ceiling or an unavailable action stands against it.
    Never,
    /// Whatever its confidence: the matrix auto-applies in the lowest band.
    Always,
    /// From a threshold on.
    From(Family),
    /// From the highest of several thresholds on, since it is not known which segment it belongs to.
    SegmentUnknown,
}

/// Finds the admission of rows under one policy.
#[derive(Debug)]
pub struct Admissions<'a> {
    policy: &'a Policy,
    work: Workspace,
}

impl<'a> Admissions<'a> {
    /// For rows under this policy.
    #[must_use]
    pub fn new(policy: &'a Policy) -> Self {
        Self { policy, work: Workspace::new(policy) }
    }

    /// When a row becomes automatic.
    #[must_use]
    pub fn of(&mut self, facts: &Facts) -> Admission {
        let (policy, plan) = (self.policy, &self.policy.plan);
        let inputs = check(policy, facts, &mut self.work.values);
        plan.circuit.evaluate(&self.work.values, &mut self.work.truths);
        let truths = self.work.truths.as_slice();
        if !inputs.findings.is_empty() || ceiling(facts) < Action::AutoApply || !keeps_automatic(policy, truths) {
            return Admission::Never;
        }
        let impact = band_of(&plan.impact, raised_impact(policy, &inputs, truths));
        let segment = certain_segment(policy, truths);
        match family_at(policy.model(), segment.unwrap_or_default(), inputs.operation, impact) {
            None => Admission::Never,
            Some(Family { band: 0, .. }) => Admission::Always,
            Some(family) if segment.is_ok() => Admission::From(family),
            Some(_) => Admission::SegmentUnknown,
        }
    }
}

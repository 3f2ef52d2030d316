//! What a policy makes automatic, as a question of confidence alone: from which of its thresholds on.

use crate::action::Action;
use crate::condition::{Truth, truth_of};
use crate::decide::{Facts, Workspace, band_of, ceiling, check, keeps_automatic, raised_impact};
use crate::policy::Policy;

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

/// The rows that one threshold, or the higher of two, admits. Families partition what is automatic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Family {
    /// The segment, by its place in the policy; none for rows that belong to none.
    pub segment: Option<usize>,
    /// The operation, by its code, where it names thresholds of its own; none for all others.
    pub operation: Option<usize>,
    /// The lowest band of confidence that is automatic.
    pub band: usize,
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
        let Some(band) = first_automatic(policy, impact) else { return Admission::Never };
        if band == 0 {
            return Admission::Always;
        }
        let Ok(segment) = segment(policy, truths) else { return Admission::SegmentUnknown };
        let own = |code: usize| policy.model().operation(code).and_then(|operation| operation.thresholds.as_ref());
        let has_own = |code: &usize| own(*code).is_some();
        Admission::From(Family { segment, operation: inputs.operation.filter(has_own), band })
    }
}

/// The lowest band of confidence that the matrix makes automatic at an impact, if any is.
fn first_automatic(policy: &Policy, impact: usize) -> Option<usize> {
    let model = policy.model();
    (0..model.confidence.bands.len()).find(|band| model.base(*band, impact) == Action::AutoApply)
}

/// The first segment that is true; an error where one before it is unknown.
fn segment(policy: &Policy, truths: &[Truth]) -> Result<Option<usize>, ()> {
    let first = policy.plan.segments.iter().position(|node| truth_of(truths, *node).is_possible());
    let Some(first) = first else { return Ok(None) };
    let truth = policy.plan.segments.get(first).map(|node| truth_of(truths, *node));
    if truth == Some(Truth::True) { Ok(Some(first)) } else { Err(()) }
}

//! What must hold for a part of a policy to be exercised, for one operation. Two facts keep it small: the highest
//! confidence and the least impact give the highest base action, and a ceiling can hold an action anywhere below.

use std::ops::RangeInclusive;

use crate::action::Action;
use crate::decide;
use crate::policy::{Model, Operation, Policy};

use super::super::truths::Truths;
use super::exercised::Thing;
use super::search::Demand;

/// One way to exercise a part.
#[derive(Debug)]
pub(super) struct Goal<'a> {
    /// The operation's code; nothing where none is declared, or none is given.
    pub(super) operation: Option<usize>,
    /// What conditions must be.
    pub(super) demands: Vec<Demand<'a>>,
    /// The impact to give.
    pub(super) impact: Option<f64>,
    /// The confidence band to land in; the highest where it does not matter.
    pub(super) band: Option<usize>,
    /// A ceiling that may be needed.
    pub(super) at_most: Option<Action>,
}

/// The operations to try: every one that is declared, and with findings that none is given.
pub(super) fn operations(model: &Model, bad: bool) -> Vec<Option<usize>> {
    let mut operations = Vec::new();
    for code in 1..=model.operations.len() {
        operations.push(Some(code));
    }
    if model.any_operation.is_some() {
        operations.push(Some(0));
    }
    if bad || !model.has_operations() {
        operations.push(None);
    }
    operations
}

/// What exercises the part with this operation, from an input without findings or, with `bad`, from one that has some;
/// nothing where it cannot be whatever the rest is.
pub(super) fn goal(policy: &Policy, thing: Thing, operation: Option<usize>, bad: bool) -> Option<Goal<'_>> {
    let model = policy.model();
    let bands = bands(policy, operation);
    let own = operation.and_then(|code| model.operation(code));
    // Without operations an impact must be given.
    let least = (!model.has_operations()).then_some(0.0);
    let mut goal = Goal { operation, demands: Vec::new(), impact: least, band: None, at_most: None };
    match thing {
        Thing::Cell { confidence, impact } => {
            if bad || !bands.contains(&confidence) {
                return None;
            }
            goal.stay_within(model, own, impact)?;
            goal.band = Some(confidence);
            goal.impact = model.impact.bands.get(impact).map(|band| band.bound);
        }
        Thing::Raise { operation: code, raise } => {
            let raise = own.filter(|_| operation == Some(code))?.raises.get(raise)?;
            if raise.to <= own?.impact {
                return None;
            }
            goal.demands.push(Demand { when: &raise.when, truths: Truths::POSSIBLE });
        }
        Thing::Segment(index) => {
            goal.demands.push(Demand { when: &model.segments.get(index)?.when, truths: Truths::TRUE });
            for earlier in model.segments.iter().take(index) {
                goal.demands.push(Demand { when: &earlier.when, truths: Truths::NOT_TRUE });
            }
        }
        Thing::Rule(index) => {
            let rule = model.rules.get(index)?;
            goal.demands.push(Demand { when: &rule.when, truths: Truths::POSSIBLE });
            goal.reach_base(model, own, bad, *bands.end(), |base| base > rule.at_most)?;
        }
        Thing::Unavailable(index) => {
            let entry = model.unavailable.get(index)?;
            goal.demands.push(Demand { when: &entry.when, truths: Truths::POSSIBLE });
            goal.reach_base(model, own, bad, *bands.end(), |base| base >= entry.action)?;
            for rule in model.rules.iter().filter(|rule| rule.at_most < entry.action) {
                goal.demands.push(Demand { when: &rule.when, truths: Truths::FALSE });
            }
            goal.at_most = Some(entry.action);
        }
    }
    Some(goal)
}

/// The bands of confidence that the models can reach with an operation, whatever segments apply: the lowest and the highest
/// of them, and perhaps some between.
fn bands(policy: &Policy, operation: Option<usize>) -> RangeInclusive<usize> {
    let model = policy.model();
    let (mut lowest, mut highest) = (usize::MAX, 0);
    for (code, thresholds) in policy.plan.all_thresholds().iter().enumerate() {
        if model.is_calibrated() && model.calibration(code).is_none() {
            continue;
        }
        let own = thresholds.own(operation).unwrap_or(&thresholds.base);
        for bounds in thresholds.segments.iter().map(Vec::as_slice).chain([own]) {
            lowest = lowest.min(decide::band_of(bounds, 0.0));
            highest = highest.max(decide::band_of(bounds, 1.0));
        }
    }
    if model.without_confidence { 0..=highest } else { lowest..=highest }
}

impl<'a> Goal<'a> {
    /// Keeps the base action high enough: `invalid` with findings, else that of the highest confidence, whose impact may
    /// then not be raised too far.
    fn reach_base(
        &mut self,
        model: &'a Model,
        operation: Option<&'a Operation>,
        bad: bool,
        highest: usize,
        enough: impl Fn(Action) -> bool,
    ) -> Option<()> {
        if bad {
            return enough(model.invalid).then_some(());
        }
        let band = (0..model.impact.bands.len()).rev().find(|band| enough(model.base(highest, *band)))?;
        self.stay_within(model, operation, band)
    }

    /// Keeps the impact at or below a band.
    fn stay_within(&mut self, model: &'a Model, operation: Option<&'a Operation>, band: usize) -> Option<()> {
        let Some(operation) = operation else { return Some(()) };
        if model.impact.band_of(operation.impact) > band {
            return None;
        }
        for raise in &operation.raises {
            if model.impact.band_of(raise.to) > band {
                self.demands.push(Demand { when: &raise.when, truths: Truths::FALSE });
            }
        }
        Some(())
    }
}

//! Which of the thresholds that hold is taken, so that those of one set keep their order.

use crate::math::Ranked;
use crate::policy::Family;
use crate::value::sort_by;

use super::bounds::{Bounds, Set};
use super::cost::{Costs, at_chow, cheapest};
use super::fit::{FamilyFit, Why};
use super::fixed_sequence::{Answer, Path, Step};

/// How a threshold is chosen. All that a path accepts hold at once, so any choice is free.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// The lowest: the most is automatic.
    Lowest,
    /// The lowest that is not below Chow's threshold for these costs; none where that is above them all.
    Chow(Costs),
    /// The one that costs least in the sample.
    Cheapest(Costs),
    /// The lowest that is not below this one; none where it is above them all.
    AtLeast(f64),
}

/// A family whose rows one set admits, tested.
pub(super) struct Tested<'a> {
    pub(super) set: Set,
    pub(super) family: Family,
    pub(super) ranked: &'a Ranked,
    pub(super) path: Path,
}

/// Chooses for each family, in the order of sets and bands, and puts what is chosen among the bounds.
pub(super) fn choose(tested: &[Tested<'_>], choice: Choice, bounds: &mut Bounds) -> Vec<FamilyFit> {
    let mut order = Vec::new();
    order.extend(tested);
    sort_by(&mut order, &|a, b| (a.set, a.family.band).cmp(&(b.set, b.family.band)));
    let mut fits = Vec::new();
    for set in order.chunk_by(|a, b| a.set == b.set) {
        let mut open = Vec::new();
        for tested in set {
            open.push(candidates(tested, choice));
        }
        let limits = limits(set, &open, bounds);
        for ((tested, open), limit) in set.iter().zip(open).zip(limits) {
            fits.push(choose_one(tested, &open, limit, choice, bounds));
        }
    }
    fits
}

/// The accepted steps that the choice allows.
fn candidates(tested: &Tested<'_>, choice: Choice) -> Vec<Step> {
    let least = match choice {
        Choice::Lowest | Choice::Cheapest(_) => f64::NEG_INFINITY,
        Choice::Chow(costs) => costs.chow(),
        Choice::AtLeast(floor) => floor,
    };
    wanted(&tested.path.accepted(), |threshold| threshold >= least)
}

/// The steps whose threshold is wanted.
fn wanted(steps: &[Step], is_wanted: impl Fn(f64) -> bool) -> Vec<Step> {
    let mut kept = Vec::new();
    for step in steps {
        if is_wanted(step.threshold) {
            kept.push(*step);
        }
    }
    kept
}

/// What each family of a set must stay below: the highest threshold open to the family of the next band, or the bound of
/// that band where no threshold is.
fn limits(set: &[&Tested<'_>], open: &[Vec<Step>], bounds: &Bounds) -> Vec<f64> {
    let mut limits = Vec::new();
    let mut above: Option<(usize, f64)> = None;
    for (tested, open) in set.iter().zip(open).rev() {
        let next = tested.family.band.saturating_add(1);
        let limit = match above {
            Some((band, highest)) if band == next => highest,
            Some(_) | None => bounds.get(tested.set, next).unwrap_or(f64::INFINITY),
        };
        limits.push(limit);
        let highest = open.iter().map(|step| step.threshold).find(|threshold| *threshold < limit);
        above = highest.map(|highest| (tested.family.band, highest));
    }
    limits.reverse();
    limits
}

/// Why nothing is open that holds.
const fn above(choice: Choice) -> Why {
    match choice {
        Choice::AtLeast(floor) => Why::BelowFloor(floor),
        Choice::Lowest | Choice::Chow(_) | Choice::Cheapest(_) => Why::AboveChow,
    }
}

fn choose_one(tested: &Tested<'_>, open: &[Step], limit: f64, choice: Choice, bounds: &mut Bounds) -> FamilyFit {
    let (set, family) = (tested.set, tested.family);
    let below = family.band.checked_sub(1).and_then(|band| bounds.get(set, band)).unwrap_or(0.0);
    let room = wanted(open, |threshold| below < threshold && threshold < limit);
    let chosen = match choice {
        Choice::Lowest | Choice::AtLeast(_) => room.last().map(|step| step.threshold),
        Choice::Chow(costs) => at_chow(&room, costs).map(|step| step.threshold),
        Choice::Cheapest(costs) => cheapest(&room, tested.ranked.count(), costs).map(|cost| cost.threshold),
    };
    if let Some(threshold) = chosen {
        bounds.put(set, family.band, threshold);
    }
    let outcome = match (chosen, tested.path.answer) {
        (Some(threshold), _) => Ok(threshold),
        (None, Answer::None(reason)) => Err(Why::Test(reason)),
        (None, Answer::Threshold(_)) if open.is_empty() => Err(above(choice)),
        (None, Answer::Threshold(_)) => Err(Why::NoRoom),
    };
    FamilyFit { family, path: tested.path.clone(), outcome }
}

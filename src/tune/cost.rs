//! Which threshold is cheapest. Costs choose only among thresholds whose promise holds.

use crate::math::{Ranked, real};

use super::fixed_sequence::Step;

/// Costs that differ by less are equal.
const EQUAL: f64 = 1e-12;

/// What mistakes and reviews cost, in any one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Costs {
    /// Doing one case wrongly by itself.
    pub error: f64,
    /// Having a person look at one case.
    pub review: f64,
}

/// A threshold and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// The threshold; infinite where everything is reviewed.
    pub threshold: f64,
    /// The mean cost of a case in the sample.
    pub mean: f64,
}

impl Costs {
    /// The probability of being right from which a case is cheaper done than reviewed, in [0, 1] (C. K. Chow, 1970): 1 less
    /// review / error. 0 where an error costs nothing, 1 where a cost is not finite. It wants calibrated probabilities.
    ///
    /// ```
    /// use leeway::tune::Costs;
    /// assert_eq!(Costs { error: 20.0, review: 1.0 }.chow(), 0.95);
    /// ```
    #[must_use]
    pub fn chow(self) -> f64 {
        if !self.error.is_finite() || !self.review.is_finite() {
            return 1.0;
        }
        if self.error <= 0.0 { 0.0 } else { (1.0 - self.review / self.error).clamp(0.0, 1.0) }
    }

    /// The mean cost of a sample in which so many cases are done, with so many errors, and the rest reviewed.
    fn mean(self, accepted: u64, errors: u64, count: u64) -> f64 {
        let reviewed = real(count.saturating_sub(accepted));
        (real(errors) * self.error + reviewed * self.review) / real(count.max(1))
    }
}

/// The threshold with the least mean cost in the sample, of the distinct scores and of reviewing everything; of equals the
/// highest. Nothing without cases. It promises nothing: [`cheapest`] chooses where a promise holds.
#[must_use]
pub fn minimum_cost(ranked: &Ranked, costs: Costs) -> Option<Cost> {
    let count = ranked.count();
    let none = Cost { threshold: f64::INFINITY, mean: costs.mean(0, 0, count) };
    let costs = ranked
        .tiers()
        .iter()
        .map(|tier| Cost { threshold: tier.score, mean: costs.mean(tier.count, tier.misses, count) });
    (count > 0).then(|| costs.fold(none, cheaper))
}

/// Of the accepted steps of a path, highest first, the one with the least mean cost among that many labels; of equals the
/// highest. Nothing without steps.
#[must_use]
pub fn cheapest(accepted: &[Step], labels: u64, costs: Costs) -> Option<Cost> {
    let cost = |step: &Step| Cost { threshold: step.threshold, mean: costs.mean(step.accepted, step.errors, labels) };
    accepted.iter().map(cost).reduce(cheaper)
}

/// Of the accepted steps of a path, the lowest that is not below Chow's threshold. Nothing where that is above them all:
/// what is certain enough to be cheap is more than the promise was shown for.
#[must_use]
pub fn at_chow(accepted: &[Step], costs: Costs) -> Option<Step> {
    let chow = costs.chow();
    accepted.iter().rev().find(|step| step.threshold >= chow).copied()
}

fn cheaper(best: Cost, other: Cost) -> Cost {
    if other.mean < best.mean - EQUAL { other } else { best }
}

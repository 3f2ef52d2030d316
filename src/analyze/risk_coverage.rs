//! How often a model is wrong among the cases it is surest of.

use crate::math::{Ranked, Tier, real};

/// One point of the curve: what is accepted from a threshold on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RiskAt {
    /// The threshold, a score that occurs.
    pub threshold: f64,
    /// The share of cases at or above it, in (0, 1].
    pub coverage: f64,
    /// The share of errors among those, in [0, 1].
    pub risk: f64,
}

/// Risk over coverage, with what sums it up.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskCoverage {
    /// A point for each distinct score, highest first.
    pub points: Vec<RiskAt>,
    /// The area under the curve: the mean over i of the risk among the i surest, in [0, 1]; equal scores in random order,
    /// by expectation.
    pub aurc: f64,
    /// What is above the area of a model as often right whose every error is less sure than what it has right
    /// (Y. Geifman, G. Uziel, R. El-Yaniv, 2019), in [0, 1].
    pub excess_aurc: f64,
}

/// The curve of scored cases, of which a miss is an error. Nothing without cases.
#[must_use]
pub fn risk_coverage(ranked: &Ranked) -> Option<RiskCoverage> {
    let count = ranked.count();
    if count == 0 {
        return None;
    }
    let share = |part: u64| real(part) / real(count);
    let point = |tier: &Tier| RiskAt { threshold: tier.score, coverage: share(tier.count), risk: tier.risk() };
    let mut sum = 0.0;
    let mut above = Tier { score: 1.0, count: 0, misses: 0 };
    for tier in ranked.tiers() {
        sum += sum_of_risks(above, *tier);
        above = *tier;
    }
    // The best order: first all that are right.
    let right = Tier { score: 1.0, count: count.saturating_sub(ranked.misses()), misses: 0 };
    let best = sum_of_risks(right, Tier { score: 0.0, count, misses: ranked.misses() });
    Some(RiskCoverage {
        points: ranked.tiers().iter().map(point).collect(),
        aurc: sum / real(count),
        excess_aurc: ((sum - best) / real(count)).max(0.0),
    })
}

/// The risks among the i surest, for each i after one tier up to the next, summed: between them errors come evenly.
fn sum_of_risks(above: Tier, tier: Tier) -> f64 {
    let size = real(tier.count.saturating_sub(above.count));
    let errors = real(tier.misses.saturating_sub(above.misses));
    let mut sum = 0.0;
    let mut place = 0.0;
    for count in above.count..tier.count {
        place += 1.0;
        sum += (real(above.misses) + errors * place / size) / (real(count) + 1.0);
    }
    sum
}

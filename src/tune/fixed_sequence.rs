//! The lowest threshold whose promise holds: Learn-then-Test by fixed-sequence testing with exact binomial p-values
//! (A. N. Angelopoulos, S. Bates, E. J. Candès, M. I. Jordan, L. Lei, 2021; P. Bauer, 1991). Thresholds are tested from the
//! highest down, each at the whole of delta, until the first that fails.

use crate::math::{Ranked, real};

use super::grid::Grid;
use super::promise::Promise;

/// How thresholds are tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// Which are tried.
    pub grid: Grid,
    /// Where the test starts: at the first threshold that would still pass with so many errors. Starting where none is
    /// allowed nearly always ends on a tiny sample; 2 is the best compromise from 300 to 10,000 labels.
    pub start_errors: u64,
    /// From how many places, each at its part of delta. One, unless the most confident cases are feared to be bad; chosen
    /// beforehand. At most [`MOST_STARTS`]; 0 counts as 1.
    pub starts: u64,
}

/// The most places to start from.
pub const MOST_STARTS: u64 = 20;

impl Default for Search {
    fn default() -> Self {
        Self { grid: Grid::default(), start_errors: 2, starts: 1 }
    }
}

/// What was tested, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Every threshold tested, highest first, the failures that ended a sequence included.
    pub tested: Vec<Step>,
    /// Where in `tested` each sequence starts.
    pub starts: Vec<usize>,
    /// How many labels there are.
    pub labels: u64,
    /// The level that each was tested at: delta, or its part where there are several starts.
    pub level: f64,
    /// How many accepted cases the first start waited for.
    pub start_labels: u64,
    /// The lowest threshold accepted, or why there is none.
    pub answer: Answer,
}

/// One tested threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The threshold: cases at or above it are done by themselves.
    pub threshold: f64,
    /// How many labelled cases those are.
    pub accepted: u64,
    /// How many of them are errors.
    pub errors: u64,
    /// The probability of so few errors were the true error alpha, in [0, 1].
    pub p_value: f64,
}

/// The outcome of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The promise holds at this threshold.
    Threshold(f64),
    /// It holds at none.
    None(NoThreshold),
}

/// Why there is no threshold: do not automate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoThreshold {
    /// There are no labels.
    NoLabels,
    /// There are fewer labels than a test starts with.
    TooFewLabels {
        /// How many there are.
        labels: u64,
        /// How many the test starts with.
        needed: u64,
    },
    /// Every case has the same score: no threshold tells them apart.
    OneScore,
    /// No threshold of a given grid accepts as many cases as a test starts with.
    GridTooHigh {
        /// How many the lowest of them accepts.
        accepted: u64,
        /// How many the test starts with.
        needed: u64,
    },
    /// The first threshold tested failed.
    FirstFailed,
}

impl Search {
    /// The fewest labels that a test of a promise starts with.
    #[must_use]
    pub fn labels_needed(&self, promise: Promise) -> u64 {
        let parts = self.parts();
        if parts == 1 { promise.labels_needed(self.start_errors) } else { promise.split(parts).labels_needed(0) }
    }

    fn parts(&self) -> u64 {
        self.starts.clamp(1, MOST_STARTS)
    }
}

impl Path {
    /// The steps that passed: at each of their thresholds the promise holds, all of them at once.
    #[must_use]
    pub fn accepted(&self) -> Vec<Step> {
        let passes = |step: &&Step| step.p_value <= self.level;
        self.tested.iter().filter(passes).copied().collect()
    }

    /// The threshold, where there is one.
    #[must_use]
    pub const fn threshold(&self) -> Option<f64> {
        match self.answer {
            Answer::Threshold(threshold) => Some(threshold),
            Answer::None(_) => None,
        }
    }
}

/// Tests thresholds on labelled scores, each case a score and whether it was right (a hit).
///
/// Several starts as an answer to bad cases at the top: for q = 1..J from the highest threshold that accepts at least q/J of
/// what the lowest does (and as many as a test without errors needs), down to its first failure, all at delta / J; what
/// any of them accepts is accepted.
///
/// ```
/// use leeway::math::Ranked;
/// use leeway::tune::{Promise, Search, fixed_sequence};
/// let cases = (0..1000).map(|at| (f64::from(at) / 1000.0, at >= 400 || at % 4 > 0));
/// let path = fixed_sequence(&Ranked::new(cases), Promise::new(0.02, 0.05).unwrap(), &Search::default());
/// assert_eq!(path.threshold(), Some(0.4));
/// assert_eq!(path.tested.last().map(|step| (step.threshold, step.errors)), Some((0.35, 12)));
/// ```
#[must_use]
pub fn fixed_sequence(ranked: &Ranked, promise: Promise, search: &Search) -> Path {
    let candidates = candidates(ranked, promise, &search.grid);
    let bounds = start_bounds(promise, search, candidates.last().map_or(0, |last| last.accepted));
    let mut path = Path {
        tested: Vec::new(),
        starts: Vec::new(),
        labels: ranked.count(),
        level: promise.split(search.parts()).delta(),
        start_labels: bounds.first().copied().unwrap_or(u64::MAX),
        answer: Answer::None(NoThreshold::FirstFailed),
    };
    let mut next = 0;
    for bound in bounds {
        let start = candidates.partition_point(|step| step.accepted < bound);
        if start < next || start >= candidates.len() {
            // Tested already, or never reached.
            continue;
        }
        path.starts.push(path.tested.len());
        next = start;
        for step in candidates.iter().skip(start) {
            path.tested.push(*step);
            next = next.saturating_add(1);
            if step.p_value > path.level {
                break;
            }
            path.answer = Answer::Threshold(step.threshold);
        }
    }
    if let Some(reason) = no_test(ranked, &search.grid, &candidates, search.labels_needed(promise)) {
        path = Path { tested: Vec::new(), starts: Vec::new(), answer: Answer::None(reason), ..path };
    }
    path
}

fn candidates(ranked: &Ranked, promise: Promise, grid: &Grid) -> Vec<Step> {
    let step = |threshold| {
        let (accepted, errors) = ranked.at_least(threshold);
        Step { threshold, accepted, errors, p_value: promise.p_value(errors, accepted) }
    };
    grid.thresholds(ranked).into_iter().map(step).collect()
}

/// How many accepted cases each start waits for.
fn start_bounds(promise: Promise, search: &Search, most: u64) -> Vec<u64> {
    let (parts, least) = (search.parts(), search.labels_needed(promise));
    let share = |part: u64| if parts == 1 { 0 } else { most.saturating_mul(part).div_ceil(parts) };
    (1..=parts).map(|part| share(part).max(least)).collect()
}

/// Why nothing is tested.
fn no_test(ranked: &Ranked, grid: &Grid, candidates: &[Step], needed: u64) -> Option<NoThreshold> {
    let labels = ranked.count();
    let accepted = candidates.last().map_or(0, |last| last.accepted);
    if labels == 0 {
        Some(NoThreshold::NoLabels)
    } else if labels < needed {
        Some(NoThreshold::TooFewLabels { labels, needed })
    } else if matches!(grid, Grid::Ranks(_)) && ranked.tiers().len() == 1 {
        Some(NoThreshold::OneScore)
    } else if accepted < needed {
        Some(NoThreshold::GridTooHigh { accepted, needed })
    } else {
        None
    }
}

/// The threshold that people choose without a promise: the lowest of the grid whose share of errors in the sample is at
/// most alpha. It breaks its target in about half of all samples; it is here to be shown beside one that holds.
#[must_use]
pub fn naive(ranked: &Ranked, alpha: f64, grid: &Grid) -> Option<f64> {
    let is_good = |threshold: &f64| {
        let (accepted, errors) = ranked.at_least(*threshold);
        accepted > 0 && real(errors) / real(accepted) <= alpha
    };
    grid.thresholds(ranked).into_iter().rev().find(is_good)
}

//! Scores from the highest down.

use super::real;

/// Scored cases, ordered by score: how many stand at or above each distinct score, and how many of those are misses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranked {
    /// INVARIANT(tiers-descend): scores descend strictly; counts ascend strictly, misses do not descend.
    tiers: Vec<Tier>,
    rejected: u64,
}

/// One distinct score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tier {
    /// The score, in [0, 1].
    pub score: f64,
    /// How many cases have this score or a higher one.
    pub count: u64,
    /// How many of those are misses.
    pub misses: u64,
}

impl Tier {
    /// The share of misses at or above this score, in [0, 1].
    #[must_use]
    pub fn risk(&self) -> f64 {
        if self.count == 0 { 0.0 } else { real(self.misses) / real(self.count) }
    }
}

impl Ranked {
    /// Orders cases, each a score and whether it is a hit. A score that is not a number in [0, 1] is left out and counted.
    #[must_use]
    pub fn new(cases: impl IntoIterator<Item = (f64, bool)>) -> Self {
        let mut rejected: u64 = 0;
        let mut sound = Vec::new();
        for (score, hit) in cases {
            if (0.0..=1.0).contains(&score) {
                // A negative zero becomes zero: the two are one score.
                sound.push((score + 0.0, hit));
            } else {
                rejected = rejected.saturating_add(1);
            }
        }
        sound.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut tiers: Vec<Tier> = Vec::new();
        for (count, (score, hit)) in (1_u64..).zip(sound) {
            let miss = u64::from(!hit);
            match tiers.last_mut() {
                Some(last) if last.score <= score => {
                    *last = Tier { score, count, misses: last.misses.saturating_add(miss) };
                }
                last => {
                    let misses = last.map_or(0, |last| last.misses).saturating_add(miss);
                    tiers.push(Tier { score, count, misses });
                }
            }
        }
        Self { tiers, rejected }
    }

    /// A tier for each distinct score, highest first.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// How many cases were left out because their score is not in [0, 1].
    #[must_use]
    pub const fn rejected(&self) -> u64 {
        self.rejected
    }

    /// How many cases there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.tiers.last().map_or(0, |last| last.count)
    }

    /// How many misses there are.
    #[must_use]
    pub fn misses(&self) -> u64 {
        self.tiers.last().map_or(0, |last| last.misses)
    }

    /// The cases whose score is at or above a threshold: how many, and how many misses among them.
    #[must_use]
    pub fn at_least(&self, threshold: f64) -> (u64, u64) {
        let reached = self.tiers.partition_point(|tier| tier.score >= threshold);
        let last = reached.checked_sub(1).and_then(|last| self.tiers.get(last));
        last.map_or((0, 0), |tier| (tier.count, tier.misses))
    }

    /// The score of the case at a rank, 1 being the highest; nothing above the number of cases.
    #[must_use]
    pub fn score_at(&self, rank: u64) -> Option<f64> {
        let above = self.tiers.partition_point(|tier| tier.count < rank);
        self.tiers.get(above).map(|tier| tier.score)
    }
}

#[cfg(test)]
mod tests {
    use super::{Ranked, Tier};

    #[test]
    fn equal_scores_are_one_tier_and_bad_ones_are_counted() {
        let cases = [(0.5, true), (f64::NAN, true), (0.9, false), (0.5, false), (1.1, true), (-0.0, true), (0.0, true)];
        let ranked = Ranked::new(cases);
        let tier = |score, count, misses| Tier { score, count, misses };
        assert_eq!(ranked.tiers(), [tier(0.9, 1, 1), tier(0.5, 3, 2), tier(0.0, 5, 2)]);
        assert_eq!((ranked.rejected(), ranked.count(), ranked.misses()), (2, 5, 2));
        assert_eq!([1.0, 0.9, 0.6, 0.5, 0.0].map(|t| ranked.at_least(t)), [(0, 0), (1, 1), (1, 1), (3, 2), (5, 2)]);
        let ranks = [1, 2, 3, 4, 5, 6].map(|rank| ranked.score_at(rank));
        assert_eq!(ranks, [Some(0.9), Some(0.5), Some(0.5), Some(0.0), Some(0.0), None]);
    }

    #[test]
    fn nothing_is_an_answer() {
        let ranked = Ranked::new([]);
        assert_eq!((ranked.count(), ranked.at_least(0.0), ranked.score_at(1)), (0, (0, 0), None));
    }
}

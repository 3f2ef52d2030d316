//! Which thresholds are tried. They are settled before any label is looked at.

use crate::math::Ranked;
use crate::value::sort_by;

/// The most thresholds that are tried: as many as evidence lists.
pub const MOST_CANDIDATES: usize = 100;

/// The rule that gives the thresholds to try.
#[derive(Clone, Debug, PartialEq)]
pub enum Grid {
    /// The scores at the ranks ceil(N j / m) from the highest, j = 1..m: fine where scores are dense, which a grid of
    /// hundredths is not for an over-confident model. From 1 to [`MOST_CANDIDATES`]; what is outside is taken for the
    /// nearest.
    Ranks(u32),
    /// These, in whatever order; the highest [`MOST_CANDIDATES`] that are numbers.
    Given(Vec<f64>),
}

impl Default for Grid {
    fn default() -> Self {
        Self::Ranks(20)
    }
}

impl Grid {
    /// The thresholds to try of these scores, highest first, each once.
    #[must_use]
    pub fn thresholds(&self, ranked: &Ranked) -> Vec<f64> {
        match self {
            Self::Ranks(parts) => falling(&at_ranks(ranked, u64::from(*parts))),
            Self::Given(given) => {
                let mut given = given.clone();
                sort_by(&mut given, &|a, b| b.total_cmp(a));
                falling(&given)
            }
        }
    }
}

/// Those that are below the one before, of numbers that do not rise: at most [`MOST_CANDIDATES`].
fn falling(thresholds: &[f64]) -> Vec<f64> {
    let mut falling = Vec::new();
    for threshold in thresholds {
        let is_below = falling.last().is_none_or(|last| threshold < last);
        if is_below && !threshold.is_nan() && falling.len() < MOST_CANDIDATES {
            falling.push(*threshold);
        }
    }
    falling
}

fn at_ranks(ranked: &Ranked, parts: u64) -> Vec<f64> {
    let parts = parts.clamp(1, 100);
    let count = ranked.count();
    let mut scores = Vec::new();
    for part in 1..=parts {
        scores.extend(ranked.score_at(count.saturating_mul(part).div_ceil(parts)));
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use crate::math::Ranked;

    fn of(scores: &[f64]) -> Ranked {
        Ranked::new(scores.iter().map(|score| (*score, true)))
    }

    #[test]
    fn ranks_are_rounded_up_and_ties_are_one_threshold() {
        let scores: Vec<f64> = (1..=7).map(|at| f64::from(at) / 10.0).collect();
        // ceil(7 j / 3) = 3, 5, 7 from the highest.
        assert_eq!(Grid::Ranks(3).thresholds(&of(&scores)), [0.5, 0.3, 0.1]);
        assert_eq!(Grid::Ranks(3).thresholds(&of(&[0.4; 9])), [0.4]);
        assert_eq!(Grid::Ranks(0).thresholds(&of(&scores)), [0.1]);
        assert!(Grid::default().thresholds(&of(&[])).is_empty());
    }

    #[test]
    fn given_thresholds_are_ordered() {
        let given = Grid::Given(vec![0.5, f64::NAN, 0.9, 0.5, 0.7]);
        assert_eq!(given.thresholds(&of(&[])), [0.9, 0.7, 0.5]);
    }
}

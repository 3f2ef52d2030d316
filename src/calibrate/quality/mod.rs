//! How good scores are.

mod bins;
mod null_band;
mod scores;

pub use bins::{Bin, Reliability, equal_mass, equal_width};
pub use null_band::{NullBand, null_band};
pub use scores::{Corp, Losses, Murphy, ProperScores, losses, proper_scores};

use crate::math::{Interval, Z95, real, wilson};

use super::sample::Sample;

/// The bins of a calibration error, unless someone asks for others (C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, 2017).
pub const BINS: u16 = 15;

/// How good the scores of a sample are.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// How many predictions there are: one at least.
    pub count: u64,
    /// How many were left out, because the score was not a number in [0, 1].
    pub rejected: u64,
    /// How many are right.
    pub right: u64,
    /// The share that is right: Wilson's interval at 95%.
    pub accuracy: Interval,
    /// The mean score, in [0, 1].
    pub mean_score: f64,
    /// The headline: Brier score with its parts, log loss.
    pub scores: ProperScores,
    /// In 15 bins of equal width.
    pub equal_width: Reliability,
    /// What the expected error of `equal_width` is for a perfect model with these scores: never read one without the other.
    pub null_band: NullBand,
    /// In 15 bins of equal mass.
    pub equal_mass: Reliability,
}

/// All of it; `None` without predictions. The seed is the null band's.
#[must_use]
pub fn quality(sample: &Sample, seed: u64) -> Option<Quality> {
    let mut sum = 0.0;
    for group in sample.groups() {
        sum += real(group.count) * group.score;
    }
    Some(Quality {
        count: sample.count(),
        rejected: sample.rejected(),
        right: sample.right(),
        accuracy: wilson(sample.right(), sample.count(), Z95),
        mean_score: sum / real(sample.count()),
        scores: proper_scores(sample)?,
        equal_width: equal_width(sample, BINS)?,
        null_band: null_band(sample, BINS, seed)?,
        equal_mass: equal_mass(sample, BINS)?,
    })
}

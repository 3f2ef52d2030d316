//! Proper scores: no forecast does better, on average, than the true probability.

use crate::math::{Interval, Z95, real};

use super::super::isotonic::isotonic_blocks;
use super::super::sample::Sample;

/// Log loss takes no score for nearer than this to 0 or 1: one prediction that was certain and wrong would be all there
/// is to see.
const CLIP: f64 = 1e-15;

/// The proper scores of a sample; of all of them less is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProperScores {
    /// The mean squared distance between score and truth (G. W. Brier, 1950), in [0, 1].
    pub brier: f64,
    /// Between which it lies for the population, at 95%: by the normal distribution, for predictions that are independent.
    /// All of [0, 1] for one prediction; too narrow for fewer than about 30.
    pub brier_interval: Interval,
    /// The mean negative logarithm of the probability given to what happened, in nats.
    pub log_loss: f64,
    /// What the Brier score consists of, without bins.
    pub corp: Corp,
    /// What the Brier score consists of, by distinct scores.
    pub murphy: Murphy,
}

/// The Brier score as `miscalibration - discrimination + uncertainty`, with isotonic regression as the calibrated score
/// (T. Dimitriadis, T. Gneiting and A. I. Jordan, 2021). None is below 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corp {
    /// What calibration would gain.
    pub miscalibration: f64,
    /// What the order of the scores is worth: how much better the calibrated score is than a constant.
    pub discrimination: f64,
    /// The score of the constant, which depends on the share of right predictions only.
    pub uncertainty: f64,
}

/// The Brier score as `reliability - resolution + uncertainty`, each distinct score by itself (A. H. Murphy, 1973). With
/// hardly any ties, as with raw scores, reliability is about the Brier score itself and tells little.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Murphy {
    /// The mean squared distance between a score and the share of right predictions at that score.
    pub reliability: f64,
    /// The mean squared distance between that share and the share in all.
    pub resolution: f64,
    /// The variance of the truth.
    pub uncertainty: f64,
}

/// The proper scores of these predictions; `None` without any.
#[must_use]
pub fn proper_scores(sample: &Sample) -> Option<ProperScores> {
    let Losses { brier, log_loss } = losses(sample)?;
    let count = real(sample.count());
    let rate = real(sample.right()) / count;
    let (mut reliability, mut resolution, mut squares) = (0.0, 0.0, 0.0);
    for group in sample.groups() {
        squares += real(group.right) * squared(squared(1.0 - group.score) - brier);
        squares += real(group.wrong()) * squared(squared(group.score) - brier);
        reliability += real(group.count) * squared(group.score - group.share());
        resolution += real(group.count) * squared(group.share() - rate);
    }
    let uncertainty = rate * (1.0 - rate);
    let murphy = Murphy { reliability: reliability / count, resolution: resolution / count, uncertainty };
    Some(ProperScores {
        brier,
        brier_interval: around(brier, squares, count),
        log_loss,
        corp: corp(sample, brier, uncertainty),
        murphy,
    })
}

/// The interval of a mean in [0, 1] of so many values with this sum of squared distances from it.
fn around(mean: f64, squares: f64, count: f64) -> Interval {
    if count < 2.0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let half = Z95 * (squares / (count - 1.0) / count).sqrt();
    Interval { low: (mean - half).max(0.0), high: (mean + half).min(1.0) }
}

/// The two proper scores alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses {
    /// As in [`ProperScores`].
    pub brier: f64,
    /// As in [`ProperScores`].
    pub log_loss: f64,
}

/// Brier score and log loss; `None` without predictions.
#[must_use]
pub fn losses(sample: &Sample) -> Option<Losses> {
    let (mut brier, mut log_loss) = (0.0, 0.0);
    for group in sample.groups() {
        let (right, wrong) = (real(group.right), real(group.wrong()));
        brier += right * squared(1.0 - group.score) + wrong * squared(group.score);
        let score = group.score.clamp(CLIP, 1.0 - CLIP);
        log_loss -= right * libm::log(score) + wrong * libm::log(1.0 - score);
    }
    let count = real(sample.count());
    (sample.count() > 0).then(|| Losses { brier: brier / count, log_loss: log_loss / count })
}

fn corp(sample: &Sample, brier: f64, uncertainty: f64) -> Corp {
    let mut calibrated = 0.0;
    for block in isotonic_blocks(sample) {
        calibrated += real(block.count) * block.share() * (1.0 - block.share());
    }
    let calibrated = calibrated / real(sample.count());
    // Neither is below 0 but for rounding.
    Corp {
        miscalibration: (brier - calibrated).max(0.0),
        discrimination: (uncertainty - calibrated).max(0.0),
        uncertainty,
    }
}

fn squared(value: f64) -> f64 {
    value * value
}

//! What a perfect model shows.

use crate::math::{Random, normal_quantile, real};

use super::super::sample::{Group, Sample};
use super::bins::parts;

/// How often the truth is drawn anew.
const DRAWS: u16 = 1000;

/// The place of the 95% point among the draws, from 1.
const UPPER: usize = 950;

/// A bin with this variance of its number of right predictions is drawn from the normal distribution, and so is one with
/// more predictions than are drawn one by one.
const LARGE_VARIANCE: f64 = 100.0;
const MANY: u64 = 5000;

/// The expected calibration error of a model that is perfectly calibrated, by chance alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NullBand {
    /// Its mean.
    pub mean: f64,
    /// What it exceeds in 5 of 100 samples: an observed error up to here is no sign of miscalibration.
    pub upper: f64,
}

/// The expected calibration error in bins of equal width ([`super::equal_width`]) if each of these scores were exactly the
/// probability of being right: over 1,000 draws of new truths for the same scores. Bins with many predictions are drawn
/// from the normal distribution with the same variance. A seed always gives the same band; `None` without predictions.
#[must_use]
pub fn null_band(sample: &Sample, bins: u16, seed: u64) -> Option<NullBand> {
    let parts: Vec<Part> = parts(sample, bins).map(Part::new).collect();
    let mut random = Random::new(seed);
    let count = real(sample.count());
    let (mut sum, mut errors) = (0.0, Vec::with_capacity(usize::from(DRAWS)));
    for _ in 0..DRAWS {
        let mut error = 0.0;
        for part in &parts {
            error += part.draw(&mut random).abs();
        }
        sum += error / count;
        // Doubles from 0 up are in the order of their bits.
        errors.push((error / count).to_bits());
    }
    errors.sort_unstable();
    let upper = f64::from_bits(errors.get(UPPER.saturating_sub(1)).copied()?);
    (sample.count() > 0).then(|| NullBand { mean: sum / f64::from(DRAWS), upper })
}

/// The predictions of one bin.
enum Part<'a> {
    /// Few: each is drawn. With them, how many right ones are expected.
    Few(&'a [Group], f64),
    /// Many: the standard deviation of the number of right ones.
    Many(f64),
}

impl Part<'_> {
    fn new(groups: &[Group]) -> Part<'_> {
        let (mut count, mut expected, mut variance) = (0_u64, 0.0, 0.0);
        for group in groups {
            count = count.saturating_add(group.count);
            expected += real(group.count) * group.score;
            variance += real(group.count) * group.score * (1.0 - group.score);
        }
        let many = variance >= LARGE_VARIANCE || count > MANY;
        if many { Part::Many(variance.sqrt()) } else { Part::Few(groups, expected) }
    }

    /// How many more are right than expected.
    fn draw(&self, random: &mut Random) -> f64 {
        match self {
            Part::Few(groups, expected) => {
                let mut right: u32 = 0;
                for group in *groups {
                    for _ in 0..group.count {
                        right = right.saturating_add(u32::from(random.uniform() < group.score));
                    }
                }
                f64::from(right) - expected
            }
            Part::Many(deviation) => deviation * normal_quantile(random.uniform()).unwrap_or(0.0),
        }
    }
}

//! Reliability: scores in bins, and how far from its scores each bin is.

use crate::math::{Interval, Z95, real, wilson};

use super::super::sample::{Group, Sample};

/// Predictions with neighbouring scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Its place among all bins, those without predictions included; from 0.
    pub index: u16,
    /// How many predictions there are: one at least.
    pub count: u64,
    /// How many of them are right.
    pub right: u64,
    /// The mean of their scores, in [0, 1].
    pub mean_score: f64,
    /// The share that is right, in [0, 1].
    pub accuracy: f64,
    /// Wilson's interval for it, at 95%.
    pub interval: Interval,
}

/// The bins that hold predictions, by score, and what they amount to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// Ascending by index.
    pub bins: Vec<Bin>,
    /// The expected calibration error: the mean distance between a prediction's bin's score and accuracy, in [0, 1].
    pub expected_error: f64,
    /// The largest such distance.
    pub maximum_error: f64,
}

impl Bin {
    /// The distance between scores and accuracy.
    #[must_use]
    pub fn gap(&self) -> f64 {
        (self.accuracy - self.mean_score).abs()
    }
}

/// Bins of equal width, `(i / bins, (i + 1) / bins]`, a score of 0 in the first: the score's bin is `ceil(score * bins) - 1`
/// in doubles, and scores are never rounded. With 15 bins the errors are the ECE and the MCE of C. Guo, G. Pleiss, Y. Sun
/// and K. Q. Weinberger (2017). `None` without predictions. No bins count as one.
///
/// An error of this kind is biased upwards: see [`super::null_band`] for what a perfect model shows.
#[must_use]
pub fn equal_width(sample: &Sample, bins: u16) -> Option<Reliability> {
    reliability(sample, |group, _| width_index(group, bins))
}

/// The groups of each bin of equal width that holds any.
pub(super) fn parts(sample: &Sample, bins: u16) -> impl Iterator<Item = &[Group]> {
    sample.groups().chunk_by(move |one, next| width_index(one, bins) == width_index(next, bins))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of bins")]
fn width_index(group: &Group, bins: u16) -> u16 {
    ((group.score * f64::from(bins.max(1))).ceil() - 1.0).max(0.0) as u16
}

/// Bins of equal mass: the bin is `floor(bins * b / n)`, where `b` of `n` scores are below this one, so that equal scores
/// are never apart. The expected error is the adaptive one of J. Nixon, M. W. Dusenberry, L. Zhang, G. Jerfel and D. Tran
/// (2019). `None` without predictions. No bins count as one.
#[must_use]
pub fn equal_mass(sample: &Sample, bins: u16) -> Option<Reliability> {
    reliability(sample, |_, below| {
        let place = below.saturating_mul(u64::from(bins)).checked_div(sample.count()).unwrap_or(0);
        u16::try_from(place).unwrap_or(u16::MAX)
    })
}

/// `place` is asked group by group, with the number of predictions below, and never answers less than before.
fn reliability(sample: &Sample, place: impl Fn(&Group, u64) -> u16) -> Option<Reliability> {
    let mut bins: Vec<Bin> = Vec::new();
    let (mut open, mut below) = (Open::default(), 0_u64);
    for group in sample.groups() {
        let index = place(group, below);
        if index != open.index {
            bins.extend(open.closed());
            open = Open { index, ..Open::default() };
        }
        open.add(group);
        below = below.saturating_add(group.count);
    }
    bins.extend(open.closed());
    summed(bins, sample.count())
}

fn summed(bins: Vec<Bin>, count: u64) -> Option<Reliability> {
    let (mut sum, mut maximum_error) = (0.0, 0.0_f64);
    for bin in &bins {
        sum += real(bin.count) * bin.gap();
        maximum_error = maximum_error.max(bin.gap());
    }
    (count > 0).then(|| Reliability { bins, expected_error: sum / real(count), maximum_error })
}

/// A bin that may grow.
#[derive(Default)]
struct Open {
    index: u16,
    count: u64,
    right: u64,
    score: f64,
}

impl Open {
    fn add(&mut self, group: &Group) {
        self.count = self.count.saturating_add(group.count);
        self.right = self.right.saturating_add(group.right);
        self.score += real(group.count) * group.score;
    }

    fn closed(&self) -> Option<Bin> {
        let count = real(self.count);
        (self.count > 0).then(|| Bin {
            index: self.index,
            count: self.count,
            right: self.right,
            mean_score: (self.score / count).min(1.0),
            accuracy: real(self.right) / count,
            interval: wilson(self.right, self.count, Z95),
        })
    }
}

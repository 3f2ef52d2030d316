//! Precision, recall and F1 of what is done by itself, class by class.

use crate::math::{Interval, Z95, real, wilson};

/// How a class came out. Automatic and right is what counts: what is right but was not done by itself is missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassCounts {
    /// Done, predicted to be of the class, and of it.
    pub true_positives: u64,
    /// Done, predicted to be of the class, and of another.
    pub false_positives: u64,
    /// Of the class, and not both done and predicted to be.
    pub false_negatives: u64,
}

/// A share with its interval. Where it is not defined the interval is all of [0, 1].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share, in [0, 1]; nothing where its denominator is 0.
    pub value: Option<f64>,
    /// Its interval.
    pub interval: Interval,
}

/// Precision, recall and F1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassQuality {
    /// Of what was done as this class, the share that was of it.
    pub precision: Share,
    /// Of what was of this class, the share that was done as it.
    pub recall: Share,
    /// Their harmonic mean.
    pub f1: Share,
}

/// The means over the classes for which a share is defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Macro {
    /// The mean, in [0, 1]; nothing where no class has one.
    pub value: Option<f64>,
    /// How many classes it is over.
    pub classes: u64,
    /// How many were left out, their share not being defined.
    pub undefined: u64,
}

impl ClassCounts {
    /// Counts a case that is predicted to be of the class: whether it was done by itself, and whether it is of it.
    pub fn add_predicted(&mut self, is_automatic: bool, is_right: bool) {
        self.true_positives = self.true_positives.saturating_add(u64::from(is_automatic && is_right));
        self.false_positives = self.false_positives.saturating_add(u64::from(is_automatic && !is_right));
    }

    /// Counts a case that is of the class: whether it was done by itself, and whether it is predicted to be.
    pub fn add_true(&mut self, is_automatic: bool, is_right: bool) {
        self.false_negatives = self.false_negatives.saturating_add(u64::from(!(is_automatic && is_right)));
    }

    /// The quality of the class, with intervals at 95%: Wilson's, that of F1 by way of F* = TP / (TP + FP + FN), of which it
    /// is the monotone transform 2 F* / (1 + F*) (D. J. Hand, P. Christen, N. Kirielle, 2021).
    #[must_use]
    pub fn quality(self) -> ClassQuality {
        let hits = self.true_positives;
        let share = |misses: u64| share(hits, hits.saturating_add(misses));
        let star = share(self.false_positives.saturating_add(self.false_negatives));
        let f1 = |star: f64| 2.0 * star / (1.0 + star);
        ClassQuality {
            precision: share(self.false_positives),
            recall: share(self.false_negatives),
            f1: Share {
                value: star.value.map(f1),
                interval: Interval { low: f1(star.interval.low), high: f1(star.interval.high) },
            },
        }
    }
}

/// The mean of a share over classes; those for which it is not defined are left out and counted.
#[must_use]
pub fn macro_mean(shares: &[Share]) -> Macro {
    let (mut sum, mut classes, mut undefined) = (0.0, 0_u64, 0_u64);
    for share in shares {
        match share.value {
            Some(value) => {
                sum += value;
                classes = classes.saturating_add(1);
            }
            None => undefined = undefined.saturating_add(1),
        }
    }
    Macro { value: (classes > 0).then(|| sum / real(classes)), classes, undefined }
}

fn share(hits: u64, count: u64) -> Share {
    Share { value: (count > 0).then(|| real(hits) / real(count)), interval: wilson(hits, count, Z95) }
}

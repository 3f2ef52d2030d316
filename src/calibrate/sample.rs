//! Labelled scores, sorted and pooled once; every fit and every measure goes over what is left.

use crate::math::real;

use super::Map;

/// Predictions with the same score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// What the model said, in [0, 1].
    pub score: f64,
    /// How many there are: one at least.
    pub count: u64,
    /// How many of them are right.
    pub right: u64,
}

/// Labelled predictions by score. Nothing that is learnt of it depends on the order in which they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// INVARIANT(groups-ascend): scores ascend strictly, within [0, 1]; no group is empty.
    groups: Vec<Group>,
    count: u64,
    right: u64,
    rejected: u64,
}

/// Why nothing can be learnt from a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no prediction with a label and a score in [0, 1].
    NoLabels,
    /// No prediction is wrong.
    AllRight,
    /// No prediction is right.
    AllWrong,
    /// Every prediction has the same score.
    ConstantScore,
    /// A higher score is not right more often.
    AntiCorrelated,
    /// There are too few predictions, or units of them, to hold some back.
    TooFewToHoldBack,
}

impl Trouble {
    /// What it means, for a person.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Trouble::NoLabels => "there are no labelled predictions with a score between 0 and 1",
            Trouble::AllRight => {
                "every labelled prediction is right: without wrong ones nothing tells which scores to trust less"
            }
            Trouble::AllWrong => {
                "every labelled prediction is wrong: without right ones nothing tells which scores to trust"
            }
            Trouble::ConstantScore => "every prediction has the same score, so that the score tells nothing apart",
            Trouble::AntiCorrelated => {
                "predictions with a higher score are not right more often: this score is no confidence"
            }
            Trouble::TooFewToHoldBack => {
                "too few labelled predictions, or units of them, to fit on some and test on others"
            }
        }
    }
}

impl Sample {
    /// Of each prediction its score and whether it was right; the longer slice is cut. A score that is not a number in
    /// [0, 1] is rejected and counted.
    #[must_use]
    pub fn new(scores: &[f64], correct: &[bool]) -> Sample {
        let mut rejected: u64 = 0;
        let mut keys = Vec::with_capacity(scores.len().min(correct.len()));
        for (&score, &right) in scores.iter().zip(correct) {
            match key(score, right) {
                Some(key) => keys.push(key),
                None => rejected = rejected.saturating_add(1),
            }
        }
        keys.sort_unstable();
        let mut sample = Sample { rejected, ..Sample::default() };
        for key in keys {
            sample.push(Group { score: f64::from_bits(key >> 1), count: 1, right: key & 1 });
        }
        sample
    }

    /// By score, ascending.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How many predictions there are, without those rejected.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// How many of them are right.
    #[must_use]
    pub const fn right(&self) -> u64 {
        self.right
    }

    /// How many were left out, because the score was not a number in [0, 1].
    #[must_use]
    pub const fn rejected(&self) -> u64 {
        self.rejected
    }

    /// The same predictions with calibrated scores.
    #[must_use]
    pub fn calibrated(&self, map: &Map) -> Sample {
        let mut sample = Sample { rejected: self.rejected, ..Sample::default() };
        for group in &self.groups {
            sample.push(Group { score: map.apply(group.score), ..*group });
        }
        sample
    }

    /// The predictions that are not in `part`, which was taken of these.
    pub(super) fn without(&self, part: &Sample) -> Sample {
        let mut sample = Sample::default();
        let mut gone = part.groups.iter().peekable();
        for group in &self.groups {
            let taken = gone.next_if(|taken| taken.score <= group.score);
            let (count, right) = taken.map_or((0, 0), |taken| (taken.count, taken.right));
            let count = group.count.saturating_sub(count);
            if count > 0 {
                sample.push(Group { score: group.score, count, right: group.right.saturating_sub(right) });
            }
        }
        sample
    }

    /// What is in the way of learning from these predictions, before any method is tried.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        if self.count == 0 {
            return Some(Trouble::NoLabels);
        }
        if self.right == self.count {
            return Some(Trouble::AllRight);
        }
        if self.right == 0 {
            return Some(Trouble::AllWrong);
        }
        (self.groups.len() == 1).then_some(Trouble::ConstantScore)
    }

    /// Scores come in ascending order.
    fn push(&mut self, group: Group) {
        self.count = self.count.saturating_add(group.count);
        self.right = self.right.saturating_add(group.right);
        match self.groups.last_mut() {
            Some(last) if last.score >= group.score => {
                last.count = last.count.saturating_add(group.count);
                last.right = last.right.saturating_add(group.right);
            }
            _ => self.groups.push(group),
        }
    }
}

impl Group {
    /// The share that is right.
    pub(super) fn share(&self) -> f64 {
        real(self.right) / real(self.count)
    }

    pub(super) const fn wrong(&self) -> u64 {
        self.count.saturating_sub(self.right)
    }
}

/// A score and whether it was right as one number to sort by: doubles from 0 up are in the order of their bits, and those
/// up to 1 leave the highest bit free.
fn key(score: f64, right: bool) -> Option<u64> {
    // The sign of a negative zero is shifted out.
    (0.0..=1.0).contains(&score).then(|| score.to_bits() << 1 | u64::from(right))
}

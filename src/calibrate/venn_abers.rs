//! Inductive Venn-Abers prediction (V. Vovk, I. Petej and V. Fedorova, 2015): a range of probability for one score, wide
//! where labels are few.
//!
//! Its ends are what isotonic regression says at the score after one more prediction with this score has been added: a
//! wrong one for the lower end, a right one for the upper. All regressions at once take one pass over the diagram of
//! cumulated counts, by the paper's own algorithm.

use crate::math::real;

use super::sample::{Group, Sample};

/// The ranges that a sample gives, by score.
#[derive(Clone, Debug, PartialEq)]
pub struct VennAbers {
    /// The distinct scores, ascending.
    scores: Vec<f64>,
    /// The lower end at each, ascending.
    lower: Vec<f64>,
    /// The upper end at each, ascending.
    upper: Vec<f64>,
}

/// Between which probabilities a prediction is right. The pair is valid on the whole of predictions; it is no interval of
/// confidence for one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// If a prediction with this score were to turn out wrong, in [0, 1].
    pub low: f64,
    /// If it were to turn out right: above `low`.
    pub high: f64,
}

impl Range {
    /// One probability for the two: the one that minimises the regret of log loss, in (0, 1).
    #[must_use]
    pub fn merged(&self) -> f64 {
        self.high / (1.0 - self.low + self.high)
    }
}

impl VennAbers {
    /// Of these labelled predictions; those asked about may not be among them.
    #[must_use]
    pub fn new(sample: &Sample) -> VennAbers {
        let groups = sample.groups();
        let upper = ends(groups.iter());
        // Wrong for right, and from the other side: the same diagram upside down.
        let mut lower = Vec::with_capacity(groups.len());
        let turned: Vec<Group> = groups.iter().rev().map(|group| Group { right: group.wrong(), ..*group }).collect();
        for end in ends(turned.iter()).iter().rev() {
            lower.push(1.0 - end);
        }
        VennAbers { scores: groups.iter().map(|group| group.score).collect(), lower, upper }
    }

    /// The range at a score: all of [0, 1] without labels, or if the score is not a number.
    #[must_use]
    pub fn range(&self, score: f64) -> Range {
        if score.is_nan() {
            return Range { low: 0.0, high: 1.0 };
        }
        // A right prediction between two scores is pooled with the higher one, and a wrong one with the lower.
        let below = self.scores.partition_point(|known| *known < score);
        let reached = self.scores.partition_point(|known| *known <= score);
        Range {
            low: self.lower.get(reached.wrapping_sub(1)).copied().unwrap_or(0.0),
            high: self.upper.get(below).copied().unwrap_or(1.0),
        }
    }
}

/// A corner of the diagram: predictions so far, and how many of them right. Whole numbers, exact as doubles; their
/// products are exact too for up to 90 million predictions.
#[derive(Clone, Copy)]
struct Corner {
    count: f64,
    right: f64,
}

impl Corner {
    fn slope_to(self, next: Corner) -> f64 {
        (next.right - self.right) / (next.count - self.count)
    }

    /// Whether this one is on the line through the two, or above it.
    fn is_not_below(self, one: Corner, other: Corner) -> bool {
        let (count, right) = (other.count - one.count, other.right - one.right);
        (self.right - one.right) * count >= (self.count - one.count) * right
    }

    fn next(self, group: &Group) -> Corner {
        Corner { count: self.count + real(group.count), right: self.right + real(group.right) }
    }

    /// With one right prediction less.
    fn before_the_added(self) -> Corner {
        Corner { count: self.count - 1.0, right: self.right - 1.0 }
    }
}

/// At each group the regression's value after a right prediction has been added to it.
///
/// To add one to a group is to move all before it down and to the left by 1. The value is then the slope of the line that
/// touches from below both what has been moved and what has not; `hull` holds, from its end, the point where it touches
/// the former and the corners of the latter.
fn ends<'a>(groups: impl DoubleEndedIterator<Item = &'a Group> + Clone) -> Vec<f64> {
    let origin = Corner { count: 0.0, right: 0.0 };
    let mut hull = lower_hull(groups.clone(), origin);
    let mut found = Vec::new();
    let mut reached = origin;
    for group in groups {
        let (touching, next) = match hull.as_slice() {
            [.., next, touching] => (*touching, *next),
            _ => return found,
        };
        found.push(touching.slope_to(next));
        reached = reached.next(group);
        let moved = reached.before_the_added();
        if moved.is_not_below(touching, next) {
            continue;
        }
        hull.pop();
        while let [.., after, corner] = hull.as_slice() {
            // A corner that the line from the moved point passes below touches nothing any more.
            if !corner.is_not_below(moved, *after) {
                break;
            }
            hull.pop();
        }
        hull.push(moved);
    }
    found
}

/// The corners of the greatest convex function below the diagram, with the origin moved, last corner first.
fn lower_hull<'a>(groups: impl Iterator<Item = &'a Group>, origin: Corner) -> Vec<Corner> {
    let mut hull = vec![origin.before_the_added(), origin];
    let mut reached = origin;
    for group in groups {
        reached = reached.next(group);
        while let [.., before, corner] = hull.as_slice() {
            if !corner.is_not_below(*before, reached) {
                break;
            }
            hull.pop();
        }
        hull.push(reached);
    }
    hull.reverse();
    hull
}

//! The one form of a calibration map, whatever method made it. It runs in the hot path of the engine, so it is arithmetic
//! and one search.

use crate::math::least_double;

/// The most points that a map may have.
pub const MOST_POINTS: usize = 1000;

/// A corner of a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// What the model says, in [0, 1].
    pub score: f64,
    /// The probability that it is right when it says so, in [0, 1].
    pub probability: f64,
}

/// A non-decreasing function of one score: linear between its points, constant outside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// INVARIANT(map-ascends): one at least; scores ascend strictly and probabilities do not descend, all within [0, 1].
    points: Vec<Point>,
}

/// Why points are no map. A place counts from 0 and is the first that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There are no points.
    Empty,
    /// There are more than [`MOST_POINTS`].
    TooMany,
    /// The score at this place is not a number in [0, 1].
    Score(usize),
    /// The probability at this place is not a number in [0, 1].
    Probability(usize),
    /// The score at this place is not above the one before it.
    NotAscending(usize),
    /// The probability at this place is below the one before it: the higher the score, the more often it is wrong. Such a
    /// score is anti-correlated with being right, and no confidence.
    Descending(usize),
}

impl Map {
    /// The map with these points.
    ///
    /// ```
    /// use leeway::calibrate::{Map, Point};
    /// let map = Map::new(vec![
    ///     Point { score: 0.5, probability: 0.25 },
    ///     Point { score: 1.0, probability: 0.75 },
    /// ]).unwrap();
    /// assert_eq!([map.apply(0.1), map.apply(0.75), map.apply(1.0)], [0.25, 0.5, 0.75]);
    /// ```
    ///
    /// # Errors
    /// The first [`Problem`] of the points.
    pub fn new(points: Vec<Point>) -> Result<Map, Problem> {
        if points.is_empty() {
            return Err(Problem::Empty);
        }
        if points.len() > MOST_POINTS {
            return Err(Problem::TooMany);
        }
        let mut before: Option<&Point> = None;
        for (place, point) in points.iter().enumerate() {
            if let Some(problem) = point.problem_after(before, place) {
                return Err(problem);
            }
            before = Some(point);
        }
        Ok(Map { points })
    }

    /// Its points: one at least, ascending.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The probability that a prediction with this score is right, in [0, 1]. A higher score never gives a lower
    /// probability, in the last digit either. What is not a number is taken for the lowest score.
    ///
    /// This is monotone in floating point. A correctly rounded operation with one operand held fixed is monotone in the
    /// other, so between two points `score - below.score`, divided by a positive width (two different doubles have a
    /// difference that is not 0), multiplied by a rise that is not negative and added to `below.probability` does not
    /// descend, and it begins at exactly `below.probability`, where the piece before it must end: rounding could take the
    /// sum above `above.probability`, and `min` does not let it.
    #[must_use]
    pub fn apply(&self, score: f64) -> f64 {
        let reached = self.points.partition_point(|point| point.score <= score);
        let above = self.points.get(reached);
        match (self.points.get(reached.wrapping_sub(1)), above) {
            (Some(below), Some(above)) => {
                let part = (score - below.score) / (above.score - below.score);
                (below.probability + (above.probability - below.probability) * part).min(above.probability)
            }
            (Some(end), None) | (None, Some(end)) => end.probability,
            (None, None) => 0.0,
        }
    }

    /// The lowest score in [0, 1] whose probability is at least this one, if any is: comparing a score with it is the
    /// same, to the last bit, as comparing its probability. Found by bisecting the doubles themselves, for which
    /// [`Map::apply`] need only be monotone.
    #[must_use]
    pub fn lowest_reaching(&self, probability: f64) -> Option<f64> {
        let reaches = |score: f64| self.apply(score) >= probability;
        reaches(1.0).then(|| least_double(reaches))
    }
}

impl Point {
    /// What is wrong with a point behind another, at that place.
    pub(crate) fn problem_after(&self, before: Option<&Point>, place: usize) -> Option<Problem> {
        if !matches!(self.score, 0.0..=1.0) {
            return Some(Problem::Score(place));
        }
        if !matches!(self.probability, 0.0..=1.0) {
            return Some(Problem::Probability(place));
        }
        let before = before?;
        if self.score <= before.score {
            return Some(Problem::NotAscending(place));
        }
        (self.probability < before.probability).then_some(Problem::Descending(place))
    }
}

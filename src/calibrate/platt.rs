//! Platt scaling (J. Platt, 1999) by the safeguarded Newton method of H.-T. Lin, C.-J. Lin and R. C. Weng (2007).

use crate::math::real;

use super::map::{Map, Point};
use super::sample::{Sample, Trouble};

/// Scores nearer than this to 0 or 1 count as this far away: their logit is infinite.
const EDGE: f64 = 1e-6;

/// In what the map is sampled: this many steps, twice.
const STEPS: u16 = 4096;

/// Beyond this exponent the curve is level to the last bit.
const LEVEL: f64 = 40.0;

/// The share of the error that is left to chords; the samples need the rest.
const CHORDS: f64 = 0.8;

/// Newton's method: steps taken at most, the smallest, the share of the promised descent that it must bring, the descent
/// for each unit of the objective at which a step is the last, and what keeps the second derivatives invertible.
const MOST_ITERATIONS: u8 = 100;
const LEAST_STEP: f64 = 1e-10;
const SUFFICIENT: f64 = 1e-4;
const CLOSE: f64 = 1e-9;
const RIDGE: f64 = 1e-12;

/// The most by which [`Platt::to_map`] differs from the curve, where the curve has this probability: 0.0001, and above 0.99
/// a hundredth of the risk that is left, down to 0.000001.
#[must_use]
pub fn map_error(probability: f64) -> f64 {
    ((1.0 - probability) / 100.0).clamp(1e-6, 1e-4)
}

/// The curve `1 / (1 + exp(a x + b))` over the logit x of a score; natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Platt {
    /// Below 0 where a higher score is right more often.
    pub a: f64,
    /// Where the curve stands.
    pub b: f64,
    /// The negative log likelihood of Platt's smoothed targets, which the two minimise.
    pub objective: f64,
}

/// Predictions with one logit.
#[derive(Clone, Copy)]
struct Row {
    logit: f64,
    right: f64,
    wrong: f64,
}

impl Platt {
    /// The curve for these predictions; `None` without any. Targets are smoothed, so that data which right and wrong
    /// separate, or of one kind only, have a finite answer too.
    #[must_use]
    pub fn fit(sample: &Sample) -> Option<Platt> {
        let mut rows = Vec::with_capacity(sample.groups().len());
        for group in sample.groups() {
            rows.push(Row { logit: logit(group.score), right: real(group.right), wrong: real(group.wrong()) });
        }
        newton(&rows)
    }

    /// The same over any numbers in place of logits; what is not finite is left out.
    #[must_use]
    pub fn fit_logits(logits: &[f64], correct: &[bool]) -> Option<Platt> {
        let mut rows = Vec::with_capacity(logits.len());
        for (&logit, &correct) in logits.iter().zip(correct).filter(|(logit, _)| logit.is_finite()) {
            let right = f64::from(u8::from(correct));
            rows.push(Row { logit, right, wrong: 1.0 - right });
        }
        newton(&rows)
    }

    /// Whether the curve for these predictions would rise, without fitting it: the objective is convex, so `a` is below 0
    /// just where the logits and the truths are correlated.
    #[must_use]
    pub fn would_rise(sample: &Sample) -> bool {
        let rate = real(sample.right()) / real(sample.count());
        let mut covariance = 0.0;
        for group in sample.groups() {
            covariance += logit(group.score) * (real(group.right) - real(group.count) * rate);
        }
        covariance > 0.0
    }

    /// The probability at a score in [0, 1].
    #[must_use]
    pub fn apply(&self, score: f64) -> f64 {
        self.at_logit(logit(score))
    }

    /// The probability at a logit.
    #[must_use]
    pub fn at_logit(&self, logit: f64) -> f64 {
        let exponent = self.a * logit + self.b;
        // Whichever form does not overflow.
        if exponent >= 0.0 {
            let small = libm::exp(-exponent);
            small / (1.0 + small)
        } else {
            1.0 / (1.0 + libm::exp(exponent))
        }
    }

    /// The curve as the points of a map, nowhere further from it than [`map_error`] while `a` is above -1e8; a steeper
    /// curve jumps where hardly a double is left between two scores.
    ///
    /// # Errors
    /// [`Trouble::AntiCorrelated`] where the curve does not rise.
    pub fn to_map(&self) -> Result<Map, Trouble> {
        // Not where `a` is no number either.
        let rising = self.a < 0.0 && self.a.is_finite() && self.b.is_finite();
        let points = if rising { chords(&self.samples()) } else { Vec::new() };
        Map::new(points).map_err(|_| Trouble::AntiCorrelated)
    }

    /// Points of the curve, so close that between two of them it is straight for all that counts: even in the logit, and
    /// even in what the logit becomes where that is neither 0 nor 1 to the last bit.
    fn samples(&self) -> Vec<Point> {
        let (first, last) = (logit(0.0), logit(1.0));
        let inside = |exponent: f64| ((exponent - self.b) / self.a).clamp(first, last);
        let mut logits = vec![last];
        for step in 0..STEPS {
            let part = f64::from(step) / f64::from(STEPS);
            logits.push(first + (last - first) * part);
            logits.push(inside(LEVEL) + (inside(-LEVEL) - inside(LEVEL)) * part);
        }
        logits.sort_unstable_by(f64::total_cmp);
        let mut points: Vec<Point> = Vec::new();
        for logit in logits {
            let score = expit(logit);
            // An exponential function need not be monotone in its last bit.
            let before = points.last().map_or(0.0, |point| point.probability);
            let probability = self.at_logit(logit).max(before);
            if points.last().is_none_or(|point| point.score < score) {
                points.push(Point { score, probability });
            }
        }
        points
    }
}

/// The fewest of these points, taken greedily, whose chords pass within the error of all others (the cone of J. Sklansky
/// and V. Gonzalez, 1980): from each point kept, the next is the last one to which a straight line is still near enough.
fn chords(points: &[Point]) -> Vec<Point> {
    let Some((&first, rest)) = points.split_first() else { return Vec::new() };
    let mut kept = vec![first];
    let (mut from, mut end) = (first, first);
    let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
    for &point in rest {
        let slope = from.slope_to(&point, 0.0);
        if slope < least || slope > most {
            kept.push(end);
            from = end;
            (least, most) = (f64::NEG_INFINITY, f64::INFINITY);
        }
        let error = CHORDS * map_error(point.probability);
        least = least.max(from.slope_to(&point, -error));
        most = most.min(from.slope_to(&point, error));
        end = point;
    }
    kept.push(end);
    kept
}

impl Point {
    /// The slope of the line to another point, or to one that is higher by so much.
    fn slope_to(&self, other: &Point, higher: f64) -> f64 {
        (other.probability + higher - self.probability) / (other.score - self.score)
    }
}

fn logit(score: f64) -> f64 {
    let score = score.clamp(EDGE, 1.0 - EDGE);
    libm::log(score / (1.0 - score))
}

fn expit(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

/// Smoothed targets: what right and wrong predictions are fitted to.
struct Targets {
    right: f64,
    wrong: f64,
}

/// The objective at a curve, with its derivatives.
struct State {
    curve: Platt,
    a: f64,
    b: f64,
    aa: f64,
    ab: f64,
    bb: f64,
}

/// A Newton step, and by how much the objective would fall along it if it fell as fast as it does where it starts.
struct Step {
    a: f64,
    b: f64,
    descent: f64,
}

fn newton(rows: &[Row]) -> Option<Platt> {
    let (mut right, mut wrong) = (0.0, 0.0);
    for row in rows {
        right += row.right;
        wrong += row.wrong;
    }
    if right + wrong <= 0.0 {
        return None;
    }
    let targets = Targets { right: (right + 1.0) / (right + 2.0), wrong: 1.0 / (wrong + 2.0) };
    let mut state = state(rows, &targets, 0.0, libm::log((wrong + 1.0) / (right + 1.0)));
    for _ in 0..MOST_ITERATIONS {
        let step = state.step();
        match better(rows, &targets, &state, &step) {
            Some(next) => state = next,
            None => break,
        }
        // So near, one step is as good as the number of digits allows.
        if step.descent < CLOSE * (1.0 + state.curve.objective) {
            break;
        }
    }
    Some(state.curve)
}

impl State {
    fn step(&self) -> Step {
        let determinant = self.aa * self.bb - self.ab * self.ab;
        let a = (self.ab * self.b - self.bb * self.a) / determinant;
        let b = (self.ab * self.a - self.aa * self.b) / determinant;
        Step { a, b, descent: -(self.a * a + self.b * b) }
    }
}

/// What the step leads to, halved until the objective falls enough; `None` where no step is an improvement.
fn better(rows: &[Row], targets: &Targets, from: &State, step: &Step) -> Option<State> {
    let mut size = 1.0;
    while size >= LEAST_STEP {
        let next = state(rows, targets, from.curve.a + size * step.a, from.curve.b + size * step.b);
        if next.curve.objective < from.curve.objective - SUFFICIENT * size * step.descent {
            return Some(next);
        }
        size /= 2.0;
    }
    None
}

fn state(rows: &[Row], targets: &Targets, a: f64, b: f64) -> State {
    let mut sum = State { curve: Platt { a, b, objective: 0.0 }, a: 0.0, b: 0.0, aa: RIDGE, ab: 0.0, bb: RIDGE };
    for row in rows {
        let exponent = a * row.logit + b;
        // No exponential here is above 1.
        let small = libm::exp(-exponent.abs());
        let (p, from) = if exponent >= 0.0 { (small / (1.0 + small), 0.0) } else { (1.0 / (1.0 + small), 1.0) };
        let all = row.right + row.wrong;
        let target = row.right * targets.right + row.wrong * targets.wrong;
        let missing = target - all * p;
        let weight = all * p * (1.0 - p);
        sum.curve.objective += (target - all * from) * exponent + all * libm::log1p(small);
        sum.a += row.logit * missing;
        sum.b += missing;
        sum.aa += row.logit * row.logit * weight;
        sum.ab += row.logit * weight;
        sum.bb += weight;
    }
    sum
}

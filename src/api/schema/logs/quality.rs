//! The shape of how good scores are.

use ts_rs::TS;

/// An interval at 95%.
#[derive(TS)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// How good scores are.
#[derive(TS)]
pub struct ScoreQuality {
    /// Of how many labelled predictions.
    pub labels: f64,
    /// How many of them are right.
    pub right: f64,
    /// Their mean score.
    pub mean_score: f64,
    /// An interval for the share that is right (Wilson).
    pub accuracy: Interval,
    /// The Brier score; less is better.
    pub brier: f64,
    /// An interval for it.
    pub brier_interval: Interval,
    /// Its parts: miscalibration - discrimination + uncertainty.
    pub corp: Corp,
    /// Log loss, in nats; less is better.
    pub log_loss: f64,
    /// The expected calibration error, 15 bins of equal width. Never read it without `ece_by_chance`.
    pub ece: f64,
    /// The largest error of a bin.
    pub largest_error: f64,
    /// The expected calibration error that a perfect model with these scores shows.
    pub ece_by_chance: NullBand,
    /// The bins of equal width that hold any.
    pub bins: Vec<ReliabilityBin>,
    /// Bins of equal mass.
    pub equal_mass_bins: Vec<ReliabilityBin>,
}

/// The parts of a Brier score, by isotonic regression.
#[derive(TS)]
pub struct Corp {
    /// What calibration would gain.
    pub miscalibration: f64,
    /// What the order of the scores is worth.
    pub discrimination: f64,
    /// The score of a constant.
    pub uncertainty: f64,
}

/// What a perfect model shows by chance.
#[derive(TS)]
pub struct NullBand {
    /// The mean.
    pub mean: f64,
    /// What it exceeds in 5 of 100 samples.
    pub upper: f64,
}

/// Predictions with neighbouring scores.
#[derive(TS)]
pub struct ReliabilityBin {
    /// Its place among all bins, from 0.
    pub index: f64,
    /// How many predictions.
    pub labels: f64,
    /// How many of them are right.
    pub right: f64,
    /// The mean of their scores.
    pub mean_score: f64,
    /// The share that is right.
    pub accuracy: f64,
    /// An interval for it (Wilson).
    pub interval: Interval,
}

/// How often a model is wrong among the cases it is surest of.
#[derive(TS)]
pub struct RiskCurve {
    /// The model; null where the log names none.
    pub model: Option<String>,
    /// The segment that the log names; null for all of the model's rows.
    pub segment: Option<String>,
    /// How many rows have a known outcome.
    pub labels: f64,
    /// How many of them are wrong.
    pub wrong: f64,
    /// The area under the curve.
    pub aurc: f64,
    /// What is above that of a model as often right whose every error is less sure than what it has right.
    pub excess_aurc: f64,
    /// Points, highest threshold first.
    pub points: Vec<RiskPoint>,
}

/// A point of a curve.
#[derive(TS)]
pub struct RiskPoint {
    /// The threshold.
    pub threshold: f64,
    /// The share of rows at or above it.
    pub coverage: f64,
    /// The share of errors among those.
    pub risk: f64,
}

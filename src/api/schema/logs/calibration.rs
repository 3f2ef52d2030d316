//! The shape of what calibration makes of a model's scores.

use ts_rs::TS;

use super::hint::LogHint;
use super::quality::ScoreQuality;
use crate::api::schema::document::PolicyDocument;
use crate::api::schema::evidence::{CalibrationDeclaration, CalibrationMethod};
use crate::diagnostic::Diagnostic;

/// A model's scores, and what calibration makes of them.
#[derive(TS)]
pub struct Calibrated {
    /// The model; null where nobody says.
    pub model: Option<String>,
    /// How many rows there are.
    pub rows: f64,
    /// How many of them have a label that counts here.
    pub labels: f64,
    /// The others, by reason.
    pub left_out: NotLearnt,
    /// Labels that do not say where they come from.
    pub source_unknown: f64,
    /// The method of the map.
    pub method: CalibrationMethod,
    /// Whether it was asked for, or is the usual one for so many labels.
    pub asked: bool,
    /// What the comparison says of it against the scores as they are; null without a comparison.
    pub verdict: Option<LossVerdict>,
    /// The map, fitted to all of the labels: a part of a policy's `calibration`.
    pub map: CalibrationDeclaration,
    /// The scores as they are.
    pub before: ScoreQuality,
    /// The scores that the method gives rows that it was not fitted to, in ten-fold cross-validation.
    pub after: Option<ScoreQuality>,
    /// Why there is no `after`.
    pub after_reason: Option<String>,
    /// No calibration, Platt scaling and isotonic regression on rows that were held back.
    pub comparison: Option<CalibrationComparison>,
    /// Temperature scaling of the alternatives, where there are any.
    pub temperature: Option<Temperature>,
    /// The range of Venn-Abers predictors at some scores.
    pub ranges: Vec<VennAbersRange>,
}

/// Rows that nothing is learnt of.
#[derive(TS)]
pub struct NotLearnt {
    /// Without a label.
    pub unlabelled: f64,
    /// Labelled in a review, which sees only what went to people.
    pub review: f64,
    /// Labelled by what people did.
    pub implicit: f64,
}

/// What a comparison says of a method.
#[derive(TS)]
#[ts(rename_all = "snake_case")]
pub enum LossVerdict {
    /// It loses less.
    Better,
    /// It loses more.
    Worse,
    /// The interval of the difference holds 0.
    NotSignificant,
}

/// Methods on predictions that were held back.
#[derive(TS)]
pub struct CalibrationComparison {
    /// Into how many parts the predictions were divided.
    pub folds: f64,
    /// How many predictions.
    pub labels: f64,
    /// The scores as they are.
    pub none: Losses,
    /// Platt scaling; null where it cannot be fitted.
    pub platt: Option<Losses>,
    /// Isotonic regression; likewise.
    pub isotonic: Option<Losses>,
    /// Each of two methods against another, in each measure.
    pub differences: Vec<LossDifference>,
}

/// Two proper scores.
#[derive(TS)]
pub struct Losses {
    /// The Brier score.
    pub brier: f64,
    /// Log loss, in nats.
    pub log_loss: f64,
}

/// A method against another.
#[derive(TS)]
pub struct LossDifference {
    /// The method.
    pub method: CalibrationMethod,
    /// What it is compared with.
    #[ts(type = "'none' | CalibrationMethod")]
    pub with: String,
    /// In what.
    #[ts(type = "'brier' | 'log_loss'")]
    pub measure: String,
    /// The method's loss less the other's.
    pub mean: f64,
    /// The lower end of an interval for it, at 95%.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What follows.
    pub verdict: LossVerdict,
}

/// Temperature scaling, for comparison: it is no map of one score.
#[derive(TS)]
pub struct Temperature {
    /// By what logits are divided.
    pub temperature: f64,
    /// Log loss with it.
    pub log_loss: f64,
    /// Log loss without.
    pub log_loss_before: f64,
    /// Whether it is the lowest or highest that is tried.
    pub at_bound: bool,
    /// Of how many rows.
    pub rows: f64,
    /// Rows whose truth is not among the alternatives.
    pub rejected: f64,
    /// Rows whose alternatives do not sum to 1.
    pub not_whole: f64,
}

/// The range of a Venn-Abers predictor at a score.
#[derive(TS)]
pub struct VennAbersRange {
    /// The score.
    pub score: f64,
    /// The lower probability.
    pub low: f64,
    /// The upper probability.
    pub high: f64,
    /// The one that stands for both.
    pub merged: f64,
}

/// A policy with a map for a model.
#[derive(TS)]
pub struct WithCalibration {
    /// The model.
    pub model: String,
    /// The models whose fits were in the document and hold no longer: their thresholds were fitted to other confidences.
    pub fits_dropped: Vec<String>,
    /// Whether fitted options were in the document and hold no longer: other cases are shown options now.
    pub options_dropped: bool,
    /// What is wrong with the document now: its own tests, where they expect what the calibrated confidence does not give.
    pub problems: Vec<Diagnostic>,
    /// What to look at before the map is believed.
    pub hints: Vec<LogHint>,
    /// The document.
    pub document: PolicyDocument,
    /// The same as text, laid out: what the command line writes.
    pub text: String,
}

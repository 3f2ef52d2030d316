//! The shape of thresholds fitted to a log.

use ts_rs::TS;

use super::about::TurnedOut;
use super::hint::LogHint;
use super::quality::ScoreQuality;
use crate::api::schema::document::PolicyDocument;
use crate::api::schema::evidence::{CalibrationDeclaration, CalibrationMethod, FitDeclaration};
use crate::diagnostic::Diagnostic;

/// A policy fitted to a log.
#[derive(TS)]
pub struct PolicyFit {
    /// The model.
    pub model: String,
    /// What is promised.
    pub promise: PromiseMade,
    /// Which of the thresholds that hold is taken.
    #[ts(type = "'lowest' | 'chow' | 'cheapest' | 'capacity'")]
    pub choice: String,
    /// SHA-256 of the log.
    pub log: String,
    /// How many rows it is fitted to, labelled or not.
    pub rows: f64,
    /// The share of cases that the labels stand for: 1 where all were labelled.
    pub label_rate: f64,
    /// Whether rows of one unit count once; else it assumes that rows are independent.
    pub one_row_per_unit: bool,
    /// The labels that a family needs.
    pub labels_needed: LabelsNeeded,
    /// Each family of rows that one threshold admits.
    pub families: Vec<FamilyOfFit>,
    /// What is automatic of these rows under thresholds that were found.
    pub automatic: TurnedOut,
    /// What other rows show of it; null where none were named.
    pub verified: Option<FitVerified>,
    /// What reviewers are asked; null where nobody says what they can take.
    pub reviewers: Option<ReviewersAsked>,
    /// The map that was fitted first; null where none was asked for.
    pub calibration: Option<MapOfFit>,
    /// Labelled rows that no threshold decides about.
    #[ts(
        type = "{ readonly never: number, readonly always: number, readonly always_errors: number, readonly segment_unknown: number }"
    )]
    pub apart: (),
    /// Rows that did not enter the test, by reason.
    #[ts(type = "{ readonly [reason: string]: number }")]
    pub left_out: (),
    /// The evidence that stands in the document.
    pub evidence: FitDeclaration,
    /// The models whose fits were in the document and hold no longer: their thresholds are others now.
    pub fits_dropped: Vec<String>,
    /// Whether fitted options were in the document and hold no longer: other cases are shown options now.
    pub options_dropped: bool,
    /// What is wrong with the fitted document: its own tests, where they expect what holds no longer. Their help says what the
    /// fit changed for them.
    pub problems: Vec<Diagnostic>,
    /// What to look at before it is believed.
    pub hints: Vec<LogHint>,
    /// The fitted document.
    pub document: PolicyDocument,
    /// The same as text, laid out: what the command line writes.
    pub text: String,
}

/// What a fitted policy asks of reviewers.
#[derive(TS)]
pub struct ReviewersAsked {
    /// What they can take an hour.
    pub per_hour: f64,
    /// What is asked an hour: with times at the 95th percentile of hours.
    pub asks: f64,
    /// By how many an hour that is too much; null where it is not. A lower threshold would break the promise.
    pub short_by: Option<f64>,
}

/// What a fit promises.
#[derive(TS)]
pub struct PromiseMade {
    /// The share of errors among what is automatic.
    #[ts(type = "'error'")]
    pub risk: String,
    /// At most this, in (0, 1).
    pub target_level: f64,
    /// With this probability over the labelled sample, in (0, 1).
    pub confidence_level: f64,
    /// The delta that this fit spends, after its split over targets and fits.
    pub delta_used: f64,
}

/// How many labels a promise needs in a family.
#[derive(TS)]
pub struct LabelsNeeded {
    /// At the least, where none is of an error.
    pub without_error: f64,
    /// Where two are.
    pub with_two: f64,
}

/// The rows that one threshold, or the higher of two, admits.
#[derive(TS)]
pub struct FamilyOfFit {
    /// The segment; null for rows of none.
    pub segment: Option<String>,
    /// The operation, where it names thresholds of its own.
    pub operation: Option<String>,
    /// The lowest band of confidence that is automatic.
    pub band: String,
    /// All rows of the family.
    pub rows: f64,
    /// Those with a label that counts.
    pub labels: f64,
    /// The threshold; null where none holds.
    pub threshold: Option<f64>,
    /// Why there is none.
    pub reason: Option<String>,
    /// How many labels more a test would start with, where they are too few.
    pub more_labels: Option<f64>,
    /// The rows at or above the threshold.
    pub automatic: TurnedOut,
    /// The level that each threshold is tested at.
    pub level: f64,
    /// Every threshold tested, highest first.
    pub path: Vec<TestedThreshold>,
}

/// A threshold that was tested.
#[derive(TS)]
pub struct TestedThreshold {
    /// The threshold.
    pub threshold: f64,
    /// How many labelled rows are at or above it.
    pub accepted: f64,
    /// How many of them are errors.
    pub errors: f64,
    /// The probability of so few errors were the true share the target.
    pub p_value: f64,
    /// Whether the promise holds there.
    pub passed: bool,
}

/// What other rows show of fitted thresholds.
#[derive(TS)]
pub struct FitVerified {
    /// The splits that they are of.
    pub splits: Vec<String>,
    /// How many rows.
    pub rows: f64,
    /// What is automatic of them.
    pub automatic: TurnedOut,
    /// The same for each family.
    pub families: Vec<TurnedOut>,
    /// Whether the share of errors is at most the target; null where nothing is known.
    pub met: Option<bool>,
    /// Whether even the lower end of its exact interval, at the promise's confidence, is above the target: else what is above
    /// it may be chance.
    pub broken: bool,
}

/// The map that was fitted before thresholds were, to rows of its own.
#[derive(TS)]
pub struct MapOfFit {
    /// How.
    pub method: CalibrationMethod,
    /// The map.
    pub map: CalibrationDeclaration,
    /// The scores of its rows as they were.
    pub before: ScoreQuality,
    /// The scores of the rows that thresholds are fitted to, as the map gives them.
    pub after: Option<ScoreQuality>,
}

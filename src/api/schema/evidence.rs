//! The shape of what thresholds stand on: calibration maps, and fits with the families that each tested.

use schemars::JsonSchema;
use ts_rs::TS;

use super::document::Fraction;
use crate::action::Action;

/// From the confidence that a model gives to how often it is right when it gives that: linear between points, constant
/// outside. Thresholds are then of calibrated confidence.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CalibrationDeclaration {
    /// How the map was made, for people.
    pub method: Option<CalibrationMethod>,
    /// Points of confidence and probability; confidences ascend strictly, probabilities do not descend.
    #[schemars(length(min = 1, max = 1000))]
    #[ts(type = "ReadonlyArray<readonly [confidence: number, probability: number]>")]
    pub points: Vec<[Fraction; 2]>,
}

/// How a calibration map was made.
#[derive(JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalibrationMethod {
    /// Isotonic regression.
    Isotonic,
    /// Platt scaling.
    Platt,
}

/// Fits of thresholds to labelled outcomes. The reserved rule `evidence-stale` applies to every other model, to every `now`
/// after a fit's last, and to every case for which no threshold was found.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EvidenceDeclaration {
    /// The most autonomy of a model without a fit that counts; `suggest` by default, and at most.
    #[schemars(extend("enum" = ["suggest", "show_options", "escalate", "abstain", "block"]))]
    pub at_most: Option<Action>,
    /// At most one a model.
    #[schemars(length(min = 1, max = 64))]
    pub fits: Vec<FitDeclaration>,
}

/// A fit, as `fitThreshold` and `leeway fit` write it. With probability 1 - `delta` over the labelled sample, the share of
/// errors among what is automatic is at most `alpha`, as long as cases keep coming as they did.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct FitDeclaration {
    /// What is promised of: the share of errors among what is automatic.
    #[schemars(extend("const" = "error"))]
    #[ts(type = "'error'")]
    pub risk: String,
    /// The share of errors allowed.
    pub alpha: Fraction,
    /// How likely the promise may be broken.
    pub delta: Fraction,
    /// How many targets were tried on the log, this one included: they share delta.
    pub targets_tried: u32,
    /// Which fit of the policy it is, from 1.
    pub fit: u32,
    /// Whether the fits share one delta, the i-th taking its 6 / (pi i)^2.
    pub shared_over_fits: bool,
    /// What is left of delta for this fit.
    pub delta_used: Fraction,
    /// Over how many families that was split.
    pub families_tested: u32,
    /// With how many errors the first threshold of a test would still pass.
    pub start_errors: u32,
    /// From how many places each test starts.
    pub starts: u32,
    /// The rule that gave the thresholds to test.
    pub grid: GridDeclaration,
    /// The model; never `*`.
    #[schemars(length(min = 1))]
    pub model: String,
    /// Where the labels come from.
    #[schemars(extend("enum" = ["complete", "audit_blind"]))]
    #[ts(type = "'complete' | 'audit_blind'")]
    pub label_source: String,
    /// The rate that the labels stand for.
    pub label_rate: Fraction,
    /// Whether cases had units, of which one each was tested.
    pub one_row_per_unit: bool,
    /// SHA-256 of the log.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub log: Option<String>,
    /// SHA-256 of the canonical form of the points of the model's calibration map; null without one.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub calibration: Option<String>,
    /// SHA-256 of what the promise depends on beside the thresholds.
    pub scope: String,
    /// When it was made, in the unit of an input's `now`.
    #[schemars(required, extend("type" = ["number", "null"]))]
    pub fitted_at: Option<f64>,
    /// The last `now` at which it counts; null for ever.
    #[schemars(required, extend("type" = ["number", "null"]))]
    pub valid_until: Option<f64>,
    /// The families of rows, each with what was tested.
    #[schemars(length(max = 256))]
    pub families: Vec<FamilyDeclaration>,
}

/// The thresholds that are tested: the scores at so many ranks, or these.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GridDeclaration {
    /// So many ranks.
    #[schemars(range(min = 1, max = 100))]
    pub ranks: Option<u32>,
    /// These thresholds.
    pub given: Option<Vec<f64>>,
}

/// The rows that one threshold admits, with what was tested for them.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct FamilyDeclaration {
    /// The segment; null for rows of none.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub segment: Option<String>,
    /// The operation, where it names thresholds of its own; null for all others.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub operation: Option<String>,
    /// The lowest band of confidence that is automatic.
    pub band: String,
    /// How many labels there are.
    pub labels: u32,
    /// The threshold found, the lowest that was taken; null where none holds, so that nothing of the family is covered.
    #[schemars(required, extend("type" = ["number", "null"]))]
    pub threshold: Option<Fraction>,
    /// Why there is none.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub reason: Option<String>,
    /// The family's part of delta.
    pub delta: Fraction,
    /// Where in `path` each sequence starts.
    pub starts_at: Vec<u32>,
    /// Every tested threshold with the labels at or above it and the errors among them, highest first.
    #[schemars(length(max = 100))]
    #[ts(type = "ReadonlyArray<readonly [threshold: number, labels: number, errors: number]>")]
    pub path: Vec<(Fraction, u32, u32)>,
}

//! The shape of which options are shown, and of sets of them with a promise.

use schemars::JsonSchema;
use ts_rs::TS;

use super::document::{Fraction, Name};

/// Which options to show.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OptionsDeclaration {
    /// The most options to show; 5 by default.
    #[schemars(range(min = 1, max = 1000))]
    pub max: Option<u32>,
    /// Which of them hold the answer as surely as was asked: what a fit writes. Without it the first `max` are shown.
    pub threshold: Option<OptionSetsDeclaration>,
}

/// Conformal sets of alternatives: with probability 1 - `delta` over the labelled sample, the answer is in the set in the
/// share `coverage` of the cases that are shown options, of this model and one cell, as long as cases keep coming as they
/// did. A set that would be larger than `max`, or is not known for want of alternatives, makes `show_options` unavailable:
/// the promise is about the sets before that. So that more confidence never gives less autonomy, a set that would be too
/// large in a cell with more confidence or less impact is too large in this one too. Inputs of another model are shown the
/// first `max`.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OptionSetsDeclaration {
    /// How alternatives are scored.
    pub method: SetMethodName,
    /// The share of cases whose set holds the answer.
    pub coverage: Fraction,
    /// How likely the promise may be broken.
    pub delta: Fraction,
    /// Over how many targets tried on the log delta is split, this one included; 1 by default.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub targets_tried: Option<u32>,
    /// Over how many cells delta is split: those with labels enough for a threshold.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub cells_tested: u32,
    /// The model that it was fitted to; an input that names none is taken to be of it.
    #[schemars(length(min = 1))]
    pub model: String,
    /// Where the labels come from: `complete` or `audit_blind`.
    pub label_source: Option<String>,
    /// SHA-256 of the log, in hexadecimal.
    pub log: Option<String>,
    /// The hash of the parts of the policy that decide which cases are shown options.
    pub scope: Option<String>,
    /// A threshold for each cell that has one; others are shown the first `max`.
    #[schemars(length(min = 1))]
    pub cells: Vec<OptionSetDeclaration>,
}

/// How alternatives are scored.
#[derive(JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SetMethodName {
    /// By their confidence: those at or above the threshold are shown.
    Lac,
    /// By the sum of confidences from the first down to theirs: those up to the threshold are shown.
    Aps,
}

/// The options of one cell. `labels` less `index` is how many answers the sample may have outside its sets: the most for
/// which P(Binomial(`labels`, 1 - `coverage`) <= that) is at most `delta` / (`targets_tried` * `cells_tested`).
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct OptionSetDeclaration {
    /// A cell whose action is `show_options`; null for what any cell with more autonomy gave and was lowered to it.
    #[schemars(required)]
    pub cell: Option<BandsOfCell>,
    /// How many labelled cases it was fitted to.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub labels: u32,
    /// Which of the scores of their answers is the threshold, 1 for the best.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub index: u32,
    /// The threshold.
    pub threshold: f64,
}

/// A cell of the matrix, by its bands.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct BandsOfCell {
    /// The confidence band.
    pub confidence: Name,
    /// The impact band.
    pub impact: Name,
}

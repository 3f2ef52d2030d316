//! The shape of options fitted to a log.

use ts_rs::TS;

use super::hint::LogHint;
use crate::analyze::Rate;
use crate::api::schema::document::PolicyDocument;
use crate::api::schema::options::SetMethodName;
use crate::decide::Cell;
use crate::diagnostic::Diagnostic;

/// A policy whose options are fitted to a log.
#[derive(TS)]
pub struct OptionsFit {
    /// The model.
    pub model: String,
    /// What is promised.
    #[ts(type = "{ readonly coverage: number, readonly confidence_level: number }")]
    pub promise: (),
    /// How alternatives are scored.
    pub method: SetMethodName,
    /// SHA-256 of the log.
    pub log: String,
    /// How many rows there are to fit to, shown options or not.
    pub rows: f64,
    /// How many of them are not shown options.
    pub not_shown: f64,
    /// The share of cases that the labels stand for: 1 where all were labelled.
    pub label_rate: f64,
    /// Whether rows of one unit count once in a cell; else it assumes that rows are independent.
    pub one_row_per_unit: bool,
    /// Over how many cells delta is split.
    pub cells_tested: f64,
    /// Each cell that is shown options.
    pub cells: Vec<CellOfOptions>,
    /// Of how many labelled rows the alternatives do not sum to 1, which the promise does not need.
    pub other_sums: f64,
    /// Rows that did not enter, by reason.
    #[ts(type = "{ readonly [reason: string]: number }")]
    pub left_out: (),
    /// What other rows show of it; null where none were named.
    pub verified: Option<OptionsVerified>,
    /// Whether the thresholds were fitted to this log too: the promise is kept only if to other rows.
    pub log_of_thresholds: bool,
    /// The model whose options were in the document; null where it was this one, or there were none.
    pub replaced: Option<String>,
    /// What is wrong with the fitted document: its own tests, where they expect what holds no longer.
    pub problems: Vec<Diagnostic>,
    /// What to look at before it is believed.
    pub hints: Vec<LogHint>,
    /// The fitted document: with `options.threshold` where some cell has a threshold, without where none has.
    pub document: PolicyDocument,
    /// The same as text, laid out: what the command line writes.
    pub text: String,
}

/// A cell that is shown options.
#[derive(TS)]
pub struct CellOfOptions {
    /// Its bands; null for what any cell with more autonomy gave and was lowered.
    pub cell: Option<Cell>,
    /// How many labels it has.
    pub labels: f64,
    /// Of how many the answer is none of the alternatives.
    pub not_listed: f64,
    /// The threshold: of confidence for `lac`, of their sum for `aps`; null where there is none.
    pub threshold: Option<f64>,
    /// Why there is none: the first `max` are shown, with no promise.
    pub reason: Option<String>,
    /// How many labels more it would take, where they are too few.
    pub more_labels: Option<f64>,
    /// The coverage that can be promised at most, where too many answers are none of the alternatives.
    pub at_most: Option<f64>,
    /// What the threshold comes to on these labels; null without one.
    pub sets: Option<SetsCounted>,
}

/// What sets of options come to on labelled cases.
#[derive(TS)]
pub struct SetsCounted {
    /// How many cases.
    pub cases: f64,
    /// Of how many the set holds the answer, however large it is: what the promise is about.
    pub held: f64,
    /// How many have sets too large to be shown: the next lower action is taken.
    pub too_large: f64,
    /// Of how many of the rest the options that are shown hold the answer.
    pub held_of_rest: f64,
    /// The share whose set holds the answer, with its interval at 95% (Wilson); null of none.
    pub coverage: Option<Rate>,
    /// The same of the rest.
    pub coverage_of_rest: Option<Rate>,
}

/// What other rows show of fitted options.
#[derive(TS)]
pub struct OptionsVerified {
    /// The splits that they are of.
    pub splits: Vec<String>,
    /// How many rows.
    pub rows: f64,
    /// Those with an answer, in cells that have a threshold.
    pub all: SetsCounted,
    /// Each cell; null for one without a threshold.
    pub cells: Vec<Option<SetsCounted>>,
    /// Whether the sets hold the answer as often as is promised; null where nothing is known.
    pub met: Option<bool>,
    /// Whether even the upper end of the exact interval, at the promise's confidence, is below what is promised: else what is
    /// below it may be chance.
    pub broken: bool,
}

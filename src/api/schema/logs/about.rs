//! The shape of what a log holds: its rows, and how they turned out.

use ts_rs::TS;

use crate::analyze::Rate;

/// What a log holds.
#[derive(TS)]
pub struct LogAbout {
    /// How many rows can be used.
    pub rows: f64,
    /// How many cannot.
    pub rejected: f64,
    /// Why, most rows first; rows that are kept without something are told too.
    pub rejects: Vec<RejectedRows>,
    /// Why it cannot be studied at all, and what helps: it has no rows, none that can be used, or not a column that was
    /// named for a field.
    pub problem: Option<String>,
    /// SHA-256 of its bytes.
    pub hash: String,
    /// Its columns, or the members of its first row, as it names them.
    pub columns: Vec<String>,
    /// Columns that were named for a field and are not there.
    pub columns_not_there: Vec<String>,
    /// Names that stand in its header again: of columns of one name the first is read.
    pub columns_twice: Vec<String>,
    /// Columns that are not kept because there are too many.
    pub columns_left_out: Vec<String>,
    /// Its models, at most 64.
    pub models: Vec<NamedRows>,
    /// Its splits, likewise.
    pub splits: Vec<NamedRows>,
    /// How many rows have a label from where.
    pub labels: LabelCounts,
    /// Whether rows say what they belong to with others.
    pub has_units: bool,
    /// Whether rows have a time.
    pub has_times: bool,
    /// Whether rows have ranked alternatives.
    pub has_alternatives: bool,
    /// Whether predictions and truths are labels of classes.
    pub has_classes: bool,
}

/// Rows that something is wrong with.
#[derive(TS)]
pub struct RejectedRows {
    /// What.
    pub reason: String,
    /// Whether they are kept without it.
    pub kept: bool,
    /// How many.
    pub rows: f64,
    /// The lines that the first of them begin on.
    pub lines: Vec<f64>,
}

/// Rows, and how they turned out; of the rest nothing is known.
#[derive(TS)]
pub struct TurnedOut {
    /// How many.
    pub rows: f64,
    /// Their share of all, in [0, 1]; null of none.
    pub share: Option<f64>,
    /// How many of them were right.
    pub right: f64,
    /// How many of them were wrong.
    pub wrong: f64,
    /// The share of the wrong among those of which it is known, with its exact interval at 95%; null where none is.
    pub error: Option<Rate>,
}

/// The rows of a model or a split.
#[derive(TS)]
pub struct NamedRows {
    /// Its name.
    pub name: String,
    /// How many, and how they turned out.
    #[ts(flatten)]
    pub turned: TurnedOut,
}

/// How many rows have a label from where.
#[derive(TS)]
pub struct LabelCounts {
    /// Every row of the period was labelled.
    pub complete: f64,
    /// Picked by a hash and labelled blind.
    pub audit_blind: f64,
    /// From a review.
    pub review: f64,
    /// From what people did.
    pub implicit: f64,
    /// It is not said.
    pub source_unknown: f64,
    /// There is no label.
    pub none: f64,
}

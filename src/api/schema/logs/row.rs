//! The shape of a row of a log, as it is given.

use ts_rs::TS;

use crate::api::schema::input::Input;

/// A row of a log: an input, and what turned out. Right or wrong is the first of `correct`, `outcome`, and `label` beside
/// `predicted`, that says so.
#[derive(TS)]
#[ts(optional_fields = nullable)]
pub struct LogRow {
    /// The input.
    #[ts(flatten)]
    pub input: Input,
    /// The label that the model predicted; where there is no operation it stands for one. Absent, the first alternative's.
    pub predicted: Option<String>,
    /// The true label.
    pub label: Option<String>,
    /// Whether the prediction was right.
    pub correct: Option<Correct>,
    /// What people made of it: `accepted` is right, anything else wrong.
    pub outcome: Option<Outcome>,
}

/// Whether a prediction was right.
#[derive(TS)]
#[ts(type = "boolean | 0 | 1")]
pub struct Correct;

/// What people made of a prediction.
#[derive(TS)]
#[ts(type = "'accepted' | 'edited' | 'rejected' | 'undone'")]
pub struct Outcome;

/// The operation of each label that a log's model predicts: `operation: [label, ...]` for many labels at once, or
/// `label: operation`. A label that is not named is an operation itself.
#[derive(TS)]
#[ts(type = "{ readonly [name: string]: string | readonly string[] }")]
pub struct OperationsOfLabels;

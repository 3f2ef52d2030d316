//! The shape of a log decided again.

use ts_rs::TS;

use super::about::TurnedOut;
use super::classes::ReplayedClasses;
use super::hint::LogHint;
use crate::action::Action;

/// A log decided again.
#[derive(TS)]
pub struct Replayed {
    /// The name of the policy.
    pub policy: String,
    /// Its hash.
    pub policy_hash: String,
    /// SHA-256 of the log.
    pub log: String,
    /// What is done with its rows.
    #[ts(flatten)]
    pub done: RowsDone,
    /// The cells that rows stand in, before rules, ceilings and availability; most confidence first.
    pub cells: Vec<ReplayedCell>,
    /// Rows with findings, which stand in no cell.
    pub findings: TurnedOut,
    /// What is wrong with most of those; null where nothing is with any.
    pub finding: Option<String>,
    /// By operation and band of impact, in the document's order, what is not known last.
    pub operations: Vec<ReplayedOperation>,
    /// What that costs; null where no costs were given.
    pub cost: Option<ReplayedCost>,
    /// By model.
    pub models: Vec<ReplayedGroup>,
    /// By the policy's segment.
    pub segments: Vec<ReplayedGroup>,
    /// Precision and recall of what is automatic; null where rows have no classes.
    pub classes: Option<ReplayedClasses>,
    /// How often what is eligible for automation is wrong, from blind labels alone; null where the log does not say where
    /// labels come from, or they say too little.
    pub audited: Option<AuditedRows>,
    /// Why there is no `audited`, and what to do.
    pub audited_reason: Option<String>,
    /// Labels of reviews, or of what people did: they are of cases that were chosen, and do not count.
    pub labels_not_counted: f64,
    /// What to look at before it is believed.
    pub hints: Vec<LogHint>,
}

/// Rows of one operation and impact.
#[derive(TS)]
pub struct ReplayedOperation {
    /// The operation; null where none is declared, or none is known.
    pub operation: Option<String>,
    /// The band of impact; null for rows with findings.
    pub impact: Option<String>,
    /// What is done with them.
    #[ts(flatten)]
    pub done: RowsDone,
}

/// How often what is eligible for automation is wrong, from blind labels alone.
#[derive(TS)]
pub struct AuditedRows {
    /// The share, in [0, 1].
    pub error: f64,
    /// The lower end of its exact interval at 95%.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many labels count.
    pub labels: f64,
    /// Eligible rows that no audit can reach.
    pub out_of_reach: f64,
    /// Labels that are not blind, and do not count.
    pub not_blind: f64,
    /// Rows that were picked and not labelled.
    pub unlabelled: f64,
}

/// What is done with rows.
#[derive(TS)]
pub struct RowsDone {
    /// All of them.
    pub all: TurnedOut,
    /// By action.
    #[ts(type = "{ readonly [action in Action]: TurnedOut }")]
    pub actions: (),
    /// How many ask a person: the one at the screen, or someone else.
    pub asked: f64,
}

/// Rows of one cell.
#[derive(TS)]
pub struct ReplayedCell {
    /// The band of confidence.
    pub confidence: String,
    /// The band of impact.
    pub impact: String,
    /// What the matrix says.
    pub base: Action,
    /// How many, and how they turned out.
    #[ts(flatten)]
    pub turned: TurnedOut,
}

/// What a policy costs on a log.
#[derive(TS)]
pub struct ReplayedCost {
    /// Of doing one case wrongly.
    pub error: f64,
    /// Of having a person look at one.
    pub review: f64,
    /// Of all rows.
    pub total: f64,
    /// Of a row; null of none.
    pub mean: Option<f64>,
}

/// Rows of a model or a segment.
#[derive(TS)]
pub struct ReplayedGroup {
    /// Its name; null for rows that have none.
    pub name: Option<String>,
    /// What is done with them.
    #[ts(flatten)]
    pub done: RowsDone,
    /// The area under risk over coverage; null where no outcome is known.
    pub aurc: Option<f64>,
    /// What is above the best possible.
    pub excess_aurc: Option<f64>,
}

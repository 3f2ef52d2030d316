//! The shape of what moves in a log between two policies.

use ts_rs::TS;

use crate::action::Action;
use crate::analyze::{Diff, Rate, Telling, Trouble};

/// Where two policies give different actions, over all inputs and over a log.
#[derive(TS)]
pub struct LogDiff {
    /// As without a log.
    #[ts(flatten)]
    pub diff: Diff,
    /// What moves in the log.
    pub log: Moves,
}

/// What moves in a log between two policies.
#[derive(TS)]
pub struct Moves {
    /// All rows.
    pub all: Tally,
    /// Those that gain autonomy.
    pub more_autonomy: Tally,
    /// Those that lose some.
    pub less_autonomy: Tally,
    /// Those that the first policy applies automatically.
    pub auto_apply_before: Tally,
    /// Those that the second does.
    pub auto_apply_after: Tally,
    /// The rows by their two actions, those that stay too, most autonomy first; only what occurs.
    pub transitions: Vec<Transition>,
    /// Rows that gain autonomy and were wrong, most confident first; at most 5.
    pub gained_and_wrong: Vec<Telling>,
    /// Rows that are no longer `auto_apply` although they were right, most confident first; at most 5.
    pub lost_though_right: Vec<Telling>,
    /// What is wrong with inputs, by the first finding of each; these rows are counted all the same.
    pub findings: Vec<Trouble>,
    /// The columns of a table that are read; null for anything else.
    pub columns: Option<Vec<String>>,
    /// The columns of a table that are not.
    pub columns_not_read: Option<Vec<String>>,
    /// Outcomes that cannot be read; their rows are counted without.
    pub unclear_outcomes: Vec<Trouble>,
    /// Rows that cannot be read, and are not counted.
    pub unread: Vec<Trouble>,
}

/// Rows, and what turned out of their predictions; of the rest nothing is known.
#[derive(TS)]
pub struct Tally {
    /// How many.
    pub rows: f64,
    /// How many of them turned out right.
    pub right: f64,
    /// How many of them turned out wrong.
    pub wrong: f64,
    /// The share of the wrong among those with an outcome; null where fewer than 30 have one.
    pub wrong_rate: Option<Rate>,
}

/// The rows that go from one action to another, or stay.
#[derive(TS)]
pub struct Transition {
    /// The action of the first policy.
    pub before: Action,
    /// The action of the second policy.
    pub after: Action,
    /// How many, and what turned out.
    #[ts(flatten)]
    pub tally: Tally,
}

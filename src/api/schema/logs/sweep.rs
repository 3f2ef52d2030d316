//! The shape of a log counted under thresholds that are tried.

use ts_rs::TS;

use crate::action::Action;
use crate::analyze::Rate;
use crate::decide::Cell;

/// Rows of a log that come out alike under a policy.
#[derive(TS)]
pub struct SweepCount {
    /// The operation; null for one that the policy does not list.
    pub operation: Option<String>,
    /// The cell of the matrix; null with findings.
    pub cell: Option<Cell>,
    /// What the app is told to do.
    pub action: Action,
    /// How many rows.
    pub rows: f64,
    /// Their share of all, in [0, 1]; null of none.
    pub share: Option<f64>,
    /// How many of them were right.
    pub right: f64,
    /// How many of them were wrong.
    pub wrong: f64,
    /// How often they were wrong, with its exact interval at 95%; null where nothing is known.
    pub error: Option<Rate>,
}

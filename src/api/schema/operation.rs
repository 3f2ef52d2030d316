//! The shape of what the app may do, and how bad it is to do it wrongly.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use ts_rs::TS;

use super::condition::ConditionDeclaration;
use super::document::{Fraction, Meta, Name};

/// A number in [0, 1], or the name of an impact band, which stands for its lower bound.
#[derive(JsonSchema, TS)]
#[schemars(untagged)]
#[ts(untagged)]
pub enum Impact {
    /// A number.
    Number(Fraction),
    /// A band.
    Band(String),
}

/// What the app would do, and how bad it is to do it wrongly.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OperationDeclaration {
    /// How bad it is to do it wrongly.
    pub impact: Impact,
    /// Its own lower bounds of confidence bands.
    pub confidence: Option<BTreeMap<String, Fraction>>,
    /// What raises its impact.
    pub raise: Option<Vec<RaiseDeclaration>>,
    /// Anything.
    pub meta: Option<Meta>,
}

/// Raises the impact while its condition is true or unknown.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RaiseDeclaration {
    /// Its id, unique among rules and raises.
    pub id: Name,
    /// When.
    pub when: ConditionDeclaration,
    /// To what impact.
    pub to: Impact,
    /// Why, for people.
    #[schemars(length(min = 1))]
    pub because: String,
    /// Anything.
    pub meta: Option<Meta>,
}

//! The shape of what hangs on conditions: segments, degradation, what is unavailable, what must hold.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use ts_rs::TS;

use super::condition::ConditionDeclaration;
use super::document::{Fraction, Meta, Name};
use crate::action::Action;

/// A part of the traffic with thresholds of its own.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SegmentDeclaration {
    /// Its name.
    pub name: Name,
    /// What belongs to it.
    pub when: ConditionDeclaration,
    /// Its lower bounds of confidence bands.
    pub confidence: Option<BTreeMap<String, Fraction>>,
    /// Anything.
    pub meta: Option<Meta>,
}

/// A degradation rule: the most autonomy left while its condition is true or unknown.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RuleDeclaration {
    /// Its id, unique among rules and raises.
    pub id: Name,
    /// When.
    pub when: ConditionDeclaration,
    /// The most autonomy left.
    pub at_most: Action,
    /// Why, for people.
    #[schemars(length(min = 1))]
    pub because: String,
    /// Anything.
    pub meta: Option<Meta>,
}

/// When an action cannot be had.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct UnavailableDeclaration {
    /// One action or several; never `block`.
    pub action: OneOrMany,
    /// When.
    pub when: ConditionDeclaration,
}

/// One action, or a list of them.
#[derive(JsonSchema, TS)]
#[schemars(untagged)]
#[ts(untagged)]
pub enum OneOrMany {
    /// One.
    One(Action),
    /// Several.
    Many(#[schemars(length(min = 1))] Vec<Action>),
}

/// A property that must hold for every input.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct RequireDeclaration {
    /// What it says, for people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// When it must hold.
    pub when: ConditionDeclaration,
    /// The most autonomy allowed then.
    pub at_most: Action,
}

//! The shape of the facts that a policy may ask about.

use schemars::JsonSchema;
use ts_rs::TS;

/// A fact given with the prediction.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SignalDeclaration {
    /// What kind of value it is.
    #[serde(rename = "type")]
    pub kind: SignalType,
    /// Its unit, for people.
    pub unit: Option<String>,
    /// What counts when it is absent; without one, a condition that needs it is unknown.
    pub default: Option<SignalValue>,
    /// Of a string: every value it may have, at most 64.
    #[schemars(length(min = 1, max = 64))]
    pub values: Option<Vec<String>>,
    /// Where it comes from; without one, with the item.
    pub source: Option<SignalSource>,
}

/// Where a signal comes from that does not come with the item.
#[derive(JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignalSource {
    /// It says how the model fares, and is read in `degrade` only.
    Monitor,
}

/// The type of a signal.
#[derive(JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignalType {
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// One of the listed strings.
    String,
}

/// The value of a signal.
#[derive(JsonSchema, TS)]
#[schemars(untagged)]
#[ts(untagged)]
pub enum SignalValue {
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
    /// A string.
    Text(String),
}

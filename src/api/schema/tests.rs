//! The shape of a policy's tests, and of what comes of one.

use schemars::JsonSchema;
use ts_rs::TS;

use super::input::{Health, Input};
use crate::action::Action;
use crate::decide::Decision;
use crate::diagnostic::Span;

/// An input with the action that must come out.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TestDeclaration {
    /// What it shows.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The input.
    #[schemars(with = "GivenInput")]
    pub given: Input,
    /// The health beside it.
    #[schemars(with = "Option<GivenHealth>")]
    pub health: Option<Health>,
    /// The action.
    pub expect: Action,
}

/// An input of a test: any values, so that bad ones can be tested too.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct GivenInput {
    id: Option<serde_json::Value>,
    model: Option<serde_json::Value>,
    confidence: Option<serde_json::Value>,
    second: Option<serde_json::Value>,
    alternatives: Option<serde_json::Value>,
    operation: Option<serde_json::Value>,
    impact: Option<serde_json::Value>,
    signals: Option<serde_json::Value>,
    at_most: Option<serde_json::Value>,
    now: Option<serde_json::Value>,
}

/// The health of a test: any values.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct GivenHealth {
    signals: Option<serde_json::Value>,
    at_most: Option<serde_json::Value>,
}

/// A test of a policy, and what came of it.
#[derive(TS)]
#[ts(rename = "TestRun")]
pub struct TestRunShape {
    /// Its name.
    pub name: String,
    /// Where it stands: in the document, or in the list beside it.
    #[ts(rename = "in", type = "'document' | 'beside'")]
    pub home: String,
    /// Whether the action is the expected one.
    pub passed: bool,
    /// The expected action.
    pub expect: Action,
    /// What the policy decides.
    pub decision: Decision,
    /// Of a failing test the expected action, in the text; null for one that passes or was given as an object.
    pub span: Option<Span>,
}

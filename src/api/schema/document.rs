//! The shape of a policy document, and what its parts share: names, numbers and whatever someone wants to keep with it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use ts_rs::TS;

use super::audit::AuditDeclaration;
use super::evidence::{CalibrationDeclaration, EvidenceDeclaration};
use super::operation::OperationDeclaration;
use super::options::OptionsDeclaration;
use super::review::ReviewDeclaration;
use super::rules::{RequireDeclaration, RuleDeclaration, SegmentDeclaration, UnavailableDeclaration};
use super::signal::SignalDeclaration;
use super::tests::TestDeclaration;
use crate::action::Action;

/// A policy document.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PolicyDocument {
    /// Where the JSON Schema of policies is; for editors.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// The version of the format: 1.
    #[schemars(extend("const" = 1))]
    #[ts(type = "1")]
    pub leeway: u8,
    /// The policy's name.
    pub name: Name,
    /// Anything you want to keep with the policy.
    pub meta: Option<Meta>,
    /// How the confidence of models is calibrated, by the name of the model; `*` for any other that is named. At most 64.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 64))]
    pub calibration: Option<BTreeMap<String, CalibrationDeclaration>>,
    /// What justifies the thresholds: what no fit covers is not automatic.
    pub evidence: Option<EvidenceDeclaration>,
    /// Confidence bands: each name with its lower bound in [0, 1]; the lowest begins at 0; two to eight.
    #[schemars(extend("minProperties" = 2, "maxProperties" = 8))]
    pub confidence: BTreeMap<Name, Fraction>,
    /// Impact bands: each name with its lower bound in [0, 1]; the lowest begins at 0; two to eight.
    #[schemars(extend("minProperties" = 2, "maxProperties" = 8))]
    pub impact: BTreeMap<Name, Fraction>,
    /// The action of each cell, by confidence band, then impact band. Required unless the bands are low and high.
    pub matrix: Option<BTreeMap<Name, BTreeMap<Name, Action>>>,
    /// The facts that conditions may ask about.
    pub signals: Option<BTreeMap<Name, SignalDeclaration>>,
    /// What the app may do, each with its impact; `*` stands for any that is not listed.
    pub operations: Option<BTreeMap<String, OperationDeclaration>>,
    /// Parts of the traffic with thresholds of their own; the first that is true applies.
    pub segments: Option<Vec<SegmentDeclaration>>,
    /// What lowers autonomy.
    pub degrade: Option<Vec<RuleDeclaration>>,
    /// When an action cannot be had.
    pub unavailable: Option<Vec<UnavailableDeclaration>>,
    /// What must hold for every input.
    pub require: Option<Vec<RequireDeclaration>>,
    /// The base action of an input with findings; at most, and by default, the lower of `escalate` and the matrix's least.
    pub invalid: Option<Action>,
    /// The name of the lowest band: an absent confidence then counts as 0 instead of as a finding.
    pub without_confidence: Option<Name>,
    /// Which options to show.
    pub options: Option<OptionsDeclaration>,
    /// Which items are picked for audit.
    pub audit: Option<AuditDeclaration>,
    /// What becomes of an item that waits for a person.
    pub review: Option<ReviewDeclaration>,
    /// Inputs with the action that must come out.
    pub tests: Option<Vec<TestDeclaration>>,
}

/// A name: `^[a-z][a-z0-9_-]{0,63}$`.
#[derive(JsonSchema, TS, PartialEq, Eq, PartialOrd, Ord)]
#[schemars(transparent, inline)]
#[ts(type = "string")]
pub struct Name(#[schemars(regex(pattern = "^[a-z][a-z0-9_-]{0,63}$"))] pub String);

/// A number in [0, 1].
#[derive(JsonSchema, TS)]
#[schemars(transparent, inline)]
#[ts(type = "number")]
pub struct Fraction(#[schemars(range(min = 0.0, max = 1.0))] pub f64);

/// Any object.
#[derive(JsonSchema, TS)]
#[schemars(transparent, inline)]
#[ts(type = "{ readonly [key: string]: unknown }")]
pub struct Meta(pub serde_json::Map<String, serde_json::Value>);

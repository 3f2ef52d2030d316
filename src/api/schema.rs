//! The shape of documents and inputs as types, from which the JSON Schema and the TypeScript types are generated.
//! Reading does not go through them (`policy::read` collects every problem instead of the first); the tests hold the two
//! together.

pub mod logs;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use ts_rs::TS;

use crate::action::{Action, Code};
use crate::analyze::{
    Constraint, Coverage, Covered, Diff, Missing, Part, Range, Rate, Reach, Region, Summary, Telling, Trouble,
};
use crate::decide::{Alternative, Audit, Cell, Decision, Finding, Problem};
use crate::diagnostic::{self, Counterexample, Diagnostic, Severity, Span};
use crate::explain::{Change, Explanation, Operand, Step, StepName};
use crate::record::Record;

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

/// From the confidence that a model gives to how often it is right when it gives that: linear between points, constant
/// outside. Thresholds are then of calibrated confidence.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CalibrationDeclaration {
    /// How the map was made, for people.
    pub method: Option<CalibrationMethod>,
    /// Points of confidence and probability; confidences ascend strictly, probabilities do not descend.
    #[schemars(length(min = 1, max = 1000))]
    #[ts(type = "ReadonlyArray<readonly [confidence: number, probability: number]>")]
    pub points: Vec<[Fraction; 2]>,
}

/// How a calibration map was made.
#[derive(JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CalibrationMethod {
    /// Isotonic regression.
    Isotonic,
    /// Platt scaling.
    Platt,
}

/// Fits of thresholds to labelled outcomes. The reserved rule `evidence-stale` applies to every other model, to every `now`
/// after a fit's last, and to every case for which no threshold was found.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EvidenceDeclaration {
    /// The most autonomy of a model without a fit that counts; `suggest` by default, and at most.
    #[schemars(extend("enum" = ["suggest", "show_options", "escalate", "abstain", "block"]))]
    pub at_most: Option<Action>,
    /// At most one a model.
    #[schemars(length(min = 1, max = 64))]
    pub fits: Vec<FitDeclaration>,
}

/// A fit, as `fitThreshold` and `leeway fit` write it. With probability 1 - `delta` over the labelled sample, the share of
/// errors among what is automatic is at most `alpha`, as long as cases keep coming as they did.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct FitDeclaration {
    /// What is promised of: the share of errors among what is automatic.
    #[schemars(extend("const" = "error"))]
    #[ts(type = "'error'")]
    pub risk: String,
    /// The share of errors allowed.
    pub alpha: Fraction,
    /// How likely the promise may be broken.
    pub delta: Fraction,
    /// How many targets were tried on the log, this one included: they share delta.
    pub targets_tried: u32,
    /// Which fit of the policy it is, from 1.
    pub fit: u32,
    /// Whether the fits share one delta, the i-th taking its 6 / (pi i)^2.
    pub shared_over_fits: bool,
    /// What is left of delta for this fit.
    pub delta_used: Fraction,
    /// Over how many families that was split.
    pub families_tested: u32,
    /// With how many errors the first threshold of a test would still pass.
    pub start_errors: u32,
    /// From how many places each test starts.
    pub starts: u32,
    /// The rule that gave the thresholds to test.
    pub grid: GridDeclaration,
    /// The model; never `*`.
    #[schemars(length(min = 1))]
    pub model: String,
    /// Where the labels come from.
    #[schemars(extend("enum" = ["complete", "audit_blind"]))]
    #[ts(type = "'complete' | 'audit_blind'")]
    pub label_source: String,
    /// The rate that the labels stand for.
    pub label_rate: Fraction,
    /// Whether cases had units, of which one each was tested.
    pub one_row_per_unit: bool,
    /// SHA-256 of the log.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub log: Option<String>,
    /// SHA-256 of the canonical form of the points of the model's calibration map; null without one.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub calibration: Option<String>,
    /// SHA-256 of what the promise depends on beside the thresholds.
    pub scope: String,
    /// When it was made, in the unit of an input's `now`.
    #[schemars(required, extend("type" = ["number", "null"]))]
    pub fitted_at: Option<f64>,
    /// The last `now` at which it counts; null for ever.
    #[schemars(required, extend("type" = ["number", "null"]))]
    pub valid_until: Option<f64>,
    /// The families of rows, each with what was tested.
    #[schemars(length(max = 256))]
    pub families: Vec<FamilyDeclaration>,
}

/// The thresholds that are tested: the scores at so many ranks, or these.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GridDeclaration {
    /// So many ranks.
    #[schemars(range(min = 1, max = 100))]
    pub ranks: Option<u32>,
    /// These thresholds.
    pub given: Option<Vec<f64>>,
}

/// The rows that one threshold admits, with what was tested for them.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct FamilyDeclaration {
    /// The segment; null for rows of none.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub segment: Option<String>,
    /// The operation, where it names thresholds of its own; null for all others.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub operation: Option<String>,
    /// The lowest band of confidence that is automatic.
    pub band: String,
    /// How many labels there are.
    pub labels: u32,
    /// The threshold found, the lowest that was taken; null where none holds, so that nothing of the family is covered.
    #[schemars(required, extend("type" = ["number", "null"]))]
    pub threshold: Option<Fraction>,
    /// Why there is none.
    #[schemars(required, extend("type" = ["string", "null"]))]
    pub reason: Option<String>,
    /// The family's part of delta.
    pub delta: Fraction,
    /// Where in `path` each sequence starts.
    pub starts_at: Vec<u32>,
    /// Every tested threshold with the labels at or above it and the errors among them, highest first.
    #[schemars(length(max = 100))]
    #[ts(type = "ReadonlyArray<readonly [threshold: number, labels: number, errors: number]>")]
    pub path: Vec<(Fraction, u32, u32)>,
}

/// Any object.
#[derive(JsonSchema, TS)]
#[schemars(transparent, inline)]
#[ts(type = "{ readonly [key: string]: unknown }")]
pub struct Meta(pub serde_json::Map<String, serde_json::Value>);

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

/// Which options to show.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OptionsDeclaration {
    /// The most options to show; 5 by default.
    #[schemars(range(min = 1, max = 1000))]
    pub max: Option<u32>,
    /// Which of them hold the answer as surely as was asked: what a fit writes. Without it the first `max` are shown.
    pub threshold: Option<OptionSetsDeclaration>,
}

/// Conformal sets of alternatives: with probability 1 - `delta` over the labelled sample, the answer is in the set in the
/// share `coverage` of the cases that are shown options, of this model and one cell, as long as cases keep coming as they
/// did. A set that would be larger than `max`, or is not known for want of alternatives, makes `show_options` unavailable:
/// the promise is about the sets before that. So that more confidence never gives less autonomy, a set that would be too
/// large in a cell with more confidence or less impact is too large in this one too. Inputs of another model are shown the
/// first `max`.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct OptionSetsDeclaration {
    /// How alternatives are scored.
    pub method: SetMethodName,
    /// The share of cases whose set holds the answer.
    pub coverage: Fraction,
    /// How likely the promise may be broken.
    pub delta: Fraction,
    /// Over how many targets tried on the log delta is split, this one included; 1 by default.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub targets_tried: Option<u32>,
    /// Over how many cells delta is split: those with labels enough for a threshold.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub cells_tested: u32,
    /// The model that it was fitted to; an input that names none is taken to be of it.
    #[schemars(length(min = 1))]
    pub model: String,
    /// Where the labels come from: `complete` or `audit_blind`.
    pub label_source: Option<String>,
    /// SHA-256 of the log, in hexadecimal.
    pub log: Option<String>,
    /// The hash of the parts of the policy that decide which cases are shown options.
    pub scope: Option<String>,
    /// A threshold for each cell that has one; others are shown the first `max`.
    #[schemars(length(min = 1))]
    pub cells: Vec<OptionSetDeclaration>,
}

/// How alternatives are scored.
#[derive(JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SetMethodName {
    /// By their confidence: those at or above the threshold are shown.
    Lac,
    /// By the sum of confidences from the first down to theirs: those up to the threshold are shown.
    Aps,
}

/// The options of one cell. `labels` less `index` is how many answers the sample may have outside its sets: the most for
/// which P(Binomial(`labels`, 1 - `coverage`) <= that) is at most `delta` / (`targets_tried` * `cells_tested`).
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct OptionSetDeclaration {
    /// A cell whose action is `show_options`; null for what any cell with more autonomy gave and was lowered to it.
    #[schemars(required)]
    pub cell: Option<BandsOfCell>,
    /// How many labelled cases it was fitted to.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub labels: u32,
    /// Which of the scores of their answers is the threshold, 1 for the best.
    #[schemars(range(min = 1, max = 4294967295_u32))]
    pub index: u32,
    /// The threshold.
    pub threshold: f64,
}

/// A cell of the matrix, by its bands.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct BandsOfCell {
    /// The confidence band.
    pub confidence: Name,
    /// The impact band.
    pub impact: Name,
}

/// Which items are picked for audit, by a hash of their `id`: the same ones wherever it is asked. A pick never changes what
/// is decided. Someone then labels what was picked without seeing prediction or confidence (`label_source` `audit_blind`);
/// only such labels say how good what nobody reviews is.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditDeclaration {
    /// The share of items that are eligible for automation; 0.01 to 0.05 as a rule.
    pub rate: Fraction,
    /// The share of all others; 0 by default.
    pub explore_rate: Option<Fraction>,
    /// What sets this hash apart: another salt picks other items. Change it and the rates together, if at all.
    #[schemars(length(min = 1))]
    pub salt: String,
}

/// What becomes of an item that waits for a person.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct ReviewDeclaration {
    /// After how many seconds it expires.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub expires_after_s: f64,
    /// What is done then: `abstain` or `block`.
    #[schemars(extend("enum" = ["abstain", "block"]))]
    #[ts(type = "'abstain' | 'block'")]
    pub then: String,
}

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

/// A condition: exactly one operator.
#[derive(JsonSchema, TS)]
#[schemars(untagged)]
#[ts(untagged)]
pub enum ConditionDeclaration {
    /// A signal above a number.
    Above(AboveTest),
    /// A signal at or above a number.
    From(FromTest),
    /// A signal below a number.
    Below(BelowTest),
    /// A signal at or below a number.
    UpTo(UpToTest),
    /// A signal with exactly that value.
    Is(IsTest),
    /// A signal with one of those values.
    In(InTest),
    /// The operation, by name.
    Operation(OperationTest),
    /// Confidence less `second` is below a number; in `degrade` and `unavailable` only.
    MarginBelow(MarginTest),
    /// Fewer alternatives than that; in `degrade` and `unavailable` only.
    AlternativesBelow(AlternativesTest),
    /// Every part holds.
    All(AllOf),
    /// Some part holds.
    Any(AnyOf),
    /// The part does not hold.
    Not(NotOf),
}

macro_rules! operators {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $field_doc:literal])+ $(#[schemars($($schema:tt)+)])? $(#[serde(rename = $rename:literal)])? $field:ident: $type:ty),+ })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(JsonSchema, TS)]
            #[schemars(deny_unknown_fields)]
            pub struct $name {
                $($(#[doc = $field_doc])+ $(#[schemars($($schema)+)])? $(#[serde(rename = $rename)])? pub $field: $type,)+
            }
        )+
    };
}

operators! {
    /// A signal above a number.
    AboveTest {
        /// The signal.
        signal: String,
        /// The bound.
        above: f64
    }
    /// A signal at or above a number.
    FromTest {
        /// The signal.
        signal: String,
        /// The bound.
        from: f64
    }
    /// A signal below a number.
    BelowTest {
        /// The signal.
        signal: String,
        /// The bound.
        below: f64
    }
    /// A signal at or below a number.
    UpToTest {
        /// The signal.
        signal: String,
        /// The bound.
        up_to: f64
    }
    /// A signal with exactly that value.
    IsTest {
        /// The signal.
        signal: String,
        /// The value.
        is: SignalValue
    }
    /// A signal with one of those values.
    InTest {
        /// The signal.
        signal: String,
        /// The values.
        #[schemars(length(min = 1))]
        #[serde(rename = "in")]
        values: Vec<SignalValue>
    }
    /// The operation.
    OperationTest {
        /// Its name or names; `*` is any that is not listed.
        operation: NameOrNames
    }
    /// How far the prediction is ahead of the runner-up.
    MarginTest {
        /// The bound of confidence less `second`, in [0, 1].
        #[schemars(range(min = 0.0, max = 1.0))]
        margin_below: f64
    }
    /// How many alternatives there are.
    AlternativesTest {
        /// The bound.
        #[schemars(range(min = 1, max = 1000))]
        alternatives_below: u32
    }
    /// Every part holds.
    AllOf {
        /// The parts.
        #[schemars(length(min = 1))]
        all: Vec<ConditionDeclaration>
    }
    /// Some part holds.
    AnyOf {
        /// The parts.
        #[schemars(length(min = 1))]
        any: Vec<ConditionDeclaration>
    }
    /// The part does not hold.
    NotOf {
        /// The part.
        not: Box<ConditionDeclaration>
    }
}

/// One name, or a list of them.
#[derive(JsonSchema, TS)]
#[schemars(untagged)]
#[ts(untagged)]
pub enum NameOrNames {
    /// One.
    One(String),
    /// Several.
    Many(#[schemars(length(min = 1))] Vec<String>),
}

/// One prediction to decide. `null` and absent are the same.
#[derive(TS)]
#[ts(optional_fields = nullable)]
pub struct Input {
    /// What identifies the item.
    pub id: Option<String>,
    /// The model that made the prediction.
    pub model: Option<String>,
    /// How sure the model is, in [0, 1].
    pub confidence: Option<f64>,
    /// The runner-up's confidence, in [0, 1].
    pub second: Option<f64>,
    /// Ranked labels, the prediction first.
    pub alternatives: Option<Vec<Alternative>>,
    /// What the app would do.
    pub operation: Option<String>,
    /// How bad it would be to do it wrongly; the larger of this and the operation's counts.
    pub impact: Option<Impact>,
    /// Facts by name.
    pub signals: Option<Signals>,
    /// The most autonomy the caller allows now.
    pub at_most: Option<Action>,
    /// When, in a unit of your own.
    pub now: Option<f64>,
}

/// Facts by name.
#[derive(TS)]
#[ts(type = "{ readonly [name: string]: number | boolean | string | null | undefined }")]
pub struct Signals;

/// What many inputs share: facts about the system, and a ceiling.
#[derive(TS)]
#[ts(optional_fields = nullable)]
pub struct Health {
    /// Facts by name; where the input gives one too, the input's counts.
    pub signals: Option<Signals>,
    /// The most autonomy allowed now; of two ceilings the lower counts.
    pub at_most: Option<Action>,
}

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

/// The JSON Schema (draft 2020-12) of a policy document, as indented JSON.
#[must_use]
pub fn json_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(PolicyDocument)).unwrap_or_default();
    text.push('\n');
    text
}

/// The TypeScript types of documents, inputs and answers.
#[must_use]
pub fn typescript() -> String {
    let mut text =
        "// Generated from the Rust types by `cargo test --features schema,verbs` with LEEWAY_WRITE=1; do not edit.\n"
            .to_owned();
    let config = ts_rs::Config::default();
    macro_rules! declare {
        ($($type:ty),+ $(,)?) => {$(
            text.push('\n');
            text.push_str(<$type>::docs().unwrap_or_default().trim_start());
            text.push_str("export ");
            text.push_str(&<$type>::decl(&config));
            text.push('\n');
        )+};
    }
    declare!(
        PolicyDocument,
        CalibrationDeclaration,
        CalibrationMethod,
        EvidenceDeclaration,
        FitDeclaration,
        GridDeclaration,
        FamilyDeclaration,
        Impact,
        SignalDeclaration,
        SignalType,
        SignalSource,
        SignalValue,
        OperationDeclaration,
        RaiseDeclaration,
        SegmentDeclaration,
        RuleDeclaration,
        UnavailableDeclaration,
        OneOrMany,
        RequireDeclaration,
        OptionsDeclaration,
        OptionSetsDeclaration,
        SetMethodName,
        OptionSetDeclaration,
        BandsOfCell,
        AuditDeclaration,
        ReviewDeclaration,
        TestDeclaration,
        ConditionDeclaration,
        AboveTest,
        FromTest,
        BelowTest,
        UpToTest,
        IsTest,
        InTest,
        OperationTest,
        MarginTest,
        AlternativesTest,
        AllOf,
        AnyOf,
        NotOf,
        NameOrNames,
        Name,
        Fraction,
        Meta,
        Signals,
        Input,
        Health,
        Alternative,
        Action,
        Code,
        Decision,
        Cell,
        Finding,
        Problem,
        Audit,
        Explanation,
        Step,
        StepName,
        Operand,
        Change,
        Record,
        Diagnostic,
        Severity,
        Span,
        Counterexample,
        diagnostic::Code,
        Diff,
        Region,
        Constraint,
        Range,
        Coverage,
        Summary,
        Covered,
        Missing,
        Part,
        Reach,
        TestRunShape,
        LogRow,
        Correct,
        Outcome,
        OperationsOfLabels,
        LogDiff,
        Moves,
        Tally,
        Rate,
        Transition,
        Telling,
        Trouble,
        logs::LogErrorCode,
        logs::LogAbout,
        logs::RejectedRows,
        logs::TurnedOut,
        logs::NamedRows,
        logs::LabelCounts,
        logs::Interval,
        logs::ScoreQuality,
        logs::Corp,
        logs::NullBand,
        logs::ReliabilityBin,
        logs::Calibrated,
        logs::NotLearnt,
        logs::LossVerdict,
        logs::CalibrationComparison,
        logs::Losses,
        logs::LossDifference,
        logs::Temperature,
        logs::VennAbersRange,
        logs::PolicyFit,
        logs::LogHint,
        logs::WithCalibration,
        logs::ReviewersAsked,
        logs::PromiseMade,
        logs::LabelsNeeded,
        logs::FamilyOfFit,
        logs::TestedThreshold,
        logs::FitVerified,
        logs::MapOfFit,
        logs::OptionsFit,
        logs::CellOfOptions,
        logs::SetsCounted,
        logs::OptionsVerified,
        logs::Replayed,
        logs::AuditedRows,
        logs::RowsDone,
        logs::ReplayedCell,
        logs::ReplayedOperation,
        logs::ReplayedCost,
        logs::ReplayedGroup,
        logs::ReplayedClasses,
        logs::MeanOfClasses,
        logs::ShareOfClass,
        logs::ClassQuality,
        logs::RiskCurve,
        logs::RiskPoint,
        logs::SweepCount,
    );
    // Answers are frozen, and documents are only read.
    text.replace("Array<", "ReadonlyArray<").replace("ReadonlyReadonly", "Readonly")
}

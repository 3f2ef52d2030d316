//! What `check` says of a document: every problem at once, each with a stable code, a place and help.

use crate::action::{Action, serialize_by_name};
use crate::value::{Fields, Plain, Value, serialize_plain};

/// How much a diagnostic weighs; a document with an `error` does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, ts_rs::TS))]
#[cfg_attr(feature = "schema", serde(rename_all = "snake_case"))]
pub enum Severity {
    /// The document is refused.
    Error,
    /// It compiles, and is probably not what was meant.
    Warning,
    /// Worth knowing.
    Hint,
}

impl Severity {
    /// `error`, `warning` or `hint`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

serialize_by_name!(Severity, Code);

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What is wrong, as a stable `UPPER_SNAKE` name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema, ts_rs::TS), ts(rename = "DiagnosticCode"))]
        #[cfg_attr(feature = "schema", serde(rename_all = "SCREAMING_SNAKE_CASE"))]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order in which a document is read.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name, such as `UNKNOWN_FIELD`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

codes! {
    /// The text is not JSON.
    InvalidJson = "INVALID_JSON",
    /// The text is longer than 256 KB.
    DocumentTooLarge = "DOCUMENT_TOO_LARGE",
    /// Objects and lists are nested more than 32 deep.
    DocumentTooDeep = "DOCUMENT_TOO_DEEP",
    /// A number that a double cannot hold, such as `1e999`, or NaN in an object given to `compile`.
    NumberNotFinite = "NUMBER_NOT_FINITE",
    /// An object names the same member twice.
    DuplicateKey = "DUPLICATE_KEY",
    /// A value of another kind than this place wants.
    WrongType = "WRONG_TYPE",
    /// A required field is absent.
    MissingField = "MISSING_FIELD",
    /// A field that does not exist here.
    UnknownField = "UNKNOWN_FIELD",
    /// `leeway` is not 1.
    UnsupportedVersion = "UNSUPPORTED_VERSION",
    /// A name that does not have the form `^[a-z][a-z0-9_-]{0,63}$`.
    InvalidName = "INVALID_NAME",
    /// A name that JavaScript objects have of their own, such as `constructor`.
    ReservedName = "RESERVED_NAME",
    /// A name or id that its list has already.
    DuplicateName = "DUPLICATE_NAME",
    /// A list that may not be empty is.
    EmptyList = "EMPTY_LIST",
    /// More entries than a document may have.
    TooMany = "TOO_MANY",
    /// A number outside the range of its field.
    OutOfRange = "OUT_OF_RANGE",
    /// An axis has fewer than two or more than eight bands.
    BandCount = "BAND_COUNT",
    /// The lowest band of an axis does not begin at 0.
    FirstBoundNotZero = "FIRST_BOUND_NOT_ZERO",
    /// Lower bounds do not ascend strictly.
    BoundsNotAscending = "BOUNDS_NOT_ASCENDING",
    /// Scores of a calibration map do not ascend strictly.
    ScoresNotAscending = "SCORES_NOT_ASCENDING",
    /// A calibration map gives less probability for more confidence.
    MapDescends = "MAP_DESCENDS",
    /// A fitted set of options that its labels do not bear out.
    SetsNotProven = "SETS_NOT_PROVEN",
    /// Which cases are shown options has changed since their sets were fitted.
    SetsScope = "SETS_SCOPE",
    /// Sets of options that no case reaches.
    SetsUnused = "SETS_UNUSED",
    /// Sets that hold every alternative.
    SetsTooLarge = "SETS_TOO_LARGE",
    /// A band that the axis does not have.
    UnknownBand = "UNKNOWN_BAND",
    /// The matrix is needed, because the bands are not exactly low and high.
    MatrixRequired = "MATRIX_REQUIRED",
    /// A word that is no action.
    UnknownAction = "UNKNOWN_ACTION",
    /// A signal that the policy does not declare.
    UnknownSignal = "UNKNOWN_SIGNAL",
    /// An operation that the policy does not list.
    UnknownOperation = "UNKNOWN_OPERATION",
    /// A value that the signal does not list.
    UnknownValue = "UNKNOWN_VALUE",
    /// An operator that does not fit the signal's type.
    OperatorMismatch = "OPERATOR_MISMATCH",
    /// A condition that has not exactly one operator.
    ConditionOperator = "CONDITION_OPERATOR",
    /// `margin_below`, `alternatives_below` or a signal of a monitor where it is not allowed.
    ConditionNotAllowed = "CONDITION_NOT_ALLOWED",
    /// `block` is listed as unavailable.
    BlockUnavailable = "BLOCK_UNAVAILABLE",
    /// `without_confidence` names another band than the lowest.
    NotLowestBand = "NOT_LOWEST_BAND",
    /// What may be automatic has changed since a fit.
    EvidenceScope = "EVIDENCE_SCOPE",
    /// The calibration of a model has changed since its fit.
    EvidenceCalibration = "EVIDENCE_CALIBRATION",
    /// A fit speaks of a family of rows that the policy does not have.
    EvidenceFamily = "EVIDENCE_FAMILY",
    /// A threshold is not among those that its fit tested, or did not pass.
    EvidenceThreshold = "EVIDENCE_THRESHOLD",
    /// A part of delta is not what its splits give.
    EvidenceDelta = "EVIDENCE_DELTA",
    /// The steps of a fit are not nested.
    EvidencePath = "EVIDENCE_PATH",
    /// A sequence of tests starts where it may not.
    EvidenceStart = "EVIDENCE_START",
    /// A sequence of tests does not end at its first failure.
    EvidenceStop = "EVIDENCE_STOP",
    /// More confidence would give less autonomy.
    MatrixConfidenceOrder = "MATRIX_CONFIDENCE_ORDER",
    /// More impact would give more autonomy.
    MatrixImpactOrder = "MATRIX_IMPACT_ORDER",
    /// The lowest confidence band auto-applies above the lowest impact band.
    AutoApplyAtLowestConfidence = "AUTO_APPLY_AT_LOWEST_CONFIDENCE",
    /// `invalid` is above `escalate` or above the matrix's least action.
    InvalidTooHigh = "INVALID_TOO_HIGH",
    /// A `require` is broken by some input.
    RequireBroken = "REQUIRE_BROKEN",
    /// A `require` takes more steps to decide than there may be.
    RequireUndecided = "REQUIRE_UNDECIDED",
    /// A test of the document fails.
    TestFailed = "TEST_FAILED",
    /// A rule whose condition is never true.
    RuleNeverTrue = "RULE_NEVER_TRUE",
    /// A rule without which every input is given the same action.
    RuleNeverChanges = "RULE_NEVER_CHANGES",
    /// A segment that is never the first whose condition is true.
    SegmentNeverMatches = "SEGMENT_NEVER_MATCHES",
    /// No input without findings has an impact in this band.
    ImpactNeverReached = "IMPACT_NEVER_REACHED",
    /// A model's calibration maps nothing into this band.
    ConfidenceNeverReached = "CONFIDENCE_NEVER_REACHED",
    /// An operation or segment asks less confidence than the base.
    LooserThanBase = "LOOSER_THAN_BASE",
    /// While `escalate` is unavailable, `abstain` is too, so that only `block` is left.
    EscalateEndsInBlock = "ESCALATE_ENDS_IN_BLOCK",
    /// Leaving a signal out gives more autonomy than one of its values would.
    OptimisticDefault = "OPTIMISTIC_DEFAULT",
    /// The highest confidence band begins below 0.5.
    TopThresholdLow = "TOP_THRESHOLD_LOW",
    /// The highest impact band auto-applies.
    AutoApplyAtHighestImpact = "AUTO_APPLY_AT_HIGHEST_IMPACT",
    /// Cells of the matrix that inputs reach and no test does.
    CellUntested = "CELL_UNTESTED",
    /// More problems than are listed.
    MoreProblems = "MORE_PROBLEMS",
}

/// Where in the text a diagnostic points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, ts_rs::TS))]
pub struct Span {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// First UTF-16 code unit of the place, from 0 (the offset that editors in JavaScript use).
    pub start: u32,
    /// The UTF-16 code unit after the last.
    pub end: u32,
}

/// An input that breaks a property, and what it is given.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Counterexample {
    /// The input to `decide`.
    #[cfg_attr(feature = "schema", ts(type = "Input"))]
    pub input: Value,
    /// The health beside it, where it matters.
    #[cfg_attr(feature = "schema", ts(type = "Health | null"))]
    pub health: Option<Value>,
    /// The action it is given.
    pub action: Action,
}

/// One problem of a document.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Diagnostic {
    /// What is wrong.
    #[cfg_attr(feature = "schema", ts(type = "DiagnosticCode"))]
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Where, as a JSON pointer (RFC 6901); empty for the whole document.
    pub pointer: String,
    /// Where in the text; null for a document given as an object.
    pub span: Option<Span>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// For a broken property: an input that breaks it.
    pub counterexample: Option<Counterexample>,
}

serialize_plain!(Diagnostic, Span, Counterexample);

impl Plain for Diagnostic {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("code", self.code.name());
        out.put_text("severity", self.severity.name());
        out.put_text("pointer", &self.pointer);
        out.put_plain("span", self.span.as_ref().map(|span| span as &dyn Plain));
        out.put_text("message", &self.message);
        out.put_option("help", self.help.as_deref());
        out.put_plain("counterexample", self.counterexample.as_ref().map(|example| example as &dyn Plain));
        out.done()
    }
}

impl Plain for Span {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("line", Some(f64::from(self.line)));
        out.put_number("column", Some(f64::from(self.column)));
        out.put_number("start", Some(f64::from(self.start)));
        out.put_number("end", Some(f64::from(self.end)));
        out.done()
    }
}

impl Plain for Counterexample {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put("input", self.input.clone());
        out.put("health", self.health.clone().unwrap_or(Value::Null));
        out.put_text("action", self.action.name());
        out.done()
    }
}

impl Diagnostic {
    /// An error at that pointer.
    #[must_use]
    pub fn error(code: Code, pointer: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            pointer: pointer.to_owned(),
            span: None,
            message: message.into(),
            help: None,
            counterexample: None,
        }
    }

    /// The same, weighing that much.
    #[must_use]
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same with help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with an input that shows the problem.
    #[must_use]
    pub fn counterexample(mut self, counterexample: Option<Counterexample>) -> Self {
        self.counterexample = counterexample;
        self
    }
}

/// Whether any of them refuses the document.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

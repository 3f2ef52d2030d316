//! The row for the log: one decided case, with its numbers, ready for what turned out.

use std::borrow::Cow;

use crate::action::{Action, Code};
use crate::decide::{Decision, Inputs, Workspace, check, decide, raised_impact, read_facts};
use crate::policy::Policy;
use crate::value::{Fields, Plain, Value, number_text, serialize_plain};

/// One decided case.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Record {
    /// The input's id.
    pub id: Option<String>,
    /// The input's `now`, in the caller's unit.
    pub t: Option<f64>,
    /// The hash of the policy.
    pub policy: String,
    /// The model that made the prediction.
    pub model: Option<String>,
    /// The segment that applied.
    pub segment: Option<String>,
    /// The operation, as given.
    pub operation: Option<String>,
    /// The label of the first alternative.
    pub predicted: Option<String>,
    /// The confidence, in [0, 1].
    pub confidence: Option<f64>,
    /// The confidence after calibration; null without a calibration map.
    pub calibrated: Option<f64>,
    /// The runner-up's confidence, in [0, 1].
    pub second: Option<f64>,
    /// The impact that counted, raises included, in [0, 1].
    pub impact: Option<f64>,
    /// The action before rules, ceiling and availability.
    pub base: Action,
    /// What the app was told to do.
    pub action: Action,
    /// Which step settled it.
    #[cfg_attr(feature = "schema", ts(type = "DecisionCode"))]
    pub code: Code,
    /// The raises and rules that counted.
    pub rules: Vec<String>,
    /// What was missing.
    pub missing: Vec<String>,
    /// Whether the action would be `auto_apply` but for rules that read signals of a monitor, and for stale evidence.
    pub eligible: bool,
    /// The share of items like this one that is picked for audit, in [0, 1]; null where the policy asks for no audits, or
    /// without an id: nothing like it is ever picked.
    pub propensity: Option<f64>,
}

/// The numbers of an input that counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbers {
    /// The code of the model whose map holds; nothing where none is calibrated, or the model is not known.
    pub model: Option<usize>,
    /// The confidence as given; NaN where it has a finding or is absent.
    pub confidence: f64,
    /// What it is calibrated to, or NaN: without a map, or where it is not known.
    pub calibrated: f64,
    /// The runner-up's confidence; NaN likewise.
    pub second: f64,
    /// The impact, raises included; NaN where it is not known.
    pub impact: f64,
    /// See [`Record::eligible`].
    pub eligible: bool,
}

serialize_plain!(Record);

impl Plain for Record {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_option("id", self.id.as_deref());
        out.put_number("t", self.t);
        out.put_text("policy", &self.policy);
        out.put_option("model", self.model.as_deref());
        out.put_option("segment", self.segment.as_deref());
        out.put_option("operation", self.operation.as_deref());
        out.put_option("predicted", self.predicted.as_deref());
        out.put_number("confidence", self.confidence);
        out.put_number("calibrated", self.calibrated);
        out.put_number("second", self.second);
        out.put_number("impact", self.impact);
        out.put_text("base", self.base.name());
        out.put_text("action", self.action.name());
        out.put_text("code", self.code.name());
        out.put_texts("rules", &self.rules);
        out.put_texts("missing", &self.missing);
        out.put("eligible", Value::Boolean(self.eligible));
        out.put_number("propensity", self.propensity);
        out.done()
    }
}

impl Policy {
    /// The row for the log of an input and the decision it was given.
    #[must_use]
    pub fn record(&self, input: &Value, decision: &Decision, health: Option<&Value>) -> Record {
        let (facts, alternatives) = read_facts(self, input, health);
        let numbers = Numbers::new(self, &facts);
        let text = |name: &str| input.get(name).and_then(Value::as_text).map(str::to_owned);
        Record {
            id: text("id"),
            t: input.get("now").and_then(number),
            policy: self.hash().to_owned(),
            model: text("model"),
            segment: decision.segment.clone(),
            operation: text("operation"),
            predicted: alternatives.into_iter().next().map(|first| first.label),
            confidence: known(numbers.confidence),
            calibrated: known(numbers.calibrated),
            second: known(numbers.second),
            impact: known(numbers.impact),
            base: decision.base,
            action: decision.action,
            code: decision.code,
            rules: decision.rules.clone(),
            missing: decision.missing.clone(),
            eligible: numbers.eligible,
            propensity: decision.audit.map(|audit| audit.rate),
        }
    }
}

impl Numbers {
    /// The numbers of these facts.
    #[must_use]
    pub fn new(policy: &Policy, facts: &crate::decide::Facts) -> Self {
        let mut work = Workspace::new(policy);
        let eligible = decide(policy, facts, &mut work).eligible;
        let inputs: Inputs = check(policy, facts, &mut work.values);
        let impact = raised_impact(policy, &inputs, &work.truths);
        let model = inputs.model.filter(|_| policy.model().is_calibrated());
        let map = model.and_then(|code| policy.model().calibration(code));
        // What is absent is not the lowest that a map takes.
        let confidence = inputs.confidence;
        let calibrated = map.filter(|_| !confidence.is_nan()).map_or(f64::NAN, |entry| entry.map.apply(confidence));
        Self { model, confidence, calibrated, second: inputs.second, impact, eligible }
    }
}

/// What a row's model predicted: its `predicted`, or else the label of its first alternative. A number stands for its text.
#[must_use]
pub fn predicted(row: &Value) -> Option<Cow<'_, str>> {
    if let Some(predicted) = label_of(row.get("predicted")) {
        return Some(predicted);
    }
    let Some(Value::List(alternatives)) = row.get("alternatives") else { return None };
    label_of(alternatives.first()?.get("label"))
}

fn label_of(value: Option<&Value>) -> Option<Cow<'_, str>> {
    match value? {
        Value::Text(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number_text(*number))),
        Value::Null | Value::Boolean(_) | Value::List(_) | Value::Object(_) => None,
    }
}

/// Whether a row's prediction turned out right, as the first of these says that is there: `correct` (true, false, 1 or
/// 0); `outcome` (`accepted` is right; `edited`, `rejected` and `undone` are wrong); `label`, the true one, beside what
/// was predicted. Nothing where none is.
///
/// ```
/// let row = leeway::json::parse(r#"{"confidence": 0.9, "predicted": "greeting", "label": "goodbye"}"#).unwrap();
/// assert_eq!(leeway::record::correct(&row), Ok(Some(false)));
/// ```
///
/// # Errors
/// What is wrong where `correct` or `outcome` says something else.
pub fn correct(row: &Value) -> Result<Option<bool>, Unclear> {
    let given = |name: &str| row.get(name).filter(|value| **value != Value::Null);
    let correct = given("correct").map(|value| match value {
        Value::Boolean(truth) => Some(*truth),
        Value::Number(number) if number.total_cmp(&1.0).is_eq() => Some(true),
        Value::Number(number) if number.abs().total_cmp(&0.0).is_eq() => Some(false),
        Value::Null | Value::Number(_) | Value::Text(_) | Value::List(_) | Value::Object(_) => None,
    });
    let (label, predicted) = (label_of(given("label")), predicted(row));
    let outcome = given("outcome").map(Value::as_text);
    judge(Said { correct, outcome, label: label.as_deref(), predicted: predicted.as_deref() })
}

/// How a label came about. Only the first two say something of the cases that nobody reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSource {
    /// Every case was labelled.
    Complete,
    /// Picked by a hash, and labelled by someone who saw neither prediction nor confidence.
    AuditBlind,
    /// From a review: of those cases that went to people.
    Review,
    /// Taken from what people did.
    Implicit,
}

impl LabelSource {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Complete, Self::AuditBlind, Self::Review, Self::Implicit];

    /// The name in logs and evidence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::AuditBlind => "audit_blind",
            Self::Review => "review",
            Self::Implicit => "implicit",
        }
    }

    /// The source of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// What a row says of its outcome; a field that is there and says nothing that can be read is `Some(None)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'r> {
    pub(crate) correct: Option<Option<bool>>,
    pub(crate) outcome: Option<Option<&'r str>>,
    pub(crate) label: Option<&'r str>,
    pub(crate) predicted: Option<&'r str>,
}

/// The field of an outcome that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// `correct` is none of true, false, 1 and 0.
    Correct,
    /// `outcome` is none of its words.
    Outcome,
}

impl Unclear {
    /// What is wrong, in words.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Correct => "`correct` is none of true, false, 1 and 0",
            Self::Outcome => "`outcome` is none of `accepted`, `edited`, `rejected` and `undone`",
        }
    }
}

/// See [`correct`].
pub(crate) fn judge(said: Said<'_>) -> Result<Option<bool>, Unclear> {
    if let Some(correct) = said.correct {
        return correct.map(Some).ok_or(Unclear::Correct);
    }
    match said.outcome {
        Some(Some("accepted")) => Ok(Some(true)),
        Some(Some("edited" | "rejected" | "undone")) => Ok(Some(false)),
        Some(_) => Err(Unclear::Outcome),
        None => Ok(said.label.zip(said.predicted).map(|(label, predicted)| label == predicted)),
    }
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { known(*number) } else { None }
}

fn known(number: f64) -> Option<f64> {
    (!number.is_nan()).then_some(number)
}

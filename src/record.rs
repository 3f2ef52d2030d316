//! The row for the log: one decided case, with its numbers, ready for what turned out.

use crate::action::{Action, Code};
use crate::decide::{Decision, Inputs, Workspace, check, raised_impact, read_facts};
use crate::policy::Policy;
use crate::value::{Fields, Plain, Value, serialize_plain};

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
}

/// The numbers of an input that counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbers {
    /// The confidence; NaN where it has a finding or is absent.
    pub confidence: f64,
    /// The runner-up's confidence; NaN likewise.
    pub second: f64,
    /// The impact, raises included; NaN where it is not known.
    pub impact: f64,
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
            calibrated: None,
            second: known(numbers.second),
            impact: known(numbers.impact),
            base: decision.base,
            action: decision.action,
            code: decision.code,
            rules: decision.rules.clone(),
            missing: decision.missing.clone(),
        }
    }
}

impl Numbers {
    /// The numbers of these facts.
    #[must_use]
    pub fn new(policy: &Policy, facts: &crate::decide::Facts) -> Self {
        let mut work = Workspace::new(policy);
        let inputs: Inputs = check(policy, facts, &mut work.values);
        policy.plan.circuit.evaluate(&work.values, &mut work.truths);
        let impact = raised_impact(policy, &inputs, &work.truths);
        Self { confidence: inputs.confidence, second: inputs.second, impact }
    }
}

/// What a row's model predicted: its `predicted`, or else the label of its first alternative.
#[must_use]
pub fn predicted(row: &Value) -> Option<&str> {
    if let Some(predicted) = row.get("predicted").and_then(Value::as_text) {
        return Some(predicted);
    }
    let Some(Value::List(alternatives)) = row.get("alternatives") else { return None };
    alternatives.first()?.get("label")?.as_text()
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
/// What is wrong, in words, where `correct` or `outcome` says something else.
pub fn correct(row: &Value) -> Result<Option<bool>, &'static str> {
    let given = |name: &str| row.get(name).filter(|value| **value != Value::Null);
    match given("correct") {
        Some(Value::Boolean(truth)) => return Ok(Some(*truth)),
        Some(Value::Number(number)) if number.total_cmp(&1.0).is_eq() => return Ok(Some(true)),
        Some(Value::Number(number)) if number.abs().total_cmp(&0.0).is_eq() => return Ok(Some(false)),
        Some(_) => return Err("`correct` is none of true, false, 1 and 0"),
        None => {}
    }
    match given("outcome").map(Value::as_text) {
        Some(Some("accepted")) => return Ok(Some(true)),
        Some(Some("edited" | "rejected" | "undone")) => return Ok(Some(false)),
        Some(_) => return Err("`outcome` is none of `accepted`, `edited`, `rejected` and `undone`"),
        None => {}
    }
    let label = given("label").and_then(Value::as_text);
    Ok(label.zip(predicted(row)).map(|(label, predicted)| label == predicted))
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { known(*number) } else { None }
}

fn known(number: f64) -> Option<f64> {
    (!number.is_nan()).then_some(number)
}

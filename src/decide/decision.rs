//! The answer as plain data.

use crate::action::{Action, Code};
use crate::condition::Slot;
use crate::math::place;
use crate::policy::{EVIDENCE_STALE, Policy};
use crate::value::{Fields, Plain, Value, serialize_plain};

use super::facts::{Field, Problem};
use super::input::read_facts;
use super::steps::{Workspace, decide};
use super::verdict::{Bits, Verdict};
use super::wording;

/// What the app is told to do, and what led to it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Decision {
    /// What the app is told to do.
    pub action: Action,
    /// Which step settled it.
    #[cfg_attr(feature = "schema", ts(type = "DecisionCode"))]
    pub code: Code,
    /// Why, in words for a person.
    pub reason: String,
    /// The cell of the matrix; null with findings.
    pub cell: Option<Cell>,
    /// The action before rules, ceiling and availability.
    pub base: Action,
    /// The raises that raised the impact, then the rules that apply and allow less than the base, in document order.
    pub rules: Vec<String>,
    /// The declared signals (by name), then `second`, whose absence made a condition that counted unknown.
    pub missing: Vec<String>,
    /// The segment that applies.
    pub segment: Option<String>,
    /// What is wrong with the input.
    pub findings: Vec<Finding>,
    /// For `show_options` with alternatives: which to show, the likeliest first. That none of them is right is always among
    /// the answers that a person must be given: it is never in this list, and whoever shows it adds it.
    pub options: Option<Vec<Alternative>>,
    /// Whether the item is picked for audit; null where the policy asks for none, or the input has no id to pick by.
    pub audit: Option<Audit>,
}

/// A cell of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Cell {
    /// The confidence band.
    pub confidence: String,
    /// The impact band.
    pub impact: String,
}

/// Something wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Finding {
    /// Which field, such as `confidence` or `signals.locale`.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
    /// The same in words.
    pub message: String,
}

/// A label with its confidence.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, ts_rs::TS))]
pub struct Alternative {
    /// What the model says.
    pub label: String,
    /// How sure it is, in [0, 1].
    pub confidence: f64,
}

/// Whether an item is picked for audit.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Audit {
    /// Whether it is.
    pub picked: bool,
    /// The share of items like it that are, in [0, 1]: how much one that is picked stands for.
    pub rate: f64,
}

serialize_plain!(Decision, Cell, Finding, Alternative, Audit);

impl Plain for Decision {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("action", self.action.name());
        out.put_text("code", self.code.name());
        out.put_text("reason", &self.reason);
        out.put_plain("cell", self.cell.as_ref().map(|cell| cell as &dyn Plain));
        out.put_text("base", self.base.name());
        out.put_texts("rules", &self.rules);
        out.put_texts("missing", &self.missing);
        out.put_option("segment", self.segment.as_deref());
        out.put("findings", self.findings.plain());
        out.put_plain("options", self.options.as_ref().map(|options| options as &dyn Plain));
        out.put_plain("audit", self.audit.as_ref().map(|audit| audit as &dyn Plain));
        out.done()
    }
}

impl Plain for Cell {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("confidence", &self.confidence);
        out.put_text("impact", &self.impact);
        out.done()
    }
}

impl Plain for Finding {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("field", &self.field);
        out.put_text("problem", self.problem.name());
        out.put_text("message", &self.message);
        out.done()
    }
}

impl Plain for Alternative {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("label", &self.label);
        out.put_number("confidence", Some(self.confidence));
        out.done()
    }
}

impl Plain for Audit {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put("picked", Value::Boolean(self.picked));
        out.put_number("rate", Some(self.rate));
        out.done()
    }
}

impl Policy {
    /// Decides one input, with the health of the system beside it. Bad data gives findings and the policy's `invalid`
    /// action, never an error.
    ///
    /// ```
    /// let policy = leeway::api::compile(r#"{"leeway": 1, "name": "seed",
    ///     "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#).unwrap();
    /// let input = leeway::json::parse(r#"{"confidence": 0.91, "impact": 0.7}"#).unwrap();
    /// let decision = policy.decide(&input, None);
    /// assert_eq!(decision.action, leeway::Action::Suggest);
    /// assert_eq!(decision.reason, "high confidence, high impact");
    /// ```
    #[must_use]
    pub fn decide(&self, input: &Value, health: Option<&Value>) -> Decision {
        let (verdict, mut alternatives) = self.verdict(input, health);
        let mut decision = Decision::new(self, &verdict);
        if decision.action == Action::ShowOptions && !alternatives.is_empty() {
            alternatives.truncate(self.model().options_max);
            keep_set(self, &verdict, input, &mut alternatives);
            decision.options = Some(alternatives);
        }
        decision.pick(self, input);
        decision
    }

    /// The same without words, and without what depends on labels and the id; with the alternatives of the input.
    pub(crate) fn verdict(&self, input: &Value, health: Option<&Value>) -> (Verdict, Vec<Alternative>) {
        let (facts, alternatives) = read_facts(self, input, health);
        (decide(self, &facts, &mut Workspace::new(self)), alternatives)
    }
}

impl Decision {
    /// A verdict in words. Options and whether it is picked depend on the labels and the id of one input and are left out.
    #[must_use]
    pub fn new(policy: &Policy, verdict: &Verdict) -> Self {
        let model = policy.model();
        let mut findings = Vec::new();
        for (field, problem) in &verdict.findings {
            findings.push(finding(policy, *field, *problem));
        }
        Self {
            action: verdict.action,
            code: verdict.code,
            reason: wording::reason(policy, verdict),
            cell: verdict.cell.map(|(confidence, impact)| Cell {
                confidence: model.confidence.name(usize::from(confidence)).to_owned(),
                impact: model.impact.name(usize::from(impact)).to_owned(),
            }),
            base: verdict.base,
            rules: rule_names(policy, verdict),
            missing: missing_names(policy, &verdict.missing[0]),
            segment: verdict
                .segment
                .and_then(|index| model.segments.get(usize::from(index)))
                .map(|segment| segment.name.clone()),
            findings,
            options: None,
            audit: model.audit.as_ref().map(|audits| Audit { picked: false, rate: audits.rate_of(verdict.eligible) }),
        }
    }

    /// Picks by the hash of the input's id; without one there is nothing to pick by.
    fn pick(&mut self, policy: &Policy, input: &Value) {
        let id = input.get("id").and_then(Value::as_text);
        self.audit = policy
            .model()
            .audit
            .as_ref()
            .zip(self.audit)
            .zip(id)
            .map(|((audits, audit), id)| Audit { picked: place(&audits.salt, id) < audit.rate, ..audit });
    }
}

/// Keeps the options that belong to the set of their cell, the first in any case: one more never takes the answer away.
fn keep_set(policy: &Policy, verdict: &Verdict, input: &Value, options: &mut Vec<Alternative>) {
    let Some((sets, from)) = policy.model().sets.as_ref().zip(verdict.options_from) else { return };
    if !sets.are_of_another(input.get("model").and_then(Value::as_text)) {
        let (mut inside, mut sum) = (0_usize, 0.0);
        for option in options.iter() {
            sum += option.confidence;
            if sets.method.standing(option.confidence, sum) < f64::from_bits(from) {
                break;
            }
            inside = inside.saturating_add(1);
        }
        options.truncate(inside.max(1));
    }
}

/// Raises first, as in the steps; each list in document order.
fn rule_names(policy: &Policy, verdict: &Verdict) -> Vec<String> {
    let mut names = Vec::new();
    let (first, raises) = wording::raises(policy, verdict);
    for (number, raise) in (first..).zip(raises) {
        if verdict.named.contains(number) {
            names.push(raise.id.clone());
        }
    }
    for (number, rule) in policy.model().rules.iter().enumerate() {
        if verdict.named.contains(number) {
            names.push(rule.id.clone());
        }
    }
    if verdict.stale.is_some_and(|stale| stale.at_most(policy) < verdict.base) {
        names.push(EVIDENCE_STALE.to_owned());
    }
    names
}

/// Signals by name, then `second`.
pub(super) fn missing_names(policy: &Policy, slots: &Bits) -> Vec<String> {
    let mut names = Vec::new();
    for (index, signal) in policy.model().signals.iter().enumerate() {
        if slots.contains(Slot::signal(index).0) {
            names.push(signal.name.clone());
        }
    }
    if slots.contains(Slot::MARGIN.0) {
        names.push("second".to_owned());
    }
    names
}

#[inline(never)]
fn finding(policy: &Policy, field: Field, problem: Problem) -> Finding {
    let name = field.name(policy);
    Finding { message: wording::finding(policy, field, &name, problem), field: name, problem }
}

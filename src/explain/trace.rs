//! The steps of one decision in words, from the same parts that took it.

use crate::action::{Action, serialize_by_name};
use crate::condition::{Slot, Truth, truth_of};
use crate::decide::{Decision, Facts, Workspace, ceiling, decide, read_facts};
use crate::policy::{Kind, Policy};
use crate::record::Numbers;
use crate::value::{Fields, Plain, Value, join, number_text, serialize_plain};

use super::words;

/// A decision and what led to it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// Every step, in order; every rule and raise that was tried, also those that did not apply.
    pub steps: Vec<Step>,
    /// Signals that were given and that the policy does not declare.
    pub ignored: Vec<String>,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Step {
    /// Which step.
    pub step: StepName,
    /// What happened, with the numbers.
    pub text: String,
    /// The id of the rule or raise, or the name of the segment.
    pub id: Option<String>,
    /// Whether its condition holds.
    #[cfg_attr(feature = "schema", ts(type = "'true' | 'unknown' | 'false' | null"))]
    pub truth: Option<&'static str>,
    /// The action after this step, where it has one.
    pub action: Option<Action>,
}

/// The steps of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS), ts(rename_all = "snake_case"))]
pub enum StepName {
    /// What is wrong with the input.
    Check,
    /// The operation's impact and what raised it.
    Impact,
    /// Which thresholds hold.
    Thresholds,
    /// The cell and its action.
    Cell,
    /// One degradation rule.
    Degrade,
    /// The caller's ceiling.
    Ceiling,
    /// What was not available.
    Unavailable,
}

impl StepName {
    /// The name used in explanations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Impact => "impact",
            Self::Thresholds => "thresholds",
            Self::Cell => "cell",
            Self::Degrade => "degrade",
            Self::Ceiling => "ceiling",
            Self::Unavailable => "unavailable",
        }
    }
}

serialize_by_name!(StepName);
serialize_plain!(Explanation, Step);

impl Plain for Explanation {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put("decision", self.decision.plain());
        out.put("steps", self.steps.plain());
        out.put_texts("ignored", &self.ignored);
        out.done()
    }
}

impl Plain for Step {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("step", self.step.name());
        out.put_text("text", &self.text);
        out.put_option("id", self.id.as_deref());
        out.put_option("truth", self.truth);
        out.put_option("action", self.action.map(Action::name));
        out.done()
    }
}

impl Policy {
    /// Explains the decision of one input.
    ///
    /// ```
    /// let policy = leeway::api::compile(r#"{"leeway": 1, "name": "seed",
    ///     "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#).unwrap();
    /// let input = leeway::json::parse(r#"{"confidence": 0.8, "impact": 0.7}"#).unwrap();
    /// let explanation = policy.explain(&input, None);
    /// assert_eq!(explanation.steps[1].text, "confidence 0.8 is `low`; `high` begins at 0.85 of the policy, 0.05 more");
    /// ```
    #[must_use]
    pub fn explain(&self, input: &Value, health: Option<&Value>) -> Explanation {
        let (facts, _) = read_facts(self, input, health);
        let mut explanation = explain(self, &facts);
        explanation.decision = self.decide(input, health);
        explanation.ignored =
            [Some(input), health].into_iter().flatten().flat_map(|source| undeclared(self, source)).collect();
        explanation
    }
}

fn undeclared(policy: &Policy, source: &Value) -> Vec<String> {
    let Some(Value::Object(signals)) = source.get("signals") else { return Vec::new() };
    let declared = |name: &String| policy.model().signals.iter().any(|signal| signal.name == *name);
    signals.iter().map(|(name, _)| name).filter(|name| !declared(name)).cloned().collect()
}

/// Explains the decision of facts, without the options and the ignored signals, which are not among the facts.
#[must_use]
pub fn explain(policy: &Policy, facts: &Facts) -> Explanation {
    let mut work = Workspace::new(policy);
    let verdict = decide(policy, facts, &mut work);
    let decision = Decision::new(policy, &verdict);
    let operation = verdict.operation.map(usize::from);
    let numbers = Numbers::new(policy, facts);
    let mut trace = Trace { policy, work: &work, numbers, decision: &decision, operation, steps: Vec::new() };
    trace.check();
    trace.impact();
    trace.thresholds();
    trace.cell();
    let after_rules = trace.rules();
    let capped = after_rules.min(ceiling(facts));
    trace.ceiling(after_rules, capped);
    trace.unavailable(capped);
    let steps = trace.steps;
    Explanation { decision, steps, ignored: Vec::new() }
}

struct Trace<'a> {
    policy: &'a Policy,
    work: &'a Workspace,
    numbers: Numbers,
    decision: &'a Decision,
    operation: Option<usize>,
    steps: Vec<Step>,
}

impl Trace<'_> {
    fn tell(&mut self, step: StepName, text: String, action: Option<Action>) {
        self.steps.push(Step { step, text, id: None, truth: None, action });
    }

    /// Tells of what has that id and a condition.
    fn tell_of(&mut self, step: StepName, id: &str, text: String, truth: Truth, action: Option<Action>) {
        self.steps.push(Step { step, text, id: Some(id.to_owned()), truth: Some(truth.name()), action });
    }

    fn check(&mut self) {
        for finding in &self.decision.findings {
            self.tell(StepName::Check, finding.message.clone(), None);
        }
    }

    fn impact(&mut self) {
        let impact = self.numbers.impact;
        let name = self.operation.and_then(|code| self.policy.model().operation(code)).map(|operation| &operation.name);
        let text = match name {
            _ if impact.is_nan() => "the impact is not known".to_owned(),
            Some(name) => format!("impact {} for `{name}`", number_text(impact)),
            None => format!("impact {}", number_text(impact)),
        };
        self.tell(StepName::Impact, text + &self.impact_bands(), None);
        self.raises();
    }

    /// Where each band of impact begins.
    fn impact_bands(&self) -> String {
        let mut text = String::new();
        for band in &self.policy.model().impact.bands {
            let word = if text.is_empty() { "; bands: " } else { ", " };
            text.push_str(&format!("{word}`{}` from {}", band.name, number_text(band.bound)));
        }
        text
    }

    fn raises(&mut self) {
        let plan = self.operation.and_then(|code| self.policy.plan.operations.get(code));
        let operation = self.operation.and_then(|code| self.policy.model().operation(code));
        let (Some(operation), Some(plan)) = (operation, plan) else { return };
        for (raise, node) in operation.raises.iter().zip(&plan.raises) {
            let truth = truth_of(&self.work.truths, *node);
            let effect = if truth.is_possible() {
                format!("raises the impact to {}", number_text(raise.to))
            } else {
                "does not apply".to_owned()
            };
            let text = format!("`{}` {effect}: {}", raise.id, self.tried(&raise.when, truth));
            self.tell_of(StepName::Impact, &raise.id, text, truth, None);
        }
    }

    /// The condition, whether it holds, and the values it looked at.
    fn tried(&self, condition: &crate::condition::Condition, truth: Truth) -> String {
        let mut seen: Vec<Slot> = Vec::new();
        condition.tests(&mut |slot, _| {
            if !seen.contains(&slot) {
                seen.push(slot);
            }
        });
        let mut values = Vec::new();
        for slot in seen {
            if let Some(value) = self.value(slot) {
                values.push(value);
            }
        }
        let given = if values.is_empty() { String::new() } else { format!(" ({})", join(&values, ", ")) };
        format!("\"{}\" is {}{given}", words::condition(self.policy.model(), condition), truth.name())
    }

    fn value(&self, slot: Slot) -> Option<String> {
        let value = self.work.values.get(slot.0).copied().unwrap_or(f64::NAN);
        let (name, kind) = match slot {
            Slot::OPERATION => return None,
            Slot::MARGIN => ("margin", &Kind::Number),
            Slot::ALTERNATIVES => ("alternatives", &Kind::Number),
            Slot(_) => {
                let signal = slot.signal_index().and_then(|index| self.policy.model().signals.get(index))?;
                (signal.name.as_str(), &signal.kind)
            }
        };
        if value.is_nan() {
            return Some(format!("{name} is missing"));
        }
        Some(format!("{name} is {}", words::value(&kind.value(value))))
    }

    fn thresholds(&mut self) {
        let model = self.policy.model();
        for (segment, node) in model.segments.iter().zip(&self.policy.plan.segments) {
            let truth = truth_of(&self.work.truths, *node);
            let effect = match truth {
                Truth::True => "applies",
                Truth::Unknown => "cannot be ruled out: its thresholds count too",
                Truth::False => "does not apply",
            };
            let text = format!("segment `{}` {effect}: {}", segment.name, self.tried(&segment.when, truth));
            self.tell_of(StepName::Thresholds, &segment.name, text, truth, None);
            if truth == Truth::True {
                break;
            }
        }
    }

    fn cell(&mut self) {
        let base = self.decision.base;
        let Some(cell) = &self.decision.cell else {
            let text = format!("the input has findings: `{}`", base.name());
            return self.tell(StepName::Cell, text, Some(base));
        };
        let missing = self.numbers.confidence.is_nan();
        let value = if missing { 0.0 } else { self.numbers.confidence };
        let mut confidence = if missing {
            format!("confidence is missing and counts as 0: `{}`", cell.confidence)
        } else {
            format!("confidence {} is `{}`", number_text(value), cell.confidence)
        };
        confidence.push_str(&self.distances(value, &cell.confidence));
        self.tell(StepName::Thresholds, confidence, None);
        let text = format!("{} confidence and {} impact: `{}`", cell.confidence, cell.impact, base.name());
        self.tell(StepName::Cell, text, Some(base));
    }

    /// How far the thresholds of this band and of the next are, and whose they are.
    fn distances(&self, value: f64, band: &str) -> String {
        let axis = &self.policy.model().confidence;
        let band = axis.position(band).unwrap_or(0);
        let mut text = String::new();
        if band > 0 {
            let (bound, source) = self.threshold(band);
            text = format!(", {} above its threshold {} of {source}", rounded(value - bound), number_text(bound));
        }
        let next = band.saturating_add(1);
        if next < axis.bands.len() {
            let (bound, source) = self.threshold(next);
            let (name, bound, more) = (axis.name(next), number_text(bound), rounded(bound - value));
            text.push_str(&format!("; `{name}` begins at {bound} of {source}, {more} more"));
        }
        text
    }

    /// The threshold of a band above the lowest that counts for this input: the greatest of those that hold together,
    /// and whose it is.
    fn threshold(&self, band: usize) -> (f64, String) {
        let mut found = (0.0, String::new());
        for (source, set) in self.threshold_sets() {
            let bound = set.get(band.saturating_sub(1)).copied().unwrap_or(0.0);
            if found.1.is_empty() || bound > found.0 {
                found = (bound, source);
            }
        }
        found
    }

    /// The sets of thresholds that hold together, each without the lowest band's 0.
    fn threshold_sets(&self) -> Vec<(String, &[f64])> {
        let (plan, model) = (&self.policy.plan, self.policy.model());
        let mut sets: Vec<(String, &[f64])> = Vec::new();
        let mut settled = false;
        if let Some(code) = self.operation
            && let Some(own) = plan.operations.get(code).and_then(|plan| plan.thresholds.as_deref())
            && let Some(operation) = model.operation(code)
        {
            sets.push((format!("operation `{}`", operation.name), own));
            settled = true;
        }
        for (index, segment) in model.segments.iter().enumerate() {
            let (Some(node), Some(set)) = (plan.segments.get(index), plan.segment_thresholds.get(index)) else { break };
            let truth = truth_of(&self.work.truths, *node);
            if truth.is_possible() {
                sets.push((format!("segment `{}`", segment.name), set));
            }
            if truth == Truth::True {
                settled = true;
                break;
            }
        }
        if !settled {
            sets.push(("the policy".to_owned(), &plan.base));
        }
        sets
    }

    /// Each rule; returns the action after all of them.
    fn rules(&mut self) -> Action {
        let mut action = self.decision.base;
        for (rule, node) in self.policy.model().rules.iter().zip(&self.policy.plan.rules) {
            let truth = truth_of(&self.work.truths, *node);
            let effect = if !truth.is_possible() {
                "does not apply".to_owned()
            } else if rule.at_most < action {
                format!("lowers it to `{}`", rule.at_most.name())
            } else {
                format!("applies and allows `{}`", rule.at_most.name())
            };
            if truth.is_possible() {
                action = action.min(rule.at_most);
            }
            let text = format!("`{}` {effect}: {}", rule.id, self.tried(&rule.when, truth));
            self.tell_of(StepName::Degrade, &rule.id, text, truth, Some(action));
        }
        action
    }

    fn ceiling(&mut self, before: Action, capped: Action) {
        if capped < before {
            let text = format!("the ceiling lowers it to `{}`", capped.name());
            self.tell(StepName::Ceiling, text, Some(capped));
        }
    }

    fn unavailable(&mut self, capped: Action) {
        let mut action = capped;
        while action > self.decision.action
            && let Some(lower) = action.next_lower()
        {
            let mut text = format!("`{}` is not available", action.name());
            let truth = self.unavailable_truth(action, &mut text);
            self.steps.push(Step { step: StepName::Unavailable, text, id: None, truth, action: Some(lower) });
            action = lower;
        }
    }

    /// Adds the first entry that makes an action unavailable to the text.
    fn unavailable_truth(&self, action: Action, text: &mut String) -> Option<&'static str> {
        for (entry, node) in self.policy.model().unavailable.iter().zip(&self.policy.plan.unavailable) {
            let truth = truth_of(&self.work.truths, *node);
            if entry.action == action && truth.is_possible() {
                text.push_str(": ");
                text.push_str(&self.tried(&entry.when, truth));
                return Some(truth.name());
            }
        }
        None
    }
}

/// A distance without the last digits, in which only the error of the subtraction shows.
fn rounded(distance: f64) -> String {
    number_text((distance * 1e12).round() / 1e12)
}

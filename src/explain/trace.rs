//! The steps of one decision in words, from the same parts that took it.

use crate::action::{Action, serialize_by_name};
use crate::condition::{Condition, Interval, Node, Truth, truth_of};
use crate::decide::{Decision, Facts, Field, Workspace, ceiling, decide, read_facts};
use crate::policy::Policy;
use crate::record::Numbers;
use crate::value::{Fields, Plain, Value, number_text, serialize_plain};

use super::counterfactual::{Change, changes};
use super::operand::Operand;
use super::wording;

/// A decision and what led to it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// Every step, in order; every rule and raise that was tried, also those that did not apply.
    pub steps: Vec<Step>,
    /// The exact changes that would have given another action: each action with more autonomy, and the next with less
    /// that can be had. Most autonomy first; of one action, the first is preferred.
    pub changes: Vec<Change>,
    /// Whether the search for changes of two fields reached its limit, so that there may be more.
    pub cut_short: bool,
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
    /// What was looked at, as data: of a rule, what each of its tests asks, in their order.
    pub operands: Vec<Operand>,
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
        out.put("changes", self.changes.plain());
        out.put("cut_short", Value::Boolean(self.cut_short));
        out.put_texts("ignored", &self.ignored);
        out.done()
    }
}

impl Plain for Step {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("step", self.step.name());
        out.put_text("text", &self.text);
        out.put("operands", self.operands.plain());
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
    /// let input = leeway::json::parse(r#"{"confidence": 0.8, "impact": 0.2}"#).unwrap();
    /// let explanation = policy.explain(&input, None);
    /// assert_eq!(explanation.steps[1].text, "confidence 0.8 is `low`; `high` begins at 0.85 of the policy, 0.05 more");
    /// assert_eq!(explanation.changes[0].text, "`auto_apply` if `confidence` were at least 0.85");
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
    trace.ceiling(facts, after_rules, capped);
    trace.unavailable(capped);
    let steps = trace.steps;
    let changes = changes(policy, facts);
    Explanation { decision, steps, changes: changes.list, cut_short: changes.cut_short, ignored: Vec::new() }
}

struct Trace<'a> {
    policy: &'a Policy,
    work: &'a Workspace,
    numbers: Numbers,
    decision: &'a Decision,
    operation: Option<usize>,
    steps: Vec<Step>,
}

impl<'a> Trace<'a> {
    fn tell(&mut self, step: StepName, text: String, operands: Vec<Operand>, action: Option<Action>) {
        self.steps.push(Step { step, text, operands, id: None, truth: None, action });
    }

    /// Tells that a condition was tried, and to what effect.
    fn tell_tried(
        &mut self,
        step: StepName,
        id: Option<&str>,
        effect: &str,
        tried: (&Condition, Truth),
        action: Option<Action>,
    ) {
        let (condition, truth) = tried;
        let mut operands = Vec::new();
        condition.tests(&mut |slot, wanted| {
            let value = self.work.values.get(slot.0).copied().unwrap_or(f64::NAN);
            operands.push(Operand::of_test(self.policy, slot, value, wanted));
        });
        let text = format!("{effect}: {}", wording::tried(self.policy, condition, truth, &operands));
        self.steps.push(Step { step, text, operands, id: id.map(str::to_owned), truth: Some(truth.name()), action });
    }

    fn truth(&self, node: Node) -> Truth {
        truth_of(&self.work.truths, node)
    }

    fn check(&mut self) {
        for finding in &self.decision.findings {
            self.tell(StepName::Check, finding.message.clone(), Vec::new(), None);
        }
    }

    fn impact(&mut self) {
        let impact = self.numbers.impact;
        let operation = self.operation.and_then(|code| self.policy.model().operation(code));
        if impact.is_nan() {
            self.tell(StepName::Impact, "the impact is not known".to_owned(), Vec::new(), None);
        } else {
            let of = operation.map_or_else(String::new, |operation| format!(" for `{}`", operation.name));
            let value = format!("impact {}{of}", number_text(impact));
            let sets = [("policy".to_owned(), self.policy.plan.impact.as_slice())];
            self.band(StepName::Impact, Field::IMPACT, impact, &value, &sets);
        }
        self.raises();
    }

    /// In which band a value is, between which thresholds; each is the greatest of the sets that hold together.
    fn band(&mut self, step: StepName, field: Field, value: f64, words: &str, sets: &[(String, &[f64])]) {
        let model = self.policy.model();
        let axis = if step == StepName::Impact { &model.impact } else { &model.confidence };
        let mut thresholds = Vec::new();
        let mut band = 0;
        for index in 1..axis.bands.len() {
            let mut bound = 0.0;
            let mut whose = None;
            for (source, set) in sets {
                let of_set = set.get(index.saturating_sub(1)).copied().unwrap_or(0.0);
                if of_set > bound {
                    bound = of_set;
                    whose = Some(source.clone());
                }
            }
            let mut threshold = Operand::new(self.policy, field, value, Interval::from(bound));
            threshold.source = whose;
            thresholds.push(threshold);
            if bound <= value {
                band = index;
            }
        }
        let text = wording::band(words, band, axis, &thresholds);
        self.tell(step, text, thresholds, None);
    }

    fn raises(&mut self) {
        let plan = self.operation.and_then(|code| self.policy.plan.operations.get(code));
        let operation = self.operation.and_then(|code| self.policy.model().operation(code));
        let (Some(operation), Some(plan)) = (operation, plan) else { return };
        for (raise, node) in operation.raises.iter().zip(&plan.raises) {
            let truth = self.truth(*node);
            let effect = if truth.is_possible() {
                format!("`{}` raises the impact to {}", raise.id, number_text(raise.to))
            } else {
                wording::does_not_apply(&raise.id)
            };
            self.tell_tried(StepName::Impact, Some(&raise.id), &effect, (&raise.when, truth), None);
        }
    }

    fn thresholds(&mut self) {
        let model = self.policy.model();
        for (segment, node) in model.segments.iter().zip(&self.policy.plan.segments) {
            let truth = self.truth(*node);
            let effect = match truth {
                Truth::True => "applies",
                Truth::Unknown => "cannot be ruled out, its thresholds count too",
                Truth::False => "does not apply",
            };
            let effect = format!("segment `{}` {effect}", segment.name);
            self.tell_tried(StepName::Thresholds, Some(&segment.name), &effect, (&segment.when, truth), None);
            if truth == Truth::True {
                break;
            }
        }
    }

    fn cell(&mut self) {
        let base = self.decision.base;
        let Some(cell) = &self.decision.cell else {
            let text = format!("the input has findings: `{}`", base.name());
            return self.tell(StepName::Cell, text, Vec::new(), Some(base));
        };
        let missing = self.numbers.confidence.is_nan();
        let value = if missing { 0.0 } else { self.numbers.confidence };
        let words = if missing {
            "confidence 0 (none is given)".to_owned()
        } else {
            format!("confidence {}", number_text(value))
        };
        let sets = self.threshold_sets();
        self.band(StepName::Thresholds, Field::CONFIDENCE, value, &words, &sets);
        let text = format!("{} confidence and {} impact: `{}`", cell.confidence, cell.impact, base.name());
        self.tell(StepName::Cell, text, Vec::new(), Some(base));
    }

    /// The sets of thresholds that hold together, each without the lowest band's 0.
    fn threshold_sets(&self) -> Vec<(String, &'a [f64])> {
        let (plan, model) = (&self.policy.plan, self.policy.model());
        let mut sets: Vec<(String, &'a [f64])> = Vec::new();
        let mut settled = false;
        if let Some(code) = self.operation
            && let Some(own) = plan.operations.get(code).and_then(|plan| plan.thresholds.as_deref())
            && let Some(operation) = model.operation(code)
        {
            sets.push((format!("operation {}", operation.name), own));
            settled = true;
        }
        for (index, segment) in model.segments.iter().enumerate() {
            let (Some(node), Some(set)) = (plan.segments.get(index), plan.segment_thresholds.get(index)) else { break };
            let truth = truth_of(&self.work.truths, *node);
            if truth.is_possible() {
                sets.push((format!("segment {}", segment.name), set));
            }
            if truth == Truth::True {
                settled = true;
                break;
            }
        }
        if !settled {
            sets.push(("policy".to_owned(), &plan.base));
        }
        sets
    }

    /// Each rule; returns the action after all of them.
    fn rules(&mut self) -> Action {
        let mut action = self.decision.base;
        for (rule, node) in self.policy.model().rules.iter().zip(&self.policy.plan.rules) {
            let truth = self.truth(*node);
            let effect = if !truth.is_possible() {
                wording::does_not_apply(&rule.id)
            } else if rule.at_most < action {
                format!("`{}` lowers it to `{}`", rule.id, rule.at_most.name())
            } else {
                format!("`{}` applies and allows `{}`", rule.id, rule.at_most.name())
            };
            if truth.is_possible() {
                action = action.min(rule.at_most);
            }
            self.tell_tried(StepName::Degrade, Some(&rule.id), &effect, (&rule.when, truth), Some(action));
        }
        action
    }

    fn ceiling(&mut self, facts: &Facts, before: Action, capped: Action) {
        if capped < before {
            let text = format!("the ceiling lowers it to `{}`", capped.name());
            let mut operands = Vec::new();
            for field in [Field::AT_MOST, Field::HEALTH_AT_MOST] {
                let value = facts.get(field);
                if !value.is_nan() {
                    operands.push(Operand::new(self.policy, field, value, Interval::is(value)));
                }
            }
            self.tell(StepName::Ceiling, text, operands, Some(capped));
        }
    }

    /// Each action that is not available, with the first entry that makes it so.
    fn unavailable(&mut self, capped: Action) {
        let mut action = capped;
        while action > self.decision.action
            && let Some(lower) = action.next_lower()
        {
            for (entry, node) in self.policy.model().unavailable.iter().zip(&self.policy.plan.unavailable) {
                let truth = self.truth(*node);
                if entry.action == action && truth.is_possible() {
                    let effect = format!("`{}` is not available", action.name());
                    self.tell_tried(StepName::Unavailable, None, &effect, (&entry.when, truth), Some(lower));
                    break;
                }
            }
            action = lower;
        }
    }
}

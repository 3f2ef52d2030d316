//! The steps of one decision in words, from the same parts that took it.

use crate::action::{Action, serialize_by_name};
use crate::calibrate::Method;
use crate::condition::{Condition, Interval, Node, Truth, truth_of};
use crate::decide::{
    Decision, Facts, Field, Stale, Workspace, ceiling, ceiling_of, decide, exceeds_options, read_facts, stale_words,
    whole,
};
use crate::policy::{EVIDENCE_STALE, Policy};
use crate::record::Numbers;
use crate::value::{Fields, Plain, Value, fill, join, number_text, serialize_plain};

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
    /// Whether the search for changes reached its limit, so that there may be more: of two fields where the policy has
    /// many, of one where it has thousands of bounds.
    pub cut_short: bool,
    /// What was given and not read: fields that no input has, those of `health` as `health.NAME`, and signals that the
    /// policy does not declare. A misspelt ceiling stands here.
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
    /// The id of the rule or raise, the name of the segment, or the action that is not available.
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
    /// assert_eq!(explanation.steps[1].text, "confidence 0.8 is `low`; `high` begins at 0.85 (policy), 0.05 away");
    /// assert_eq!(explanation.changes[0].text, "`auto_apply` if `confidence` were at least 0.85");
    /// ```
    #[must_use]
    pub fn explain(&self, input: &Value, health: Option<&Value>) -> Explanation {
        let (facts, _) = read_facts(self, input, health);
        let mut explanation = explain(self, &facts);
        explanation.decision = self.decide(input, health);
        explanation.ignored = ignored(self, input, "", &FIELDS);
        explanation.ignored.extend(health.map(|health| ignored(self, health, "health.", &SHARED)).unwrap_or_default());
        explanation
    }
}

/// The fields of an input.
const FIELDS: [&str; 10] =
    ["id", "model", "confidence", "second", "alternatives", "operation", "impact", "signals", "at_most", "now"];
/// The fields of the health beside it.
const SHARED: [&str; 2] = ["signals", "at_most"];

fn ignored(policy: &Policy, source: &Value, path: &str, fields: &[&str]) -> Vec<String> {
    let Value::Object(members) = source else { return Vec::new() };
    let unknown = members.iter().filter(|(name, _)| !fields.contains(&name.as_str()));
    let mut ignored: Vec<String> = unknown.map(|(name, _)| format!("{path}{name}")).collect();
    if let Some(Value::Object(signals)) = source.get("signals") {
        let is_declared = |name: &String| policy.model().signals.iter().any(|signal| signal.name == *name);
        ignored.extend(signals.iter().map(|(name, _)| name).filter(|name| !is_declared(name)).cloned());
    }
    ignored
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
    let after_rules = trace.evidence(facts, verdict.stale, after_rules);
    let capped = after_rules.min(ceiling(facts));
    trace.ceiling(facts, after_rules, capped);
    trace.unavailable(facts, verdict.cell, capped);
    let steps = trace.steps;
    let changes = changes(policy, facts);
    Explanation { decision, steps, changes: changes.list, cut_short: changes.cut_short, ignored: Vec::new() }
}

/// Whose a threshold is when it is no operation's and no segment's.
const POLICY: [&str; 2] = ["policy", ""];

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
        self.tell_of(step, None, text, operands, action);
    }

    /// Tells of a part of the policy with an id, and the truth of what makes it apply.
    fn tell_of(
        &mut self,
        step: StepName,
        part: Option<(&str, Truth)>,
        text: String,
        operands: Vec<Operand>,
        action: Option<Action>,
    ) {
        let (id, truth) = part.map(|(id, truth)| (id.to_owned(), truth.name())).unzip();
        self.steps.push(Step { step, text, operands, id, truth, action });
    }

    /// Tells of a part of the policy that its condition was tried, and to what effect where it may hold.
    fn tell_tried(
        &mut self,
        step: StepName,
        id: &str,
        tried: (&Condition, Truth),
        effect: &str,
        action: Option<Action>,
    ) {
        let (condition, truth) = tried;
        let mut operands = Vec::new();
        condition.tests(&mut |slot, wanted| {
            let value = self.work.values.get(slot.0).copied().unwrap_or(f64::NAN);
            operands.push(Operand::of_test(self.policy, slot, value, wanted));
        });
        let effect = if truth.is_possible() { effect } else { "does not apply" };
        let text = fill("`{}` {}: {}", &[id, effect, &wording::tried(self.policy, condition, truth, &operands)]);
        self.tell_of(step, Some((id, truth)), text, operands, action);
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
        if !impact.is_nan() {
            self.band(StepName::Impact, "impact ", impact);
        }
        let plan = self.operation.and_then(|code| self.policy.plan.operations.get(code));
        let operation = self.operation.and_then(|code| self.policy.model().operation(code));
        let (Some(operation), Some(plan)) = (operation, plan) else { return };
        for (raise, node) in operation.raises.iter().zip(&plan.raises) {
            let effect = fill("raises the impact to {}", &[&number_text(raise.to)]);
            self.tell_tried(StepName::Impact, &raise.id, (&raise.when, self.truth(*node)), &effect, None);
        }
    }

    /// In which band a value is, and the thresholds of all bands above the lowest.
    fn band(&mut self, step: StepName, words: &str, value: f64) {
        let of_impact = step == StepName::Impact;
        let model = self.policy.model();
        let (axis, field) =
            if of_impact { (&model.impact, Field::IMPACT) } else { (&model.confidence, Field::CONFIDENCE) };
        let mut thresholds = Vec::new();
        let mut current = "";
        let mut text = String::new();
        for (index, band) in axis.bands.iter().enumerate() {
            let (bound, source) = if of_impact { (band.bound, POLICY) } else { self.threshold(index, band.bound) };
            if bound <= value {
                current = &band.name;
            }
            if index > 0 {
                let mut threshold = Operand::new(self.policy, field, value, Interval::from(bound));
                if !of_impact && self.numbers.model.is_some() {
                    "calibrated".clone_into(&mut threshold.field);
                }
                threshold.source = Some(join(&source, ""));
                text.push_str(&wording::threshold(&band.name, &threshold));
                thresholds.push(threshold);
            }
        }
        let text = fill("{}{} is `{}`{}", &[words, &number_text(value), current, &text]);
        self.tell(step, text, thresholds, None);
    }

    /// Where a band of confidence begins for this input, and whose threshold that is: the greatest of those that hold
    /// together, the policy's where no other does.
    fn threshold(&self, band: usize, of_policy: f64) -> (f64, [&'a str; 2]) {
        let model = self.policy.model();
        let mut found = (f64::NEG_INFINITY, POLICY);
        let mut settled = false;
        if let Some(operation) = self.operation.and_then(|code| model.operation(code))
            && let Some(bound) = operation.thresholds.as_ref().and_then(|own| own.get(band))
        {
            found = (*bound, ["operation ", &operation.name]);
            settled = true;
        }
        for (segment, node) in model.segments.iter().zip(&self.policy.plan.segments) {
            let truth = self.truth(*node);
            if let Some(bound) = segment.thresholds.get(band)
                && truth.is_possible()
                && *bound > found.0
            {
                found = (*bound, ["segment ", &segment.name]);
            }
            settled |= truth == Truth::True;
            if truth == Truth::True {
                break;
            }
        }
        if settled || of_policy < found.0 { found } else { (of_policy, POLICY) }
    }

    fn thresholds(&mut self) {
        let model = self.policy.model();
        for (segment, node) in model.segments.iter().zip(&self.policy.plan.segments) {
            let truth = self.truth(*node);
            let certain = truth == Truth::True;
            let effect = if certain { "applies" } else { "cannot be ruled out, so its thresholds count too" };
            self.tell_tried(StepName::Thresholds, &segment.name, (&segment.when, truth), effect, None);
            if certain {
                break;
            }
        }
    }

    fn cell(&mut self) {
        let base = self.decision.base;
        let Some(cell) = &self.decision.cell else {
            let text = fill("the input has findings: `{}`", &[base.name()]);
            return self.tell(StepName::Cell, text, Vec::new(), Some(base));
        };
        let Numbers { model, mut confidence, calibrated, .. } = self.numbers;
        let mut words = "confidence ".to_owned();
        if confidence.is_nan() {
            words.push_str("is missing: ");
            confidence = 0.0;
        } else if let Some(calibration) = model.and_then(|code| self.policy.model().calibration(code)) {
            let method = calibration.method.map_or("calibrated", Method::name);
            words = fill(
                "confidence {} of `{}` counts as {} ({}): ",
                &[&number_text(confidence), &calibration.model, &number_text(calibrated), method],
            );
            confidence = calibrated;
        }
        self.band(StepName::Thresholds, &words, confidence);
        let text = fill("{} confidence and {} impact: `{}`", &[&cell.confidence, &cell.impact, base.name()]);
        self.tell(StepName::Cell, text, Vec::new(), Some(base));
    }

    /// Each rule; returns the action after all of them.
    fn rules(&mut self) -> Action {
        let mut action = self.decision.base;
        for (rule, node) in self.policy.model().rules.iter().zip(&self.policy.plan.rules) {
            let truth = self.truth(*node);
            if truth.is_possible() {
                action = action.min(rule.at_most);
            }
            let effect = fill("allows at most `{}`", &[rule.at_most.name()]);
            self.tell_tried(StepName::Degrade, &rule.id, (&rule.when, truth), &effect, Some(action));
        }
        action
    }

    /// The reserved rule, where there is evidence; returns the action after it.
    fn evidence(&mut self, facts: &Facts, stale: Option<Stale>, mut action: Action) -> Action {
        let Some(evidence) = &self.policy.model().evidence else { return action };
        let (mut truth, mut text) = (Truth::False, fill("`{}` does not apply", &[EVIDENCE_STALE]));
        if let Some(stale) = stale {
            let at_most = stale.at_most(self.policy);
            action = action.min(at_most);
            truth = Truth::True;
            text = fill("`{}` allows at most `{}`: {}", &[EVIDENCE_STALE, at_most.name(), stale_words(stale)]);
            if stale == Stale::Model {
                for fit in &evidence.fits {
                    text.push_str(&fill("; there is some of `{}`", &[&fit.model]));
                }
                if facts.get(Field::MODEL).is_nan() {
                    text.push_str("; the input names none");
                }
            }
        }
        self.tell_of(StepName::Degrade, Some((EVIDENCE_STALE, truth)), text, Vec::new(), Some(action));
        action
    }

    fn ceiling(&mut self, facts: &Facts, before: Action, capped: Action) {
        if capped < before {
            let own = ceiling_of(facts.get(Field::AT_MOST)) == capped;
            let field = if own { Field::AT_MOST } else { Field::HEALTH_AT_MOST };
            let given = f64::from(capped.rank());
            let operand = Operand::new(self.policy, field, given, Interval::is(given));
            let text = fill("the ceiling lowers it to `{}`", &[capped.name()]);
            self.tell(StepName::Ceiling, text, vec![operand], Some(capped));
        }
    }

    /// Why options cannot be shown although nothing says that they are not available.
    fn options(&mut self, facts: &Facts, cell: Option<(u8, u8)>, lower: Action) {
        let model = self.policy.model();
        let cell = cell.map(|(confidence, impact)| (usize::from(confidence), usize::from(impact)));
        if exceeds_options(self.policy, facts, cell) {
            let is_known = !facts.get(Field::BEYOND).is_nan();
            let (text, truth) = if is_known {
                ("`show_options` is not available: more than {} belong to the set", Truth::True)
            } else {
                ("`show_options` is not available: no alternatives are given", Truth::Unknown)
            };
            let text = fill(text, &[&number_text(whole(model.options_max))]);
            let part = Some((Action::ShowOptions.name(), truth));
            self.tell_of(StepName::Unavailable, part, text, Vec::new(), Some(lower));
        }
    }

    /// Each action that is not available, with the first entry that makes it so.
    fn unavailable(&mut self, facts: &Facts, cell: Option<(u8, u8)>, capped: Action) {
        let mut action = capped;
        while action > self.decision.action
            && let Some(lower) = action.next_lower()
        {
            let mut entries = self.policy.model().unavailable.iter().zip(&self.policy.plan.unavailable);
            let found = entries.find(|(entry, node)| entry.action == action && self.truth(**node).is_possible());
            if let Some((entry, node)) = found {
                let tried = (&entry.when, self.truth(*node));
                self.tell_tried(StepName::Unavailable, action.name(), tried, "is not available", Some(lower));
            } else {
                self.options(facts, cell, lower);
            }
            action = lower;
        }
    }
}

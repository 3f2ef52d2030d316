//! The steps of a decision, in order. Everything here is numbers; words come later, once for each distinct verdict.

use crate::action::{Action, Code};
use crate::condition::{Node, Slot, Truth, truth_of};
use crate::policy::{OperationPlan, Policy};

use super::evidence::{Stale, stale};
use super::facts::{Facts, Field, Problem};
use super::verdict::{Bits, Reason, Verdict};

/// Room to work in, so that a decision allocates nothing. It carries nothing from one decision to the next.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// By slot.
    pub(crate) values: Vec<f64>,
    /// By node.
    pub(crate) truths: Vec<Truth>,
}

impl Workspace {
    /// Room for decisions of this policy.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let slots = Slot::FIXED.saturating_add(policy.model().signals.len());
        Self { values: vec![f64::NAN; slots], truths: vec![Truth::Unknown; policy.plan.circuit.len()] }
    }
}

/// What step 1 leaves: values that are sound, NaN where absent.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    /// The code of the model whose thresholds hold; 0 where none is calibrated.
    pub(crate) model: Option<usize>,
    /// As given: what it is calibrated to is compared by comparing it with the model's own thresholds.
    pub(crate) confidence: f64,
    pub(crate) second: f64,
    pub(crate) impact: f64,
    pub(crate) operation: Option<usize>,
    pub(crate) findings: Vec<(Field, Problem)>,
}

/// Decides one input. A pure function of the policy and the facts.
#[must_use]
pub fn decide(policy: &Policy, facts: &Facts, work: &mut Workspace) -> Verdict {
    let inputs = check(policy, facts, &mut work.values);
    let unknown = policy.plan.circuit.evaluate(&work.values, &mut work.truths);
    let truths = work.truths.as_slice();
    let raised = raise_impact(policy, &inputs, truths);
    let segment = find_segment(policy, truths);
    let cell = inputs.findings.is_empty().then(|| find_cell(policy, &inputs, raised.impact, segment, truths));
    let base = cell.map_or(policy.model().invalid, |(confidence, impact)| policy.model().base(confidence, impact));
    let impact = cell.map(|(_, impact)| impact);
    let has_evidence = policy.model().evidence.is_some();
    let stale = if has_evidence { stale(policy, facts, &inputs, impact, truths) } else { None };
    let degraded = degrade(policy, base, stale, truths);
    let ceiling = ceiling(facts);
    let capped = degraded.action.min(ceiling);
    let action = next_available(policy, capped, truths, &|| exceeds_options(policy, facts, cell));

    let mut named = raised.named;
    degraded.name(policy, base, truths, &mut named);
    let (code, reason) = if !inputs.findings.is_empty() {
        (Code::InvalidInput, Reason::Finding)
    } else if action < capped {
        let is_listed = is_unavailable(policy, capped, truths);
        (Code::Unavailable, if is_listed { Reason::Unavailable(capped) } else { Reason::Options })
    } else if capped < degraded.action {
        (Code::Ceiling, Reason::Ceiling(capped))
    } else if degraded.action < base {
        degraded.reason()
    } else {
        (Code::Matrix, raised.first.map_or(Reason::Cell, Reason::Raise))
    };
    let without_second = inputs.second.is_nan();
    let mut verdict = Verdict {
        action,
        eligible: base == Action::AutoApply && ceiling == base && keeps_automatic(policy, truths),
        code,
        base,
        cell: cell.map(|(confidence, impact)| (narrow(confidence), narrow(impact))),
        segment: segment.and_then(|index| u16::try_from(index).ok()),
        options_from: cell.filter(|_| action == Action::ShowOptions).and_then(|cell| options_from(policy, cell)),
        reason,
        operation: inputs.operation.and_then(|code| u16::try_from(code).ok()),
        named,
        stale,
        missing: [Bits::default(); 2],
        findings: inputs.findings,
    };
    if unknown {
        verdict.missing = missing(policy, &verdict, capped, truths);
        if !without_second {
            verdict.missing.iter_mut().for_each(|slots| slots.remove(Slot::MARGIN.0));
        }
    }
    verdict
}

/// At most eight bands.
fn narrow(band: usize) -> u8 {
    u8::try_from(band).unwrap_or(0)
}

/// Step 1, and the slots that conditions read.
pub(crate) fn check(policy: &Policy, facts: &Facts, values: &mut [f64]) -> Inputs {
    let mut found = Findings { list: Vec::new() };
    found.noted(facts, Field::INPUT);
    let calibrates = &|code| policy.model().calibration(code).is_some();
    let model =
        if policy.model().is_calibrated() { check_code(facts, Field::MODEL, calibrates, &mut found) } else { Some(0) };
    let confidence = check_confidence(policy, facts, &mut found);
    let second = check_second(facts, confidence, &mut found);
    found.noted(facts, Field::ALTERNATIVES);
    let lists = &|code| policy.model().operation(code).is_some();
    let has_operations = policy.model().has_operations();
    let operation = if has_operations { check_code(facts, Field::OPERATION, lists, &mut found) } else { None };
    let impact = check_impact(policy, facts, &mut found);
    check_signals(policy, facts, values, &mut found);
    for field in &[Field::AT_MOST, Field::HEALTH, Field::HEALTH_AT_MOST] {
        found.noted(facts, *field);
    }
    let alternatives = facts.get(Field::ALTERNATIVES);
    let code = operation.and_then(|code| u32::try_from(code).ok());
    let fixed = [
        (Slot::OPERATION, code.map_or(f64::NAN, f64::from)),
        (Slot::MARGIN, confidence - second),
        (Slot::ALTERNATIVES, if alternatives.is_nan() { 0.0 } else { alternatives }),
    ];
    for (slot, value) in fixed {
        if let Some(place) = values.get_mut(slot.0) {
            *place = value;
        }
    }
    Inputs { model, confidence, second, impact, operation, findings: found.list }
}

struct Findings {
    list: Vec<(Field, Problem)>,
}

impl Findings {
    #[cold]
    fn add(&mut self, field: Field, problem: Problem) {
        self.list.push((field, problem));
    }

    /// Carries over what the reader noted; whether there was anything.
    fn noted(&mut self, facts: &Facts, field: Field) -> bool {
        let problem = facts.problem(field);
        let any = problem != Problem::None;
        if any {
            self.add(field, problem);
        }
        any
    }

    /// The value if it is in [0, 1] or absent; else NaN and a finding.
    fn fraction(&mut self, field: Field, value: f64) -> f64 {
        if value.is_nan() || (0.0..=1.0).contains(&value) {
            return value;
        }
        self.add(field, Problem::OutOfRange);
        f64::NAN
    }
}

fn check_confidence(policy: &Policy, facts: &Facts, found: &mut Findings) -> f64 {
    if found.noted(facts, Field::CONFIDENCE) {
        return f64::NAN;
    }
    let given = facts.get(Field::CONFIDENCE);
    if !given.is_nan() {
        return found.fraction(Field::CONFIDENCE, given);
    }
    let filled = facts.get(Field::FIRST_ALTERNATIVE);
    if filled.is_nan() && !policy.model().without_confidence {
        found.add(Field::CONFIDENCE, Problem::Absent);
    }
    filled
}

fn check_second(facts: &Facts, confidence: f64, found: &mut Findings) -> f64 {
    if found.noted(facts, Field::SECOND) {
        return f64::NAN;
    }
    let given = facts.get(Field::SECOND);
    let value =
        if given.is_nan() { facts.get(Field::SECOND_ALTERNATIVE) } else { found.fraction(Field::SECOND, given) };
    if value > confidence {
        found.add(Field::SECOND, Problem::AboveConfidence);
        return f64::NAN;
    }
    value
}

/// The code of a name, if there is something of that code.
fn check_code(facts: &Facts, field: Field, exists: &dyn Fn(usize) -> bool, found: &mut Findings) -> Option<usize> {
    if found.noted(facts, field) {
        return None;
    }
    let given = facts.get(field);
    if given.is_nan() {
        found.add(field, Problem::Absent);
        return None;
    }
    let code = code_of(given);
    if !exists(code) {
        found.add(field, Problem::NotListed);
        return None;
    }
    Some(code)
}

/// A code is a whole number below 257; what is not counts as "not listed".
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturating, and checked against the list after"
)]
pub(crate) const fn code_of(value: f64) -> usize {
    value as usize
}

fn check_impact(policy: &Policy, facts: &Facts, found: &mut Findings) -> f64 {
    if found.noted(facts, Field::IMPACT) {
        return f64::NAN;
    }
    let given = facts.get(Field::IMPACT);
    if given.is_nan() && !policy.model().has_operations() {
        found.add(Field::IMPACT, Problem::Absent);
    }
    found.fraction(Field::IMPACT, given)
}

/// Without trouble an absent signal takes its default; `signals` with a finding leaves every one absent.
fn check_signals(policy: &Policy, facts: &Facts, values: &mut [f64], found: &mut Findings) {
    let signals = found.noted(facts, Field::SIGNALS);
    let health = found.noted(facts, Field::HEALTH_SIGNALS);
    let usable = !signals && !health;
    let plan = &policy.plan;
    let slots = values.iter_mut().skip(Slot::FIXED).zip(facts.values.iter().skip(Field::FIXED));
    for (index, ((slot, given), (default, range))) in slots.zip(plan.defaults.iter().zip(&plan.ranges)).enumerate() {
        *slot = if found.noted(facts, Field::signal(index)) || !usable {
            f64::NAN
        } else if given.is_nan() {
            *default
        } else if range.contains(*given) == Truth::True {
            *given
        } else {
            found.add(Field::signal(index), Problem::NotListed);
            f64::NAN
        };
    }
}

struct Raised {
    impact: f64,
    named: Bits,
    first: Option<u16>,
}

/// Step 2. Without an operation the input's impact stands alone.
fn raise_impact(policy: &Policy, inputs: &Inputs, truths: &[Truth]) -> Raised {
    let mut raised = Raised { impact: inputs.impact, named: Bits::default(), first: None };
    let Some((operation, plan)) = inputs.operation.and_then(|code| operation_of(policy, code)) else { return raised };
    raised.impact = plan.impact.max(inputs.impact);
    for (number, (raise, node)) in (plan.first_raise..).zip(operation.raises.iter().zip(&plan.raises)) {
        if truth_of(truths, *node).is_possible() {
            raised.impact = raised.impact.max(raise.to);
            if raise.to > plan.impact {
                raised.named.insert(number);
                raised.first = raised.first.or_else(|| u16::try_from(number).ok());
            }
        }
    }
    raised
}

fn operation_of(policy: &Policy, code: usize) -> Option<(&crate::policy::Operation, &OperationPlan)> {
    policy.model().operation(code).zip(policy.plan.operations.get(code))
}

/// The first segment that is true.
fn find_segment(policy: &Policy, truths: &[Truth]) -> Option<usize> {
    policy.plan.segments.iter().position(|node| truth_of(truths, *node) == Truth::True)
}

/// Steps 4 and 5. A value reaches a band under the highest of several bounds exactly when it reaches it under each.
fn find_cell(
    policy: &Policy,
    inputs: &Inputs,
    impact: f64,
    segment: Option<usize>,
    truths: &[Truth],
) -> (usize, usize) {
    let plan = &policy.plan;
    let thresholds = plan.thresholds(inputs.model.unwrap_or(usize::MAX));
    // Absent only where the policy lets it count as 0, which reaches no bound above the lowest; nor does NaN.
    let confidence = inputs.confidence;
    let own = thresholds.own(inputs.operation);
    let mut band = match (own, segment) {
        (Some(own), _) => band_of(own, confidence),
        (None, Some(_)) => usize::MAX,
        (None, None) => band_of(&thresholds.base, confidence),
    };
    for (index, (node, thresholds)) in plan.segments.iter().zip(&thresholds.segments).enumerate() {
        let truth = truth_of(truths, *node);
        if truth.is_possible() {
            band = band.min(band_of(thresholds, confidence));
        }
        if segment == Some(index) {
            break;
        }
    }
    (band, band_of(&plan.impact, impact))
}

/// How many bounds above the lowest are at or below the value.
#[inline]
pub(crate) fn band_of(bounds: &[f64], value: f64) -> usize {
    bounds.iter().take_while(|bound| **bound <= value).count()
}

struct Degraded {
    action: Action,
    /// The first true rule and the first unknown rule at the lowest `at_most`.
    first_true: Option<Reason>,
    first_unknown: Option<u16>,
}

/// Step 6: every rule is looked at, `evidence-stale` last; the lowest `at_most` wins.
fn degrade(policy: &Policy, base: Action, stale: Option<Stale>, truths: &[Truth]) -> Degraded {
    let mut degraded = Degraded { action: base, first_true: None, first_unknown: None };
    for (number, (rule, node)) in (0_u16..).zip(policy.model().rules.iter().zip(&policy.plan.rules)) {
        let truth = truth_of(truths, *node);
        if !truth.is_possible() || rule.at_most > degraded.action || rule.at_most >= base {
            continue;
        }
        if rule.at_most < degraded.action {
            degraded = Degraded { action: rule.at_most, first_true: None, first_unknown: None };
        }
        if truth == Truth::True {
            degraded.first_true = degraded.first_true.or(Some(Reason::Rule(number)));
        } else {
            degraded.first_unknown = degraded.first_unknown.or(Some(number));
        }
    }
    if let Some(stale) = stale {
        let at_most = stale.at_most(policy);
        let reason = Some(Reason::Stale(stale));
        if at_most < degraded.action {
            degraded = Degraded { action: at_most, first_true: reason, first_unknown: None };
        } else if at_most == degraded.action && at_most < base {
            degraded.first_true = degraded.first_true.or(reason);
        }
    }
    degraded
}

impl Degraded {
    fn reason(&self) -> (Code, Reason) {
        match (self.first_true, self.first_unknown) {
            (Some(reason), _) => (Code::Degraded, reason),
            (None, rule) => (Code::MissingSignal, Reason::MissingSignal(rule.unwrap_or(0))),
        }
    }

    /// Names each rule that applied and allows less than the base.
    fn name(&self, policy: &Policy, base: Action, truths: &[Truth], named: &mut Bits) {
        if self.action == base {
            return;
        }
        for (number, (rule, node)) in policy.model().rules.iter().zip(&policy.plan.rules).enumerate() {
            if rule.at_most < base && truth_of(truths, *node).is_possible() {
                named.insert(number);
            }
        }
    }
}

/// Step 7: the lower of the two ceilings; `block` where one of them, or `health`, has a finding.
pub(crate) fn ceiling(facts: &Facts) -> Action {
    let troubled = [Field::AT_MOST, Field::HEALTH, Field::HEALTH_AT_MOST]
        .iter()
        .any(|field| facts.problem(*field) != Problem::None);
    if troubled {
        return Action::Block;
    }
    [Field::AT_MOST, Field::HEALTH_AT_MOST]
        .into_iter()
        .map(|field| ceiling_of(facts.get(field)))
        .min()
        .unwrap_or(Action::Block)
}

/// An absent ceiling allows everything; a number that is no action allows nothing.
pub(crate) fn ceiling_of(value: f64) -> Action {
    if value.is_nan() {
        return Action::AutoApply;
    }
    u8::try_from(code_of(value)).map_or(Action::Block, Action::from_rank)
}

/// Step 8: the action, or the next lower one that is available.
fn next_available(policy: &Policy, mut action: Action, truths: &[Truth], exceeds: &dyn Fn() -> bool) -> Action {
    while let Some(lower) = action.next_lower() {
        let is_gone = is_unavailable(policy, action, truths) || (action == Action::ShowOptions && exceeds());
        if !is_gone {
            break;
        }
        action = lower;
    }
    action
}

fn is_unavailable(policy: &Policy, action: Action, truths: &[Truth]) -> bool {
    let mut entries = policy.model().unavailable.iter().zip(&policy.plan.unavailable);
    entries.any(|(entry, node)| entry.action == action && truth_of(truths, *node).is_possible())
}

/// Step 9, before step 8: whether the set of options is larger than can be shown, or is not known.
pub(crate) fn exceeds_options(policy: &Policy, facts: &Facts, cell: Option<(usize, usize)>) -> bool {
    let model = policy.model();
    let set = cell.and_then(|(confidence, impact)| policy.plan.cell_set(model, confidence, impact));
    let Some(set) = set.filter(|set| set.limit < f64::INFINITY) else { return false };
    let beyond = facts.get(Field::BEYOND);
    if beyond.is_nan() {
        // Of columns only their number may be known.
        let count = facts.get(Field::ALTERNATIVES);
        return !(1.0..=whole(model.options_max)).contains(&count);
    }
    beyond >= set.limit
}

/// From which standing on alternatives are shown, by its bits; nothing where the cell has no set of its own.
fn options_from(policy: &Policy, (confidence, impact): (usize, usize)) -> Option<u64> {
    let set = policy.plan.cell_set(policy.model(), confidence, impact)?;
    (!set.from.is_nan()).then(|| set.from.to_bits())
}

/// At most 1,000.
pub(crate) fn whole(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Whether neither a rule nor an action that cannot be had takes `auto_apply` away, leaving aside rules that read signals
/// of a monitor.
pub(crate) fn keeps_automatic(policy: &Policy, truths: &[Truth]) -> bool {
    let (model, plan) = (policy.model(), &policy.plan);
    for ((rule, node), monitored) in model.rules.iter().zip(&plan.rules).zip(&plan.monitored) {
        if rule.at_most < Action::AutoApply && !monitored && truth_of(truths, *node).is_possible() {
            return false;
        }
    }
    !is_unavailable(policy, Action::AutoApply, truths)
}

/// The slots that made unknown a condition that counted: of a rule, of a raise of the operation, of a segment that was
/// considered, of an entry that moved the action; and those of the rule that the reason names.
#[cold]
#[inline(never)]
fn missing(policy: &Policy, verdict: &Verdict, capped: Action, truths: &[Truth]) -> [Bits; 2] {
    let plan = &policy.plan;
    let mut all = Bits::default();
    let mut count = |node: &Node| plan.circuit.unknown_slots(*node, truths, &mut |slot| all.insert(slot.0));
    plan.rules.iter().for_each(&mut count);
    if let Some(operation) = verdict.operation.and_then(|code| plan.operations.get(usize::from(code))) {
        operation.raises.iter().for_each(&mut count);
    }
    let considered = verdict.segment.map_or(plan.segments.len(), usize::from);
    plan.segments.iter().take(considered).for_each(&mut count);
    for (entry, node) in policy.model().unavailable.iter().zip(&plan.unavailable) {
        let moved = verdict.action < entry.action && entry.action <= capped;
        if moved && truth_of(truths, *node).is_possible() {
            count(node);
        }
    }
    let mut of_reason = Bits::default();
    if let Reason::MissingSignal(rule) = verdict.reason
        && let Some(node) = plan.rules.get(usize::from(rule))
    {
        plan.circuit.unknown_slots(*node, truths, &mut |slot| of_reason.insert(slot.0));
    }
    [all, of_reason]
}

/// The impact that counts, raises included.
pub(crate) fn raised_impact(policy: &Policy, inputs: &Inputs, truths: &[Truth]) -> f64 {
    raise_impact(policy, inputs, truths).impact
}

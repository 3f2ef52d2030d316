//! A second reading of DESIGN section 3, for the tests to hold the engine against: it walks the
//! JSON trees of document, input and health as they are, step by step and slowly, with the
//! section's sentences beside the code. It shares no code with the engine but the tree type.
//!
//! It takes documents that `compile` accepts; for others its answer means nothing.

mod audit;
mod calibration;
mod condition;
mod evidence;
mod given;
mod options;

use crate::tree::{fields, get, items, number, object, text, with};
pub use calibration::scores_reaching;
use condition::{Situation, Truth};
pub use given::Given;
use leeway::json::Value;

/// The actions, least autonomy first.
pub const ACTIONS: [&str; 6] = ["block", "abstain", "escalate", "show_options", "suggest", "auto_apply"];

/// What the section fixes of a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub action: &'static str,
    pub code: &'static str,
    /// The names of the confidence band and of the impact band.
    pub cell: Option<(String, String)>,
    pub base: &'static str,
    pub rules: Vec<String>,
    pub missing: Vec<String>,
    pub segment: Option<String>,
    /// The fields with findings, and what is the matter with each.
    pub findings: Vec<(String, &'static str)>,
    /// The labels shown, with their confidence.
    pub options: Option<Vec<(String, f64)>>,
    /// Whether it is picked for audit, and the share of those like it.
    pub audit: Option<(bool, f64)>,
    /// The reason, where the section fixes its words.
    pub reason: Option<String>,
}

impl Answer {
    /// The answer as the decision's own fields, as far as the section fixes them.
    pub fn tree(&self) -> Value {
        let name = |text: &str| Value::Text(text.to_owned());
        let names = |list: &[String]| Value::List(list.iter().map(|text| name(text)).collect());
        let finding =
            |(field, problem): &(String, &str)| object(vec![("field", name(field)), ("problem", name(problem))]);
        let option = |(label, confidence): &(String, f64)| {
            object(vec![("label", name(label)), ("confidence", Value::Number(*confidence))])
        };
        let cell = |(confidence, impact): &(String, String)| {
            object(vec![("confidence", name(confidence)), ("impact", name(impact))])
        };
        let audit = |(picked, rate): (bool, f64)| {
            object(vec![("picked", Value::Boolean(picked)), ("rate", Value::Number(rate))])
        };
        let mut fields = vec![
            ("action", name(self.action)),
            ("code", name(self.code)),
            ("cell", self.cell.as_ref().map_or(Value::Null, cell)),
            ("base", name(self.base)),
            ("rules", names(&self.rules)),
            ("missing", names(&self.missing)),
            ("segment", self.segment.as_deref().map_or(Value::Null, name)),
            ("findings", Value::List(self.findings.iter().map(finding).collect())),
            (
                "options",
                self.options.as_deref().map_or(Value::Null, |list| Value::List(list.iter().map(option).collect())),
            ),
            ("audit", self.audit.map_or(Value::Null, audit)),
        ];
        fields.extend(self.reason.as_deref().map(|reason| ("reason", name(reason))));
        object(fields)
    }
}

/// A deliberate misreading, to show that the comparison with the engine can fail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    UnknownRuleIsFalse,
    UnknownUnavailableIsFalse,
    UnknownRaiseIsFalse,
    UnknownSegmentIsFalse,
    BoundBelongsToTheBandBelow,
    SmallerImpactCounts,
    OperationThresholdsHideTheSegments,
    HealthSignalCountsFirst,
    DefaultReplacesAFinding,
    BadCeilingIsNone,
    FirstRuleOnly,
    UnavailableStopsAfterOneStep,
    UnknownUnderNotIsFalse,
    CalibrationIsIgnored,
    SetsAreIgnored,
    EvidenceIsIgnored,
    AbsentNowIsInTime,
    EvidenceLooksAtOneImpact,
}

/// `decide(input, health?)`.
pub fn decide(document: &Value, input: &Value, health: Option<&Value>) -> Answer {
    decide_with(document, input, health, None)
}

/// "The action would be `auto_apply` if rules that read monitor signals, and `evidence-stale`, were skipped."
pub fn eligible(document: &Value, input: &Value, health: Option<&Value>) -> bool {
    let is_monitored = |name: &str| {
        get(document, "signals")
            .and_then(|signals| get(signals, name))
            .is_some_and(|signal| get(signal, "source").is_some())
    };
    let rules = get(document, "degrade").map_or(&[][..], items);
    let kept =
        rules.iter().filter(|rule| !condition::signals(get(rule, "when").unwrap()).into_iter().any(is_monitored));
    let without = with(document, "degrade", Some(Value::List(kept.cloned().collect())));
    decide(&with(&without, "evidence", None), input, health).action == "auto_apply"
}

/// Whether a condition of the document is true or unknown for an input.
pub fn not_false(document: &Value, condition: &Value, input: &Value, health: Option<&Value>) -> bool {
    let given = given::check(document, input, health, None);
    condition::truth(condition, &Situation { document, given: &given, fault: None }) != Truth::False
}

/// The truth of each degradation rule, in document order, as `true`, `false` or `unknown`.
pub fn rule_truths(document: &Value, input: &Value, health: Option<&Value>) -> Vec<(String, &'static str)> {
    let given = given::check(document, input, health, None);
    let situation = Situation { document, given: &given, fault: None };
    let word = |rule: &Value| match condition::truth(get(rule, "when").unwrap(), &situation) {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    };
    let rules = get(document, "degrade").map_or(&[][..], items);
    let mut truths: Vec<_> = rules.iter().map(|rule| (text_of(rule, "id").to_owned(), word(rule))).collect();
    if get(document, "evidence").is_some() {
        let applies = of_evidence(document, input, &given, &situation, None).is_some();
        truths.push(("evidence-stale".to_owned(), if applies { "true" } else { "false" }));
    }
    truths
}

/// The confidence, what it is calibrated to, second and impact that count, for the log.
pub fn numbers(document: &Value, input: &Value, health: Option<&Value>) -> [Option<f64>; 4] {
    let given = given::check(document, input, health, None);
    let situation = Situation { document, given: &given, fault: None };
    let operation = given.operation.as_deref().and_then(|name| operation_named(document, name));
    let raises = applied_raises(operation, &situation);
    let calibrated = calibration::of_model(document, &given);
    [given.confidence, calibrated, given.second, impact(document, &given, operation, &raises, None)]
}

/// The input and health after the check of step 1.
pub fn given(document: &Value, input: &Value, health: Option<&Value>) -> Given {
    given::check(document, input, health, None)
}

/// Where each band of confidence above the lowest begins for an input.
pub fn confidence_bounds(document: &Value, input: &Value, health: Option<&Value>) -> Vec<f64> {
    let given = given(document, input, health);
    let situation = Situation { document, given: &given, fault: None };
    let operation = given.operation.as_deref().and_then(|name| operation_named(document, name));
    let (segment, unsure) = segments(document, &situation);
    thresholds(document, operation, segment, &unsure, None).split_off(1)
}

/// The reserved rule `evidence-stale`: the most that it leaves and why, where it applies.
fn of_evidence(
    document: &Value,
    input: &Value,
    given: &Given,
    situation: &Situation,
    fault: Option<Fault>,
) -> Option<(usize, &'static str)> {
    let operation = given.operation.as_deref().and_then(|name| operation_named(document, name));
    let raises = applied_raises(operation, situation);
    let (segment, unknown) = segments(document, situation);
    let row = evidence::Row {
        document,
        input,
        given,
        operation,
        impact: impact(document, given, operation, &raises, fault),
        segment,
        segment_is_unknown: !unknown.is_empty(),
    };
    evidence::stale(&row, fault)
}

/// The same as `decide`, with a deliberate misreading.
pub fn decide_with(document: &Value, input: &Value, health: Option<&Value>, fault: Option<Fault>) -> Answer {
    let given = given::check(document, input, health, fault); // step 1
    let situation = Situation { document, given: &given, fault };
    let operation = given.operation.as_deref().and_then(|name| operation_named(document, name));

    let raises = applied_raises(operation, &situation);
    let impact = impact(document, &given, operation, &raises, fault); // step 2
    // step 3: "the map of the input's `model` (`*` for any named model without its own) is applied"
    let confidence = match get(document, "calibration") {
        Some(_) if fault != Some(Fault::CalibrationIsIgnored) => calibration::of_model(document, &given),
        _ => given.confidence,
    };
    let confidence = confidence.or_else(|| absent_confidence(document));
    let (segment, unsure_segments) = segments(document, &situation);
    let thresholds = thresholds(document, operation, segment, &unsure_segments, fault); // step 4
    let cell = match given.findings.is_empty() {
        true => Some(cell(document, &thresholds, confidence.unwrap(), impact.unwrap(), fault)), // step 5
        false => None,
    };
    let base = match &cell {
        Some(cell) => matrix_action(document, cell),
        None => invalid_action(document),
    };

    let mut rules = applied_rules(document, &situation); // step 6
    let missing_of_rules: Vec<&Value> = rules.iter().map(|rule| rule.when).collect();
    // "named last"
    rules.extend(of_evidence(document, input, &given, &situation, fault).map(|(at_most, because)| Applied {
        id: "evidence-stale",
        because,
        when: &Value::Null,
        truth: Truth::True,
        at_most,
        to: 0.0,
    }));
    let degraded = rules.iter().map(|rule| rule.at_most).fold(base, usize::min);
    let capped = degraded.min(given.ceiling); // step 7
    let exceed = fault != Some(Fault::SetsAreIgnored)
        && cell.as_ref().is_some_and(|cell| options::exceed(document, cell, input, &given.alternatives)); // step 9
    let (action, unavailable) = step_down(document, capped, exceed, &situation); // step 8

    let code = if !given.findings.is_empty() {
        "invalid_input"
    } else if action < capped {
        "unavailable"
    } else if capped < degraded {
        "ceiling"
    } else if degraded < base && !rules.iter().any(|rule| rule.truth == Truth::True && rule.at_most == degraded) {
        "missing_signal"
    } else if degraded < base {
        "degraded"
    } else {
        "matrix"
    };

    let above_own: Vec<&Applied> =
        raises.iter().filter(|raise| Some(raise.to) > own_impact(document, operation)).collect();
    let below_base = rules.iter().filter(|rule| rule.at_most < base);
    let missing = missing(document, &situation, &raises, missing_of_rules, &unsure_segments, &unavailable);
    Answer {
        action: ACTIONS[action],
        code,
        base: ACTIONS[base],
        rules: above_own.iter().copied().chain(below_base).map(|applied| applied.id.to_owned()).collect(),
        missing,
        segment: segment.map(|segment| text_of(segment, "name").to_owned()),
        findings: given.findings.clone(),
        options: options(document, action, cell.as_ref(), input, &given),
        audit: audit::audit(document, input, || eligible(&with(document, "audit", None), input, health)), // step 10
        reason: reason(code, &rules, degraded, &above_own, &cell, &situation),
        cell,
    }
}

// ---- steps 2 and 3: impact and confidence

/// A raise or a rule whose condition is true or unknown.
struct Applied<'a> {
    id: &'a str,
    because: &'a str,
    when: &'a Value,
    truth: Truth,
    /// Of a rule: its cap. A raise caps nothing.
    at_most: usize,
    /// Of a raise: the impact that it raises to.
    to: f64,
}

fn applied<'a>(entry: &'a Value, at_most: usize, to: f64, situation: &Situation, never: Fault) -> Option<Applied<'a>> {
    let when = get(entry, "when")?;
    let truth = condition::truth(when, situation);
    let applies = truth == Truth::True || (truth == Truth::Unknown && situation.fault != Some(never));
    applies.then(|| Applied { id: text_of(entry, "id"), because: text_of(entry, "because"), when, truth, at_most, to })
}

/// "Operation `*` stands for any operation not listed."
fn operation_named<'a>(document: &'a Value, name: &str) -> Option<&'a Value> {
    let operations = get(document, "operations")?;
    get(operations, name).or_else(|| get(operations, "*"))
}

fn applied_raises<'a>(operation: Option<&'a Value>, situation: &Situation) -> Vec<Applied<'a>> {
    let raises = operation.and_then(|operation| get(operation, "raise")).map_or(&[][..], items);
    raises
        .iter()
        .filter_map(|raise| {
            let to = impact_value(situation.document, get(raise, "to")?)?;
            applied(raise, usize::MAX, to, situation, Fault::UnknownRaiseIsFalse)
        })
        .collect()
}

fn own_impact(document: &Value, operation: Option<&Value>) -> Option<f64> {
    impact_value(document, get(operation?, "impact")?)
}

/// "The operation's, raised by each `raise` whose condition is true or unknown (never lowered).
/// An impact in the input counts too: the larger wins."
fn impact(
    document: &Value,
    given: &Given,
    operation: Option<&Value>,
    raises: &[Applied],
    fault: Option<Fault>,
) -> Option<f64> {
    let of_operation =
        own_impact(document, operation).map(|own| raises.iter().map(|raise| raise.to).fold(own, f64::max));
    let pick = if fault == Some(Fault::SmallerImpactCounts) { f64::min } else { f64::max };
    match (of_operation, given.impact) {
        (Some(a), Some(b)) => Some(pick(a, b)),
        (one, other) => one.or(other),
    }
}

/// "A band's name stands for its lower bound."
fn impact_value(document: &Value, impact: &Value) -> Option<f64> {
    match impact {
        Value::Number(number) => Some(*number),
        Value::Text(band) => number(get(get(document, "impact")?, band)?),
        _ => None,
    }
}

/// "`without_confidence`: then an absent confidence counts as 0 instead of as a finding."
fn absent_confidence(document: &Value) -> Option<f64> {
    get(document, "without_confidence").map(|_| 0.0)
}

// ---- step 4: thresholds

/// "The segment is the first whose condition is true"; with it, each before it (with no true
/// one, each) whose condition is unknown.
fn segments<'a>(document: &'a Value, situation: &Situation) -> (Option<&'a Value>, Vec<&'a Value>) {
    let mut unknown = Vec::new();
    for segment in get(document, "segments").map_or(&[][..], items) {
        match condition::truth(get(segment, "when").unwrap(), situation) {
            Truth::True => return (Some(segment), unknown),
            Truth::Unknown => unknown.push(segment),
            Truth::False => {}
        }
    }
    (None, unknown)
}

/// Lower bounds, per band in ascending order.
type Bounds = Vec<f64>;

fn thresholds(
    document: &Value,
    operation: Option<&Value>,
    segment: Option<&Value>,
    unsure: &[&Value],
    fault: Option<Fault>,
) -> Bounds {
    let base = || bounds_over(document, None);
    let of_operation =
        operation.filter(|operation| get(operation, "confidence").is_some()).map(|_| bounds_over(document, operation));
    let of_segment = |segment: &Value| bounds_over(document, Some(segment));
    if let (Some(Fault::OperationThresholdsHideTheSegments), Some(bounds)) = (fault, &of_operation) {
        return bounds.clone();
    }
    // "where both apply, per band the higher counts; where neither, the base holds"
    let mut all = vec![match (segment.map(of_segment), &of_operation) {
        (Some(a), Some(b)) => higher(&a, b),
        (Some(a), None) => a,
        (None, Some(b)) => b.clone(),
        (None, None) => base(),
    }];
    // "each unknown one gives, with the operation's, one more such set"
    if fault != Some(Fault::UnknownSegmentIsFalse) {
        all.extend(unsure.iter().map(|segment| match &of_operation {
            Some(operation) => higher(&of_segment(segment), operation),
            None => of_segment(segment),
        }));
    }
    // "and per band the highest of all counts"
    all.into_iter().reduce(|a, b| higher(&a, &b)).unwrap()
}

fn higher(a: &Bounds, b: &Bounds) -> Bounds {
    a.iter().zip(b).map(|(a, b)| a.max(*b)).collect()
}

/// "a complete set (the base overlaid with what they name)"
fn bounds_over(document: &Value, part: Option<&Value>) -> Bounds {
    let named = part.and_then(|part| get(part, "confidence"));
    bands(document, "confidence")
        .into_iter()
        .map(|(band, bound)| named.and_then(|named| get(named, &band)).and_then(number).unwrap_or(bound))
        .collect()
}

/// The bands of an axis with their lower bounds, ascending.
fn bands(document: &Value, axis: &str) -> Vec<(String, f64)> {
    let mut bands: Vec<(String, f64)> = fields(get(document, axis).unwrap())
        .iter()
        .map(|(name, bound)| (name.clone(), number(bound).unwrap()))
        .collect();
    bands.sort_by(|a, b| a.1.total_cmp(&b.1));
    bands
}

// ---- step 5: the cell

/// "On each axis the last band whose lower bound is <= the value."
fn cell(document: &Value, thresholds: &Bounds, confidence: f64, impact: f64, fault: Option<Fault>) -> (String, String) {
    let last = |names: Vec<(String, f64)>, bounds: &Bounds, value: f64| {
        let reached = |bound: f64| match fault {
            Some(Fault::BoundBelongsToTheBandBelow) => bound < value || bound == 0.0,
            _ => bound <= value,
        };
        names
            .into_iter()
            .zip(bounds)
            .filter(|(_, bound)| reached(**bound))
            .map(|((name, _), _)| name)
            .next_back()
            .unwrap()
    };
    let impact_bounds: Bounds = bands(document, "impact").into_iter().map(|(_, bound)| bound).collect();
    (
        last(bands(document, "confidence"), thresholds, confidence),
        last(bands(document, "impact"), &impact_bounds, impact),
    )
}

fn matrix_action(document: &Value, (confidence, impact): &(String, String)) -> usize {
    let Some(matrix) = get(document, "matrix") else {
        return rank(default_matrix(confidence, impact)).unwrap();
    };
    rank(text(get(get(matrix, confidence).unwrap(), impact).unwrap()).unwrap()).unwrap()
}

fn default_matrix(confidence: &str, impact: &str) -> &'static str {
    match (confidence, impact) {
        ("high", "low") => "auto_apply",
        ("high", "high") => "suggest",
        ("low", "low") => "show_options",
        _ => "escalate",
    }
}

/// "it defaults to the lower of `escalate` and the matrix's least action"
fn invalid_action(document: &Value) -> usize {
    if let Some(named) = get(document, "invalid").and_then(text) {
        return rank(named).unwrap();
    }
    let confidence = bands(document, "confidence");
    let impact = bands(document, "impact");
    let cells = confidence.iter().flat_map(|(c, _)| impact.iter().map(move |(i, _)| (c.clone(), i.clone())));
    cells.map(|cell| matrix_action(document, &cell)).fold(rank("escalate").unwrap(), usize::min)
}

// ---- steps 6 to 9: rules, ceiling, unavailable, options

/// "A rule whose condition is true **or unknown** applies."
fn applied_rules<'a>(document: &'a Value, situation: &Situation) -> Vec<Applied<'a>> {
    let mut rules: Vec<Applied> = get(document, "degrade")
        .map_or(&[][..], items)
        .iter()
        .filter_map(|rule| {
            let at_most = rank(text_of(rule, "at_most"))?;
            applied(rule, at_most, 0.0, situation, Fault::UnknownRuleIsFalse)
        })
        .collect();
    if situation.fault == Some(Fault::FirstRuleOnly) {
        rules.truncate(1);
    }
    rules
}

/// "An action with an entry whose condition is true or unknown is unavailable: the result is the
/// next lower available one." With the conditions of the entries that moved the action.
fn step_down<'a>(document: &'a Value, from: usize, exceed: bool, situation: &Situation) -> (usize, Vec<&'a Value>) {
    let mut action = from;
    let mut moved_by = Vec::new();
    while action > 0 {
        let hit = unavailable_entries(document, action, situation);
        if hit.is_empty() && !(exceed && ACTIONS[action] == "show_options") {
            break;
        }
        moved_by.extend(hit);
        action -= 1;
        if situation.fault == Some(Fault::UnavailableStopsAfterOneStep) {
            break;
        }
    }
    (action, moved_by)
}

fn unavailable_entries<'a>(document: &'a Value, action: usize, situation: &Situation) -> Vec<&'a Value> {
    let counts = |when: &Value| match condition::truth(when, situation) {
        Truth::True => true,
        Truth::Unknown => situation.fault != Some(Fault::UnknownUnavailableIsFalse),
        Truth::False => false,
    };
    get(document, "unavailable")
        .map_or(&[][..], items)
        .iter()
        .filter(|entry| one_or_more(get(entry, "action")).contains(&ACTIONS[action]))
        .filter_map(|entry| get(entry, "when"))
        .filter(|when| counts(when))
        .collect()
}

/// "For `show_options` with alternatives: the first `max`."
fn options(
    document: &Value,
    action: usize,
    cell: Option<&(String, String)>,
    input: &Value,
    given: &Given,
) -> Option<Vec<(String, f64)>> {
    if ACTIONS[action] != "show_options" || given.alternatives.is_empty() {
        return None;
    }
    Some(options::shown(document, cell?, input, &given.alternatives))
}

// ---- the answer

/// "the declared signals, and `second`, whose absence made some applied condition unknown"; the
/// signals by name, since the order of an object's keys says nothing.
fn missing(
    document: &Value,
    situation: &Situation,
    raises: &[Applied],
    rules: Vec<&Value>,
    segments: &[&Value],
    unavailable: &[&Value],
) -> Vec<String> {
    let mut conditions: Vec<&Value> = raises.iter().map(|applied| applied.when).chain(rules).collect();
    conditions.extend(segments.iter().filter_map(|segment| get(segment, "when")));
    conditions.extend(unavailable);
    absent_in(document, &conditions, situation)
}

fn absent_in(document: &Value, conditions: &[&Value], situation: &Situation) -> Vec<String> {
    let mut signals: Vec<&str> = declared(document).iter().map(|(name, _)| name.as_str()).collect();
    signals.sort_unstable();
    let blamed = |name: &&str| conditions.iter().any(|when| condition::blames(when, name, situation));
    signals.into_iter().chain(["second"]).filter(blamed).map(str::to_owned).collect()
}

/// The reason, for the codes whose words the section gives.
fn reason(
    code: &str,
    rules: &[Applied],
    lowest: usize,
    raises: &[&Applied],
    cell: &Option<(String, String)>,
    situation: &Situation,
) -> Option<String> {
    let first = |truth: Truth| rules.iter().find(|rule| rule.truth == truth && rule.at_most == lowest);
    match code {
        "missing_signal" => {
            let rule = first(Truth::Unknown)?;
            let absent = absent_in(situation.document, &[rule.when], situation);
            let [one] = absent.as_slice() else { return None };
            Some(format!("cannot rule out: {} (`{one}` is missing)", rule.because))
        }
        "degraded" => Some(first(Truth::True)?.because.to_owned()),
        "matrix" => Some(match (raises.first(), cell) {
            (Some(raise), _) => raise.because.to_owned(),
            (None, Some((confidence, impact))) => format!("{confidence} confidence, {impact} impact"),
            (None, None) => return None,
        }),
        _ => None,
    }
}

// ---- words

/// The place of an action in the order of autonomy.
pub fn rank(action: &str) -> Option<usize> {
    ACTIONS.iter().position(|name| *name == action)
}

/// The declared signals.
fn declared(document: &Value) -> &[(String, Value)] {
    get(document, "signals").map_or(&[], fields)
}

fn text_of<'a>(entry: &'a Value, name: &str) -> &'a str {
    get(entry, name).and_then(text).unwrap_or("")
}

fn one_or_more(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Text(one)) => vec![one],
        Some(list) => items(list).iter().filter_map(text).collect(),
        None => Vec::new(),
    }
}

//! `require` by enumeration. Conditions only cut each signal at a few points, so trying one value from every piece, and
//! "absent", tries every input there is; confidence, margin, alternatives, impact and ceiling need one value each,
//! because more of them (or less impact) never gives less autonomy and a `require` may not ask about them.

use crate::action::Action;
use crate::condition::{Interval, Slot, truth_of};
use crate::decide::{Facts, Field, Problem, Workspace, decide};
use crate::diagnostic::{Code, Counterexample, Diagnostic};
use crate::policy::{Kind, Policy, Require, Signal};
use crate::value::{Fields, Value, sort_by};

use super::order::unlisted;

/// The most that is done for all requirements together, counted in tests of conditions and looks at requirements (about
/// 3 ns each natively); what would take more is refused, never assumed.
const MAX_WORK: usize = 24_000_000;
/// What deciding one combination takes beside that.
const WORK_OF_DECIDING: usize = 64;

pub(super) fn check(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    if policy.model().require.is_empty() {
        return;
    }
    let axes = axes(policy);
    let mut choices = axes.iter().map(|axis| u64::try_from(axis.choices.len()).unwrap_or(u64::MAX));
    let cells = choices.try_fold(1_u64, u64::checked_mul);
    let most = most_cells(policy);
    if let Some(cells) = cells.and_then(|cells| usize::try_from(cells).ok())
        && cells <= most
    {
        return broken(policy, &axes, cells, problems);
    }
    for (index, require) in policy.model().require.iter().enumerate() {
        problems.push(undecided(index, require, cells, most));
    }
}

/// How many combinations may be tried: the fewer the more there is to do for each.
fn most_cells(policy: &Policy) -> usize {
    let conditions = policy.plan.circuit.len();
    let each = WORK_OF_DECIDING.saturating_add(conditions).saturating_add(policy.model().require.len());
    MAX_WORK.checked_div(each).unwrap_or(0)
}

fn undecided(index: usize, require: &Require, cells: Option<u64>, most: usize) -> Diagnostic {
    let cells = cells.map_or_else(|| "too many".to_owned(), |cells| cells.to_string());
    let message =
        format!("`{}` cannot be decided: it has {cells} cases; the limit for this policy is {most}", require.name);
    Diagnostic::error(Code::RequireUndecided, &format!("/require/{index}"), message)
        .help("use fewer signals, or fewer different bounds, in conditions")
}

/// One dimension of the enumeration.
struct Axis {
    field: Field,
    choices: Vec<Choice>,
}

/// A value to try.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Choice {
    Value(f64),
    /// Not given; a default counts.
    Absent,
    /// A finding: absent without default.
    Bad,
}

fn axes(policy: &Policy) -> Vec<Axis> {
    let model = policy.model();
    let mut axes = Vec::new();
    if model.has_operations() {
        axes.push(Axis { field: Field::OPERATION, choices: operation_choices(policy) });
    }
    for (index, signal) in model.signals.iter().enumerate() {
        let slot = Slot::signal(index);
        let tests = tests_of(policy, slot);
        if !tests.is_empty() {
            axes.push(Axis { field: Field::signal(index), choices: signal_choices(signal, &tests) });
        }
    }
    // A bad impact stands for every finding that leaves all signals, the confidence and the margin known.
    let sound = if model.has_operations() { Choice::Absent } else { Choice::Value(0.0) };
    axes.push(Axis { field: Field::IMPACT, choices: vec![sound, Choice::Bad] });
    axes
}

/// The tests of a slot, less those of segments: at confidence 1 the highest band is reached under any thresholds.
fn tests_of(policy: &Policy, wanted: Slot) -> Vec<Interval> {
    let model = policy.model();
    let mut conditions = Vec::new();
    for operation in model.any_operation.iter().chain(&model.operations) {
        for raise in &operation.raises {
            conditions.push(&raise.when);
        }
    }
    for rule in &model.rules {
        conditions.push(&rule.when);
    }
    for entry in &model.unavailable {
        conditions.push(&entry.when);
    }
    for require in &model.require {
        conditions.push(&require.when);
    }
    let mut tests = Vec::new();
    for condition in conditions {
        condition.tests(&mut |slot, interval| {
            if slot == wanted && !tests.contains(&interval) {
                tests.push(interval);
            }
        });
    }
    tests
}

fn operation_choices(policy: &Policy) -> Vec<Choice> {
    let mut choices = Vec::new();
    for (code, _) in (1_u32..).zip(&policy.model().operations) {
        choices.push(Choice::Value(f64::from(code)));
    }
    if policy.model().any_operation.is_some() {
        choices.push(Choice::Value(0.0));
    }
    choices.push(Choice::Bad);
    choices
}

fn signal_choices(signal: &Signal, tests: &[Interval]) -> Vec<Choice> {
    let values = match &signal.kind {
        Kind::Number => pieces(tests),
        Kind::Boolean => vec![0.0, 1.0],
        Kind::Text(values) => {
            let mut codes = Vec::new();
            for (code, _) in (1_u32..).zip(values) {
                codes.push(f64::from(code));
            }
            codes
        }
    };
    let mut choices = Vec::new();
    for value in values {
        choices.push(Choice::Value(value));
    }
    choices.push(Choice::Absent);
    if signal.default.is_some() {
        choices.push(Choice::Bad);
    }
    choices
}

/// One value from each piece into which the tests cut the numbers: both ends of every interval and their neighbours
/// outside, and 0 for the case that nothing else is inside.
fn pieces(tests: &[Interval]) -> Vec<f64> {
    let mut values = vec![0.0];
    for Interval { low, high } in tests {
        if low.is_finite() {
            values.extend([low.next_down(), *low]);
        }
        if high.is_finite() {
            values.extend([*high, high.next_up()]);
        }
    }
    // Between two neighbouring ends any value will do: keep the first of each piece.
    sort_by(&mut values, &f64::total_cmp);
    let mut kept: Vec<f64> = Vec::new();
    for value in values {
        let same_piece =
            kept.last().is_some_and(|last| tests.iter().all(|test| test.contains(*last) == test.contains(value)));
        if !same_piece {
            kept.push(value);
        }
    }
    kept
}

/// Tries every combination; the first counterexample of each `require` is reported.
fn broken(policy: &Policy, axes: &[Axis], cells: usize, problems: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    for _ in &policy.model().require {
        found.push(None);
    }
    let mut work = Workspace::new(policy);
    for cell in 0..cells {
        let facts = facts(policy, axes, cell);
        let action = decide(policy, &facts, &mut work).action;
        let requirements = policy.model().require.iter().zip(&policy.plan.require);
        for (index, ((require, node), slot)) in requirements.zip(&mut found).enumerate() {
            if slot.is_none() && action > require.at_most && truth_of(&work.truths, *node).is_possible() {
                *slot = Some(diagnostic(policy, index, require, &facts, action));
            }
        }
    }
    for problem in found {
        problems.extend(problem);
    }
}

fn facts(policy: &Policy, axes: &[Axis], cell: usize) -> Facts {
    let mut facts = Facts::new(policy);
    facts.set(Field::CONFIDENCE, 1.0);
    facts.set(Field::SECOND, 0.0);
    facts.set(Field::ALTERNATIVES, f64::INFINITY);
    let mut rest = cell;
    for axis in axes {
        let count = axis.choices.len().max(1);
        match axis.choices.get(rest.checked_rem(count).unwrap_or(0)) {
            Some(Choice::Value(value)) => facts.set(axis.field, *value),
            Some(Choice::Bad) => facts.trouble(axis.field, Problem::WrongType),
            Some(Choice::Absent) | None => {}
        }
        rest = rest.checked_div(count).unwrap_or(0);
    }
    facts
}

fn diagnostic(policy: &Policy, index: usize, require: &Require, facts: &Facts, action: Action) -> Diagnostic {
    let message = format!(
        "`{}` does not hold: there is an input for which it asks at most `{}` and the policy gives `{}`",
        require.name,
        require.at_most.name(),
        action.name()
    );
    Diagnostic::error(Code::RequireBroken, &format!("/require/{index}"), message)
        .help("add a degradation rule with the same condition")
        .counterexample(example(policy, facts))
}

/// The facts as an input, re-run to be sure.
fn example(policy: &Policy, facts: &Facts) -> Option<Counterexample> {
    let model = policy.model();
    let mut signals = Fields::default();
    for (index, signal) in model.signals.iter().enumerate() {
        let field = Field::signal(index);
        let value = facts.get(field);
        if facts.problem(field) != Problem::None {
            signals.put(&signal.name, bad_value(signal));
        } else if !value.is_nan() {
            signals.put(&signal.name, signal.kind.value(value));
        }
    }
    let mut input = Fields::default();
    input.put_number("confidence", Some(1.0));
    input.put_number("second", Some(0.0));
    input.put("alternatives", alternatives(policy));
    let code = facts.get(Field::OPERATION);
    if model.has_operations() && !code.is_nan() {
        input.put("operation", operation_name(policy, code));
    }
    if facts.problem(Field::IMPACT) != Problem::None {
        input.put("impact", Value::Boolean(true));
    } else if !model.has_operations() {
        input.put_number("impact", Some(0.0));
    }
    input.put("signals", signals.done());
    let input = input.done();
    let action = policy.decide(&input, None).action;
    Some(Counterexample { input, health: None, action })
}

/// As many as the conditions ask for; none where none asks.
fn alternatives(policy: &Policy) -> Value {
    let atoms = policy.plan.circuit.atoms.iter().filter(|atom| atom.slot == Slot::ALTERNATIVES);
    let most = atoms.map(|atom| atom.interval.high).fold(-1.0, f64::max);
    let mut list = Vec::new();
    let mut confidence = 1.0;
    let mut count = -1.0;
    while count < most {
        let mut alternative = Fields::default();
        alternative.put_text("label", "label");
        alternative.put_number("confidence", Some(confidence));
        list.push(alternative.done());
        confidence = 0.0;
        count += 1.0;
    }
    Value::List(list)
}

fn operation_name(policy: &Policy, code: f64) -> Value {
    let listed = (1_u32..).zip(&policy.model().operations).find(|(number, _)| (f64::from(*number) - code).abs() < 0.5);
    listed.map_or_else(|| Value::Text(unlisted(policy.model())), |(_, operation)| Value::Text(operation.name.clone()))
}

fn bad_value(signal: &Signal) -> Value {
    match signal.kind {
        Kind::Number => Value::from("not a number"),
        Kind::Boolean | Kind::Text(_) => Value::Number(0.0),
    }
}

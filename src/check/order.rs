//! The order of the matrix. Every later step only lowers an action and keeps the order of two, so these local checks
//! prove that more confidence never gives less autonomy, that more impact never gives more, and that the lowest
//! confidence auto-applies only at the lowest impact, for every operation, segment, rule and ceiling.

use crate::action::Action;
use crate::diagnostic::{Code, Counterexample, Diagnostic};
use crate::policy::Policy;
use crate::value::{Fields, Value, fill};

pub(super) fn check(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    let model = policy.model();
    for confidence in 0..model.confidence.bands.len() {
        for impact in 0..model.impact.bands.len() {
            check_cell(policy, confidence, impact, problems);
        }
    }
}

fn check_cell(policy: &Policy, confidence: usize, impact: usize, problems: &mut Vec<Diagnostic>) {
    let model = policy.model();
    let action = model.base(confidence, impact);
    let mut unless = |holds: bool, order: Order| {
        if !holds {
            problems.push(broken(policy, order, confidence, impact));
        }
    };
    unless(model.base(below(confidence), impact) <= action, Order::Confidence);
    unless(model.base(confidence, below(impact)) >= action, Order::Impact);
    unless(confidence > 0 || impact == 0 || action < Action::AutoApply, Order::Lowest);
}

/// The band below, which for the lowest is itself.
const fn below(band: usize) -> usize {
    band.saturating_sub(1)
}

/// What a cell can break.
#[derive(Clone, Copy)]
enum Order {
    Confidence,
    Impact,
    Lowest,
}

#[inline(never)]
fn broken(policy: &Policy, order: Order, confidence: usize, impact: usize) -> Diagnostic {
    let model = policy.model();
    let (of_confidence, of_impact) = (model.confidence.name(confidence), model.impact.name(impact));
    let action = model.base(confidence, impact).name();
    let (code, message, help) = match order {
        Order::Confidence => {
            let lower = below(confidence);
            let message = fill(
                "more confidence gives less: at {} impact, `{}` is `{}` but `{}` is only `{}`",
                &[of_impact, model.confidence.name(lower), model.base(lower, impact).name(), of_confidence, action],
            );
            (Code::MatrixConfidenceOrder, message, "give this cell at least the action of the band below it")
        }
        Order::Impact => {
            let lower = below(impact);
            let message = fill(
                "more impact gives more: at {} confidence, `{}` is `{}` but `{}` is `{}`",
                &[of_confidence, model.impact.name(lower), model.base(confidence, lower).name(), of_impact, action],
            );
            (Code::MatrixImpactOrder, message, "give this cell at most the action of the lower impact")
        }
        Order::Lowest => {
            let message = fill("`{}` impact is applied automatically at the lowest confidence", &[of_impact]);
            (Code::AutoApplyAtLowestConfidence, message, "give this cell at most `suggest`")
        }
    };
    let pointer = fill("/matrix/{}/{}", &[of_confidence, of_impact]);
    Diagnostic::error(code, &pointer, message).help(help).counterexample(example(policy, confidence, impact))
}

/// An input that falls in the cell and is given its action, where there is one: an operation or segment may keep every
/// input out of it.
fn example(policy: &Policy, confidence: usize, impact: usize) -> Option<Counterexample> {
    let model = policy.model();
    // What the surest model says to reach the band.
    let base = &policy.plan.thresholds(policy.plan.surest).base;
    let reached = confidence.checked_sub(1).and_then(|above| base.get(above)).copied().unwrap_or(0.0);
    let bounds = [reached, model.impact.bands.get(impact)?.bound];
    for code in model.operation_codes() {
        if model.operation(code).is_none() && model.has_operations() {
            continue;
        }
        let input = input(policy, bounds, code);
        let (verdict, _) = policy.verdict(&input, None);
        let cell = verdict.cell.map(|(confidence, impact)| [confidence, impact].map(usize::from));
        if cell == Some([confidence, impact]) {
            return Some(Counterexample { input, health: None, action: verdict.action });
        }
    }
    None
}

fn input(policy: &Policy, [confidence, impact]: [f64; 2], operation: usize) -> Value {
    let model = policy.model();
    let mut input = Fields::default();
    if model.is_calibrated() {
        input.put_text("model", &model.model_name(policy.plan.surest));
    }
    input.put_number("confidence", Some(confidence));
    input.put_number("impact", Some(impact));
    if model.has_operations() {
        input.put_text("operation", &model.operation_name(operation));
    }
    input.done()
}

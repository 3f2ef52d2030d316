//! More freedom than most who give it mean: confidence that a coin has too, and the worst mistakes made without asking.

use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::{Band, Model, Policy};
use crate::value::{fill, number_text};

use super::warning;

/// Of calibrated predictions below this more are wrong than right.
const EVEN: f64 = 0.5;

pub(super) fn check(policy: &Policy, problems: &mut Vec<Diagnostic>) {
    let model = policy.model();
    let hints = [low_top_threshold(model), auto_apply_at_highest_impact(model)];
    problems.extend(hints.into_iter().flatten().map(|problem| problem.severity(Severity::Hint)));
}

fn low_top_threshold(model: &Model) -> Option<Diagnostic> {
    let Band { name, bound } = model.confidence.bands.last().filter(|top| top.bound < EVEN)?;
    let message = fill(
        "`{}` confidence begins at {}: what is more likely wrong than right counts as `{}`",
        &[name, &number_text(*bound), name],
    );
    let help = "make sure that this is meant; calibrated predictions are right as often as their confidence says";
    Some(warning(Code::TopThresholdLow, &fill("/confidence/{}", &[name]), message, help))
}

/// At the lowest confidence at which it does; above it the same holds.
fn auto_apply_at_highest_impact(model: &Model) -> Option<Diagnostic> {
    let highest = model.impact.bands.len().checked_sub(1)?;
    let mut confidences = model.confidence.bands.iter().enumerate();
    let (_, confidence) = confidences.find(|(place, _)| model.base(*place, highest) == Action::AutoApply)?;
    let impact = model.impact.name(highest);
    let message = fill(
        "from {} confidence on (`{}`), what has the highest impact (`{}`) is done without asking",
        &[&number_text(confidence.bound), &confidence.name, impact],
    );
    let help = "make sure that this is meant; with `suggest` a person has the last word where a mistake is worst";
    let pointer = fill("/matrix/{}/{}", &[&confidence.name, impact]);
    Some(warning(Code::AutoApplyAtHighestImpact, &pointer, message, help))
}

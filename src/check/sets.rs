//! Whether what fitted sets of options say of themselves adds up, and whether they still are about this policy: it proves
//! arithmetic, not honesty.

use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::math::binomial_p;
use crate::policy::{OptionSet, OptionSets, Policy, options_in_scope};
use crate::value::{Value, count_text, fill, number_text};

/// Sets that promise more than their labels show, are about another policy, or count for nothing. The arithmetic is left to
/// those who study policies; what only decides does not carry it, so that these are warnings (errors under `--strict`).
#[must_use]
pub fn sets(policy: &Policy, document: &Value) -> Vec<Diagnostic> {
    let Some(sets) = &policy.model().sets else { return Vec::new() };
    let mut found = Found(Vec::new());
    found.of_policy(policy, document, sets);
    let tested = sets.cells.len();
    if u32::try_from(tested).is_ok_and(|tested| tested > sets.cells_tested) {
        let message = fill("{} cells have a threshold, more than were tested", &[&count_text(tested)]);
        found.report(Code::SetsNotProven, "cells_tested", message, AGAIN);
    }
    let share = sets.delta / (f64::from(sets.targets_tried) * f64::from(sets.cells_tested));
    let level = 1.0 - sets.coverage;
    for (place, set) in sets.cells.iter().enumerate() {
        let at = fill("cells/{}", &[&count_text(place)]);
        let outside = set.labels.checked_sub(set.index);
        if outside.is_none_or(|outside| binomial_p(outside.into(), set.labels.into(), level) > share) {
            let numbers = [set.index.into(), set.labels.into(), sets.coverage].map(number_text);
            let message = fill(
                "score {} of {} labels does not show that sets hold the answer in {}",
                &[&numbers[0], &numbers[1], &numbers[2]],
            );
            found.report(Code::SetsNotProven, &fill("{}/index", &[&at]), message, AGAIN);
        }
        found.of_cell(policy, sets, set, &at);
    }
    found.0
}

const AGAIN: &str = "fit the options anew";

struct Found(Vec<Diagnostic>);

impl Found {
    fn report(&mut self, code: Code, place: &str, message: String, help: &str) {
        let problem = Diagnostic::error(code, &fill("/options/threshold/{}", &[place]), message);
        self.0.push(problem.severity(Severity::Warning).help(help));
    }

    /// Whether the policy is the one that they were fitted to.
    fn of_policy(&mut self, policy: &Policy, document: &Value, sets: &OptionSets) {
        if !options_in_scope(document, &sets.model) {
            let message = "which cases are shown options has changed since they were fitted";
            self.report(Code::SetsScope, "scope", message.to_owned(), AGAIN);
        }
        let model = policy.model();
        if model.is_calibrated() && model.calibration(model.model_code(&sets.model)).is_none() {
            let message = "the policy has no calibration map for `{}`, so that none of its inputs is sound";
            self.report(Code::SetsUnused, "model", fill(message, &[&sets.model]), "calibrate this model too");
        }
    }

    /// Whether a cell is shown options at all, and whether its sets tell alternatives apart.
    fn of_cell(&mut self, policy: &Policy, sets: &OptionSets, set: &OptionSet, at: &str) {
        let model = policy.model();
        let mut limit = sets.method.turned(set.threshold);
        if let Some((confidence, impact)) = set.cell {
            let base = model.base(confidence, impact);
            if base != Action::ShowOptions {
                let message = fill("the matrix gives `{}` in this cell: no case is shown these sets", &[base.name()]);
                self.report(Code::SetsUnused, &fill("{}/cell", &[at]), message, AGAIN);
            }
            limit = policy.plan.cell_set(model, confidence, impact).map_or(limit, |cell| cell.limit);
        }
        // The lowest confidence there is, or the highest sum.
        let least = sets.method.standing(0.0, 1.0);
        if limit <= least {
            let most = count_text(model.options_max);
            let message =
                "every alternative belongs to these sets: `show_options` is available only where {} or fewer are given";
            let help = "raise `max`, or ask for less coverage";
            self.report(Code::SetsTooLarge, &fill("{}/threshold", &[at]), fill(message, &[&most]), help);
        }
    }
}

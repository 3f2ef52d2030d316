//! Whether what fitted sets of options say of themselves adds up: it proves arithmetic, not honesty.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::math::binomial_p;
use crate::policy::Policy;
use crate::value::{count_text, fill, number_text};

/// The sets that promise more than their labels show. The arithmetic is left to those who study policies; what only decides
/// does not carry it, so that these are warnings (errors under `--strict`).
#[must_use]
pub fn sets(policy: &Policy) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(sets) = &policy.model().sets else { return found };
    let mut report = |place: String, message: String| {
        let problem = Diagnostic::error(Code::SetsNotProven, &fill("/options/threshold/{}", &[&place]), message);
        found.push(problem.severity(Severity::Warning).help("fit the options anew"));
    };
    let tested = sets.cells.len();
    if u32::try_from(tested).is_ok_and(|tested| tested > sets.cells_tested) {
        let message = fill("{} cells have a threshold, more than were tested", &[&count_text(tested)]);
        report("cells_tested".to_owned(), message);
    }
    let share = sets.delta / (f64::from(sets.targets_tried) * f64::from(sets.cells_tested));
    let level = 1.0 - sets.coverage;
    for (place, set) in sets.cells.iter().enumerate() {
        let outside = set.labels.checked_sub(set.index);
        if outside.is_none_or(|outside| binomial_p(outside.into(), set.labels.into(), level) > share) {
            let numbers = [set.index.into(), set.labels.into(), sets.coverage].map(number_text);
            let message = fill(
                "score {} of {} labels does not show that sets hold the answer in {}",
                &[&numbers[0], &numbers[1], &numbers[2]],
            );
            report(fill("cells/{}/index", &[&count_text(place)]), message);
        }
    }
    found
}

//! Whether the evidence of a policy adds up: every split of delta, every p-value, the order of the tests, their stop, and
//! that the thresholds of the policy passed. It proves arithmetic, not honesty.

mod form;

use crate::diagnostic::{Code, Diagnostic};
use crate::math::real;
use crate::policy::{Family, Policy};
use crate::value::{count_text, fill, number_text};

use super::fixed_sequence::Search;
use super::grid::Grid;
use super::promise::Promise;
use form::{FamilyForm, FitForm, TestedStep, read};

/// What does not add up in the evidence of a policy; nothing where it has none. Compiling holds its scope, its maps and
/// its families to the policy, and sees that its thresholds were tested; this does the tests again, and looks at the form
/// of what deciding does not need.
#[must_use]
pub fn verify(policy: &Policy) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let fits = policy.model().evidence.as_ref().map(|evidence| evidence.fits.as_slice()).unwrap_or_default();
    for (index, fit) in fits.iter().enumerate() {
        let pointer = fill("/evidence/fits/{}", &[&count_text(index)]);
        match read(&fit.source, &pointer) {
            Ok(form) => verify_fit(policy, &form, &pointer, &mut problems),
            Err(of_form) => problems.extend(of_form),
        }
    }
    problems
}

fn verify_fit(policy: &Policy, fit: &FitForm, pointer: &str, problems: &mut Vec<Diagnostic>) {
    let Some(promise) = Promise::new(fit.alpha, fit.delta) else {
        let message = "alpha and delta lie between 0 and 1, both excluded".to_owned();
        problems.push(Diagnostic::error(Code::OutOfRange, &fill("{}/alpha", &[pointer]), message));
        return;
    };
    let spent = promise.split(fit.targets_tried);
    let spent = if fit.shared_over_fits { spent.of_fit(fit.number) } else { spent };
    let mut split = |field: &str, given: f64, right: f64| {
        if !is_near(given, right) {
            let message =
                fill("this is {}; by the splits of delta it is {}", &[&number_text(given), &number_text(right)]);
            let pointer = fill("{}/{}", &[pointer, field]);
            problems.push(Diagnostic::error(Code::EvidenceDelta, &pointer, message).help(AGAIN));
        }
    };
    split("delta_used", fit.delta_used, spent.delta());
    let search = Search { grid: Grid::default(), start_errors: fit.start_errors, starts: fit.starts };
    let needed = search.labels_needed(spent);
    let tested = fit.families.iter().filter(|family| family.labels >= needed).count();
    split("families_tested", real(fit.families_tested), real(u64::try_from(tested).unwrap_or(u64::MAX)));
    let share = spent.split(fit.families_tested);
    for (index, family) in fit.families.iter().enumerate() {
        split(&fill("families/{}/delta", &[&count_text(index)]), family.delta, share.delta());
    }
    for (index, family) in fit.families.iter().enumerate() {
        let known = policy.model().family(&family.source);
        let pointer = fill("{}/families/{}", &[pointer, &count_text(index)]);
        let test = Test { search: &search, share, pointer };
        test.run(policy, family, known, problems);
    }
}

const AGAIN: &str = "fit again: evidence is not written by hand";

/// The test of one family.
struct Test<'a> {
    search: &'a Search,
    share: Promise,
    pointer: String,
}

impl Test<'_> {
    fn run(&self, policy: &Policy, family: &FamilyForm, known: Option<Family>, problems: &mut Vec<Diagnostic>) {
        let before = problems.len();
        self.nested(family, problems);
        self.sequences(family, problems);
        if problems.len() > before {
            return;
        }
        let level = self.share.split(self.search.starts).delta();
        let passed = |threshold: f64| {
            let is_it = |step: &&TestedStep| step.threshold.total_cmp(&threshold).is_eq();
            family.path.iter().find(is_it).is_some_and(|step| self.p_value(step) <= level)
        };
        let Some(threshold) = family.threshold else { return };
        let says = known.map_or(threshold, |known| policy.model().threshold(known));
        for threshold in [threshold, says] {
            if !passed(threshold) {
                let message = fill("the threshold {} did not pass its test", &[&number_text(threshold)]);
                let pointer = fill("{}/threshold", &[&self.pointer]);
                let problem = Diagnostic::error(Code::EvidenceThreshold, &pointer, message);
                problems.push(problem.help("take a threshold of its path that passed, or fit again"));
                return;
            }
        }
    }

    fn p_value(&self, step: &TestedStep) -> f64 {
        self.share.p_value(step.errors, step.labels)
    }

    fn report(&self, code: Code, place: usize, message: String, problems: &mut Vec<Diagnostic>) {
        let pointer = fill("{}/path/{}", &[&self.pointer, &count_text(place)]);
        problems.push(Diagnostic::error(code, &pointer, message).help(AGAIN));
    }

    /// What is at or above a lower threshold is what is above a higher one, and more.
    fn nested(&self, family: &FamilyForm, problems: &mut Vec<Diagnostic>) {
        let mut before = TestedStep { threshold: f64::INFINITY, labels: 0, errors: 0 };
        for (place, step) in family.path.iter().enumerate() {
            let right = step.labels.checked_sub(step.errors);
            let follows = step.threshold < before.threshold
                && step.errors >= before.errors
                && right.is_some_and(|right| right >= before.labels.saturating_sub(before.errors))
                && step.labels <= family.labels;
            if !follows {
                let message = "a lower threshold accepts what the one before it does, and perhaps more; this does not";
                self.report(Code::EvidencePath, place, message.to_owned(), problems);
            }
            before = *step;
        }
    }

    /// Each sequence starts with labels enough, and goes on to its first failure, no further and no less far unless nothing
    /// is left to test.
    fn sequences(&self, family: &FamilyForm, problems: &mut Vec<Diagnostic>) {
        let level = self.share.split(self.search.starts).delta();
        let needed = self.search.labels_needed(self.share);
        let starts: Vec<usize> = family.starts_at.iter().filter_map(|start| usize::try_from(*start).ok()).collect();
        let ascends = starts.is_sorted_by(|a, b| a < b) && starts.last().is_none_or(|last| *last < family.path.len());
        let first = if family.path.is_empty() { None } else { Some(&0) };
        if !ascends || starts.first() != first || real(number(starts.len())) > real(self.search.starts) {
            let message = "sequences start at places of the path, the first of them at 0".to_owned();
            let problem = Diagnostic::error(Code::EvidenceStart, &fill("{}/starts_at", &[&self.pointer]), message);
            problems.push(problem.help(AGAIN));
            return;
        }
        for (place, step) in family.path.iter().enumerate() {
            let passes = self.p_value(step) <= level;
            let ends = starts.contains(&place.saturating_add(1));
            let is_last = place.saturating_add(1) == family.path.len();
            if starts.contains(&place) && step.labels < needed {
                let numbers = [&*number_text(real(step.labels)), &number_text(real(needed))];
                let message = fill("a sequence starts here with {} labels; it takes {}", &numbers);
                self.report(Code::EvidenceStart, place, message, problems);
            } else if !passes && !ends && !is_last {
                let p_value = number_text(self.p_value(step));
                let message = fill(
                    "this fails, with a p-value of {} above {}, and ends its sequence",
                    &[&p_value, &number_text(level)],
                );
                self.report(Code::EvidenceStop, place, message, problems);
            } else if passes && ends {
                let message = "this passes, so that its sequence goes on".to_owned();
                self.report(Code::EvidenceStop, place, message, problems);
            }
        }
    }
}

/// Numbers are written in full; what is left is the order of divisions.
fn is_near(given: f64, right: f64) -> bool {
    (given - right).abs() <= right.abs() * 1e-9
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

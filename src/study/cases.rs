//! The rows of a log as cases of a fit.

use crate::calibrate::Map;
use crate::policy::Policy;
use crate::tune::{Admission, Admissions, Case};

use super::facts::RowFacts;
use super::part::Picked;
use super::source::Source;

/// The map that scores of this model go through; none where the policy calibrates none.
pub(super) fn map_of<'p>(policy: &'p Policy, model: Option<&str>) -> Option<&'p Map> {
    let code = policy.model().model_code(model?);
    policy.model().calibration(code).map(|entry| &entry.map)
}

/// A case for each row: its calibrated confidence, what is known of its outcome, and when the policy makes it automatic.
pub(super) fn cases<'a>(source: &'a Source, policy: &Policy, picked: &'a Picked) -> Vec<Case<'a>> {
    let model = picked.model.as_deref();
    let map = map_of(policy, model);
    let mut facts = RowFacts::new(source, policy, picked.named_by_caller());
    let mut admissions = Admissions::new(policy);
    let mut cases = raw_cases(source, picked);
    for (case, row) in cases.iter_mut().zip(&picked.rows) {
        case.score = map.map_or(case.score, |map| map.apply(case.score));
        case.admission = admissions.of(facts.of(*row));
    }
    cases
}

/// The same before any policy is asked: scores as the model gave them, and nothing is automatic.
pub(super) fn raw_cases<'a>(source: &'a Source, picked: &'a Picked) -> Vec<Case<'a>> {
    let log = &source.log;
    let mut cases = Vec::with_capacity(picked.rows.len());
    for row in &picked.rows {
        let row = *row;
        let propensity = log.propensity().and_then(|shares| shares.get(row)).copied();
        cases.push(Case {
            row: number(row),
            id: log.id().get(row),
            unit: log.unit().get(row),
            model: picked.model.as_deref(),
            score: log.confidence().get(row).copied().unwrap_or(f64::NAN),
            correct: log.correct().get(row).copied().flatten(),
            source: log.label_source(row),
            propensity: propensity.filter(|share| !share.is_nan()),
            admission: Admission::Never,
        });
    }
    cases
}

/// How many.
pub(super) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

//! Which cases may enter a test.

use crate::math::place;
use crate::record::LabelSource;
use crate::value::sort_by;

use super::case::{Case, Fold, Folds};
use super::family::Admission;
use super::refused::Refused;

/// What is asked of cases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The model that is fitted. Where none is named, the log must hold one only; a log that names none is taken to be of this
    /// one.
    pub model: Option<String>,
    /// Whether labels without a source are known to be complete; the caller has to say so.
    pub is_complete: bool,
    /// The salt that audits were picked with.
    pub audit_salt: String,
    /// The folds of the log, of which [`Fold::Thresholds`] enters, for options [`Fold::Options`]; all cases where there are
    /// none.
    pub folds: Option<Folds>,
}

/// Why cases did not enter, each counted under the first reason that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// They are of another model.
    pub other_models: u64,
    /// They stand in another fold.
    pub other_folds: u64,
    /// Nothing is known of how they turned out.
    pub unlabelled: u64,
    /// So many of those should have had a label: their log is said to be complete, or an audit picked them.
    pub without_outcome: u64,
    /// Their labels come from reviews.
    pub review: u64,
    /// Their labels come from what people did.
    pub implicit: u64,
    /// Where their labels come from is not said.
    pub source_unknown: u64,
    /// They come from an audit, and with which probability they were picked is not said.
    pub without_propensity: u64,
    /// They have an id that another has, with the same label.
    pub duplicates: u64,
    /// They have an id that another has, with another label.
    pub conflicting: u64,
    /// They were thinned out, so that all sources are represented alike.
    pub thinned: u64,
    /// Their score is no number in [0, 1].
    pub bad_score: u64,
    /// Another case of their unit stands for them.
    pub same_unit: u64,
}

/// The cases that enter.
#[derive(Debug, Default)]
pub(super) struct Selected<'a> {
    pub(super) cases: Vec<&'a Case<'a>>,
    pub(super) left_out: LeftOut,
    /// How many had a label that counts, before duplicates and thinning.
    pub(super) labelled: u64,
    /// The rate that the labels stand for, in (0, 1].
    pub(super) rate: f64,
    /// Whether audited cases do not lie where the salt says they were picked.
    pub(super) is_other_salt: bool,
}

/// The names of the models that cases have, at most three of them; an empty name for none.
pub(super) fn models<'a>(cases: &'a [Case<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for case in cases {
        let name = case.model.unwrap_or_default();
        if names.len() < 3 && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

pub(super) fn select<'a>(cases: &'a [Case<'a>], selection: &Selection, fold: Fold) -> Selected<'a> {
    let mut selected = Selected { rate: 1.0, ..Selected::default() };
    let out = &mut selected.left_out;
    let model = selection.model.as_deref().filter(|_| cases.iter().any(|case| case.model.is_some()));
    for case in cases {
        let reason = match (case.correct, case.source) {
            _ if model.is_some() && case.model != model => &mut out.other_models,
            _ if selection.folds.as_ref().is_some_and(|folds| !folds.contains(fold, case)) => &mut out.other_folds,
            (None, source) => {
                let is_owed = match source {
                    Some(LabelSource::Complete | LabelSource::AuditBlind) => true,
                    Some(LabelSource::Review | LabelSource::Implicit) => false,
                    None => selection.is_complete,
                };
                out.without_outcome = out.without_outcome.saturating_add(u64::from(is_owed));
                &mut out.unlabelled
            }
            (_, Some(LabelSource::Review)) => &mut out.review,
            (_, Some(LabelSource::Implicit)) => &mut out.implicit,
            (_, None) if !selection.is_complete => &mut out.source_unknown,
            (_, Some(LabelSource::AuditBlind)) if !case.propensity.is_some_and(is_rate) => &mut out.without_propensity,
            _ if !(0.0..=1.0).contains(&case.score) => &mut out.bad_score,
            (Some(_), Some(LabelSource::Complete | LabelSource::AuditBlind) | None) => {
                selected.cases.push(case);
                continue;
            }
        };
        *reason = reason.saturating_add(1);
    }
    selected.labelled = u64::try_from(selected.cases.len()).unwrap_or(u64::MAX);
    drop_duplicates(&mut selected);
    thin(&mut selected, &selection.audit_salt);
    selected
}

impl Selected<'_> {
    /// Whether something can be promised on what they say.
    pub(super) fn check(&self) -> Result<(), Refused> {
        if self.cases.is_empty() {
            return Err(Refused::NoLabels(self.left_out));
        }
        // At most a tenth may be missing of what was to be labelled.
        let unlabelled = self.left_out.without_outcome;
        let of = unlabelled.saturating_add(self.labelled);
        if unlabelled.saturating_mul(10) > of {
            return Err(Refused::ManyUnlabelled { unlabelled, of });
        }
        if self.is_other_salt { Err(Refused::OtherSalt) } else { Ok(()) }
    }
}

fn is_rate(propensity: f64) -> bool {
    0.0 < propensity && propensity <= 1.0
}

/// Of cases with one id the first stays; none does where their labels differ.
fn drop_duplicates(selected: &mut Selected<'_>) {
    let mut with_id = Vec::new();
    let mut stays = Vec::new();
    for (place, case) in selected.cases.iter().enumerate() {
        with_id.extend(case.id.map(|id| (id, place, case.correct)));
        stays.push(true);
    }
    sort_by(&mut with_id, &|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let out = &mut selected.left_out;
    for same in with_id.chunk_by(|a, b| a.0 == b.0) {
        let agree = same.iter().all(|(_, _, label)| Some(label) == same.first().map(|(_, _, first)| first));
        for (_, place, _) in same.iter().skip(usize::from(agree)) {
            let reason = if agree { &mut out.duplicates } else { &mut out.conflicting };
            *reason = reason.saturating_add(1);
            if let Some(stays) = stays.get_mut(*place) {
                *stays = false;
            }
        }
    }
    keep(&mut selected.cases, &stays);
}

/// Keeps the cases that stay, in their order.
fn keep<'a>(cases: &mut Vec<&'a Case<'a>>, stays: &[bool]) {
    let mut kept = Vec::new();
    for (case, stays) in cases.iter().zip(stays) {
        if *stays {
            kept.push(*case);
        }
    }
    *cases = kept;
}

/// Brings all labels to the least rate among them: one that was picked with probability p stands for more cases than one
/// of a log that was labelled throughout, and pooled as they are they certify what is not so. The hash that picked decides,
/// so that what is picked at the least rate is exactly what stays.
fn thin(selected: &mut Selected<'_>, salt: &str) {
    let (mut rate, mut most) = (1.0_f64, 0.0_f64);
    for case in &selected.cases {
        if case.admission != Admission::Never {
            (rate, most) = (rate.min(rate_of(case)), most.max(rate_of(case)));
        }
    }
    selected.rate = rate;
    if most <= rate {
        return;
    }
    let mut stays = Vec::new();
    for case in &selected.cases {
        let (own, at) = (rate_of(case), case.id.map(|id| place(salt, id)));
        // An audited case lies where its audit picked, or the salt is another.
        selected.is_other_salt |= at.is_some_and(|at| at >= own);
        let is_in = own <= rate || at.is_some_and(|at| at < rate);
        selected.left_out.thinned = selected.left_out.thinned.saturating_add(u64::from(!is_in));
        stays.push(is_in);
    }
    keep(&mut selected.cases, &stays);
}

fn rate_of(case: &Case<'_>) -> f64 {
    match case.source {
        Some(LabelSource::AuditBlind) => case.propensity.unwrap_or(1.0),
        Some(LabelSource::Complete | LabelSource::Review | LabelSource::Implicit) | None => 1.0,
    }
}

/// The case that stands for its unit in a family, or a cell: the one whose id, or row, comes first by hash, whatever its label.
pub(super) fn one_a_unit<'a, K: Copy + Ord>(cases: &[(K, &'a Case<'a>)]) -> Vec<(K, &'a Case<'a>)> {
    let mut kept = Vec::new();
    let mut with_unit = Vec::new();
    for (place, (family, case)) in cases.iter().enumerate() {
        match case.unit {
            None => kept.push((*family, *case)),
            Some(unit) => with_unit.push((*family, unit, case.place("one a unit"), place, *case)),
        }
    }
    sort_by(&mut with_unit, &|a, b| {
        let units = (a.0, a.1).cmp(&(b.0, b.1));
        units.then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3))
    });
    for unit in with_unit.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        kept.extend(unit.first().map(|(family, _, _, _, case)| (*family, *case)));
    }
    kept
}

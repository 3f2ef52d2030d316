//! The reserved rule `evidence-stale` in a cube: whether it may apply, whether it certainly does, and what that depends on.

use crate::action::Action;
use crate::decide::covers;
use crate::policy::Fit;

use super::super::truths::Truths;
use super::bounds::{Bounds, Cells, choices, code_of, impacts, values};
use super::search::Cube;
use super::side::{Side, mask_of};
use super::space::Space;

/// Lowers the least and the most autonomy by what the rule may and must take away.
pub(super) fn lower(
    space: &Space,
    side: &Side,
    cube: &Cube,
    masks: &[Truths],
    cells: Option<&Cells>,
) -> (Action, Action) {
    let model = side.policy.model();
    let Some(evidence) = &model.evidence else { return (Action::AutoApply, Action::AutoApply) };
    let fits = fits(space, side, cube);
    let (is_possible, is_certain) = (fits.contains(&None), fits.iter().all(Option::is_none));
    let least = if is_possible { evidence.at_most } else { Action::AutoApply };
    let most = if is_certain { evidence.at_most } else { Action::AutoApply };
    if cells.is_none() {
        return (least, most);
    }
    let mut open = Vec::new();
    for fit in fits.into_iter().flatten() {
        for operation in values(space, side, cube, side.at.operation) {
            are_open(space, side, cube, masks, fit, code_of(operation), &mut open);
        }
    }
    let least = if open.contains(&true) { least.min(Action::Suggest) } else { least };
    let most = if open.contains(&false) { most } else { most.min(Action::Suggest) };
    (least, most)
}

/// The fits that may count, nothing where none does.
fn fits<'a>(space: &Space, side: &'a Side, cube: &Cube) -> Vec<Option<&'a Fit>> {
    let model = side.policy.model();
    let mut found = Vec::new();
    let Some(dimension) = side.at.model else { return vec![None] };
    for choice in choices(space, cube, dimension) {
        let fit = code_of(side.effect(choice).value).and_then(|code| model.fit(code));
        match fit.zip(fit.and_then(|fit| fit.valid_until)) {
            None => found.push(fit),
            Some((fit, until)) => {
                let Some(dimension) = side.at.now else { continue };
                for moment in choices(space, cube, dimension) {
                    found.push((side.effect(moment).value <= until).then_some(fit));
                }
            }
        }
    }
    found
}

/// Whether cases of an operation are open, not covered by a fit: true and false where they may be either.
fn are_open(
    space: &Space,
    side: &Side,
    cube: &Cube,
    masks: &[Truths],
    fit: &Fit,
    operation: Option<usize>,
    open: &mut Vec<bool>,
) {
    let (least, most) = impacts(side, operation, masks);
    let mut bands = Vec::new();
    for given in values(space, side, cube, side.at.impact) {
        bands.push(side.band_of_impact(least.max(given)));
        bands.push(side.band_of_impact(most.max(given)));
    }
    let at = |segment: Option<usize>, open: &mut Vec<bool>| {
        for band in &bands {
            open.push(!covers(side.policy.model(), &side.policy.plan, fit, operation, segment, *band));
        }
    };
    for (index, node) in side.policy.plan.segments.iter().enumerate() {
        let mask = mask_of(masks, *node);
        if mask.meets(Truths::TRUE) {
            at(Some(index), open);
        }
        if mask.meets(Truths::UNKNOWN) {
            open.push(true);
        }
        if !mask.meets(Truths::FALSE) {
            return;
        }
    }
    at(None, open);
}

/// Whether the evidence of two policies is the same, and so is all that says which cases it covers.
pub(super) fn alike(sides: &[Side<'_>; 2], bounds: &[Bounds; 2]) -> bool {
    let matters = |at: usize| {
        let (side, bounds) = (sides.get(at)?, bounds.get(at)?);
        let evidence = side.policy.model().evidence.as_ref()?;
        (bounds.top > evidence.at_most).then_some(side)
    };
    match (matters(0), matters(1)) {
        (None, None) => true,
        (Some(first), Some(second)) => {
            let [a, b] = [first, second].map(|side| side.policy.model());
            let (own, others) = (&first.names.segments, &second.names.segments);
            a.evidence == b.evidence
                && own.len() == others.len()
                && own.iter().zip(others).all(|(own, other)| own.number == other.number)
                && a.operations == b.operations
                && a.any_operation == b.any_operation
                && a.impact == b.impact
                && (0..a.impact.bands.len()).all(|impact| a.first_automatic(impact) == b.first_automatic(impact))
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

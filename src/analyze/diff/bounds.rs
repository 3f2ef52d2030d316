//! Between which actions a policy stays in a cube. Every step keeps the order of two actions, so each bound goes through
//! the steps of a decision by itself; in a cube with one choice for each field the two meet.

use crate::action::Action;
use crate::decide::{self, band_of};
use crate::policy::{Policy, Thresholds};

use super::super::truths::Truths;
use super::evidence;
use super::search::Cube;
use super::side::{Side, mask_of};
use super::space::{Choice, Space};

/// The least and the most autonomy that a policy may give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    least: Action,
    most: Action,
    /// The base action.
    pub(super) base: (Action, Action),
    /// The most before availability.
    pub(super) top: Action,
    /// Whether there is a finding; nothing where that is open.
    pub(super) is_finding: Option<bool>,
    /// The cells that may count, where there may be no finding.
    pub(super) cells: Option<Cells>,
}

impl Bounds {
    /// The action, where there is only one.
    pub(super) fn settled(self) -> Option<Action> {
        (self.least == self.most).then_some(self.least)
    }
}

pub(super) fn bounds(space: &Space, side: &Side, cube: &Cube, masks: &[Truths]) -> Bounds {
    let model = side.policy.model();
    let findings = findings(space, side, cube);
    let mut base = (Action::AutoApply, Action::Block);
    if findings.may_be {
        base = (model.invalid, model.invalid);
    }
    let cells = (!findings.is_certain).then(|| cells(space, side, cube, masks));
    if let Some(cells) = &cells {
        base.0 = base.0.min(model.base(cells.confidence.0, cells.impact.1));
        base.1 = base.1.max(model.base(cells.confidence.1, cells.impact.0));
    }
    let (mut least, mut top) = base;
    for (rule, node) in model.rules.iter().zip(&side.policy.plan.rules) {
        let mask = mask_of(masks, *node);
        least = if mask.is_possible() { least.min(rule.at_most) } else { least };
        top = if mask.is_certain() { top.min(rule.at_most) } else { top };
    }
    let (may, must) = evidence::lower(space, side, cube, masks, cells.as_ref());
    (least, top) = (least.min(may), top.min(must));
    Bounds {
        least: available(side.policy, least, &|node| mask_of(masks, node).is_possible()),
        most: available(side.policy, top, &|node| mask_of(masks, node).is_certain()),
        base,
        top,
        is_finding: if findings.is_certain { Some(true) } else { (!findings.may_be).then_some(false) },
        cells,
    }
}

pub(super) fn choices<'a>(space: &'a Space, cube: &'a Cube, dimension: usize) -> impl Iterator<Item = &'a Choice> {
    let all = space.dimensions.get(dimension).map(|dimension| dimension.choices.as_slice()).unwrap_or_default();
    cube.choices(dimension).iter().filter_map(|choice| all.get(usize::from(*choice)))
}

/// What the choices of a dimension are to a policy, findings left out.
pub(super) fn values(space: &Space, side: &Side, cube: &Cube, dimension: usize) -> Vec<f64> {
    let mut values = Vec::new();
    for choice in choices(space, cube, dimension) {
        let effect = side.effect(choice);
        if !effect.is_finding {
            values.push(effect.value);
        }
    }
    values
}

fn available(policy: &Policy, mut action: Action, counts: &dyn Fn(crate::condition::Node) -> bool) -> Action {
    while let Some(lower) = action.next_lower() {
        let mut entries = policy.model().unavailable.iter().zip(&policy.plan.unavailable);
        if !entries.any(|(entry, node)| entry.action == action && counts(*node)) {
            break;
        }
        action = lower;
    }
    action
}

struct Findings {
    may_be: bool,
    is_certain: bool,
}

/// Whether an input of the cube may have findings, and whether each has.
fn findings(space: &Space, side: &Side, cube: &Cube) -> Findings {
    let mut found = Findings { may_be: false, is_certain: false };
    for dimension in 0..cube.len() {
        let mut all = true;
        for choice in choices(space, cube, dimension) {
            let is_finding = side.effect(choice).is_finding;
            found.may_be |= is_finding;
            all &= is_finding;
        }
        found.is_certain |= all;
    }
    found
}

/// The lowest and the highest band on each axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cells {
    pub(super) confidence: (usize, usize),
    pub(super) impact: (usize, usize),
}

fn cells(space: &Space, side: &Side, cube: &Cube, masks: &[Truths]) -> Cells {
    let (mut low, mut high) = (1.0_f64, -1.0_f64);
    for confidence in values(space, side, cube, side.at.confidence) {
        (low, high) = (low.min(confidence), high.max(confidence));
    }
    let given = values(space, side, cube, side.at.impact);
    let thresholds = side.thresholds(space, cube);
    let mut cells = Cells { confidence: (usize::MAX, 0), impact: (usize::MAX, 0) };
    for operation in values(space, side, cube, side.at.operation) {
        let code = code_of(operation);
        for thresholds in thresholds.iter().flatten() {
            let least = lowest_band(side, thresholds, code, low, masks);
            let most = highest_band(side, thresholds, code, high, masks);
            cells.confidence = (cells.confidence.0.min(least), cells.confidence.1.max(most));
        }
        let (least, most) = impacts(side, code, masks);
        for given in &given {
            cells.impact.0 = cells.impact.0.min(side.band_of_impact(least.max(*given)));
            cells.impact.1 = cells.impact.1.max(side.band_of_impact(most.max(*given)));
        }
    }
    let last = |bands: usize| bands.saturating_sub(1);
    let model = side.policy.model();
    cells.confidence.0 = cells.confidence.0.min(last(model.confidence.bands.len()));
    cells.impact.0 = cells.impact.0.min(last(model.impact.bands.len()));
    cells
}

/// Nothing for an operation that is not known, or a policy without any.
pub(super) fn code_of(value: f64) -> Option<usize> {
    (!value.is_nan()).then(|| decide::code_of(value))
}

/// The least and the most impact of an operation, its raises included; NaN without one.
pub(super) fn impacts(side: &Side, code: Option<usize>, masks: &[Truths]) -> (f64, f64) {
    let model = side.policy.model();
    let Some((operation, plan)) =
        code.and_then(|code| model.operation(code).zip(side.policy.plan.operations.get(code)))
    else {
        return (f64::NAN, f64::NAN);
    };
    let (mut least, mut most) = (operation.impact, operation.impact);
    for (raise, node) in operation.raises.iter().zip(&plan.raises) {
        let mask = mask_of(masks, *node);
        most = if mask.is_possible() { most.max(raise.to) } else { most };
        least = if mask.is_certain() { least.max(raise.to) } else { least };
    }
    (least, most)
}

/// The band under every threshold set that may count.
fn lowest_band(side: &Side, of_model: &Thresholds, code: Option<usize>, confidence: f64, masks: &[Truths]) -> usize {
    let plan = &side.policy.plan;
    let mut band = usize::MAX;
    let mut has_segment = false;
    for (node, thresholds) in plan.segments.iter().zip(&of_model.segments) {
        let mask = mask_of(masks, *node);
        if mask.is_possible() {
            band = band.min(band_of(thresholds, confidence));
        }
        if mask == Truths::TRUE {
            has_segment = true;
            break;
        }
    }
    match of_model.own(code) {
        Some(own) => band.min(band_of(own, confidence)),
        None if has_segment => band,
        None => band.min(band_of(&of_model.base, confidence)),
    }
}

/// The band under those that certainly count.
fn highest_band(side: &Side, of_model: &Thresholds, code: Option<usize>, confidence: f64, masks: &[Truths]) -> usize {
    let plan = &side.policy.plan;
    let mut band = usize::MAX;
    let mut may_have_segment = false;
    for (node, thresholds) in plan.segments.iter().zip(&of_model.segments) {
        let mask = mask_of(masks, *node);
        if mask.is_certain() {
            band = band.min(band_of(thresholds, confidence));
        }
        if mask.meets(Truths::TRUE) {
            may_have_segment = true;
            break;
        }
    }
    let band = match of_model.own(code) {
        Some(own) => band.min(band_of(own, confidence)),
        None if may_have_segment => band,
        None => band.min(band_of(&of_model.base, confidence)),
    };
    band.min(side.policy.model().confidence.bands.len().saturating_sub(1))
}

impl Side<'_> {
    pub(super) fn band_of_impact(&self, impact: f64) -> usize {
        band_of(&self.policy.plan.impact, impact)
    }
}

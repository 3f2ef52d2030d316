//! Whether two policies are the same in a cube although what they decide there is not settled: all that may count is the
//! same in both. Without this the search would take apart everything that both policies say.

use crate::action::Action;
use crate::decide::band_of;
use crate::policy::Thresholds;
use crate::value::in_order;

use super::super::truths::Truths;
use super::bounds::{Bounds, choices, code_of};
use super::evidence;
use super::search::Cube;
use super::side::{Named, Side, mask_of};
use super::space::{Axis, Space};

pub(super) fn alike(space: &Space, cube: &Cube, masks: &[Vec<Truths>; 2], bounds: &[Bounds; 2]) -> bool {
    let [first, second] = masks;
    let [of_first, of_second] = bounds;
    let [a, b] = &space.sides;
    let (a, b) = (
        View { space, cube, side: a, masks: first, bounds: of_first },
        View { space, cube, side: b, masks: second, bounds: of_second },
    );
    findings_are_alike(space, cube)
        && a.side.policy.model().invalid == b.side.policy.model().invalid
        && evidence::alike(&space.sides, bounds)
        && a.asks_alike()
        && b.asks_alike()
        && a.rules() == b.rules()
        && a.unavailable() == b.unavailable()
        && a.segments() == b.segments()
        && a.operations() == b.operations()
        && a.matrix() == b.matrix()
}

/// The same choices have findings, and what thresholds and the matrix see is the same.
fn findings_are_alike(space: &Space, cube: &Cube) -> bool {
    space.dimensions.iter().enumerate().all(|(place, dimension)| {
        let is_read = matches!(dimension.axis, Axis::Operation | Axis::Model | Axis::Confidence | Axis::Impact);
        choices(space, cube, place).all(|choice| {
            let [first, second] = choice.effects;
            first.is_finding == second.is_finding && (choice.is_alike || !is_read)
        })
    })
}

/// A policy in a cube.
struct View<'a> {
    space: &'a Space<'a>,
    cube: &'a Cube,
    side: &'a Side<'a>,
    masks: &'a [Truths],
    bounds: &'a Bounds,
}

impl View<'_> {
    fn mask(&self, named: &Named) -> Truths {
        mask_of(self.masks, named.node)
    }

    /// Every condition that may count asks about what is the same to both.
    fn asks_alike(&self) -> bool {
        let names = &self.side.names;
        self.all_ask_alike(&names.rules)
            && self.all_ask_alike(&names.segments)
            && self.all_ask_alike(&names.unavailable)
            && names.raises.iter().all(|raises| self.all_ask_alike(raises))
    }

    fn all_ask_alike(&self, conditions: &[Named]) -> bool {
        for named in conditions {
            let mask = self.mask(named);
            if !mask.is_possible() || mask == Truths::TRUE {
                continue;
            }
            for dimension in &named.dimensions {
                if choices(self.space, self.cube, *dimension).any(|choice| !choice.is_alike) {
                    return false;
                }
            }
        }
        true
    }

    /// What lowers, less what a certain rule makes pointless.
    fn rules(&self) -> Vec<usize> {
        let rules = || self.side.policy.model().rules.iter().zip(&self.side.names.rules);
        let mut cap = Action::AutoApply;
        for (rule, named) in rules() {
            if self.mask(named).is_certain() {
                cap = cap.min(rule.at_most);
            }
        }
        let mut found = vec![entry(cap, None)];
        for (rule, named) in rules() {
            if rule.at_most < cap && self.mask(named).is_possible() {
                found.push(entry(rule.at_most, Some(named)));
            }
        }
        in_order(found)
    }

    fn unavailable(&self) -> Vec<usize> {
        let mut found = Vec::new();
        for (given, named) in self.side.policy.model().unavailable.iter().zip(&self.side.names.unavailable) {
            let mask = self.mask(named);
            if mask.is_possible() {
                found.push(entry(given.action, (!mask.is_certain()).then_some(named)));
            }
        }
        in_order(found)
    }

    /// In order: which, as far as that is open, and the band of each confidence there is.
    fn segments(&self) -> Vec<usize> {
        let mut found = Vec::new();
        for (index, named) in self.side.names.segments.iter().enumerate() {
            let mask = self.mask(named);
            if mask.is_possible() {
                found.push(if mask == Truths::TRUE { usize::MAX } else { named.number });
                self.bands(&|thresholds| thresholds.segments.get(index).map(Vec::as_slice), &mut found);
            }
            if mask == Truths::TRUE {
                break;
            }
        }
        found
    }

    /// The bands of each confidence there is, under one set of the thresholds of each model: as many in both policies.
    fn bands(&self, set: &dyn for<'b> Fn(&'b Thresholds) -> Option<&'b [f64]>, found: &mut Vec<usize>) {
        for thresholds in self.side.thresholds(self.space, self.cube) {
            let bounds = thresholds.and_then(set).unwrap_or_default();
            for choice in choices(self.space, self.cube, self.side.at.confidence) {
                found.push(band_of(bounds, self.side.effect(choice).value));
            }
        }
    }

    /// For each operation whether it has thresholds, its bands of confidence and of impact, and what raises it.
    fn operations(&self) -> Vec<usize> {
        let policy = self.side.policy;
        let mut found = Vec::new();
        for choice in choices(self.space, self.cube, self.side.at.operation) {
            let code = code_of(self.side.effect(choice).value);
            let operation = code.and_then(|code| policy.model().operation(code));
            found.push(usize::from(operation.is_some_and(|operation| operation.thresholds.is_some())));
            self.bands(&|thresholds| Some(thresholds.own(code).unwrap_or(&thresholds.base)), &mut found);
            let impact = operation.map_or(f64::NAN, |operation| operation.impact);
            for given in choices(self.space, self.cube, self.side.at.impact) {
                found.push(self.side.band_of_impact(impact.max(self.side.effect(given).value)));
            }
            let raises = operation.map(|operation| operation.raises.as_slice()).unwrap_or_default();
            let named = code.and_then(|code| self.side.names.raises.get(code)).map(Vec::as_slice).unwrap_or_default();
            for (raise, named) in raises.iter().zip(named) {
                if self.mask(named).is_possible() {
                    found.extend([named.number, self.side.band_of_impact(raise.to)]);
                }
            }
            // No number and no band: where what raises an operation ends.
            found.push(usize::MAX);
        }
        found
    }

    /// The actions between the lowest and the highest bands, with where they begin.
    fn matrix(&self) -> Vec<usize> {
        let Some(cells) = self.bounds.cells else { return Vec::new() };
        let model = self.side.policy.model();
        let mut found = Vec::new();
        for confidence in cells.confidence.0..=cells.confidence.1 {
            for impact in cells.impact.0..=cells.impact.1 {
                found.extend([confidence, impact, usize::from(model.base(confidence, impact).rank())]);
            }
        }
        found
    }
}

/// An action with the condition that it depends on, as one number.
fn entry(action: Action, named: Option<&Named>) -> usize {
    let condition = named.map_or(0, |named| named.number.saturating_add(1));
    condition.saturating_mul(Action::ALL.len()).saturating_add(usize::from(action.rank()))
}

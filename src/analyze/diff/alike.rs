//! Whether two policies are the same in a cube although what they decide there is not settled: all that may count is the
//! same in both. Without this the search would take apart everything that both policies say.

use crate::action::Action;
use crate::decide::band_of;
use crate::policy::Thresholds;

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
        let raises = names.raises.iter().flatten();
        let all = names.rules.iter().chain(&names.segments).chain(&names.unavailable).chain(raises);
        let mut counting = all.filter(|named| self.mask(named).is_possible() && !(self.mask(named) == Truths::TRUE));
        counting.all(|named| {
            let mut asked = named.dimensions.iter();
            asked.all(|dimension| choices(self.space, self.cube, *dimension).all(|choice| choice.is_alike))
        })
    }

    /// What lowers, less what a certain rule makes pointless.
    fn rules(&self) -> Vec<(Action, Option<usize>)> {
        let rules = self.side.policy.model().rules.iter().zip(&self.side.names.rules);
        let certain = rules.clone().filter(|(_, named)| self.mask(named).is_certain());
        let cap = certain.map(|(rule, _)| rule.at_most).min().unwrap_or(Action::AutoApply);
        let counting = rules.filter(|(rule, named)| rule.at_most < cap && self.mask(named).is_possible());
        let mut found: Vec<_> = counting.map(|(rule, named)| (rule.at_most, Some(named.number))).collect();
        found.push((cap, None));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn unavailable(&self) -> Vec<(Action, Option<usize>)> {
        let entries = self.side.policy.model().unavailable.iter().zip(&self.side.names.unavailable);
        let counting = entries.filter(|(_, named)| self.mask(named).is_possible());
        let number = |named: &Named| (!self.mask(named).is_certain()).then_some(named.number);
        let mut found: Vec<_> = counting.map(|(entry, named)| (entry.action, number(named))).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// In order: which, whether it is the last that is looked at, and the band of each confidence there is.
    fn segments(&self) -> Vec<(Option<usize>, bool, Vec<usize>)> {
        let mut found = Vec::new();
        for (index, named) in self.side.names.segments.iter().enumerate() {
            let mask = self.mask(named);
            if mask.is_possible() {
                let number = (!(mask == Truths::TRUE)).then_some(named.number);
                let bands = self.bands(&|thresholds| thresholds.segments.get(index).map(Vec::as_slice));
                found.push((number, (mask == Truths::TRUE), bands));
            }
            if mask == Truths::TRUE {
                break;
            }
        }
        found
    }

    /// The bands of each confidence there is, under one set of the thresholds of each model.
    fn bands(&self, set: &dyn for<'b> Fn(&'b Thresholds) -> Option<&'b [f64]>) -> Vec<usize> {
        let mut bands = Vec::new();
        for thresholds in self.side.thresholds(self.space, self.cube) {
            let bounds = thresholds.and_then(set).unwrap_or_default();
            for choice in choices(self.space, self.cube, self.side.at.confidence) {
                bands.push(band_of(bounds, self.side.effect(choice).value));
            }
        }
        bands
    }

    /// For each operation its bands of confidence and of impact, and what raises it.
    fn operations(&self) -> Vec<Operation> {
        let policy = self.side.policy;
        let given = || choices(self.space, self.cube, self.side.at.impact).map(|choice| self.side.effect(choice).value);
        let all = choices(self.space, self.cube, self.side.at.operation);
        let of = |value: f64| {
            let code = code_of(value);
            let operation = code.and_then(|code| policy.model().operation(code));
            let impact = operation.map_or(f64::NAN, |operation| operation.impact);
            let raises = operation.map(|operation| operation.raises.as_slice()).unwrap_or_default();
            let named = code.and_then(|code| self.side.names.raises.get(code)).map(Vec::as_slice).unwrap_or_default();
            let counting = raises.iter().zip(named).filter(|(_, named)| self.mask(named).is_possible());
            Operation {
                has_thresholds: operation.is_some_and(|operation| operation.thresholds.is_some()),
                confidence: self.bands(&|thresholds| Some(thresholds.own(code).unwrap_or(&thresholds.base))),
                impact: given().map(|given| self.side.band_of_impact(impact.max(given))).collect(),
                raises: counting.map(|(raise, named)| (named.number, self.side.band_of_impact(raise.to))).collect(),
            }
        };
        all.map(|choice| of(self.side.effect(choice).value)).collect()
    }

    /// The actions between the lowest and the highest bands, with where they begin.
    fn matrix(&self) -> Vec<(usize, usize, Action)> {
        let Some(cells) = self.bounds.cells else { return Vec::new() };
        let model = self.side.policy.model();
        let mut found = Vec::new();
        for confidence in cells.confidence.0..=cells.confidence.1 {
            for impact in cells.impact.0..=cells.impact.1 {
                found.push((confidence, impact, model.base(confidence, impact)));
            }
        }
        found
    }
}

#[derive(PartialEq)]
struct Operation {
    has_thresholds: bool,
    confidence: Vec<usize>,
    impact: Vec<usize>,
    raises: Vec<(usize, usize)>,
}

//! What is still open of a policy when the first fields of an input are decided, as bytes: equal bytes, equal futures.

use crate::condition::Node;

use super::super::truths::Truths;
use super::bounds::Bounds;
use super::search::Cube;
use super::side::{Side, mask_of};
use super::space::Space;

pub(super) fn open(
    space: &Space,
    side: &Side,
    cube: &Cube,
    dimension: usize,
    masks: &[Truths],
    bounds: &Bounds,
    key: &mut Vec<u8>,
) {
    let mut open = Open { side, masks, key };
    let (model, plan) = (side.policy.model(), &side.policy.plan);
    // Rules that allow as much as is left anyway lower nothing, and actions above it are never taken.
    open.key.push(bounds.top.rank());
    open.key.push(bounds.is_finding.map_or(2, u8::from));
    if bounds.base.0 >= bounds.top {
        open.key.push(u8::MAX);
    } else {
        open.base(space, cube, dimension, bounds);
    }
    open.evidence(space, cube, dimension, bounds);
    for (index, (rule, node)) in model.rules.iter().zip(&plan.rules).enumerate() {
        if rule.at_most < bounds.top {
            open.possibility(index, *node);
        }
    }
    open.key.push(u8::MAX);
    for (index, (entry, node)) in model.unavailable.iter().zip(&plan.unavailable).enumerate() {
        if entry.action <= bounds.top {
            open.possibility(index, *node);
        }
    }
    open.key.push(u8::MAX);
}

struct Open<'a> {
    side: &'a Side<'a>,
    masks: &'a [Truths],
    key: &'a mut Vec<u8>,
}

impl Open<'_> {
    /// The base action: settled, or what it depends on.
    fn base(&mut self, space: &Space, cube: &Cube, dimension: usize, bounds: &Bounds) {
        self.key.extend([bounds.base.0.rank(), bounds.base.1.rank()]);
        if bounds.base.0 == bounds.base.1 || bounds.is_finding == Some(true) {
            return;
        }
        let Some(cells) = bounds.cells else { return };
        let bands = [cells.confidence.0, cells.confidence.1, cells.impact.0, cells.impact.1];
        self.key.extend(bands.map(|band| u8::try_from(band).unwrap_or(u8::MAX)));
        // What the bands come from: segments and raises may still move them.
        if cells.confidence.0 != cells.confidence.1 || cells.impact.0 != cells.impact.1 {
            let at = self.side.at;
            self.decided(cube, dimension, &[at.model, Some(at.operation), Some(at.confidence), Some(at.impact)]);
            self.segments_and_raises(space, cube);
        }
    }

    /// What `evidence-stale` depends on, where it may take something away.
    fn evidence(&mut self, space: &Space, cube: &Cube, dimension: usize, bounds: &Bounds) {
        let evidence = self.side.policy.model().evidence.as_ref();
        if evidence.is_some_and(|evidence| evidence.at_most < bounds.top) {
            let at = self.side.at;
            self.decided(cube, dimension, &[at.model, at.now, Some(at.operation), Some(at.impact)]);
            self.segments_and_raises(space, cube);
        }
        self.key.push(u8::MAX);
    }

    /// Those of the fields that are decided.
    fn decided(&mut self, cube: &Cube, dimension: usize, places: &[Option<usize>]) {
        for place in places.iter().flatten().filter(|place| **place < dimension) {
            let choice = cube.choices(*place).first().copied().unwrap_or(u16::MAX);
            self.key.extend(choice.to_le_bytes());
        }
    }

    fn segments_and_raises(&mut self, space: &Space, cube: &Cube) {
        let plan = &self.side.policy.plan;
        for (index, node) in plan.segments.iter().enumerate() {
            self.condition(index, *node);
        }
        self.key.push(u8::MAX);
        for operation in super::bounds::choices(space, cube, self.side.at.operation) {
            let code = super::bounds::code_of(self.side.effect(operation).value);
            let raises = code.and_then(|code| plan.operations.get(code)).map(|plan| plan.raises.as_slice());
            for (index, node) in raises.unwrap_or_default().iter().enumerate() {
                self.possibility(index, *node);
            }
        }
        self.key.push(u8::MAX);
    }

    /// A condition of which counts only whether it is possible.
    fn possibility(&mut self, index: usize, node: Node) {
        if !mask_of(self.masks, node).is_certain() {
            return self.condition(index, node);
        }
        let [low, high, ..] = index.to_le_bytes();
        self.key.extend([low, high, 0]);
    }

    /// A condition that may count, and what it waits for.
    fn condition(&mut self, index: usize, node: Node) {
        let mask = mask_of(self.masks, node);
        if !mask.is_possible() {
            return;
        }
        let [low, high, ..] = index.to_le_bytes();
        self.key.extend([low, high, mask.bits()]);
        self.waits(node);
    }

    /// What has been found of the inputs of an open gate.
    fn waits(&mut self, node: Node) {
        if !mask_of(self.masks, node).is_open() {
            return;
        }
        let circuit = &self.side.policy.plan.circuit;
        let gate = node.index().checked_sub(circuit.atoms.len()).and_then(|place| circuit.gates.get(place));
        for input in gate.map(|gate| gate.inputs.as_slice()).unwrap_or_default() {
            self.key.push(mask_of(self.masks, *input).bits());
            self.waits(*input);
        }
    }
}

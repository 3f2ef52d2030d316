//! Decides the fields one after the other and remembers what is still open after each: two beginnings that leave the same
//! open have the same rest, so the space becomes a multi-valued decision diagram (A. Srinivasan and others, "Algorithms
//! for discrete function manipulation", 1990) instead of a tree.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::action::Action;
use crate::value::sort_by;

use super::bounds::{Bounds, bounds};
use super::open::open;
use super::space::Space;

/// The most nodes of the diagram.
const MOST_NODES: usize = 60_000;
/// The most cubes that are read from it.
const MOST_CUBES: usize = 20_000;

/// A cube: for each dimension the places of some of its choices.
#[derive(Clone, Debug)]
pub(super) struct Cube {
    dimensions: Vec<Vec<u16>>,
}

impl Cube {
    fn whole(space: &Space) -> Self {
        let mut dimensions = Vec::new();
        for dimension in &space.dimensions {
            let mut all = Vec::new();
            for (place, _) in (0_u16..).zip(&dimension.choices) {
                all.push(place);
            }
            dimensions.push(all);
        }
        Self { dimensions }
    }

    /// The places of a dimension's choices.
    pub(super) fn choices(&self, dimension: usize) -> &[u16] {
        self.dimensions.get(dimension).map(Vec::as_slice).unwrap_or_default()
    }

    /// The same cube with these choices in one dimension.
    pub(super) fn with(&self, dimension: usize, choices: Vec<u16>) -> Self {
        let mut cube = self.clone();
        if let Some(place) = cube.dimensions.get_mut(dimension) {
            *place = choices;
        }
        cube
    }

    /// Adds choices to those of a dimension.
    pub(super) fn add(&mut self, dimension: usize, choices: &[u16]) {
        if let Some(place) = self.dimensions.get_mut(dimension) {
            place.extend_from_slice(choices);
            sort_by(place, &Ord::cmp);
        }
    }

    /// The order of two, whatever one of the dimensions asks.
    pub(super) fn order_beside(&self, other: &Self, dimension: usize) -> Ordering {
        for (place, (one, other)) in self.dimensions.iter().zip(&other.dimensions).enumerate() {
            let order = one.cmp(other);
            if place != dimension && order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    }

    pub(super) fn len(&self) -> usize {
        self.dimensions.len()
    }
}

/// Cubes with the actions of the two policies there.
pub(super) struct Found {
    pub(super) cubes: Vec<Different>,
    pub(super) cut_short: bool,
}

/// A cube in which each policy gives one action.
#[derive(Debug)]
pub(super) struct Different {
    pub(super) actions: [Action; 2],
    pub(super) cube: Cube,
}

/// Finds every cube in which the two policies differ.
pub(super) fn search(space: &Space) -> Found {
    let mut diagram =
        Diagram { space, nodes: Vec::new(), known: BTreeMap::new(), alike: BTreeMap::new(), cut_short: false };
    let whole = Cube::whole(space);
    let root = diagram.build(&whole, 0);
    let mut found = Found { cubes: Vec::new(), cut_short: diagram.cut_short };
    diagram.read(&root, whole, &mut found);
    found
}

/// What follows a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// The policies agree, whatever comes.
    Same,
    /// They differ, whatever comes.
    Different([Action; 2]),
    /// It depends: a node, by its place.
    Node(usize),
}

/// Asks one dimension.
#[derive(Debug)]
struct Node {
    dimension: usize,
    /// Choices with what follows them.
    edges: Vec<(Vec<u16>, Rest)>,
}

impl Node {
    /// As bytes: equal bytes, equal nodes.
    fn key(&self) -> Vec<u8> {
        let mut key = self.dimension.to_le_bytes().to_vec();
        for (choices, rest) in &self.edges {
            key.extend_from_slice(&choices.len().to_le_bytes());
            for choice in choices {
                key.extend_from_slice(&choice.to_le_bytes());
            }
            let (kind, [first, second]) = match rest {
                Rest::Same => (0, [0, 0]),
                Rest::Different([before, after]) => (1, [usize::from(before.rank()), usize::from(after.rank())]),
                Rest::Node(place) => (2, [*place, 0]),
            };
            key.push(kind);
            key.extend_from_slice(&first.to_le_bytes());
            key.extend_from_slice(&second.to_le_bytes());
        }
        key
    }
}

struct Diagram<'a> {
    space: &'a Space<'a>,
    nodes: Vec<Node>,
    /// By what is open from a dimension on.
    known: BTreeMap<Vec<u8>, Rest>,
    /// Nodes by what is in them.
    alike: BTreeMap<Vec<u8>, Rest>,
    cut_short: bool,
}

impl Diagram<'_> {
    /// Everything before `dimension` has been decided in `cube`. The depth is at most the number of dimensions.
    fn build(&mut self, cube: &Cube, dimension: usize) -> Rest {
        let [before, after] = &self.space.sides;
        let masks = [before.masks(cube), after.masks(cube)];
        let [first, second] = [bounds(self.space, before, cube, &masks[0]), bounds(self.space, after, cube, &masks[1])];
        if let (Some(a), Some(b)) = (first.settled(), second.settled()) {
            return if a == b { Rest::Same } else { Rest::Different([a, b]) };
        }
        if dimension >= cube.len() || super::alike::alike(self.space, cube, &masks, &[first, second]) {
            return Rest::Same;
        }
        let key = self.key(cube, dimension, &masks, &[first, second]);
        if let Some(rest) = self.known.get(&key) {
            return *rest;
        }
        if self.nodes.len() >= MOST_NODES || self.known.len() >= MOST_NODES {
            self.cut_short = true;
            return Rest::Same;
        }
        let rest = self.ask(cube, dimension);
        self.known.insert(key, rest);
        rest
    }

    fn key(
        &self,
        cube: &Cube,
        dimension: usize,
        masks: &[Vec<super::super::truths::Truths>; 2],
        both: &[Bounds; 2],
    ) -> Vec<u8> {
        let mut key = dimension.to_le_bytes().to_vec();
        // A sound input leaves fewer choices to come.
        key.push(u8::from(self.space.is_sound(cube)));
        for ((side, masks), bounds) in self.space.sides.iter().zip(masks).zip(both) {
            open(self.space, side, cube, dimension, masks, bounds, &mut key);
        }
        key
    }

    fn ask(&mut self, cube: &Cube, dimension: usize) -> Rest {
        let mut edges: Vec<(Vec<u16>, Rest)> = Vec::new();
        for choice in self.space.possible(cube, dimension) {
            let rest = self.build(&cube.with(dimension, vec![choice]), dimension.saturating_add(1));
            match edges.iter_mut().find(|(_, other)| *other == rest) {
                Some((choices, _)) => choices.push(choice),
                None => edges.push((vec![choice], rest)),
            }
        }
        if let [(_, rest)] = edges.as_slice() {
            return *rest;
        }
        let node = Node { dimension, edges };
        let key = node.key();
        if let Some(rest) = self.alike.get(&key) {
            return *rest;
        }
        let rest = Rest::Node(self.nodes.len());
        self.alike.insert(key, rest);
        self.nodes.push(node);
        rest
    }

    /// Reads the cubes in which the policies differ.
    fn read(&self, rest: &Rest, cube: Cube, found: &mut Found) {
        match rest {
            Rest::Same => {}
            Rest::Different(actions) if found.cubes.len() < MOST_CUBES => {
                found.cubes.push(Different { actions: *actions, cube });
            }
            Rest::Different(_) => found.cut_short = true,
            Rest::Node(place) => {
                let Some(node) = self.nodes.get(*place) else { return };
                for (choices, rest) in &node.edges {
                    if found.cut_short && found.cubes.len() >= MOST_CUBES {
                        return;
                    }
                    self.read(rest, cube.with(node.dimension, choices.clone()), found);
                }
            }
        }
    }
}

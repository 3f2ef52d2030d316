//! The search for an input that makes conditions come out as wanted: a decision tree over the cells, unfolded only as
//! far as it must be. At first every cell that an input can have is open. What a wanted condition leaves no choice about
//! closes cells; where there is a choice, the condition with the fewest tests left is tried, one way and then the other
//! (M. Davis, G. Logemann and D. Loveland, "A machine program for theorem-proving", 1962). It is exact, gives up after
//! a fixed number of steps, and recurses no deeper than conditions nest.

use crate::condition::{Circuit, Node, Shape};

use super::cells::{Axis, Cells, Test, WORD, below};

/// How a condition must come out.
#[derive(Clone, Copy)]
pub(super) struct Want {
    node: Node,
    /// True or false.
    truth: bool,
    /// Whether unknown will do as well.
    or_unknown: bool,
}

impl Want {
    /// It is true or unknown.
    pub(super) const fn possible(node: Node) -> Self {
        Self { node, truth: true, or_unknown: true }
    }

    /// It is false.
    pub(super) const fn ruled_out(node: Node) -> Self {
        Self { node, truth: false, or_unknown: false }
    }

    /// It is true.
    pub(super) const fn certain(node: Node) -> Self {
        Self { node, truth: true, or_unknown: false }
    }
}

/// What only warnings want.
impl Want {
    /// It is false or unknown.
    pub(super) const fn uncertain(node: Node) -> Self {
        Self { node, truth: false, or_unknown: true }
    }
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Every choice among the open cells is one.
    Some,
    /// There is no such input.
    None,
    /// It would take more steps than are left.
    Undecided,
}

pub(super) struct Search<'a> {
    circuit: &'a Circuit,
    pub(super) cells: &'a Cells,
    /// The open cells, by word.
    open: Vec<u64>,
    /// Each word in which the search closed cells, and what it was before.
    closed: Vec<(usize, u64)>,
    /// How many steps are left, counted in looks at a word of cells.
    pub(super) steps: usize,
    /// The model that is looked at, by code.
    pub(super) of_model: usize,
}

/// How many tests are left of a condition that cannot come out as wanted any more. 0 are left of one that must.
const NEVER: usize = usize::MAX;

/// Where one pass over all conditions leaves the search.
enum Pass {
    Done,
    Failed,
    Choose(Want),
}

impl<'a> Search<'a> {
    pub(super) fn new(circuit: &'a Circuit, cells: &'a Cells) -> Self {
        Self { circuit, cells, open: Vec::new(), closed: Vec::new(), steps: 0, of_model: 0 }
    }

    /// Begins anew, with only those cells open for which `open` holds.
    pub(super) fn begin(&mut self, open: &dyn Fn(&Axis, usize) -> bool) {
        self.open = vec![0; self.cells.values.len().div_ceil(WORD)];
        self.steps = self.steps.saturating_sub(self.open.len());
        self.closed.clear();
        for axis in &self.cells.axes {
            for cell in axis.first..axis.unknown.saturating_add(1) {
                if let Some(word) = self.open.get_mut(cell / WORD)
                    && open(axis, cell)
                {
                    *word |= bit(cell);
                }
            }
        }
    }

    pub(super) fn is_open(&self, cell: usize) -> bool {
        self.open.get(cell / WORD).is_some_and(|word| word & bit(cell) != 0)
    }

    /// Whether any value of this axis will do, as far as the search is concerned.
    pub(super) fn left_alone(&self, axis: &Axis) -> bool {
        !self.closed.iter().any(|(word, _)| axis.words().contains(word))
    }

    /// Looks for an input for which every condition comes out as wanted.
    pub(super) fn find(&mut self, mut wants: Vec<Want>) -> Found {
        let mut choices = Vec::new();
        // Those from `live` on come out as wanted whatever is chosen among the open cells.
        let mut live = wants.len();
        while self.steps > 0 {
            let before = self.closed.len();
            match self.pass(&mut wants, &mut live) {
                Pass::Done => return Found::Some,
                Pass::Choose(_) if self.closed.len() > before => {}
                Pass::Choose(want) => {
                    let want = self.first_open(want);
                    choices.push((before, live, want));
                    self.keep(want, true);
                }
                Pass::Failed => {
                    let Some((before, live_before, want)) = choices.pop() else { return Found::None };
                    live = live_before;
                    self.reopen(before);
                    self.keep(want, false);
                }
            }
        }
        Found::Undecided
    }

    fn pass(&mut self, wants: &mut [Want], live: &mut usize) -> Pass {
        let mut pass = Pass::Done;
        let mut fewest = NEVER;
        let mut index = 0;
        while index < *live
            && let Some(want) = wants.get(index).copied()
        {
            let left = self.left(want);
            if left == NEVER {
                return Pass::Failed;
            }
            if left == 0 {
                *live = live.saturating_sub(1);
                wants.swap(index, *live);
                continue;
            }
            self.narrow(want);
            if left < fewest {
                fewest = left;
                pass = Pass::Choose(want);
            }
            index = index.saturating_add(1);
        }
        pass
    }

    /// How many tests of it are not settled yet.
    fn left(&mut self, want: Want) -> usize {
        let Some(parts) = self.parts(want) else { return self.left_of_test(want) };
        let mut sum: usize = 0;
        for node in parts.nodes {
            let left = self.left(Want { node: *node, ..parts.want });
            if parts.every && left == NEVER || !parts.every && left == 0 {
                return left;
            }
            if left != NEVER {
                sum = sum.saturating_add(left);
            }
        }
        if parts.every || sum > 0 { sum } else { NEVER }
    }

    fn left_of_test(&mut self, want: Want) -> usize {
        let Some(test) = self.test(want) else { return NEVER };
        let (mut wanted, mut others) = (0, 0);
        for word in test.axis.words() {
            let open = self.open.get(word).copied().unwrap_or(0);
            let cells = test.cells(word, want.truth, want.or_unknown);
            wanted |= open & cells;
            others |= open & !cells;
            self.steps = self.steps.saturating_sub(1);
        }
        if wanted == 0 { NEVER } else { usize::from(others != 0) }
    }

    /// Closes the cells about which the condition leaves no choice.
    fn narrow(&mut self, want: Want) {
        let Some(parts) = self.parts(want) else { return self.keep(want, true) };
        let mut only = None;
        let mut open: usize = 0;
        for node in parts.nodes {
            let part = Want { node: *node, ..parts.want };
            if self.is_unsettled(part) {
                open = open.saturating_add(1);
                only = Some(part);
                if parts.every {
                    self.narrow(part);
                }
            }
        }
        if let Some(part) = only
            && open == 1
            && !parts.every
        {
            self.narrow(part);
        }
    }

    /// A test in the condition that is not settled.
    fn first_open(&mut self, want: Want) -> Want {
        let Some(parts) = self.parts(want) else { return want };
        for node in parts.nodes {
            let part = Want { node: *node, ..parts.want };
            if self.is_unsettled(part) {
                return self.first_open(part);
            }
        }
        want
    }

    fn is_unsettled(&mut self, want: Want) -> bool {
        !matches!(self.left(want), 0 | NEVER)
    }

    /// Closes the cells in which the test comes out otherwise, or those in which it comes out as wanted.
    fn keep(&mut self, want: Want, wanted: bool) {
        let Some(test) = self.test(want) else { return };
        for index in test.axis.words() {
            let cells = test.cells(index, want.truth, want.or_unknown);
            if let Some(word) = self.open.get_mut(index) {
                let before = *word;
                *word &= if wanted { cells } else { !cells };
                if *word != before {
                    self.closed.push((index, before));
                }
            }
        }
    }

    fn reopen(&mut self, before: usize) {
        while self.closed.len() > before {
            let Some((index, open)) = self.closed.pop() else { return };
            if let Some(word) = self.open.get_mut(index) {
                *word = open;
            }
        }
    }

    fn test(&self, want: Want) -> Option<Test> {
        self.cells.tests.get(want.node.index()).copied()
    }

    /// What a gate wants of its inputs; nothing for a test.
    fn parts(&self, want: Want) -> Option<Parts<'a>> {
        let gate = self.circuit.gates.get(want.node.index().checked_sub(self.circuit.atoms.len())?)?;
        let truth = want.truth != (gate.shape == Shape::Not);
        let every = match gate.shape {
            Shape::All => truth,
            Shape::Any => !truth,
            Shape::Not => true,
        };
        Some(Parts { every, want: Want { truth, ..want }, nodes: &gate.inputs })
    }
}

/// The inputs of a gate: all of them, or one of them, must come out like that.
struct Parts<'a> {
    every: bool,
    /// Of each node.
    want: Want,
    nodes: &'a [Node],
}

/// The place of a cell in its word.
fn bit(cell: usize) -> u64 {
    let word = cell / WORD;
    below(cell.saturating_add(1), word) & !below(cell, word)
}

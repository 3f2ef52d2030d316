//! All the conditions of a policy as one circuit: each distinct test once, then gates over earlier nodes, so that one
//! straight pass settles everything, for a single input or for columns of them.

use crate::value::sort_by;

use super::{Condition, Interval, Slot, Truth};

/// A node of the circuit, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Node(usize);

impl Node {
    /// The place of the node.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0
    }
}

/// One test: the value of a slot lies in an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Atom {
    /// What is tested.
    pub slot: Slot,
    /// Where it must lie.
    pub interval: Interval,
}

/// How a gate joins its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The least truth of its inputs.
    All,
    /// The greatest truth of its inputs.
    Any,
    /// The mirror image of its one input.
    Not,
}

/// A gate over earlier nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// How the inputs are joined.
    pub shape: Shape,
    /// INVARIANT(earlier-inputs): every input stands before the gate.
    pub inputs: Vec<Node>,
}

/// Tests first, then gates; a condition is a node of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circuit {
    /// The distinct tests, sorted by slot.
    pub atoms: Vec<Atom>,
    /// The gates; the first stands right after the last atom.
    pub gates: Vec<Gate>,
}

impl Circuit {
    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.atoms.len().saturating_add(self.gates.len())
    }

    /// Whether there is no condition at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// Settles every node for one input. `values` is indexed by slot, NaN for absent; `truths` by node.
    /// Returns whether any test is unknown.
    #[inline]
    pub fn evaluate(&self, values: &[f64], truths: &mut [Truth]) -> bool {
        let mut unknown = false;
        for (atom, truth) in self.atoms.iter().zip(truths.iter_mut()) {
            *truth = atom.interval.contains(values.get(atom.slot.0).copied().unwrap_or(f64::NAN));
            unknown |= *truth == Truth::Unknown;
        }
        for (gate, index) in self.gates.iter().zip(self.atoms.len()..) {
            let joined = gate.join(truths);
            if let Some(truth) = truths.get_mut(index) {
                *truth = joined;
            }
        }
        unknown
    }

    /// Calls `found` with the slot of each unknown test that is reached from `node` through unknown nodes only:
    /// what was missing, not what happened to be absent beside it.
    pub fn unknown_slots(&self, node: Node, truths: &[Truth], found: &mut dyn FnMut(Slot)) {
        if truth_of(truths, node) != Truth::Unknown {
            return;
        }
        if let Some(atom) = self.atoms.get(node.0) {
            found(atom.slot);
        } else if let Some(gate) = node.0.checked_sub(self.atoms.len()).and_then(|index| self.gates.get(index)) {
            gate.inputs.iter().for_each(|input| self.unknown_slots(*input, truths, found));
        }
    }
}

impl Gate {
    #[inline]
    fn join(&self, truths: &[Truth]) -> Truth {
        let inputs = self.inputs.iter().map(|input| truth_of(truths, *input));
        match self.shape {
            Shape::All => inputs.min().unwrap_or(Truth::True),
            Shape::Any => inputs.max().unwrap_or(Truth::False),
            Shape::Not => inputs.max().unwrap_or(Truth::False).negated(),
        }
    }
}

/// The truth of a node after [`Circuit::evaluate`]; unknown for a node that the circuit does not have.
#[inline]
#[must_use]
pub fn truth_of(truths: &[Truth], node: Node) -> Truth {
    truths.get(node.0).copied().unwrap_or(Truth::Unknown)
}

/// Builds a circuit: first show it every condition, then ask for the node of each.
#[derive(Debug, Default)]
pub struct CircuitBuilder {
    circuit: Circuit,
}

impl CircuitBuilder {
    /// Collects the distinct tests of the conditions.
    #[must_use]
    pub fn new(conditions: &[&Condition]) -> Self {
        let mut atoms = Vec::new();
        for condition in conditions {
            condition.tests(&mut |slot, interval| atoms.push(Atom { slot, interval }));
        }
        sort_by(&mut atoms, &Atom::compare);
        let mut circuit = Circuit::default();
        for atom in atoms {
            if circuit.atoms.last().is_none_or(|last: &Atom| last.compare(&atom).is_ne()) {
                circuit.atoms.push(atom);
            }
        }
        Self { circuit }
    }

    /// The node of a condition, adding the gates it needs. Depth is bounded by the document's.
    pub fn node(&mut self, condition: &Condition) -> Node {
        match condition {
            Condition::Within(slot, interval) => {
                let wanted = Atom { slot: *slot, interval: *interval };
                // INVARIANT(all-conditions-shown): `new` saw this condition, so the search finds it.
                let (Ok(index) | Err(index)) = self.circuit.atoms.binary_search_by(|atom| atom.compare(&wanted));
                Node(index)
            }
            Condition::All(parts) => self.gate(Shape::All, parts),
            Condition::Any(parts) => self.gate(Shape::Any, parts),
            Condition::Not(part) => self.gate(Shape::Not, std::slice::from_ref(part.as_ref())),
        }
    }

    fn gate(&mut self, shape: Shape, parts: &[Condition]) -> Node {
        let mut inputs = Vec::new();
        for part in parts {
            inputs.push(self.node(part));
        }
        self.join(shape, inputs)
    }

    /// A gate over nodes that were asked for before.
    pub(crate) fn join(&mut self, shape: Shape, inputs: Vec<Node>) -> Node {
        let node = Node(self.circuit.len());
        self.circuit.gates.push(Gate { shape, inputs });
        node
    }

    /// The finished circuit.
    #[must_use]
    pub fn finish(self) -> Circuit {
        self.circuit
    }
}

impl Atom {
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let (a, b) = (self.interval, other.interval);
        self.slot.cmp(&other.slot).then(a.low.total_cmp(&b.low)).then(a.high.total_cmp(&b.high))
    }
}

//! What the conditions of a policy can tell apart. The cuts of all tests of a value part it into pieces, and no
//! condition tells two values of one piece apart; with one more for "not known" they are the cells of an axis.

use crate::condition::{Circuit, Interval, Slot};
use crate::policy::{Kind, Model};
use crate::value::sort_by;

/// How many cells a word has room for. Each axis begins with a word of its own.
pub(super) const WORD: usize = 64;

/// The cells of every axis, numbered one axis after the other.
pub(super) struct Cells {
    pub(super) axes: Vec<Axis>,
    /// By cell: a value that lies in it; NaN where the value is not known.
    pub(super) values: Vec<f64>,
    /// By atom of the circuit.
    pub(super) tests: Vec<Test>,
}

/// The cells `first..unknown` of known values, ascending, then the one of "not known".
#[derive(Clone, Copy)]
pub(super) struct Axis {
    pub(super) slot: Slot,
    pub(super) first: usize,
    pub(super) unknown: usize,
}

/// A test: it is true in the cells `from..to` of its axis, unknown in the axis's last, and false in the others.
#[derive(Clone, Copy)]
pub(super) struct Test {
    pub(super) axis: Axis,
    from: usize,
    to: usize,
}

impl Cells {
    #[inline(never)]
    pub(super) fn new(model: &Model, circuit: &Circuit) -> Self {
        let mut cells = Self { axes: Vec::new(), values: Vec::new(), tests: Vec::new() };
        let mut axis = cells.add_axis(model, circuit, Slot::OPERATION);
        for atom in &circuit.atoms {
            if atom.slot != axis.slot {
                axis = cells.add_axis(model, circuit, atom.slot);
            }
            let known = cells.values.get(axis.first..axis.unknown).unwrap_or_default();
            let below = known.partition_point(|value| *value < atom.interval.low);
            let up_to = known.partition_point(|value| *value <= atom.interval.high);
            let (from, to) = (axis.first.saturating_add(below), axis.first.saturating_add(up_to));
            cells.tests.push(Test { axis, from, to });
        }
        cells
    }

    fn add_axis(&mut self, model: &Model, circuit: &Circuit, slot: Slot) -> Axis {
        let first = self.values.len().next_multiple_of(WORD);
        while self.values.len() < first {
            self.values.push(f64::NAN);
        }
        if slot == Slot::OPERATION {
            let mut number = 0.0;
            for code in model.operation_codes() {
                if model.operation(code).is_some() {
                    self.values.push(number);
                }
                number += 1.0;
            }
        } else {
            let signal = slot.signal_index().and_then(|index| model.signals.get(index));
            let (range, whole) = match signal {
                Some(signal) => (signal.kind.range(), signal.kind != Kind::Number),
                None if slot == Slot::MARGIN => (Interval { low: 0.0, high: 1.0 }, false),
                None => (Interval::from(0.0), true),
            };
            self.add_pieces(range, &starts(circuit, slot, whole));
        }
        let axis = Axis { slot, first, unknown: self.values.len() };
        self.values.push(f64::NAN);
        self.axes.push(axis);
        axis
    }

    /// The pieces into which the range falls where new ones start.
    fn add_pieces(&mut self, range: Interval, starts: &[f64]) {
        let mut low = range.low;
        for start in starts {
            if low < *start && *start <= range.high {
                self.values.push(plain_value(low, start.next_down()));
                low = *start;
            }
        }
        self.values.push(plain_value(low, range.high));
    }
}

/// Where a piece starts, ascending: at the least value of each interval, and after its greatest.
fn starts(circuit: &Circuit, slot: Slot, whole: bool) -> Vec<f64> {
    let mut starts = Vec::new();
    for atom in &circuit.atoms {
        let Interval { low, high } = atom.interval;
        if atom.slot == slot {
            starts.push(if whole { low.ceil() } else { low });
            starts.push(if whole { high.floor() + 1.0 } else { high.next_up() });
        }
    }
    sort_by(&mut starts, &f64::total_cmp);
    starts
}

/// A value between the two that people find plain: 0, else the whole number nearest to it, else the middle.
fn plain_value(low: f64, high: f64) -> f64 {
    let whole = if low > 0.0 { low.ceil() } else { high.min(0.0).floor() };
    if low <= whole && whole <= high { whole } else { (low + high) / 2.0 }
}

impl Axis {
    /// The words of its cells.
    pub(super) fn words(self) -> std::ops::Range<usize> {
        self.first / WORD..(self.unknown / WORD).saturating_add(1)
    }
}

impl Test {
    /// The cells of a word in which the test comes out like that.
    pub(super) fn cells(self, word: usize, truth: bool, or_unknown: bool) -> u64 {
        let known = below(self.axis.unknown, word);
        let inside = below(self.to, word) & !below(self.from, word);
        let unknown = if or_unknown { !known } else { 0 };
        unknown | if truth { inside } else { known & !inside }
    }
}

/// The cells of a word with a number below that.
pub(super) fn below(cell: usize, word: usize) -> u64 {
    let bits = cell.saturating_sub(word.saturating_mul(WORD));
    u32::try_from(bits).ok().and_then(|bits| u64::MAX.checked_shl(bits)).map_or(u64::MAX, |above| !above)
}

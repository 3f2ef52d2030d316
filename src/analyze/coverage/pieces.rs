//! What there is to try: the tests of a policy cut each value into pieces, and any value of a piece does what every
//! other of it does. The value that stands for a piece is one that a person would write.

use crate::condition::{Interval, Slot, Truth};
use crate::policy::{Kind, Policy, Signal};
use crate::value::sort_by;

/// One piece of a slot's values, or its absence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Choice {
    /// The value that conditions see; NaN for absent.
    pub(super) value: f64,
    /// The whole piece.
    pub(super) piece: Interval,
    /// Absent because what is given is no such value.
    pub(super) bad: bool,
}

impl Choice {
    const fn of(value: f64) -> Self {
        Self { value, piece: Interval { low: value, high: value }, bad: false }
    }

    const ABSENT: Self = Self::of(f64::NAN);
    const BAD: Self = Self { bad: true, ..Self::ABSENT };
}

/// As many alternatives as a test lists at the most.
const MOST_ALTERNATIVES: f64 = 1000.0;

/// By slot, what there is to try; with `bad` also signals that are given wrongly. The operation is chosen elsewhere.
pub(super) fn choices(policy: &Policy, bad: bool) -> Vec<Vec<Choice>> {
    let mut all = vec![Vec::new(), margins(policy), alternatives(policy)];
    for (index, signal) in policy.model().signals.iter().enumerate() {
        let tests = tests_of(policy, Slot::signal(index));
        let mut choices = if tests.is_empty() { Vec::new() } else { signal_choices(signal, &tests) };
        if !choices.is_empty() {
            if signal.default.is_none() {
                choices.push(Choice::ABSENT);
            } else if bad {
                choices.push(Choice::BAD);
            }
        }
        all.push(choices);
    }
    all
}

fn tests_of(policy: &Policy, slot: Slot) -> Vec<Interval> {
    let mut tests = Vec::new();
    for atom in &policy.plan.circuit.atoms {
        if atom.slot == slot {
            tests.push(atom.interval);
        }
    }
    tests
}

fn margins(policy: &Policy) -> Vec<Choice> {
    let tests = tests_of(policy, Slot::MARGIN);
    let mut choices = Vec::new();
    if tests.is_empty() {
        return choices;
    }
    for Interval { low, high } in pieces(&tests).into_iter().rev() {
        let piece = Interval { low: low.max(0.0), high: high.min(1.0) };
        if piece.low <= piece.high {
            choices.push(Choice { value: piece.low, piece, bad: false });
        }
    }
    choices.push(Choice::ABSENT);
    choices
}

fn alternatives(policy: &Policy) -> Vec<Choice> {
    let tests = tests_of(policy, Slot::ALTERNATIVES);
    let mut choices = Vec::new();
    if tests.is_empty() {
        return choices;
    }
    for Interval { low, high } in pieces(&tests) {
        let least = low.max(0.0).ceil();
        if least <= high.min(MOST_ALTERNATIVES) {
            choices.push(Choice::of(least));
        }
    }
    choices
}

/// The piece of the default comes first: leaving the signal out is the simplest test.
fn signal_choices(signal: &Signal, tests: &[Interval]) -> Vec<Choice> {
    let mut choices = Vec::new();
    match &signal.kind {
        Kind::Number => {
            for piece in pieces(tests) {
                choices.push(Choice { value: plain_number(piece), piece, bad: false });
            }
        }
        Kind::Boolean => choices.extend([Choice::of(0.0), Choice::of(1.0)]),
        Kind::Text(values) => {
            // The first of each that no test tells apart.
            for (code, _) in (1_u32..).zip(values) {
                let code = f64::from(code);
                if !choices.iter().any(|choice: &Choice| are_alike(tests, choice.value, code)) {
                    choices.push(Choice::of(code));
                }
            }
        }
    }
    if let Some(default) = signal.default
        && let Some(index) = choices.iter().position(|choice| are_alike(tests, choice.value, default))
    {
        let mut choice = choices.remove(index);
        choice.value = default;
        choices.insert(0, choice);
    }
    choices
}

fn are_alike(tests: &[Interval], one: f64, other: f64) -> bool {
    tests.iter().all(|test| test.contains(one) == test.contains(other))
}

/// The numbers cut wherever the truth of a test changes, ascending; together they are all numbers.
fn pieces(tests: &[Interval]) -> Vec<Interval> {
    let mut cuts = Vec::new();
    for Interval { low, high } in tests {
        if *low > f64::NEG_INFINITY {
            cuts.push(*low);
        }
        if *high < f64::INFINITY {
            cuts.push(high.next_up());
        }
    }
    sort_by(&mut cuts, &f64::total_cmp);
    let mut pieces = Vec::new();
    let mut low = f64::NEG_INFINITY;
    for cut in cuts {
        let piece = Interval { low, high: cut.next_down() };
        // Equal cuts leave nothing between them; -0 and 0 are equal.
        if piece.low <= piece.high && low < cut {
            pieces.push(piece);
        }
        low = cut;
    }
    pieces.push(Interval { low, high: f64::INFINITY });
    pieces
}

/// A short number of the piece: 0 if it is inside, else the first multiple of a power of ten that is.
pub(super) fn plain_number(piece: Interval) -> f64 {
    let Interval { low, high } = piece;
    if piece.contains(0.0) == Truth::True {
        return 0.0;
    }
    let near = if low > 0.0 { low } else { high };
    if !near.is_finite() {
        return near;
    }
    let mut step = Step::below(near.abs());
    for _ in 0..20 {
        let number = if low > 0.0 { step.times(step.count(low).ceil()) } else { step.times(step.count(high).floor()) };
        if piece.contains(number) == Truth::True && number.is_finite() {
            return number;
        }
        step.refine();
    }
    near
}

/// A short number in the middle of a piece of [0, 1].
pub(super) fn plain_fraction(piece: Interval) -> f64 {
    let middle = f64::midpoint(piece.low, piece.high);
    let mut step = Step { times: 1.0, parts: 10.0 };
    for _ in 0..17 {
        let nearest = step.count(middle).round();
        for count in [nearest, nearest - 1.0, nearest + 1.0] {
            let number = step.times(count);
            if piece.contains(number) == Truth::True {
                return number;
            }
        }
        step.refine();
    }
    piece.low
}

/// A power of ten, kept as two so that dividing by it stays exact: 0.01 is 1 / 100.
struct Step {
    times: f64,
    parts: f64,
}

impl Step {
    /// The greatest that is not above a positive number.
    fn below(number: f64) -> Self {
        let mut step = Self { times: 1.0, parts: 1.0 };
        while step.times * 10.0 <= number {
            step.times *= 10.0;
        }
        while step.parts < 1e17 && number * step.parts < 1.0 {
            step.parts *= 10.0;
        }
        step
    }

    fn refine(&mut self) {
        if self.times > 1.5 {
            self.times /= 10.0;
        } else {
            self.parts *= 10.0;
        }
    }

    fn count(&self, number: f64) -> f64 {
        number / self.times * self.parts
    }

    fn times(&self, count: f64) -> f64 {
        count * self.times / self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, pieces, plain_fraction, plain_number};

    /// To the last bit, but for the sign of 0.
    fn same(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 0.0 || got.total_cmp(&expected).is_eq(), "{got} is not {expected}");
    }

    #[test]
    fn numbers_that_a_person_would_write() {
        for (low, high, number) in [
            (800.0_f64.next_up(), f64::INFINITY, 900.0),
            (20.0_f64.next_up(), f64::INFINITY, 30.0),
            (f64::NEG_INFINITY, 5.0, 0.0),
            (f64::NEG_INFINITY, -3.0, -3.0),
            (0.3, 0.35, 0.3),
            (1.25_f64.next_up(), 1.3, 1.3),
            (f64::INFINITY, f64::INFINITY, f64::INFINITY),
        ] {
            same(plain_number(Interval { low, high }), number);
        }
        for (low, high, number) in [(0.85, 0.999, 0.9), (0.97, 0.999, 0.98), (0.0, 0.85, 0.4), (0.5, 0.5, 0.5)] {
            same(plain_fraction(Interval { low, high }), number);
        }
    }

    #[test]
    fn pieces_leave_nothing_out_and_overlap_nowhere() {
        let tests = [Interval::is(0.0), Interval::from(-0.0), Interval::above(f64::MAX), Interval::below(-3.0)];
        let pieces = pieces(&tests);
        same(pieces[0].low, f64::NEG_INFINITY);
        same(pieces[pieces.len() - 1].high, f64::INFINITY);
        for pair in pieces.windows(2) {
            same(pair[0].high.next_up(), pair[1].low);
        }
        for piece in &pieces {
            assert!(tests.iter().all(|test| test.contains(piece.low) == test.contains(piece.high)), "{piece:?}");
        }
    }
}

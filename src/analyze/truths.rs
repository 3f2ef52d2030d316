//! Which truths a condition can have while only some values are known.

use crate::condition::{Condition, Slot, Truth};

/// A set of truths, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Truths(u8);

impl Truths {
    const NONE: Self = Self(0);
    const ANY: Self = Self(0b111);
    pub(super) const FALSE: Self = Self(0b001);
    pub(super) const TRUE: Self = Self(0b100);
    pub(super) const NOT_TRUE: Self = Self(0b011);
    pub(super) const POSSIBLE: Self = Self(0b110);

    /// The truths that a condition can still have: never fewer than it can, and exactly its own once every value of it
    /// is known. `value_of` gives what is known, NaN for absent.
    pub(super) fn of(condition: &Condition, value_of: &mut dyn FnMut(Slot) -> Option<f64>) -> Self {
        match condition {
            Condition::Within(slot, interval) => {
                value_of(*slot).map_or(Self::ANY, |value| Self::only(interval.contains(value)))
            }
            Condition::All(parts) => Self::joined(parts, Truth::True, Ord::min, value_of),
            Condition::Any(parts) => Self::joined(parts, Truth::False, Ord::max, value_of),
            Condition::Not(part) => Self::of(part, value_of).negated(),
        }
    }

    fn joined(
        parts: &[Condition],
        start: Truth,
        join: fn(Truth, Truth) -> Truth,
        value_of: &mut dyn FnMut(Slot) -> Option<f64>,
    ) -> Self {
        let mut result = Self::only(start);
        for part in parts {
            result = result.join(Self::of(part, value_of), join);
        }
        result
    }

    /// Whether the sets have a truth in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn only(truth: Truth) -> Self {
        match truth {
            Truth::False => Self::FALSE,
            Truth::Unknown => Self(0b010),
            Truth::True => Self::TRUE,
        }
    }

    /// What `join` makes of each pair.
    fn join(self, other: Self, join: fn(Truth, Truth) -> Truth) -> Self {
        const ALL: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];
        let mut result = Self::NONE;
        for a in ALL {
            for b in ALL {
                if self.meets(Self::only(a)) && other.meets(Self::only(b)) {
                    result.0 |= Self::only(join(a, b)).0;
                }
            }
        }
        result
    }

    /// The mirror image.
    const fn negated(self) -> Self {
        Self((self.0 & 0b010) | ((self.0 & 0b001) << 2) | ((self.0 & 0b100) >> 2))
    }
}

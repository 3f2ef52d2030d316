//! Which truths a condition can have while only some values are known.

use crate::condition::{Condition, Slot, Truth};

/// A set of truths, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Truths(u8);

impl Truths {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ANY: Self = Self(0b111);
    pub(super) const FALSE: Self = Self(0b001);
    pub(super) const UNKNOWN: Self = Self(0b010);
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
            Condition::All(parts) => parts.iter().fold(Self::TRUE, |truths, part| truths.and(Self::of(part, value_of))),
            Condition::Any(parts) => parts.iter().fold(Self::FALSE, |truths, part| truths.or(Self::of(part, value_of))),
            Condition::Not(part) => Self::of(part, value_of).negated(),
        }
    }

    /// Whether the sets have a truth in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn only(truth: Truth) -> Self {
        match truth {
            Truth::False => Self::FALSE,
            Truth::Unknown => Self::UNKNOWN,
            Truth::True => Self::TRUE,
        }
    }

    /// The truths of either.
    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The least of each pair. Unknown takes one that is unknown and one that is not false.
    pub(super) const fn and(self, other: Self) -> Self {
        let is_unknown = (self.meets(Self::UNKNOWN) && other.meets(Self::POSSIBLE))
            || (other.meets(Self::UNKNOWN) && self.meets(Self::POSSIBLE));
        let unknown = if is_unknown { Self::UNKNOWN.0 } else { 0 };
        Self(((self.0 | other.0) & Self::FALSE.0) | unknown | (self.0 & other.0 & Self::TRUE.0))
    }

    /// The greatest of each pair.
    pub(super) const fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }

    /// Whether it may be true or unknown.
    pub(super) const fn is_possible(self) -> bool {
        self.meets(Self::POSSIBLE)
    }

    /// Whether it is true or unknown in any case.
    pub(super) const fn is_certain(self) -> bool {
        !self.meets(Self::FALSE)
    }

    /// Whether more than one is left.
    pub(super) const fn is_open(self) -> bool {
        !self.0.is_power_of_two()
    }

    pub(super) const fn bits(self) -> u8 {
        self.0
    }

    /// The mirror image.
    pub(super) const fn negated(self) -> Self {
        Self((self.0 & 0b010) | ((self.0 & 0b001) << 2) | ((self.0 & 0b100) >> 2))
    }
}

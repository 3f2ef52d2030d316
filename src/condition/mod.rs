//! Conditions over one input, in Kleene's three-valued logic (S. C. Kleene, "Introduction to Metamathematics", 1952):
//! what is not known makes a condition unknown unless the rest settles it.

mod circuit;

pub use circuit::{Atom, Circuit, CircuitBuilder, Gate, Node, Shape, truth_of};

/// The truth of a condition. The order makes `all` the minimum, `any` the maximum and `not` the mirror image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Truth {
    /// It does not hold.
    #[default]
    False = 0,
    /// What it asks is absent.
    Unknown = 1,
    /// It holds.
    True = 2,
}

impl Truth {
    /// True when a rule with this condition applies: what cannot be ruled out counts.
    #[must_use]
    pub const fn is_possible(self) -> bool {
        !matches!(self, Self::False)
    }

    /// The mirror image: unknown stays unknown.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    /// `true`, `unknown` or `false`, for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::False => "false",
            Self::Unknown => "unknown",
            Self::True => "true",
        }
    }
}

/// Where a value stands in an input: the fixed ones first, then the declared signals by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub usize);

impl Slot {
    /// The operation's code: 0 for one that is not listed, else its place among the listed ones, from 1.
    pub const OPERATION: Self = Self(0);
    /// Raw confidence less `second`.
    pub const MARGIN: Self = Self(1);
    /// How many alternatives were given.
    pub const ALTERNATIVES: Self = Self(2);
    /// How many slots stand before the signals.
    pub const FIXED: usize = 3;

    /// The slot of the signal at that place of the model.
    #[must_use]
    pub const fn signal(index: usize) -> Self {
        Self(index.saturating_add(Self::FIXED))
    }

    /// The place of the signal in the model, if this is a signal's slot.
    #[must_use]
    pub const fn signal_index(self) -> Option<usize> {
        self.0.checked_sub(Self::FIXED)
    }
}

/// A closed interval of doubles: `above 3` is `[next after 3, inf]`, `is 3` is `[3, 3]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The least value inside.
    pub low: f64,
    /// The greatest value inside.
    pub high: f64,
}

impl Interval {
    /// Values above `bound`.
    #[must_use]
    pub const fn above(bound: f64) -> Self {
        Self { low: bound.next_up(), high: f64::INFINITY }
    }
    /// Values at or above `bound`.
    #[must_use]
    pub const fn from(bound: f64) -> Self {
        Self { low: bound, high: f64::INFINITY }
    }
    /// Values below `bound`.
    #[must_use]
    pub const fn below(bound: f64) -> Self {
        Self { low: f64::NEG_INFINITY, high: bound.next_down() }
    }
    /// Values at or below `bound`.
    #[must_use]
    pub const fn up_to(bound: f64) -> Self {
        Self { low: f64::NEG_INFINITY, high: bound }
    }
    /// That value alone.
    #[must_use]
    pub const fn is(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Whether the value lies inside; unknown for NaN, which stands for an absent value.
    #[inline]
    #[must_use]
    pub fn contains(self, value: f64) -> Truth {
        if value.is_nan() {
            Truth::Unknown
        } else if self.low <= value && value <= self.high {
            Truth::True
        } else {
            Truth::False
        }
    }
}

/// A condition whose names have been looked up: every test is one value in an interval.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The value of a slot lies in the interval.
    Within(Slot, Interval),
    /// Every part holds.
    All(Vec<Self>),
    /// Some part holds.
    Any(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
}

impl Condition {
    /// Calls `visit` for each test in the condition, in document order.
    pub fn tests(&self, visit: &mut dyn FnMut(Slot, Interval)) {
        match self {
            Self::Within(slot, interval) => visit(*slot, *interval),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.tests(visit)),
            Self::Not(part) => part.tests(visit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, Truth};

    #[test]
    fn intervals_end_where_their_words_say() {
        let cases = [
            (Interval::above(3.0), [Truth::False, Truth::False, Truth::True]),
            (Interval::from(3.0), [Truth::False, Truth::True, Truth::True]),
            (Interval::below(3.0), [Truth::True, Truth::False, Truth::False]),
            (Interval::up_to(3.0), [Truth::True, Truth::True, Truth::False]),
            (Interval::is(3.0), [Truth::False, Truth::True, Truth::False]),
        ];
        for (interval, expected) in cases {
            let got = [3.0_f64.next_down(), 3.0, 3.0_f64.next_up()].map(|value| interval.contains(value));
            assert_eq!(got, expected, "{interval:?}");
            assert_eq!(interval.contains(f64::NAN), Truth::Unknown);
        }
    }

    #[test]
    fn infinities_and_both_zeros_are_ordinary_numbers() {
        assert_eq!(Interval::above(f64::MAX).contains(f64::INFINITY), Truth::True);
        assert_eq!(Interval::above(f64::MAX).contains(f64::MAX), Truth::False);
        assert_eq!(Interval::below(0.0).contains(-0.0), Truth::False);
        assert_eq!(Interval::is(0.0).contains(-0.0), Truth::True);
    }
}

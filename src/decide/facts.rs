//! What is known of one input, as numbers: what the JavaScript side writes straight into Wasm memory, and what
//! [`read_facts`](super::read_facts) makes of a tree.

use crate::action::serialize_by_name;
use crate::policy::Policy;
use crate::value::fill;

serialize_by_name!(Problem);

/// Where a fact stands in [`Facts`]; the declared signals follow, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field(pub usize);

impl Field {
    /// The input itself: only a problem can stand here.
    pub const INPUT: Self = Self(0);
    /// The code of the model that made the prediction, where confidence is calibrated or there is evidence.
    pub const MODEL: Self = Self(1);
    /// The confidence.
    pub const CONFIDENCE: Self = Self(2);
    /// The runner-up's confidence.
    pub const SECOND: Self = Self(3);
    /// How many alternatives there are.
    pub const ALTERNATIVES: Self = Self(4);
    /// The operation's code.
    pub const OPERATION: Self = Self(5);
    /// The impact given; a band's name is given as its lower bound.
    pub const IMPACT: Self = Self(6);
    /// `signals`: only a problem can stand here.
    pub const SIGNALS: Self = Self(7);
    /// `health.signals`: only a problem can stand here.
    pub const HEALTH_SIGNALS: Self = Self(8);
    /// The input's ceiling, as the rank of an action.
    pub const AT_MOST: Self = Self(9);
    /// `health`: only a problem can stand here.
    pub const HEALTH: Self = Self(10);
    /// The ceiling of `health`.
    pub const HEALTH_AT_MOST: Self = Self(11);
    /// When, in the caller's unit, where there is evidence; NaN for what is no number.
    pub const NOW: Self = Self(12);
    /// The confidence of the first alternative.
    pub const FIRST_ALTERNATIVE: Self = Self(13);
    /// The confidence of the second alternative.
    pub const SECOND_ALTERNATIVE: Self = Self(14);
    /// Where sets of options are fitted: how high the first alternative stands that would not be shown; minus infinity where
    /// there is none, or the sets are those of another model; NaN where nothing is known of alternatives.
    pub const BEYOND: Self = Self(15);
    /// How many fields stand before the signals.
    pub const FIXED: usize = 16;

    /// The field of the signal at that place of the model.
    #[must_use]
    pub const fn signal(index: usize) -> Self {
        Self(index.saturating_add(Self::FIXED))
    }

    /// The place of the signal in the model, if this is a signal's field.
    #[must_use]
    pub const fn signal_index(self) -> Option<usize> {
        self.0.checked_sub(Self::FIXED)
    }

    /// The name of the field in findings.
    #[must_use]
    pub fn name(self, policy: &Policy) -> String {
        const FIXED_NAMES: [&str; 13] = [
            "input",
            "model",
            "confidence",
            "second",
            "alternatives",
            "operation",
            "impact",
            "signals",
            "health.signals",
            "at_most",
            "health",
            "health.at_most",
            "now",
        ];
        let signal = self.0.checked_sub(Self::FIXED).and_then(|index| policy.model().signals.get(index));
        signal.map_or_else(
            || FIXED_NAMES.get(self.0).copied().unwrap_or("alternatives").to_owned(),
            |signal| fill("signals.{}", &[&signal.name]),
        )
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, ts_rs::TS))]
#[cfg_attr(feature = "schema", serde(rename_all = "snake_case"))]
#[repr(u8)]
pub enum Problem {
    /// Nothing.
    #[default]
    None = 0,
    /// It is of another kind than the field wants.
    WrongType = 1,
    /// It is NaN.
    NotANumber = 2,
    /// It is a number outside [0, 1].
    OutOfRange = 3,
    /// It is not among the names or values that the policy lists.
    NotListed = 4,
    /// The alternatives do not descend.
    OutOfOrder = 5,
    /// Reading it failed.
    Unreadable = 6,
    /// It is needed and not there.
    Absent = 7,
    /// The runner-up is more likely than the prediction.
    AboveConfidence = 8,
}

impl Problem {
    const ALL: [Self; 9] = [
        Self::None,
        Self::WrongType,
        Self::NotANumber,
        Self::OutOfRange,
        Self::NotListed,
        Self::OutOfOrder,
        Self::Unreadable,
        Self::Absent,
        Self::AboveConfidence,
    ];

    /// The name used in findings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::WrongType => "wrong_type",
            Self::NotANumber => "not_a_number",
            Self::OutOfRange => "out_of_range",
            Self::NotListed => "not_listed",
            Self::OutOfOrder => "out_of_order",
            Self::Unreadable => "unreadable",
            Self::Absent => "absent",
            Self::AboveConfidence => "above_confidence",
        }
    }

    /// The problem of that number; `Unreadable` for a number that has none.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Unreadable)
    }
}

/// One input as numbers, NaN for absent, with a problem beside each. Health is folded in already.
#[derive(Clone, Debug)]
pub struct Facts {
    /// By [`Field`].
    pub values: Vec<f64>,
    /// By [`Field`], as the number of a [`Problem`].
    pub problems: Vec<u8>,
    /// Whether any problem is noted; while it is false `problems` is not looked at.
    pub troubled: bool,
}

impl Facts {
    /// The facts of an empty input to this policy.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let length = Field::FIXED.saturating_add(policy.model().signals.len());
        Self { values: vec![f64::NAN; length], problems: vec![0; length], troubled: false }
    }

    /// The value of a field; NaN for an absent one.
    #[inline]
    #[must_use]
    pub fn get(&self, field: Field) -> f64 {
        self.values.get(field.0).copied().unwrap_or(f64::NAN)
    }

    /// Notes a value.
    pub fn set(&mut self, field: Field, value: f64) {
        if let Some(place) = self.values.get_mut(field.0) {
            *place = value;
        }
    }

    /// Notes a problem.
    pub fn trouble(&mut self, field: Field, problem: Problem) {
        self.troubled = true;
        if let Some(place) = self.problems.get_mut(field.0) {
            *place = problem as u8;
        }
    }

    /// The problem noted for a field.
    #[inline]
    #[must_use]
    pub fn problem(&self, field: Field) -> Problem {
        if self.troubled {
            Problem::from_number(self.problems.get(field.0).copied().unwrap_or(0))
        } else {
            Problem::None
        }
    }
}

//! Rows and how they turned out.

use crate::analyze::Rate;
use crate::math::{clopper_pearson, real};
use crate::value::{Fields, Plain, Value};

/// How rows turned out; of the rest nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// How many rows.
    pub rows: u64,
    /// How many of them were right.
    pub right: u64,
    /// How many of them were wrong.
    pub wrong: u64,
}

impl Turned {
    /// Counts one row more.
    pub fn add(&mut self, correct: Option<bool>) {
        self.rows = self.rows.saturating_add(1);
        match correct {
            Some(true) => self.right = self.right.saturating_add(1),
            Some(false) => self.wrong = self.wrong.saturating_add(1),
            None => {}
        }
    }

    /// Counts all of these too.
    pub const fn add_all(&mut self, other: Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.right = self.right.saturating_add(other.right);
        self.wrong = self.wrong.saturating_add(other.wrong);
    }

    /// How many have a known outcome.
    #[must_use]
    pub const fn known(self) -> u64 {
        self.right.saturating_add(self.wrong)
    }

    /// The share of the wrong among those with a known outcome, with its exact interval at 95% (C. J. Clopper and
    /// E. S. Pearson, 1934); nothing where there are none.
    #[must_use]
    pub fn error_rate(self) -> Option<Rate> {
        let known = self.known();
        let interval = clopper_pearson(self.wrong, known, 0.95);
        (known > 0).then(|| Rate { value: real(self.wrong) / real(known), low: interval.low, high: interval.high })
    }

    /// This part of so many rows, in [0, 1]; nothing of none.
    #[must_use]
    pub fn share_of(self, rows: u64) -> Option<f64> {
        (rows > 0).then(|| real(self.rows) / real(rows))
    }

    /// The counts, with their share of so many rows, as members of an answer.
    pub(super) fn put(self, out: &mut Fields, of: u64) {
        out.put_number("rows", Some(real(self.rows)));
        out.put_number("share", self.share_of(of));
        out.put_number("right", Some(real(self.right)));
        out.put_number("wrong", Some(real(self.wrong)));
        out.put_plain("error", self.error_rate().as_ref().map(|rate| rate as &dyn Plain));
    }

    pub(super) fn of(self, rows: u64) -> Value {
        let mut out = Fields::default();
        self.put(&mut out, rows);
        out.done()
    }
}

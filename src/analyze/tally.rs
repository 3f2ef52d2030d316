//! Rows counted with their outcomes.

use crate::math::{Interval, Z95, clopper_pearson, real, wilson};
use crate::value::{Fields, Plain, Value};

/// With fewer outcomes than this a share says nothing worth showing; the playground holds to the same.
pub const ENOUGH: u64 = 30;

/// How many rows, and what turned out of their predictions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub rows: u64,
    /// Those that turned out right.
    pub right: u64,
    /// Those that turned out wrong; of the rest nothing is known.
    pub wrong: u64,
}

/// A share with its 95% interval, each in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Rate {
    /// The share.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Tally {
    /// Counts one row.
    pub fn add(&mut self, correct: Option<bool>) {
        let one = |is: bool| u64::from(is);
        self.merge(Self { rows: 1, right: one(correct == Some(true)), wrong: one(correct == Some(false)) });
    }

    /// Counts those rows too.
    pub fn merge(&mut self, other: Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.right = self.right.saturating_add(other.right);
        self.wrong = self.wrong.saturating_add(other.wrong);
    }

    /// How many rows have an outcome.
    #[must_use]
    pub const fn known(&self) -> u64 {
        self.right.saturating_add(self.wrong)
    }

    /// The share of those with an outcome that turned out wrong, with Wilson's interval; nothing below [`ENOUGH`] of
    /// them.
    #[must_use]
    pub fn wrong_rate(&self) -> Option<Rate> {
        let known = self.known();
        (known >= ENOUGH).then(|| self.rate(wilson(self.wrong, known, Z95)))
    }

    /// The same share with its exact interval at 95% (C. J. Clopper and E. S. Pearson, 1934), of however few; nothing where
    /// there are none.
    #[must_use]
    pub fn error_rate(&self) -> Option<Rate> {
        let known = self.known();
        (known > 0).then(|| self.rate(clopper_pearson(self.wrong, known, 0.95)))
    }

    fn rate(&self, Interval { low, high }: Interval) -> Rate {
        Rate { value: real(self.wrong) / real(self.known()), low, high }
    }

    /// This part of so many rows, in [0, 1]; nothing of none.
    #[must_use]
    pub fn share_of(&self, rows: u64) -> Option<f64> {
        (rows > 0).then(|| real(self.rows) / real(rows))
    }

    /// The counts, with their share of so many rows and the exact interval, as members of an answer.
    pub(crate) fn put_share(&self, out: &mut Fields, of: u64) {
        out.put_number("rows", Some(real(self.rows)));
        out.put_number("share", self.share_of(of));
        out.put_number("right", Some(real(self.right)));
        out.put_number("wrong", Some(real(self.wrong)));
        out.put_plain("error", self.error_rate().as_ref().map(|rate| rate as &dyn Plain));
    }

    /// The same as an answer of its own.
    pub(crate) fn share(&self, of: u64) -> Value {
        let mut out = Fields::default();
        self.put_share(&mut out, of);
        out.done()
    }

    pub(super) fn put_into(self, out: &mut Fields) {
        out.put_number("rows", Some(real(self.rows)));
        out.put_number("right", Some(real(self.right)));
        out.put_number("wrong", Some(real(self.wrong)));
        out.put_plain("wrong_rate", self.wrong_rate().as_ref().map(|rate| rate as &dyn Plain));
    }
}

impl Plain for Tally {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        self.put_into(&mut out);
        out.done()
    }
}

impl Plain for Rate {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("value", Some(self.value));
        out.put_number("low", Some(self.low));
        out.put_number("high", Some(self.high));
        out.done()
    }
}

//! What is wrong with rows, counted by reason.

use crate::math::real;
use crate::value::{Fields, Plain, Value};

/// More different reasons than this are counted together.
const MOST_REASONS: usize = 50;

/// A reason, and the rows that it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Trouble {
    /// What is wrong, in words.
    pub reason: String,
    /// How many rows.
    #[cfg_attr(feature = "schema", ts(type = "number"))]
    pub rows: u64,
    /// The line that the first of them begins on, or its place in a list, from 1.
    #[cfg_attr(feature = "schema", ts(type = "number"))]
    pub line: u64,
}

/// Reasons in the order in which they were first met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Troubles(Vec<Trouble>);

impl Troubles {
    /// Counts one row.
    pub fn add(&mut self, line: u64, reason: &str) {
        let is_full = self.0.len() >= MOST_REASONS;
        let known = self.0.iter().any(|trouble| trouble.reason == reason);
        let reason = if known || !is_full { reason } else { "other reasons" };
        match self.0.iter_mut().find(|trouble| trouble.reason == reason) {
            Some(trouble) => trouble.rows = trouble.rows.saturating_add(1),
            None => self.0.push(Trouble { reason: reason.to_owned(), rows: 1, line }),
        }
    }

    /// Each reason.
    #[must_use]
    pub fn list(&self) -> &[Trouble] {
        &self.0
    }

    /// How many rows there are in all.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.0.iter().fold(0, |sum, trouble| sum.saturating_add(trouble.rows))
    }
}

impl Plain for Troubles {
    fn plain(&self) -> Value {
        self.0.plain()
    }
}

impl Plain for Trouble {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("reason", &self.reason);
        out.put_number("rows", Some(real(self.rows)));
        out.put_number("line", Some(real(self.line)));
        out.done()
    }
}

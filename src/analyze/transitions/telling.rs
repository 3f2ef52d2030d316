//! The rows worth a look: few are kept, the most confident ones.

use crate::action::Action;
use crate::math::real;
use crate::value::{Fields, Plain, Value};

/// How many rows of a kind are kept.
pub const MOST_TELLING: usize = 5;

/// A row that moves.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Telling {
    /// The line of the log that it begins on, or its place in a list, from 1.
    #[cfg_attr(feature = "schema", ts(type = "number"))]
    pub line: u64,
    /// The action of the first policy.
    pub before: Action,
    /// The action of the second policy.
    pub after: Action,
    /// The confidence, in [0, 1]; -1 where none is known.
    #[cfg_attr(feature = "schema", ts(skip))]
    pub confidence: f64,
    /// The input, with what the log says beside it.
    #[cfg_attr(feature = "schema", ts(type = "LogRow"))]
    pub row: Value,
}

/// Keeps a row if it is among the most confident; of equally confident ones those that came first.
pub(super) fn keep(list: &mut Vec<Telling>, confidence: f64, telling: impl FnOnce() -> Telling) {
    let place = list.iter().position(|kept| kept.confidence < confidence).unwrap_or(list.len());
    if place < MOST_TELLING {
        list.insert(place, telling());
        list.truncate(MOST_TELLING);
    }
}

impl Plain for Telling {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("line", Some(real(self.line)));
        out.put_text("before", self.before.name());
        out.put_text("after", self.after.name());
        out.put("row", self.row.clone());
        out.done()
    }
}

//! A log with what stands beside it.

use crate::log::{Beside, Log, Operations};
use crate::value::{Value, fill, join};

/// A log, and what an app knows that the log does not say.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The log.
    pub log: Log,
    /// What the app does for each label, for rows that name no operation.
    pub operations: Option<Operations>,
    /// The health that all rows share.
    pub health: Option<Value>,
}

impl Source {
    pub(super) fn beside(&self) -> Beside<'_> {
        Beside { operations: self.operations.as_ref(), health: self.health.as_ref() }
    }

    /// Why the log cannot be studied at all, in words: columns that are not there, or no row that can be used.
    #[must_use]
    pub fn trouble(&self) -> Option<(&'static str, String)> {
        let log = &self.log;
        let has = || fill("it has `{}`", &[&join(log.columns_named(), "`, `")]);
        if let [first, ..] = log.not_there() {
            let names = if log.columns_named().is_empty() { "it has no rows".to_owned() } else { has() };
            return Some(("NO_SUCH_COLUMN", fill("the log has no column `{}`; {}", &[first, &names])));
        }
        if log.rows() > 0 {
            return None;
        }
        let counts = log.counts();
        let Some(most) = counts.first() else { return Some(("NO_ROWS", "the log has no rows".to_owned())) };
        let rows = crate::value::number_text(crate::math::real(most.rows));
        let what = [rows.as_str(), most.reason.message(), &has()];
        Some(("NO_ROWS", fill("no row of the log can be used: of {}, {}; {}", &what)))
    }
}

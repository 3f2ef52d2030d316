//! What a log comes to under a policy, as far as its sign-off tells.

use super::super::tally::Tally;

/// The cases of a log under a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogCounts {
    /// SHA-256 of the log, in hexadecimal.
    pub log: String,
    /// The splits that were taken; empty for all of it.
    pub splits: Vec<String>,
    /// What to look at before the counts are believed.
    pub hints: Vec<String>,
    /// Cases of one operation and impact, in the order in which they are told.
    pub rows: Vec<LogRows>,
    /// How many labels do not count, being of reviews or of what people did.
    pub labels_not_counted: u64,
}

/// The cases of one operation and impact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogRows {
    /// The operation; nothing where none is declared, or none is known.
    pub operation: Option<String>,
    /// The band of impact; nothing for bad input, which stands in no cell.
    pub impact: Option<String>,
    /// How many cases.
    pub rows: u64,
    /// Those that are done without asking.
    pub automatic: Tally,
    /// How many ask a person.
    pub asked: u64,
}

impl LogCounts {
    /// All of them together.
    pub(super) fn all(&self) -> LogRows {
        let mut all = LogRows::default();
        for part in &self.rows {
            all.rows = all.rows.saturating_add(part.rows);
            all.asked = all.asked.saturating_add(part.asked);
            all.automatic.merge(part.automatic);
        }
        all
    }
}

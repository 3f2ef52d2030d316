//! The rows of a log as facts of a policy, one after the other.

use crate::decide::Facts;
use crate::log::LogColumns;
use crate::policy::Policy;

use super::source::Source;

/// Reads rows.
pub(super) struct RowFacts<'a> {
    source: &'a Source,
    policy: &'a Policy,
    columns: LogColumns,
    facts: Facts,
    model: Option<&'a str>,
}

impl<'a> RowFacts<'a> {
    /// `model` is what the log's model is called where the log does not say.
    pub(super) fn new(source: &'a Source, policy: &'a Policy, model: Option<&'a str>) -> Self {
        let columns = source.log.columns(policy, source.beside(model));
        Self { source, policy, columns, facts: Facts::new(policy), model }
    }

    /// The facts of a row.
    pub(super) fn of(&mut self, row: usize) -> &Facts {
        if self.columns.odd.binary_search(&row).is_ok() {
            self.facts = self.source.facts(row, self.policy, self.model);
        } else {
            self.columns.columns.read_row(self.policy, row, &mut self.facts);
        }
        &self.facts
    }
}

//! The rows of a log as facts of a policy, one after the other.

use crate::decide::{Facts, Field};
use crate::log::LogColumns;
use crate::policy::Policy;

use super::source::Source;

/// Reads rows.
pub(super) struct RowFacts<'a> {
    source: &'a Source,
    policy: &'a Policy,
    columns: LogColumns,
    facts: Facts,
    /// The code of the model, where the log names none.
    model: Option<f64>,
}

impl<'a> RowFacts<'a> {
    /// `model` is what the log's model is called where the log does not say.
    pub(super) fn new(source: &'a Source, policy: &'a Policy, model: Option<&str>) -> Self {
        let code = model.filter(|_| policy.model().reads_models()).map(|model| policy.model().model_code(model));
        let model = code.and_then(|code| u32::try_from(code).ok()).map(f64::from);
        let columns = source.log.columns(policy, source.beside());
        Self { source, policy, columns, facts: Facts::new(policy), model }
    }

    /// The facts of a row.
    pub(super) fn of(&mut self, row: usize) -> &Facts {
        if self.columns.odd.binary_search(&row).is_ok() {
            self.facts = self.source.facts(row, self.policy);
        } else {
            self.columns.columns.read_row(self.policy, row, &mut self.facts);
        }
        if let Some(model) = self.model {
            self.facts.set(Field::MODEL, model);
        }
        &self.facts
    }
}

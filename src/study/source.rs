//! A log with what stands beside it.

use crate::decide::{Facts, read_facts};
use crate::log::{Beside, Log, Operations};
use crate::math::real;
use crate::policy::Policy;
use crate::value::{Value, fill, join, number_text};

use super::refused::Refused;

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
    /// `model` is what the log's model is called where the log does not say.
    pub(super) fn beside<'a>(&'a self, model: Option<&'a str>) -> Beside<'a> {
        Beside { operations: self.operations.as_ref(), health: self.health.as_ref(), model }
    }

    /// A row as facts of a policy, by way of a tree.
    pub(super) fn facts(&self, row: usize, policy: &Policy, model: Option<&str>) -> Facts {
        let input = self.log.input(row, policy, self.beside(model));
        read_facts(policy, &input, self.health.as_ref()).0
    }

    /// Whether the log can be studied at all: columns may not be there, or no row that can be used.
    pub(super) fn is_usable(&self) -> Result<(), Refused> {
        let log = &self.log;
        let has = || fill("it has `{}`", &[&join(log.columns_named(), "`, `")]);
        if let [first, ..] = log.not_there() {
            let names = if log.columns_named().is_empty() { "it has no rows".to_owned() } else { has() };
            let message = fill("the log has no column `{}`; {}", &[first, &names]);
            return Err(Refused::because("NO_SUCH_COLUMN", message));
        }
        if log.rows() > 0 {
            return Ok(());
        }
        let message = match log.counts().first() {
            None => "the log has no rows".to_owned(),
            Some(most) => {
                let what = [&number_text(real(most.rows)), most.reason.message(), &has()];
                fill("no row of the log can be used: of {}, {}; {}", &what)
            }
        };
        Err(Refused::because("NO_ROWS", message))
    }
}

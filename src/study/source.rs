//! A log with what stands beside it.

use crate::decide::{Facts, read_facts};
use crate::log::{Beside, Log, Operations, Reason};
use crate::math::real;
use crate::policy::{Policy, nearest};
use crate::value::{Value, borrowed, count_text, fill, join, number_text};

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
        let code = if self.log.not_there().is_empty() { "NO_ROWS" } else { "NO_SUCH_COLUMN" };
        self.problem().map_or(Ok(()), |message| Err(Refused::because(code, message)))
    }

    /// Why it cannot, and what helps.
    pub(super) fn problem(&self) -> Option<String> {
        let log = &self.log;
        let counts = log.counts();
        if let Some(of_log) = counts.iter().find(|counted| counted.reason.is_of_log()) {
            return Some(of_log.reason.message().to_owned());
        }
        let has = listed(log.columns_named());
        if let [first, ..] = log.not_there() {
            return Some(no_column(first, log.columns_named(), &has));
        }
        if log.rows() > 0 {
            return None;
        }
        let mut reasons = Vec::new();
        for counted in counts.iter().take(MOST_REASONS) {
            reasons.push(fill("of {}, {}", &[&number_text(real(counted.rows)), counted.reason.message()]));
        }
        Some(match (reasons.is_empty(), has.is_empty()) {
            (true, true) => "the log has no rows".to_owned(),
            (true, false) => fill("the log has no rows, only a header: {}", &[&has]),
            (false, true) => fill("no row of the log can be used: {}", &[&join(&reasons, "; ")]),
            (false, false) => {
                let is_unnamed = counts.first().is_some_and(|counted| counted.reason == Reason::NoConfidence);
                let help = if is_unnamed { NAME_IT } else { "" };
                ["no row of the log can be used: ", &join(&reasons, "; "), "; it has ", &has, help].concat()
            }
        })
    }
}

/// So many reasons are told, those of most rows first.
const MOST_REASONS: usize = 3;

/// So many names of columns are told.
const MOST_NAMES: usize = 40;

const NAME_IT: &str =
    ": say which holds it, as in `--column confidence=score`, in code `columns: { confidence: 'score' }`";

fn no_column(name: &str, columns: &[String], has: &str) -> String {
    match (nearest(name, &borrowed(columns), 2), has.is_empty()) {
        (_, true) => fill("the log is empty: it has no column `{}`, and no rows", &[name]),
        (Some(near), false) => fill("the log has no column `{}`: did you mean `{}`? it has {}", &[name, near, has]),
        (None, false) => fill("the log has no column `{}`; it has {}", &[name, has]),
    }
}

/// Names in backticks, the first of them; nothing without any.
fn listed(names: &[String]) -> String {
    let told = names.get(..MOST_NAMES).unwrap_or(names);
    let more = names.len().saturating_sub(told.len());
    match (told.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => fill("`{}`", &[&join(told, "`, `")]),
        (false, more) => fill("`{}` and {} more", &[&join(told, "`, `"), &count_text(more)]),
    }
}

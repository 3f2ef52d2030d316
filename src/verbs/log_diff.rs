//! `diff` over a log: beside the regions, what moves among the rows of a log, and what turned out of them.

use crate::error::{Given, Refused};
use crate::study;
use crate::value::Plain;

use super::diff;
use super::log_study::LogStudy;
use super::log_verb::{LogFiles, renames, told};
use super::moves;
use super::outcome::{File, Outcome, Status, bad, clean};
use super::problems::refused;

/// Two policies over a log that is fed piece by piece, in constant memory.
#[derive(Debug)]
pub struct LogDiff {
    study: LogStudy,
    source: String,
    limit: u32,
    for_programs: bool,
}

/// The files beside the log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'f> {
    /// What an app does for each label that the log's model predicts.
    pub operations: Option<&'f File>,
    /// What all rows share.
    pub health: Option<&'f File>,
    /// Fields and the columns that hold them, each `FIELD=COLUMN`.
    pub columns: &'f [String],
}

impl LogDiff {
    /// The log is called `source` in messages; at most `limit` regions are told in words.
    ///
    /// # Errors
    /// What is said of a policy that does not compile, or of a file beside the log that cannot be used.
    pub fn new(
        before: &File,
        after: &File,
        beside: Beside<'_>,
        source: &str,
        limit: u32,
        for_programs: bool,
    ) -> Result<Self, Outcome> {
        let (operations, health) = (beside.operations.map(text_of), beside.health.map(text_of));
        let renames = renames(beside.columns).map_err(|refused| told(&refused, LogFiles::default(), for_programs))?;
        match LogStudy::new(&before.text, &after.text, operations, health).map(|study| study.renamed(renames)) {
            Ok(study) => Ok(Self { study, source: clean(source), limit, for_programs }),
            Err(Refused { given, diagnostics }) => {
                let (file, status) = match given {
                    Given::Policy | Given::Tests | Given::Approved | Given::Before => (before, Status::Wrong),
                    Given::After => (after, Status::Wrong),
                    Given::Operations => (beside.operations.unwrap_or(before), Status::Unusable),
                    Given::Health => (beside.health.unwrap_or(before), Status::Unusable),
                };
                Err(refused(file, &diagnostics, status, for_programs))
            }
        }
    }

    /// The same where rows that name no model are of this one.
    #[must_use]
    pub fn named(mut self, model: Option<String>) -> Self {
        self.study = self.study.named(model);
        self
    }

    /// Decides what is complete with these bytes. Nothing is said before the end.
    pub fn feed(&mut self, bytes: &[u8]) -> Outcome {
        self.study.feed(bytes);
        Outcome::default()
    }

    /// Decides what is left, and tells what was found; nothing is counted after it.
    pub fn finish(&mut self) -> Outcome {
        self.study.finish();
        if let [first, ..] = self.study.not_there().as_slice() {
            let message = format!("the log has no column `{first}`");
            let refused = study::Refused::Because { code: "NO_SUCH_COLUMN", message };
            return told(&refused, LogFiles::default(), self.for_programs);
        }
        let mut outcome = match self.for_programs {
            true => Outcome::json(&self.study.plain(), Status::Fine),
            false => self.words(),
        };
        let is_nothing = self.study.transitions().sum(|_, _| true).rows == 0;
        let reads_nothing = self.study.columns().is_some_and(|columns| columns.names().0.is_empty());
        if reads_nothing || (is_nothing && self.study.unread().rows() > 0) {
            outcome.at_least(Status::Unusable);
        }
        outcome
    }

    fn words(&self) -> Outcome {
        let Self { study, source, limit, .. } = self;
        let mut outcome = Outcome::default();
        diff::tell(&mut outcome, study.diff(), *limit);
        outcome.say("");
        if let Some(hint) = study.hint() {
            outcome.say(&format!("{}: {hint}", bad("look first")));
        }
        moves::tell(&mut outcome, source, study.columns(), study.transitions());
        let troubles = [
            ("with an outcome that cannot be read, counted without", study.unclear()),
            ("that cannot be read, not counted", study.unread()),
        ];
        for (what, troubles) in troubles {
            moves::troubles(&mut outcome, source, what, troubles);
        }
        outcome
    }
}

fn text_of(file: &File) -> &str {
    &file.text
}

//! `diff` over a log: beside the regions, what moves among the rows of a log, and what turned out of them.

use crate::analyze::{self, Diff, Replay, Troubles};
use crate::record::correct;
use crate::value::{Plain, Value};

use super::diff;
use super::explain::value;
use super::log::{Log, Operations, SignalKinds};
use super::moves;
use super::outcome::{File, Outcome, Status, clean};

/// Two policies over a log that is fed piece by piece, in constant memory.
#[derive(Debug)]
pub struct LogDiff {
    diff: Diff,
    log: Log,
    rows: Rows,
    source: String,
    for_programs: bool,
}

/// What becomes of rows.
#[derive(Debug)]
struct Rows {
    operations: Operations,
    replay: Replay,
    /// Rows that could not be read, and are not counted.
    unread: Troubles,
    /// Outcomes that could not be read; their rows are counted without.
    unclear: Troubles,
}

/// The files beside the log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'f> {
    /// What an app does for each label that the log's model predicts.
    pub operations: Option<&'f File>,
    /// What all rows share.
    pub health: Option<&'f File>,
}

impl LogDiff {
    /// The log is called `source` in messages.
    ///
    /// # Errors
    /// What is said of a policy that does not compile, or of a file beside the log that cannot be used.
    pub fn new(
        before: &File,
        after: &File,
        beside: Beside<'_>,
        source: &str,
        for_programs: bool,
    ) -> Result<Self, Outcome> {
        let (before, after) = diff::both(before, after, for_programs)?;
        let operations = beside.operations.map(|file| Operations::read(file, for_programs)).transpose()?;
        let health = beside.health.map(|file| value(file, for_programs)).transpose()?;
        let log = Log::new(SignalKinds::new(&[&before, &after]));
        let diff = analyze::diff(&before, &after);
        let rows = Rows {
            operations: operations.unwrap_or_default(),
            replay: Replay::new(before, after, health),
            unread: Troubles::default(),
            unclear: Troubles::default(),
        };
        Ok(Self { diff, log, rows, source: source.to_owned(), for_programs })
    }

    /// Decides what is complete with these bytes. Nothing is said before the end.
    pub fn feed(&mut self, bytes: &[u8]) -> Outcome {
        let Self { log, rows, .. } = self;
        log.feed(bytes, &mut |line, row| rows.take(line, row));
        Outcome::default()
    }

    /// Decides what is left, and tells what was found; nothing is counted after it.
    pub fn finish(&mut self) -> Outcome {
        let Self { log, rows, .. } = self;
        log.finish(&mut |line, row| rows.take(line, row));
        let mut outcome = if self.for_programs { self.data() } else { self.words() };
        if self.rows.unread.rows() > 0 {
            outcome.at_least(Status::Unusable);
        }
        outcome
    }

    fn data(&self) -> Outcome {
        let mut log = self.rows.replay.transitions().plain();
        if let (Value::Object(members), Some(columns)) = (&mut log, self.log.columns()) {
            let texts = |names: Vec<&str>| Value::List(names.into_iter().map(Value::from).collect());
            let (read, rest) = columns.names();
            members.push(("columns".to_owned(), texts(read)));
            members.push(("columns_not_read".to_owned(), texts(rest)));
        }
        if let Value::Object(members) = &mut log {
            members.push(("unclear_outcomes".to_owned(), self.rows.unclear.plain()));
            members.push(("unread".to_owned(), self.rows.unread.plain()));
        }
        let mut out = self.diff.plain();
        if let Value::Object(members) = &mut out {
            members.push(("log".to_owned(), log));
        }
        Outcome::json(&out, Status::Fine)
    }

    fn words(&self) -> Outcome {
        let mut outcome = Outcome::default();
        diff::tell(&mut outcome, &self.diff);
        outcome.say("");
        let source = clean(&self.source);
        moves::tell(&mut outcome, &source, self.log.columns(), self.rows.replay.transitions());
        let Rows { unread, unclear, .. } = &self.rows;
        moves::troubles(&mut outcome, &source, "with an outcome that cannot be read, counted without", unclear);
        moves::troubles(&mut outcome, &source, "that cannot be read, not counted", unread);
        outcome
    }
}

impl Rows {
    fn take(&mut self, line: u64, row: Result<Value, &'static str>) {
        let row = match row {
            Ok(row) => self.operations.complete(row),
            Err(reason) => return self.unread.add(line, reason),
        };
        let correct = correct(&row).unwrap_or_else(|reason| {
            self.unclear.add(line, reason);
            None
        });
        self.replay.add(line, row, correct);
    }
}

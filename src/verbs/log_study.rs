//! What changes between two policies, and what moves among the rows of a log, as data.

use crate::analyze::{self, Diff, Replay, Transitions, Troubles};
use crate::api;
use crate::error::{Given, Refused};
use crate::json;
use crate::log::read::{Reader, Row};
use crate::log::{Operations, Reason, Renames};
use crate::policy::Policy;
use crate::record::correct;
use crate::study::UNNAMED;
use crate::value::{Plain, Value, serialize_plain};

use super::log_rows::{Columns, SignalKinds, input};

/// Two policies over a log that is fed piece by piece, in constant memory.
#[derive(Debug)]
pub struct LogStudy {
    diff: Diff,
    reader: Reader,
    rows: Rows,
}

/// What becomes of rows.
#[derive(Debug)]
struct Rows {
    kinds: SignalKinds,
    /// Of a table, once its header was read.
    columns: Option<Columns>,
    renames: Renames,
    operations: Operations,
    /// What the model of rows that name none is called.
    model: Option<String>,
    /// Whether all rows so far are of a model that nobody names, and one of the policies asks for it.
    is_unnamed: bool,
    replay: Replay,
    /// Rows that could not be read, and are not counted.
    unread: Troubles,
    /// Outcomes that could not be read; their rows are counted without.
    unclear: Troubles,
}

impl LogStudy {
    /// For two policies; perhaps with the operations of what the log's model predicts (`{"operation": ["label", ...]}`),
    /// and the health that all rows share.
    ///
    /// # Errors
    /// What is wrong with the first of these that cannot be used.
    pub fn new(before: &str, after: &str, operations: Option<&str>, health: Option<&str>) -> Result<Self, Refused> {
        let [before, after] = api::compared(before, after)?;
        let operations = operations.map(Operations::read).transpose().map_err(Refused::of(Given::Operations))?;
        let health = health.map(json::parse_located).transpose().map_err(Refused::of(Given::Health))?;
        let diff = analyze::diff(&before, &after);
        let reads_models = |policy: &Policy| policy.model().reads_models();
        let rows = Rows {
            kinds: SignalKinds::new(&[&before, &after]),
            columns: None,
            renames: Renames::default(),
            operations: operations.unwrap_or_default(),
            model: None,
            is_unnamed: reads_models(&before) || reads_models(&after),
            replay: Replay::new(before, after, health),
            unread: Troubles::default(),
            unclear: Troubles::default(),
        };
        Ok(Self { diff, reader: Reader::default(), rows })
    }

    /// The same with fields that stand in columns of other names.
    #[must_use]
    pub(super) fn renamed(mut self, renames: Renames) -> Self {
        self.rows.renames = renames;
        self
    }

    /// The same where rows that name no model are of this one.
    #[must_use]
    pub fn named(mut self, model: Option<String>) -> Self {
        self.rows.model = model;
        self
    }

    /// Decides the rows that are complete with these bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let Self { reader, rows, .. } = self;
        reader.feed(bytes, &mut |line, row| rows.take(line, row));
    }

    /// Decides what is left; nothing is counted after it.
    pub fn finish(&mut self) {
        let Self { reader, rows, .. } = self;
        reader.finish(&mut |line, row| rows.take(line, row));
        if let (None, Some(header)) = (&rows.columns, reader.header()) {
            rows.columns = Some(Columns::new(header, &rows.kinds, &mut rows.renames));
        }
    }

    /// The columns that the log was said to have, and has not.
    pub(super) fn not_there(&self) -> Vec<String> {
        self.rows.renames.unseen()
    }

    pub(super) const fn diff(&self) -> &Diff {
        &self.diff
    }

    pub(super) const fn columns(&self) -> Option<&Columns> {
        self.rows.columns.as_ref()
    }

    pub(super) const fn transitions(&self) -> &Transitions {
        self.rows.replay.transitions()
    }

    /// What to look at before the counts are believed.
    pub(super) fn hint(&self) -> Option<&'static str> {
        (self.rows.is_unnamed && self.transitions().sum(|_, _| true).rows > 0).then_some(UNNAMED)
    }

    pub(super) const fn unread(&self) -> &Troubles {
        &self.rows.unread
    }

    pub(super) const fn unclear(&self) -> &Troubles {
        &self.rows.unclear
    }
}

serialize_plain!(LogStudy);

/// The diff, with what moves as its `log`.
impl Plain for LogStudy {
    fn plain(&self) -> Value {
        let mut log = self.transitions().plain();
        if let Value::Object(members) = &mut log {
            let texts = |names: Vec<&str>| Value::List(names.into_iter().map(Value::from).collect());
            let (read, rest) = self.columns().map(Columns::names).unzip();
            members.push(("columns".to_owned(), read.map_or(Value::Null, texts)));
            members.push(("columns_not_read".to_owned(), rest.map_or(Value::Null, texts)));
            members.push(("unclear_outcomes".to_owned(), self.unclear().plain()));
            members.push(("unread".to_owned(), self.unread().plain()));
        }
        let mut out = self.diff.plain();
        if let Value::Object(members) = &mut out {
            members.push(("log".to_owned(), log));
        }
        out
    }
}

impl Rows {
    fn take(&mut self, line: u64, row: Result<Row<'_>, Reason>) {
        let mut row = match row {
            Ok(row) => self.operations.complete(input(row, &mut self.columns, &self.kinds, &mut self.renames)),
            Err(reason) => return self.unread.add(line, reason.message()),
        };
        if !names_model(&row)
            && let (Some(model), Value::Object(members)) = (&self.model, &mut row)
        {
            members.retain(|(name, _)| name != "model");
            members.push(("model".to_owned(), Value::from(model.as_str())));
        }
        self.is_unnamed = self.is_unnamed && !names_model(&row);
        let correct = correct(&row).unwrap_or_else(|unclear| {
            self.unclear.add(line, unclear.message());
            None
        });
        self.replay.add(line, row, correct);
    }
}

/// Null and absent are the same.
fn names_model(row: &Value) -> bool {
    !matches!(row.get("model"), None | Some(Value::Null))
}

//! A log counted under one policy after the other, as fast as somebody drags a threshold.

use crate::analyze::{self, Count, Tally, merged};
use crate::decide::{Field, Workspace, code_of, decide};
use crate::policy::{Model, Policy};
use crate::value::{Fields, Plain, Value};

use super::ask::Ask;
use super::document::Compiled;
use super::refused::Refused;
use super::source::Source;

/// The rows of a log, sorted once for all policies that differ in their thresholds alone.
#[derive(Clone, Debug)]
pub struct Sweep {
    sorted: analyze::Sweep,
    /// Rows with a value that no column can hold, decided one by one.
    odd: Vec<usize>,
    /// What the log's model is called where the log does not say.
    model: Option<String>,
}

/// What the rows come to under one policy: for each operation, cell and action that occurs.
#[derive(Clone, Debug)]
pub struct Counts {
    policy: Policy,
    counts: Vec<Count>,
}

impl Sweep {
    /// Sorts the rows of a part of a log: `model`, every model where none is named, and `split`.
    ///
    /// # Errors
    /// For a policy that does not compile, and where there are no such rows.
    pub fn read(source: &Source, text: &str, ask: Ask<'_>) -> Result<Self, Refused> {
        source.is_usable()?;
        ask.only(&["model", "split"])?;
        let policy = Compiled::of_text(text)?.policy;
        let picked = ask.part()?.pick_any_model(&source.log)?;
        let model = picked.named_by_caller().map(str::to_owned);
        let columns = source.log.columns(&policy, source.beside(model.as_deref()));
        let (mut odd, mut rows) = (Vec::new(), Vec::new());
        for row in picked.rows {
            if columns.odd.binary_search(&row).is_ok() {
                odd.push(row);
            } else {
                rows.extend(u32::try_from(row).ok());
            }
        }
        let mut marks = Vec::new();
        for row in 0..source.log.rows() {
            marks.push(u16::try_from(code_of(columns.columns.value(Field::OPERATION, row))).unwrap_or(0));
        }
        let sorted = analyze::Sweep::new(&policy, columns.columns, rows, &marks, source.log.correct());
        Ok(Self { sorted, odd, model })
    }

    /// Counts them. What the log stands beside must be what it was.
    ///
    /// # Errors
    /// For a policy that does not compile, and `OTHER_CUTS` for one that tells inputs apart by more than its thresholds of
    /// confidence, otherwise than the first one did: it wants a sweep of its own.
    pub fn count(&self, source: &Source, text: &str) -> Result<Counts, Refused> {
        let policy = Compiled::of_text(text)?.policy;
        let mut counts = self.sorted.count(&policy).ok_or_else(other_cuts)?;
        let mut work = Workspace::new(&policy);
        for row in &self.odd {
            let verdict = decide(&policy, &source.facts(*row, &policy, self.model.as_deref()), &mut work);
            let mut tally = Tally::default();
            tally.add(source.log.correct().get(*row).copied().flatten());
            let mark = verdict.operation.unwrap_or(0);
            counts.push(Count { mark, cell: verdict.cell, action: verdict.action, tally });
        }
        Ok(Counts { counts: merged(counts), policy })
    }
}

pub(super) fn other_cuts() -> Refused {
    let message =
        "this policy asks for other things than confidence otherwise than the one that was sorted for: sort anew";
    Refused::because("OTHER_CUTS", message.to_owned())
}

impl Plain for Counts {
    fn plain(&self) -> Value {
        let model = self.policy.model();
        let mut all = Tally::default();
        for count in &self.counts {
            all.merge(count.tally);
        }
        let mut list = Vec::new();
        for count in &self.counts {
            let mut out = Fields::default();
            let operation = model.operation(count.mark.into());
            out.put_option("operation", operation.map(|operation| operation.name.as_str()));
            put_outcome(&mut out, model, count, all.rows);
            list.push(out.done());
        }
        Value::List(list)
    }
}

/// The cell, the action and how many rows there are.
pub(super) fn put_outcome(out: &mut Fields, model: &Model, count: &Count, all: u64) {
    let cell = count.cell.map(|(confidence, impact)| {
        let mut cell = Fields::default();
        cell.put_text("confidence", model.confidence.name(confidence.into()));
        cell.put_text("impact", model.impact.name(impact.into()));
        cell.done()
    });
    out.put("cell", cell.unwrap_or(Value::Null));
    out.put_text("action", count.action.name());
    count.tally.put_share(out, all);
}

//! A log counted under one policy after the other, as fast as somebody drags a threshold.

use crate::action::Action;
use crate::analyze::{self, Count, Tally, merged};
use crate::decide::{Field, Workspace, code_of, decide};
use crate::policy::Policy;
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
#[derive(Clone, Debug, PartialEq)]
pub struct Counts(Vec<(Outcome, Tally)>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
    operation: Option<String>,
    cell: Option<(String, String)>,
    action: Action,
}

impl Sweep {
    /// Sorts the rows of a part of a log: `model` and `split`.
    ///
    /// # Errors
    /// For a policy that does not compile, and where there are no such rows.
    pub fn read(source: &Source, text: &str, ask: Ask<'_>) -> Result<Self, Refused> {
        source.is_usable()?;
        ask.only(&["model", "split"])?;
        let policy = Compiled::of_text(text)?.policy;
        let picked = ask.part()?.pick(&source.log)?;
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
    /// `OTHER_CUTS` for a policy that tells inputs apart by more than its thresholds of confidence, otherwise than the first
    /// one did: it wants a sweep of its own.
    pub fn count(&self, source: &Source, text: &str) -> Result<Counts, Refused> {
        let policy = Compiled::of_text(text)?.policy;
        let Some(mut counts) = self.sorted.count(&policy) else {
            let message = "this policy asks for other things than confidence otherwise than the one that the log was sorted \
                           for: sort it anew";
            return Err(Refused::because("OTHER_CUTS", message.to_owned()));
        };
        let mut work = Workspace::new(&policy);
        for row in &self.odd {
            let verdict = decide(&policy, &source.facts(*row, &policy, self.model.as_deref()), &mut work);
            let mut tally = Tally::default();
            tally.add(source.log.correct().get(*row).copied().flatten());
            let mark = verdict.operation.unwrap_or(0);
            counts.push(Count { mark, cell: verdict.cell, action: verdict.action, tally });
        }
        let mut outcomes = Vec::new();
        for Count { mark, cell, action, tally } in merged(counts) {
            outcomes.push((Outcome::of(&policy, mark.into(), cell, action), tally));
        }
        Ok(Counts(outcomes))
    }
}

impl Outcome {
    fn of(policy: &Policy, operation: usize, cell: Option<(u8, u8)>, action: Action) -> Self {
        let model = policy.model();
        let named = |(confidence, impact): (u8, u8)| {
            let confidence = model.confidence.name(confidence.into()).to_owned();
            (confidence, model.impact.name(impact.into()).to_owned())
        };
        let operation = model.operation(operation).map(|operation| operation.name.clone());
        Self { operation, cell: cell.map(named), action }
    }
}

impl Plain for Counts {
    fn plain(&self) -> Value {
        let mut all = Tally::default();
        for (_, tally) in &self.0 {
            all.merge(*tally);
        }
        let mut outcomes = Vec::new();
        for (outcome, tally) in &self.0 {
            outcomes.push(outcome.plain(*tally, all.rows));
        }
        Value::List(outcomes)
    }
}

impl Outcome {
    fn plain(&self, tally: Tally, all: u64) -> Value {
        let mut out = Fields::default();
        out.put_option("operation", self.operation.as_deref());
        let mut cell = Fields::default();
        if let Some((confidence, impact)) = &self.cell {
            cell.put_text("confidence", confidence);
            cell.put_text("impact", impact);
        }
        out.put("cell", if self.cell.is_some() { cell.done() } else { Value::Null });
        out.put_text("action", self.action.name());
        tally.put_share(&mut out, all);
        out.done()
    }
}

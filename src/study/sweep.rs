//! A log counted under one policy after the other, as fast as somebody drags a threshold.

use crate::action::Action;
use crate::analyze::{self, Count, merged};
use crate::decide::{Field, Workspace, code_of, decide};
use crate::policy::Policy;
use crate::value::{Fields, Plain, Value};

use super::ask::Ask;
use super::document::Compiled;
use super::refused::Refused;
use super::shares::Turned;
use super::source::Source;

/// The rows of a log, sorted once for all policies that differ in their thresholds alone.
#[derive(Clone, Debug)]
pub struct Sweep {
    sorted: analyze::Sweep,
    /// Rows with a value that no column can hold, decided one by one.
    odd: Vec<usize>,
}

/// What the rows come to under one policy: for each operation, cell and action that occurs.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts(Vec<(Outcome, Turned)>);

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
        let columns = source.log.columns(&policy, source.beside());
        let is_odd = |row: &usize| columns.odd.binary_search(row).is_ok();
        let (odd, rows): (Vec<usize>, Vec<usize>) = picked.rows.into_iter().partition(is_odd);
        let rows = rows.into_iter().filter_map(|row| u32::try_from(row).ok()).collect();
        let code = |row: usize| u16::try_from(code_of(columns.columns.value(Field::OPERATION, row))).unwrap_or(0);
        let marks: Vec<u16> = (0..source.log.rows()).map(code).collect();
        let sorted = analyze::Sweep::new(&policy, columns.columns, rows, &marks, source.log.correct());
        Ok(Self { sorted, odd })
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
            let verdict = decide(&policy, &source.facts(*row, &policy), &mut work);
            let correct = source.log.correct().get(*row).copied().flatten();
            counts.push(Count {
                mark: verdict.operation.unwrap_or(0),
                cell: verdict.cell,
                action: verdict.action,
                rows: 1,
                right: u64::from(correct == Some(true)),
                wrong: u64::from(correct == Some(false)),
            });
        }
        let named = |count: Count| {
            let Count { mark, cell, action, rows, right, wrong } = count;
            (Outcome::of(&policy, mark.into(), cell, action), Turned { rows, right, wrong })
        };
        Ok(Counts(merged(counts).into_iter().map(named).collect()))
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
        let mut all = Turned::default();
        self.0.iter().for_each(|(_, turned)| all.add_all(*turned));
        Value::List(self.0.iter().map(|(outcome, turned)| outcome.plain(*turned, all.rows)).collect())
    }
}

impl Outcome {
    fn plain(&self, turned: Turned, all: u64) -> Value {
        let mut out = Fields::default();
        out.put_option("operation", self.operation.as_deref());
        let mut cell = Fields::default();
        if let Some((confidence, impact)) = &self.cell {
            cell.put_text("confidence", confidence);
            cell.put_text("impact", impact);
        }
        out.put("cell", if self.cell.is_some() { cell.done() } else { Value::Null });
        out.put_text("action", self.action.name());
        turned.put(&mut out, all);
        out.done()
    }
}

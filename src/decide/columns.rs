//! Many inputs at once, as columns. Each row becomes facts and is decided like any other input; most rows are in a
//! situation that was seen before.

use crate::action::Action;
use crate::condition::{Interval, Truth};
use crate::policy::Policy;

use super::facts::{Facts, Field, Problem};
use super::outcomes::Outcomes;
use super::steps::Workspace;

/// The values of one field for many inputs, and where to find out whether they are given.
#[derive(Clone, Debug)]
pub struct Column {
    /// The values.
    pub cells: Cells,
    /// For each row 0 where the value is absent; nothing where all are given (a NaN number is absent too).
    pub present: Option<Vec<u8>>,
}

/// Values of one kind.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Numbers, NaN for absent.
    Numbers(Vec<f64>),
    /// Codes of strings, or booleans as 0 and 1.
    Codes(Vec<u8>),
    /// Codes of operations where there are more than 255.
    WideCodes(Vec<u16>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Self::Numbers(cells) => cells.len(),
            Self::Codes(cells) => cells.len(),
            Self::WideCodes(cells) => cells.len(),
        }
    }
}

impl Column {
    /// The value of a row; NaN where it is absent.
    #[inline]
    fn get(&self, row: usize) -> f64 {
        if self.present.as_ref().is_some_and(|present| present.get(row).is_none_or(|present| *present == 0)) {
            return f64::NAN;
        }
        match &self.cells {
            Cells::Numbers(cells) => cells.get(row).copied(),
            Cells::Codes(cells) => cells.get(row).copied().map(f64::from),
            Cells::WideCodes(cells) => cells.get(row).copied().map(f64::from),
        }
        .unwrap_or(f64::NAN)
    }
}

/// Columns by field; what has no column is absent from every row.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    columns: Vec<(Field, Column)>,
}

impl Columns {
    /// Adds a column, replacing one that the field has already.
    pub fn insert(&mut self, field: Field, column: Column) {
        self.columns.retain(|(other, _)| *other != field);
        self.columns.push((field, column));
    }

    /// The column of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|(other, _)| *other == field).map(|(_, column)| column)
    }

    /// The column of a field, to fill in.
    pub fn get_mut(&mut self, field: Field) -> Option<&mut Column> {
        self.columns.iter_mut().find(|(other, _)| *other == field).map(|(_, column)| column)
    }

    /// How many rows every column has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.iter().map(|(_, column)| column.cells.len()).min().unwrap_or(0)
    }
}

/// Decides the first `out.len()` rows: the action's rank in the low three bits of each byte, the code's number in the
/// next three. A row that no column reaches is left as it is.
///
/// ```
/// use leeway::decide::{Cells, Column, Columns, Field, decide_columns};
/// let policy = leeway::api::compile(r#"{"leeway": 1, "name": "seed",
///     "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#).unwrap();
/// let mut columns = Columns::default();
/// let numbers = |cells: [f64; 2]| Column { cells: Cells::Numbers(cells.to_vec()), present: None };
/// columns.insert(Field::CONFIDENCE, numbers([0.9, 0.2]));
/// columns.insert(Field::IMPACT, numbers([0.1, 0.9]));
/// let mut out = [0; 2];
/// decide_columns(&policy, &columns, &mut out);
/// assert_eq!(out.map(|byte| leeway::Action::from_rank(byte & 7).name()), ["auto_apply", "escalate"]);
/// assert_eq!(out.map(|byte| leeway::Code::ALL[usize::from(byte >> 3)].name()), ["matrix", "matrix"]);
/// ```
pub fn decide_columns(policy: &Policy, columns: &Columns, out: &mut [u8]) {
    Outcomes::new(policy).decide_columns(policy, columns, out);
}

impl Outcomes {
    /// The same with what was seen before.
    pub fn decide_columns(&mut self, policy: &Policy, columns: &Columns, out: &mut [u8]) {
        let (mut facts, mut work) = (Facts::new(policy), Workspace::new(policy));
        for (row, out) in out.iter_mut().enumerate().take(columns.rows()) {
            columns.read_row(policy, row, &mut facts);
            let number = self.decide(policy, &facts, &mut work);
            *out = self.verdict(number).map_or(0, |verdict| verdict.action.rank() | ((verdict.code as u8) << 3));
        }
    }
}

impl Columns {
    /// Overwrites the facts of the fields that have a column.
    fn read_row(&self, policy: &Policy, row: usize, facts: &mut Facts) {
        if facts.troubled {
            facts.problems.fill(0);
            facts.troubled = false;
        }
        for (field, column) in &self.columns {
            let value = column.get(row);
            facts.set(*field, value);
            if values_of(policy, *field).contains(value) == Truth::False {
                facts.trouble(*field, Problem::NotListed);
            }
        }
    }
}

/// What a column may hold beyond what the steps look at: ranks of actions, codes of values.
fn values_of(policy: &Policy, field: Field) -> Interval {
    if field == Field::AT_MOST {
        return Interval::up_to(f64::from(Action::AutoApply.rank()));
    }
    let range = field.signal_index().and_then(|index| policy.plan.ranges.get(index));
    range.copied().unwrap_or(Interval::up_to(f64::INFINITY))
}

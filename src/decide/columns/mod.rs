//! Many inputs at once: the same steps as for one, but each step over a block of rows before the next, so that the
//! processor can take several rows with one instruction. Held to `decide` row by row by the property
//! `columns-agree-with-decide`.

mod block;

use super::facts::Field;
use crate::policy::Policy;
use block::{Block, ROWS};

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
    let rows = columns.rows().min(out.len());
    let mut block = Block::new(policy);
    let decided = out.get_mut(..rows).unwrap_or_default();
    for (first, out) in (0..).step_by(ROWS).zip(decided.chunks_mut(ROWS)) {
        block.decide(policy, columns, first, out);
    }
}

//! Columns of one kind of value.

use super::cell::{Cell, Either};
use super::texts::{Codes, Texts, place};

/// More different texts than this a column of further values does not tell apart: a signal lists 64.
pub const MOST_VALUES: usize = 16_384;
/// Nor does it keep texts that are longer, in bytes.
pub const LONGEST_VALUE: usize = 256;
/// What stands for them.
pub const OTHER_VALUE: &str = "\u{2026}";

/// A column of texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The different texts.
    pub texts: Texts,
    /// The code of each row's; 0 where it has none.
    pub codes: Codes,
}

impl Words {
    /// The text of a row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        self.texts.text(self.codes.get(row))
    }
}

/// A column of numbers and texts.
#[derive(Clone, Debug, Default)]
pub struct Mixed {
    /// NaN where there is none; ends with the last one.
    pub(super) numbers: Vec<f64>,
    pub(super) words: Words,
}

impl PartialEq for Mixed {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && same_numbers(&self.numbers, &other.numbers)
    }
}

impl Mixed {
    /// What stands in a row.
    #[must_use]
    pub fn get(&self, row: usize) -> Cell<'_> {
        if let Some(text) = self.words.get(row) {
            return Cell::Text(text);
        }
        let number = self.numbers.get(row).copied().filter(|number| !number.is_nan());
        number.map_or(Cell::Absent, Cell::Number)
    }

    /// The different texts.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.words.texts
    }

    /// Whether no row has anything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.words.codes.is_empty()
    }

    pub(super) fn set(&mut self, row: usize, value: Option<Either<'_>>) {
        let (number, code) = match value {
            None => (f64::NAN, 0),
            Some(Either::Number(number)) => (number, 0),
            Some(Either::Text(text)) => (f64::NAN, self.code(&text)),
        };
        set_number(&mut self.numbers, row, number);
        self.words.codes.set(row, code);
    }

    fn code(&mut self, text: &str) -> u32 {
        let texts = &mut self.words.texts;
        let is_kept = text.len() <= LONGEST_VALUE && (texts.len() < MOST_VALUES || texts.code(text) > 0);
        texts.add(if is_kept { text } else { OTHER_VALUE }).unwrap_or(0)
    }
}

/// A column whose name is the log's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    /// As the log has it; a member of `signals` as `signals.NAME`.
    pub name: String,
    /// Its cells.
    pub cells: Mixed,
}

/// Ranked labels, for the rows that have them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Alternatives {
    /// Where those of each row end in the lists; shorter than the log where the last rows have none.
    ends: Vec<u32>,
    labels: Vec<u32>,
    confidences: Vec<f64>,
}

impl Alternatives {
    pub(super) fn of(&self, row: usize) -> (&[u32], &[f64]) {
        let end_of =
            |row: usize| self.ends.get(row).or(self.ends.last()).copied().and_then(|end| usize::try_from(end).ok());
        let start = row.checked_sub(1).map_or(Some(0), end_of).unwrap_or(0);
        let range = start..end_of(row).unwrap_or(0);
        let labels = self.labels.get(range.clone()).unwrap_or_default();
        (labels, self.confidences.get(range).unwrap_or_default())
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Nothing if there are too many.
    pub(super) fn push(&mut self, row: usize, entries: &[(u32, f64)]) -> Option<()> {
        if entries.is_empty() {
            return Some(());
        }
        let before = u32::try_from(self.labels.len()).ok()?;
        let end = u32::try_from(self.labels.len().saturating_add(entries.len())).ok()?;
        for (label, confidence) in entries {
            self.labels.push(*label);
            self.confidences.push(*confidence);
        }
        place(&mut self.ends, row, before, end);
        Some(())
    }
}

/// Sets a number, NaN for all between it and the last.
pub(super) fn set_number(list: &mut Vec<f64>, row: usize, number: f64) {
    if !number.is_nan() || row < list.len() {
        place(list, row, f64::NAN, number);
    }
}

/// Bit by bit, so that NaN is NaN.
pub(super) fn same_numbers(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.to_bits() == other.to_bits())
}

//! What stands in a field of a row, and what it is read as.

use std::borrow::Cow;

use crate::policy::Kind;
use crate::value::{Value, number_text, read_number};

/// A field as a row has it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'r> {
    /// Of a table: text, whatever it means.
    Cell(&'r str),
    /// Of an object.
    Member(&'r Value),
}

impl<'r> Given<'r> {
    /// Nothing for an empty cell, an empty text and null: these count as absent.
    pub(super) fn here(self) -> Option<Self> {
        let is_absent = match self {
            Self::Cell(cell) => cell.is_empty(),
            Self::Member(Value::Null) => true,
            Self::Member(Value::Text(text)) => text.is_empty(),
            Self::Member(Value::Boolean(_) | Value::Number(_) | Value::List(_) | Value::Object(_)) => false,
        };
        (!is_absent).then_some(self)
    }

    /// A number, if it is one; NaN and infinite too.
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Self::Cell(cell) => read_number(cell.trim()),
            Self::Member(Value::Number(number)) => Some(*number),
            Self::Member(_) => None,
        }
    }

    /// True or false, if it is one of them, 1 or 0.
    pub(super) fn truth(self) -> Option<bool> {
        match self {
            Self::Cell(cell) => truth(cell),
            Self::Member(Value::Boolean(truth)) => Some(*truth),
            Self::Member(Value::Number(number)) => truth_of(*number),
            Self::Member(_) => None,
        }
    }

    /// What is no list and no object, as text.
    pub(super) fn text(self) -> Option<Cow<'r, str>> {
        match self {
            Self::Cell(cell) => Some(Cow::Borrowed(cell)),
            Self::Member(Value::Text(text)) => Some(Cow::Borrowed(text)),
            Self::Member(Value::Number(number)) => Some(Cow::Owned(number_text(*number))),
            Self::Member(Value::Boolean(truth)) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
            Self::Member(Value::Null | Value::List(_) | Value::Object(_)) => None,
        }
    }

    /// A finite number or a text, for a column that may hold either; nothing for lists and objects.
    pub(super) fn either(self) -> Option<Either<'r>> {
        match self {
            Self::Cell(cell) => Some(plain_number(cell).map_or(Either::Text(Cow::Borrowed(cell)), Either::Number)),
            Self::Member(Value::Number(number)) if number.is_finite() => Some(Either::Number(*number)),
            Self::Member(_) => self.text().map(Either::Text),
        }
    }
}

/// A finite number or a text.
#[derive(Clone, Debug)]
pub(super) enum Either<'r> {
    Number(f64),
    Text(Cow<'r, str>),
}

/// What a column that may hold numbers and texts has in one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'l> {
    /// Nothing.
    Absent,
    /// A finite number.
    Number(f64),
    /// A text.
    Text(&'l str),
}

impl Cell<'_> {
    /// As the value of a signal of this kind; null for nothing. What is not what the kind wants stays a text or a number, so
    /// that deciding it has a finding.
    #[must_use]
    pub fn value(self, kind: &Kind) -> Value {
        match (self, kind) {
            (Self::Absent, _) => Value::Null,
            (Self::Number(number), Kind::Number) => Value::Number(number),
            (Self::Number(number), Kind::Boolean) => truth_of(number).map_or(Value::Number(number), Value::Boolean),
            (Self::Number(number), Kind::Text(_)) => Value::Text(number_text(number)),
            (Self::Text(text), kind) => value_of_text(kind, text),
        }
    }
}

/// A text as the value of a signal.
pub(crate) fn value_of_text(kind: &Kind, text: &str) -> Value {
    match kind {
        Kind::Number => number_or_text(text),
        Kind::Boolean => truth(text).map_or_else(|| Value::from(text), Value::Boolean),
        Kind::Text(_) => Value::from(text),
    }
}

/// The number that a text stands for, or the text.
pub(crate) fn number_or_text(text: &str) -> Value {
    read_number(text.trim()).map_or_else(|| Value::from(text), Value::Number)
}

/// As programs write it: `true`, `True`, `1`.
fn truth(text: &str) -> Option<bool> {
    let word = text.trim();
    let is = |names: [&str; 2]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    if is(["true", "1"]) {
        return Some(true);
    }
    is(["false", "0"]).then_some(false)
}

fn truth_of(number: f64) -> Option<bool> {
    if number.total_cmp(&1.0).is_eq() {
        return Some(true);
    }
    number.abs().total_cmp(&0.0).is_eq().then_some(false)
}

/// A finite number as JSON writes them: not `007`, `+1` or `nan`, which are texts.
fn plain_number(cell: &str) -> Option<f64> {
    let text = cell.trim();
    let size = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let is_plain = match size {
        [b'0', b'0'..=b'9', ..] => false,
        [b'0'..=b'9', ..] => true,
        _ => false,
    };
    read_number(text).filter(|number| is_plain && number.is_finite())
}

//! The rows of a log as inputs of some policies, with their outcomes beside them.

use crate::log::read::{Header, Row};
use crate::log::{Renames, number_or_text, value_of_text};
use crate::policy::{Kind, Policy};
use crate::value::{Fields, Value};

/// The signals that any of some policies declares, with their kinds.
#[derive(Clone, Debug, Default)]
pub(super) struct SignalKinds(Vec<(String, Kind)>);

impl SignalKinds {
    /// Where two policies differ, the later counts.
    pub(super) fn new(policies: &[&Policy]) -> Self {
        let mut kinds: Vec<(String, Kind)> = Vec::new();
        for signal in policies.iter().rev().flat_map(|policy| &policy.model().signals) {
            if !kinds.iter().any(|(name, _)| *name == signal.name) {
                kinds.push((signal.name.clone(), signal.kind.clone()));
            }
        }
        Self(kinds)
    }

    fn of(&self, name: &str) -> Option<&Kind> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, kind)| kind)
    }
}

/// What the columns of a table are read as.
#[derive(Clone, Debug)]
pub(super) struct Columns(Vec<Column>);

#[derive(Clone, Debug)]
struct Column {
    /// As the header has it.
    name: String,
    /// What it holds.
    field: String,
    place: Place,
}

/// Where the cells of a column go.
#[derive(Clone, Debug)]
enum Place {
    Number,
    Text,
    /// A number, or else the name of a band.
    Impact,
    Truth,
    Signal(String, Kind),
    Nowhere,
}

impl Columns {
    pub(super) fn new(header: &Header, kinds: &SignalKinds, renames: &mut Renames) -> Self {
        let mut columns = Vec::new();
        for (name, is_first) in &header.names {
            let field = renames.field_of(name).filter(|field| *is_first && !field.is_empty()).unwrap_or_default();
            let place = Place::of(&field, kinds);
            columns.push(Column { name: name.clone(), field, place });
        }
        Self(columns)
    }

    /// The names of the columns that are read, and of those that are not.
    pub(super) fn names(&self) -> (Vec<&str>, Vec<&str>) {
        let (mut read, mut rest) = (Vec::new(), Vec::new());
        for column in &self.0 {
            let list = if matches!(column.place, Place::Nowhere) { &mut rest } else { &mut read };
            list.push(column.name.as_str());
        }
        (read, rest)
    }

    /// Cells as an input with its outcome beside it. Empty cells are absent; what is not what its column holds stays a
    /// string, so that deciding it has a finding, or its outcome cannot be read.
    fn row(&self, cells: &[&str]) -> Value {
        let mut row = Fields::default();
        let mut signals = Fields::default();
        let mut has_signals = false;
        for (Column { field, place, .. }, cell) in self.0.iter().zip(cells) {
            if cell.is_empty() {
                continue;
            }
            match place {
                Place::Number | Place::Impact => row.put(field, number_or_text(cell)),
                Place::Text => row.put_text(field, cell),
                Place::Truth => row.put(field, value_of_text(&Kind::Boolean, cell)),
                Place::Signal(signal, kind) => {
                    has_signals = true;
                    signals.put(signal, value_of_text(kind, cell));
                }
                Place::Nowhere => {}
            }
        }
        if has_signals {
            row.put("signals", signals.done());
        }
        row.done()
    }
}

/// A row as an input; the first of a table settles what its columns are read as.
pub(super) fn input(row: Row<'_>, columns: &mut Option<Columns>, kinds: &SignalKinds, renames: &mut Renames) -> Value {
    match row {
        Row::Object(Value::Object(members)) if !renames.is_empty() => {
            Value::Object(with_signals(renames.members_of(&members)))
        }
        Row::Object(row) => row,
        Row::Cells(header, cells) => columns.get_or_insert_with(|| Columns::new(header, kinds, renames)).row(cells),
    }
}

/// Members that hold a signal, `signals.NAME`, stand among the row's signals.
fn with_signals(members: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let (mut row, mut signals, mut named) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in members {
        match (name.strip_prefix("signals."), value) {
            (Some(signal), value) => named.push((signal.to_owned(), value)),
            (None, Value::Object(given)) if name == "signals" => signals = given,
            (None, value) => row.push((name, value)),
        }
    }
    signals.retain(|(name, _)| !named.iter().any(|(other, _)| other == name));
    signals.extend(named);
    if !signals.is_empty() {
        row.push(("signals".to_owned(), Value::Object(signals)));
    }
    row
}

impl Place {
    /// The fields of inputs and outcomes come before signals, which may also be written `signals.NAME`.
    fn of(name: &str, kinds: &SignalKinds) -> Self {
        match name {
            "confidence" | "second" => return Self::Number,
            "impact" => return Self::Impact,
            "correct" => return Self::Truth,
            "id" | "model" | "operation" | "predicted" | "at_most" | "outcome" | "label" => return Self::Text,
            _ => {}
        }
        let signal = name.strip_prefix("signals.").unwrap_or(name);
        kinds.of(signal).map_or(Self::Nowhere, |kind| Self::Signal(signal.to_owned(), kind.clone()))
    }
}

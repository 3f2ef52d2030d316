//! The columns of a table, and rows of cells as inputs.

use crate::policy::{Kind, Policy};
use crate::value::{Fields, Value};

/// The signals that any of some policies declares, with their kinds.
#[derive(Clone, Debug, Default)]
pub(in crate::verbs) struct SignalKinds(Vec<(String, Kind)>);

impl SignalKinds {
    /// Where two policies differ, the later counts.
    pub(in crate::verbs) fn new(policies: &[&Policy]) -> Self {
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
pub(in crate::verbs) struct Columns(Vec<Column>);

#[derive(Clone, Debug)]
struct Column {
    /// As the header has it.
    name: String,
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
    pub(super) fn new(header: &[&str], kinds: &SignalKinds) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for name in header {
            let name = name.trim();
            let is_second = columns.iter().any(|column| column.name == name);
            let place = if is_second { Place::Nowhere } else { Place::of(name, kinds) };
            columns.push(Column { name: name.to_owned(), place });
        }
        Self(columns)
    }

    /// The names of the columns that are read, and of those that are not.
    pub(in crate::verbs) fn names(&self) -> (Vec<&str>, Vec<&str>) {
        let (mut read, mut rest) = (Vec::new(), Vec::new());
        for column in &self.0 {
            let list = if matches!(column.place, Place::Nowhere) { &mut rest } else { &mut read };
            list.push(column.name.as_str());
        }
        (read, rest)
    }

    /// Cells as an input with its outcome beside it. Empty cells are absent; what is not what its column holds stays a
    /// string, so that deciding it has a finding, or its outcome cannot be read.
    pub(super) fn row(&self, cells: &[&str]) -> Result<Value, &'static str> {
        if cells.len() != self.0.len() {
            return Err("the row has another number of cells than the header");
        }
        let mut row = Fields::default();
        let mut signals = Fields::default();
        let mut has_signals = false;
        for (Column { name, place }, cell) in self.0.iter().zip(cells) {
            if cell.is_empty() {
                continue;
            }
            match place {
                Place::Number | Place::Impact => row.put(name, number(cell)),
                Place::Text => row.put_text(name, cell),
                Place::Truth => row.put(name, truth(cell)),
                Place::Signal(signal, kind) => {
                    has_signals = true;
                    signals.put(signal, signal_value(kind, cell));
                }
                Place::Nowhere => {}
            }
        }
        if has_signals {
            row.put("signals", signals.done());
        }
        Ok(row.done())
    }
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

fn signal_value(kind: &Kind, cell: &str) -> Value {
    match kind {
        Kind::Number => number(cell),
        Kind::Boolean => truth(cell),
        Kind::Text(_) => Value::from(cell),
    }
}

fn number(cell: &str) -> Value {
    cell.trim().parse().map_or_else(|_| Value::from(cell), Value::Number)
}

/// As programs write it: `true`, `True`, `1`.
fn truth(cell: &str) -> Value {
    let word = cell.trim();
    let is = |names: [&str; 2]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    match (is(["true", "1"]), is(["false", "0"])) {
        (true, _) => Value::Boolean(true),
        (false, true) => Value::Boolean(false),
        (false, false) => Value::from(cell),
    }
}

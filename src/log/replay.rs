//! The rows of a log as inputs of a policy: one by one as trees, or all of them as columns.

use crate::action::Action;
use crate::decide::{
    Cells, Column, Columns, Facts, Field, Remembered, Workspace, code_of, decide, decide_columns, read_facts,
};
use crate::math::real;
use crate::policy::{Kind, Policy, Signal};
use crate::value::{Fields, Value, in_order};

use super::cell::Cell;
use super::operations::Operations;
use super::rows::{Log, SignalColumn};
use super::texts::Codes;

/// For an impact that is no band: outside the range, so that it is a finding.
const NO_BAND: f64 = -1.0;

/// The code of what is none of a signal's values: above all of them.
const NOT_LISTED: f64 = 255.0;

/// What is beside a log when its rows are decided.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'b> {
    /// What the app does for each label, for rows that name no operation.
    pub operations: Option<&'b Operations>,
    /// The health that all rows share.
    pub health: Option<&'b Value>,
    /// What the model of rows is called that name none.
    pub model: Option<&'b str>,
}

/// The columns of a log that a policy reads. They serve every policy that declares the same operations, impact bands and
/// signals, whatever its thresholds.
#[derive(Clone, Debug)]
pub struct LogColumns {
    /// What most rows are decided by.
    pub columns: Columns,
    /// Rows with a value that no column can hold; they are decided as trees, each with a finding.
    pub odd: Vec<usize>,
}

impl Log {
    /// A row as the input of a policy, with the signals that the policy declares; null for a row that is not there.
    #[must_use]
    pub fn input(&self, row: usize, policy: &Policy, beside: Beside<'_>) -> Value {
        let Some(confidence) = self.confidence.get(row) else { return Value::Null };
        let mut input = Fields::default();
        let mut put_text = |name: &str, text: Option<&str>| {
            if let Some(text) = text {
                input.put_text(name, text);
            }
        };
        put_text("id", self.id.get(row));
        put_text("model", self.model.get(row).or(beside.model));
        put_text("operation", self.operation_of(row, beside.operations));
        put_text("at_most", self.at_most(row).map(Action::name));
        input.put("confidence", Value::Number(*confidence));
        if let Some(time) = self.time.get(row).filter(|time| !time.is_nan()) {
            input.put("now", Value::Number(*time));
        }
        if let Some(second) = self.second.get(row).filter(|second| !second.is_nan()) {
            input.put("second", Value::Number(*second));
        }
        match self.impact.get(row) {
            Cell::Absent => {}
            Cell::Number(number) => input.put("impact", Value::Number(number)),
            Cell::Text(name) => input.put_text("impact", name),
        }
        let (labels, confidences) = self.alternatives(row);
        if !labels.is_empty() {
            let mut alternatives = Vec::new();
            for (label, confidence) in labels.iter().zip(confidences) {
                let mut alternative = Fields::default();
                alternative.put_text("label", self.labels.text(*label).unwrap_or_default());
                alternative.put("confidence", Value::Number(*confidence));
                alternatives.push(alternative.done());
            }
            input.put("alternatives", Value::List(alternatives));
        }
        let mut signals = Fields::default();
        for Signal { name, kind, .. } in &policy.model().signals {
            let value = self.signal(name, row).value(kind);
            if value != Value::Null {
                signals.put(name, value);
            }
        }
        input.put("signals", signals.done());
        input.done()
    }

    /// The operation of a row: its own, else that of what was predicted.
    fn operation_of<'l>(&'l self, row: usize, operations: Option<&'l Operations>) -> Option<&'l str> {
        if let Some(operation) = self.operation.get(row) {
            return Some(operation);
        }
        let predicted = self.labels.text(self.predicted.get(row))?;
        Some(operations.map_or(predicted, |operations| operations.of(predicted)))
    }

    /// The columns that a policy reads.
    #[must_use]
    pub fn columns(&self, policy: &Policy, beside: Beside<'_>) -> LogColumns {
        let health = read_facts(policy, &Value::Object(Vec::new()), beside.health).0;
        if health.troubled {
            // A health with findings is a finding of every row.
            return LogColumns { columns: Columns::default(), odd: (0..self.rows).collect() };
        }
        let mut made = LogColumns { columns: Columns::default(), odd: Vec::new() };
        let columns = &mut made.columns;
        columns.insert(Field::CONFIDENCE, numbers(self.confidence.clone()));
        if let Some(second) = self.second() {
            columns.insert(Field::SECOND, numbers(second.to_vec()));
        }
        if !self.alternatives.is_empty() {
            let count = |row| real(u64::try_from(self.alternatives(row).0.len()).unwrap_or(u64::MAX));
            columns.insert(Field::ALTERNATIVES, numbers(self.for_each(count)));
        }
        if let Some(sets) = &policy.model().sets {
            let another = |row| sets.are_of_another(self.model.get(row).or(beside.model));
            let beyond = |row| sets.beyond(policy.model().options_max, &mut self.alternatives(row).1.iter().copied());
            let of_row = |row| if another(row) { f64::NEG_INFINITY } else { beyond(row).unwrap_or(f64::NAN) };
            columns.insert(Field::BEYOND, numbers(self.for_each(of_row)));
        }
        if !self.impact.is_empty() {
            columns.insert(Field::IMPACT, numbers(self.impacts(policy)));
        }
        if policy.model().has_operations() {
            columns.insert(Field::OPERATION, self.operation_codes(policy, beside.operations));
        }
        if let Some(time) = self.time().filter(|_| policy.model().evidence.is_some()) {
            columns.insert(Field::NOW, numbers(time.to_vec()));
        }
        if policy.model().reads_models() {
            columns.insert(Field::MODEL, self.model_codes(policy, beside.model));
        }
        self.insert_ceilings(columns, &health);
        for (index, signal) in policy.model().signals.iter().enumerate() {
            let column = self.signal_column(&signal.name);
            self.insert_signal(&mut made, Field::signal(index), &signal.kind, column, &health);
        }
        made.odd = in_order(made.odd);
        made
    }

    /// Decides every row: a byte for each, as [`decide_columns`] writes it. What `columns` holds must be of this log and fit
    /// the policy.
    #[must_use]
    pub fn decide(&self, policy: &Policy, columns: &LogColumns, beside: Beside<'_>) -> Vec<u8> {
        let mut out = vec![0; self.rows];
        decide_columns(policy, &columns.columns, &mut Remembered::new(policy), &mut out);
        let mut work = Workspace::new(policy);
        for row in &columns.odd {
            let input = self.input(*row, policy, beside);
            let verdict = decide(policy, &read_facts(policy, &input, beside.health).0, &mut work);
            if let Some(place) = out.get_mut(*row) {
                *place = verdict.action.rank() | ((verdict.code as u8) << 3);
            }
        }
        out
    }

    fn for_each(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        (0..self.rows).map(value).collect()
    }

    fn impacts(&self, policy: &Policy) -> Vec<f64> {
        let band = |name: &str| policy.model().impact.bands.iter().find(|band| band.name == name);
        self.for_each(|row| match self.impact.get(row) {
            Cell::Absent => f64::NAN,
            Cell::Number(number) => number,
            Cell::Text(name) => band(name).map_or(NO_BAND, |band| band.bound),
        })
    }

    fn operation_codes(&self, policy: &Policy, operations: Option<&Operations>) -> Column {
        let code_of = |name: &str| u16::try_from(policy.model().operation_code(name)).unwrap_or(0);
        let named: Vec<u16> = self.operation.texts.iter().map(code_of).collect();
        let of_label = |label: &str| code_of(operations.map_or(label, |operations| operations.of(label)));
        let predicted: Vec<u16> = self.labels.iter().map(of_label).collect();
        self.codes(|row| {
            by_code(&named, &self.operation.codes, row).or_else(|| by_code(&predicted, &self.predicted, row))
        })
    }

    fn model_codes(&self, policy: &Policy, beside: Option<&str>) -> Column {
        let code_of = |name: &str| u16::try_from(policy.model().model_code(name)).unwrap_or(0);
        let named: Vec<u16> = self.model.texts.iter().map(code_of).collect();
        let beside = beside.map(code_of);
        self.codes(|row| by_code(&named, &self.model.codes, row).or(beside))
    }

    /// A column of codes, as narrow as they allow; nothing is absent.
    fn codes(&self, code: impl Fn(usize) -> Option<u16>) -> Column {
        let (mut cells, mut present) = (Vec::with_capacity(self.rows), Vec::with_capacity(self.rows));
        for row in 0..self.rows {
            let code = code(row);
            cells.push(code.unwrap_or(0));
            present.push(u8::from(code.is_some()));
        }
        let present = present.contains(&0).then_some(present);
        match cells.iter().map(|code| u8::try_from(*code)).collect() {
            Ok(narrow) => Column { cells: Cells::Codes(narrow), present },
            Err(_) => Column { cells: Cells::WideCodes(cells), present },
        }
    }

    /// The lower of a row's and the health's.
    fn insert_ceilings(&self, columns: &mut Columns, health: &Facts) {
        let of_health = health.get(Field::HEALTH_AT_MOST);
        if self.at_most.is_empty() && of_health.is_nan() {
            return;
        }
        let of_row = |row| self.at_most(row).map_or(f64::NAN, |action| f64::from(action.rank()));
        columns.insert(Field::AT_MOST, numbers(self.for_each(|row| of_row(row).min(of_health))));
    }

    fn insert_signal(
        &self,
        made: &mut LogColumns,
        field: Field,
        kind: &Kind,
        column: Option<SignalColumn<'_>>,
        health: &Facts,
    ) {
        let absent = health.get(field);
        if column.is_none() && absent.is_nan() {
            return;
        }
        let code = |cell: Cell<'_>| kind.code(&cell.value(kind));
        let texts = match column {
            Some(SignalColumn::Mixed(cells)) => Some((cells.texts(), &cells.words.codes)),
            Some(SignalColumn::Words(words)) => Some((&words.texts, &words.codes)),
            Some(SignalColumn::Numbers(_)) | None => None,
        };
        let by_text: Vec<Option<f64>> =
            texts.map(|(texts, _)| texts.iter().map(|text| code(Cell::Text(text))).collect()).unwrap_or_default();
        let mut cells = Vec::with_capacity(self.rows);
        for row in 0..self.rows {
            let known = match texts.and_then(|(_, codes)| by_code(&by_text, codes, row)) {
                Some(code) => Some(code),
                None => match column.map_or(Cell::Absent, |column| column.get(row)) {
                    Cell::Absent => Some(Some(absent)),
                    number @ (Cell::Number(_) | Cell::Text(_)) => Some(code(number)),
                },
            };
            cells.push(known.flatten().unwrap_or_else(|| {
                if matches!(kind, Kind::Number) {
                    made.odd.push(row);
                }
                NOT_LISTED
            }));
        }
        let column = if matches!(kind, Kind::Number) { numbers(cells) } else { codes(&cells) };
        made.columns.insert(field, column);
    }
}

/// What stands in a list for the code of a row; nothing for a row that has none.
fn by_code<T: Copy>(list: &[T], codes: &Codes, row: usize) -> Option<T> {
    let index = codes.get(row).checked_sub(1)?;
    list.get(usize::try_from(index).ok()?).copied()
}

/// Codes, which are quicker than numbers; a signal lists few values.
fn codes(cells: &[f64]) -> Column {
    let (mut small, mut present) = (Vec::with_capacity(cells.len()), Vec::with_capacity(cells.len()));
    for cell in cells {
        small.push(u8::try_from(code_of(*cell)).unwrap_or(u8::MAX));
        present.push(u8::from(!cell.is_nan()));
    }
    let present = present.contains(&0).then_some(present);
    Column { cells: Cells::Codes(small), present }
}

fn numbers(cells: Vec<f64>) -> Column {
    Column { cells: Cells::Numbers(cells), present: None }
}

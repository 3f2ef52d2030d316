//! The rows of a log, in columns.

use crate::action::Action;
use crate::record::LabelSource;
use crate::value::sort_by;

use super::cell::Cell;
use super::column::{Alternatives, Extra, Mixed, Words, same_numbers};
use super::reason::{Counted, Counts};
use super::texts::{Codes, Texts};

/// A log that was read. Every row has a confidence in [0, 1]; all else may be absent. A row takes a few tens of bytes besides
/// its texts, each of which is kept once.
///
/// ```
/// let mut reading = leeway::log::Reading::default();
/// reading.feed(b"id,confidence,predicted,label,locale\na,0.9,spam,spam,en\nb,0.6,ham,spam,\nc,?,ham,ham,en\n");
/// let log = reading.finish();
/// assert_eq!(log.confidence(), [0.9, 0.6]);
/// assert_eq!(log.correct(), [Some(true), Some(false)]);
/// assert_eq!(log.counts()[0].lines, [4]);
/// assert_eq!(log.extra("locale").unwrap().get(0), leeway::log::Cell::Text("en"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Of the bytes as they were fed.
    pub(super) sha256: String,
    pub(super) rows: usize,
    pub(super) id: Words,
    pub(super) split: Words,
    pub(super) segment: Words,
    pub(super) model: Words,
    pub(super) operation: Words,
    pub(super) unit: Words,
    pub(super) labels: Texts,
    pub(super) predicted: Codes,
    pub(super) label: Codes,
    pub(super) time: Vec<f64>,
    pub(super) confidence: Vec<f64>,
    pub(super) second: Vec<f64>,
    pub(super) propensity: Vec<f64>,
    pub(super) impact: Mixed,
    /// The rank of each ceiling and 1; 0 for none.
    pub(super) at_most: Codes,
    pub(super) correct: Vec<Option<bool>>,
    pub(super) source: Vec<Option<LabelSource>>,
    pub(super) alternatives: Alternatives,
    pub(super) extras: Vec<Extra>,
    pub(super) left_out: Vec<String>,
    /// Names that the log has: those of a table, or of the first row.
    pub(super) columns: Vec<String>,
    pub(super) twice: Vec<String>,
    /// Columns that it was said to have, and has not.
    pub(super) not_there: Vec<String>,
    pub(super) counts: Counts,
}

/// Equal rows in equal columns, and the same trouble; the bytes that they were read from may differ.
impl PartialEq for Log {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
            && same_numbers(&self.time, &other.time)
            && same_numbers(&self.confidence, &other.confidence)
            && same_numbers(&self.second, &other.second)
            && same_numbers(&self.propensity, &other.propensity)
            && (&self.id, &self.split, &self.segment) == (&other.id, &other.split, &other.segment)
            && (&self.model, &self.operation, &self.unit) == (&other.model, &other.operation, &other.unit)
            && (&self.labels, &self.predicted, &self.label) == (&other.labels, &other.predicted, &other.label)
            && (&self.impact, &self.at_most, &self.correct) == (&other.impact, &other.at_most, &other.correct)
            && (&self.source, &self.alternatives) == (&other.source, &other.alternatives)
            && (&self.extras, &self.left_out, &self.counts) == (&other.extras, &other.left_out, &other.counts)
    }
}

impl Log {
    /// How many rows there are.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// SHA-256 of the bytes that were fed, in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What was wrong with rows, most rows first: most of these rows are not in the log, the others without what was wrong.
    #[must_use]
    pub fn counts(&self) -> Vec<&Counted> {
        let mut counts: Vec<&Counted> = self.counts.list().iter().collect();
        sort_by(&mut counts, &|one, other| other.rows.cmp(&one.rows).then(one.reason.cmp(&other.reason)));
        counts
    }

    /// How many rows are not in the log.
    #[must_use]
    pub fn rejected(&self) -> u64 {
        let counts = self.counts.list().iter().filter(|counted| !counted.reason.is_kept());
        counts.fold(0, |sum, counted| sum.saturating_add(counted.rows))
    }

    /// Ids; under each model they occur once.
    #[must_use]
    pub const fn id(&self) -> &Words {
        &self.id
    }

    /// What a row is for: `cal`, `test` or whatever the log says.
    #[must_use]
    pub const fn split(&self) -> &Words {
        &self.split
    }

    /// The segment that the log names, which is not that of a policy.
    #[must_use]
    pub const fn segment(&self) -> &Words {
        &self.segment
    }

    /// The model that predicted.
    #[must_use]
    pub const fn model(&self) -> &Words {
        &self.model
    }

    /// The operation, where the log has one.
    #[must_use]
    pub const fn operation(&self) -> &Words {
        &self.operation
    }

    /// What rows belong together, such as a person.
    #[must_use]
    pub const fn unit(&self) -> &Words {
        &self.unit
    }

    /// The different labels: of predictions, of truths and of alternatives.
    #[must_use]
    pub const fn labels(&self) -> &Texts {
        &self.labels
    }

    /// The labels that were predicted, as codes of [`Log::labels`].
    #[must_use]
    pub const fn predicted(&self) -> &Codes {
        &self.predicted
    }

    /// The true labels, as codes of [`Log::labels`].
    #[must_use]
    pub const fn label(&self) -> &Codes {
        &self.label
    }

    /// Times, in the log's own unit; NaN where there is none. Nothing if no row has one.
    #[must_use]
    pub fn time(&self) -> Option<&[f64]> {
        whole(&self.time, self.rows)
    }

    /// Confidences, in [0, 1], one for each row.
    #[must_use]
    pub fn confidence(&self) -> &[f64] {
        &self.confidence
    }

    /// Confidences of the runners-up, in [0, 1] and at most the confidence; NaN where there is none. Nothing if no row has one.
    #[must_use]
    pub fn second(&self) -> Option<&[f64]> {
        whole(&self.second, self.rows)
    }

    /// The share of rows like this one that are labelled, above 0 and up to 1; NaN where there is none. Nothing if no row has
    /// one.
    #[must_use]
    pub fn propensity(&self) -> Option<&[f64]> {
        whole(&self.propensity, self.rows)
    }

    /// Impacts: numbers in [0, 1], or names of bands.
    #[must_use]
    pub const fn impact(&self) -> &Mixed {
        &self.impact
    }

    /// The ceiling of a row.
    #[must_use]
    pub fn at_most(&self, row: usize) -> Option<Action> {
        let code = self.at_most.get(row).checked_sub(1)?;
        u8::try_from(code).ok().map(Action::from_rank)
    }

    /// Whether each row's prediction turned out right, by [`crate::record::correct`]; nothing where that is not known.
    #[must_use]
    pub fn correct(&self) -> &[Option<bool>] {
        &self.correct
    }

    /// Where a row's label is from; nothing if that is unknown.
    #[must_use]
    pub fn label_source(&self, row: usize) -> Option<LabelSource> {
        self.source.get(row).copied().flatten()
    }

    /// Whether any row says where its label is from.
    #[must_use]
    pub const fn has_sources(&self) -> bool {
        !self.source.is_empty()
    }

    /// The alternatives of a row, the prediction first: codes of [`Log::labels`], and confidences in descending order. Empty
    /// where there are none.
    #[must_use]
    pub fn alternatives(&self, row: usize) -> (&[u32], &[f64]) {
        self.alternatives.of(row)
    }

    /// The columns whose names are the log's own, in the order in which they were first met.
    #[must_use]
    pub fn extras(&self) -> &[Extra] {
        &self.extras
    }

    /// The column of that name, as the log has it.
    #[must_use]
    pub fn extra(&self, name: &str) -> Option<&Mixed> {
        self.extras.iter().find(|extra| extra.name == name).map(|extra| &extra.cells)
    }

    /// Names of columns that are not kept because there are too many; not all of them if there are very many.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The names of a table's columns, or of the members of the first row that is an object, as the log has them.
    #[must_use]
    pub fn columns_named(&self) -> &[String] {
        &self.columns
    }

    /// The names that stand in a table's header again: of columns of one name the first is read.
    #[must_use]
    pub fn columns_twice(&self) -> &[String] {
        &self.twice
    }

    /// The columns that were named for a field ([`super::Renames`]) and are not there.
    #[must_use]
    pub fn not_there(&self) -> &[String] {
        &self.not_there
    }

    /// What a row has of a signal: the member of its `signals`, else the column of that name, unless an input has a field of
    /// that name.
    #[must_use]
    pub fn signal(&self, name: &str, row: usize) -> Cell<'_> {
        self.signal_column(name).map_or(Cell::Absent, |column| column.get(row))
    }

    /// Whether the log has a column for a signal.
    #[must_use]
    pub fn has_signal(&self, name: &str) -> bool {
        self.signal_column(name).is_some()
    }

    pub(super) fn signal_column(&self, name: &str) -> Option<SignalColumn<'_>> {
        let member = |extra: &&Extra| extra.name.strip_prefix("signals.") == Some(name);
        if let Some(extra) = self.extras.iter().find(member) {
            return Some(SignalColumn::Mixed(&extra.cells));
        }
        let column = match name {
            "t" => SignalColumn::Numbers(&self.time),
            "propensity" => SignalColumn::Numbers(&self.propensity),
            "split" => SignalColumn::Words(&self.split),
            "segment" => SignalColumn::Words(&self.segment),
            "unit" => SignalColumn::Words(&self.unit),
            _ => return self.extra(name).map(SignalColumn::Mixed),
        };
        Some(column)
    }
}

/// A column that signals are read from.
#[derive(Clone, Copy)]
pub(super) enum SignalColumn<'l> {
    Mixed(&'l Mixed),
    Words(&'l Words),
    Numbers(&'l [f64]),
}

impl<'l> SignalColumn<'l> {
    pub(super) fn get(self, row: usize) -> Cell<'l> {
        match self {
            Self::Mixed(cells) => cells.get(row),
            Self::Words(words) => words.get(row).map_or(Cell::Absent, Cell::Text),
            Self::Numbers(numbers) => {
                let number = numbers.get(row).copied().filter(|number| !number.is_nan());
                number.map_or(Cell::Absent, Cell::Number)
            }
        }
    }
}

/// Nothing where there is nothing.
fn whole(numbers: &[f64], rows: usize) -> Option<&[f64]> {
    (!numbers.is_empty()).then_some(numbers.get(..rows)).flatten()
}

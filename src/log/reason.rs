//! Why rows are not used, or not whole, counted by reason with a few lines as examples.

use crate::math::real;
use crate::record::Unclear;
use crate::value::{Fields, Plain, Value, serialize_plain};

/// How many lines are kept as examples of a reason.
pub const MOST_EXAMPLES: usize = 5;

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The log begins as UTF-16 does.
    Utf16,
    /// The log has bytes that no text has.
    NoTextFile,
    /// The log is one JSON list.
    OneList,
    /// The header has one name, with semicolons in it.
    Semicolons,
    /// The same with tabs.
    Tabs,
    /// The same with vertical bars.
    Bars,
    /// The header has numbers for names.
    Unnamed,
    /// It has more bytes than a row may have.
    TooLong,
    /// It is not UTF-8.
    NotUtf8,
    /// The line is not an object.
    NoObject,
    /// The line is not JSON, or has a key twice.
    NoJson,
    /// It has another number of cells than the header.
    OtherCells,
    /// The log has as many rows, or as much text, as it may have.
    Full,
    /// There is no confidence, and no alternatives to take it from.
    NoConfidence,
    /// The confidence is not a number.
    ConfidenceKind,
    /// The confidence is NaN.
    ConfidenceNan,
    /// The confidence is outside [0, 1].
    ConfidenceRange,
    /// `second` is not a number in [0, 1].
    Second,
    /// `second` is above the confidence.
    SecondAbove,
    /// The alternatives are not a list of labels with a confidence in [0, 1].
    Alternatives,
    /// The alternatives do not descend.
    AlternativesOrder,
    /// The impact is neither a number in [0, 1] nor a name.
    Impact,
    /// `at_most` is no action.
    AtMost,
    /// A field that holds text is a list or an object.
    NoText,
    /// `signals` is not an object.
    Signals,
    /// `correct` cannot be read.
    Correct,
    /// `outcome` cannot be read.
    Outcome,
    /// The id was seen before for this model, with the same prediction.
    Again,
    /// The id was seen before for this model, with another prediction.
    AgainOther,
    /// The id was seen before for this model, with another outcome: neither counts.
    AgainContradicted,
    /// Kept without its time: `t` is not a finite number.
    Time,
    /// Kept without its propensity: it is not a number above 0 and up to 1.
    Propensity,
    /// Kept as of unknown source: `label_source` is none of the four.
    LabelSource,
}

impl Reason {
    /// All of them, those of rows that are kept last.
    pub const ALL: [Self; 33] = [
        Self::Utf16,
        Self::NoTextFile,
        Self::OneList,
        Self::Semicolons,
        Self::Tabs,
        Self::Bars,
        Self::Unnamed,
        Self::TooLong,
        Self::NotUtf8,
        Self::NoObject,
        Self::NoJson,
        Self::OtherCells,
        Self::Full,
        Self::NoConfidence,
        Self::ConfidenceKind,
        Self::ConfidenceNan,
        Self::ConfidenceRange,
        Self::Second,
        Self::SecondAbove,
        Self::Alternatives,
        Self::AlternativesOrder,
        Self::Impact,
        Self::AtMost,
        Self::NoText,
        Self::Signals,
        Self::Correct,
        Self::Outcome,
        Self::Again,
        Self::AgainOther,
        Self::AgainContradicted,
        Self::Time,
        Self::Propensity,
        Self::LabelSource,
    ];

    /// Whether rows are kept all the same, without what cannot be read.
    #[must_use]
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Time | Self::Propensity | Self::LabelSource)
    }

    /// Whether nothing of the log can be read, whatever the row.
    #[must_use]
    pub const fn is_of_log(self) -> bool {
        matches!(
            self,
            Self::Utf16 | Self::NoTextFile | Self::OneList | Self::Semicolons | Self::Tabs | Self::Bars | Self::Unnamed
        )
    }

    /// What is wrong, in words.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Utf16 => "the log is UTF-16: save it as UTF-8",
            Self::NoTextFile => {
                "the log is no text in UTF-8: it may be UTF-16, a spreadsheet or an archive; save it as CSV in UTF-8"
            }
            Self::OneList => "the log is one JSON list: write one object on each line",
            Self::Semicolons => {
                "the columns look separated by `;`: separate them by commas, and write numbers with a point"
            }
            Self::Tabs => "the columns look separated by tabs: separate them by commas",
            Self::Bars => "the columns look separated by `|`: separate them by commas",
            Self::Unnamed => "the first row holds numbers: it should name the columns",
            Self::TooLong => "the row has more than 262144 bytes",
            Self::NotUtf8 => "the row is not UTF-8: save the log as UTF-8, not as Latin-1 or Windows-1252",
            Self::NoObject => "the line is not an object",
            Self::NoJson => "the line is not JSON, or has a key twice",
            Self::OtherCells => "the row has another number of cells than the header",
            Self::Full => "the log has as many rows, or as much text, as it may have",
            Self::NoConfidence => "there is no `confidence`",
            Self::ConfidenceKind => "`confidence` is not a number",
            Self::ConfidenceNan => "`confidence` is NaN",
            Self::ConfidenceRange => "`confidence` is outside 0 to 1 (95% is 0.95)",
            Self::Second => "`second` is not a number from 0 to 1",
            Self::SecondAbove => "`second` is above `confidence`",
            Self::Alternatives => "`alternatives` is not a list of labels, each with a confidence from 0 to 1",
            Self::AlternativesOrder => "`alternatives` are not in descending order of their confidence",
            Self::Impact => "`impact` is neither a number from 0 to 1 nor the name of a band",
            Self::AtMost => "`at_most` is no action",
            Self::NoText => "a field that holds text is a list or an object",
            Self::Signals => "`signals` is not an object",
            Self::Correct => Unclear::Correct.message(),
            Self::Outcome => Unclear::Outcome.message(),
            Self::Again => "`id` was there before for this model, with the same prediction",
            Self::AgainOther => "`id` was there before for this model, with another prediction",
            Self::AgainContradicted => "`id` was there before for this model, with another outcome; neither counts",
            Self::Time => "`t` is not a finite number; kept without it",
            Self::Propensity => "`propensity` is not above 0 and up to 1; kept without it",
            Self::LabelSource => {
                "`label_source` is none of `complete`, `audit_blind`, `review` and `implicit`; kept as unknown"
            }
        }
    }
}

/// A reason and the rows that it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is wrong.
    pub reason: Reason,
    /// How many rows.
    pub rows: u64,
    /// The lines that the first of them begin on, from 1; at most [`MOST_EXAMPLES`].
    pub lines: Vec<u64>,
}

/// Reasons in the order in which they were first met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts(Vec<Counted>);

impl Counts {
    pub(super) fn add(&mut self, line: u64, reason: Reason) {
        let place = self.0.iter().position(|counted| counted.reason == reason);
        let place = place.unwrap_or(self.0.len());
        if place == self.0.len() {
            self.0.push(Counted { reason, rows: 0, lines: Vec::new() });
        }
        let Some(counted) = self.0.get_mut(place) else { return };
        counted.rows = counted.rows.saturating_add(1);
        if counted.lines.len() < MOST_EXAMPLES {
            counted.lines.push(line);
        }
    }

    pub(super) fn list(&self) -> &[Counted] {
        &self.0
    }
}

serialize_plain!(Counted);

impl Plain for Counted {
    fn plain(&self) -> Value {
        let mut lines = Vec::new();
        for line in &self.lines {
            lines.push(Value::Number(real(*line)));
        }
        let mut out = Fields::default();
        out.put_text("reason", self.reason.message());
        out.put("kept", Value::Boolean(self.reason.is_kept()));
        out.put_number("rows", Some(real(self.rows)));
        out.put("lines", Value::List(lines));
        out.done()
    }
}

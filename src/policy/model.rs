//! A document whose structure is sound: names are looked up, numbers are in range, defaults are filled in.

use std::ops::Range;

use crate::action::Action;
use crate::calibrate::{Map, Method};
use crate::condition::{Condition, Interval};
use crate::value::Value;

/// The id of the rule that `evidence` brings; no other may have it.
pub const EVIDENCE_STALE: &str = "evidence-stale";
/// The most signals a policy may declare.
pub const MAX_SIGNALS: usize = 64;
/// The most operations it may list.
pub const MAX_OPERATIONS: usize = 256;
/// The most rules and raises together.
pub const MAX_RULES: usize = 256;
/// The most segments.
pub const MAX_SEGMENTS: usize = 256;
/// The most models that it may calibrate, `*` among them, and the most that it may have evidence for.
pub const MAX_MODELS: usize = 64;

/// A policy document, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The policy's name.
    pub name: String,
    /// How the confidence of listed models is calibrated, by name, without `*`.
    pub calibration: Vec<Calibration>,
    /// How that of a model is calibrated that is named and not listed.
    pub any_calibration: Option<Calibration>,
    /// What justifies its thresholds, where anything is to.
    pub evidence: Option<Evidence>,
    /// The models that it knows by name: those that it calibrates, by name, then others that it has evidence for.
    pub models: Vec<String>,
    /// Confidence bands; of calibrated confidence where models are calibrated.
    pub confidence: Axis,
    /// Impact bands.
    pub impact: Axis,
    /// The base action of each cell, a row per confidence band. INVARIANT(matrix-total): bands x bands entries.
    pub matrix: Vec<Action>,
    /// Declared signals, by name.
    pub signals: Vec<Signal>,
    /// Listed operations, by name, without `*`.
    pub operations: Vec<Operation>,
    /// What holds for operations that are not listed.
    pub any_operation: Option<Operation>,
    /// Segments, in order of precedence.
    pub segments: Vec<Segment>,
    /// Degradation rules.
    pub rules: Vec<Rule>,
    /// When an action cannot be had.
    pub unavailable: Vec<Unavailable>,
    /// What must hold for every input.
    pub require: Vec<Require>,
    /// The base action of an input with findings.
    pub invalid: Action,
    /// Whether an absent confidence counts as 0.
    pub without_confidence: bool,
    /// The most options to show.
    pub options_max: usize,
    /// Which of them hold the answer as surely as was asked, where that was fitted.
    pub sets: Option<OptionSets>,
    /// Which items are audited; nothing where none is.
    pub audit: Option<Audits>,
    /// How long a review may wait, and what then.
    pub review: Option<Review>,
    /// Tests of the document.
    pub tests: Vec<Test>,
}

impl Model {
    /// The action of a cell; `block` for one that does not exist.
    #[inline]
    #[must_use]
    pub fn base(&self, confidence: usize, impact: usize) -> Action {
        self.matrix.get(self.cell_index(confidence, impact)).copied().unwrap_or(Action::Block)
    }

    /// The place of a cell in the matrix.
    #[inline]
    pub(crate) fn cell_index(&self, confidence: usize, impact: usize) -> usize {
        confidence.saturating_mul(self.impact.bands.len()).saturating_add(impact)
    }

    /// Whether operations are declared, so that an input must name one.
    #[must_use]
    pub fn has_operations(&self) -> bool {
        !self.operations.is_empty() || self.any_operation.is_some()
    }

    /// Whether confidence is calibrated, so that an input must name its model.
    #[must_use]
    pub const fn is_calibrated(&self) -> bool {
        !self.calibration.is_empty() || self.any_calibration.is_some()
    }

    /// Whether it matters which model an input is of.
    #[must_use]
    pub const fn reads_models(&self) -> bool {
        self.is_calibrated() || self.evidence.is_some()
    }

    /// Whether a condition reads a signal of a monitor.
    #[must_use]
    pub fn reads_monitor(&self, condition: &Condition) -> bool {
        let mut reads = false;
        condition.tests(&mut |slot, _| {
            let signal = slot.signal_index().and_then(|index| self.signals.get(index));
            reads |= signal.is_some_and(|signal| signal.is_monitored);
        });
        reads
    }

    /// What calibrates the model of a code: 0 is any that is not listed, from 1 on they are in the order of `models`.
    #[must_use]
    pub fn calibration(&self, code: usize) -> Option<&Calibration> {
        let own = code.checked_sub(1).and_then(|index| self.calibration.get(index));
        own.or_else(|| self.any_calibration.as_ref().filter(|_| code <= self.models.len()))
    }

    /// The fit of the model of a code.
    #[must_use]
    pub fn fit(&self, code: usize) -> Option<&Fit> {
        let name = self.models.get(code.checked_sub(1)?)?;
        self.evidence.as_ref()?.fits.iter().find(|fit| fit.model == *name)
    }

    /// A name for a model of a code, to write into an input; for 0, and any that does not exist, one that is not listed.
    #[must_use]
    pub fn model_name(&self, code: usize) -> String {
        let known = code.checked_sub(1).and_then(|index| self.models.get(index)).cloned();
        known.unwrap_or_else(|| another(&|name| self.model_code(name)))
    }

    /// The code of a model's name; 0 when it is not listed.
    #[must_use]
    pub fn model_code(&self, name: &str) -> usize {
        self.models.iter().position(|model| model == name).map_or(0, |index| index.saturating_add(1))
    }

    /// The lowest band of confidence that the matrix makes automatic at an impact, if any is.
    #[must_use]
    pub fn first_automatic(&self, impact: usize) -> Option<usize> {
        (0..self.confidence.bands.len()).find(|band| self.base(*band, impact) == Action::AutoApply)
    }

    /// The family that the names in a fit stand for.
    #[must_use]
    pub fn family(&self, names: &Value) -> Option<Family> {
        let name = |field: &str| names.get(field).and_then(Value::as_text);
        let mut family = Family { segment: None, operation: None, band: self.confidence.position(name("band")?)? };
        if let Some(name) = name("segment") {
            family.segment = Some(self.segments.iter().position(|segment| segment.name == name)?);
        }
        if let Some(name) = name("operation") {
            let code = self.operation_code(name);
            let operation = self.operation(code)?;
            operation.thresholds.as_ref().filter(|_| operation.name == name)?;
            family.operation = Some(code);
        }
        (family.band > 0).then_some(family)
    }

    /// The threshold that admits the rows of a family: of two that apply, the higher.
    #[must_use]
    pub fn threshold(&self, family: Family) -> f64 {
        let segment = family.segment.and_then(|index| self.segments.get(index)).map(|segment| &segment.thresholds);
        let operation = family.operation.and_then(|code| self.operation(code)?.thresholds.as_ref());
        let mut threshold = f64::NEG_INFINITY;
        for own in segment.into_iter().chain(operation) {
            threshold = threshold.max(own.get(family.band).copied().unwrap_or(f64::INFINITY));
        }
        if threshold.is_finite() {
            return threshold;
        }
        self.confidence.bands.get(family.band).map_or(f64::INFINITY, |band| band.bound)
    }

    /// The operation of a code: 0 is any that is not listed, from 1 on they are in the order of their names.
    #[must_use]
    pub fn operation(&self, code: usize) -> Option<&Operation> {
        code.checked_sub(1).map_or(self.any_operation.as_ref(), |index| self.operations.get(index))
    }

    /// The codes of operations.
    pub(crate) const fn operation_codes(&self) -> Range<usize> {
        0..self.operations.len().saturating_add(1)
    }

    /// A name for an operation of a code, to write into an input; for 0, and any that does not exist, one that is not
    /// listed.
    #[must_use]
    pub fn operation_name(&self, code: usize) -> String {
        if let Some(operation) = code.checked_sub(1).and_then(|index| self.operations.get(index)) {
            return operation.name.clone();
        }
        another(&|name| self.operation_code(name))
    }

    /// The code of an operation's name; 0 when it is not listed.
    #[must_use]
    pub fn operation_code(&self, name: &str) -> usize {
        self.operations.iter().position(|operation| operation.name == name).map_or(0, |index| index.saturating_add(1))
    }
}

/// A name that has the code 0.
fn another(code: &dyn Fn(&str) -> usize) -> String {
    let mut name = "another".to_owned();
    while code(&name) != 0 {
        name.push('_');
    }
    name
}

/// How the confidence of a model is calibrated.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The model's name; `*` for any other that is named.
    pub model: String,
    /// How the map was made, for people.
    pub method: Option<Method>,
    /// From what the model says to how often it is right when it says so.
    pub map: Map,
}

/// What justifies the thresholds of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The most autonomy left to a model without a fit that holds; at most `suggest`.
    pub at_most: Action,
    /// At most one a model.
    pub fits: Vec<Fit>,
}

/// A fit of thresholds to labelled outcomes of one model: with probability 1 - delta over the sample, the share of errors
/// among what is automatic is at most alpha.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: String,
    /// The last `now` at which it counts, where that is limited.
    pub valid_until: Option<f64>,
    /// The families with a threshold.
    pub covered: Vec<Family>,
    /// All of it, as it stands in the document; its form is sound.
    pub source: Value,
}

/// The rows that one threshold, or the higher of two, admits. Families partition what is automatic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Family {
    /// The segment, by its place in the policy; none for rows that belong to none.
    pub segment: Option<usize>,
    /// The operation, by its code, where it names thresholds of its own; none for all others.
    pub operation: Option<usize>,
    /// The lowest band of confidence that is automatic.
    pub band: usize,
}

/// An axis: bands from lowest to highest.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// INVARIANT(ascending-bounds): at least two; bounds ascend strictly from 0 and are at most 1.
    pub bands: Vec<Band>,
}

/// A named half-open interval from its bound to the next band's.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// Its lower bound, in [0, 1].
    pub bound: f64,
}

impl Axis {
    /// The band of that name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.bands.iter().position(|band| band.name == name)
    }

    /// The place of the band that a value lies in.
    #[must_use]
    pub fn band_of(&self, value: f64) -> usize {
        self.bands.iter().skip(1).take_while(|band| band.bound <= value).count()
    }

    /// The name of a band; empty for one that does not exist.
    #[must_use]
    pub fn name(&self, band: usize) -> &str {
        self.bands.get(band).map_or("", |band| &band.name)
    }

    /// The lower bounds, lowest first.
    #[must_use]
    pub fn bounds(&self) -> Vec<f64> {
        let mut bounds = Vec::new();
        for band in &self.bands {
            bounds.push(band.bound);
        }
        bounds
    }
}

/// A declared signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Its name.
    pub name: String,
    /// What values it takes.
    pub kind: Kind,
    /// Its unit, for people.
    pub unit: Option<String>,
    /// What counts when it is absent, coded by [`Kind::code`].
    pub default: Option<f64>,
    /// Whether it says how the model fares, so that only rules may read it: `"source": "monitor"`.
    pub is_monitored: bool,
}

/// The type of a signal.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Any number but NaN.
    Number,
    /// True or false.
    Boolean,
    /// One of these strings.
    Text(Vec<String>),
}

impl Kind {
    /// A value as the number that conditions compare: a number itself, a boolean 0 or 1, a string its place from 1.
    /// Nothing for a value of another kind, or a string that is not listed.
    #[must_use]
    pub fn code(&self, value: &Value) -> Option<f64> {
        match (self, value) {
            (Self::Number, Value::Number(number)) if !number.is_nan() => Some(*number),
            (Self::Boolean, Value::Boolean(truth)) => Some(f64::from(u8::from(*truth))),
            (Self::Text(values), Value::Text(text)) => {
                let index = values.iter().position(|value| value == text)?;
                u32::try_from(index).ok().map(|index| f64::from(index.saturating_add(1)))
            }
            _ => None,
        }
    }

    /// Between which codes its values lie.
    #[must_use]
    pub fn range(&self) -> Interval {
        match self {
            Self::Number => Interval { low: f64::NEG_INFINITY, high: f64::INFINITY },
            Self::Boolean => Interval { low: 0.0, high: 1.0 },
            Self::Text(values) => Interval { low: 1.0, high: u32::try_from(values.len()).map_or(1.0, f64::from) },
        }
    }

    /// The value that a code stands for.
    #[must_use]
    pub fn value(&self, code: f64) -> Value {
        match self {
            Self::Number => Value::Number(code),
            Self::Boolean => Value::Boolean(code > 0.5),
            Self::Text(values) => {
                let named = (1_u32..).zip(values).find(|(index, _)| (f64::from(*index) - code).abs() < 0.5);
                named.map_or(Value::Null, |(_, value)| Value::Text(value.clone()))
            }
        }
    }

    /// A value that it does not take.
    #[must_use]
    pub fn wrong_value(&self) -> Value {
        match self {
            Self::Number => Value::from("not a number"),
            Self::Boolean | Self::Text(_) => Value::Number(0.0),
        }
    }

    /// In words: "a number", "a boolean", "a string".
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Text(_) => "a string",
        }
    }
}

/// What the app would do, and how bad it is to do it wrongly.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its name; `*` for any that is not listed.
    pub name: String,
    /// Its impact in [0, 1].
    pub impact: f64,
    /// Its confidence thresholds, one for each band, where it names any.
    pub thresholds: Option<Vec<f64>>,
    /// What raises its impact.
    pub raises: Vec<Raise>,
}

/// Raises an operation's impact while its condition cannot be ruled out.
#[derive(Clone, Debug, PartialEq)]
pub struct Raise {
    /// Its id.
    pub id: String,
    /// When.
    pub when: Condition,
    /// To what impact, in [0, 1].
    pub to: f64,
    /// Why, for people.
    pub because: String,
}

/// A part of the traffic with thresholds of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// What belongs to it.
    pub when: Condition,
    /// Its confidence thresholds, one for each band.
    pub thresholds: Vec<f64>,
}

/// A degradation rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// When it applies.
    pub when: Condition,
    /// The most autonomy left while it does.
    pub at_most: Action,
    /// Why, for people.
    pub because: String,
}

/// Makes one action unavailable while its condition cannot be ruled out.
#[derive(Clone, Debug, PartialEq)]
pub struct Unavailable {
    /// The action.
    pub action: Action,
    /// When.
    pub when: Condition,
}

/// A property that must hold for every input.
#[derive(Clone, Debug, PartialEq)]
pub struct Require {
    /// What it says, for people.
    pub name: String,
    /// When it must hold.
    pub when: Condition,
    /// The most autonomy allowed then.
    pub at_most: Action,
}

/// Conformal sets: which alternatives to show so that, with probability 1 - delta over the labelled sample, the answer is
/// among them in the share `coverage` of the cases that are shown options, of one model and one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionSets {
    /// How alternatives are scored.
    pub method: SetMethod,
    /// The share of cases whose set holds the answer, in [0, 1].
    pub coverage: f64,
    /// How likely the promise may be broken, in [0, 1].
    pub delta: f64,
    /// Over how many targets that were tried on the log delta is split.
    pub targets_tried: u32,
    /// And over how many cells.
    pub cells_tested: u32,
    /// The model that it was fitted to.
    pub model: String,
    /// Each cell with a threshold.
    pub cells: Vec<OptionSet>,
}

/// The set of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptionSet {
    /// The bands of confidence and impact of a cell whose action is `show_options`; nothing for what comes from any cell with
    /// more autonomy and was lowered.
    pub cell: Option<(usize, usize)>,
    /// How many labels it was fitted to.
    pub labels: u32,
    /// Which of their scores, from the likeliest answer on, is the threshold.
    pub index: u32,
    /// The threshold.
    pub threshold: f64,
}

/// How alternatives are scored, likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetMethod {
    /// By their confidence: those at or above the threshold belong to the set (least ambiguous classifier; M. Sadinle, J. Lei
    /// and L. Wasserman, 2019).
    Lac,
    /// By the sum of all confidences down to theirs: from the first on, those up to the threshold (adaptive prediction sets,
    /// not randomised; Y. Romano, M. Sesia and E. J. Candès, 2020).
    Aps,
}

impl SetMethod {
    /// The name in documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lac => "lac",
            Self::Aps => "aps",
        }
    }

    /// How high an alternative stands: it falls down the list. `sum` is that of all confidences down to its own.
    #[must_use]
    pub const fn standing(self, confidence: f64, sum: f64) -> f64 {
        match self {
            Self::Lac => confidence,
            Self::Aps => -sum,
        }
    }

    /// The threshold as a standing, and back.
    #[must_use]
    pub const fn turned(self, threshold: f64) -> f64 {
        self.standing(threshold, threshold)
    }

    /// The standing of each alternative.
    pub fn standings(self, confidences: impl IntoIterator<Item = f64>) -> impl Iterator<Item = f64> {
        let mut sum = 0.0;
        confidences.into_iter().map(move |confidence| {
            sum += confidence;
            self.standing(confidence, sum)
        })
    }
}

impl OptionSets {
    /// Whether an input of this model has other sets than these. Where nothing is said of the model they are its sets.
    #[must_use]
    pub fn are_of_another(&self, model: Option<&str>) -> bool {
        model.is_some_and(|model| model != self.model)
    }

    /// The standing of the first alternative that is not shown any more: what tells whether the set is too large. Minus
    /// infinity where there is none; nothing without alternatives.
    #[must_use]
    pub fn beyond(&self, max: usize, confidences: &mut dyn Iterator<Item = f64>) -> Option<f64> {
        let (mut count, mut sum) = (0_usize, 0.0);
        for confidence in confidences {
            sum += confidence;
            if count == max {
                return Some(self.method.standing(confidence, sum));
            }
            count = count.saturating_add(1);
        }
        (count > 0).then_some(f64::NEG_INFINITY)
    }
}

/// Which items are picked for audit, by a hash of their id.
#[derive(Clone, Debug, PartialEq)]
pub struct Audits {
    /// The share of those that are eligible for automation, in [0, 1].
    pub rate: f64,
    /// The share of all others, in [0, 1].
    pub explore_rate: f64,
    /// What sets this hash apart from others of the same ids.
    pub salt: String,
}

impl Audits {
    /// The share of items like this one that is picked, in [0, 1].
    #[must_use]
    pub const fn rate_of(&self, eligible: bool) -> f64 {
        if eligible { self.rate } else { self.explore_rate }
    }
}

/// What becomes of an item that waits for a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Review {
    /// After how many seconds it expires.
    pub expires_after_s: f64,
    /// What is done then.
    pub then: Action,
}

/// A test of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// What it shows.
    pub name: String,
    /// The input.
    pub given: Value,
    /// The health beside it.
    pub health: Option<Value>,
    /// The action that must come out.
    pub expect: Action,
}

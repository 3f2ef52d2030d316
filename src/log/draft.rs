//! One row in the reading: its fields as what they are, checked.

use std::borrow::Cow;

use crate::action::Action;
use crate::json;
use crate::record::{LabelSource, Said, Unclear, judge};
use crate::value::Value;

use super::cell::{Either, Given};
use super::reason::Reason;

/// Fields of text, as they stand in [`Draft::texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextField {
    Id,
    Split,
    Segment,
    Model,
    Operation,
    Predicted,
    Label,
    Unit,
}

impl TextField {
    const COUNT: usize = 8;
}

/// Where a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Text(TextField),
    Time,
    Confidence,
    Second,
    Impact,
    AtMost,
    Correct,
    Outcome,
    LabelSource,
    Propensity,
    Alternatives,
    Signals,
    /// A column of the log's own; perhaps where it stands among them.
    Extra(Option<usize>),
    Nowhere,
}

impl Place {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "id" => Self::Text(TextField::Id),
            "split" => Self::Text(TextField::Split),
            "segment" => Self::Text(TextField::Segment),
            "model" => Self::Text(TextField::Model),
            "operation" => Self::Text(TextField::Operation),
            "predicted" => Self::Text(TextField::Predicted),
            "label" => Self::Text(TextField::Label),
            "unit" => Self::Text(TextField::Unit),
            "t" => Self::Time,
            "confidence" => Self::Confidence,
            "second" => Self::Second,
            "impact" => Self::Impact,
            "at_most" => Self::AtMost,
            "correct" => Self::Correct,
            "outcome" => Self::Outcome,
            "label_source" => Self::LabelSource,
            "propensity" => Self::Propensity,
            "alternatives" => Self::Alternatives,
            "signals" => Self::Signals,
            _ => Self::Extra(None),
        }
    }
}

/// A row in the reading. Numbers are NaN where there are none.
#[derive(Debug)]
pub(super) struct Draft<'r> {
    pub(super) texts: [Option<Cow<'r, str>>; TextField::COUNT],
    pub(super) time: f64,
    pub(super) confidence: f64,
    pub(super) second: f64,
    pub(super) propensity: f64,
    pub(super) impact: Option<Either<'r>>,
    pub(super) at_most: Option<Action>,
    pub(super) correct: Option<bool>,
    pub(super) source: Option<LabelSource>,
    pub(super) alternatives: Vec<(Cow<'r, str>, f64)>,
    /// What can be kept without them.
    pub(super) remarks: [Option<Reason>; 3],
    said_correct: Option<Option<bool>>,
    said_outcome: Option<Option<Cow<'r, str>>>,
}

impl<'r> Draft<'r> {
    pub(super) fn new() -> Self {
        Self {
            texts: [const { None }; TextField::COUNT],
            time: f64::NAN,
            confidence: f64::NAN,
            second: f64::NAN,
            propensity: f64::NAN,
            impact: None,
            at_most: None,
            correct: None,
            source: None,
            alternatives: Vec::new(),
            remarks: [None; 3],
            said_correct: None,
            said_outcome: None,
        }
    }

    pub(super) fn text(&self, field: TextField) -> Option<&str> {
        self.texts.get(field as usize).and_then(Option::as_deref)
    }

    /// Takes a field that is there; `Extra` is for the log.
    pub(super) fn take(&mut self, place: Place, given: Given<'r>) -> Result<(), Reason> {
        match place {
            Place::Text(field) => self.set_text(field, Some(given.text().ok_or(Reason::NoText)?)),
            Place::Time => {
                self.time = given.number().filter(|time| time.is_finite()).unwrap_or(f64::NAN);
                self.remark(0, self.time.is_nan(), Reason::Time);
            }
            Place::Confidence => {
                self.confidence = given.number().ok_or(Reason::ConfidenceKind)?;
                check(!self.confidence.is_nan(), Reason::ConfidenceNan)?;
                check((0.0..=1.0).contains(&self.confidence), Reason::ConfidenceRange)?;
            }
            Place::Second => {
                self.second = given.number().ok_or(Reason::Second)?;
                check((0.0..=1.0).contains(&self.second), Reason::Second)?;
            }
            Place::Impact => self.impact = Some(impact(given)?),
            Place::AtMost => {
                let action = given.text().and_then(|name| Action::from_name(&name));
                self.at_most = Some(action.ok_or(Reason::AtMost)?);
            }
            Place::Correct => self.said_correct = Some(given.truth()),
            Place::Outcome => self.said_outcome = Some(given.text()),
            Place::LabelSource => {
                let name = given.text();
                self.source = name.as_deref().and_then(LabelSource::from_name);
                self.remark(1, self.source.is_none(), Reason::LabelSource);
            }
            Place::Propensity => {
                let number = given.number().filter(|share| *share > 0.0 && *share <= 1.0);
                self.propensity = number.unwrap_or(f64::NAN);
                self.remark(2, number.is_none(), Reason::Propensity);
            }
            Place::Alternatives => self.take_alternatives(given)?,
            Place::Signals => check(matches!(given, Given::Member(Value::Object(_))), Reason::Signals)?,
            Place::Extra(_) | Place::Nowhere => {}
        }
        Ok(())
    }

    /// What follows from several fields.
    pub(super) fn complete(&mut self) -> Result<(), Reason> {
        let first = self.alternatives.first().map(|(label, confidence)| (label.clone(), *confidence));
        if let Some((label, confidence)) = first {
            if self.text(TextField::Predicted).is_none() && !label.is_empty() {
                self.set_text(TextField::Predicted, Some(label));
            }
            if self.confidence.is_nan() {
                self.confidence = confidence;
            }
        }
        if let Some((_, second)) = self.alternatives.get(1)
            && self.second.is_nan()
        {
            self.second = *second;
        }
        check(!self.confidence.is_nan(), Reason::NoConfidence)?;
        check(self.second.is_nan() || self.second <= self.confidence, Reason::SecondAbove)?;
        let said = Said {
            correct: self.said_correct,
            outcome: self.said_outcome.as_ref().map(Option::as_deref),
            label: self.text(TextField::Label),
            predicted: self.text(TextField::Predicted),
        };
        self.correct = judge(said).map_err(|unclear| match unclear {
            Unclear::Correct => Reason::Correct,
            Unclear::Outcome => Reason::Outcome,
        })?;
        Ok(())
    }

    fn set_text(&mut self, field: TextField, text: Option<Cow<'r, str>>) {
        if let Some(place) = self.texts.get_mut(field as usize) {
            *place = text;
        }
    }

    fn remark(&mut self, place: usize, applies: bool, reason: Reason) {
        if let Some(place) = self.remarks.get_mut(place) {
            *place = applies.then_some(reason);
        }
    }

    /// A list, or the text of one in a table.
    fn take_alternatives(&mut self, given: Given<'r>) -> Result<(), Reason> {
        match given {
            Given::Member(Value::List(items)) => {
                for item in items {
                    let (label, confidence) = self.alternative(item)?;
                    self.alternatives.push((Cow::Borrowed(label), confidence));
                }
                Ok(())
            }
            Given::Cell(cell) => {
                let Ok(Value::List(items)) = json::parse(cell) else { return Err(Reason::Alternatives) };
                for item in &items {
                    let (label, confidence) = self.alternative(item)?;
                    self.alternatives.push((Cow::Owned(label.to_owned()), confidence));
                }
                Ok(())
            }
            Given::Member(_) => Err(Reason::Alternatives),
        }
    }

    /// The next in order.
    fn alternative<'v>(&self, item: &'v Value) -> Result<(&'v str, f64), Reason> {
        let (Some(Value::Text(label)), Some(Value::Number(confidence))) = (item.get("label"), item.get("confidence"))
        else {
            return Err(Reason::Alternatives);
        };
        check((0.0..=1.0).contains(confidence), Reason::Alternatives)?;
        let before = self.alternatives.last().map_or(1.0, |(_, confidence)| *confidence);
        check(*confidence <= before, Reason::AlternativesOrder)?;
        Ok((label, *confidence))
    }
}

/// A number in [0, 1], or a text that may be the name of a band.
fn impact(given: Given<'_>) -> Result<Either<'_>, Reason> {
    let is_text = matches!(given, Given::Member(Value::Text(_)));
    match given.number() {
        Some(number) if (0.0..=1.0).contains(&number) => Ok(Either::Number(number)),
        Some(_) => Err(Reason::Impact),
        None if is_text || matches!(given, Given::Cell(_)) => given.text().map(Either::Text).ok_or(Reason::Impact),
        None => Err(Reason::Impact),
    }
}

fn check(holds: bool, reason: Reason) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(reason) }
}

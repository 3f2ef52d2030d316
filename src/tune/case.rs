//! One row of a log, as far as a fit looks at it.

use crate::math::{place, real};
use crate::record::LabelSource;
use crate::value::{fill, number_text};

use super::family::Admission;

/// One decided case with what turned out.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The row's place in the log; it stands in for an id that is missing.
    pub row: u64,
    /// Its id.
    pub id: Option<&'a str>,
    /// What it belongs to with others that are not independent of it: a user, a document, a conversation.
    pub unit: Option<&'a str>,
    /// The model that made the prediction.
    pub model: Option<&'a str>,
    /// The calibrated confidence, in [0, 1]; 0 where it is absent and the policy lets it count so.
    pub score: f64,
    /// Whether the prediction was right, where that is known.
    pub correct: Option<bool>,
    /// Where that knowledge comes from.
    pub source: Option<LabelSource>,
    /// With which probability a case like this one was picked for an audit, in (0, 1].
    pub propensity: Option<f64>,
    /// When the policy makes it automatic.
    pub admission: Admission,
}

/// Parts of a log that learn nothing of each other: what is fitted on one is tested on another.
#[derive(Clone, Debug, PartialEq)]
pub struct Folds {
    /// What sets these folds apart from others of the same log.
    pub salt: String,
    /// How many there are, of equal size: two, or three where options are fitted too. 0 counts as 1.
    pub count: u32,
}

/// What a fold is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The calibration map is fitted on it.
    Calibration,
    /// Thresholds are.
    Thresholds,
    /// Options are.
    Options,
}

impl Folds {
    /// Whether a case stands in a fold: by the hash of its unit, else of its id, else of its row, so that cases of one unit
    /// stand in one fold and a case stands in the same one tomorrow.
    #[must_use]
    pub fn contains(&self, fold: Fold, case: &Case<'_>) -> bool {
        let count = f64::from(self.count.max(1));
        let number = match fold {
            Fold::Calibration => 0.0,
            Fold::Thresholds => 1.0,
            Fold::Options => 2.0,
        };
        let at = case.unit.map_or_else(|| case.place(&self.salt), |unit| place(&self.salt, unit)) * count;
        at.floor().total_cmp(&number).is_eq()
    }
}

impl Case<'_> {
    /// The place within [0, 1) that the hash gives its id, or its row where it has none.
    #[must_use]
    pub fn place(&self, salt: &str) -> f64 {
        self.id.map_or_else(|| place(salt, &fill("row {}", &[&number_text(real(self.row))])), |id| place(salt, id))
    }
}

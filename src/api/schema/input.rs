//! The shape of what is decided: an input, and the health that many share.

use ts_rs::TS;

use super::operation::Impact;
use crate::action::Action;
use crate::decide::Alternative;

/// One prediction to decide. `null` and absent are the same.
#[derive(TS)]
#[ts(optional_fields = nullable)]
pub struct Input {
    /// What identifies the item.
    pub id: Option<String>,
    /// The model that made the prediction.
    pub model: Option<String>,
    /// How sure the model is, in [0, 1].
    pub confidence: Option<f64>,
    /// The runner-up's confidence, in [0, 1].
    pub second: Option<f64>,
    /// Ranked labels, the prediction first.
    pub alternatives: Option<Vec<Alternative>>,
    /// What the app would do.
    pub operation: Option<String>,
    /// How bad it would be to do it wrongly; the larger of this and the operation's counts.
    pub impact: Option<Impact>,
    /// Facts by name.
    pub signals: Option<Signals>,
    /// The most autonomy the caller allows now.
    pub at_most: Option<Action>,
    /// When, in a unit of your own.
    pub now: Option<f64>,
}

/// Facts by name.
#[derive(TS)]
#[ts(type = "{ readonly [name: string]: number | boolean | string | null | undefined }")]
pub struct Signals;

/// What many inputs share: facts about the system, and a ceiling.
#[derive(TS)]
#[ts(optional_fields = nullable)]
pub struct Health {
    /// Facts by name; where the input gives one too, the input's counts.
    pub signals: Option<Signals>,
    /// The most autonomy allowed now; of two ceilings the lower counts.
    pub at_most: Option<Action>,
}

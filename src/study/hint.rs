//! What a log seems to say of how it is read, and a fit of the policy it is for: told beside an answer, which stands all the
//! same.

use crate::log::Log;
use crate::math::real;
use crate::value::{Fields, Plain, Value, fill, join, number_text};

use super::cases::number;
use super::document::{map_names, models_of_fits};

/// Something to look at before an answer is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// In capitals; it stays. The words are for people.
    pub code: &'static str,
    /// What it is, and what helps.
    pub message: String,
}

/// Every code that a hint may have.
pub const HINT_CODES: [&str; 2] = ["NO_LABEL_EQUALS_PREDICTION", "OTHER_MODEL"];

impl Hint {
    /// That predictions and labels are never the same, so that columns may be mixed up: a model that is always wrong is
    /// rarer. Nothing where some row is right, or none has both.
    pub(super) fn of_labels(log: &Log, rows: &[usize]) -> Option<Self> {
        let (mut first, mut apart) = (None, 0_usize);
        for row in rows {
            let (predicted, label) = (log.predicted().get(*row), log.label().get(*row));
            if log.correct().get(*row).copied().flatten() == Some(true) {
                return None;
            }
            if predicted > 0 && label > 0 {
                first = first.or(Some((predicted, label)));
                apart = apart.saturating_add(1);
            }
        }
        let (predicted, label) = first?;
        let text = |code| log.labels().text(code).unwrap_or_default();
        let message = fill(
            "no label equals a prediction in {} rows (the first predicts `{}` and is labelled `{}`): are these the columns that \
             were meant? If the log has one that says whether the prediction was correct, map it: `correct=COLUMN`",
            &[&number_text(real(number(apart))), text(predicted), text(label)],
        );
        Some(Self { code: "NO_LABEL_EQUALS_PREDICTION", message })
    }

    /// That a document knows models by name, and this one is none of them: what is found for it holds for no other.
    pub(super) fn of_model(document: &Value, evidence: Option<&Value>, model: &str) -> Option<Self> {
        let mut known = models_of_fits(evidence);
        known.extend(map_names(document));
        if known.is_empty() || known.iter().any(|known| known == model || known == "*") {
            return None;
        }
        let message = fill(
            "the policy knows model `{}`, and this is about `{}`: if that is the same one, give it the name that inputs have; \
             what is found here holds for no other name",
            &[&join(&known, "`, `"), model],
        );
        Some(Self { code: "OTHER_MODEL", message })
    }
}

impl Plain for Hint {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("code", self.code);
        out.put_text("message", &self.message);
        out.done()
    }
}

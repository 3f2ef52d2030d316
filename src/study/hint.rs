//! What a log seems to say of how it is read, and a fit of the policy it is for: told beside an answer, which stands all the
//! same.

use crate::log::Log;
use crate::math::real;
use crate::policy::{Policy, nearest};
use crate::value::{Fields, Plain, Value, change_at, fill, join, number_text};

use super::cases::number;
use super::document::{map_names, models_of_fits};
use super::source::Source;

/// Something to look at before an answer is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// In capitals; it stays. The words are for people.
    pub code: &'static str,
    /// What it is, and what helps.
    pub message: String,
}

/// Every code that a hint may have.
pub const HINT_CODES: [&str; 5] =
    ["NO_LABEL_EQUALS_PREDICTION", "NO_MODEL", "OTHER_MODEL", "UNKNOWN_OPERATION", "UNKNOWN_SIGNAL"];

/// What is said where no row names its model and the policy asks for it.
pub(crate) const UNNAMED: &str =
    "no row names its model, so that no map and no evidence counts for any: say what it is called (`model`)";

impl Hint {
    /// What rows of a log under a policy seem to say.
    pub(super) fn of_rows(source: &Source, policy: &Policy, rows: &[usize]) -> Vec<Self> {
        let mut hints = Vec::new();
        hints.extend(Self::of_labels(&source.log, rows));
        hints.extend(Self::of_operations(source, policy, rows));
        hints.extend(Self::of_signals(&source.log, policy));
        hints
    }

    /// That rows name no model, nor does whoever asks, and the policy has maps or evidence, which are of models.
    pub(super) fn of_unnamed(log: &Log, policy: &Policy, named: Option<&str>) -> Option<Self> {
        let is_unnamed = named.is_none() && log.model().texts.is_empty() && policy.model().reads_models();
        is_unnamed.then(|| Self { code: "NO_MODEL", message: UNNAMED.to_owned() })
    }

    /// The operation that most rows name of those that the policy does not list; where it takes any, only one that is spelt
    /// nearly as one of its own.
    pub(super) fn of_operations(source: &Source, policy: &Policy, rows: &[usize]) -> Option<Self> {
        let model = policy.model();
        if !model.has_operations() {
            return None;
        }
        let log = &source.log;
        let mut unknown: Vec<(String, u64)> = Vec::new();
        for row in rows {
            let of_label = log.labels().text(log.predicted().get(*row)).map(|label| match &source.operations {
                Some(operations) => operations.of(label),
                None => label,
            });
            if let Some(name) = log.operation().get(*row).or(of_label)
                && model.operation_code(name) == 0
            {
                change_at(&mut unknown, name.to_owned(), |rows| *rows = rows.saturating_add(1));
            }
        }
        let mut most: Option<(&String, &u64, Option<&str>)> = None;
        for (name, rows) in &unknown {
            let near = near(name, &mut model.operations.iter().map(|known| &known.name));
            let is_told = near.is_some() || model.any_operation.is_none();
            if is_told && most.is_none_or(|(_, most, _)| rows > most) {
                most = Some((name, rows, near));
            }
        }
        let (name, rows, near) = most?;
        let rows = if *rows == 1 { "1 row is".to_owned() } else { fill("{} rows are", &[&number_text(real(*rows))]) };
        let message =
            fill("{} of operation `{}`, which the policy does not list{}", &[&rows, name, &did_you_mean(near)]);
        Some(Self { code: "UNKNOWN_OPERATION", message })
    }

    /// A signal of the log that is spelt nearly as one that the policy declares and the log has not.
    fn of_signals(log: &Log, policy: &Policy) -> Option<Self> {
        let signals = &policy.model().signals;
        for extra in log.extras() {
            let Some(name) = extra.name.strip_prefix("signals.") else { continue };
            if signals.iter().any(|signal| signal.name == name) {
                continue;
            }
            let mut lacking = signals.iter().map(|signal| &signal.name).filter(|name| !log.has_signal(name));
            if let Some(near) = near(name, &mut lacking) {
                let message =
                    fill("the policy declares no signal `{}`, which the log has{}", &[name, &did_you_mean(Some(near))]);
                return Some(Self { code: "UNKNOWN_SIGNAL", message });
            }
        }
        None
    }

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

/// A name that is near, short ones by a single letter.
fn near<'n>(name: &str, known: &mut dyn Iterator<Item = &'n String>) -> Option<&'n str> {
    let mut names = Vec::new();
    for name in known {
        names.push(name.as_str());
    }
    nearest(name, &names, (name.len() / 3).clamp(1, 2))
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| fill("; did you mean `{}`?", &[near]))
}

/// What is wrong with most of these rows, or missing where it counts; a thousand are looked at, nothing where nothing is.
pub(super) fn common_finding(source: &Source, policy: &Policy, rows: &[usize], named: Option<&str>) -> Option<String> {
    const MOST: usize = 1000;
    let mut found: Vec<(String, u64)> = Vec::new();
    for row in rows.iter().take(MOST) {
        let input = source.log.input(*row, policy, source.beside(named));
        let decision = policy.decide(&input, source.health.as_ref());
        let missing = || decision.missing.first().map(|name| fill("`{}` is missing", &[name]));
        if let Some(text) = decision.findings.first().map(|finding| finding.message.clone()).or_else(missing) {
            change_at(&mut found, text, |rows| *rows = rows.saturating_add(1));
        }
    }
    found.into_iter().max_by_key(|(_, rows)| *rows).map(|(finding, _)| finding)
}

impl Plain for Hint {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("code", self.code);
        out.put_text("message", &self.message);
        out.done()
    }
}

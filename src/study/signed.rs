//! A policy in words, with what it made of a log.

use crate::action::Action;
use crate::analyze::{LogCounts, LogRows, SignOff};
use crate::api;

use super::refused::Refused;
use super::replay::{Replay, ReplayOptions, replay};
use super::source::Source;

/// The policy in words, as [`api::sign_off`] describes it, with what it made of the cases of a log.
///
/// # Errors
/// Where a document cannot be used, or the log has no such rows.
pub fn sign_off(
    source: &Source,
    text: &str,
    approved: Option<&str>,
    options: &ReplayOptions,
) -> Result<SignOff, Refused> {
    let counts = counts(&replay(source, text, options)?, &options.part.splits);
    api::sign_off_with(text, approved, &counts).map_err(|refused| Refused::Document(refused.given, refused.diagnostics))
}

fn counts(replay: &Replay, splits: &[String]) -> LogCounts {
    let mut rows = Vec::new();
    for part in &replay.operations {
        rows.push(LogRows {
            operation: part.operation.clone(),
            impact: part.impact.clone(),
            rows: part.done.all.rows,
            automatic: part.done.of(Action::AutoApply),
            asked: part.done.asked(),
        });
    }
    let mut hints = Vec::new();
    for hint in &replay.hints {
        hints.push(hint.message.clone());
    }
    LogCounts { log: replay.log.clone(), splits: splits.to_vec(), hints, rows, labels_not_counted: replay.not_counted }
}

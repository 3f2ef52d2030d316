//! What the policy made of the cases of a log.

use super::super::super::tally::{ENOUGH, Rate, Tally};
use super::super::Subject;
use super::super::log::{LogCounts, LogRows};
use super::super::text::{Block, Section, Text, named, quoted, say, tell};
use super::super::words;
use crate::math::real;

pub(crate) fn section(subject: &Subject<'_>, log: &LogCounts) -> Section {
    let mut section = Section::new("log", "What it made of known cases");
    let all = log.all();
    let mut splits = Vec::new();
    for split in &log.splits {
        splits.push(quoted(split));
    }
    let of_splits =
        if splits.is_empty() { Text::default() } else { tell(", of the part {}", &[Text::joined(&splits, ", ")]) };
    section.paragraph(
        "This policy was asked again about {} cases of a log (fingerprint {}){}. How often it was wrong in what it did without \
         asking is told of the cases of which that is known, with the exact interval at 95% that they allow; where fewer than {} \
         are known there is not enough data. It tells of these cases, and promises nothing of others.",
        &[count(all.rows), named(&log.log), of_splits, count(ENOUGH)],
    );
    for hint in &log.hints {
        section.paragraph("To look at first: {}.", &[quoted(hint)]);
    }
    if log.labels_not_counted > 0 {
        section.paragraph(
            "Labels that come from reviews, or from what people did, are of cases that were chosen: {} are not counted.",
            &[count(log.labels_not_counted)],
        );
    }
    let has_operations = subject.policy.model().has_operations();
    let mut rows = Vec::new();
    for part in &log.rows {
        let impact = part.impact.as_deref().map_or_else(|| say("bad input"), named);
        let operation = part.operation.as_deref().map_or_else(|| say("not known"), named);
        let title = if has_operations { vec![operation, impact] } else { vec![impact] };
        rows.push(row(title, part, all.rows));
    }
    let title = if has_operations { vec![say("all"), Text::default()] } else { vec![say("all")] };
    rows.push(row(title, &all, all.rows));
    let mut columns = Vec::new();
    for column in ["Operation", "Impact", "Cases", "Done without asking", "Of these wrong", "People are asked"] {
        if has_operations || column != "Operation" {
            columns.push(say(column));
        }
    }
    // Rows with the same counts stay rows of their own.
    section.blocks.push(Block::Table { columns, rows });
    section
}

fn row(mut cells: Vec<Text>, part: &LogRows, all: u64) -> Vec<Text> {
    cells.push(share(part.rows, all));
    cells.push(share(part.automatic.rows, part.rows));
    cells.push(wrong(part.automatic));
    cells.push(share(part.asked, part.rows));
    cells
}

/// "412 (20.5%)", the share only of so many that it says something.
fn share(part: u64, of: u64) -> Text {
    if of < ENOUGH {
        return count(part);
    }
    tell("{} ({}%)", &[count(part), percent(real(part) / real(of), 1e1)])
}

/// "0.3%, 0.1% to 0.69% (5 of 1684)".
fn wrong(automatic: Tally) -> Text {
    let known = automatic.known();
    let counts = [count(automatic.wrong), count(known)];
    match automatic.error_rate().filter(|_| known >= ENOUGH) {
        None if automatic.rows == 0 => say("–"),
        None => tell("not enough data ({} of {})", &counts),
        Some(Rate { value, low, high }) => {
            let [value, low, high] = [value, low, high].map(|share| percent(share, 1e2));
            tell("{}%, {}% to {}% ({})", &[value, low, high, tell("{} of {}", &counts)])
        }
    }
}

fn count(count: u64) -> Text {
    words::number(real(count))
}

/// In percent, in parts of so much.
fn percent(share: f64, parts: f64) -> Text {
    words::number((share * 100.0 * parts).round() / parts)
}

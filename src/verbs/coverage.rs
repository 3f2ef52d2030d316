//! What `test` says of coverage: how much of a policy its tests exercise, and tests for what none does.

use crate::analyze::{Coverage, Missing, Reach};
use crate::json;
use crate::value::{Plain, Value, join};

use super::outcome::{Outcome, bold, clean};

/// A line of counts, what is missing, and the proposed tests as a list that can be pasted or kept as a file.
pub(super) fn tell(outcome: &mut Outcome, coverage: &Coverage) {
    outcome.say(&format!("covered: {}", counts(coverage)));
    if coverage.missing.is_empty() {
        return;
    }
    outcome.say("not covered:");
    for missing in &coverage.missing {
        outcome.say(&format!("- {}", line(missing)));
    }
    let proposed = proposed(coverage);
    if !proposed.is_empty() {
        outcome.say("\ntests that would cover them, for `tests` in the policy or a file beside it:");
        outcome.say(&format!("[\n  {}\n]", join(&proposed, ",\n  ")));
    }
}

/// "3 of 4 cells, 1 of 2 rules".
fn counts(coverage: &Coverage) -> String {
    let mut parts = Vec::new();
    for summary in coverage.summary.iter().filter(|summary| summary.all > 0) {
        let plural = match (summary.part.name(), summary.all) {
            (_, 1) | ("unavailable", _) => "",
            _ => "s",
        };
        parts.push(format!("{} of {} {}{plural}", summary.covered, summary.all, summary.part.name()));
    }
    join(&parts, ", ")
}

fn line(missing: &Missing) -> String {
    let why = match missing.reach {
        Reach::Found => String::new(),
        Reach::Nothing | Reach::Unknown => format!(": {}", missing.reach.words()),
    };
    format!("{} {}{why}", missing.part.name(), bold(&clean(&missing.name)))
}

/// Each proposed test as JSON on a line.
fn proposed(coverage: &Coverage) -> Vec<String> {
    let mut tests = Vec::new();
    for missing in &coverage.missing {
        if let Some(test) = missing.plain().get("test").filter(|test| **test != Value::Null) {
            tests.push(clean(&json::write(test)));
        }
    }
    tests
}

//! `diff`: what changes between two policies, region by region.

use crate::action::Action;
use crate::analyze::{Diff, Region};
use crate::api;
use crate::error::Given;
use crate::json;
use crate::value::Plain;

use super::outcome::{File, Outcome, Status, action_word, bold, clean, count, dim};
use super::problems::refused;

/// So many regions are told where nobody asks for more or less.
pub const MOST_REGIONS: u32 = 20;

/// The regions in which two policies give different actions, at most `limit` of them, each with an input of it; for
/// programs the diff itself.
#[must_use]
pub fn diff(before: &File, after: &File, limit: u32, for_programs: bool) -> Outcome {
    let diff = match api::diff(&before.text, &after.text) {
        Ok(diff) => diff,
        Err(error) => {
            let file = if error.given == Given::After { after } else { before };
            return refused(file, &error.diagnostics, Status::Wrong, for_programs);
        }
    };
    if for_programs {
        return Outcome::json(&diff.plain(), Status::Fine);
    }
    let mut outcome = Outcome::default();
    tell(&mut outcome, &diff, limit);
    outcome
}

/// A line that sums up, then the regions by transition, and how many are left out.
pub(super) fn tell(outcome: &mut Outcome, diff: &Diff, limit: u32) {
    outcome.say(&summary(diff));
    let all = diff.regions.len();
    let told = usize::try_from(limit).unwrap_or(all);
    if all > told {
        transitions(outcome, diff);
    }
    let mut transition = None;
    for region in diff.regions.iter().take(told) {
        let this = (region.before, region.after);
        if transition != Some(this) {
            outcome.say(&format!("\n{}, {}:", moved(this.0, this.1), direction(region)));
        }
        transition = Some(this);
        outcome.say(&format!("- {}", bold(&clean(scope(region)))));
        outcome.say(&dim(&format!("  {}", clean(&json::write(&region.example)))));
    }
    if all > told {
        let more = count(all.saturating_sub(told), "more region");
        outcome.say(&format!("\n{more}: `--limit {all}` tells all"));
    }
}

/// How many regions there are of each transition, where not all of them are told.
fn transitions(outcome: &mut Outcome, diff: &Diff) {
    for alike in diff.regions.chunk_by(|a, b| (a.before, a.after) == (b.before, b.after)) {
        if let Some(region) = alike.first() {
            let regions = count(alike.len(), "region");
            outcome.say(&format!("- {}: {regions}, {}", moved(region.before, region.after), direction(region)));
        }
    }
}

fn direction(region: &Region) -> &'static str {
    if region.after > region.before { "more autonomy" } else { "less autonomy" }
}

/// "suggest -> auto_apply".
pub(super) fn moved(before: Action, after: Action) -> String {
    format!("{} -> {}", action_word(before, 0), action_word(after, 0))
}

/// What a region asks of an input: its text without the actions, which the title names.
fn scope(region: &Region) -> &str {
    region.text.split_once("`: ").map_or(region.text.as_str(), |(_, scope)| scope)
}

fn summary(diff: &Diff) -> String {
    let more = diff.regions.iter().filter(|region| region.after > region.before).count();
    let less = diff.regions.len().saturating_sub(more);
    let regions = count(diff.regions.len(), "region");
    match (diff.regions.is_empty(), diff.cut_short) {
        (true, false) => "no input is given another action".to_owned(),
        (true, true) => "no difference was found, but the search ended at its limit: there may be some".to_owned(),
        (false, false) => format!("{regions}: {more} with more autonomy, {less} with less; elsewhere nothing changes"),
        (false, true) => {
            format!(
                "{regions}: {more} with more autonomy, {less} with less; the search ended at its limit: more may differ"
            )
        }
    }
}

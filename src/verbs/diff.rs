//! `diff`: what changes between two policies, region by region.

use crate::action::Action;
use crate::analyze::{Diff, Region};
use crate::api;
use crate::error::Given;
use crate::json;
use crate::value::Plain;

use super::outcome::{File, Outcome, Status, action_word, bold, clean, count, dim};
use super::problems::refused;

/// The regions in which two policies give different actions, each with an input of it; for programs the diff itself.
#[must_use]
pub fn diff(before: &File, after: &File, for_programs: bool) -> Outcome {
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
    tell(&mut outcome, &diff);
    outcome
}

/// The regions by transition, and a line that sums them up.
pub(super) fn tell(outcome: &mut Outcome, diff: &Diff) {
    let mut transition = None;
    for region in &diff.regions {
        let this = (region.before, region.after);
        if transition != Some(this) {
            let direction = if region.after > region.before { "more autonomy" } else { "less autonomy" };
            outcome.say(&format!("{}, {direction}:", moved(this.0, this.1)));
        }
        transition = Some(this);
        outcome.say(&format!("- {}", bold(&clean(scope(region)))));
        outcome.say(&dim(&format!("  {}", clean(&json::write(&region.example)))));
    }
    if transition.is_some() {
        outcome.say("");
    }
    outcome.say(&summary(diff));
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

//! `fit-options`: which options to show, with a promise, in words, and the fitted policy.

use crate::math::Interval;
use crate::policy::SetMethod;
use crate::study::{self, OptionsFit, OptionsFitOptions, OptionsVerified, Refused, Source};
use crate::tune::{CellFit, SetCounts};
use crate::value::{Plain, number_text};

use super::fit::{Fitted, To, hints, independent, kept, labels_word, left_out, level};
use super::outcome::{Outcome, Status, bad, bold, clean, dim, percent, rows_word};

pub(super) fn told(source: &Source, options: &OptionsFitOptions, name: &str, to: To<'_>) -> Result<Outcome, Refused> {
    let fit = study::fit_options(source, &to.policy.text, options)?;
    let mut outcome = Outcome::default();
    if to.for_programs {
        outcome = Outcome::json(&fit.plain(), Status::Fine);
    } else {
        outcome.say(&format!(
            "{}, options fitted to {name}: model {}, {}",
            clean(&to.policy.name),
            clean(&fit.fitted.model),
            rows_word(fit.rows)
        ));
        words(&mut outcome, &fit);
    }
    let has_found = fit.fitted.cells.iter().any(|cell| cell.outcome.is_ok());
    Ok(to.write(outcome, Fitted { text: fit.text(), problems: &fit.problems, has_found }))
}

fn words(outcome: &mut Outcome, fit: &OptionsFit) {
    let promise = fit.fitted.goal.promise;
    outcome.say(&format!(
        "promise: with {} confidence the answer is in the set of options in at least {} of the cases that come to picking, for \
         as long as cases keep coming as they did",
        level(1.0 - promise.delta()),
        level(promise.coverage())
    ));
    hints(outcome, &fit.hints);
    if fit.fitted.cells_tested > 1 {
        let each =
            promise.delta() / f64::from(fit.fitted.cells_tested) / f64::from(fit.fitted.goal.targets_tried.max(1));
        let cells = fit.fitted.cells_tested;
        outcome.say(&dim(&format!("{cells} cells share that: each has {}", number_text(each))));
    }
    for (cell, names) in fit.fitted.cells.iter().zip(&fit.names) {
        outcome.say("");
        cell_words(outcome, cell, names.as_ref(), fit.fitted.goal.method);
    }
    if let Some(verified) = &fit.verified {
        verified_words(outcome, fit, verified);
    }
    if let Some(model) = &fit.replaced {
        outcome.say(&format!("\nthe options of model {} are left out: a policy has those of one model", clean(model)));
    }
    left_out(outcome, &[(fit.fitted.not_shown, "are not shown options")], &fit.fitted.left_out);
    outcome.say("");
    if fit.fitted.other_sums > 0 {
        let rows = rows_word(fit.fitted.other_sums);
        outcome.say(&dim(&format!("alternatives of {rows} do not sum to 1, which the promise does not need")));
    }
    if fit.is_log_of_thresholds {
        outcome.say("the thresholds were fitted to this log too: the promise is kept only if to other rows (`--split`, or `--options-fold` with both fits)");
    }
    independent(outcome, fit.has_units);
}

fn cell_words(outcome: &mut Outcome, cell: &CellFit, names: Option<&(String, String)>, method: SetMethod) {
    let title = match names {
        Some((confidence, impact)) => format!("{} confidence, {} impact", clean(confidence), clean(impact)),
        None => "lowered to it".to_owned(),
    };
    match cell.outcome {
        Ok(set) => {
            let threshold = bold(&number_text(set.threshold));
            let what = match method {
                SetMethod::Lac => format!("those with a confidence of at least {threshold}"),
                SetMethod::Aps => format!("from the likeliest on, up to a sum of {threshold}"),
            };
            outcome.say(&format!("{title}: {what}"));
        }
        Err(why) => {
            let why = why.words();
            outcome
                .say(&format!("{title}: {}: {why}; the first `max` are shown, with no promise", bad("no threshold")));
        }
    }
    let not_listed = cell.not_listed;
    outcome
        .say(&dim(&format!("  {}, of {not_listed} the answer is none of the alternatives", labels_word(cell.labels))));
    if let Some(sets) = cell.sets {
        outcome.say(&format!("  {}", sets_words(sets)));
    }
}

/// "sets hold the answer in 371 of 400: 92.75%, 95% interval ...; 12 are too large to be shown, in the others ...".
fn sets_words(sets: SetCounts) -> String {
    let held = format!("sets hold the answer in {} of {}{}", sets.held, sets.cases, rate_words(sets.of_all()));
    let rest = sets.cases.saturating_sub(sets.too_large);
    if sets.too_large == 0 {
        return held;
    }
    let shown = format!("{} of {rest}{}", sets.held_of_rest, rate_words(sets.of_rest()));
    format!("{held}; {} are too large to be shown, and of the others options hold it in {shown}", sets.too_large)
}

fn rate_words(share: Option<(f64, Interval)>) -> String {
    share.map_or_else(String::new, |(value, Interval { low, high })| {
        let [value, low, high] = [value, low, high].map(|share| percent(share, 1));
        format!(": {}, 95% interval {low} to {high}", bold(&value))
    })
}

fn verified_words(outcome: &mut Outcome, fit: &OptionsFit, verified: &OptionsVerified) {
    let word = kept(verified.is_met(&fit.fitted), verified.is_broken(&fit.fitted), "below");
    let splits = clean(&verified.splits.join(", "));
    outcome.say(&format!("\nverified on split {splits}, {}: {word}", rows_word(verified.rows)));
    outcome.say(&format!("  {}", sets_words(verified.all)));
}

//! `calibrate`: what scores are worth, before and after, in words; and the map into a policy.

use crate::calibrate::{Comparison, Difference, Measure, Method, Quality, Reliability, Verdict};
use crate::study::{self, CalibrateOptions, Calibrated, Refused, Source, WithCalibration};
use crate::value::{Plain, Value};

use super::fit::{breaks, hints};
use super::outcome::{File, Outcome, Status, bold, clean, dim, percent};

/// The policy that takes the map.
#[derive(Clone, Debug)]
pub(super) struct Home {
    pub(super) policy: File,
    /// Whether its file is written anew.
    pub(super) write: bool,
}

pub(super) fn told(
    source: &Source,
    options: &CalibrateOptions,
    home: Option<&Home>,
    name: &str,
    for_programs: bool,
) -> Result<Outcome, Refused> {
    let found = study::calibrate(source, options)?;
    let fitted = home.map(|home| study::with_calibration(&home.policy.text, &found)).transpose()?;
    let mut outcome = Outcome::default();
    if for_programs {
        let mut plain = found.plain();
        if let (Value::Object(members), Some(Value::Object(policy))) = (&mut plain, fitted.as_ref().map(Plain::plain)) {
            members.extend(policy.into_iter().filter(|(name, _)| name != "model"));
        }
        outcome = Outcome::json(&plain, Status::Fine);
    } else {
        words(&mut outcome, &found, name);
    }
    if let (Some(home), Some(fitted)) = (home, fitted) {
        into(&mut outcome, home, fitted, &found, for_programs);
    }
    Ok(outcome)
}

/// A method that nobody asked for by name is not written where it is no better than none.
fn into(outcome: &mut Outcome, home: &Home, fitted: WithCalibration, found: &Calibrated, for_programs: bool) {
    let is_better = found.verdict() == Some(Verdict::Better);
    let name = clean(&home.policy.name);
    let words = match (home.write, is_better || found.is_asked) {
        (true, true) => {
            let file = File { name: home.policy.name.clone(), text: fitted.text() };
            if !fitted.problems.is_empty() {
                outcome.at_least(Status::Wrong);
                if !for_programs {
                    breaks(outcome, "the map", &file, &fitted.problems);
                }
            }
            outcome.write.push(file);
            format!("\n{} {name}", bold("written"))
        }
        (true, false) => {
            format!("\n{name} is as it was: `--method {}` writes the map all the same", found.method.name())
        }
        (false, _) => format!("\n`--write` puts the map into {name}"),
    };
    if !for_programs {
        hints(outcome, &fitted.hints);
        outcome.say(&words);
        if fitted.options_dropped {
            outcome.say("its fitted options are left out: other cases are shown options with this map; fit them again");
        }
        if !fitted.fits_dropped.is_empty() {
            outcome.say(
                "its evidence for this model is left out: the thresholds were fitted to other confidences, and nothing is promised of them until they are fitted again",
            );
        }
    }
}

fn words(outcome: &mut Outcome, found: &Calibrated, name: &str) {
    let model = found.model.as_deref().map_or_else(String::new, |model| format!(", model {}", clean(model)));
    let Quality { count, right, .. } = found.before;
    outcome.say(&format!("{name}{model}: {count} labels, {right} right"));
    left_out(outcome, found);
    outcome.say("");
    scores(outcome, found);
    outcome.say("");
    match &found.comparison {
        Err(trouble) => outcome.say(&format!("no comparison: {}", trouble.words())),
        Ok(comparison) => compared(outcome, comparison),
    }
    verdict(outcome, found);
    if let Some(tempered) = &found.temperature {
        let found = &tempered.found;
        outcome.say(&format!(
            "temperature scaling of the alternatives, for comparison: {:.3}, log loss {:.4} instead of {:.4} over {} rows",
            found.temperature, found.nll, found.nll_before, found.count
        ));
        if tempered.not_whole > 0 {
            outcome.say(&dim(&format!("of {} rows the alternatives do not sum to 1", tempered.not_whole)));
        }
    }
    outcome.say("");
    bins(outcome, &found.before.equal_mass);
}

fn left_out(outcome: &mut Outcome, found: &Calibrated) {
    let out = found.not_learnt;
    for (rows, what) in [
        (out.unlabelled, "without a label"),
        (out.review, "labelled in reviews, which see only what went to people"),
        (out.implicit, "labelled by what people did"),
    ] {
        if rows > 0 {
            outcome.say(&dim(&format!("not learnt from: {rows} {what}")));
        }
    }
}

fn scores(outcome: &mut Outcome, found: &Calibrated) {
    let after = found.after.as_ref().ok();
    let title = after.map_or("", |_| found.method.name());
    outcome.say(&format!("{:<20} {:>11} {title:>11}", "", "as they are"));
    let mut line = |what: &str, of: &dyn Fn(&Quality) -> f64| {
        let second = after.map_or_else(String::new, |after| format!("{:>11.4}", of(after)));
        outcome.say(&format!("{what:<20} {:>11.4} {second}", of(&found.before)));
    };
    line("Brier score", &|quality| quality.scores.brier);
    line("  miscalibration", &|quality| quality.scores.corp.miscalibration);
    line("  discrimination", &|quality| quality.scores.corp.discrimination);
    line("log loss", &|quality| quality.scores.log_loss);
    line("calibration error", &|quality| quality.equal_width.expected_error);
    line("  by chance", &|quality| quality.null_band.mean);
    line("  at most by chance", &|quality| quality.null_band.upper);
    match &found.after {
        Ok(_) => outcome.say(&dim("on labels that the map was not fitted to; by chance: what a perfect model shows")),
        Err(trouble) => outcome.say(&dim(&format!("not on labels that were held back: {}", trouble.words()))),
    }
}

fn compared(outcome: &mut Outcome, comparison: &Comparison) {
    for Difference { method, with, measure, mean, low, high, verdict } in &comparison.differences {
        let with = with.map_or("no map", Method::name);
        let measure = match measure {
            Measure::Brier => "Brier score",
            Measure::LogLoss => "log loss",
        };
        let word = match verdict {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::NotSignificant => "not significantly better",
        };
        outcome.say(&format!(
            "- {} against {with}, {measure}: {word} ({mean:+.4}, 95% interval {low:+.4} to {high:+.4})",
            method.name()
        ));
    }
}

fn verdict(outcome: &mut Outcome, found: &Calibrated) {
    let method = found.method.name();
    let why = if found.is_asked { "as asked" } else { "the usual one for so many labels" };
    let points = found.map.points().len();
    let words = match found.verdict() {
        Some(Verdict::Better) => "better than none",
        Some(Verdict::Worse) => "worse than none: leave the scores as they are",
        Some(Verdict::NotSignificant) => "not significantly better than none: the scores can stay as they are",
        None => "not compared with none",
    };
    outcome.say(&format!("{method} ({why}), {points} points: {}", bold(words)));
}

fn bins(outcome: &mut Outcome, reliability: &Reliability) {
    outcome.say(&format!("{:>10} {:>8} {:>8}   {:<18} as they are", "mean score", "right", "labels", "95% interval"));
    for bin in &reliability.bins {
        let [low, high] = [bin.interval.low, bin.interval.high].map(|share| percent(share, 1));
        let interval = format!("{low} to {high}");
        let is_off = bin.mean_score < bin.interval.low || bin.mean_score > bin.interval.high;
        let mark = if is_off { "off" } else { "" };
        let right = percent(bin.accuracy, 1);
        let line = format!("{:>10.4} {right:>8} {:>8}   {interval:<18} {mark}", bin.mean_score, bin.count);
        outcome.say(line.trim_end());
    }
}

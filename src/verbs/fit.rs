//! `fit`: thresholds with a promise, in words, and the fitted policy.

use crate::diagnostic::Diagnostic;
use crate::study::{self, FamilyReport, Fit, FitOptions, Hint, Refused, Source};
use crate::tune::{Choice, LeftOut, Step};
use crate::value::{Plain, number_text};

use super::outcome::{File, Outcome, Status, bad, bold, clean, count, dim, good, percent, rows_word, wrong_words};
use super::problems;

/// A fitted policy as it is written.
pub(super) struct Fitted<'f> {
    pub(super) text: String,
    /// What is wrong with it: its own tests.
    pub(super) problems: &'f [Diagnostic],
    /// Whether anything was found; else nothing is written.
    pub(super) has_found: bool,
}

/// Where a fitted policy goes.
#[derive(Clone, Copy)]
pub(super) struct To<'t> {
    /// The policy as it was.
    pub(super) policy: &'t File,
    pub(super) output: Option<&'t str>,
    pub(super) for_programs: bool,
}

impl To<'_> {
    /// What was said of a fit, and the fitted document, which is written with what is wrong with it told. Where nothing was
    /// found nothing is written, which is no fault unless it was asked for.
    pub(super) fn write(self, mut outcome: Outcome, fitted: Fitted<'_>) -> Outcome {
        let Self { policy, output, for_programs } = self;
        if !fitted.has_found {
            if output.is_some() {
                outcome.at_least(Status::Wrong);
                outcome.tell(&format!(
                    "{}: nothing is promised, so that there is no policy to write",
                    bad("nothing written")
                ));
            }
            return outcome;
        }
        let Fitted { text, problems, .. } = fitted;
        if !problems.is_empty() {
            outcome.at_least(Status::Wrong);
            if !for_programs {
                let name = output
                    .filter(|output| *output != "-")
                    .map_or_else(|| format!("{}, fitted", policy.name), str::to_owned);
                breaks(&mut outcome, "the fit", &File { name, text: text.clone() }, problems);
            }
        }
        match output {
            Some("-") if !for_programs => {
                let report = std::mem::replace(&mut outcome.out, text);
                outcome.err.insert_str(0, &report);
            }
            Some(file) if file != "-" => {
                outcome.write.push(File { name: file.to_owned(), text });
                if !for_programs {
                    outcome.say(&format!("\n{} {}", bold("written"), clean(file)));
                }
            }
            Some(_) => {}
            None if !for_programs => outcome.say("\n`-o FILE` writes the fitted policy"),
            None => {}
        }
        outcome
    }
}

pub(super) fn told(source: &Source, options: &FitOptions, name: &str, to: To<'_>) -> Result<Outcome, Refused> {
    let fit = study::fit(source, &to.policy.text, options)?;
    let mut outcome = Outcome::default();
    if to.for_programs {
        outcome = Outcome::json(&fit.plain(), Status::Fine);
    } else {
        words(&mut outcome, &fit, to.policy, name);
        if options.leaves_options {
            outcome.say(&dim(
                "a third of the rows, by unit, is left to fit options to (`leeway fit-options --options-fold`)",
            ));
        }
    }
    Ok(to.write(outcome, Fitted { text: fit.text(), problems: &fit.problems, has_found: fit.has_threshold() }))
}

fn words(outcome: &mut Outcome, fit: &Fit, policy: &File, name: &str) {
    let promise = fit.fitted.goal.promise;
    outcome.say(&format!(
        "{} fitted to {name}: model {}, {}",
        clean(&policy.name),
        clean(&fit.model),
        rows_word(fit.rows)
    ));
    let promised = format!(
        "with {} confidence at most {} of what is done by itself is wrong, for as long as cases keep coming as they did",
        level(1.0 - promise.delta()),
        level(promise.alpha())
    );
    if fit.has_threshold() {
        outcome.say(&format!("promise: {promised}"));
    } else {
        outcome.say(&format!("asked for: {promised}"));
        let needed = fit.needed;
        outcome.say(&format!(
            "{}, so that nothing may be done by itself; a test needs {} labels without an error, {} where two are wrong",
            bad("no threshold keeps that promise"),
            needed.without_error,
            needed.with_two
        ));
    }
    hints(outcome, &fit.hints);
    if fit.fitted.parts > 1 {
        let each = fit.fitted.spent.split(fit.fitted.parts).delta();
        let families = fit.fitted.parts;
        outcome.say(&dim(&format!("{families} families share that: each is tested at {}", number_text(each))));
    }
    map(outcome, fit);
    for family in &fit.families {
        outcome.say("");
        family_words(outcome, fit, family);
    }
    let without = fit.families.iter().filter(|family| family.found.outcome.is_err()).count();
    if without > 0 && fit.has_threshold() {
        outcome.say("\nwhere there is no threshold the fitted policy asks a person: it leaves at most `suggest`, whatever stands in it");
    }
    if fit.families.len() > 1 {
        let share = fit.automatic.share_of(fit.rows).unwrap_or(0.0);
        outcome.say(&format!(
            "\nall together: {} of rows automatic, {}",
            bold(&percent(share, 1)),
            wrong_words(fit.automatic)
        ));
    }
    for model in &fit.dropped {
        outcome
            .say(&format!("\nthe fit of model {} is left out: the policy's thresholds are others now", clean(model)));
    }
    if fit.options_dropped {
        outcome.say("\nthe fitted options are left out: other cases are shown options now; fit them again");
    }
    reviewers(outcome, fit);
    verified(outcome, fit);
    apart(outcome, fit);
}

/// Which tests of the policy hold no longer in the document that is written.
pub(super) fn breaks(outcome: &mut Outcome, what: &str, file: &File, problems: &[Diagnostic]) {
    outcome.err.push_str(&problems::refused(file, problems, Status::Wrong, false).err);
    let (what, tests) = (bad(&format!("{what} breaks")), count(problems.len(), "test"));
    outcome.say(&format!(
        "\n{what}: {tests} of the policy, as said on standard error; `leeway check` refuses it until that is changed"
    ));
}

/// What to look at first.
pub(super) fn hints(outcome: &mut Outcome, hints: &[Hint]) {
    for hint in hints {
        outcome.say(&format!("{}: {}", bad("look first"), clean(&hint.message)));
    }
}

/// A level in the digits that people write.
pub(super) fn level(share: f64) -> String {
    format!("{}%", number_text((share * 1e8).round() / 1e6))
}

fn map(outcome: &mut Outcome, fit: &Fit) {
    let Some(map) = &fit.map else { return };
    let errors = |quality: &crate::calibrate::Quality| {
        format!("{:.4} (by chance up to {:.4})", quality.equal_width.expected_error, quality.null_band.upper)
    };
    let after = map.after.as_ref().map_or_else(String::new, |after| format!(", after {}", errors(after)));
    outcome.say(&format!(
        "calibrated first, by {} on {} labels of other rows: calibration error before {}{after}",
        map.method.name(),
        map.before.count,
        errors(&map.before)
    ));
}

fn family_words(outcome: &mut Outcome, fit: &Fit, family: &FamilyReport) {
    let mut title = format!("confidence `{}`", clean(&family.band));
    if let Some(operation) = &family.operation {
        title.push_str(&format!(", operation `{}`", clean(operation)));
    }
    if let Some(segment) = &family.segment {
        title.push_str(&format!(", segment `{}`", clean(segment)));
    }
    let path = &family.found.path;
    match family.found.outcome {
        Ok(threshold) => {
            let share = family.automatic.share_of(fit.rows).unwrap_or(0.0);
            let from = bold(&number_text(threshold));
            outcome.say(&format!(
                "{title}: from {from}, {} of rows, {}",
                percent(share, 1),
                wrong_words(family.automatic)
            ));
        }
        Err(why) => {
            let why = why.words();
            outcome.say(&format!("{title}: {}: {why}", bad("no threshold")));
        }
    }
    let labels = labels_word(path.labels);
    match path.tested.as_slice() {
        [] => outcome.say(&dim(&format!("  {labels}, nothing tested"))),
        [only] => {
            let end = end_words(only, path.level);
            outcome.say(&dim(&format!("  {labels}, 1 threshold tested, {}{end}", short(only.threshold))));
        }
        [first, .., last] => {
            let (tested, end) = (count(path.tested.len(), "threshold"), end_words(last, path.level));
            let (from, to) = (short(first.threshold), short(last.threshold));
            outcome.say(&dim(&format!("  {labels}, {tested} tested from {from} down to {to}{end}")));
        }
    }
}

/// A threshold that is not in force, in a few digits.
fn short(threshold: f64) -> String {
    number_text((threshold * 1e6).round() / 1e6)
}

fn end_words(last: &Step, level: f64) -> String {
    if last.p_value <= level {
        return ", which all held".to_owned();
    }
    format!(", where {} of {} were wrong: too many to be sure", last.errors, last.accepted)
}

/// "1 label", "2 labels".
pub(super) fn labels_word(labels: u64) -> String {
    if labels == 1 { "1 label".to_owned() } else { format!("{labels} labels") }
}

fn reviewers(outcome: &mut Outcome, fit: &Fit) {
    let Some(asks) = fit.reviewers else { return };
    let said = match asks.short_by {
        None => good("enough"),
        Some(short) => {
            format!("{} an hour; a lower threshold would break the promise", bad(&format!("short by {short:.1}")))
        }
    };
    outcome.say(&format!(
        "\nreviewers can take {} an hour, and are asked {:.1}: {said}",
        number_text(asks.per_hour),
        asks.asks
    ));
}

fn verified(outcome: &mut Outcome, fit: &Fit) {
    let Some(verified) = &fit.verified else { return };
    let share = verified.automatic.share_of(verified.rows).unwrap_or(0.0);
    let word = kept(verified.is_met, verified.is_broken, "above");
    outcome.say(&format!(
        "\nverified on split {}, {}: {} automatic, {}: {word}",
        clean(&verified.splits.join(", ")),
        rows_word(verified.rows),
        percent(share, 1),
        wrong_words(verified.automatic)
    ));
}

/// What rows that a promise was not fitted to say of it.
pub(super) fn kept(is_met: Option<bool>, is_broken: bool, beyond: &str) -> String {
    match is_met {
        None => "nothing to see".to_owned(),
        Some(true) => good("kept"),
        Some(false) if is_broken => bad("BROKEN"),
        Some(false) => bold(&format!("{beyond} the target, within chance")),
    }
}

/// What the promise does not rest on, and what it takes for granted.
fn apart(outcome: &mut Outcome, fit: &Fit) {
    let apart = &fit.fitted.apart;
    let found = [
        (apart.never, "are never automatic, whatever their confidence"),
        (apart.always, "are automatic at any confidence, which no promise covers"),
        (apart.segment_unknown, "are of a segment that is not known"),
    ];
    left_out(outcome, &found, &fit.fitted.left_out);
    outcome.say("");
    independent(outcome, fit.fitted.has_units);
    match fit.fitted.goal.choice {
        Choice::Lowest => {}
        Choice::Chow(costs) => outcome.say(&dim(&format!(
            "of the thresholds that hold, the lowest from {} on, where doing is cheaper than asking",
            number_text(costs.chow())
        ))),
        Choice::Cheapest(_) => outcome.say(&dim("of the thresholds that hold, the cheapest in this log")),
        Choice::AtLeast(_) => outcome.say(&dim("of the thresholds that hold, the highest that reviewers keep up with")),
    }
}

/// The rows that no promise rests on.
pub(super) fn left_out(outcome: &mut Outcome, apart: &[(u64, &str)], out: &LeftOut) {
    let reasons = [
        (out.other_folds, "stand in another fold"),
        (out.unlabelled, "have no label"),
        (out.review, "were labelled in a review, which sees only what went to people"),
        (out.implicit, "were labelled by what people did"),
        (out.source_unknown, "do not say where their label comes from"),
        (out.without_propensity, "were audited without a propensity"),
        (out.duplicates, "have an id that another has"),
        (out.conflicting, "have an id that stands for several labels"),
        (out.thinned, "were thinned out, so that all labels stand for one rate"),
        (out.bad_score, "have no confidence in [0, 1]"),
        (out.same_unit, "share a unit with one that was tested"),
    ];
    let mut is_first = true;
    for (rows, what) in apart.iter().chain(&reasons) {
        if *rows > 0 {
            if std::mem::take(&mut is_first) {
                outcome.say("\nrows that were not tested:");
            }
            outcome.say(&format!("- {rows} {what}"));
        }
    }
}

/// What is taken for granted where nothing says which rows belong together.
pub(super) fn independent(outcome: &mut Outcome, has_units: bool) {
    if !has_units {
        outcome.say(&dim("it assumes that rows are independent: a column `unit` says which belong together"));
    }
}

//! `replay`: a log decided again, in words.

use crate::action::Action;
use crate::analyze::ENOUGH;
use crate::math::real;
use crate::study::{self, Done, Group, Refused, Replay, ReplayOptions, Source};
use crate::value::{Plain, Value};

use super::fit;
use super::outcome::{
    File, Outcome, Status, action_word, bold, clean, dim, percent, rows_word, share_word, wrong_words,
};

pub(super) fn told(
    source: &Source,
    options: &ReplayOptions,
    policy: &File,
    name: &str,
    for_programs: bool,
) -> Result<Outcome, Refused> {
    let found = study::replay(source, &policy.text, options)?;
    if for_programs {
        return Ok(Outcome::json(&found.plain(), Status::Fine));
    }
    let mut outcome = Outcome::default();
    words(&mut outcome, &found, policy, name);
    Ok(outcome)
}

fn words(outcome: &mut Outcome, found: &Replay, policy: &File, name: &str) {
    let rows = found.rows();
    let all = found.done.all;
    outcome.say(&format!("{} on {name}: {}, {}", clean(&policy.name), rows_word(rows), wrong_words(all)));
    if found.not_counted > 0 {
        outcome.say(&dim(&format!(
            "{} labels of reviews, or of what people did, are not counted: they are of cases that were chosen",
            found.not_counted
        )));
    }
    fit::hints(outcome, &found.hints);
    outcome.say("");
    for action in Action::ALL.into_iter().rev() {
        let turned = found.done.of(action);
        if turned.rows > 0 {
            let share = share_word(turned.rows, rows);
            outcome.say(&format!("{} {:>8} {share:>7}  {}", action_word(action, 12), turned.rows, wrong_words(turned)));
        }
    }
    outcome.say(&format!("\npeople are asked {} times of {rows}", found.done.asked()));
    audited(outcome, found);
    cost(outcome, found);
    cells(outcome, found);
    groups(outcome, "model", &found.models, rows);
    if found.segments.len() > 1 {
        groups(outcome, "segment", &found.segments, rows);
    }
    classes(outcome, found);
}

fn audited(outcome: &mut Outcome, found: &Replay) {
    match &found.audited {
        None => {}
        Some(Ok(quality)) => outcome.say(&format!(
            "of what could be automatic, by blind labels alone: {} wrong, exact 95% interval {} to {}",
            bold(&percent(quality.error, 2)),
            percent(quality.interval.low, 2),
            percent(quality.interval.high, 2)
        )),
        Some(Err(reason)) => outcome.say(&format!("how often what is automatic is wrong is not known: {reason}")),
    }
}

fn cost(outcome: &mut Outcome, found: &Replay) {
    let Some(costs) = found.costs else { return };
    let total = found.done.cost(costs);
    let mean = total / real(found.rows().max(1));
    outcome.say(&format!("cost: {} in all, {} a row", bold(&format!("{total:.2}")), bold(&format!("{mean:.4}"))));
}

fn cells(outcome: &mut Outcome, found: &Replay) {
    outcome.say("\nby cell of the matrix, before rules, ceilings and availability:");
    for cell in &found.cells {
        let what = format!("{} confidence, {} impact", clean(&cell.confidence), clean(&cell.impact));
        let share = share_word(cell.turned.rows, found.rows());
        outcome.say(&format!(
            "- {what}, {}: {} ({share}), {}",
            action_word(cell.base, 0),
            rows_word(cell.turned.rows),
            wrong_words(cell.turned)
        ));
    }
    if found.findings.rows > 0 {
        let finding =
            found.finding.as_deref().map_or_else(String::new, |finding| format!("; of most {}", clean(finding)));
        outcome.say(&format!(
            "- with findings: {}, {}{finding}",
            rows_word(found.findings.rows),
            wrong_words(found.findings)
        ));
    }
}

fn groups(outcome: &mut Outcome, what: &str, groups: &[Group], rows: u64) {
    outcome.say(&format!("\nby {what}:"));
    for Group { name, done, aurc } in groups {
        let name = name.as_deref().map_or_else(|| format!("no {what}"), clean);
        let area = aurc.map_or_else(String::new, |(aurc, excess)| {
            format!("; area under risk over coverage {aurc:.4}, {excess:.4} above the best possible")
        });
        outcome.say(&format!("- {name}: {}, {}{area}", rows_word(done.all.rows), automatic(done, rows)));
    }
}

fn automatic(done: &Done, rows: u64) -> String {
    let turned = done.of(Action::AutoApply);
    let of = done.all.rows.min(rows);
    let share = if of < ENOUGH { turned.rows.to_string() } else { percent(turned.share_of(of).unwrap_or(0.0), 1) };
    format!("{share} automatic, {}", wrong_words(turned))
}

/// The means; JSON has every class.
fn classes(outcome: &mut Outcome, found: &Replay) {
    let classes = found.classes_plain();
    if classes == Value::Null {
        return;
    }
    let mut means = Vec::new();
    for name in ["precision", "recall", "f1"] {
        let number = |member: &str| match classes.get(name).and_then(|mean| mean.get(member)) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        let value = number("value").map_or_else(|| "undefined".to_owned(), |value| percent(value, 1));
        let over = number("classes").unwrap_or(0.0);
        means.push(format!("{name} {value} over {over}"));
    }
    outcome.say(&format!(
        "\nof {} classes, of what is automatic, on average: {}",
        found.class_count(),
        means.join(", ")
    ));
}

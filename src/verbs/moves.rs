//! Transitions in words: the matrix, the moves with what turned out of them, the rows worth a look.

use crate::action::Action;
use crate::analyze::{ENOUGH, Tally, Telling, Transitions, Troubles};
use crate::json;
use crate::value::join;

use super::diff::moved;
use super::log_rows::Columns;
use super::outcome::{Outcome, action_word, bold, clean, dim};

/// As long as the longest action.
const WIDTH: usize = 12;

/// Where a log is not read as it was meant.
const MOSTLY_FINDINGS: &str = "most rows have findings and are decided as bad input under both policies, so this says little of them: are the \
     columns named as an input's fields, and does `--operations` say what the app does for each predicted label?";

/// Everything that a log shows.
pub(super) fn tell(outcome: &mut Outcome, source: &str, columns: Option<&Columns>, found: &Transitions) {
    let all = found.sum(|_, _| true);
    let unknown = all.rows.saturating_sub(all.known());
    outcome.say(&format!(
        "{source}: {}, {} right, {} wrong, {unknown} without an outcome",
        rows(all.rows),
        all.right,
        all.wrong
    ));
    if let Some(columns) = columns {
        let (read, rest) = columns.names();
        outcome.say(&dim(&clean(&format!("columns read: {}; not read: {}", listed(&read), listed(&rest)))));
    }
    troubles(outcome, source, "with findings", &found.findings);
    if all.rows == 0 {
        return;
    }
    if found.findings.rows() > all.rows / 2 {
        outcome.say(&bold(MOSTLY_FINDINGS));
    }
    matrix(outcome, found);
    moves(outcome, found);
    telling(outcome, "gain autonomy, and were wrong", &found.gained_and_wrong);
    telling(outcome, "are no longer `auto_apply`, although they were right", &found.lost_though_right);
}

/// What is wrong with rows; nothing where nothing is.
pub(super) fn troubles(outcome: &mut Outcome, source: &str, what: &str, troubles: &Troubles) {
    if troubles.rows() == 0 {
        return;
    }
    outcome.say(&format!("\n{} {what}:", rows(troubles.rows())));
    for trouble in troubles.list() {
        let first = format!("first at {source}:{}", trouble.line);
        outcome.say(&format!("- {}: {} ({first})", rows(trouble.rows), clean(&trouble.reason)));
    }
}

/// Rows are the actions before and columns those after; only those that occur.
fn matrix(outcome: &mut Outcome, found: &Transitions) {
    let most_first = || Action::ALL.into_iter().rev();
    let occurs = |action| found.sum(|_, after| after == action).rows > 0;
    let mut head = dim("before / after");
    for after in most_first().filter(|after| occurs(*after)) {
        head.push_str(&format!("  {}", action_word(after, WIDTH)));
    }
    outcome.say(&format!("\n{}", head.trim_end()));
    for before in most_first().filter(|before| found.sum(|other, _| other == *before).rows > 0) {
        let mut line = format!("{}  ", action_word(before, WIDTH));
        for after in most_first().filter(|after| occurs(*after)) {
            let cell = match found.of(before, after).rows {
                0 => "-".to_owned(),
                rows => rows.to_string(),
            };
            line.push_str(&format!("  {cell:<WIDTH$}"));
        }
        outcome.say(line.trim_end());
    }
}

fn moves(outcome: &mut Outcome, found: &Transitions) {
    let all = found.sum(|_, _| true).rows;
    let more = found.sum(|before, after| after > before).rows;
    let less = found.sum(|before, after| after < before).rows;
    let all_moves = more.saturating_add(less);
    outcome.say(&format!("\n{all_moves} of {} move: {more} gain autonomy, {less} lose it", rows(all)));
    for before in Action::ALL.into_iter().rev() {
        for after in Action::ALL.into_iter().rev().filter(|after| *after != before) {
            let tally = found.of(before, after);
            if tally.rows > 0 {
                outcome.say(&format!("- {}: {}", moved(before, after), turned_out(tally)));
            }
        }
    }
    let auto_apply = action_word(Action::AutoApply, 0);
    outcome.say(&format!("\nof all that is {auto_apply}:"));
    let before = found.sum(|before, _| before == Action::AutoApply);
    outcome.say(&format!("- before: {}", turned_out(before)));
    outcome.say(&format!("- after: {}", turned_out(found.sum(|_, after| after == Action::AutoApply))));
}

/// "120 rows, 4 of 118 wrong: 3.4%, 95% interval 1.3% to 8.4%".
fn turned_out(tally: Tally) -> String {
    let (wrong, known) = (tally.wrong, tally.known());
    let share = match tally.wrong_rate() {
        None => format!("not enough data, {ENOUGH} outcomes are needed"),
        Some(rate) => {
            let [value, low, high] = [rate.value, rate.low, rate.high].map(|share| share * 100.0);
            format!("{}, 95% interval {low:.1}% to {high:.1}%", bold(&format!("{value:.1}%")))
        }
    };
    format!("{}, {wrong} of {known} wrong: {share}", rows(tally.rows))
}

fn telling(outcome: &mut Outcome, what: &str, list: &[Telling]) {
    if list.is_empty() {
        return;
    }
    outcome.say(&format!("\nrows that {what}, most confident first:"));
    for Telling { line, before, after, row, .. } in list {
        outcome.say(&format!("- line {line}, {}", moved(*before, *after)));
        outcome.say(&dim(&format!("  {}", clean(&json::write(row)))));
    }
}

fn rows(number: u64) -> String {
    if number == 1 { "1 row".to_owned() } else { format!("{number} rows") }
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { join(names, ", ") }
}

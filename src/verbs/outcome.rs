//! What goes in and what comes out: files, texts, the status.

use annotate_snippets::normalize_untrusted_str;
use anstyle::{AnsiColor, Style};

use crate::action::Action;
use crate::analyze::{ENOUGH, Tally};
use crate::json;
use crate::math::real;
use crate::value::{Fields, Plain, Value, serialize_plain};

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// What it is called in messages.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// How a verb ended; the number is the program's exit code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Status {
    /// All is well.
    #[default]
    Fine = 0,
    /// The document or its tests are wrong.
    Wrong = 1,
    /// The arguments, or what was read, could not be used.
    Unusable = 2,
}

/// What a verb has to say, and what it wants written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
    /// How it ended.
    pub status: Status,
    /// Files to be written anew, by the names they were given under.
    pub write: Vec<File>,
}

serialize_plain!(Outcome);

impl Plain for Outcome {
    fn plain(&self) -> Value {
        let mut write = Vec::new();
        for file in &self.write {
            let mut entry = Fields::default();
            entry.put_text("name", &file.name);
            entry.put_text("text", &file.text);
            write.push(entry.done());
        }
        let mut out = Fields::default();
        out.put_text("out", &self.out);
        out.put_text("err", &self.err);
        out.put_number("code", Some(f64::from(self.status as u8)));
        out.put("write", Value::List(write));
        out.done()
    }
}

impl Outcome {
    /// An answer as JSON for programs.
    pub(super) fn json(value: &Value, status: Status) -> Self {
        Self { out: json::lay_out_sound(&json::write(value)), status, ..Self::default() }
    }

    /// A line for standard output.
    pub(super) fn say(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A line for standard error.
    pub(super) fn tell(&mut self, line: &str) {
        self.err.push_str(line);
        self.err.push('\n');
    }

    /// The worse of the two states.
    pub(super) fn at_least(&mut self, status: Status) {
        self.status = self.status.max(status);
    }
}

/// What users wrote, on one line and without the characters that a terminal would obey.
pub(super) fn clean(text: &str) -> String {
    without_c1(&normalize_untrusted_str(text)).replace('\n', "␊")
}

/// Without the controls that have two bytes, of which annotate-snippets knows nothing; a dot, which has two as well, so
/// that places in the text stay where they are.
pub(super) fn without_c1(text: &str) -> String {
    text.replace(|character| ('\u{80}'..='\u{9f}').contains(&character), "·")
}

pub(super) fn bold(text: &str) -> String {
    painted(Style::new().bold(), text)
}

pub(super) fn dim(text: &str) -> String {
    painted(Style::new().dimmed(), text)
}

pub(super) fn good(text: &str) -> String {
    painted(AnsiColor::Green.on_default().bold(), text)
}

pub(super) fn bad(text: &str) -> String {
    painted(AnsiColor::Red.on_default().bold(), text)
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The name of an action in its colour, filled up with spaces to that many characters.
pub(super) fn action_word(action: Action, width: usize) -> String {
    let colour = match action {
        Action::AutoApply => AnsiColor::Green,
        Action::Suggest | Action::ShowOptions => AnsiColor::Cyan,
        Action::Escalate => AnsiColor::Yellow,
        Action::Abstain => AnsiColor::Magenta,
        Action::Block => AnsiColor::Red,
    };
    padded(colour.on_default(), action.name(), width)
}

/// Spaces stand outside of the style.
fn padded(style: Style, text: &str, width: usize) -> String {
    let mut out = painted(style, text);
    for _ in text.len()..width {
        out.push(' ');
    }
    out
}

/// "1 error", "2 errors".
pub(super) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// "1 row", "2 rows".
pub(super) fn rows_word(number: u64) -> String {
    if number == 1 { "1 row".to_owned() } else { format!("{number} rows") }
}

/// A share as people write it, with that many places.
pub(super) fn percent(share: f64, places: usize) -> String {
    format!("{:.places$}%", share * 100.0)
}

/// A share of rows as people read it: with few of them their count says more, and a share of one is none.
pub(super) fn share_word(part: u64, of: u64) -> String {
    if of < ENOUGH { format!("of {of}") } else { percent(real(part) / real(of), 1) }
}

/// "3 of 120 wrong: 2.50%, exact 95% interval 0.52% to 7.13%".
pub(super) fn wrong_words(turned: Tally) -> String {
    let counts = format!("{} of {} wrong", turned.wrong, turned.known());
    match turned.error_rate() {
        None if turned.rows > 0 => "how they turned out is not known".to_owned(),
        None => counts,
        Some(_) if turned.known() < ENOUGH => format!("{counts}: not enough data for a share"),
        Some(rate) => {
            let [value, low, high] = [rate.value, rate.low, rate.high].map(|share| percent(share, 2));
            format!("{counts}: {}, exact 95% interval {low} to {high}", bold(&value))
        }
    }
}

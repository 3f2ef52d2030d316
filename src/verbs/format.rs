//! `fmt`: documents in the canonical layout.

use crate::json;
use crate::value::{Fields, Value};

use super::outcome::{File, Outcome, Status, bold, clean, count};
use super::problems::refused;

/// What becomes of the laid out text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatMode {
    /// It goes to standard output.
    Print,
    /// Files that differ are named, and the status is [`Status::Wrong`].
    Check,
    /// Files that differ are written anew.
    Write,
}

/// Lays out files. The first that cannot be read ends it, before anything is written; for programs a list of `{file,
/// formatted, text}`, where `formatted` says whether it was so already.
#[must_use]
pub fn format(files: &[File], mode: FormatMode, for_programs: bool) -> Outcome {
    let mut laid_out = Vec::new();
    for file in files {
        match json::lay_out(&file.text) {
            Ok(text) => laid_out.push(text),
            Err(problems) => return refused(file, &problems, Status::Wrong, for_programs),
        }
    }
    let mut outcome = Outcome::default();
    let mut list = Vec::new();
    for (file, text) in files.iter().zip(laid_out) {
        list.push(entry(file, &text));
        keep(&mut outcome, file, text, mode);
    }
    if for_programs {
        let answer = Outcome::json(&Value::List(list), outcome.status);
        return Outcome { write: outcome.write, ..answer };
    }
    if outcome.status == Status::Wrong {
        outcome.tell(&format!("{} to be formatted: `--write` does it", count(outcome.out.lines().count(), "file")));
    }
    outcome
}

fn keep(outcome: &mut Outcome, file: &File, text: String, mode: FormatMode) {
    let differs = text != file.text;
    match mode {
        FormatMode::Print => outcome.out.push_str(&text),
        FormatMode::Check | FormatMode::Write if !differs => {}
        FormatMode::Check => {
            outcome.at_least(Status::Wrong);
            outcome.say(&clean(&file.name));
        }
        FormatMode::Write => {
            outcome.say(&format!("{} {}", bold("formatted"), clean(&file.name)));
            outcome.write.push(File { name: file.name.clone(), text });
        }
    }
}

fn entry(file: &File, text: &str) -> Value {
    let mut entry = Fields::default();
    entry.put_text("file", &file.name);
    entry.put("formatted", Value::Boolean(text == file.text));
    entry.put_text("text", text);
    entry.done()
}

//! `check`: everything that is wrong with policies.

use crate::api;
use crate::diagnostic::{Diagnostic, any_error};
use crate::value::{Fields, Plain, Value};

use super::outcome::{File, Outcome, Status, bad, clean, good};
use super::problems::{counted, shown};

/// All diagnostics of all files, and a line for each file; for programs a list of `{file, diagnostics}`.
#[must_use]
pub fn check(files: &[File], for_programs: bool) -> Outcome {
    let mut outcome = Outcome::default();
    let mut list = Vec::new();
    let mut refused = 0_usize;
    for file in files {
        let diagnostics = api::check(&file.text);
        if any_error(&diagnostics) {
            outcome.at_least(Status::Wrong);
            refused = refused.saturating_add(1);
        }
        if for_programs {
            list.push(entry(file, &diagnostics));
        } else {
            tell(&mut outcome, file, &diagnostics);
        }
    }
    if for_programs {
        return Outcome::json(&Value::List(list), outcome.status);
    }
    if files.len() > 1 {
        let fine = files.len().saturating_sub(refused);
        outcome.say(&format!("\n{} files: {fine} fine, {refused} refused", files.len()));
    }
    outcome
}

fn tell(outcome: &mut Outcome, file: &File, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        outcome.out.push_str(&shown(file, diagnostic));
    }
    let words = match (any_error(diagnostics), diagnostics.is_empty()) {
        (true, _) => format!("{} ({})", bad("refused"), counted(diagnostics)),
        (false, false) => format!("{} ({})", good("fine"), counted(diagnostics)),
        (false, true) => good("fine"),
    };
    outcome.say(&format!("{}: {words}", clean(&file.name)));
}

fn entry(file: &File, diagnostics: &Vec<Diagnostic>) -> Value {
    let mut entry = Fields::default();
    entry.put_text("file", &file.name);
    entry.put("diagnostics", diagnostics.plain());
    entry.done()
}

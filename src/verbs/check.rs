//! `check`: everything that is wrong with policies.

use crate::api;
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::study;
use crate::value::{Fields, Plain, Value};

use super::outcome::{File, Outcome, Status, bad, clean, good};
use super::problems::{counted, shown};

/// All diagnostics of all files, and a line for each file; for programs a list of `{file, diagnostics}`. A file is refused
/// if there is an error, and with `strict` a warning too.
#[must_use]
pub fn check(files: &[File], strict: bool, for_programs: bool) -> Outcome {
    let mut outcome = Outcome::default();
    let mut list = Vec::new();
    let mut refused = 0_usize;
    for file in files {
        let diagnostics = study::at_thresholds(&file.text, api::check(&file.text));
        let verdict = Verdict::of(&diagnostics, strict);
        if verdict != Verdict::Fine {
            outcome.at_least(Status::Wrong);
            refused = refused.saturating_add(1);
        }
        if for_programs {
            list.push(entry(file, &diagnostics));
        } else {
            tell(&mut outcome, file, &diagnostics, verdict);
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fine,
    /// For warnings alone.
    Strictly,
    Refused,
}

impl Verdict {
    fn of(diagnostics: &[Diagnostic], strict: bool) -> Self {
        let warns = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Warning);
        match (any_error(diagnostics), strict && warns) {
            (true, _) => Self::Refused,
            (false, true) => Self::Strictly,
            (false, false) => Self::Fine,
        }
    }
}

fn tell(outcome: &mut Outcome, file: &File, diagnostics: &[Diagnostic], verdict: Verdict) {
    for diagnostic in diagnostics {
        outcome.out.push_str(&shown(file, diagnostic));
    }
    let verdict = match verdict {
        Verdict::Fine => good("fine"),
        Verdict::Strictly => bad("refused by `--strict`"),
        Verdict::Refused => bad("refused"),
    };
    let words = match diagnostics {
        [] => verdict,
        _ => format!("{verdict} ({})", counted(diagnostics)),
    };
    outcome.say(&format!("{}: {words}", clean(&file.name)));
}

fn entry(file: &File, diagnostics: &Vec<Diagnostic>) -> Value {
    let mut entry = Fields::default();
    entry.put_text("file", &file.name);
    entry.put("diagnostics", diagnostics.plain());
    entry.done()
}

//! The front door: text in, policies and plain data out. Tested natively; Wasm and the command line only carry it over.

mod analyze;
mod layout;
#[cfg(feature = "schema")]
pub mod schema;
mod tests;

use crate::analyze::untested_cells;
use crate::check;
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::error::PolicyError;
use crate::json;
use crate::policy::{self, Policy};
use crate::tune;

pub use analyze::{compared, coverage, diff, sign_off, sign_off_with};
pub use layout::{Layout, Shares};
pub use tests::{Home, TestRun, test};

/// Everything that can be said of a document: errors, warnings and hints, in the order of the text. Beyond what [`compile`]
/// refuses, the tests behind a policy's evidence are done again: what does not add up is an error here.
///
/// ```
/// let diagnostics = leeway::api::check(r#"{"leeway": 1, "name": "seed", "impact": {"low": 0, "high": 0.5},
///     "confidence": {"low": 0, "high": 1.2}}"#);
/// assert_eq!(diagnostics[0].message, "threshold `high` (1.2) is above 1; it runs from 0 to 1");
/// assert_eq!(diagnostics[0].pointer, "/confidence/high");
/// ```
#[must_use]
pub fn check(text: &str) -> Vec<Diagnostic> {
    match examine(text) {
        Ok((policy, diagnostics)) if !any_error(&diagnostics) => {
            let mut found = tune::verify(&policy);
            if found.is_empty() {
                found = check::sets(&policy, &json::parse_all(text).0);
                found.extend(check::warnings(&policy));
                found.extend(untested_cells(&policy));
            }
            json::locate(text, found)
        }
        Ok((_, diagnostics)) | Err(diagnostics) => diagnostics,
    }
}

/// The errors of a document alone: what keeps it from compiling. [`check()`] adds warnings and hints to a document that
/// has none.
#[must_use]
pub fn errors(text: &str) -> Vec<Diagnostic> {
    compile(text).err().map(|error| error.diagnostics).unwrap_or_default()
}

/// Compiles a document.
///
/// # Errors
/// `POLICY_INVALID` with every diagnostic, if any of them is an error.
pub fn compile(text: &str) -> Result<Policy, PolicyError> {
    match examine(text) {
        Ok((policy, diagnostics)) if !any_error(&diagnostics) => Ok(policy),
        Ok((_, diagnostics)) | Err(diagnostics) => Err(PolicyError { diagnostics }),
    }
}

/// A policy whose structure is sound, with what was found beyond that; else what is wrong with the structure.
fn examine(text: &str) -> Result<(Policy, Vec<Diagnostic>), Vec<Diagnostic>> {
    let located = |diagnostics| json::locate(text, diagnostics);
    let (document, mut problems) = json::parse_all(text);
    let unreadable = [Code::InvalidJson, Code::DocumentTooLarge, Code::DuplicateKey];
    if problems.iter().any(|problem| unreadable.contains(&problem.code)) {
        return Err(located(problems));
    }
    // A number that no double holds, or a part that is too deep, does not hide the rest, and is not reported twice.
    let model = match policy::read(&document) {
        Ok(model) if problems.is_empty() => model,
        Ok(_) => return Err(located(problems)),
        Err(of_structure) => {
            let of_text = problems.len();
            for problem in of_structure {
                if !problems.iter().take(of_text).any(|earlier| earlier.pointer == problem.pointer) {
                    problems.push(problem);
                }
            }
            return Err(located(problems));
        }
    };
    let policy = policy::compile(model, document);
    let diagnostics = located(check::check(&policy));
    Ok((policy, diagnostics))
}

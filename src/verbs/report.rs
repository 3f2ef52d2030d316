//! `report`: a policy in words, for the people who have to approve it.

use crate::api;
use crate::error::Given;
use crate::json;
use crate::value::Plain;

use super::outcome::{File, Outcome, Status};
use super::problems::refused;

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// Markdown.
    Markdown,
    /// One HTML page.
    Html,
    /// JSON for programs.
    Json,
}

/// The sign-off of a policy; with the approved version, what changed since. It goes to standard output, or is wanted
/// written under the name of `output`.
#[must_use]
pub fn report(policy: &File, approved: Option<&File>, form: ReportForm, output: Option<&str>) -> Outcome {
    let for_programs = form == ReportForm::Json;
    let signed = match api::sign_off(&policy.text, approved.map(|approved| approved.text.as_str())) {
        Ok(signed) => signed,
        Err(error) => {
            let file = approved.filter(|_| error.given == Given::Approved).unwrap_or(policy);
            return refused(file, &error.diagnostics, Status::Wrong, for_programs);
        }
    };
    let text = match form {
        ReportForm::Markdown => signed.to_markdown(),
        ReportForm::Html => signed.to_html(),
        ReportForm::Json => json::lay_out_sound(&json::write(&signed.plain())),
    };
    match output {
        None | Some("-") => Outcome { out: text, ..Outcome::default() },
        Some(name) => {
            let write = vec![File { name: name.to_owned(), text }];
            Outcome { write, ..Outcome::default() }
        }
    }
}

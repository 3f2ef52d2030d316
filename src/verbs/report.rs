//! `report`: a policy in words, for the people who have to approve it.

use crate::analyze::SignOff;
use crate::api;
use crate::error::Given;
use crate::json;
use crate::study::{self, Refused, ReplayOptions, Source};
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

impl ReportForm {
    /// The form that is asked for.
    #[must_use]
    pub const fn of(html: bool, for_programs: bool) -> Self {
        match (html, for_programs) {
            (true, _) => Self::Html,
            (false, true) => Self::Json,
            (false, false) => Self::Markdown,
        }
    }
}

/// A report over a log.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) policy: File,
    pub(super) approved: Option<File>,
    pub(super) form: ReportForm,
    pub(super) output: Option<String>,
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
    written(&signed, form, output)
}

/// The same over a log: with what the policy made of it.
pub(super) fn told(source: &Source, options: &ReplayOptions, asked: &Asked) -> Result<Outcome, Refused> {
    let approved = asked.approved.as_ref().map(|approved| approved.text.as_str());
    let signed = study::sign_off(source, &asked.policy.text, approved, options)?;
    Ok(written(&signed, asked.form, asked.output.as_deref()))
}

fn written(signed: &SignOff, form: ReportForm, output: Option<&str>) -> Outcome {
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

//! Verbs over a log that is read whole before anything is said: `calibrate`, `fit`, `fit-options`, `replay`, and `report`
//! with a log.

use crate::diagnostic::Diagnostic;
use crate::error::Given;
use crate::json;
use crate::log::{Operations, Reading, Renames};
use crate::study::{Ask, CalibrateOptions, FitOptions, OptionsFitOptions, Refused, ReplayOptions, Source};
use crate::value::{Fields, Plain, Value};

use super::calibrate::{self, Home};
use super::fit::{self, To};
use super::fit_options;
use super::outcome::{File, Outcome, Status, bad, clean};
use super::problems;
use super::replay;
use super::report::{self, ReportForm};

/// The files that a verb is given beside its log.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogFiles<'f> {
    /// The policy.
    pub policy: Option<&'f File>,
    /// What an app does for each label that the log's model predicts.
    pub operations: Option<&'f File>,
    /// What all rows share.
    pub health: Option<&'f File>,
    /// The version of the policy that was approved last.
    pub approved: Option<&'f File>,
}

/// Which verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogVerbName {
    /// `calibrate`.
    Calibrate,
    /// `fit`.
    Fit,
    /// `fit-options`.
    FitOptions,
    /// `replay`.
    Replay,
    /// `report` with a log.
    Report,
}

/// A verb in the making: it takes the bytes of its log.
#[derive(Debug)]
pub struct LogVerb {
    reading: Reading,
    source: Source,
    name: String,
    work: Work,
    for_programs: bool,
    /// How the log begins.
    head: Vec<u8>,
}

/// What is to be done with the log.
#[derive(Debug)]
enum Work {
    Calibrate(CalibrateOptions, Option<Home>),
    Fit(Box<FitOptions>, File, Option<String>),
    FitOptions(Box<OptionsFitOptions>, File, Option<String>),
    Replay(ReplayOptions, File),
    Report(ReplayOptions, Box<report::Asked>),
}

impl LogVerbName {
    /// The verb of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "calibrate" => Some(Self::Calibrate),
            "fit" => Some(Self::Fit),
            "fit-options" => Some(Self::FitOptions),
            "replay" => Some(Self::Replay),
            "report" => Some(Self::Report),
            _ => None,
        }
    }
}

impl LogVerb {
    /// For options as the command line has them, with low lines for dashes: those of the study, and `column` (a list of
    /// `FIELD=COLUMN`), `output`, `write`, `html`. The log is called `name` in messages.
    ///
    /// # Errors
    /// What is said of options and files that cannot be used.
    pub fn new(
        verb: LogVerbName,
        files: LogFiles<'_>,
        options: &Value,
        name: &str,
        for_programs: bool,
    ) -> Result<Self, Outcome> {
        let told = |refused: Refused| told(&refused, files, for_programs);
        let (own, study) = apart(options);
        let own = Ask::arguments(&own);
        let renames = renames(&own.texts("column").map_err(told)?).map_err(told)?;
        let beside = |file: Option<&File>, problems: Vec<Diagnostic>| {
            problems::refused(&file.cloned().unwrap_or_default(), &problems, Status::Unusable, for_programs)
        };
        let operations = files.operations.map(|file| Operations::read(&file.text)).transpose();
        let operations = operations.map_err(|problems| beside(files.operations, problems))?;
        let health = files.health.map(|file| json::parse_located(&file.text)).transpose();
        let health = health.map_err(|problems| beside(files.health, problems))?;
        let work = Work::new(verb, files, own, Ask::arguments(&study), for_programs).map_err(told)?;
        let source = Source { operations, health, ..Source::default() };
        Ok(Self {
            reading: Reading::default().renamed(renames),
            source,
            name: clean(name),
            work,
            for_programs,
            head: Vec::new(),
        })
    }

    /// Reads these bytes. Nothing is said before the end.
    pub fn feed(&mut self, bytes: &[u8]) -> Outcome {
        let lacking = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(lacking));
        self.reading.feed(bytes);
        Outcome::default()
    }

    /// Does the work; nothing is read after it.
    pub fn finish(&mut self) -> Outcome {
        self.source.log = std::mem::take(&mut self.reading).finish();
        if let Some(swapped) = self.swapped() {
            return told(&swapped, LogFiles::default(), self.for_programs);
        }
        let Self { source, name, work, for_programs, .. } = self;
        let done = match work {
            Work::Calibrate(options, home) => calibrate::told(source, options, home.as_ref(), name, *for_programs),
            Work::Fit(options, policy, output) => {
                fit::told(source, options, name, To { policy, output: output.as_deref(), for_programs: *for_programs })
            }
            Work::FitOptions(options, policy, output) => {
                let to = To { policy, output: output.as_deref(), for_programs: *for_programs };
                fit_options::told(source, options, name, to)
            }
            Work::Replay(options, policy) => replay::told(source, options, policy, name, *for_programs),
            Work::Report(options, asked) => report::told(source, options, asked),
        };
        let files = LogFiles { policy: work.policy(), approved: work.approved(), ..LogFiles::default() };
        let mut outcome = done.unwrap_or_else(|refused| told(&refused, files, *for_programs));
        if !*for_programs {
            names_twice(&mut outcome, source, name);
        }
        if !*for_programs && source.log.rows() > 0 {
            rejects(&mut outcome, source, name);
        }
        outcome
    }
}

/// So many bytes of a log are looked at to see whether it is one.
const HEAD: usize = 4096;

impl LogVerb {
    /// Whether the file that stands for the log is a policy; perhaps the two are swapped.
    fn swapped(&self) -> Option<Refused> {
        let head = String::from_utf8_lossy(&self.head);
        let is_document = |text: &str| text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
        if !is_document(&head) || !head.contains("\"leeway\"") {
            return None;
        }
        let name = &self.name;
        let policy = self.work.policy().filter(|policy| !is_document(&policy.text));
        let message = match policy {
            Some(policy) => format!(
                "`{name}` is a policy, and `{}` is none: the policy comes first, then the log",
                clean(&policy.name)
            ),
            None => format!("`{name}` is a policy, and no log"),
        };
        Some(Refused::Because { code: "BAD_OPTION", message })
    }
}

impl Work {
    fn new(
        verb: LogVerbName,
        files: LogFiles<'_>,
        own: Ask<'_>,
        study: Ask<'_>,
        for_programs: bool,
    ) -> Result<Self, Refused> {
        let output = own.text("output")?.map(str::to_owned);
        let policy = files.policy.cloned();
        let needed = |policy: Option<File>| {
            policy.ok_or_else(|| Refused::Because { code: "BAD_OPTION", message: "a policy is needed".to_owned() })
        };
        Ok(match verb {
            LogVerbName::Calibrate => {
                let write = own.truth("write")?;
                if write && policy.is_none() {
                    let message = "`--write` writes the policy anew: name it, `--policy POLICY`".to_owned();
                    return Err(Refused::Because { code: "BAD_OPTION", message });
                }
                Self::Calibrate(CalibrateOptions::read(study)?, policy.map(|policy| Home { policy, write }))
            }
            LogVerbName::Fit => Self::Fit(Box::new(FitOptions::read(study)?), needed(policy)?, output),
            LogVerbName::FitOptions => {
                Self::FitOptions(Box::new(OptionsFitOptions::read(study)?), needed(policy)?, output)
            }
            LogVerbName::Replay => Self::Replay(ReplayOptions::read(study)?, needed(policy)?),
            LogVerbName::Report => {
                let form = ReportForm::of(own.truth("html")?, for_programs);
                let (policy, approved) = (needed(policy)?, files.approved.cloned());
                Self::Report(ReplayOptions::read(study)?, Box::new(report::Asked { policy, approved, form, output }))
            }
        })
    }

    fn policy(&self) -> Option<&File> {
        match self {
            Self::Calibrate(_, home) => home.as_ref().map(|home| &home.policy),
            Self::Fit(_, policy, _) | Self::FitOptions(_, policy, _) | Self::Replay(_, policy) => Some(policy),
            Self::Report(_, asked) => Some(&asked.policy),
        }
    }

    fn approved(&self) -> Option<&File> {
        match self {
            Self::Report(_, asked) => asked.approved.as_ref(),
            Self::Calibrate(..) | Self::Fit(..) | Self::FitOptions(..) | Self::Replay(..) => None,
        }
    }
}

/// The options that are about files, and the others.
fn apart(options: &Value) -> (Value, Value) {
    let (mut own, mut study) = (Fields::default(), Fields::default());
    if let Value::Object(members) = options {
        for (name, value) in members {
            let list =
                if matches!(name.as_str(), "column" | "output" | "write" | "html") { &mut own } else { &mut study };
            list.put(name, value.clone());
        }
    }
    (own.done(), study.done())
}

pub(super) fn renames(columns: &[String]) -> Result<Renames, Refused> {
    let wrong = |message: String| Refused::Because { code: "BAD_OPTION", message };
    let mut pairs = Vec::new();
    for column in columns {
        let pair = column.split_once('=');
        pairs.push(pair.ok_or_else(|| {
            wrong(format!(
                "`--column {column}` names no field: write `--column FIELD=COLUMN`, as in `confidence=score`"
            ))
        })?);
    }
    Renames::new(pairs).map_err(wrong)
}

/// A document that does not compile is wrong; what else is in the way could not be used.
pub(super) fn told(refused: &Refused, files: LogFiles<'_>, for_programs: bool) -> Outcome {
    match refused {
        Refused::Document(given, diagnostics) => {
            let file = files.approved.filter(|_| *given == Given::Approved).or(files.policy);
            let file = file.cloned().unwrap_or_default();
            problems::refused(&file, diagnostics, Status::Wrong, for_programs)
        }
        Refused::Because { .. } if for_programs => Outcome::json(&refused.plain(), Status::Unusable),
        Refused::Because { message, .. } => {
            let mut outcome = Outcome { status: Status::Unusable, ..Outcome::default() };
            outcome.tell(&format!("{}: {}", bad("error"), clean(message)));
            outcome
        }
    }
}

/// The columns that are not read because one of their name stands before them.
fn names_twice(outcome: &mut Outcome, source: &Source, name: &str) {
    for column in source.log.columns_twice() {
        outcome.tell(&format!("{name}: two columns are named `{}`: the first is read", clean(column)));
    }
}

/// The rows that are not used, or not whole.
fn rejects(outcome: &mut Outcome, source: &Source, name: &str) {
    for counted in source.log.counts() {
        let first = counted.lines.first().map_or(0, |line| *line);
        let rows = if counted.rows == 1 { "1 row".to_owned() } else { format!("{} rows", counted.rows) };
        outcome.tell(&format!("{name}: {rows}: {} (first at {name}:{first})", counted.reason.message()));
    }
}

//! The command line `leeway`: reads files, asks `leeway::verbs`, prints.
#![expect(clippy::disallowed_methods, reason = "the command line is where files are read; the core has no I/O")]

#[path = "leeway/arguments.rs"]
mod arguments;
#[path = "leeway/files.rs"]
mod files;
#[path = "leeway/log_arguments.rs"]
mod log_arguments;
#[path = "leeway/print.rs"]
mod print;
#[path = "leeway/stream.rs"]
mod stream;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use leeway::verbs::{self, Beside, Decider, LogDiff, LogFiles, LogVerb, LogVerbName, Outcome, ReportForm, Status};

use arguments::{Arguments, Verb};
use files::{Failure, Reader};
use log_arguments::{Options, Rows};
use print::Printer;

fn main() -> ExitCode {
    let Arguments { verb, json } = Arguments::parse();
    let mut printer = Printer::default();
    let status = match run(verb, json, &mut printer) {
        Ok(status) => status,
        Err(Failure::Closed) => Status::Fine,
        Err(Failure::Message(message)) => {
            // Where standard error is closed nobody is left to be told.
            let _ = printer.error(&message);
            Status::Unusable
        }
    };
    ExitCode::from(status as u8)
}

fn run(verb: Verb, json: bool, printer: &mut Printer) -> Result<Status, Failure> {
    let mut reader = Reader::default();
    let outcome = match verb {
        Verb::Check { policies, strict } => verbs::check(&reader.all(&policies)?, strict, json),
        Verb::Decide { policy, inputs, health } => {
            let policy = reader.read(&policy)?;
            let health = health.map(|health| reader.read(&health)).transpose()?;
            let start = |name: &str| Decider::new(&policy, health.as_ref(), name, json);
            return stream::run(&inputs, start, &mut reader, printer);
        }
        Verb::Explain { policy, input, health } => {
            let (policy, input) = (reader.read(&policy)?, reader.read(&input)?);
            let health = health.map(|health| reader.read(&health)).transpose()?;
            verbs::explain(&policy, &input, health.as_ref(), json)
        }
        Verb::Diff { before, after, limit, log: Some(log), model, column, operations, health } => {
            let (before, after) = (reader.read(&before)?, reader.read(&after)?);
            let operations = operations.map(|operations| reader.read(&operations)).transpose()?;
            let health = health.map(|health| reader.read(&health)).transpose()?;
            let beside = Beside { operations: operations.as_ref(), health: health.as_ref(), columns: &column };
            let start = |name: &str| {
                LogDiff::new(&before, &after, beside, name, limit, json).map(|diff| diff.named(model.clone()))
            };
            return stream::run(&log, start, &mut reader, printer);
        }
        Verb::Diff { log: None, model, column, operations, health, .. }
            if model.is_some() || !column.is_empty() || operations.is_some() || health.is_some() =>
        {
            return Err(Failure::Message(
                "`--model`, `--column`, `--operations` and `--health` need `--log`".to_owned(),
            ));
        }
        Verb::Diff { before, after, limit, .. } => {
            verbs::diff(&reader.read(&before)?, &reader.read(&after)?, limit, json)
        }
        Verb::Calibrate { log, rows, how } => {
            let mut options = rows.options();
            how.put(&mut options);
            let asked =
                Asked { verb: LogVerbName::Calibrate, policy: how.policy.as_ref(), log: &log, rows: &rows, json };
            return asked.run(options, reader, printer);
        }
        Verb::Fit { policy, log, promise, rows, costs } => {
            let mut options = rows.options();
            promise.put(&mut options);
            costs.put(&mut options);
            let asked = Asked { verb: LogVerbName::Fit, policy: Some(&policy), log: &log, rows: &rows, json };
            return asked.run(options, reader, printer);
        }
        Verb::FitOptions { policy, log, coverage, rows } => {
            let mut options = rows.options();
            coverage.put(&mut options);
            let asked = Asked { verb: LogVerbName::FitOptions, policy: Some(&policy), log: &log, rows: &rows, json };
            return asked.run(options, reader, printer);
        }
        Verb::Replay { policy, log, rows, costs } => {
            let mut options = rows.options();
            costs.put(&mut options);
            let asked = Asked { verb: LogVerbName::Replay, policy: Some(&policy), log: &log, rows: &rows, json };
            return asked.run(options, reader, printer);
        }
        Verb::Test { policy, tests } => {
            let policy = reader.read(&policy)?;
            let tests = tests.map(|tests| reader.read(&tests)).transpose()?;
            verbs::test(&policy, tests.as_ref(), json)
        }
        Verb::Report { policy, approved, html, log: Some(log), rows, output } => {
            let mut options = rows.options();
            log_arguments::put_report(&mut options, html, output.as_ref());
            let asked = Asked { verb: LogVerbName::Report, policy: Some(&policy), log: &log, rows: &rows, json };
            return asked.beside(approved.as_ref(), options, reader, printer);
        }
        Verb::Report { log: None, rows, .. } if rows.is_given() => {
            return Err(Failure::Message("options about a log need `--log`".to_owned()));
        }
        Verb::Report { policy, approved, html, output, .. } => {
            let policy = reader.read(&policy)?;
            let approved = approved.map(|approved| reader.read(&approved)).transpose()?;
            let output = output.map(|output| output.display().to_string());
            verbs::report(&policy, approved.as_ref(), ReportForm::of(html, json), output.as_deref())
        }
        Verb::Fmt { policies, mode } => verbs::format(&reader.all(&policies)?, mode.mode(), json),
        Verb::Schema => Outcome { out: arguments::SCHEMA.to_owned(), ..Outcome::default() },
        Verb::Types { policy } => verbs::types(&reader.read(&policy)?, json),
    };
    finish(&outcome, printer)
}

/// A verb over a log that is read whole.
struct Asked<'a> {
    verb: LogVerbName,
    policy: Option<&'a PathBuf>,
    log: &'a PathBuf,
    rows: &'a Rows,
    json: bool,
}

impl Asked<'_> {
    fn run(&self, options: Options, reader: Reader, printer: &mut Printer) -> Result<Status, Failure> {
        self.beside(None, options, reader, printer)
    }

    /// With the version of the policy that was approved last.
    fn beside(
        &self,
        approved: Option<&PathBuf>,
        options: Options,
        mut reader: Reader,
        printer: &mut Printer,
    ) -> Result<Status, Failure> {
        let mut read = |path: Option<&PathBuf>| path.map(|path| reader.read(path)).transpose();
        let (policy, approved) = (read(self.policy)?, read(approved)?);
        let (operations, health) = (read(self.rows.operations.as_ref())?, read(self.rows.health.as_ref())?);
        let files = LogFiles {
            policy: policy.as_ref(),
            operations: operations.as_ref(),
            health: health.as_ref(),
            approved: approved.as_ref(),
        };
        let options = options.done();
        let start = |name: &str| LogVerb::new(self.verb, files, &options, name, self.json);
        stream::run(self.log, start, &mut reader, printer)
    }
}

/// Files first: what is said of them is true when it is said.
fn finish(outcome: &Outcome, printer: &mut Printer) -> Result<Status, Failure> {
    for file in &outcome.write {
        files::write(file)?;
    }
    printer.print(outcome)?;
    printer.flush()?;
    Ok(outcome.status)
}

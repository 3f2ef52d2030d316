//! The command line `leeway`: reads files, asks `leeway::verbs`, prints.
#![expect(clippy::disallowed_methods, reason = "the command line is where files are read; the core has no I/O")]

#[path = "leeway/arguments.rs"]
mod arguments;
#[path = "leeway/files.rs"]
mod files;
#[path = "leeway/print.rs"]
mod print;
#[path = "leeway/stream.rs"]
mod stream;

use std::process::ExitCode;

use clap::Parser;
use leeway::verbs::{self, Beside, Decider, LogDiff, Outcome, Status};

use arguments::{Arguments, Verb};
use files::{Failure, Reader};
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
        Verb::Diff { before, after, limit, log: Some(log), operations, health } => {
            let (before, after) = (reader.read(&before)?, reader.read(&after)?);
            let operations = operations.map(|operations| reader.read(&operations)).transpose()?;
            let health = health.map(|health| reader.read(&health)).transpose()?;
            let beside = Beside { operations: operations.as_ref(), health: health.as_ref() };
            let start = |name: &str| LogDiff::new(&before, &after, beside, name, limit, json);
            return stream::run(&log, start, &mut reader, printer);
        }
        Verb::Diff { log: None, operations: Some(_), .. } | Verb::Diff { log: None, health: Some(_), .. } => {
            return Err(Failure::Message("`--operations` and `--health` need `--log`".to_owned()));
        }
        Verb::Diff { before, after, limit, .. } => {
            verbs::diff(&reader.read(&before)?, &reader.read(&after)?, limit, json)
        }
        Verb::Test { policy, tests } => {
            let policy = reader.read(&policy)?;
            let tests = tests.map(|tests| reader.read(&tests)).transpose()?;
            verbs::test(&policy, tests.as_ref(), json)
        }
        Verb::Report { policy, approved, html, output } => {
            let policy = reader.read(&policy)?;
            let approved = approved.map(|approved| reader.read(&approved)).transpose()?;
            let output = output.map(|output| output.display().to_string());
            verbs::report(&policy, approved.as_ref(), arguments::form(html, json), output.as_deref())
        }
        Verb::Fmt { policies, mode } => verbs::format(&reader.all(&policies)?, mode.mode(), json),
        Verb::Schema => Outcome { out: arguments::SCHEMA.to_owned(), ..Outcome::default() },
        Verb::Types { policy } => verbs::types(&reader.read(&policy)?, json),
    };
    finish(&outcome, printer)
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

//! Standard output and standard error; escape sequences only where somebody sees them.

use std::io::{self, Write};

use anstream::AutoStream;
use leeway::verbs::Outcome;

use super::files::Failure;

/// Both streams.
pub(crate) struct Printer {
    out: AutoStream<io::StdoutLock<'static>>,
    err: AutoStream<io::Stderr>,
}

impl Default for Printer {
    fn default() -> Self {
        Self { out: AutoStream::auto(io::stdout().lock()), err: AutoStream::auto(io::stderr()) }
    }
}

impl Printer {
    pub(crate) fn print(&mut self, outcome: &Outcome) -> Result<(), Failure> {
        self.out.write_all(outcome.out.as_bytes()).map_err(|error| Failure::of("write", "standard output", &error))?;
        self.err.write_all(outcome.err.as_bytes()).map_err(|error| Failure::of("write", "standard error", &error))
    }

    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| Failure::of("write", "standard output", &error))
    }

    pub(crate) fn error(&mut self, message: &str) -> io::Result<()> {
        let style = anstyle::AnsiColor::Red.on_default().bold();
        writeln!(self.err, "{style}error{style:#}: {message}")
    }
}

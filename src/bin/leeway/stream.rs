//! What may be long: piece by piece, in constant memory, with a bar on long work where somebody sees it.

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use leeway::verbs::{Outcome, Status, Stream};

use super::files::{Failure, Reader};
use super::print::Printer;

const PIECE: usize = 64 * 1024;
/// Less is done before a bar could be read.
const LONG: u64 = 8 * 1024 * 1024;

/// Feeds what `start` makes for a name of the inputs.
pub(crate) fn run<S: Stream>(
    inputs: &Path,
    start: impl FnOnce(&str) -> Result<S, Outcome>,
    reader: &mut Reader,
    printer: &mut Printer,
) -> Result<Status, Failure> {
    let (name, mut source) = reader.open(inputs)?;
    let mut stream = match start(&name) {
        Ok(stream) => stream,
        Err(outcome) => return super::finish(&outcome, printer),
    };
    let bar = bar(inputs);
    let mut piece = vec![0; PIECE];
    let mut status = Status::Fine;
    let mut print = |outcome: &Outcome, printer: &mut Printer| {
        status = status.max(outcome.status);
        bar.suspend(|| printer.print(outcome))
    };
    loop {
        let length = match source.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Failure::of("read", &name, &error)),
        };
        print(&stream.feed(piece.get(..length).unwrap_or_default()), printer)?;
        bar.inc(u64::try_from(length).unwrap_or(0));
    }
    bar.finish_and_clear();
    let last = super::finish(&stream.finish(), printer)?;
    Ok(status.max(last))
}

/// Hidden unless a person watches, and the file is long, and the decisions go elsewhere than the bar.
fn bar(inputs: &Path) -> ProgressBar {
    let length = std::fs::metadata(inputs).map_or(0, |about| about.len());
    let is_seen = length >= LONG && io::stderr().is_terminal() && !io::stdout().is_terminal();
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    let style = ProgressStyle::with_template("{bar:40} {percent}% of {total_bytes}, {eta} left");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

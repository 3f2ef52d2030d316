//! What the command line does, text in and text out: the programs (`leeway`, and the npm package's over Wasm) only read
//! files and print. Text for people carries colours as escape sequences, which the program takes out where nobody sees
//! them; nothing of what users wrote comes through as one.

mod calibrate;
mod check;
mod coverage;
mod decide;
mod diff;
mod explain;
mod fit;
mod fit_options;
mod format;
mod log_diff;
mod log_rows;
mod log_study;
mod log_verb;
mod moves;
mod outcome;
mod problems;
mod replay;
mod report;
mod stream;
mod test;
mod types;

pub use check::check;
pub use decide::Decider;
pub use diff::{MOST_REGIONS, diff};
pub use explain::explain;
pub use format::{FormatMode, format};
pub use log_diff::{Beside, LogDiff};
pub use log_study::LogStudy;
pub use log_verb::{LogFiles, LogVerb, LogVerbName};
pub use outcome::{File, Outcome, Status};
pub use report::{ReportForm, report};
pub use stream::Stream;
pub use test::test;
pub use types::types;

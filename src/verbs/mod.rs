//! What the command line does, text in and text out: the programs (`leeway`, and the npm package's over Wasm) only read
//! files and print. Text for people carries colours as escape sequences, which the program takes out where nobody sees
//! them; nothing of what users wrote comes through as one.

mod check;
mod decide;
mod explain;
mod format;
mod lines;
mod outcome;
mod problems;
mod test;
mod types;

pub use check::check;
pub use decide::Decider;
pub use explain::explain;
pub use format::{FormatMode, format};
pub use outcome::{File, Outcome, Status};
pub use test::test;
pub use types::types;

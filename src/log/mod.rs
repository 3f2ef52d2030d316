//! Logs: what models predicted, what apps were told to do, and what turned out. [`Reading`] takes the bytes of a CSV or an
//! NDJSON as they come and gives a [`Log`], whose rows stand in columns.
//!
//! A table's first row names the columns; NDJSON has an object on each line. The names are those of a record:
//! `id`, `t`, `split`, `segment`, `model`, `operation`, `predicted`, `label`, `confidence`, `second`, `impact`, `at_most`,
//! `correct`, `outcome`, `label_source`, `unit`, `propensity` and `alternatives` (in a table the JSON text of the list). Every
//! other column, and every member of `signals`, is kept under its own name, so that it can be a signal of a policy. Empty
//! cells, empty texts and null are absent.

mod cell;
mod column;
mod draft;
pub(crate) mod lines;
mod operations;
mod places;
pub(crate) mod read;
mod reading;
mod reason;
mod renames;
mod replay;
mod rows;
mod table;
mod texts;

pub use cell::Cell;
#[cfg(feature = "verbs")]
pub(crate) use cell::{number_or_text, value_of_text};
pub use column::{Extra, LONGEST_VALUE, MOST_VALUES, Mixed, OTHER_VALUE, Words};
pub use operations::Operations;
pub use reading::{MOST_EXTRAS, MOST_ROWS, Reading};
pub use reason::{Counted, MOST_EXAMPLES, Reason};
pub use renames::Renames;
pub use replay::{Beside, LogColumns};
pub use rows::Log;
pub use texts::{Codes, MOST_TEXT, Texts};

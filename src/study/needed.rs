//! How many labels a promise needs, whatever the log.

use crate::math::real;
use crate::tune::LabelsNeeded;
use crate::value::{Fields, Plain, Value};

use super::ask::Ask;
use super::refused::Refused;

/// The most families that a policy can have: one for each pair of a segment and an operation.
const MOST_FAMILIES: u32 = 65_536;

/// For `target` (the share of errors allowed) at `confidence` (0.95), in each of `families` (1) that share delta.
///
/// # Errors
/// What is wrong with the options.
pub fn labels_needed(ask: Ask<'_>) -> Result<LabelsNeeded, Refused> {
    ask.only(&["target", "confidence", "families"])?;
    let families = ask.count("families", 1, MOST_FAMILIES)?.unwrap_or(1);
    Ok(ask.promise()?.split(families).labels_needed_row())
}

impl Plain for LabelsNeeded {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("without_error", Some(real(self.without_error)));
        out.put_number("with_two", Some(real(self.with_two)));
        out.done()
    }
}

//! How many labels a promise needs, whatever the log.

use crate::math::real;
use crate::tune::{LabelsNeeded, Promise};
use crate::value::{Fields, Plain, Value};

use super::ask::{Ask, wrong};
use super::refused::Refused;

/// The most families that a policy can have: one for each pair of a segment and an operation.
const MOST_FAMILIES: u32 = 65_536;

/// For `target` (the share of errors allowed) at `confidence` (0.95), in each of `families` (1) that share delta.
///
/// # Errors
/// What is wrong with the options.
pub fn labels_needed(ask: Ask<'_>) -> Result<LabelsNeeded, Refused> {
    ask.only(&["target", "confidence", "families"])?;
    let target = ask.share("target")?;
    let target = target.ok_or_else(|| wrong("`target` is missing: the share of errors allowed".to_owned()))?;
    let level = ask.share("confidence")?.unwrap_or(0.95);
    let families = ask.count("families", 1, MOST_FAMILIES)?.unwrap_or(1);
    let promise = Promise::new(target, 1.0 - level).ok_or_else(|| wrong("no such promise".to_owned()))?;
    Ok(promise.split(families).labels_needed_row())
}

impl Plain for LabelsNeeded {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("without_error", Some(real(self.without_error)));
        out.put_number("with_two", Some(real(self.with_two)));
        out.done()
    }
}

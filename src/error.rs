//! The error of an operation that cannot proceed.

use std::fmt;

use crate::diagnostic::Diagnostic;

/// A document that does not compile, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyError {
    /// Every problem found, errors, warnings and hints, in document order.
    pub diagnostics: Vec<Diagnostic>,
}

impl PolicyError {
    /// `POLICY_INVALID`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "POLICY_INVALID"
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the policy is invalid")?;
        for diagnostic in &self.diagnostics {
            write!(formatter, "\n  {}: {}", diagnostic.pointer, diagnostic.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for PolicyError {}

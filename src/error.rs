//! The errors of operations that cannot proceed.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::value::{Fields, Plain, Value};

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
        written(&self.diagnostics, formatter)
    }
}

impl std::error::Error for PolicyError {}

/// The documents that a study is given, by what they are to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// The policy.
    Policy,
    /// The tests beside it.
    Tests,
    /// The version of it that was approved.
    Approved,
    /// Of two policies the first.
    Before,
    /// Of two policies the second.
    After,
    /// The operations of what a log's model predicts.
    Operations,
    /// What all rows of a log share.
    Health,
}

impl Given {
    /// Its name, which is that of the argument: `before`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Tests => "tests",
            Self::Approved => "approved",
            Self::Before => "before",
            Self::After => "after",
            Self::Operations => "operations",
            Self::Health => "health",
        }
    }
}

/// Why several documents cannot be studied together: what is wrong with the first that cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Which of them.
    pub given: Given,
    /// Every problem found in it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Refused {
    /// For what `Result::map_err` hands over: that this document has these problems.
    pub(crate) fn of(given: Given) -> impl FnOnce(Vec<Diagnostic>) -> Self {
        move |diagnostics| Self { given, diagnostics }
    }
}

impl Plain for Refused {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("given", self.given.name());
        out.put("diagnostics", self.diagnostics.plain());
        out.done()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is invalid", self.given.name())?;
        written(&self.diagnostics, formatter)
    }
}

impl std::error::Error for Refused {}

fn written(diagnostics: &[Diagnostic], formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    for diagnostic in diagnostics {
        write!(formatter, "\n  {}: {}", diagnostic.pointer, diagnostic.message)?;
    }
    Ok(())
}

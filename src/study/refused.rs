//! Why a study of a log does not take place.

use crate::calibrate::Trouble;
use crate::diagnostic::Diagnostic;
use crate::error::Given;
use crate::tune;
use crate::value::{Fields, Plain, Value};

/// Why there is no answer. The code stays; the words are for people.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// A document cannot be used.
    Document(Given, Vec<Diagnostic>),
    /// What was asked for, or what the log holds, allows no answer.
    Because {
        /// In capitals, such as `NO_LABELS`.
        code: &'static str,
        /// What is in the way, and what helps.
        message: String,
    },
}

/// Every code that a log's refusal may have; `BAD_LOG` is the npm package's, for what is no log.
pub const CODES: [&str; 25] = [
    "BAD_LOG",
    "BAD_OPTION",
    "NO_SUCH_COLUMN",
    "NO_ROWS",
    "NO_CASES",
    "NO_MODEL",
    "NO_SUCH_MODEL",
    "MANY_MODELS",
    "NO_SUCH_SPLIT",
    "NO_LABELS",
    "MANY_UNLABELLED",
    "OTHER_SALT",
    "NOTHING_AUTOMATIC",
    "NOTHING_SHOWN",
    "NO_ALTERNATIVES",
    "NO_ANSWERS",
    "NOTHING_WRONG",
    "NOTHING_RIGHT",
    "CONSTANT_SCORE",
    "ANTI_CORRELATED",
    "TOO_FEW",
    "NOT_CALIBRATED",
    "OTHER_DOCUMENT",
    "OTHER_CUTS",
    "NO_ARRIVALS",
];

impl Refused {
    pub(super) const fn because(code: &'static str, message: String) -> Self {
        Self::Because { code, message }
    }

    /// A code that stays.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Document(..) => "POLICY_INVALID",
            Self::Because { code, .. } => code,
        }
    }
}

impl From<tune::Refused> for Refused {
    fn from(refused: tune::Refused) -> Self {
        let mut message = refused.message();
        if matches!(&refused, tune::Refused::NoLabels(left_out) if left_out.source_unknown > 0) {
            message.push_str(
                "; if every row of this log was labelled, say so: `--labels complete`, in code `labels: 'complete'`",
            );
        }
        Self::because(refused.code(), message)
    }
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        let code = match trouble {
            Trouble::NoLabels => "NO_LABELS",
            Trouble::AllRight => "NOTHING_WRONG",
            Trouble::AllWrong => "NOTHING_RIGHT",
            Trouble::ConstantScore => "CONSTANT_SCORE",
            Trouble::AntiCorrelated => "ANTI_CORRELATED",
            Trouble::TooFewToHoldBack => "TOO_FEW",
        };
        Self::because(code, trouble.words().to_owned())
    }
}

impl Plain for Refused {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        match self {
            Self::Document(given, diagnostics) => {
                out.put_text("given", given.name());
                out.put("diagnostics", diagnostics.plain());
            }
            Self::Because { code, message } => {
                out.put_text("code", code);
                out.put_text("message", message);
            }
        }
        out.done()
    }
}

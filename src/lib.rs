//! Leeway decides how much freedom an AI feature gets, one prediction at a time: from the model's confidence, the
//! operation's impact and the health of the system it answers `auto_apply`, `suggest`, `show_options`, `escalate`,
//! `abstain` or `block`, and why.
//!
//! ```
//! let policy = leeway::api::compile(r#"{
//!     "leeway": 1, "name": "inbox",
//!     "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5},
//!     "operations": {"archive": {"impact": "low"}, "delete": {"impact": "high"}}
//! }"#).unwrap();
//! let input = leeway::json::parse(r#"{"confidence": 0.91, "operation": "archive"}"#).unwrap();
//! assert_eq!(policy.decide(&input, None).action, leeway::Action::AutoApply);
//! ```
//!
//! What it does not do: it is no authorization boundary when it runs in a browser (a client can be changed: decide again
//! at the edge), it serves no models, and it keeps no state: a decision is a pure function of policy and input. It reads
//! no clock, no randomness, no files and no network.

pub mod action;
pub mod analyze;
pub mod api;
pub mod calibrate;
pub mod check;
pub mod condition;
pub mod decide;
pub mod diagnostic;
pub mod error;
pub mod explain;
pub mod json;
pub mod log;
pub mod math;
pub mod policy;
pub mod record;
pub mod study;
pub mod tune;
pub mod value;
#[cfg(feature = "verbs")]
pub mod verbs;

pub use action::{Action, Code};
pub use decide::Decision;
pub use diagnostic::Diagnostic;
pub use error::PolicyError;
pub use explain::Explanation;
pub use policy::Policy;
pub use record::Record;

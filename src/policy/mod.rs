//! From a document to a policy that can decide: read and compile.

mod compile;
mod model;
mod read;
mod source;

pub(crate) use compile::{OperationPlan, Plan, Thresholds, conditions, plan};
pub use compile::{Policy, compile};
pub use model::{
    Audits, Axis, Band, Calibration, EVIDENCE_STALE, Evidence, Family, Fit, Kind, MAX_MODELS, MAX_OPERATIONS,
    MAX_RULES, MAX_SEGMENTS, MAX_SIGNALS, Model, Operation, OptionSet, OptionSets, Raise, Require, Review, Rule,
    Segment, SetMethod, Signal, Test, Unavailable,
};
pub use read::{calibration_hash, options_in_scope, options_scope, read, scope};
pub(crate) use read::{nearest, tested_step};

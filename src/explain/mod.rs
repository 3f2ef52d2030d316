//! What led to a decision: every step with its numbers, every rule tried.

mod trace;
mod words;

pub use trace::{Explanation, Step, StepName, explain};

use crate::condition::Condition;
use crate::policy::Policy;

/// A condition as a phrase with names in backticks: "`latency_ms` is above 800 and `reversible` is false".
pub(crate) fn condition_words(policy: &Policy, condition: &Condition) -> String {
    words::condition(policy.model(), condition)
}

//! What led to a decision: every step with its numbers, every rule tried.

mod trace;
mod words;

pub use trace::{Explanation, Step, StepName, explain};

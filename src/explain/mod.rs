//! What led to a decision: every step with its numbers, every rule tried; and what would have given another action.
//! `counterfactual` and `pieces` need nothing of `trace`.

mod counterfactual;
mod operand;
mod pieces;
mod trace;
mod wording;

pub use counterfactual::{Change, Changes, changes};
pub use operand::Operand;
pub use trace::{Explanation, Step, StepName, explain};
pub(crate) use wording::{bound as bound_words, condition as condition_words};

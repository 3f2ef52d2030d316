//! How good scores are.

mod bins;
mod scores;

pub use bins::{Bin, Reliability, equal_mass, equal_width};
pub use scores::{Corp, Murphy, ProperScores, log_loss_of, proper_scores};

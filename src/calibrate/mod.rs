//! From a model's score to the probability that it is right: maps, how they are fitted and how good scores are. Plain
//! slices in, numbers out; no words of policies.

mod isotonic;
mod map;
mod platt;
mod quality;
mod sample;
mod temperature;
mod venn_abers;

pub use isotonic::{Block, isotonic, isotonic_blocks};
pub use map::{MOST_POINTS, Map, Point, Problem};
pub use platt::{Platt, map_error};
pub use quality::{Bin, Corp, Murphy, ProperScores, Reliability, equal_mass, equal_width, log_loss_of, proper_scores};
pub use sample::{Group, Sample, Trouble};
pub use temperature::{Temperature, temperature};
pub use venn_abers::{Range, VennAbers};

//! From a model's score to the probability that it is right: maps, how they are fitted and how good scores are. Plain
//! slices in, numbers out; no words of policies.

mod choose;
mod isotonic;
mod map;
mod platt;
mod quality;
mod sample;
mod temperature;
mod venn_abers;

pub use choose::{
    Comparison, Difference, FOLDS, ISOTONIC_FROM, Measure, Method, Verdict, compare, fit, held_back_scores,
};
pub use isotonic::{Block, isotonic, isotonic_blocks};
pub use map::{MOST_POINTS, Map, Point, Problem};
pub use platt::{Platt, map_error};
pub use quality::{
    BINS, Bin, Corp, Losses, Murphy, NullBand, ProperScores, Quality, Reliability, equal_mass, equal_width, losses,
    null_band, proper_scores, quality,
};
pub use sample::{Group, Sample, Trouble};
pub use temperature::{Temperature, temperature};
pub use venn_abers::{Range, VennAbers};

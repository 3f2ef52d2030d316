//! From a model's score to the probability that it is right: maps, how they are fitted and how good scores are. Plain
//! slices in, numbers out; no words of policies.

mod map;

pub use map::{MOST_POINTS, Map, Point, Problem};

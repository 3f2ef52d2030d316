//! Thresholds fitted from labelled outcomes with a promise that holds, or none with its reason. Numbers first: one sample
//! of scores and whether each was right.

mod capacity;
mod cost;
mod fixed_sequence;
mod grid;
mod promise;

pub use capacity::{Arrivals, Capacity, capacity};
pub use cost::{Cost, Costs, at_chow, cheapest, minimum_cost};
pub use fixed_sequence::{Answer, MOST_STARTS, NoThreshold, Path, Search, Step, fixed_sequence, naive};
pub use grid::{Grid, MOST_CANDIDATES};
pub use promise::{LabelsNeeded, Promise};

//! Thresholds: the numbers against a second reading of their definitions, and what they promise.

mod designs;
mod exact;
mod families;
mod fit;
mod guarantees;
mod numbers;
mod options;
mod verify;

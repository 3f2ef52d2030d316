//! Calibration: maps, their fits and the quality of scores, against properties and second implementations.

mod isotonic;
mod map;
mod platt;
mod rows;
mod temperature;
mod venn_abers;

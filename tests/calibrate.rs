//! Calibration: maps, their fits and the quality of scores, against properties and second implementations.

mod choose;
mod isotonic;
mod map;
mod platt;
mod quality;
mod rows;
mod temperature;
mod venn_abers;

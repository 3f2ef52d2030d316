//! Calibration: maps, their fits and the quality of scores, against properties and second implementations.

mod map;

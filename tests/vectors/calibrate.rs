//! Calibration maps and their quality.

use super::Compute;

pub const TABLE: &[(&str, Compute)] = &[];

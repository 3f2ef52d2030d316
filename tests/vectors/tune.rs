//! Thresholds and costs.

use super::Compute;

pub const TABLE: &[(&str, Compute)] = &[];

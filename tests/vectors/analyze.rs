//! Risk-coverage and the quality of classes.

use super::Compute;

pub const TABLE: &[(&str, Compute)] = &[];

//! Studies of policies, for the lab: what changes between two of them.

mod diff;

pub use diff::{Diff, Part, Range, Region, diff};

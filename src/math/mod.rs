//! Numbers only, no words of the domain.

mod interval;

pub(crate) use interval::real;
pub use interval::{Interval, Z95, wilson};

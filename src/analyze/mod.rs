//! A policy studied rather than run: which parts its tests exercise (`coverage`), and what it does in words that can be
//! signed (`sign_off`). The engine module links none of it.

mod coverage;
mod sign_off;
mod truths;

pub use coverage::{Coverage, Covered, Missing, Part, Reach, Summary, coverage};
pub use sign_off::{SignOff, sign_off};

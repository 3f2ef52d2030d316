//! JSON text to a tree and back: reading with every problem, finding places, the canonical form that is hashed.

mod canonical;
mod locate;
mod number;
mod parse;

pub use crate::value::Value;
pub use canonical::hash;
pub use locate::locate;
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_DIAGNOSTICS, parse};
pub(crate) use parse::{parse_all, push_token};

//! JSON text to a tree and back: reading with every problem, finding places, the canonical form that is hashed, the
//! canonical layout that people read.

mod canonical;
mod layout;
mod locate;
mod parse;
mod write;

pub use crate::value::Value;
pub use canonical::hash;
pub(crate) use canonical::hexadecimal;
pub use layout::lay_out;
#[cfg(feature = "verbs")]
pub(crate) use layout::lay_out_sound;
pub use locate::{locate, parse_located};
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_DIAGNOSTICS, parse};
pub(crate) use parse::{parse_all, push_token};
#[cfg(feature = "verbs")]
pub(crate) use write::quoted;
pub use write::{write, write_for_javascript};

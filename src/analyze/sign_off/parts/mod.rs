//! The sections, one file each, in the order in which they are read.

pub(super) mod about;
pub(super) mod evidence;
pub(super) mod freedom;
pub(super) mod less;
pub(super) mod log;
pub(super) mod missing;
pub(super) mod never;
pub(super) mod people;
pub(super) mod reviews;
pub(super) mod tests;

//! The shape of what is learnt from a log.

pub mod about;
pub mod calibration;
pub mod classes;
pub mod diff;
pub mod error;
pub mod fit;
pub mod hint;
pub mod options;
pub mod quality;
pub mod replay;
pub mod row;
pub mod sweep;

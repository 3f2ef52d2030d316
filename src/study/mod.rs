//! What is learnt from a log: how good its scores are and the map that calibrates them (`calibrate`), thresholds with a
//! promise for a whole policy (`fit`), which options to show (`fit_options`), what a policy makes of it (`replay`), how often models are wrong where they are surest
//! (`curves`). The page, the command line and the npm package's program all ask here, so that they
//! say the same.

mod about;
mod answer;
mod ask;
mod calibrate;
mod capacity;
mod cases;
mod curve;
mod document;
mod facts;
mod fit;
mod fitted_tests;
mod hint;
mod needed;
mod options;
mod part;
mod quality;
mod refused;
mod replay;
mod replayed;
mod signed;
mod source;
mod sweep;
mod untested;
mod verified;

pub use about::About;
pub use ask::Ask;
pub use calibrate::{CalibrateOptions, Calibrated, How, WithCalibration, calibrate, with_calibration};
pub use capacity::{Asks, Reviewers};
pub use curve::{Curve, CurveOptions, curves};
pub use fit::{FamilyReport, Fit, FitOptions, fit};
#[cfg(feature = "verbs")]
pub(crate) use hint::UNNAMED;
pub use hint::{HINT_CODES, Hint};
pub use needed::labels_needed;
pub use options::{OptionsFit, OptionsFitOptions, OptionsVerified, fit_options};
pub use part::{Part, Picked};
pub use refused::{CODES, Refused};
pub use replay::{CellRows, Done, Group, OperationRows, Replay, ReplayOptions, replay};
pub use signed::sign_off;
pub use source::Source;
pub use sweep::{Counts, Sweep};
pub use untested::at_thresholds;
pub use verified::Verified;

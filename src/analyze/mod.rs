//! Policies studied rather than run: which parts of one its tests exercise (`coverage`), what one does in words that can be
//! signed (`sign_off`), how often it is wrong where it is sure (`risk_coverage`, `ClassCounts`) and where nobody looks
//! (`automatic_quality`), what changes between two, for all inputs (`diff`) and over a log (`Replay`), and what other
//! thresholds of one would do to a log (`Sweep`). The engine module links none of it.

mod automatic;
mod class_quality;
mod coverage;
mod diff;
mod risk_coverage;
mod sign_off;
mod sweep;
mod tally;
mod transitions;
mod truths;

pub use automatic::{AtRate, AuditGaps, Audited, AutomaticQuality, NotAudited, automatic_quality};
pub use class_quality::{ClassCounts, ClassQuality, Macro, Share, macro_mean};
pub use coverage::{Coverage, Covered, Missing, Part, Reach, Summary, coverage, untested_cells};
pub use diff::{Constraint, Diff, Range, Region, diff};
pub use risk_coverage::{RiskAt, RiskCoverage, risk_coverage};
pub use sign_off::{LogCounts, LogRows, SignOff, sign_off};
pub(crate) use sweep::merged;
pub use sweep::{Count, Sweep};
pub use tally::{ENOUGH, Rate, Tally};
pub use transitions::{MOST_TELLING, Replay, Telling, Transitions, Trouble, Troubles};

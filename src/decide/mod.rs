//! From one input to one decision: what is known (`facts`), the ten steps (`steps`), the answer in words (`decision`);
//! what need not be decided twice (`situation`, `outcomes`), and many inputs at once (`columns`, `lanes`, `answers`).

mod answers;
mod columns;
mod decision;
mod evidence;
mod facts;
mod input;
mod lanes;
mod outcomes;
mod situation;
mod steps;
mod verdict;
pub(crate) mod wording;

pub(crate) use columns::groups;
pub use columns::{Cells, Column, Columns, Remembered, decide_columns};
pub use decision::{Alternative, Audit, Cell, Decision, Finding};
pub use evidence::Stale;
pub(crate) use evidence::{certain_segment, covers, family_at};
pub use facts::{Facts, Field, Problem};
pub(crate) use input::ranked;
pub use input::read_facts;
pub use outcomes::Outcomes;
pub use situation::{Share, Situations, Steps};
pub(crate) use steps::{Inputs, band_of, ceiling, ceiling_of, check, code_of, keeps_automatic, raised_impact};
pub use steps::{Workspace, decide};
pub(crate) use steps::{exceeds_options, whole};
pub use verdict::{Bits, Reason, Verdict};
pub(crate) use wording::stale as stale_words;

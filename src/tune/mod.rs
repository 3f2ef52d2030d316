//! Thresholds fitted from labelled outcomes with a promise that holds, or none with its reason. Numbers first: one sample
//! of scores and whether each was right (`fixed_sequence`); then the cases of a log under a whole policy
//! (`fit_threshold`), and which options to show (`fit_options`).

mod bounds;
mod capacity;
mod case;
mod choose;
mod cost;
mod document;
mod evidence;
mod family;
mod fit;
mod fixed_sequence;
mod grid;
mod options;
mod promise;
mod refused;
mod select;
mod sets;
mod verify;

pub use crate::policy::Family;
pub use crate::record::LabelSource;
pub use capacity::{Arrivals, Capacity, capacity};
pub use case::{Case, Fold, Folds};
pub use choose::Choice;
pub use cost::{Cost, Costs, at_chow, cheapest, minimum_cost};
pub use document::with_model_in_tests;
pub use evidence::Provenance;
pub use family::{Admission, Admissions};
pub use fit::{Apart, FamilyFit, Fitted, Goal, Why, fit_threshold};
pub use fixed_sequence::{Answer, MOST_STARTS, NoThreshold, Path, Search, Step, fixed_sequence, naive};
pub use grid::{Grid, MOST_CANDIDATES};
pub use options::{
    CellFit, FittedOptions, NoSet, OptionsCase, OptionsCell, OptionsGoal, RightAnswer, fit_options, shown,
};
pub use promise::{LabelsNeeded, Promise};
pub use refused::Refused;
pub use select::{LeftOut, Selection};
pub use sets::{SetCounts, count_sets, put_sets};
pub use verify::verify;

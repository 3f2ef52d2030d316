//! The JavaScript boundary: carries values over and decides nothing. One call of the hot path is one number out; the
//! facts are written by the caller into the memory that `values` and `problems` point to.

#![cfg(target_arch = "wasm32")]

use std::ptr::null_mut;

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::wasm_bindgen;

use leeway::api::{self, Layout, Shares};
use leeway::decide::{
    Cells, Column, Columns, Decision, Facts, Field, Outcomes, Remembered, Workspace, decide, decide_columns,
};
use leeway::explain;
use leeway::json;
use leeway::policy::Policy;
use leeway::record::Numbers;
use leeway::value::Plain;

/// Half the weight of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Whole answers go over as one JSON text, which JavaScript parses faster than it puts an object together field by field
/// from here, and which weighs 1.5 KB less than serde-wasm-bindgen.
fn to_text(value: &dyn Plain) -> String {
    json::write_for_javascript(&value.plain())
}

/// The errors of a document; warnings are the lab's.
#[wasm_bindgen]
pub fn check(text: &str) -> String {
    to_text(&api::errors(text))
}

/// A compiled policy with the memory for one input.
#[wasm_bindgen]
pub struct Engine {
    policy: Policy,
    facts: Facts,
    work: Workspace,
    outcomes: Outcomes,
    remembered: Option<Remembered>,
    numbers: [f64; 5],
}

#[wasm_bindgen]
impl Engine {
    /// Compiles a document; nothing where `check` finds an error.
    pub fn compile(text: &str) -> Option<Self> {
        let policy = api::compile(text).ok()?;
        let (facts, work) = (Facts::new(&policy), Workspace::new(&policy));
        Some(Self { policy, facts, work, outcomes: Outcomes::default(), remembered: None, numbers: [f64::NAN; 5] })
    }

    /// Where the facts stand, by field: the values as doubles, or the problems as bytes.
    pub fn facts(&mut self, problems: bool) -> *mut u8 {
        if problems { self.facts.problems.as_mut_ptr() } else { self.facts.values.as_mut_ptr().cast() }
    }

    /// The names that a reader of inputs needs.
    pub fn layout(&self) -> String {
        to_text(&Layout(&self.policy))
    }

    /// The hash of the document.
    pub fn hash(&self) -> String {
        self.policy.hash().to_owned()
    }

    /// What tells situations apart.
    pub fn situations(&self) -> String {
        to_text(&Shares(&self.policy))
    }

    /// Decides the facts in memory and returns the number of the outcome.
    pub fn decide(&mut self, troubled: bool) -> u32 {
        self.facts.troubled = troubled;
        self.outcomes.number(decide(&self.policy, &self.facts, &mut self.work))
    }

    /// The decision of an outcome that `decide` has just returned; nothing for any other.
    pub fn outcome(&self, number: u32) -> String {
        self.outcomes.verdict(number).map_or(String::new(), |verdict| to_text(&Decision::new(&self.policy, verdict)))
    }

    /// From which standing on alternatives belong to the set of an outcome that `decide` has just returned; NaN where it has
    /// none of its own.
    pub fn options_from(&self, number: u32) -> f64 {
        let verdict = self.outcomes.verdict(number);
        verdict.and_then(|verdict| verdict.options_from).map_or(f64::NAN, f64::from_bits)
    }

    /// Explains the facts in memory.
    pub fn explain(&mut self, troubled: bool) -> String {
        self.facts.troubled = troubled;
        to_text(&explain::explain(&self.policy, &self.facts))
    }

    /// Where confidence, second, impact and calibrated confidence stand as they counted, NaN for what is not known, and
    /// whether the case is eligible for automation, as 0 or 1.
    pub fn numbers(&mut self, troubled: bool) -> *const f64 {
        self.facts.troubled = troubled;
        let numbers = Numbers::new(&self.policy, &self.facts);
        let eligible = f64::from(u8::from(numbers.eligible));
        self.numbers = [numbers.confidence, numbers.second, numbers.impact, numbers.calibrated, eligible];
        self.numbers.as_ptr()
    }
}

/// Columns in Wasm memory, for policies of one layout.
#[wasm_bindgen]
pub struct ColumnMemory {
    columns: Columns,
    rows: usize,
    out: Vec<u8>,
}

#[wasm_bindgen]
impl ColumnMemory {
    /// Room for that many rows, without any column.
    #[wasm_bindgen(constructor)]
    pub fn new(rows: usize) -> Self {
        Self { columns: Columns::default(), rows, out: vec![0; rows] }
    }

    /// Adds a column of that many bytes a cell: 8 for numbers, 1 or 2 for codes.
    pub fn add(&mut self, field: usize, bytes: u8, with_presence: bool) {
        let cells = match bytes {
            8 => Cells::Numbers(vec![0.0; self.rows]),
            2 => Cells::WideCodes(vec![0; self.rows]),
            _ => Cells::Codes(vec![0; self.rows]),
        };
        self.columns.insert(Field(field), Column { cells, present: with_presence.then(|| vec![0; self.rows]) });
    }

    /// Where the cells of a field stand, or its presence bytes; null where there are none.
    pub fn column(&mut self, field: usize, presence: bool) -> *mut u8 {
        match self.columns.get_mut(Field(field)) {
            Some(Column { present, .. }) if presence => present.as_mut().map_or(null_mut(), |bytes| bytes.as_mut_ptr()),
            Some(Column { cells: Cells::Numbers(cells), .. }) => cells.as_mut_ptr().cast(),
            Some(Column { cells: Cells::Codes(cells), .. }) => cells.as_mut_ptr(),
            Some(Column { cells: Cells::WideCodes(cells), .. }) => cells.as_mut_ptr().cast(),
            None => null_mut(),
        }
    }

    /// Decides the first `rows` rows under a policy; where the answers stand, a byte a row.
    pub fn decide(&mut self, engine: &mut Engine, rows: usize) -> *const u8 {
        let out = self.out.get_mut(..rows).unwrap_or_default();
        let Engine { policy, remembered, .. } = engine;
        decide_columns(policy, &self.columns, remembered.get_or_insert_with(|| Remembered::new(policy)), out);
        self.out.as_ptr()
    }
}

//! The JavaScript boundary: carries values over and decides nothing. One call of the hot path is one number out; the
//! facts are written by the caller into the memory that `values` and `problems` point to.

#![cfg(target_arch = "wasm32")]

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use leeway::api::{self, Layout};
use leeway::decide::{
    Cells, Column, Columns, Decision, Facts, Field, Outcomes, Remembered, Workspace, decide, decide_columns,
};
use leeway::explain;
use leeway::policy::Policy;
use leeway::record::Numbers;
use leeway::value::Plain;

/// Half the weight of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Plain objects, null for nothing. What is serialised here has string keys and finite depth, so it does not fail.
///
/// Everything that hands an object over returns a `Result`: with more than one value to return, Node 20's V8 does not
/// inline the call, and inlining calls that return objects is what crashes it ("unreachable code" in its deoptimizer).
fn to_js(value: &dyn Plain) -> Result<JsValue, JsValue> {
    Ok(value.plain().serialize(&Serializer::json_compatible())?)
}

/// All diagnostics of a document.
///
/// # Errors
/// None that input could reach.
#[wasm_bindgen]
pub fn check(text: &str) -> Result<JsValue, JsValue> {
    to_js(&api::check(text))
}

/// A compiled policy with the memory for one input.
#[wasm_bindgen]
pub struct Engine {
    policy: Policy,
    facts: Facts,
    work: Workspace,
    outcomes: Outcomes,
    remembered: Option<Remembered>,
}

#[wasm_bindgen]
impl Engine {
    /// Compiles a document.
    ///
    /// # Errors
    /// The list of diagnostics.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Result<Self, JsValue> {
        let policy = match api::compile(text) {
            Ok(policy) => policy,
            Err(error) => return Err(to_js(&error.diagnostics)?),
        };
        let (facts, work) = (Facts::new(&policy), Workspace::new(&policy));
        Ok(Self { policy, facts, work, outcomes: Outcomes::default(), remembered: None })
    }

    /// Where the values of the facts stand: doubles, by field.
    pub fn values(&mut self) -> *mut f64 {
        self.facts.values.as_mut_ptr()
    }

    /// Where the problems of the facts stand: bytes, by field.
    pub fn problems(&mut self) -> *mut u8 {
        self.facts.problems.as_mut_ptr()
    }

    /// The names that a reader of inputs needs.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn layout(&self) -> Result<JsValue, JsValue> {
        to_js(&Layout(&self.policy))
    }

    /// Decides the facts in memory and returns the number of the outcome.
    pub fn decide(&mut self, troubled: bool) -> u32 {
        self.facts.troubled = troubled;
        self.outcomes.number(decide(&self.policy, &self.facts, &mut self.work))
    }

    /// The decision of an outcome that `decide` has just returned.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn outcome(&self, number: u32) -> Result<JsValue, JsValue> {
        let verdict = self.outcomes.verdict(number).ok_or(JsValue::NULL)?;
        to_js(&Decision::new(&self.policy, verdict))
    }

    /// Explains the facts in memory.
    ///
    /// # Errors
    /// None that input could reach.
    pub fn explain(&mut self, troubled: bool) -> Result<JsValue, JsValue> {
        self.facts.troubled = troubled;
        to_js(&explain::explain(&self.policy, &self.facts))
    }

    /// Confidence, second and impact as they counted; NaN for what is not known.
    pub fn numbers(&mut self, troubled: bool) -> Vec<f64> {
        self.facts.troubled = troubled;
        let numbers = Numbers::new(&self.policy, &self.facts);
        vec![numbers.confidence, numbers.second, numbers.impact]
    }

    /// SHA-256 of the canonical document.
    pub fn hash(&self) -> String {
        self.policy.hash().to_owned()
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
            8 => Cells::Numbers(vec![f64::NAN; self.rows]),
            2 => Cells::WideCodes(vec![0; self.rows]),
            _ => Cells::Codes(vec![0; self.rows]),
        };
        self.columns.insert(Field(field), Column { cells, present: with_presence.then(|| vec![0; self.rows]) });
    }

    /// Where the cells of a field stand; null for one that was not added.
    pub fn cells(&mut self, field: usize) -> *mut u8 {
        match self.columns.get_mut(Field(field)).map(|column| &mut column.cells) {
            Some(Cells::Numbers(cells)) => cells.as_mut_ptr().cast(),
            Some(Cells::Codes(cells)) => cells.as_mut_ptr(),
            Some(Cells::WideCodes(cells)) => cells.as_mut_ptr().cast(),
            None => std::ptr::null_mut(),
        }
    }

    /// Where the presence bytes of a field stand; null where there are none.
    pub fn present(&mut self, field: usize) -> *mut u8 {
        let present = self.columns.get_mut(Field(field)).and_then(|column| column.present.as_mut());
        present.map_or(std::ptr::null_mut(), |present| present.as_mut_ptr())
    }

    /// Where the answers stand: a byte a row.
    pub fn out(&mut self) -> *mut u8 {
        self.out.as_mut_ptr()
    }

    /// Decides the first `rows` rows under a policy.
    pub fn decide(&mut self, engine: &mut Engine, rows: usize) {
        let out = self.out.get_mut(..rows).unwrap_or_default();
        let Engine { policy, remembered, .. } = engine;
        decide_columns(policy, &self.columns, remembered.get_or_insert_with(|| Remembered::new(policy)), out);
    }
}

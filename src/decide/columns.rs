//! Many inputs at once, as columns. Block by block the shares of all columns are added to the numbers of situations; a
//! situation that was seen before has its answer already, and the first row of a new one is decided like any other input.

use crate::action::Action;
use crate::condition::{Interval, Truth};
use crate::policy::Policy;

use super::answers::Answers;
use super::facts::{Facts, Field, Problem};
use super::situation::{MOST_SITUATIONS, Share, Situations, Steps};
use super::steps::{Workspace, code_of, decide};

/// The values of one field for many inputs, and where to find out whether they are given.
#[derive(Clone, Debug)]
pub struct Column {
    /// The values.
    pub cells: Cells,
    /// For each row 0 where the value is absent; nothing where all are given (a NaN number is absent too).
    pub present: Option<Vec<u8>>,
}

/// Values of one kind.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Numbers, NaN for absent.
    Numbers(Vec<f64>),
    /// Codes of strings, or booleans as 0 and 1.
    Codes(Vec<u8>),
    /// Codes of operations where there are more than 255.
    WideCodes(Vec<u16>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Self::Numbers(cells) => cells.len(),
            Self::Codes(cells) => cells.len(),
            Self::WideCodes(cells) => cells.len(),
        }
    }
}

impl Column {
    /// The value of a row; NaN where it is absent.
    #[inline]
    fn get(&self, row: usize) -> f64 {
        if self.present.as_ref().is_some_and(|present| present.get(row).is_none_or(|present| *present == 0)) {
            return f64::NAN;
        }
        match &self.cells {
            Cells::Numbers(cells) => cells.get(row).copied(),
            Cells::Codes(cells) => cells.get(row).copied().map(f64::from),
            Cells::WideCodes(cells) => cells.get(row).copied().map(f64::from),
        }
        .unwrap_or(f64::NAN)
    }
}

/// Columns by field; what has no column is absent from every row.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    columns: Vec<(Field, Column)>,
}

impl Columns {
    /// Adds a column, replacing one that the field has already.
    pub fn insert(&mut self, field: Field, column: Column) {
        self.columns.retain(|(other, _)| *other != field);
        self.columns.push((field, column));
    }

    /// The column of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|(other, _)| *other == field).map(|(_, column)| column)
    }

    /// The column of a field, to fill in.
    pub fn get_mut(&mut self, field: Field) -> Option<&mut Column> {
        self.columns.iter_mut().find(|(other, _)| *other == field).map(|(_, column)| column)
    }

    /// How many rows every column has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.iter().map(|(_, column)| column.cells.len()).min().unwrap_or(0)
    }
}

/// Decides the first `out.len()` rows: the action's rank in the low three bits of each byte, the code's number in the
/// next three. A row that no column reaches is left as it is.
///
/// ```
/// use leeway::decide::{Cells, Column, Columns, Field, Remembered, decide_columns};
/// let policy = leeway::api::compile(r#"{"leeway": 1, "name": "seed",
///     "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#).unwrap();
/// let mut columns = Columns::default();
/// let numbers = |cells: [f64; 2]| Column { cells: Cells::Numbers(cells.to_vec()), present: None };
/// columns.insert(Field::CONFIDENCE, numbers([0.9, 0.2]));
/// columns.insert(Field::IMPACT, numbers([0.1, 0.9]));
/// let mut out = [0; 2];
/// decide_columns(&policy, &columns, &mut Remembered::new(&policy), &mut out);
/// assert_eq!(out.map(|byte| leeway::Action::from_rank(byte & 7).name()), ["auto_apply", "escalate"]);
/// assert_eq!(out.map(|byte| leeway::Code::ALL[usize::from(byte >> 3)].name()), ["matrix", "matrix"]);
/// ```
#[inline]
pub fn decide_columns(policy: &Policy, columns: &Columns, remembered: &mut Remembered, out: &mut [u8]) {
    let rows = columns.rows().min(out.len());
    let out = out.get_mut(..rows).unwrap_or_default();
    let Remembered { situations, answers } = remembered;
    let mut single = Single::new(policy, columns);
    let Some(situations) = situations else {
        return out.iter_mut().enumerate().for_each(|(row, out)| *out = single.decide(row));
    };
    let mut numbers = [0; BLOCK];
    for (block, out) in out.chunks_mut(BLOCK).enumerate() {
        let first = block.saturating_mul(BLOCK);
        situations.add_up(columns, first, &mut numbers);
        for ((row, number), out) in (first..).zip(&numbers).zip(out) {
            *out = match answers.get(*number) {
                Some(answer) => answer,
                None => single.decide_new(row, *number, answers),
            };
        }
    }
}

/// What was decided before under one policy, for many calls.
#[derive(Clone, Debug)]
pub struct Remembered {
    situations: Option<Situations>,
    answers: Answers,
}

impl Remembered {
    /// Nothing yet; all that follows must be of this policy.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let situations = Situations::new(policy);
        let answers = Answers::new(situations.as_ref().map_or(0, |situations| situations.count));
        Self { situations, answers }
    }
}

/// How many rows are added up at once: their numbers stay in the processor's nearest cache.
const BLOCK: usize = 256;

/// What is added for a value that is out of its range, or not in its list: such rows are decided one by one. More than
/// all shares, and so little that a row whose values are all odd stays below 2^64.
const ODD: u64 = 1 << 56;

/// Decides one row at a time.
struct Single<'a> {
    policy: &'a Policy,
    columns: &'a Columns,
    facts: Facts,
    work: Workspace,
}

impl<'a> Single<'a> {
    fn new(policy: &'a Policy, columns: &'a Columns) -> Self {
        Self { policy, columns, facts: Facts::new(policy), work: Workspace::new(policy) }
    }

    #[cold]
    #[inline(never)]
    fn decide_new(&mut self, row: usize, number: u64, answers: &mut Answers) -> u8 {
        let answer = self.decide(row);
        if number < MOST_SITUATIONS {
            answers.put(number, answer);
        }
        answer
    }

    fn decide(&mut self, row: usize) -> u8 {
        self.columns.read_row(self.policy, row, &mut self.facts);
        let verdict = decide(self.policy, &self.facts, &mut self.work);
        verdict.action.rank() | ((verdict.code as u8) << 3)
    }
}

impl Situations {
    /// The numbers of the situations of a block of rows.
    #[inline]
    fn add_up(&self, columns: &Columns, first: usize, numbers: &mut [u64; BLOCK]) {
        numbers.fill(0);
        let mut confidence = [f64::NAN; BLOCK];
        let mut values = [f64::NAN; BLOCK];
        if columns.fill(Field::CONFIDENCE, first, &mut confidence) {
            add_fraction(&self.confidence, &confidence, numbers);
        }
        if columns.fill(Field::SECOND, first, &mut values) {
            add_fraction(&self.second, &values, numbers);
            for (second, confidence) in values.iter_mut().zip(&confidence) {
                *second = confidence - *second;
            }
            add_range(&values, f64::INFINITY, numbers);
            add_steps(&self.margin, &values, numbers);
        }
        if columns.fill(Field::IMPACT, first, &mut values) {
            add_fraction(&self.impact, &values, numbers);
        }
        if columns.fill(Field::ALTERNATIVES, first, &mut values) {
            add_steps(&self.alternatives, &values, numbers);
        }
        columns.add_codes(Field::OPERATION, 0, &self.operation, first, numbers);
        columns.add_codes(Field::AT_MOST, 0, &self.ceiling, first, numbers);
        for (index, share) in self.signals.iter().enumerate() {
            match share {
                Share::Codes { first: listed, shares } => {
                    columns.add_codes(Field::signal(index), *listed, shares, first, numbers);
                }
                Share::Steps(steps) => {
                    if columns.fill(Field::signal(index), first, &mut values) {
                        add_steps(steps, &values, numbers);
                    }
                }
            }
        }
    }
}

/// The shares of values in [0, 1].
#[inline]
fn add_fraction(steps: &Steps, values: &[f64; BLOCK], numbers: &mut [u64; BLOCK]) {
    add_range(values, 1.0_f64.next_up(), numbers);
    add_steps(steps, values, numbers);
}

/// Marks what is given and not from 0 to below `end` as odd.
#[inline]
fn add_range(values: &[f64; BLOCK], end: f64, numbers: &mut [u64; BLOCK]) {
    add_where(values, f64::NEG_INFINITY, ODD, numbers);
    add_where(values, 0.0, ODD.wrapping_neg(), numbers);
    add_where(values, end, if end < f64::INFINITY { ODD } else { 0 }, numbers);
}

#[inline]
fn add_steps(steps: &Steps, values: &[f64; BLOCK], numbers: &mut [u64; BLOCK]) {
    add_where(values, f64::NEG_INFINITY, steps.given, numbers);
    for cut in &steps.cuts {
        add_where(values, *cut, steps.weight, numbers);
    }
}

/// Adds `share` to the number of each value that reaches `cut`; NaN, which stands for absent, reaches none.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn add_where(values: &[f64; BLOCK], cut: f64, share: u64, numbers: &mut [u64; BLOCK]) {
    for (number, value) in numbers.iter_mut().zip(values) {
        *number = number.wrapping_add(if *value >= cut { share } else { 0 });
    }
}

/// The same, two values with one instruction.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
fn add_where(values: &[f64; BLOCK], cut: f64, share: u64, numbers: &mut [u64; BLOCK]) {
    use core::arch::wasm32::{
        f64x2, f64x2_ge, f64x2_splat, u64x2, u64x2_add, u64x2_extract_lane, u64x2_splat, v128_and,
    };
    if share == 0 {
        return;
    }
    let (cut, share) = (f64x2_splat(cut), u64x2_splat(share));
    let (numbers, _) = numbers.as_chunks_mut::<2>();
    let (values, _) = values.as_chunks::<2>();
    for ([one, other], [first, second]) in numbers.iter_mut().zip(values) {
        let added = v128_and(f64x2_ge(f64x2(*first, *second), cut), share);
        let sums = u64x2_add(u64x2(*one, *other), added);
        (*one, *other) = (u64x2_extract_lane::<0>(sums), u64x2_extract_lane::<1>(sums));
    }
}

impl Columns {
    /// Copies the values of a block of rows, NaN for absent and after the last row; whether the field has a column.
    #[inline]
    fn fill(&self, field: Field, first: usize, values: &mut [f64; BLOCK]) -> bool {
        let Some(column) = self.get(field) else { return false };
        match (&column.cells, &column.present) {
            (Cells::Numbers(cells), None) => copy(cells.get(first..).unwrap_or_default(), values),
            (Cells::Numbers(_) | Cells::Codes(_) | Cells::WideCodes(_), _) => {
                for (row, value) in (first..).zip(values) {
                    *value = column.get(row);
                }
            }
        }
        true
    }

    /// Adds the shares of codes; `listed` is the code of the first.
    #[inline]
    fn add_codes(&self, field: Field, listed: usize, shares: &[u64], first: usize, numbers: &mut [u64; BLOCK]) {
        let Some(column) = self.get(field) else { return };
        let share_of = |code: usize| shares.get(code.wrapping_sub(listed)).copied().unwrap_or(ODD);
        match (&column.cells, &column.present) {
            (Cells::Codes(cells), None) => {
                for (number, cell) in numbers.iter_mut().zip(cells.get(first..).unwrap_or_default()) {
                    *number = number.wrapping_add(share_of(usize::from(*cell)));
                }
            }
            (Cells::Numbers(_) | Cells::Codes(_) | Cells::WideCodes(_), _) => {
                for (row, number) in (first..).zip(numbers) {
                    let value = column.get(row);
                    let share = if value.is_nan() { 0 } else { whole_code(value).map_or(ODD, share_of) };
                    *number = number.wrapping_add(share);
                }
            }
        }
    }

    /// Overwrites the facts of the fields that have a column.
    fn read_row(&self, policy: &Policy, row: usize, facts: &mut Facts) {
        if facts.troubled {
            facts.problems.fill(0);
            facts.troubled = false;
        }
        for (field, column) in &self.columns {
            let value = column.get(row);
            facts.set(*field, value);
            if values_of(policy, *field).contains(value) == Truth::False {
                facts.trouble(*field, Problem::NotListed);
            }
        }
    }
}

/// What a column may hold beyond what the steps look at: ranks of actions, codes of values.
fn values_of(policy: &Policy, field: Field) -> Interval {
    if field == Field::AT_MOST {
        return Interval::up_to(f64::from(Action::AutoApply.rank()));
    }
    let range = field.signal_index().and_then(|index| policy.plan.ranges.get(index));
    range.copied().unwrap_or(Interval::up_to(f64::INFINITY))
}

/// A code is a whole number.
fn whole_code(value: f64) -> Option<usize> {
    let code = code_of(value);
    let same = u32::try_from(code).is_ok_and(|code| f64::from(code).total_cmp(&value).is_eq());
    same.then_some(code)
}

fn copy(from: &[f64], to: &mut [f64; BLOCK]) {
    let count = from.len().min(BLOCK);
    if let (Some(from), Some((to, rest))) = (from.get(..count), to.split_at_mut_checked(count)) {
        to.copy_from_slice(from);
        rest.fill(f64::NAN);
    }
}

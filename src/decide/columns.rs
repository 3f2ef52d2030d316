//! Many inputs at once, as columns. Block by block the shares of all columns are added to the numbers of situations; a
//! situation that was seen before has its answer already, and the first row of a new one is decided like any other input.

use crate::action::Action;
use crate::condition::{Interval, Truth};
use crate::policy::Policy;

use super::answers::Answers;
use super::facts::{Facts, Field, Problem};
use super::lanes::Two;
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
        match self.get_mut(field) {
            Some(place) => *place = column,
            None => self.columns.push((field, column)),
        }
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
    let Remembered { shares, answers } = remembered;
    let mut single = Single::new(policy, columns);
    let Some(shares) = shares else {
        return out.iter_mut().enumerate().for_each(|(row, out)| *out = single.decide(row));
    };
    let mut numbers = [0; BLOCK];
    for (block, out) in out.chunks_mut(BLOCK).enumerate() {
        let first = block.saturating_mul(BLOCK);
        shares.add_up(columns, first, &mut numbers);
        let mut row = first;
        for (out, number) in out.iter_mut().zip(&numbers) {
            *out = match answers.get(*number) {
                Some(answer) => answer,
                None => single.decide_new(row, *number, answers),
            };
            row = row.wrapping_add(1);
        }
    }
}

/// For each of the first `rows` rows a number: rows with the same one are decided alike at equal confidence, whatever the
/// thresholds. Nothing for a row with a value that is out of its range or not listed, and for all rows of a policy with
/// more situations than a number can tell apart.
#[must_use]
pub(crate) fn groups(policy: &Policy, columns: &Columns, rows: usize) -> Vec<Option<u64>> {
    let Some(mut situations) = Situations::new(policy) else { return vec![None; rows] };
    for steps in &mut situations.confidence {
        steps.cuts.clear();
    }
    let shares = ColumnShares::new(situations);
    let mut groups = Vec::with_capacity(rows);
    let mut numbers = [0; BLOCK];
    for first in (0..rows).step_by(BLOCK) {
        shares.add_up(columns, first, &mut numbers);
        let left = rows.saturating_sub(first);
        groups.extend(numbers.iter().take(left).map(|number| (*number < MOST_SITUATIONS).then_some(*number)));
    }
    groups
}

/// What was decided before under one policy, for many calls.
#[derive(Clone, Debug)]
pub struct Remembered {
    shares: Option<ColumnShares>,
    answers: Answers,
}

impl Remembered {
    /// Nothing yet; all that follows must be of this policy.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let situations = Situations::new(policy);
        let answers = Answers::new(situations.as_ref().map_or(0, |situations| situations.count));
        Self { shares: situations.map(ColumnShares::new), answers }
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

/// A block of values or of sums, two rows to an entry.
type Block = [Two; BLOCK / 2];

/// What a field's values add, as cuts with what each adds.
#[derive(Clone, Debug)]
struct Shares {
    cuts: Vec<(Two, Two)>,
}

impl Shares {
    /// Of values that may be anything.
    fn new(steps: &Steps) -> Self {
        let mut shares = Self { cuts: Vec::new() };
        shares.add(f64::NEG_INFINITY, steps.given);
        for cut in &steps.cuts {
            shares.add(*cut, steps.weight);
        }
        shares
    }

    /// Of values from 0 to below `end`; others are odd.
    fn within(steps: &Steps, end: f64) -> Self {
        let mut shares = Self::new(steps);
        shares.add(f64::NEG_INFINITY, ODD);
        shares.add(0.0, ODD.wrapping_neg());
        shares.add(end, ODD);
        shares
    }

    fn add(&mut self, cut: f64, share: u64) {
        if share != 0 && !cut.is_nan() {
            self.cuts.push((Two::same_value(cut), Two::same_sum(share)));
        }
    }

    #[inline]
    fn add_to(&self, sums: &mut Block, values: &Block) {
        for (sums, values) in sums.iter_mut().zip(values) {
            for (cut, share) in &self.cuts {
                *sums = sums.plus_where(*values, *cut, *share);
            }
        }
    }
}

/// What columns of each field add.
#[derive(Clone, Debug)]
struct ColumnShares {
    /// Where models are calibrated: what the cuts of each add, and the model itself instead of a confidence that is given.
    models: Vec<Steps>,
    /// Where they are not, and there is evidence: what each model adds.
    model: Vec<u64>,
    now: Shares,
    confidence: Shares,
    second: Shares,
    margin: Shares,
    impact: Shares,
    alternatives: Shares,
    beyond: Shares,
    operation: Vec<u64>,
    ceiling: Vec<u64>,
    signals: Vec<SignalShares>,
}

#[derive(Clone, Debug)]
enum SignalShares {
    Numbers(Shares),
    Codes { first: usize, shares: Vec<u64> },
}

impl ColumnShares {
    fn new(situations: Situations) -> Self {
        let above_one = 1.0_f64.next_up();
        let mut signals = Vec::new();
        for share in situations.signals {
            signals.push(match share {
                Share::Steps(steps) => SignalShares::Numbers(Shares::new(&steps)),
                Share::Codes { first, shares } => SignalShares::Codes { first, shares },
            });
        }
        let mut models = Vec::new();
        let mut model = situations.model;
        let mut confidence = Steps::default();
        let by_model = situations.confidence.len() == model.len();
        for (mut steps, share) in situations.confidence.into_iter().zip(model.iter().chain([&0])) {
            confidence.clone_from(&steps);
            if by_model {
                confidence.cuts.clear();
                steps.given = *share;
                models.push(steps);
            }
        }
        if by_model {
            model.clear();
        }
        Self {
            models,
            model,
            now: Shares::new(&situations.now),
            confidence: Shares::within(&confidence, above_one),
            second: Shares::within(&situations.second, above_one),
            // Below 0 the second is above the confidence.
            margin: Shares::within(&situations.margin, f64::NAN),
            impact: Shares::within(&situations.impact, above_one),
            alternatives: Shares::new(&situations.alternatives),
            beyond: Shares::new(&situations.beyond),
            operation: situations.operation,
            ceiling: situations.ceiling,
            signals,
        }
    }

    /// The numbers of the situations of a block of rows.
    #[inline]
    fn add_up(&self, columns: &Columns, first: usize, numbers: &mut [u64; BLOCK]) {
        let absent = Two::same_value(f64::NAN);
        let (mut sums, mut confidence, mut values) =
            ([Two::same_sum(0); BLOCK / 2], [absent; BLOCK / 2], [absent; BLOCK / 2]);
        if columns.fill(Field::CONFIDENCE, first, &mut confidence) {
            self.confidence.add_to(&mut sums, &confidence);
        }
        if columns.fill(Field::SECOND, first, &mut values) {
            self.second.add_to(&mut sums, &values);
            for (second, confidence) in values.iter_mut().zip(&confidence) {
                *second = confidence.less(*second);
            }
            self.margin.add_to(&mut sums, &values);
        }
        let others = [
            (Field::IMPACT, &self.impact),
            (Field::ALTERNATIVES, &self.alternatives),
            (Field::BEYOND, &self.beyond),
            (Field::NOW, &self.now),
        ];
        for (field, shares) in others {
            if columns.fill(field, first, &mut values) {
                shares.add_to(&mut sums, &values);
            }
        }
        for (index, shares) in self.signals.iter().enumerate() {
            if let SignalShares::Numbers(shares) = shares
                && columns.fill(Field::signal(index), first, &mut values)
            {
                shares.add_to(&mut sums, &values);
            }
        }
        let (pairs, _) = numbers.as_chunks_mut::<2>();
        for (pair, sums) in pairs.iter_mut().zip(&sums) {
            *pair = sums.sums();
        }
        self.add_codes(columns, first, numbers);
        if !self.models.is_empty() {
            self.add_models(columns, first, numbers);
        }
    }

    #[inline]
    fn add_codes(&self, columns: &Columns, first: usize, numbers: &mut [u64; BLOCK]) {
        columns.add_codes(Field::OPERATION, 0, &self.operation, first, numbers);
        columns.add_codes(Field::AT_MOST, 0, &self.ceiling, first, numbers);
        if !self.model.is_empty() {
            columns.add_codes(Field::MODEL, 0, &self.model, first, numbers);
        }
        for (index, shares) in self.signals.iter().enumerate() {
            if let SignalShares::Codes { first: listed, shares } = shares {
                columns.add_codes(Field::signal(index), *listed, shares, first, numbers);
            }
        }
    }

    /// Which cuts a confidence reaches depends on its model.
    #[inline(never)]
    fn add_models(&self, columns: &Columns, first: usize, numbers: &mut [u64; BLOCK]) {
        for (row, number) in (first..).zip(numbers) {
            let [code, confidence] = [Field::MODEL, Field::CONFIDENCE].map(|field| columns.value(field, row));
            if code.is_nan() {
                continue;
            }
            let mut sum = ODD;
            if let Some(steps) = whole_code(code).and_then(|code| self.models.get(code)) {
                sum = steps.given;
                for cut in &steps.cuts {
                    sum = sum.wrapping_add(if confidence >= *cut { steps.weight } else { 0 });
                }
            }
            *number = number.wrapping_add(sum);
        }
    }
}

impl Columns {
    /// The value of a row; NaN where it is absent, or has no column.
    #[inline(never)]
    pub(crate) fn value(&self, field: Field, row: usize) -> f64 {
        self.get(field).map_or(f64::NAN, |column| column.get(row))
    }

    /// Copies the values of a block of rows, NaN for absent and after the last row; whether the field has a column.
    #[inline]
    fn fill(&self, field: Field, first: usize, values: &mut Block) -> bool {
        let Some(column) = self.get(field) else { return false };
        if let (Cells::Numbers(cells), None) = (&column.cells, &column.present)
            && let Some((cells, _)) = cells.get(first..).and_then(<[f64]>::split_first_chunk::<BLOCK>)
        {
            let (pairs, _) = cells.as_chunks::<2>();
            for (value, [one, other]) in values.iter_mut().zip(pairs) {
                *value = Two::values(*one, *other);
            }
            return true;
        }
        for (row, value) in (first..).step_by(2).zip(values) {
            *value = Two::values(column.get(row), column.get(row.saturating_add(1)));
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
                let cells = cells.get(first..).unwrap_or_default();
                // With a share for every byte there is, none is out of range.
                let mut all = [ODD; 256];
                for (place, share) in all.iter_mut().skip(listed).zip(shares) {
                    *place = *share;
                }
                for (number, cell) in numbers.iter_mut().zip(cells) {
                    *number = number.wrapping_add(all.get(usize::from(*cell)).copied().unwrap_or(ODD));
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
    pub(crate) fn read_row(&self, policy: &Policy, row: usize, facts: &mut Facts) {
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

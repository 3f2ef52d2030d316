//! A log sorted once, so that what other thresholds make of it is a matter of sums: what a page does while someone drags one.

use std::ops::Range;

use crate::action::Action;
use crate::decide::{Columns, Facts, Field, Situations, Steps, Workspace, code_of, decide, groups};
use crate::policy::{Kind, Model, Policy, Thresholds};
use crate::value::{count_text, number_text, sort_by};

use super::tally::Tally;

/// The rows of a log in groups that differ in nothing but their confidence, each sorted by it.
///
/// ```
/// use leeway::Action;
/// use leeway::analyze::Sweep;
/// use leeway::decide::{Cells, Column, Columns, Field};
/// let with = |high: f64| leeway::api::compile(&format!(r#"{{"leeway": 1, "name": "seed",
///     "confidence": {{"low": 0, "high": {high}}}, "impact": {{"low": 0, "high": 0.5}}}}"#)).unwrap();
/// let numbers = |cells: Vec<f64>| Column { cells: Cells::Numbers(cells), present: None };
/// let mut columns = Columns::default();
/// columns.insert(Field::CONFIDENCE, numbers(vec![0.95, 0.7, 0.8, 0.2]));
/// columns.insert(Field::IMPACT, numbers(vec![0.1; 4]));
///
/// let correct = [Some(true), Some(false), Some(true), None];
/// let sweep = Sweep::new(&with(0.85), columns, vec![0, 1, 2, 3], &[], &correct);
/// let automatic = |high: f64| {
///     let counts = sweep.count(&with(high)).unwrap();
///     counts.into_iter().find(|count| count.action == Action::AutoApply).map(|count| (count.tally.rows, count.tally.wrong))
/// };
/// assert_eq!(automatic(0.9), Some((1, 0)));
/// assert_eq!(automatic(0.7), Some((3, 1)));
/// ```
#[derive(Clone, Debug)]
pub struct Sweep {
    columns: Columns,
    /// Which other cuts the policies have that the groups are good for.
    shape: Situations,
    /// And what the columns hang on beside the inputs.
    reading: String,
    groups: Vec<Group>,
    /// The rows, group by group, ascending in confidence.
    rows: Vec<u32>,
    /// Their confidence.
    confidence: Vec<f64>,
    /// How many before each of them, and at the end, turned out right and wrong.
    before: Vec<Outcomes>,
}

/// What rows are sorted by.
struct Key {
    group: u64,
    confidence: f64,
    row: u32,
    mark: u16,
}

#[derive(Clone, Debug)]
struct Group {
    rows: Range<usize>,
    mark: u16,
    /// The code of the model.
    model: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Outcomes {
    right: u32,
    wrong: u32,
}

/// Rows of one mark that come out alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The mark they were given; 0 where none was.
    pub mark: u16,
    /// Confidence band and impact band; nothing with findings.
    pub cell: Option<(u8, u8)>,
    /// What the app is told to do.
    pub action: Action,
    /// How many there are, and how they turned out.
    pub tally: Tally,
}

impl Sweep {
    /// Sorts these rows of the columns that the policy reads. Of every row of the columns, a mark by which it is counted
    /// apart (all have mark 0 where there are none), and whether it turned out right, where that is known.
    #[must_use]
    pub fn new(policy: &Policy, columns: Columns, rows: Vec<u32>, marks: &[u16], correct: &[Option<bool>]) -> Self {
        let numbers = groups(policy, &columns, columns.rows());
        let mut keys: Vec<Key> = Vec::with_capacity(rows.len());
        for row in rows {
            let Ok(place) = usize::try_from(row) else { continue };
            keys.push(Key {
                // Rows in no group come last.
                group: numbers.get(place).copied().flatten().unwrap_or(u64::MAX),
                confidence: columns.value(Field::CONFIDENCE, place),
                row,
                mark: marks.get(place).copied().unwrap_or(0),
            });
        }
        sort_by(&mut keys, &|one, other| {
            let order = one.group.cmp(&other.group).then(one.mark.cmp(&other.mark));
            order.then_with(|| one.confidence.total_cmp(&other.confidence))
        });
        let mut sweep = Self {
            shape: shape(policy),
            reading: reading(policy.model()),
            groups: Vec::new(),
            rows: keys.iter().map(|key| key.row).collect(),
            confidence: keys.iter().map(|key| key.confidence).collect(),
            before: Vec::with_capacity(keys.len().saturating_add(1)),
            columns,
        };
        sweep.sum(correct);
        sweep.divide(&keys);
        sweep
    }

    fn sum(&mut self, correct: &[Option<bool>]) {
        let mut sum = Outcomes::default();
        self.before.push(sum);
        for row in &self.rows {
            match usize::try_from(*row).ok().and_then(|row| correct.get(row)).copied().flatten() {
                Some(true) => sum.right = sum.right.saturating_add(1),
                Some(false) => sum.wrong = sum.wrong.saturating_add(1),
                None => {}
            }
            self.before.push(sum);
        }
    }

    /// A row in no group is one of its own.
    fn divide(&mut self, keys: &[Key]) {
        let mut last = None;
        for (place, key) in keys.iter().enumerate() {
            let end = place.saturating_add(1);
            let here = Some((key.group, key.mark)).filter(|_| key.group != u64::MAX);
            match self.groups.last_mut() {
                Some(group) if here.is_some() && last == here => group.rows.end = end,
                Some(_) | None => {
                    let model = usize::try_from(key.row).map_or(f64::NAN, |row| self.columns.value(Field::MODEL, row));
                    let model = if model.is_nan() { 0 } else { code_of(model) };
                    self.groups.push(Group { rows: place..end, mark: key.mark, model });
                }
            }
            last = here;
        }
    }

    /// What the rows come to under a policy that differs from the first one in its thresholds, or in anything else that
    /// tells no other inputs apart: another action in a cell, another `at_most` of a rule. Nothing for any other policy, or
    /// for one of other names: it wants a sweep of its own.
    ///
    /// Takes time by the number of groups and thresholds, not of rows; but rows with findings of a value that is out of its
    /// range or not listed are decided one by one, and so are all rows of a policy with more than 2^53 situations.
    #[must_use]
    pub fn count(&self, policy: &Policy) -> Option<Vec<Count>> {
        if reading(policy.model()) != self.reading || shape(policy) != self.shape {
            return None;
        }
        let mut counting = Counting {
            sweep: self,
            policy,
            facts: Facts::new(policy),
            work: Workspace::new(policy),
            counts: Vec::new(),
        };
        let mut cuts: Vec<Vec<f64>> = policy.plan.all_thresholds().iter().map(Thresholds::cuts).collect();
        for cuts in &mut cuts {
            sort_by(cuts, &f64::total_cmp);
        }
        for group in &self.groups {
            // Where nothing is calibrated there is one set of cuts for whatever model.
            let cuts = cuts.get(group.model).or_else(|| cuts.first()).map_or(&[][..], Vec::as_slice);
            counting.add_group(group, cuts);
        }
        Some(merged(counting.counts))
    }
}

/// Counts of rows that come out alike, added up; by mark, cell and action.
pub(crate) fn merged(mut counts: Vec<Count>) -> Vec<Count> {
    let key = |count: &Count| (count.mark, count.cell, count.action);
    sort_by(&mut counts, &|one, other| key(one).cmp(&key(other)));
    let mut merged: Vec<Count> = Vec::new();
    for count in counts {
        match merged.last_mut() {
            Some(sum) if key(sum) == key(&count) => sum.tally.merge(count.tally),
            Some(_) | None => merged.push(count),
        }
    }
    merged
}

struct Counting<'a> {
    sweep: &'a Sweep,
    policy: &'a Policy,
    facts: Facts,
    work: Workspace,
    counts: Vec<Count>,
}

impl Counting<'_> {
    /// Rows between two cuts come out alike.
    fn add_group(&mut self, group: &Group, cuts: &[f64]) {
        let confidence = self.sweep.confidence.get(group.rows.clone()).unwrap_or_default();
        let mut start = 0;
        for cut in cuts {
            let rest = confidence.get(start..).unwrap_or_default();
            let end = start.saturating_add(rest.partition_point(|value| value < cut));
            self.add(group.mark, at(group, start..end));
            start = end;
        }
        self.add(group.mark, at(group, start..confidence.len()));
    }

    /// Decides the first of these rows, for all of them.
    fn add(&mut self, mark: u16, rows: Range<usize>) {
        let first = self.sweep.rows.get(rows.clone()).and_then(<[u32]>::first);
        let Some(row) = first.and_then(|row| usize::try_from(*row).ok()) else { return };
        self.sweep.columns.read_row(self.policy, row, &mut self.facts);
        let verdict = decide(self.policy, &self.facts, &mut self.work);
        let before = |place: usize| self.sweep.before.get(place).copied().unwrap_or_default();
        let (from, to) = (before(rows.start), before(rows.end));
        self.counts.push(Count {
            mark,
            cell: verdict.cell,
            action: verdict.action,
            tally: Tally {
                rows: u64::try_from(rows.len()).unwrap_or(u64::MAX),
                right: u64::from(to.right.saturating_sub(from.right)),
                wrong: u64::from(to.wrong.saturating_sub(from.wrong)),
            },
        });
    }
}

fn at(group: &Group, rows: Range<usize>) -> Range<usize> {
    let from = |place: usize| group.rows.start.saturating_add(place);
    from(rows.start)..from(rows.end)
}

/// What columns hang on: the names that their codes stand for, the bounds that names of impact bands do, and which
/// alternatives may be shown.
fn reading(model: &Model) -> String {
    let mut text = String::new();
    let mut add = |name: &str| {
        text.push_str(name);
        text.push('\n');
    };
    for operation in &model.operations {
        add(&operation.name);
    }
    add("");
    for model in &model.models {
        add(model);
    }
    for signal in &model.signals {
        add("");
        add(&signal.name);
        match &signal.kind {
            Kind::Number => {}
            Kind::Boolean => add("true"),
            Kind::Text(values) => values.iter().for_each(|value| add(value)),
        }
    }
    for band in &model.impact.bands {
        add(&number_text(band.bound));
        add(&band.name);
    }
    if let Some(sets) = &model.sets {
        add(&count_text(model.options_max));
        add(sets.method.name());
        add(&sets.model);
    }
    text
}

/// What everything but confidence adds.
fn shape(policy: &Policy) -> Situations {
    let (situations, _) = Situations::with_cuts(policy);
    Situations { count: 0, confidence: vec![Steps::default(); situations.confidence.len()], ..situations }
}

//! Which options to show: conformal sets, calibrated on the cases that are shown options, cell by cell. Calibrated on all
//! cases they would hold the answer far less often in those that are shown, which are shown because they are hard.

use crate::action::Action;
use crate::decide::{Facts, Field, Workspace, decide};
use crate::json;
use crate::math::cp_upper;
use crate::policy::{Model, OptionSet, Policy, SetMethod};
use crate::value::{Value, change_at, fill, number_text, sort_by};

use super::case::{Case, Fold};
use super::document::read;
use super::family::Admission;
use super::fixed_sequence::NoThreshold;
use super::promise::Promise;
use super::refused::Refused;
use super::select::{LeftOut, Selection, models, one_a_unit, select};
use super::sets::{SetCounts, count_sets, put_sets};

/// Confidence and impact of a cell whose action is `show_options`; nothing for what any cell with more autonomy gave and was
/// lowered to it.
pub type OptionsCell = Option<(usize, usize)>;

/// One row of a log, as far as options go.
#[derive(Clone, Copy, Debug)]
pub struct OptionsCase<'a> {
    /// The row with its labels' source; its score, its admission and whether it was right do not count.
    pub case: Case<'a>,
    /// Where it is shown options, before it is asked how many; nothing where it is not.
    pub shown: Option<OptionsCell>,
    /// The confidence of each alternative, as the model gives it, likeliest first.
    pub confidences: &'a [f64],
    /// The answer, where it is known.
    pub answer: Option<RightAnswer>,
}

/// The right answer of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RightAnswer {
    /// The alternative at this place, 0 for the likeliest.
    At(usize),
    /// None of the alternatives: no set of them holds it.
    NotListed,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionsGoal {
    /// Alpha is the share of cases whose set may lack the answer.
    pub promise: Promise,
    /// How alternatives are scored.
    pub method: SetMethod,
    /// How many targets are tried on this log: they share delta. 0 counts as 1.
    pub targets_tried: u32,
    /// Which cases enter; with folds, those of [`Fold::Options`].
    pub selection: Selection,
    /// SHA-256 of the log as it was read, in hexadecimal, for the document to say.
    pub log: Option<String>,
}

/// A policy with fitted options.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedOptions {
    /// What was asked.
    pub goal: OptionsGoal,
    /// The policy's document, with `options.threshold` where some cell has a threshold, without where none has.
    pub document: Value,
    /// The model.
    pub model: String,
    /// Over how many cells delta was split: those with labels enough for a threshold.
    pub cells_tested: u32,
    /// The rate that the labels stand for, in (0, 1].
    pub rate: f64,
    /// Each cell that is shown options, with what was found.
    pub cells: Vec<CellFit>,
    /// Cases of the log that are not shown options.
    pub not_shown: u64,
    /// Of those that are, how many have confidences that do not sum to 1, give or take 0.001: the promise needs no such sum.
    pub other_sums: u64,
    /// Cases that did not enter.
    pub left_out: LeftOut,
}

/// What was found for one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellFit {
    /// The cell.
    pub cell: OptionsCell,
    /// How many labels it has.
    pub labels: u64,
    /// Of how many the answer is none of the alternatives.
    pub not_listed: u64,
    /// The threshold, or why there is none.
    pub outcome: Result<OptionSet, NoSet>,
    /// What the threshold comes to on these labels; nothing without one.
    pub sets: Option<SetCounts>,
}

/// Why a cell has no threshold: it is shown the first `max`, with no promise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoSet {
    /// Even if every answer were the likeliest alternative.
    TooFewLabels {
        /// How many it has.
        labels: u64,
        /// How many it would take.
        needed: u64,
    },
    /// Too many answers are none of the alternatives: whatever is shown, no more than this share can be promised.
    NotCertifiable {
        /// In [0, 1].
        at_most: f64,
    },
}

impl NoSet {
    /// For a person.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::TooFewLabels { labels, needed } => NoThreshold::TooFewLabels { labels, needed }.words(),
            Self::NotCertifiable { at_most } => fill(
                "not certifiable: the answer is none of the alternatives too often; at most {} can be promised",
                &[&number_text((at_most * 1e4).floor() / 1e4)],
            ),
        }
    }
}

impl OptionsGoal {
    /// The sets by confidence that hold a promise.
    #[must_use]
    pub fn new(promise: Promise) -> Self {
        Self { promise, method: SetMethod::Lac, targets_tried: 1, selection: Selection::default(), log: None }
    }
}

/// Where an input is shown options, before it is asked how many.
#[must_use]
pub fn shown(policy: &Policy, facts: &Facts, work: &mut Workspace) -> Option<OptionsCell> {
    let mut facts = facts.clone();
    facts.set(Field::BEYOND, f64::NEG_INFINITY);
    let verdict = decide(policy, &facts, work);
    let is_of_cell = verdict.base == Action::ShowOptions;
    let cell = verdict.cell.filter(|_| is_of_cell).map(|(confidence, impact)| (confidence.into(), impact.into()));
    (verdict.action == Action::ShowOptions).then_some(cell)
}

/// Fits the options of a policy: for each cell that is shown options (what was lowered to it is one of its own) the threshold
/// whose sets hold the answer in the share 1 - alpha of its cases, with probability 1 - delta over the labelled sample, split
/// among the cells: as long as cases keep coming as they did. The threshold is that score of the sample which all but as many
/// answers reach as an exact binomial test at alpha lets pass (V. Vovk, 2012: split conformal sets, valid given the sample).
///
/// ```
/// use leeway::decide::{Workspace, read_facts};
/// use leeway::json::parse;
/// use leeway::tune::{Admission, Case, LabelSource, OptionsCase, OptionsGoal, Promise, RightAnswer, fit_options, shown};
///
/// let text = r#"{"leeway": 1, "name": "inbox", "impact": {"low": 0, "high": 0.5}, "confidence": {"low": 0, "high": 0.85}}"#;
/// let (policy, document) = (leeway::api::compile(text).unwrap(), parse(text).unwrap());
/// let input = parse(r#"{"confidence": 0.5, "impact": 0.1}"#).unwrap();
/// let shown = shown(&policy, &read_facts(&policy, &input, None).0, &mut Workspace::new(&policy));
/// // In nine of ten the likeliest answer is right, in the others the second.
/// let case = |row: u64| OptionsCase {
///     case: Case {
///         row, id: None, unit: None, model: Some("m1"), propensity: None, source: Some(LabelSource::Complete),
///         admission: Admission::Never, score: 0.5, correct: None,
///     },
///     shown, confidences: &[0.5, 0.3, 0.2], answer: Some(RightAnswer::At(usize::from(row % 10 == 0))),
/// };
/// let cases: Vec<OptionsCase> = (0..200).map(case).collect();
/// let goal = OptionsGoal::new(Promise::new(0.05, 0.05).unwrap());
/// let fitted = fit_options(&policy, &document, &cases, &goal).unwrap();
/// assert_eq!(fitted.cells[0].outcome.unwrap().threshold, 0.3);
/// let threshold = fitted.document.get("options").unwrap().get("threshold").unwrap();
/// assert_eq!(threshold.get("model"), Some(&parse(r#""m1""#).unwrap()));
/// ```
///
/// # Errors
/// Where nothing could be promised whatever the labels say; the cells of a fit say why each of them has no threshold.
pub fn fit_options(
    policy: &Policy,
    document: &Value,
    cases: &[OptionsCase<'_>],
    goal: &OptionsGoal,
) -> Result<FittedOptions, Refused> {
    if json::hash(document) != policy.hash() {
        return Err(Refused::OtherDocument);
    }
    let plain: Vec<Case<'_>> = cases.iter().map(|case| case.case).collect();
    let model = the_model(&plain, goal)?;
    let mut entering = Vec::new();
    for case in cases {
        if case.shown.is_some() {
            entering.push(case);
        }
    }
    if entering.is_empty() {
        return Err(Refused::NothingShown);
    }
    if entering.iter().all(|case| case.confidences.is_empty()) {
        return Err(Refused::NoAlternatives);
    }
    let mut selectables = Vec::new();
    for (case, place) in entering.iter().zip(0..) {
        selectables.push(selectable(case, place));
    }
    let selected = select(&selectables, &goal.selection, Fold::Options);
    selected.check()?;
    let mut keyed = Vec::new();
    for case in &selected.cases {
        if let Some(full) = place_of(case.row).and_then(|place| entering.get(place)) {
            keyed.push((full.shown.flatten(), *case));
        }
    }
    let mut left_out = selected.left_out;
    let one_each = one_a_unit(&keyed);
    left_out.same_unit = count(keyed.len().saturating_sub(one_each.len()));
    let mut by_cell: Vec<(OptionsCell, Vec<&OptionsCase<'_>>)> = Vec::new();
    let mut other_sums = 0_u64;
    for (cell, case) in one_each {
        if let Some(full) = place_of(case.row).and_then(|place| entering.get(place)) {
            change_at(&mut by_cell, cell, |cases| cases.push(*full));
            other_sums = other_sums.saturating_add(u64::from(has_other_sum(full.confidences)));
        }
    }
    let mut fitted = FittedOptions {
        goal: goal.clone(),
        document: document.clone(),
        model,
        cells_tested: 1,
        rate: selected.rate,
        cells: Vec::new(),
        not_shown: count(cases.len().saturating_sub(entering.len())),
        other_sums,
        left_out,
    };
    fitted.find(&by_cell, goal);
    fitted.write(policy.model(), &by_cell);
    Ok(fitted)
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn place_of(row: u64) -> Option<usize> {
    usize::try_from(row).ok()
}

/// A promise about sets always names its model, so that inputs of another are told apart.
fn the_model(cases: &[Case<'_>], goal: &OptionsGoal) -> Result<String, Refused> {
    if let Some(model) = &goal.selection.model {
        let is_there = cases.iter().any(|case| case.model == Some(model));
        return if is_there { Ok(model.clone()) } else { Err(Refused::NoSuchModel(model.clone())) };
    }
    match models(cases).as_slice() {
        [] => Err(Refused::NoCases),
        [""] => Err(Refused::NoModel),
        [one] => Ok((*one).to_owned()),
        several => Err(Refused::many_models(several)),
    }
}

/// A case as the selection looks at it: what it calls right is that the likeliest alternative is the answer, and every case
/// that is shown options counts for the rate. `row` becomes its place, so that it is found again.
fn selectable<'a>(case: &OptionsCase<'a>, place: u64) -> Case<'a> {
    let is_sound = case.confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence))
        && case.confidences.windows(2).all(|pair| matches!(pair, [a, b] if a >= b));
    let correct = case.answer.map(|answer| answer == RightAnswer::At(0));
    let score = if is_sound { 1.0 } else { f64::NAN };
    Case { row: place, score, correct, admission: Admission::Always, ..case.case }
}

fn has_other_sum(confidences: &[f64]) -> bool {
    (confidences.iter().sum::<f64>() - 1.0).abs() > 1e-3
}

/// How high the answer of a case stands; minus infinity where no set holds it.
pub(super) fn standing(case: &OptionsCase<'_>, method: SetMethod) -> f64 {
    let Some(RightAnswer::At(place)) = case.answer else { return f64::NEG_INFINITY };
    method.standings(case.confidences.iter().copied()).nth(place).unwrap_or(f64::NEG_INFINITY)
}

/// The most errors among so many labels that a test at the promise lets pass; nothing where even none is too many.
fn errors_allowed(promise: Promise, labels: u64) -> Option<u64> {
    let passes = |errors: u64| promise.p_value(errors, labels) <= promise.delta();
    if labels == 0 || !passes(0) {
        return None;
    }
    let (mut passing, mut failing) = (0, labels);
    while failing.saturating_sub(passing) > 1 {
        let middle = passing.midpoint(failing);
        if passes(middle) { passing = middle } else { failing = middle }
    }
    Some(passing)
}

impl FittedOptions {
    /// The policy of the fitted document, whose own tests may expect what holds no longer.
    #[must_use]
    pub fn policy(&self) -> Option<Policy> {
        read(&self.document)
    }

    fn find(&mut self, by_cell: &[(OptionsCell, Vec<&OptionsCase<'_>>)], goal: &OptionsGoal) {
        let spent = goal.promise.split(u64::from(goal.targets_tried.max(1)));
        // How many labels a cell has says nothing of how they turned out: delta is not spent on those that have too few.
        let enough = by_cell.iter().filter(|(_, cases)| errors_allowed(spent, count(cases.len())).is_some()).count();
        self.cells_tested = u32::try_from(enough.max(1)).unwrap_or(u32::MAX);
        let share = spent.split(u64::from(self.cells_tested));
        for (cell, cases) in by_cell {
            let mut standings = Vec::new();
            for case in cases {
                standings.push(standing(case, goal.method));
            }
            sort_by(&mut standings, &|a, b| b.total_cmp(a));
            let labels = count(cases.len());
            let not_listed = count(standings.iter().filter(|standing| standing.is_infinite()).count());
            let outcome = threshold(*cell, &standings, not_listed, share, goal.method);
            self.cells.push(CellFit { cell: *cell, labels, not_listed, outcome, sets: None });
        }
    }

    /// Writes what was found into the document, and counts what it comes to.
    fn write(&mut self, model: &Model, by_cell: &[(OptionsCell, Vec<&OptionsCase<'_>>)]) {
        let written = self.written(model);
        put_sets(&mut self.document, written);
        let Some(after) = self.policy() else { return };
        for (fit, (_, cases)) in self.cells.iter_mut().zip(by_cell) {
            fit.sets = count_sets(&after, fit.cell, cases);
        }
    }
}

fn threshold(
    cell: OptionsCell,
    standings: &[f64],
    not_listed: u64,
    share: Promise,
    method: SetMethod,
) -> Result<OptionSet, NoSet> {
    let labels = count(standings.len());
    let Some(errors) = errors_allowed(share, labels) else {
        return Err(NoSet::TooFewLabels { labels, needed: share.labels_needed(0) });
    };
    let index = labels.saturating_sub(errors);
    let found = index.checked_sub(1).and_then(place_of).and_then(|place| standings.get(place));
    match found.filter(|standing| standing.is_finite()) {
        Some(standing) => Ok(OptionSet {
            cell,
            labels: u32::try_from(labels).unwrap_or(u32::MAX),
            index: u32::try_from(index).unwrap_or(u32::MAX),
            // A sum of nothing is 0, not -0.
            threshold: method.turned(*standing) + 0.0,
        }),
        None => Err(NoSet::NotCertifiable { at_most: 1.0 - cp_upper(not_listed, labels, share.delta()) }),
    }
}

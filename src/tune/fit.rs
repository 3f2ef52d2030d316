//! Thresholds of a whole policy: what is promised is the error among what the policy does by itself, not among what is above
//! some score.

use crate::json;
use crate::math::Ranked;
use crate::policy::{Family, Policy};
use crate::value::{Value, change_at, sort_by};

use super::bounds::Bounds;
use super::case::{Case, Fold};
use super::choose::{Choice, Tested, choose};
use super::family::Admission;
use super::fixed_sequence::{NoThreshold, Path, Search, fixed_sequence};
use super::grid::Grid;
use super::promise::Promise;
use super::refused::Refused;
use super::select::{LeftOut, Selected, Selection, models, one_a_unit, select};

/// What is fitted, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What is promised of all that is automatic.
    pub promise: Promise,
    /// How many targets are tried on this log, this one included: they share delta. 0 counts as 1.
    pub targets_tried: u64,
    /// Which fit of this policy it is, from 1: shown, since each spends a delta of its own.
    pub fit: u64,
    /// Whether the fits share one delta instead, the i-th taking its 6 / (pi i)^2.
    pub share_over_fits: bool,
    /// How thresholds are tried.
    pub search: Search,
    /// Which cases enter.
    pub selection: Selection,
    /// Which of the thresholds that hold is taken.
    pub choice: Choice,
}

impl Goal {
    /// The lowest thresholds that hold a promise, of all cases, on the first fit.
    #[must_use]
    pub fn new(promise: Promise) -> Self {
        Self {
            promise,
            targets_tried: 1,
            fit: 1,
            share_over_fits: false,
            search: Search::default(),
            selection: Selection::default(),
            choice: Choice::Lowest,
        }
    }

    /// What this fit may spend.
    fn spent(&self) -> Promise {
        let promise = self.promise.split(self.targets_tried);
        if self.share_over_fits { promise.of_fit(self.fit) } else { promise }
    }
}

/// A fit of one policy to one log.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The policy's document with the thresholds that were found in place of its own, else as it was:
    /// [`Fitted::with_evidence`] adds what justifies them.
    pub document: Value,
    /// What was asked.
    pub goal: Goal,
    /// The model.
    pub model: String,
    /// What the fit spent: delta after its split over targets and fits, to be split over families.
    pub spent: Promise,
    /// Over how many families that was split: those with labels enough for a test.
    pub parts: u64,
    /// The rate that the labels stand for, in (0, 1]: 1 where all cases were labelled.
    pub rate: f64,
    /// Whether cases had units, of which one each was tested.
    pub has_units: bool,
    /// Each family with what was found.
    pub families: Vec<FamilyFit>,
    /// Labelled cases that no threshold decides about.
    pub apart: Apart,
    /// Cases that did not enter.
    pub left_out: LeftOut,
}

/// What was found for one family.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyFit {
    /// The family.
    pub family: Family,
    /// What was tested.
    pub path: Path,
    /// The threshold, now in the document: one of the accepted of the path.
    pub outcome: Result<f64, Why>,
}

/// Why a family has no threshold: nothing of it may be automatic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// None holds.
    Test(NoThreshold),
    /// The cheapest probability by Chow's rule is above every threshold that holds.
    AboveChow,
    /// Every threshold that holds is below the floor that was asked for.
    BelowFloor(f64),
    /// None that holds lies between the bands around it.
    NoRoom,
    /// The segment and the operation name thresholds of their own, and the higher of the two does not hold for the rows of
    /// both.
    NotWhereBothApply(f64),
}

/// Labelled cases that no threshold decides about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Never automatic.
    pub never: u64,
    /// Automatic at any confidence, which no promise covers.
    pub always: u64,
    /// How many of those are errors.
    pub always_errors: u64,
    /// It is not known which segment they belong to; they may not be automatic.
    pub segment_unknown: u64,
}

/// Fits the thresholds of a policy: for each family of rows (a segment, an operation that names thresholds, the band that
/// admits) the lowest threshold that holds the promise, at its part of delta. With probability 1 - delta the error among
/// what the policy, and the families that have a threshold, make automatic is then at most alpha, and that of each family:
/// as long as cases keep coming as they did.
///
/// Where a segment and an operation both name thresholds the higher counts. Their rows are a family of their own, tested at
/// the thresholds that either could take; it is covered where the higher of those found is among the accepted.
///
/// ```
/// use leeway::decide::read_facts;
/// use leeway::json::parse;
/// use leeway::tune::{Admissions, Case, Goal, LabelSource, Promise, fit_threshold};
///
/// let text = r#"{"leeway": 1, "name": "inbox", "impact": {"low": 0, "high": 0.5}, "confidence": {"low": 0, "high": 0.85}}"#;
/// let (policy, document) = (leeway::api::compile(text).unwrap(), parse(text).unwrap());
/// let input = parse(r#"{"confidence": 0.5, "impact": 0.1}"#).unwrap();
/// let admission = Admissions::new(&policy).of(&read_facts(&policy, &input, None).0);
/// // A log of rows like this one: right from 0.6 on, below in three of four.
/// let case = |row: u64| Case {
///     row, id: None, unit: None, model: Some("m1"), propensity: None, source: Some(LabelSource::Complete), admission,
///     score: row as f64 / 1000.0, correct: Some(row >= 600 || row % 4 > 0),
/// };
/// let cases: Vec<Case> = (0..=1000).map(case).collect();
/// let goal = Goal::new(Promise::new(0.02, 0.05).unwrap());
/// let fitted = fit_threshold(&policy, &document, &cases, &goal).unwrap();
/// assert_eq!(fitted.families[0].outcome, Ok(0.6));
/// assert_eq!(fitted.document.get("confidence"), Some(&parse(r#"{"low": 0, "high": 0.6}"#).unwrap()));
/// ```
///
/// # Errors
/// Where nothing could be promised whatever the labels say; the families of a fit say why each of them has no threshold.
pub fn fit_threshold(policy: &Policy, document: &Value, cases: &[Case<'_>], goal: &Goal) -> Result<Fitted, Refused> {
    if json::hash(document) != policy.hash() {
        return Err(Refused::OtherDocument);
    }
    let model = the_model(cases, goal)?;
    let selected = select(cases, &goal.selection, Fold::Thresholds);
    selected.check()?;
    let mut fitted = Fitted {
        document: document.clone(),
        goal: goal.clone(),
        model,
        spent: goal.spent(),
        parts: 1,
        rate: selected.rate,
        has_units: selected.cases.iter().any(|case| case.unit.is_some()),
        families: Vec::new(),
        apart: Apart::default(),
        left_out: selected.left_out,
    };
    let families = families(&selected, &mut fitted);
    if families.is_empty() {
        return Err(Refused::NothingAutomatic(fitted.apart));
    }
    fitted.parts = testable(&families, &goal.search, fitted.spent);
    let (mut labels, mut misses) = (0_u64, 0_u64);
    for (_, ranked) in &families {
        labels = labels.saturating_add(ranked.count());
        misses = misses.saturating_add(ranked.misses());
    }
    if fitted.parts > 0 && misses == 0 {
        return Err(Refused::NothingWrong(labels));
    }
    test(policy, &families, &mut fitted);
    Ok(fitted)
}

/// The model that is asked for, which a log without models is of too; else the one that the log names.
fn the_model(cases: &[Case<'_>], goal: &Goal) -> Result<String, Refused> {
    let named = models(cases);
    match (&goal.selection.model, named.as_slice()) {
        (_, []) => Err(Refused::NoCases),
        (Some(model), [""]) => Ok(model.clone()),
        (Some(model), _) if cases.iter().any(|case| case.model == Some(model)) => Ok(model.clone()),
        (Some(model), _) => Err(Refused::NoSuchModel(model.clone())),
        (None, [""]) => Err(Refused::NoModel),
        (None, [one]) => Ok((*one).to_owned()),
        (None, several) => Err(Refused::many_models(several)),
    }
}

/// The scores of each family, one row a unit; the rest is counted.
fn families(selected: &Selected<'_>, fitted: &mut Fitted) -> Vec<(Family, Ranked)> {
    let mut admitted = Vec::new();
    let apart = &mut fitted.apart;
    for case in &selected.cases {
        let count = match case.admission {
            Admission::From(family) => {
                admitted.push((family, *case));
                continue;
            }
            Admission::Never => &mut apart.never,
            Admission::SegmentUnknown => &mut apart.segment_unknown,
            Admission::Always => {
                apart.always_errors = apart.always_errors.saturating_add(u64::from(case.correct == Some(false)));
                &mut apart.always
            }
        };
        *count = count.saturating_add(1);
    }
    let one_each = one_a_unit(&admitted);
    let same_unit = admitted.len().saturating_sub(one_each.len());
    fitted.left_out.same_unit = u64::try_from(same_unit).unwrap_or(u64::MAX);
    let mut scores: Vec<(Family, Vec<(f64, bool)>)> = Vec::new();
    for (family, case) in one_each {
        change_at(&mut scores, family, |scores| scores.push((case.score, case.correct == Some(true))));
    }
    let mut ranked = Vec::new();
    for (family, scores) in scores {
        ranked.push((family, Ranked::new(scores)));
    }
    ranked
}

/// How many families have labels enough for a test. How many labels there are says nothing of how they turned out, so that
/// delta need not be spent on those that have too few.
fn testable(families: &[(Family, Ranked)], search: &Search, spent: Promise) -> u64 {
    let needed = search.labels_needed(spent);
    let enough = families.iter().filter(|(_, ranked)| ranked.count() >= needed).count();
    u64::try_from(enough).unwrap_or(u64::MAX)
}

fn test(policy: &Policy, families: &[(Family, Ranked)], fitted: &mut Fitted) {
    let share = fitted.spent.split(fitted.parts);
    let search = &fitted.goal.search;
    let before = Bounds::of(policy);
    let mut bounds = before.clone();
    let mut tested = Vec::new();
    for (family, ranked) in families {
        if let Some(set) = family.set() {
            tested.push(Tested { set, family: *family, ranked, path: fixed_sequence(ranked, share, search) });
        }
    }
    fitted.families = choose(&tested, fitted.goal.choice, &mut bounds);
    for (family, ranked) in families {
        if family.set().is_some() {
            continue;
        }
        let search = Search { grid: shared_grid(*family, families, &search.grid, &before), ..search.clone() };
        let path = fixed_sequence(ranked, share, &search);
        let threshold = bounds.in_force(*family);
        let is_accepted = path.accepted().iter().any(|step| step.threshold.total_cmp(&threshold).is_eq());
        let outcome = match path.answer {
            super::Answer::None(reason) => Err(Why::Test(reason)),
            super::Answer::Threshold(_) if is_accepted => Ok(threshold),
            super::Answer::Threshold(_) => Err(Why::NotWhereBothApply(threshold)),
        };
        fitted.families.push(FamilyFit { family: *family, path, outcome });
    }
    sort_by(&mut fitted.families, &|a, b| a.family.cmp(&b.family));
    fitted.document = bounds.written(&fitted.document, policy.model());
}

/// Every threshold that the segment or the operation of a family of both could take: those they are tested at, and those
/// that stand in the document. No label has a say in it.
fn shared_grid(family: Family, families: &[(Family, Ranked)], grid: &Grid, before: &Bounds) -> Grid {
    let alone = [Family { operation: None, ..family }, Family { segment: None, ..family }];
    let mut thresholds = Vec::new();
    for single in alone {
        thresholds.push(before.in_force(single));
        if let Some((_, ranked)) = families.iter().find(|(family, _)| *family == single) {
            thresholds.extend(grid.thresholds(ranked));
        }
    }
    Grid::Given(thresholds)
}

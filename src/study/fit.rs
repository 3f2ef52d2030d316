//! Thresholds of a policy fitted to a log, with what they cover, and the fitted document.

use crate::analyze::Tally;
use crate::calibrate::{self, Map, Method, Quality, Sample, quality};
use crate::diagnostic::Diagnostic;
use crate::policy::Policy;
use crate::record::LabelSource;
use crate::tune::{
    self, Case, Choice, Family, FamilyFit, Fitted, Fold, Folds, Goal, LabelsNeeded, Provenance, Search, Selection,
    fit_threshold,
};
use crate::value::{Value, fill, number_text};

use super::ask::{Ask, wrong};
use super::calibrate::How;
use super::capacity::{Arriving, Asks, Reviewers};
use super::cases::{cases, map_of, number, raw_cases};
use super::document::{Compiled, drop_other_options, fits_dropped, map_part, text_of, with_map, with_member};
use super::fitted_tests;
use super::hint::{Hint, common_finding};
use super::part::{Part, Picked};
use super::refused::Refused;
use super::source::Source;
use super::verified::{Verified, automatic, verify};

/// What sets the folds of a fit apart from others.
const FOLDS: &str = "fit";

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct FitOptions {
    /// Which rows it is fitted to.
    pub part: Part,
    /// The splits whose rows verify it; none where it is not verified.
    pub verify: Vec<String>,
    /// How a calibration map is fitted first, on one half of the rows by unit, thresholds on the other; nothing leaves scores
    /// as the policy has them.
    pub calibrate: Option<How>,
    /// What is promised, how it is tested, and what is chosen of what holds.
    pub goal: Goal,
    /// What reviewers can take: the highest thresholds that hold and do not ask for more are chosen.
    pub reviewers: Option<Reviewers>,
    /// When it is fitted, in the unit of an input's `now`.
    pub fitted_at: Option<f64>,
    /// Until when it counts, in the same unit.
    pub valid_until: Option<f64>,
    /// Whether a third of the rows, by unit, is left to fit options to.
    pub leaves_options: bool,
}

const NAMES: [&str; 22] = [
    "risk",
    "target",
    "confidence",
    "model",
    "split",
    "verify",
    "calibrate",
    "labels",
    "audit_salt",
    "starts",
    "start_errors",
    "cost_of_error",
    "cost_of_review",
    "capacity",
    "arrivals",
    "time_unit",
    "targets_tried",
    "fit_number",
    "share_over_fits",
    "at",
    "valid_until",
    "options_fold",
];

impl FitOptions {
    /// From options by name: `risk` (`error`, the only one), `target` (the share of errors allowed) and `confidence` (0.95); `model`, `split`, `verify`,
    /// `calibrate`, `labels`, `audit_salt`, `starts`, `start_errors`, `cost_of_error` and `cost_of_review`, `capacity` with `arrivals` or `time_unit`, `targets_tried`,
    /// `fit_number`, `share_over_fits`, `at`, `valid_until`, `options_fold`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(ask: Ask<'_>) -> Result<Self, Refused> {
        ask.only(&NAMES)?;
        ask.one_of("risk", &["error"])?;
        let promise = ask.promise()?;
        let search = Search {
            starts: ask.count("starts", 1, 20)?.unwrap_or(1),
            start_errors: ask.count("start_errors", 0, 1000)?.unwrap_or(2),
            ..Search::default()
        };
        let goal = Goal {
            targets_tried: ask.count("targets_tried", 1, 1000)?.unwrap_or(1),
            fit: ask.count("fit_number", 1, 1_000_000)?.unwrap_or(1),
            share_over_fits: ask.truth("share_over_fits")?,
            search,
            selection: selection(ask)?,
            // With costs the threshold that they ask for, of those that hold.
            choice: ask.costs()?.map_or(Choice::Lowest, Choice::Cheapest),
            ..Goal::new(promise)
        };
        let (fitted_at, valid_until) = (ask.number("at")?, ask.number("valid_until")?);
        if let (Some(at), Some(until)) = (fitted_at, valid_until)
            && until < at
        {
            let [until, at] = [until, at].map(number_text);
            return Err(wrong(fill(
                "`{}` is {}, which is before `{}`, {}: the fit would never count",
                &[&ask.spelt("valid_until"), &until, &ask.spelt("at"), &at],
            )));
        }
        Ok(Self {
            part: ask.part()?,
            verify: ask.texts("verify")?,
            calibrate: ask.one_of("calibrate", &How::NAMES)?.and_then(How::from_name),
            goal,
            reviewers: reviewers(ask)?,
            fitted_at,
            valid_until,
            leaves_options: ask.truth("options_fold")?,
        })
    }
}

/// Which labels count: `labels` and `audit_salt`.
pub(super) fn selection(ask: Ask<'_>) -> Result<Selection, Refused> {
    Ok(Selection {
        is_complete: ask.one_of("labels", &[LabelSource::Complete.name()])?.is_some(),
        audit_salt: ask.text("audit_salt")?.unwrap_or_default().to_owned(),
        ..Selection::default()
    })
}

/// Costs ask for one threshold, reviewers for another.
fn reviewers(ask: Ask<'_>) -> Result<Option<Reviewers>, Refused> {
    let reviewers = Reviewers::read(ask)?;
    if reviewers.is_some() && ask.number("cost_of_error")?.is_some() {
        return Err(wrong("thresholds are chosen by costs or by `capacity`, not by both".to_owned()));
    }
    Ok(reviewers)
}

/// The map that was fitted before thresholds were, to rows of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct MapOfFit {
    /// How.
    pub method: Method,
    /// The map.
    pub map: Map,
    /// The scores of its rows as they were.
    pub before: Quality,
    /// The scores of the rows that thresholds are fitted to, as the map gives them; none where no row has a label.
    pub after: Option<Quality>,
}

/// What was found for one family of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyReport {
    /// The family, its path and what came of it.
    pub found: FamilyFit,
    /// The segment's name.
    pub segment: Option<String>,
    /// The operation's.
    pub operation: Option<String>,
    /// The band of confidence.
    pub band: String,
    /// All rows of the family, labelled or not.
    pub rows: u64,
    /// Those at or above the threshold; all zeros where there is none.
    pub automatic: Tally,
}

/// A policy fitted to a log.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: String,
    /// The fit itself.
    pub fitted: Fitted,
    /// The policy's document with what was found.
    pub document: Value,
    /// What the document says of how it was found.
    pub evidence: Value,
    /// The models whose fits were in the document and hold no longer.
    pub dropped: Vec<String>,
    /// Whether fitted options were in the document and hold no longer: other cases are shown options now.
    pub options_dropped: bool,
    /// What is wrong with the document: its own tests, where they expect what holds no longer. Their help says what the fit
    /// changed for them.
    pub problems: Vec<Diagnostic>,
    /// What to look at before it is believed.
    pub hints: Vec<Hint>,
    /// The SHA-256 of the log.
    pub log: String,
    /// How many rows there are to fit to.
    pub rows: u64,
    /// Each family, in the order of segments, operations and bands.
    pub families: Vec<FamilyReport>,
    /// What is automatic of these rows, under thresholds that were found.
    pub automatic: Tally,
    /// What reviewers are asked, where somebody says what they can take.
    pub reviewers: Option<Asks>,
    /// The labels that a family needs.
    pub needed: LabelsNeeded,
    /// The map fitted first.
    pub map: Option<MapOfFit>,
    /// What other rows show of it.
    pub verified: Option<Verified>,
}

/// Fits a policy to a log.
///
/// # Errors
/// Why nothing can be promised, whatever the labels say; the families of a fit say why each of them has no threshold.
pub fn fit(source: &Source, text: &str, options: &FitOptions) -> Result<Fit, Refused> {
    source.is_usable()?;
    let (given, before) = Compiled::without_evidence(text)?;
    let mut picked = options.part.pick(&source.log)?;
    if options.leaves_options {
        without_options(source, &mut picked);
    }
    let model = named_model(&picked)?;
    let mut hints = Hint::of_rows(source, &given.policy, &picked.rows);
    hints.extend(Hint::of_model(&given.document, before.as_ref(), &model));
    let others = options.part.verifying(&options.verify, &source.log)?;
    let mut goal = options.goal.clone();
    goal.selection.model = Some(model.clone());
    let (compiled, mut map) = match options.calibrate {
        None => (given, None),
        Some(how) => {
            goal.selection.folds = Some(folds());
            calibrated(source, &given, &picked, &model, how)?
        }
    };
    is_calibrated(&compiled, &model)?;
    if let (Choice::Cheapest(costs), Some(_)) = (goal.choice, map_of(&compiled.policy, Some(&model))) {
        goal.choice = Choice::Chow(costs);
    }
    let all = cases(source, &compiled.policy, &picked);
    let mut fitted = fit_threshold(&compiled.policy, &compiled.document, &all, &goal)
        .map_err(|refused| explained(refused, source, &compiled.policy, &picked))?;
    let mut asks = None;
    if let Some(reviewers) = options.reviewers {
        let arriving = Arriving { log: &source.log, rows: &picked.rows, cases: &all };
        if let Some(floor) = reviewers.floor(arriving, &fitted)? {
            goal.choice = Choice::AtLeast(floor);
            fitted = fit_threshold(&compiled.policy, &compiled.document, &all, &goal)?;
        }
        asks = Some(reviewers.asks(arriving, &fitted)?);
    }
    let inside = of_fold(&all, goal.selection.folds.as_ref(), Fold::Thresholds);
    if let Some(map) = &mut map {
        map.after = quality(&sample(&inside), 1);
    }
    let provenance = Provenance {
        log: Some(source.log.sha256().to_owned()),
        fitted_at: options.fitted_at,
        valid_until: options.valid_until,
    };
    let evidence = fitted.evidence(compiled.policy.model(), &provenance);
    // Always in the same place, so that a fit of the fitted document gives it back.
    let evidence_before = before.clone().unwrap_or(Value::Null);
    fitted.document = with_member(&fitted.document, "evidence", evidence_before, "confidence");
    let mut document = fitted.with_evidence(compiled.policy.model(), &provenance);
    let options_dropped = drop_other_options(&mut document, text);
    let dropped = fits_dropped(before.as_ref(), &document);
    let problems = fitted_tests::problems(&text_of(&document), &compiled.policy, &fitted);
    let verified = others.map(|others| verify(&options.verify, &cases(source, &compiled.policy, &others), &fitted));
    let (mut families, mut total) = (Vec::new(), Tally::default());
    for found in &fitted.families {
        let family = report(&compiled, found, &inside);
        total.merge(family.automatic);
        families.push(family);
    }
    Ok(Fit {
        needed: fitted.spent.split(fitted.parts).labels_needed_row(),
        rows: number(inside.len()),
        log: source.log.sha256().to_owned(),
        automatic: total,
        reviewers: asks,
        model,
        document,
        dropped,
        options_dropped,
        evidence,
        problems,
        hints,
        families,
        map,
        verified,
        fitted,
    })
}

impl Fit {
    /// Whether some family has a threshold; else nothing of the policy may be automatic.
    #[must_use]
    pub fn has_threshold(&self) -> bool {
        self.families.iter().any(|family| family.found.outcome.is_ok())
    }
}

/// Why scores cannot be calibrated, with what seems to be mixed up where all of them are wrong.
pub(super) fn of_trouble(trouble: calibrate::Trouble, source: &Source, picked: &Picked) -> Refused {
    let refused = Refused::from(trouble);
    match (refused, Hint::of_labels(&source.log, &picked.rows)) {
        (Refused::Because { code, message }, Some(hint)) if trouble == calibrate::Trouble::AllWrong => {
            Refused::because(code, fill("{}: {}", &[&message, &hint.message]))
        }
        (refused, _) => refused,
    }
}

/// A promise is about a model that has a name.
pub(super) fn named_model(picked: &Picked) -> Result<String, Refused> {
    Ok(picked.model.clone().ok_or(tune::Refused::NoModel)?)
}

/// Leaves out the rows that options are fitted to.
fn without_options(source: &Source, picked: &mut Picked) {
    let folds = options_folds();
    let mut rows = Vec::new();
    for (case, row) in raw_cases(source, picked).iter().zip(&picked.rows) {
        if !folds.contains(Fold::Options, case) {
            rows.push(*row);
        }
    }
    picked.rows = rows;
}

/// Where nothing can be automatic, or nothing is shown options, what is wrong with most rows, if anything is.
pub(super) fn explained(refused: tune::Refused, source: &Source, policy: &Policy, picked: &Picked) -> Refused {
    let is_nothing = matches!(refused, tune::Refused::NothingAutomatic(_) | tune::Refused::NothingShown);
    let Refused::Because { code, mut message } = Refused::from(refused) else { return wrong(String::new()) };
    let named = picked.named_by_caller();
    let rows = if is_nothing { picked.rows.as_slice() } else { &[] };
    if let Some(finding) = common_finding(source, policy, rows, named) {
        message.push_str(&fill("; of most it is wrong that {}", &[&finding]));
        if let Some(hint) = Hint::of_operations(source, policy, &picked.rows) {
            message.push_str(&fill(": {}", &[&hint.message]));
        }
    }
    Refused::because(code, message)
}

fn folds() -> Folds {
    Folds { salt: FOLDS.to_owned(), count: 2 }
}

/// Of which the third is for options. The rest is divided by another hash, so that no fold depends on it.
pub(super) fn options_folds() -> Folds {
    Folds { salt: "options".to_owned(), count: 3 }
}

/// The cases of a fold; all where there are none.
fn of_fold<'a>(cases: &[Case<'a>], folds: Option<&Folds>, fold: Fold) -> Vec<Case<'a>> {
    let mut inside = Vec::new();
    for case in cases {
        if folds.is_none_or(|folds| folds.contains(fold, case)) {
            inside.push(*case);
        }
    }
    inside
}

pub(super) fn problems_of(refused: Refused) -> Vec<Diagnostic> {
    if let Refused::Document(_, diagnostics) = refused { diagnostics } else { Vec::new() }
}

/// The policy with a map that is fitted to the fold of calibration.
fn calibrated(
    source: &Source,
    given: &Compiled,
    picked: &Picked,
    model: &str,
    how: How,
) -> Result<(Compiled, Option<MapOfFit>), Refused> {
    let sample = sample(&of_fold(&raw_cases(source, picked), Some(&folds()), Fold::Calibration));
    let method = how.for_labels(sample.count());
    let map = calibrate::fit(&sample, method).map_err(|trouble| of_trouble(trouble, source, picked))?;
    let before = quality(&sample, 1).ok_or(calibrate::Trouble::NoLabels)?;
    let document = with_map(&given.document, model, map_part(method, &map));
    Ok((Compiled::calibrated(document)?, Some(MapOfFit { method, map, before, after: None })))
}

/// Labels that say something of the cases that nobody reviewed.
fn sample(cases: &[Case<'_>]) -> Sample {
    let (mut scores, mut correct) = (Vec::new(), Vec::new());
    for case in cases {
        let is_seen = !matches!(case.source, Some(LabelSource::Review | LabelSource::Implicit));
        if let (Some(right), true) = (case.correct, is_seen) {
            scores.push(case.score);
            correct.push(right);
        }
    }
    Sample::new(&scores, &correct)
}

/// Where a policy calibrates other models, one without a map decides nothing.
pub(super) fn is_calibrated(compiled: &Compiled, model: &str) -> Result<(), Refused> {
    let is_missing = compiled.policy.model().is_calibrated() && map_of(&compiled.policy, Some(model)).is_none();
    if !is_missing {
        return Ok(());
    }
    let words = "the policy calibrates other models and has no map for `{}`, so that none of its inputs is sound: fit one too (`calibrate`)";
    Err(Refused::because("NOT_CALIBRATED", fill(words, &[model])))
}

fn report(compiled: &Compiled, found: &FamilyFit, inside: &[Case<'_>]) -> FamilyReport {
    let model = compiled.policy.model();
    let Family { segment, operation, band } = found.family;
    let (rows, turned) = automatic(inside, found);
    FamilyReport {
        segment: segment.and_then(|segment| model.segments.get(segment)).map(|segment| segment.name.clone()),
        operation: operation.and_then(|code| model.operation(code)).map(|operation| operation.name.clone()),
        band: model.confidence.name(band).to_owned(),
        rows,
        automatic: turned,
        found: found.clone(),
    }
}

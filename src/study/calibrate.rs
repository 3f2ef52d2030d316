//! How good the scores of a model are, the map that calibrates them, and whether that map is any better.

use crate::api;
use crate::calibrate::{
    self, Comparison, Map, Method, Quality, Range, Sample, Temperature, Trouble, VennAbers, Verdict, compare,
    equal_mass, held_back_scores, quality, temperature,
};
use crate::diagnostic::Diagnostic;
use crate::log::Log;
use crate::record::LabelSource;
use crate::tune::with_model_in_tests;
use crate::value::Value;

use super::ask::Ask;
use super::document::{Compiled, drop_other_options, fits_dropped, map_part, text_of, with_holding_fits, with_map};
use super::fit::of_trouble;
use super::hint::Hint;
use super::part::{Part, Picked};
use super::refused::Refused;
use super::source::Source;

/// What decides chance where chance decides: the null band, and who is held back when.
const SEED: u64 = 1;

/// Which method is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// The usual one for so many labels ([`Method::by_default`]).
    #[default]
    Auto,
    /// This one.
    Method(Method),
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalibrateOptions {
    /// Of which rows.
    pub part: Part,
    /// With which method.
    pub how: How,
}

/// The rows that nothing is learnt of, each under the first reason that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotLearnt {
    /// Nothing is known of how they turned out.
    pub unlabelled: u64,
    /// Their labels come from reviews, which see only what went to people.
    pub review: u64,
    /// Their labels come from what people did.
    pub implicit: u64,
}

/// Temperature scaling of the alternatives, for comparison: it is no map of one score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tempered {
    /// What was found.
    pub found: Temperature,
    /// Of how many rows the probabilities of the alternatives do not sum to 1: it is over those that are listed.
    pub not_whole: u64,
}

/// Scores, and what calibration makes of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibrated {
    /// The model; none where nobody says.
    pub model: Option<String>,
    /// How many rows there are.
    pub rows: u64,
    /// The rows of which nothing is learnt.
    pub not_learnt: NotLearnt,
    /// Rows whose labels do not say where they come from.
    pub source_unknown: u64,
    /// The method, and whether it was asked for.
    pub method: Method,
    /// Whether someone asked for this method.
    pub is_asked: bool,
    /// The map, fitted to all labelled rows.
    pub map: Map,
    /// The scores as they are.
    pub before: Quality,
    /// The scores that the method gives rows that it was not fitted to, or why there are none.
    pub after: Result<Quality, Trouble>,
    /// No calibration, Platt scaling and isotonic regression on predictions that were held back.
    pub comparison: Result<Comparison, Trouble>,
    /// Where rows have alternatives.
    pub temperature: Option<Tempered>,
    /// The range of Venn-Abers predictors (V. Vovk, I. Petej and V. Fedorova, 2015) at some scores, ascending.
    pub ranges: Vec<(f64, Range)>,
}

impl How {
    /// The options of this name.
    pub(super) const NAMES: [&'static str; 3] = ["auto", "isotonic", "platt"];

    /// The method of that name; nothing for others.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "isotonic" => Some(Self::Method(Method::Isotonic)),
            "platt" => Some(Self::Method(Method::Platt)),
            _ => None,
        }
    }

    pub(super) const fn for_labels(self, labels: u64) -> Method {
        match self {
            Self::Auto => Method::by_default(labels),
            Self::Method(method) => method,
        }
    }
}

impl CalibrateOptions {
    /// From `model`, `split` and `method`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn read(ask: Ask<'_>) -> Result<Self, Refused> {
        ask.only(&["model", "split", "method"])?;
        let how = ask.one_of("method", &How::NAMES)?.and_then(How::from_name);
        Ok(Self { part: ask.part()?, how: how.unwrap_or_default() })
    }
}

/// The scores of a part of a log, and what calibration makes of them.
///
/// # Errors
/// Why nothing can be learnt.
pub fn calibrate(source: &Source, options: &CalibrateOptions) -> Result<Calibrated, Refused> {
    source.is_usable()?;
    let picked = options.part.pick(&source.log)?;
    let learnt = Learnt::of(&source.log, &picked);
    let sample = learnt.sample();
    let method = options.how.for_labels(sample.count());
    let map = calibrate::fit(&sample, method).map_err(|trouble| of_trouble(trouble, source, &picked))?;
    let units = learnt.units.as_deref();
    let held_back = held_back_scores(&learnt.scores, &learnt.correct, units, SEED, method);
    let rows = u64::try_from(picked.rows.len()).unwrap_or(u64::MAX);
    Ok(Calibrated {
        rows,
        not_learnt: learnt.not_learnt,
        source_unknown: learnt.source_unknown,
        method,
        is_asked: options.how != How::Auto,
        before: quality(&sample, SEED).ok_or(Trouble::NoLabels)?,
        after: held_back.and_then(|sample| quality(&sample, SEED).ok_or(Trouble::NoLabels)),
        comparison: compare(&learnt.scores, &learnt.correct, units, SEED),
        temperature: tempered(&source.log, &picked),
        ranges: ranges(&sample),
        map,
        model: picked.model,
    })
}

impl Calibrated {
    /// What the comparison says of the method against no calibration: better if it is in one measure and worse in none.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let comparison = self.comparison.as_ref().ok()?;
        let of_method =
            |difference: &&calibrate::Difference| difference.method == self.method && difference.with.is_none();
        let mut verdict = None;
        for difference in comparison.differences.iter().filter(of_method) {
            verdict = Some(match (verdict, difference.verdict) {
                (Some(Verdict::Worse), _) | (_, Verdict::Worse) => Verdict::Worse,
                (Some(Verdict::Better), _) | (_, Verdict::Better) => Verdict::Better,
                (_, Verdict::NotSignificant) => Verdict::NotSignificant,
            });
        }
        verdict
    }
}

/// The labelled rows of a part.
#[derive(Default)]
pub(super) struct Learnt {
    pub(super) scores: Vec<f64>,
    pub(super) correct: Vec<bool>,
    /// What rows belong together by; nothing where the log has no units.
    pub(super) units: Option<Vec<u32>>,
    not_learnt: NotLearnt,
    source_unknown: u64,
}

impl Learnt {
    fn of(log: &Log, picked: &Picked) -> Self {
        let mut learnt = Self::default();
        let mut units = Vec::new();
        // A row without a unit is one of its own.
        let mut next = u32::try_from(log.unit().texts.len()).unwrap_or(u32::MAX);
        for row in &picked.rows {
            let out = &mut learnt.not_learnt;
            let (correct, reason) = match (log.correct().get(*row).copied().flatten(), log.label_source(*row)) {
                (None, _) => (None, &mut out.unlabelled),
                (Some(_), Some(LabelSource::Review)) => (None, &mut out.review),
                (Some(_), Some(LabelSource::Implicit)) => (None, &mut out.implicit),
                (Some(correct), Some(LabelSource::Complete | LabelSource::AuditBlind)) => {
                    (Some(correct), &mut learnt.source_unknown)
                }
                (Some(correct), None) => {
                    learnt.source_unknown = learnt.source_unknown.saturating_add(1);
                    (Some(correct), &mut learnt.source_unknown)
                }
            };
            let Some(correct) = correct else {
                *reason = reason.saturating_add(1);
                continue;
            };
            learnt.scores.extend(log.confidence().get(*row));
            learnt.correct.push(correct);
            let unit = log.unit().codes.get(*row);
            next = next.saturating_add(1);
            units.push(if unit > 0 { unit } else { next });
        }
        learnt.units = (!log.unit().texts.is_empty()).then_some(units);
        learnt
    }

    fn sample(&self) -> Sample {
        Sample::new(&self.scores, &self.correct)
    }
}

/// Temperature scaling, of the rows with two alternatives and a label among them.
fn tempered(log: &Log, picked: &Picked) -> Option<Tempered> {
    /// A probability of 0 has no logarithm.
    const LEAST: f64 = 1e-12;
    let (mut logits, mut truths, mut not_whole) = (Vec::new(), Vec::new(), 0_u64);
    for row in &picked.rows {
        let (labels, confidences) = log.alternatives(*row);
        let label = log.label().get(*row);
        if labels.len() < 2 || label == 0 {
            continue;
        }
        let sum = confidences.iter().fold(0.0, |sum, confidence| sum + confidence);
        not_whole = not_whole.saturating_add(u64::from((sum - 1.0).abs() > 0.01));
        logits.push(confidences.iter().map(|confidence| libm::log(confidence.max(LEAST))).collect::<Vec<f64>>());
        truths.push(labels.iter().position(|other| *other == label).unwrap_or(usize::MAX));
    }
    let slices: Vec<&[f64]> = logits.iter().map(Vec::as_slice).collect();
    temperature(&slices, &truths).map(|found| Tempered { found, not_whole })
}

/// Ranges at the mean scores of bins of equal mass.
fn ranges(sample: &Sample) -> Vec<(f64, Range)> {
    let predictor = VennAbers::new(sample);
    let Some(reliability) = equal_mass(sample, calibrate::BINS) else { return Vec::new() };
    reliability.bins.iter().map(|bin| (bin.mean_score, predictor.range(bin.mean_score))).collect()
}

/// A policy that has a map for a model.
#[derive(Clone, Debug, PartialEq)]
pub struct WithCalibration {
    /// The model.
    pub model: String,
    /// The models whose fits were in the document and hold no longer: their confidences are others now.
    pub fits_dropped: Vec<String>,
    /// Whether fitted options were in the document and hold no longer: other cases are shown options now.
    pub options_dropped: bool,
    /// What is wrong with the document now: its own tests, where they expect what the calibrated confidence does not give.
    pub problems: Vec<Diagnostic>,
    /// What to look at before the map is believed.
    pub hints: Vec<Hint>,
    /// The document.
    pub document: Value,
}

impl WithCalibration {
    /// The document as it is written, laid out.
    #[must_use]
    pub fn text(&self) -> String {
        text_of(&self.document)
    }
}

/// A policy's document with the map. Once anything is calibrated, every input names its model: so do then the tests that named
/// none, and fail without.
///
/// # Errors
/// Where the policy does not compile, or nobody says what the model is called.
pub fn with_calibration(text: &str, found: &Calibrated) -> Result<WithCalibration, Refused> {
    let (given, before) = Compiled::without_evidence(text)?;
    let Some(model) = &found.model else {
        let message =
            "a map is of one model, and the log names none: say what its model is called (`model`)".to_owned();
        return Err(Refused::because("NO_MODEL", message));
    };
    let mut hints = Vec::new();
    hints.extend(Hint::of_model(&given.document, before.as_ref(), model));
    let document = with_map(&given.document, model, map_part(found.method, &found.map));
    let mut document = with_model_in_tests(with_holding_fits(&document, before.as_ref()), model, None);
    let options_dropped = drop_other_options(&mut document, text);
    Ok(WithCalibration {
        model: model.clone(),
        fits_dropped: fits_dropped(before.as_ref(), &document),
        options_dropped,
        problems: api::errors(&text_of(&document)),
        hints,
        document,
    })
}

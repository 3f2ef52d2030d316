//! Which map: the default, and a comparison on predictions that were held back.

use crate::math::{Random, beta_quantile};

use super::isotonic::isotonic;
use super::map::Map;
use super::platt::Platt;
use super::quality::{Losses, losses};
use super::sample::{Sample, Trouble};

/// From so many labels on, isotonic regression is the default.
pub const ISOTONIC_FROM: u64 = 1000;

/// Into how many parts a comparison divides the predictions.
pub const FOLDS: u8 = 10;

/// With fewer parts that hold any there is no comparison.
const FEWEST_FOLDS: usize = 5;

/// How a map is fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Isotonic regression: any shape, at the price of more labels.
    Isotonic,
    /// Platt scaling: two parameters.
    Platt,
}

impl Method {
    /// What to take for so many labels.
    #[must_use]
    pub const fn by_default(labels: u64) -> Method {
        if labels >= ISOTONIC_FROM { Method::Isotonic } else { Method::Platt }
    }

    /// As a policy writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Isotonic => "isotonic",
            Method::Platt => "platt",
        }
    }
}

/// The map that a method fits to these predictions.
///
/// # Errors
/// What is in the way; [`Trouble::AntiCorrelated`] if Platt's curve would not rise, whatever the method: isotonic regression
/// would only level it out.
pub fn fit(sample: &Sample, method: Method) -> Result<Map, Trouble> {
    if let Some(trouble) = sample.trouble() {
        return Err(trouble);
    }
    if !Platt::would_rise(sample) {
        return Err(Trouble::AntiCorrelated);
    }
    match method {
        Method::Isotonic => isotonic(sample).ok_or(Trouble::NoLabels),
        Method::Platt => Platt::fit(sample).ok_or(Trouble::NoLabels)?.to_map(),
    }
}

/// What each method loses on predictions that it was not fitted to, with each fold held back once; the mean over folds.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How many folds hold predictions.
    pub folds: usize,
    /// How many predictions there are.
    pub count: u64,
    /// The scores as they are.
    pub none: Losses,
    /// Platt scaling, or why it cannot be fitted to every fold's rest.
    pub platt: Result<Losses, Trouble>,
    /// Isotonic regression, likewise.
    pub isotonic: Result<Losses, Trouble>,
    /// Platt scaling against none, isotonic regression against none, isotonic regression against Platt scaling: of each pair
    /// that could be fitted, for each measure.
    pub differences: Vec<Difference>,
}

/// What is compared; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The Brier score.
    Brier,
    /// Log loss, in nats.
    LogLoss,
}

/// Which of two is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The method compared.
    Better,
    /// The one that it is compared with.
    Worse,
    /// Neither: the interval of the difference holds 0.
    NotSignificant,
}

/// A method against another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The method compared.
    pub method: Method,
    /// What it is compared with; `None` for the scores as they are.
    pub with: Option<Method>,
    /// In what.
    pub measure: Measure,
    /// The mean over folds of the method's loss less the other's: below 0 where the method is better.
    pub mean: f64,
    /// The lower end of an interval for it, at 95%.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What follows.
    pub verdict: Verdict,
}

/// Compares no calibration, Platt scaling and isotonic regression by ten-fold cross-validation, paired by folds.
///
/// A prediction's fold follows from the seed and its unit (its place in the slices, if no units are given), so that
/// predictions of one unit are never on both sides. Intervals are those of the corrected resampled t-test (C. Nadeau and
/// Y. Bengio, 2003), as folds share most of what they are fitted to.
///
/// # Errors
/// What is in the way of any fit: see [`Trouble`].
pub fn compare(scores: &[f64], correct: &[bool], units: Option<&[u32]>, seed: u64) -> Result<Comparison, Trouble> {
    let (sample, folds) = divided(scores, correct, units, seed);
    if let Some(trouble) = sample.trouble() {
        return Err(trouble);
    }
    if folds.len() < FEWEST_FOLDS {
        return Err(Trouble::TooFewToHoldBack);
    }
    let none: Vec<Losses> = folds.iter().filter_map(losses).collect();
    let platt = held_back(&sample, &folds, Method::Platt);
    let isotonic = held_back(&sample, &folds, Method::Isotonic);
    let mut differences = Vec::new();
    if let Ok(platt) = &platt {
        differences.extend(both(Method::Platt, platt, None, &none));
    }
    if let Ok(isotonic) = &isotonic {
        differences.extend(both(Method::Isotonic, isotonic, None, &none));
    }
    if let (Ok(platt), Ok(isotonic)) = (&platt, &isotonic) {
        differences.extend(both(Method::Isotonic, isotonic, Some(Method::Platt), platt));
    }
    Ok(Comparison {
        folds: folds.len(),
        count: sample.count(),
        none: mean(&none),
        platt: platt.map(|losses| mean(&losses)),
        isotonic: isotonic.map(|losses| mean(&losses)),
        differences,
    })
}

/// All predictions, and the folds that hold any.
fn divided(scores: &[f64], correct: &[bool], units: Option<&[u32]>, seed: u64) -> (Sample, Vec<Sample>) {
    let start = Random::new(seed).next();
    let mut rows: Vec<(Vec<f64>, Vec<bool>)> = vec![(Vec::new(), Vec::new()); usize::from(FOLDS)];
    for (place, (&score, &right)) in (0_u64..).zip(scores.iter().zip(correct)) {
        let own = usize::try_from(place).ok().and_then(|place| units?.get(place));
        let unit = own.map_or(place, |unit| u64::from(*unit));
        let fold = Random::new(start ^ unit).below(u64::from(FOLDS));
        if let Some((scores, correct)) = usize::try_from(fold).ok().and_then(|fold| rows.get_mut(fold)) {
            scores.push(score);
            correct.push(right);
        }
    }
    let mut folds: Vec<Sample> = rows.iter().map(|(scores, correct)| Sample::new(scores, correct)).collect();
    folds.retain(|fold| fold.count() > 0);
    (Sample::new(scores, correct), folds)
}

/// Fold by fold, what a method loses on it when it is fitted to the rest.
fn held_back(sample: &Sample, folds: &[Sample], method: Method) -> Result<Vec<Losses>, Trouble> {
    let mut found = Vec::with_capacity(folds.len());
    for fold in folds {
        let map = fit(&sample.without(fold), method)?;
        found.extend(losses(&fold.calibrated(&map)));
    }
    Ok(found)
}

fn mean(folds: &[Losses]) -> Losses {
    Losses {
        brier: mean_of(folds.iter().map(|fold| fold.brier)),
        log_loss: mean_of(folds.iter().map(|fold| fold.log_loss)),
    }
}

fn mean_of(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    sum / count
}

fn both(method: Method, losses: &[Losses], with: Option<Method>, others: &[Losses]) -> [Difference; 2] {
    let by = |measure, of: fn(&Losses) -> f64| {
        let gains: Vec<f64> = losses.iter().zip(others).map(|(one, other)| of(one) - of(other)).collect();
        let (mean, half) = interval(&gains);
        let (low, high) = (mean - half, mean + half);
        Difference { method, with, measure, mean, low, high, verdict: verdict(low, high) }
    };
    [by(Measure::Brier, |losses| losses.brier), by(Measure::LogLoss, |losses| losses.log_loss)]
}

fn verdict(low: f64, high: f64) -> Verdict {
    if high < 0.0 {
        Verdict::Better
    } else if low > 0.0 {
        Verdict::Worse
    } else {
        Verdict::NotSignificant
    }
}

/// The mean of the folds' differences and half the width of its interval.
fn interval(differences: &[f64]) -> (f64, f64) {
    let mean = mean_of(differences.iter().copied());
    let (mut squares, mut count) = (0.0, 0.0);
    for difference in differences {
        squares += (difference - mean) * (difference - mean);
        count += 1.0;
    }
    let freedom = count - 1.0;
    // The correction: besides 1 / folds, the size of what is held back over that of what is fitted to.
    let variance = squares / freedom * (1.0 / count + 1.0 / freedom);
    (mean, student(freedom) * variance.sqrt())
}

/// The 97.5% point of Student's t.
fn student(freedom: f64) -> f64 {
    let x = beta_quantile(0.05, freedom / 2.0, 0.5).unwrap_or(0.0);
    (freedom * (1.0 - x) / x).sqrt()
}

/// The predictions with the score that a method gives each when it is fitted to the folds that the prediction is not in: how
/// good calibration is on what it has not seen. Folds are those of [`compare`].
///
/// # Errors
/// As [`compare`], and what keeps the method from being fitted to some fold's rest.
pub fn held_back_scores(
    scores: &[f64],
    correct: &[bool],
    units: Option<&[u32]>,
    seed: u64,
    method: Method,
) -> Result<Sample, Trouble> {
    let (sample, folds) = divided(scores, correct, units, seed);
    if let Some(trouble) = sample.trouble() {
        return Err(trouble);
    }
    if folds.len() < FEWEST_FOLDS {
        return Err(Trouble::TooFewToHoldBack);
    }
    let (mut scores, mut correct) = (Vec::new(), Vec::new());
    for fold in &folds {
        for group in fold.calibrated(&fit(&sample.without(fold), method)?).groups() {
            for place in 0..group.count {
                scores.push(group.score);
                correct.push(place < group.right);
            }
        }
    }
    Ok(Sample::new(&scores, &correct))
}

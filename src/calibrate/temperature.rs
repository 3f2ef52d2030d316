//! Temperature scaling (C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, 2017). It needs whole score vectors, so it is no map
//! of one score: it is reported beside the maps, for comparison.

/// The lowest and the highest temperature that are tried.
const LEAST: f64 = 0.01;
const MOST: f64 = 100.0;

/// More than the steps that halving alone needs to reach the last bit.
const MOST_ITERATIONS: u8 = 200;

/// The temperature by which to divide logits. It changes how sure a model is, never which answer it is sure of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Temperature {
    /// Above 1 where the model was too sure, in [0.01, 100].
    pub temperature: f64,
    /// The mean negative log likelihood of the truth with it, in nats.
    pub nll: f64,
    /// The same without it.
    pub nll_before: f64,
    /// Whether it is the lowest or the highest that was tried: as where every answer is right, and no temperature is low
    /// enough.
    pub at_bound: bool,
    /// How many cases counted.
    pub count: u64,
    /// How many were left out: a logit that is not finite, no logit, or a truth that is not among them.
    pub rejected: u64,
}

/// The temperature with the least negative log likelihood: of each case its logits and the place of the truth among them.
/// Found over 1 / T, in which the likelihood is convex. `None` if no case counts.
#[must_use]
pub fn temperature(logits: &[&[f64]], truths: &[usize]) -> Option<Temperature> {
    let mut cases = Vec::with_capacity(logits.len());
    let mut rejected: u64 = 0;
    for (logits, &truth) in logits.iter().zip(truths) {
        match Case::new(logits, truth) {
            Some(case) => cases.push(case),
            None => rejected = rejected.saturating_add(1),
        }
    }
    if cases.is_empty() {
        return None;
    }
    let (beta, at_bound) = best(&cases);
    Some(Temperature {
        temperature: 1.0 / beta,
        nll: mean(&cases, beta).value,
        nll_before: mean(&cases, 1.0).value,
        at_bound,
        count: u64::try_from(cases.len()).unwrap_or(u64::MAX),
        rejected,
    })
}

/// One case: its logits, all finite, and the truth's.
struct Case<'a> {
    logits: &'a [f64],
    truth: f64,
    highest: f64,
}

impl Case<'_> {
    fn new(logits: &[f64], truth: usize) -> Option<Case<'_>> {
        let truth = *logits.get(truth)?;
        let highest = logits.iter().fold(truth, |highest, logit| highest.max(*logit));
        logits.iter().all(|logit| logit.is_finite()).then_some(Case { logits, truth, highest })
    }
}

/// The mean negative log likelihood at some 1 / T and its derivatives.
#[derive(Clone, Copy, Default)]
struct Likelihood {
    value: f64,
    first: f64,
    second: f64,
}

fn best(cases: &[Case]) -> (f64, bool) {
    let (mut low, mut high) = (1.0 / MOST, 1.0 / LEAST);
    if mean(cases, low).first >= 0.0 {
        return (low, true);
    }
    if mean(cases, high).first <= 0.0 {
        return (high, true);
    }
    let mut beta = 1.0;
    for _ in 0..MOST_ITERATIONS {
        let at = mean(cases, beta);
        if at.first > 0.0 {
            high = beta;
        } else {
            low = beta;
        }
        let newton = beta - at.first / at.second;
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - beta).abs() <= 1e-12 * beta {
            return (next, false);
        }
        beta = next;
    }
    (beta, false)
}

fn mean(cases: &[Case], beta: f64) -> Likelihood {
    let mut sum = Likelihood::default();
    let mut count = 0.0;
    for case in cases {
        // Moments of the logits, less the highest, under the model at this temperature.
        let (mut weight, mut first, mut second) = (0.0, 0.0, 0.0);
        for logit in case.logits {
            let below = logit - case.highest;
            let part = libm::exp(beta * below);
            weight += part;
            first += part * below;
            second += part * below * below;
        }
        let (first, second) = (first / weight, second / weight);
        let truth = case.truth - case.highest;
        sum.value += libm::log(weight) - beta * truth;
        sum.first += first - truth;
        sum.second += (second - first * first).max(0.0);
        count += 1.0;
    }
    Likelihood { value: sum.value / count, first: sum.first / count, second: sum.second / count }
}

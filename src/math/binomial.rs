//! The binomial distribution, and the p-values that a promise about a risk rests on.

use super::beta::beta_tails;
use super::real;

/// The probability of at most `k` hits among `n` tries that each hit with probability `p`: `I_{1-p}(n - k, k + 1)`, not a sum.
/// 0 for `k` below 0, 1 for `k` of at least `n`. `p` outside [0, 1] counts as the nearer end, NaN as 0.
///
/// The relative error is below 2e-12 for `n` up to a million, in tails of 1e-200 too.
///
/// ```
/// let p = leeway::math::binomial_cdf(0, 59, 0.05);
/// assert!((p - 0.048_494_525_249).abs() < 1e-12);
/// ```
#[must_use]
pub fn binomial_cdf(k: i64, n: u64, p: f64) -> f64 {
    u64::try_from(k).map_or(0.0, |k| at_most(real(k), real(n), p))
}

/// How likely at most `errors` errors among `count` would be if the risk were `level`: the p-value of "the risk is above
/// `level`", exact. 1 without cases; more errors than cases count as all.
///
/// ```
/// // 59 cases without an error are the first that show a risk below 5%, at 95%.
/// use leeway::math::binomial_p;
/// assert!(binomial_p(0, 59, 0.05) <= 0.05 && binomial_p(0, 58, 0.05) > 0.05 && binomial_p(0, 0, 0.05) == 1.0);
/// ```
#[must_use]
pub fn binomial_p(errors: u64, count: u64, level: f64) -> f64 {
    at_most(real(errors), real(count), level)
}

fn at_most(k: f64, n: f64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    // NaN is no number above 0.
    let p = if p > 0.0 { p.min(1.0) } else { 0.0 };
    beta_tails(n - k, k + 1.0, 1.0 - p, p).below
}

/// W. Hoeffding's (1963) p-value of "the mean loss is above `level`", for losses in [0, 1] whose sum over `count` cases is
/// `total`: `exp(-n h(mean, level))` with the relative entropy `h`. 1 without cases.
#[must_use]
pub fn hoeffding_p(total: f64, count: u64, level: f64) -> f64 {
    let mean = total / real(count);
    // Also where one of them is NaN.
    if !(mean >= 0.0 && mean < level && level < 1.0) {
        return 1.0;
    }
    let toward = |share: f64, of: f64| if share > 0.0 { share * libm::log(share / of) } else { 0.0 };
    let entropy = toward(mean, level) + toward(1.0 - mean, 1.0 - level);
    libm::exp(-real(count) * entropy)
}

/// The Hoeffding-Bentkus p-value (S. Bates and others, 2021) of "the mean loss is above `level`" for losses in [0, 1]: the
/// smaller of Hoeffding's and V. Bentkus's (2004), which is e times the binomial's. For losses that are 0 or 1 [`binomial_p`]
/// is smaller. `total` is rounded up, the
/// safe side.
#[must_use]
pub fn hoeffding_bentkus_p(total: f64, count: u64, level: f64) -> f64 {
    let bentkus = core::f64::consts::E * at_most(total.ceil(), real(count), level);
    hoeffding_p(total, count, level).min(bentkus).min(1.0)
}

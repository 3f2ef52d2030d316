//! Intervals for a proportion.

use super::beta::beta_quantile;

/// The 97.5% point of the normal distribution: what [`wilson`] takes for an interval at 95%.
pub const Z95: f64 = 1.959_963_984_540_054;

/// An interval within [0, 1], ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The score interval of a proportion (E. B. Wilson, 1927): which proportions are compatible with `hits` of `count`, at
/// the confidence whose two-sided point of the normal distribution is `z`. Unlike p +- z standard errors it keeps what it
/// promises near 0 and for few cases. All of [0, 1] without cases; `hits` above `count` count as `count`.
///
/// ```
/// use leeway::math::{Z95, wilson};
/// let interval = wilson(1, 20, Z95);
/// assert!((interval.low - 0.00888).abs() < 0.00001 && (interval.high - 0.23613).abs() < 0.00001);
/// ```
#[must_use]
pub fn wilson(hits: u64, count: u64, z: f64) -> Interval {
    if count == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let hits = hits.min(count);
    let (n, z2) = (real(count), z * z);
    let p = real(hits) / n;
    let middle = p + z2 / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // At the ends the formula is exact; the subtraction would leave a rounding error.
    let low = if hits == 0 { 0.0 } else { ((middle - spread) / scale).max(0.0) };
    let high = if hits == count { 1.0 } else { ((middle + spread) / scale).min(1.0) };
    Interval { low, high }
}

/// The interval of C. J. Clopper and E. S. Pearson (1934): its two ends are the one-sided bounds at half of what `confidence`
/// leaves. It holds the proportion at least as often as it says, which makes it wider than [`wilson`] and the one for promises.
/// All of [0, 1] without cases; `hits` above `count` count as `count`. `confidence` outside [0, 1] counts as the nearer end,
/// NaN as 1.
///
/// ```
/// let interval = leeway::math::clopper_pearson(0, 10, 0.95);
/// assert!(interval.low == 0.0 && (interval.high - 0.308_497_107).abs() < 1e-9);
/// ```
#[must_use]
pub fn clopper_pearson(hits: u64, count: u64, confidence: f64) -> Interval {
    let half = rest_of(confidence) / 2.0;
    Interval { low: cp_lower(hits, count, half), high: cp_upper(hits, count, half) }
}

/// The upper bound of a proportion that is exceeded with a probability of at most `delta`, exact: the largest proportion that
/// `hits` of `count` do not refute. 1 without cases and when all hit; `hits` above `count` count as `count`; `delta` outside
/// [0, 1] counts as the nearer end, NaN as 0.
///
/// ```
/// assert!((leeway::math::cp_upper(0, 59, 0.05) - 0.0495).abs() < 0.0001);
/// ```
#[must_use]
pub fn cp_upper(hits: u64, count: u64, delta: f64) -> f64 {
    let Some(misses @ 1..) = count.checked_sub(hits) else {
        return 1.0;
    };
    beta_quantile(1.0 - share(delta), real(hits) + 1.0, real(misses)).unwrap_or(1.0)
}

/// The lower bound of a proportion that it is below with a probability of at most `delta`, exact: [`cp_upper`] mirrored.
#[must_use]
pub fn cp_lower(hits: u64, count: u64, delta: f64) -> f64 {
    let hits = hits.min(count);
    if hits == 0 {
        return 0.0;
    }
    beta_quantile(share(delta), real(hits), real(count.saturating_sub(hits)) + 1.0).unwrap_or(0.0)
}

/// The equal-tailed interval of the posterior under H. Jeffreys's prior, Beta(1/2, 1/2), with the ends that L. D. Brown, T. T.
/// Cai and A. DasGupta (2001) gave it: 0 when nothing hits, 1 when all do. All of [0, 1] without cases; arguments count as for
/// [`clopper_pearson`].
///
/// ```
/// let interval = leeway::math::jeffreys(5, 10, 0.95);
/// assert!((interval.low - 0.223_528_670).abs() < 1e-9 && (interval.high - 0.776_471_329).abs() < 1e-9);
/// ```
#[must_use]
pub fn jeffreys(hits: u64, count: u64, confidence: f64) -> Interval {
    let (hits, half) = (hits.min(count), rest_of(confidence) / 2.0);
    let end = |q: f64| beta_quantile(q, real(hits) + 0.5, real(count.saturating_sub(hits)) + 0.5);
    Interval {
        low: if hits == 0 { 0.0 } else { end(half).unwrap_or(0.0) },
        high: if hits == count { 1.0 } else { end(1.0 - half).unwrap_or(1.0) },
    }
}

/// One less a confidence that may be anything: 0 for NaN, which leaves nothing out.
fn rest_of(confidence: f64) -> f64 {
    share(1.0 - confidence)
}

/// A share in [0, 1]: the nearer end of what is outside, 0 for NaN.
fn share(value: f64) -> f64 {
    if value > 0.0 { value.min(1.0) } else { 0.0 }
}

/// The nearest double.
pub(crate) fn real(count: u64) -> f64 {
    let part = |bits: u64| u32::try_from(bits & 0xffff_ffff).map_or(0.0, f64::from);
    part(count >> 32) * 4_294_967_296.0 + part(count)
}

#[cfg(test)]
mod tests {
    use super::{Z95, real, wilson};

    /// The two-sided points of the normal distribution at 99, 90 and 80%.
    const Z99: f64 = 2.575_829_303_548_900_4;
    const Z90: f64 = 1.644_853_626_951_472_2;
    const Z80: f64 = 1.281_551_565_544_600_4;

    /// From statsmodels 0.15.0, `proportion_confint(hits, count, 1 - confidence, 'wilson')`; by its documentation
    /// without the rounding errors at 0 and 1.
    #[test]
    fn wilson_agrees_with_statsmodels() {
        for (hits, count, z, low, high) in [
            (0, 10, Z95, 0.0, 0.277_532_799_862_889_2),
            (10, 10, Z95, 0.722_467_200_137_110_7, 1.0),
            (5, 10, Z95, 0.236_593_090_512_564, 0.763_406_909_487_436_1),
            (1, 20, Z95, 0.008_881_448_800_795_402, 0.236_131_193_446_742_05),
            (95, 100, Z95, 0.888_249_530_768_080_8, 0.978_456_320_845_631_9),
            (3, 59, Z90, 0.020_501_698_111_835_928, 0.120_580_333_854_574_44),
            (950, 1000, Z99, 0.929_093_027_309_466_2, 0.964_974_924_278_467_4),
            (1, 1, Z95, 0.206_549_314_377_237_45, 1.0),
            (0, 1, Z95, 0.0, 0.793_450_685_622_762_6),
            (7, 30, Z80, 0.149_826_258_837_302_33, 0.344_522_686_343_642_14),
        ] {
            let found = wilson(hits, count, z);
            assert!((found.low - low).abs() < 1e-9, "{hits} of {count}: {found:?}");
            assert!((found.high - high).abs() < 1e-9, "{hits} of {count}: {found:?}");
            assert_eq!((found.low == 0.0, found.high == 1.0), (low == 0.0, high == 1.0));
        }
        assert_eq!(wilson(0, 0, Z95), super::Interval { low: 0.0, high: 1.0 });
        assert_eq!(wilson(9, 3, Z95), wilson(3, 3, Z95));
    }

    #[test]
    fn the_interval_is_around_the_proportion_and_shrinks() {
        let mut last = 1.0;
        for exponent in 0..40 {
            let count = 10 << exponent;
            let found = wilson(3 * count / 10, count, Z95);
            assert!(found.low < 0.3 && 0.3 < found.high && found.high - found.low < last, "{count}: {found:?}");
            last = found.high - found.low;
        }
    }

    #[test]
    fn counts_become_the_nearest_double() {
        for count in [0, 1, 4_294_967_295, 4_294_967_296, 9_007_199_254_740_991, u64::MAX] {
            assert_eq!(real(count), count as f64);
        }
    }
}

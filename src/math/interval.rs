//! Intervals for a proportion.

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

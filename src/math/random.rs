//! Numbers that look random and are not: the same seed gives the same numbers on every machine.

use core::num::NonZeroU64;

/// SplitMix64 (G. Steele, D. Lea and C. Flood, 2014): for folds and simulation, never for secrets.
///
/// ```
/// let mut random = leeway::math::Random::new(1_234_567);
/// assert_eq!(random.next(), 6_457_827_717_110_365_317);
/// assert!((0.0..1.0).contains(&random.uniform()) && random.below(6) < 6);
/// ```
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The generator of a seed. All seeds are equally good; their numbers are parts of one cycle of 2^64.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number, any of 2^64.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in [0, 1), a multiple of 2^-53: every such number is as likely as every other.
    pub fn uniform(&mut self) -> f64 {
        super::real(self.next() >> 11) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// A number below `bound`, each as likely as every other; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let Some(bound) = NonZeroU64::new(bound) else {
            return 0;
        };
        // The last numbers that would make the first results likelier than the others: 2^64 modulo the bound.
        let unfair = bound.get().wrapping_neg() % bound;
        loop {
            let number = self.next();
            if number <= u64::MAX.wrapping_sub(unfair) {
                return number % bound;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    /// As Java's SplittableRandom gives them, and S. Vigna's splitmix64.c.
    #[test]
    fn the_numbers_are_the_published_ones() {
        let first = |seed| {
            let mut random = Random::new(seed);
            [random.next(), random.next(), random.next(), random.next(), random.next()]
        };
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(first(1_234_567), published);
        assert_eq!(first(0)[0], 0xe220_a839_7b1d_cdaf);
    }

    /// Ten cells, 100,000 numbers: chi-square with 9 degrees of freedom stays below its 99.99% point.
    #[test]
    fn uniform_and_below_favour_nothing() {
        let mut random = Random::new(7);
        let (mut by_size, mut by_number) = ([0.0; 10], [0.0; 10]);
        for _ in 0..100_000 {
            let size = random.uniform();
            assert!((0.0..1.0).contains(&size));
            by_size[(size * 10.0) as usize] += 1.0;
            by_number[random.below(10) as usize] += 1.0;
        }
        for counts in [by_size, by_number] {
            let chi_square: f64 = counts.iter().map(|count: &f64| (count - 10_000.0).powi(2) / 10_000.0).sum();
            assert!(chi_square < 33.7, "{counts:?}");
        }
    }

    #[test]
    fn below_stays_below_whatever_the_bound() {
        let mut random = Random::new(u64::MAX);
        for bound in [1, 2, 3, u64::MAX / 2 + 2, u64::MAX] {
            for _ in 0..1_000 {
                assert!(random.below(bound) < bound);
            }
        }
        assert_eq!(random.below(0), 0);
    }
}

//! The naive second reading of the exact test.

/// P(Binomial(n, p) <= k) as a sum.
pub fn tail(k: u64, n: u64, p: f64) -> f64 {
    let mut term = libm::pow(1.0 - p, n as f64);
    let mut sum = term;
    for at in 1..=k {
        term *= (n - at + 1) as f64 / at as f64 * p / (1.0 - p);
        sum += term;
    }
    sum
}

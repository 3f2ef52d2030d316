//! The densities that distribution functions start from, in the form of C. Loader, "Fast and accurate computation of binomial
//! probabilities" (2000): differences that would cancel are never formed, so that large counts keep their digits.

use core::f64::consts::PI;

/// `(a + b)! / (a! b!) x^a y^b` for any `a` and `b` above 0, where `y` is `1 - x`.
pub(super) fn binomial_density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
    // By parts: a product of two large counts, or of two small ones, must not leave the range.
    libm::exp(exponent) * ((n / a) / (2.0 * PI * b)).sqrt()
}

/// `x^a e^-x / a!` for any `a` and `x` above 0.
pub(super) fn poisson_density(a: f64, x: f64) -> f64 {
    libm::exp(-stirling_error(a) - deviance(a, x)) / (2.0 * PI * a).sqrt()
}

/// By how much `ln x!` is above Stirling's formula `ln sqrt(2 pi x) + x ln x - x`.
fn stirling_error(x: f64) -> f64 {
    let (mut error, mut x) = (0.0, x);
    while x < 16.0 {
        error += (x + 0.5) * libm::log1p(1.0 / x) - 1.0;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    let series = 1.0 / 1260.0 - square * (1.0 / 1680.0 - square * (1.0 / 1188.0 - square * (691.0 / 360_360.0)));
    error + (1.0 / 12.0 - square * (1.0 / 360.0 - square * series)) / x
}

/// `x ln(x / mean) + mean - x`: how far `x` is from what was expected.
fn deviance(x: f64, mean: f64) -> f64 {
    let share = (x - mean) / (x + mean);
    if share.abs() >= 0.1 {
        return x * libm::log(x / mean) + mean - x;
    }
    let (mut sum, mut term) = ((x - mean) * share, 2.0 * x * share);
    for odd in (3..25_u32).step_by(2) {
        term *= share * share;
        sum += term / f64::from(odd);
    }
    sum
}

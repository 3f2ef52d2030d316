//! Numbers only, no words of the domain. Transcendental functions come from the `libm` crate, so that every machine gives the
//! same digits.

mod beta;
mod binomial;
mod bisect;
mod density;
mod gamma;
mod hash;
mod interval;
mod normal;
mod random;
mod ranked;

pub use beta::{beta_cdf, beta_quantile};
pub use binomial::{binomial_cdf, binomial_p, hoeffding_bentkus_p, hoeffding_p};
pub(crate) use bisect::least_double;
pub use gamma::chi_square_survival;
pub use hash::{murmur3, place};
pub(crate) use interval::real;
pub use interval::{Interval, Z95, clopper_pearson, cp_lower, cp_upper, jeffreys, wilson};
pub use normal::normal_quantile;
pub use random::Random;
pub use ranked::{Ranked, Tier};

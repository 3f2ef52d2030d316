//! How strict people can afford to be: thresholds and what they ask of reviewers.

use crate::math::{Ranked, real};
use crate::value::sort_by;

use super::fixed_sequence::Step;

/// How cases come in.
#[derive(Clone, Copy, Debug)]
pub enum Arrivals<'a> {
    /// So many an hour, with scores as in this sample.
    Rate {
        /// Cases an hour, 0 or more.
        per_hour: f64,
        /// Their scores.
        ranked: &'a Ranked,
    },
    /// Each with when, in hours since some beginning, and its score. Those whose time is not finite are left out.
    Times(&'a [(f64, f64)]),
}

/// What reviewers can keep up with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Capacity {
    /// The highest accepted threshold that asks for no more than there is.
    Threshold {
        /// The threshold.
        threshold: f64,
        /// Asks an hour at the 95th percentile of hours.
        asks: f64,
    },
    /// Even the lowest accepted threshold asks for more. A lower one would break the promise.
    Infeasible {
        /// Asks an hour at the lowest accepted threshold.
        asks: f64,
        /// How many an hour are too many.
        short_by: f64,
    },
    /// No threshold is accepted, so that every case is asked about.
    NoThreshold {
        /// Asks an hour.
        asks: f64,
    },
    /// Nothing is known of how cases come in.
    NoArrivals,
}

impl Arrivals<'_> {
    /// How many cases an hour stand below a threshold: with times the 95th percentile of all hours from the first case to
    /// the last (nearest rank; hours without a case count as 0), with a rate its share. Nothing without cases.
    ///
    /// ```
    /// use leeway::tune::Arrivals;
    /// let cases = [(0.1, 0.4), (0.7, 0.9), (0.8, 0.6), (2.5, 0.7)];
    /// assert_eq!(Arrivals::Times(&cases).asks(0.8), Some(2.0));
    /// ```
    #[must_use]
    pub fn asks(&self, threshold: f64) -> Option<f64> {
        match *self {
            Self::Rate { per_hour, ranked } => {
                let count = ranked.count();
                let asked = count.saturating_sub(ranked.at_least(threshold).0);
                let is_known = count > 0 && per_hour.is_finite() && per_hour >= 0.0;
                is_known.then(|| per_hour * real(asked) / real(count))
            }
            Self::Times(cases) => busy_hour(cases, threshold),
        }
    }
}

/// The strictest of the accepted steps of a path, highest first, that reviewers who can take so many an hour keep up with.
#[must_use]
pub fn capacity(accepted: &[Step], arrivals: Arrivals<'_>, per_hour: f64) -> Capacity {
    let Some(all) = arrivals.asks(f64::INFINITY) else { return Capacity::NoArrivals };
    let mut last = None;
    for step in accepted {
        let asks = arrivals.asks(step.threshold).unwrap_or(all);
        if asks <= per_hour {
            return Capacity::Threshold { threshold: step.threshold, asks };
        }
        last = Some(asks);
    }
    let infeasible = |asks: f64| Capacity::Infeasible { asks, short_by: asks - per_hour };
    last.map_or(Capacity::NoThreshold { asks: all }, infeasible)
}

fn busy_hour(cases: &[(f64, f64)], threshold: f64) -> Option<f64> {
    let (mut first, mut last, mut hours) = (f64::INFINITY, f64::NEG_INFINITY, Vec::new());
    for (time, score) in cases {
        let hour = time.floor();
        if hour.is_finite() {
            (first, last) = (first.min(hour), last.max(hour));
            hours.extend((*score < threshold).then_some(hour));
        }
    }
    sort_by(&mut hours, &f64::total_cmp);
    let mut asks = Vec::new();
    for hour in hours.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
        asks.push(real(u64::try_from(hour.len()).unwrap_or(u64::MAX)));
    }
    sort_by(&mut asks, &|a, b| b.total_cmp(a));
    // The 95th percentile by nearest rank, counted from the busiest: as many hours as 5% rounded down are busier.
    let busier = ((last - first + 1.0) * 0.05).floor();
    let busy = (0_u32..).zip(&asks).find(|(place, _)| f64::from(*place) >= busier);
    (first <= last).then(|| busy.map_or(0.0, |(_, asks)| *asks))
}

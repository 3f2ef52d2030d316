//! What is promised, and how many labels a promise needs.

use crate::math::binomial_p;

/// With probability at least 1 - delta over the labelled sample, the share of errors among what is done by itself is at
/// most alpha.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promise {
    alpha: f64,
    delta: f64,
}

/// How many labels a promise needs at the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelsNeeded {
    /// Where none of them is an error.
    pub without_error: u64,
    /// Where two are, which is where a test starts unless asked otherwise.
    pub with_two: u64,
}

impl Promise {
    /// The promise of a target level alpha at a confidence level 1 - delta; nothing unless both lie within (0, 1).
    #[must_use]
    pub fn new(alpha: f64, delta: f64) -> Option<Self> {
        let is_inside = |level: f64| 0.0 < level && level < 1.0;
        (is_inside(alpha) && is_inside(delta)).then_some(Self { alpha, delta })
    }

    /// The target level: the share of errors allowed, in (0, 1).
    #[must_use]
    pub const fn alpha(self) -> f64 {
        self.alpha
    }

    /// What is left of 1 beside the target level, in the digits that people write: 0.3 for 0.7, not what a subtraction leaves.
    #[must_use]
    pub fn coverage(self) -> f64 {
        ((1.0 - self.alpha) * 1e12).round() / 1e12
    }

    /// How likely the promise may be broken, in (0, 1).
    #[must_use]
    pub const fn delta(self) -> f64 {
        self.delta
    }

    /// The same promise with delta split into that many equal parts; 0 counts as 1.
    #[must_use]
    pub fn split(self, parts: u64) -> Self {
        Self { delta: self.delta / crate::math::real(parts.max(1)), ..self }
    }

    /// The same promise with the part of delta that the i-th fit has, from 1, where fits share it: 6 / (pi i)^2. All the
    /// parts together are the whole. 0 counts as 1.
    #[must_use]
    pub fn of_fit(self, number: u64) -> Self {
        let at = core::f64::consts::PI * crate::math::real(number.max(1));
        Self { delta: self.delta * 6.0 / (at * at), ..self }
    }

    /// The exact binomial p-value of the hypothesis that the error is above alpha, given so many errors among so many
    /// labels; 1 without labels.
    #[must_use]
    pub fn p_value(self, errors: u64, count: u64) -> f64 {
        binomial_p(errors, count, self.alpha)
    }

    /// The fewest labels with so many errors among them that would show the promise to hold: the least n with
    /// P(Binomial(n, alpha) <= errors) <= delta. `u64::MAX` where that is beyond 2^52.
    ///
    /// ```
    /// let promise = leeway::tune::Promise::new(0.05, 0.05).unwrap();
    /// assert_eq!([0, 2].map(|errors| promise.labels_needed(errors)), [59, 124]);
    /// ```
    #[must_use]
    pub fn labels_needed(self, errors: u64) -> u64 {
        const MOST: u64 = 1 << 52;
        let is_enough = |count: u64| self.p_value(errors, count) <= self.delta;
        let mut enough = errors.saturating_add(1).min(MOST);
        while !is_enough(enough) {
            if enough >= MOST {
                return u64::MAX;
            }
            enough = enough.saturating_mul(2).min(MOST);
        }
        // The p-value falls as labels are added, so the search can halve: `few` are not enough, or there are none.
        let mut few = errors.min(enough);
        while enough.saturating_sub(few) > 1 {
            let middle = few.midpoint(enough);
            if is_enough(middle) { enough = middle } else { few = middle }
        }
        enough
    }

    /// The row of this promise in a table of the labels that promises need.
    #[must_use]
    pub fn labels_needed_row(self) -> LabelsNeeded {
        LabelsNeeded { without_error: self.labels_needed(0), with_two: self.labels_needed(2) }
    }
}

//! What of an input counts, as one number: inputs with the same number are given the same verdict, so that the steps
//! need to run once for each number.
//!
//! The steps look at a value only by comparing it with the cuts of the policy, so all that counts of it is how many
//! cuts it reaches: a digit. The digits of all values, each with a weight of its own, make the number.

use crate::action::Action;
use crate::condition::{Interval, Slot};
use crate::policy::{Kind, Policy};

use super::facts::{Facts, Field};
use super::steps::{ceiling_of, code_of};

/// Numbers the situations that a policy can tell apart.
#[derive(Clone, Debug)]
pub struct Situations {
    operation: Digit,
    ceiling: Digit,
    /// Places are those of [`fixed_values`].
    fixed: Vec<Cuts>,
    /// Places are those of the signals.
    signals: Vec<Cuts>,
}

/// What one value adds: its weight for each cut that it reaches, or for each code.
#[derive(Clone, Copy, Debug)]
struct Digit {
    most: usize,
    weight: u64,
}

/// Two cuts of the value at a place, the second NaN where there is but one. The pair is what the processor compares at
/// once.
#[derive(Clone, Copy, Debug)]
struct Cuts {
    place: usize,
    pair: [f64; 2],
    weight: u64,
}

impl Situations {
    /// Nothing for a policy with more situations than a number can tell apart.
    #[must_use]
    pub fn new(policy: &Policy) -> Option<Self> {
        let mut weight = 1;
        let codes = policy.model().operations.len().checked_add(2)?;
        Some(Self {
            operation: Digit::next(codes, &mut weight)?,
            ceiling: Digit::next(Action::AutoApply.rank().into(), &mut weight)?,
            fixed: in_pairs(fixed_cuts(policy).into_iter(), &mut weight)?,
            signals: in_pairs(signal_cuts(policy), &mut weight)?,
        })
    }

    /// The number of an untroubled input's situation.
    #[inline]
    #[must_use]
    pub fn number(&self, facts: &Facts) -> u64 {
        let Some((fixed, signals)) = facts.values.split_first_chunk::<{ Field::FIXED }>() else { return 0 };
        let [
            _,
            confidence,
            second,
            alternatives,
            operation,
            impact,
            _,
            _,
            at_most,
            _,
            health_at_most,
            first,
            runner_up,
        ] = *fixed;
        let code = if operation.is_nan() { 0 } else { code_of(operation).saturating_add(1).min(self.operation.most) };
        let ceiling = ceiling_of(at_most).min(ceiling_of(health_at_most));
        let confidence = if confidence.is_nan() { first } else { confidence };
        let second = if second.is_nan() { runner_up } else { second };
        let alternatives = if alternatives.is_nan() { 0.0 } else { alternatives };
        let fixed = [confidence, second, confidence - second, impact, alternatives];

        let codes = self.operation.times(code).wrapping_add(self.ceiling.times(ceiling.rank().into()));
        codes.wrapping_add(sum(&self.fixed, &fixed)).wrapping_add(sum(&self.signals, signals))
    }
}

impl Digit {
    /// The next digit; `weight` becomes that of the one after it.
    fn next(most: usize, weight: &mut u64) -> Option<Self> {
        let digit = Self { most, weight: *weight };
        *weight = weight.checked_mul(u64::try_from(most).ok()?.checked_add(1)?)?;
        Some(digit)
    }

    #[inline]
    fn times(self, count: usize) -> u64 {
        u64::try_from(count).unwrap_or(u64::MAX).wrapping_mul(self.weight)
    }
}

/// For each pair, its weight once or twice where the value at its place reaches one or both of its cuts.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn sum(cuts: &[Cuts], values: &[f64]) -> u64 {
    let reached = cuts.iter().map(|Cuts { place, pair: [one, other], weight }| {
        let value = values.get(*place).copied().unwrap_or(f64::NAN);
        let count = u64::from(value >= *one).wrapping_add(u64::from(value >= *other));
        count.wrapping_mul(*weight)
    });
    reached.fold(0, u64::wrapping_add)
}

/// The same, both cuts with one instruction: 31 ns for a whole decision instead of 39.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
fn sum(cuts: &[Cuts], values: &[f64]) -> u64 {
    use core::arch::wasm32::{f64x2, f64x2_ge, f64x2_splat, u64x2_add, u64x2_extract_lane, u64x2_splat, v128_and};
    let mut sums = u64x2_splat(0);
    for Cuts { place, pair: [one, other], weight } in cuts {
        let value = f64x2_splat(values.get(*place).copied().unwrap_or(f64::NAN));
        let reached = f64x2_ge(value, f64x2(*one, *other));
        sums = u64x2_add(sums, v128_and(reached, u64x2_splat(*weight)));
    }
    u64x2_extract_lane::<0>(sums).wrapping_add(u64x2_extract_lane::<1>(sums))
}

/// Every value but NaN reaches it, so that absent is a count of its own.
const PRESENT: f64 = f64::NEG_INFINITY;

/// Confidence, second, their difference, impact, how many alternatives.
fn fixed_cuts(policy: &Policy) -> [Vec<f64>; 5] {
    let plan = &policy.plan;
    let own = plan.operations.iter().filter_map(|operation| operation.thresholds.as_ref());
    let thresholds = own.chain(&plan.segment_thresholds).chain([&plan.base]).flatten();
    let fraction = [PRESENT, 0.0, 1.0_f64.next_up()];
    [
        distinct(&mut fraction.into_iter().chain(thresholds.copied())),
        distinct(&mut fraction.into_iter()),
        // Below 0 the second is above the confidence, which is a finding.
        distinct(&mut [PRESENT, 0.0].into_iter().chain(cuts_of(policy, Slot::MARGIN))),
        distinct(&mut fraction.into_iter().chain(plan.impact.iter().copied())),
        distinct(&mut cuts_of(policy, Slot::ALTERNATIVES)),
    ]
}

/// INVARIANT(whole-codes): a signal that is no number is a whole code from 0 to its kind's last, so a cut between two
/// codes is as good as the next code.
fn signal_cuts(policy: &Policy) -> impl Iterator<Item = Vec<f64>> {
    policy.model().signals.iter().enumerate().map(|(index, signal)| {
        let asked = cuts_of(policy, Slot::signal(index));
        match &signal.kind {
            Kind::Number => distinct(&mut [PRESENT].into_iter().chain(asked)),
            Kind::Boolean => {
                distinct(&mut [PRESENT].into_iter().chain(asked.map(f64::ceil).filter(|cut| *cut > 0.0 && *cut < 2.0)))
            }
            // 0 stands for a string that is not listed.
            Kind::Text(_) => distinct(&mut [PRESENT, 1.0].into_iter().chain(asked.map(f64::ceil))),
        }
    })
}

/// Where the truth of some test of a slot changes.
fn cuts_of(policy: &Policy, slot: Slot) -> impl Iterator<Item = f64> {
    let atoms = policy.plan.circuit.atoms.iter().filter(move |atom| atom.slot == slot);
    atoms.flat_map(|atom| {
        let Interval { low, high } = atom.interval;
        [low, if high < f64::INFINITY { high.next_up() } else { PRESENT }]
    })
}

fn distinct(cuts: &mut dyn Iterator<Item = f64>) -> Vec<f64> {
    let mut found = Vec::new();
    for cut in cuts {
        if !found.contains(&cut) {
            found.push(cut);
        }
    }
    found
}

/// A digit for each place that has cuts.
fn in_pairs(cuts_by_place: impl Iterator<Item = Vec<f64>>, weight: &mut u64) -> Option<Vec<Cuts>> {
    let mut pairs = Vec::new();
    for (place, cuts) in cuts_by_place.enumerate() {
        let Digit { weight, .. } = Digit::next(cuts.len(), weight)?;
        for pair in cuts.chunks(2) {
            let cut = |index| pair.get(index).copied().unwrap_or(f64::NAN);
            pairs.push(Cuts { place, pair: [cut(0), cut(1)], weight });
        }
    }
    Some(pairs)
}

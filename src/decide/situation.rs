//! What of an input counts, as one number: inputs with the same number are given the same verdict, so that it needs to
//! be taken once for each number.
//!
//! The steps look at a value only by comparing it with the cuts of the policy, so all that counts of it is which cuts it
//! reaches: a digit. Each digit has a weight of its own, so a value's share of the number is the sum of what its cuts
//! add, and the number is the sum of all shares. What is absent adds nothing.

use crate::action::Action;
use crate::condition::{Atom, Interval, Slot};
use crate::policy::{Kind, Policy, Signal};
use crate::value::sort_by;

/// Numbers of situations are below this, so that JavaScript's numbers hold them too.
pub(super) const MOST_SITUATIONS: u64 = 1 << 53;

/// What each value of an input adds to the number of its situation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Situations {
    /// How many numbers there are.
    pub count: u64,
    /// By operation code; 0 is one that is not listed.
    pub operation: Vec<u64>,
    /// By rank of the lower ceiling.
    pub ceiling: Vec<u64>,
    /// The confidence.
    pub confidence: Steps,
    /// The runner-up's confidence.
    pub second: Steps,
    /// Confidence less `second`, where both are given.
    pub margin: Steps,
    /// The impact given.
    pub impact: Steps,
    /// How many alternatives are given.
    pub alternatives: Steps,
    /// The signals.
    pub signals: Vec<Share>,
}

/// What a signal adds.
#[derive(Clone, Debug, PartialEq)]
pub enum Share {
    /// By how large it is.
    Steps(Steps),
    /// By code, from the first that is listed: 0 for booleans, 1 for strings.
    Codes {
        /// The first code.
        first: usize,
        /// What it adds, and each after it.
        shares: Vec<u64>,
    },
}

/// What a number adds: `given` if there is any, and `weight` for each cut that it reaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// For being there.
    pub given: u64,
    /// For each cut.
    pub weight: u64,
    /// Ascending.
    pub cuts: Vec<f64>,
}

impl Situations {
    /// Nothing for a policy with more situations than a number can tell apart.
    #[must_use]
    pub fn new(policy: &Policy) -> Option<Self> {
        let (situations, fits) = Self::with_cuts(policy);
        fits.then_some(situations)
    }

    /// The cuts of every value, and whether the numbers that the shares give are one for each situation.
    pub(crate) fn with_cuts(policy: &Policy) -> (Self, bool) {
        let plan = &policy.plan;
        let mut weights = Weights { next: 1, fits: true };
        let mut thresholds = plan.base.clone();
        for operation in &plan.operations {
            thresholds.extend(operation.thresholds.iter().flatten());
        }
        thresholds.extend(plan.segment_thresholds.iter().flatten());
        let margins = cuts_of(policy, Slot::MARGIN);
        let counts = cuts_of(policy, Slot::ALTERNATIVES).into_iter().filter(|cut| *cut > 0.0);
        let mut situations = Self {
            operation: weights.codes(1, policy.model().operations.len().saturating_add(1)),
            ceiling: ceilings(&mut weights),
            confidence: weights.steps(thresholds),
            second: weights.presence(!margins.is_empty()),
            margin: weights.steps(margins),
            impact: weights.steps(plan.impact.clone()),
            alternatives: Steps { given: 0, ..weights.steps(counts.collect()) },
            ..Self::default()
        };
        for (index, signal) in policy.model().signals.iter().enumerate() {
            situations.signals.push(weights.signal(policy, Slot::signal(index), signal));
        }
        situations.count = weights.next;
        (situations, weights.fits)
    }
}

/// The less is allowed the more it adds: a ceiling that is absent allows everything.
fn ceilings(weights: &mut Weights) -> Vec<u64> {
    let mut shares = weights.codes(0, Action::ALL.len());
    shares.reverse();
    shares
}

/// Hands out the weights of digits.
struct Weights {
    next: u64,
    fits: bool,
}

impl Weights {
    /// The weight of a digit that is at most `most`.
    fn digit(&mut self, most: usize) -> u64 {
        let weight = self.next;
        let next = u64::try_from(most).ok().and_then(|most| weight.checked_mul(most.saturating_add(1)));
        match next.filter(|next| *next < MOST_SITUATIONS) {
            Some(next) => self.next = next,
            None => self.fits = false,
        }
        weight
    }

    /// A share for each of that many codes, from `first` times the weight on.
    fn codes(&mut self, first: usize, count: usize) -> Vec<u64> {
        let digits = first..first.saturating_add(count);
        let weight = self.digit(digits.end.saturating_sub(1));
        let mut shares = Vec::new();
        for digit in digits {
            shares.push(times(digit, weight));
        }
        shares
    }

    fn presence(&mut self, counts: bool) -> Steps {
        let weight = self.digit(usize::from(counts));
        Steps { given: times(usize::from(counts), weight), weight, cuts: Vec::new() }
    }

    fn steps(&mut self, mut cuts: Vec<f64>) -> Steps {
        sort_by(&mut cuts, &f64::total_cmp);
        cuts.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let weight = self.digit(cuts.len().saturating_add(1));
        Steps { given: weight, weight, cuts }
    }

    fn signal(&mut self, policy: &Policy, slot: Slot, signal: &Signal) -> Share {
        match &signal.kind {
            Kind::Number => match cuts_of(policy, slot) {
                cuts if cuts.is_empty() => Share::Steps(Steps::default()),
                cuts => Share::Steps(self.steps(cuts)),
            },
            Kind::Boolean => Share::Codes { first: 0, shares: self.classes(policy, slot, &[0.0, 1.0]) },
            Kind::Text(values) => {
                let codes: Vec<f64> = (1_u32..).take(values.len()).map(f64::from).collect();
                Share::Codes { first: 1, shares: self.classes(policy, slot, &codes) }
            }
        }
    }

    /// Codes that every test of the slot finds alike have one digit.
    fn classes(&mut self, policy: &Policy, slot: Slot, codes: &[f64]) -> Vec<u64> {
        let atoms: Vec<&Atom> = atoms_of(policy, slot).collect();
        let mut classes: Vec<f64> = Vec::new();
        let mut digits = Vec::new();
        for code in codes {
            let alike =
                |other: &f64| atoms.iter().all(|atom| atom.interval.contains(*code) == atom.interval.contains(*other));
            let class = classes.iter().position(alike).unwrap_or(classes.len());
            if class == classes.len() {
                classes.push(*code);
            }
            digits.push(if atoms.is_empty() { 0 } else { class.saturating_add(1) });
        }
        let weight = self.digit(digits.iter().copied().max().unwrap_or(0));
        digits.into_iter().map(|digit| times(digit, weight)).collect()
    }
}

fn times(digit: usize, weight: u64) -> u64 {
    u64::try_from(digit).unwrap_or(u64::MAX).wrapping_mul(weight)
}

fn atoms_of(policy: &Policy, slot: Slot) -> impl Iterator<Item = &Atom> {
    policy.plan.circuit.atoms.iter().filter(move |atom| atom.slot == slot)
}

/// Where the truth of some test of a slot changes.
fn cuts_of(policy: &Policy, slot: Slot) -> Vec<f64> {
    let mut cuts = Vec::new();
    for Atom { interval: Interval { low, high }, .. } in atoms_of(policy, slot) {
        if *low > f64::NEG_INFINITY {
            cuts.push(*low);
        }
        if *high < f64::INFINITY {
            cuts.push(high.next_up());
        }
    }
    cuts
}

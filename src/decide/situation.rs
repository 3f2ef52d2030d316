//! What of an input counts, as one number: inputs with the same number are given the same verdict, so that it needs to
//! be taken once for each number.
//!
//! The steps look at a value only by comparing it with the cuts of the policy, so all that counts of it is which cuts it
//! reaches: a digit. Each digit has a weight of its own, so a value's share of the number is the sum of what its cuts
//! add, and the number is the sum of all shares. What is absent adds nothing.

use crate::action::Action;
use crate::condition::{Atom, Interval, Slot};
use crate::policy::{Evidence, Kind, Policy, Signal, Thresholds};
use crate::value::sort_by;

use super::steps::{code_of, whole};

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
    /// By code of the model; 0 is one that is not listed. Empty where no model matters.
    pub model: Vec<u64>,
    /// When it is, where evidence expires.
    pub now: Steps,
    /// The confidence, by code of the model, with cuts in what the model says; one alone where none is calibrated.
    pub confidence: Vec<Steps>,
    /// The runner-up's confidence.
    pub second: Steps,
    /// Confidence less `second`, where both are given.
    pub margin: Steps,
    /// The impact given.
    pub impact: Steps,
    /// How many alternatives are given.
    pub alternatives: Steps,
    /// How high the first stands that would not be shown, where sets of options are fitted.
    pub beyond: Steps,
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
        let model = policy.model();
        let margins = cuts_of(policy, Slot::MARGIN);
        let mut counts = Vec::new();
        for cut in cuts_of(policy, Slot::ALTERNATIVES) {
            if cut > 0.0 {
                counts.push(cut);
            }
        }
        let mut limits = Vec::new();
        for set in plan.all_sets() {
            if set.limit < f64::INFINITY {
                limits.push(set.limit);
            }
        }
        if !limits.is_empty() {
            let most = whole(model.options_max);
            counts.push(1.0);
            counts.push(most + 1.0);
        }
        let mut situations = Self {
            operation: weights.codes(1, model.operations.len().saturating_add(1)),
            ceiling: ceilings(&mut weights),
            model: if model.reads_models() {
                weights.codes(1, model.models.len().saturating_add(1))
            } else {
                Vec::new()
            },
            now: weights.now(&model.evidence),
            second: weights.presence(!margins.is_empty()),
            margin: weights.steps(margins),
            impact: weights.steps(plan.impact.clone()),
            alternatives: Steps { given: 0, ..weights.steps(counts) },
            beyond: if limits.is_empty() { Steps::default() } else { weights.steps(limits) },
            ..Self::default()
        };
        for (index, signal) in model.signals.iter().enumerate() {
            situations.signals.push(weights.signal(policy, Slot::signal(index), signal));
        }
        // Last, so that other thresholds change nothing of what the rest adds.
        situations.confidence = weights.confidence(plan.all_thresholds());
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
        let values = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        // As a quotient, because a product that may be too large takes 128 bits.
        if MOST_SITUATIONS.div_ceil(weight) > values {
            self.next = weight.wrapping_mul(values);
        } else {
            self.fits = false;
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

    /// Evidence counts up to its last moment.
    fn now(&mut self, evidence: &Option<Evidence>) -> Steps {
        let mut cuts = Vec::new();
        let fits = evidence.as_ref().map(|evidence| evidence.fits.as_slice());
        for fit in fits.unwrap_or_default() {
            if let Some(until) = fit.valid_until {
                cuts.push(until.next_up());
            }
        }
        if cuts.is_empty() { Steps::default() } else { self.steps(cuts) }
    }

    fn presence(&mut self, counts: bool) -> Steps {
        let weight = self.digit(usize::from(counts));
        Steps { given: times(usize::from(counts), weight), weight, cuts: Vec::new() }
    }

    fn steps(&mut self, cuts: Vec<f64>) -> Steps {
        let cuts = ascending(cuts);
        let weight = self.digit(cuts.len().saturating_add(1));
        Steps { given: weight, weight, cuts }
    }

    /// One digit, since an input is of one model.
    fn confidence(&mut self, models: &[Thresholds]) -> Vec<Steps> {
        let mut all = Vec::new();
        let mut most = 0;
        for thresholds in models {
            let cuts = ascending(thresholds.cuts());
            most = cuts.len().max(most);
            all.push(Steps { given: 0, weight: 0, cuts });
        }
        let weight = self.digit(most.saturating_add(1));
        for steps in &mut all {
            (steps.given, steps.weight) = (weight, weight);
        }
        all
    }

    fn signal(&mut self, policy: &Policy, slot: Slot, signal: &Signal) -> Share {
        match &signal.kind {
            Kind::Number => match cuts_of(policy, slot) {
                cuts if cuts.is_empty() => Share::Steps(Steps::default()),
                cuts => Share::Steps(self.steps(cuts)),
            },
            Kind::Boolean | Kind::Text(_) => {
                let (first, shares) = self.classes(policy, slot, signal.kind.range());
                Share::Codes { first, shares }
            }
        }
    }

    /// Codes that every test of the slot finds alike have one digit.
    fn classes(&mut self, policy: &Policy, slot: Slot, range: Interval) -> (usize, Vec<u64>) {
        let mut classes: Vec<f64> = Vec::new();
        let mut digits = Vec::new();
        let counts = usize::from(atoms_of(policy, slot).next().is_some());
        let mut code = range.low;
        while code <= range.high {
            let alike = |other: &f64| {
                atoms_of(policy, slot).all(|atom| atom.interval.contains(code) == atom.interval.contains(*other))
            };
            let class = classes.iter().position(alike).unwrap_or(classes.len());
            if class == classes.len() {
                classes.push(code);
            }
            digits.push(class.saturating_add(1).saturating_mul(counts));
            code += 1.0;
        }
        let weight = self.digit(classes.len().saturating_mul(counts));
        let mut shares = Vec::new();
        for digit in digits {
            shares.push(times(digit, weight));
        }
        (code_of(range.low), shares)
    }
}

/// Each once; of 0 both signs.
fn ascending(mut cuts: Vec<f64>) -> Vec<f64> {
    sort_by(&mut cuts, &f64::total_cmp);
    let mut ascending: Vec<f64> = Vec::new();
    for cut in cuts {
        if ascending.last().is_none_or(|last| last.total_cmp(&cut).is_ne()) {
            ascending.push(cut);
        }
    }
    ascending
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

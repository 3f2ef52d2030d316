//! Numbers for verdicts, so that the JavaScript side can keep one finished object for all equal decisions. Bounded: when
//! there are too many they start over under a new generation.

use super::verdict::Verdict;

/// How many verdicts are kept at once; the low bits of a number.
const CAPACITY: usize = 1 << 12;
/// Twice as many places as verdicts keeps the search short.
const PLACES: usize = CAPACITY << 1;

/// The verdicts seen, each with a number: its index in the low 12 bits, the generation above.
#[derive(Debug)]
pub struct Outcomes {
    verdicts: Vec<Verdict>,
    /// Index + 1 into `verdicts`, or 0, by fingerprint; collisions go to the next place.
    places: Vec<u16>,
    generation: u32,
}

impl Default for Outcomes {
    fn default() -> Self {
        Self { verdicts: Vec::new(), places: vec![0; PLACES], generation: 0 }
    }
}

impl Outcomes {
    /// The number of a verdict, the same for equal ones within a generation.
    pub fn number(&mut self, verdict: Verdict) -> u32 {
        let mut place = verdict.fingerprint() % PLACES;
        // INVARIANT(half-empty): at most half of the places are taken, so a free one ends the search.
        while let Some(index) = self.index_at(place) {
            if self.verdicts.get(index) == Some(&verdict) {
                return self.tag(index);
            }
            place = place.wrapping_add(1) % PLACES;
        }
        self.insert(verdict, place)
    }

    fn index_at(&self, place: usize) -> Option<usize> {
        self.places.get(place).and_then(|entry| usize::from(*entry).checked_sub(1))
    }

    #[cold]
    #[inline(never)]
    fn insert(&mut self, verdict: Verdict, place: usize) -> u32 {
        if self.verdicts.len() == CAPACITY {
            self.verdicts.clear();
            self.places.fill(0);
            self.generation = self.generation.wrapping_add(1);
            return self.number(verdict);
        }
        let index = self.verdicts.len();
        self.verdicts.push(verdict);
        if let (Some(entry), Ok(number)) = (self.places.get_mut(place), u16::try_from(self.verdicts.len())) {
            *entry = number;
        }
        self.tag(index)
    }

    fn tag(&self, index: usize) -> u32 {
        self.generation.wrapping_shl(CAPACITY.trailing_zeros()) | u32::try_from(index).unwrap_or(0)
    }

    /// The verdict of a number of the current generation.
    #[must_use]
    pub fn verdict(&self, number: u32) -> Option<&Verdict> {
        usize::try_from(number).ok().and_then(|number| self.verdicts.get(number % CAPACITY))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CAPACITY, Outcomes, PLACES};
    use crate::decide::{Bits, Facts, Verdict, Workspace, decide};
    use crate::policy::Policy;

    fn policy() -> Policy {
        let text =
            r#"{"leeway": 1, "name": "seed", "confidence": {"low": 0, "high": 1}, "impact": {"low": 0, "high": 1}}"#;
        let document = crate::json::parse(text).unwrap();
        crate::policy::compile(crate::policy::read(&document).unwrap(), document)
    }

    /// Verdicts that differ in the rules that they name: those of the bits of a number, from `first` on.
    fn verdicts(first: usize) -> impl Fn(usize) -> Verdict {
        let policy = policy();
        let template = decide(&policy, &Facts::new(&policy), &mut Workspace::new(&policy));
        move |number: usize| {
            let mut named = Bits::default();
            (0..16).filter(|bit| number & (1 << bit) != 0).for_each(|bit| named.insert(first + bit));
            Verdict { named, ..template.clone() }
        }
    }

    /// Of 2,000 balls that fall into 8,192 places at random, about 1,780 places are hit.
    #[test]
    fn different_verdicts_are_spread_over_the_places() {
        for first in [0, 40, 60, 200] {
            let with = verdicts(first);
            let places: BTreeSet<usize> = (0..2_000).map(|number| with(number).fingerprint() % PLACES).collect();
            assert!(places.len() > 1_600, "from {first}: {}", places.len());
        }
    }

    #[test]
    fn equal_verdicts_share_a_number_and_the_table_stays_bounded() {
        let with = verdicts(0);
        let mut outcomes = Outcomes::default();
        let first = outcomes.number(with(1));
        assert_eq!(outcomes.number(with(1)), first);
        assert_ne!(outcomes.number(with(2)), first);
        assert_eq!(outcomes.verdict(first), Some(&with(1)));
        let mut last = first;
        for number in 0..3 * CAPACITY {
            last = outcomes.number(with(number));
            assert_eq!(outcomes.verdict(last), Some(&with(number)));
            assert_eq!(outcomes.number(with(number)), last, "its place may be taken by others before it");
        }
        assert!(last > first, "a new generation has new numbers");
        assert!(outcomes.verdicts.len() <= CAPACITY);
    }
}

//! A search for values that give conditions the truths that are wanted: depth first, one slot after the other, leaving a
//! branch as soon as some condition can no longer have a truth that is wanted. It ends by its limit of work, never by
//! time, so it ends alike on every machine.

use crate::condition::{Condition, Slot};

use super::super::truths::Truths;
use super::pieces::Choice;

/// A condition and the truths it may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand<'a> {
    pub(super) when: &'a Condition,
    pub(super) truths: Truths,
}

impl PartialEq for Demand<'_> {
    /// The same condition of the document.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.when, other.when) && self.truths == other.truths
    }
}

impl Demand<'_> {
    /// Whether it depends on the operation.
    pub(super) fn asks_operation(&self) -> bool {
        let mut asks = false;
        self.when.tests(&mut |slot, _| asks |= slot == Slot::OPERATION);
        asks
    }
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// What was found was taken.
    Taken,
    /// All was tried.
    Exhausted,
    /// The limit was reached.
    OutOfWork,
}

/// What is chosen so far, by slot.
pub(super) type Chosen = Vec<Option<Choice>>;

pub(super) struct Search<'a> {
    /// By slot, what there is to try.
    pub(super) choices: &'a [Vec<Choice>],
    pub(super) demands: &'a [Demand<'a>],
    /// How many tests of conditions may still be looked at.
    pub(super) work: usize,
    /// How many ways may still be offered.
    pub(super) offers: usize,
}

impl Search<'_> {
    /// Offers each way to meet the demands to `take`, until it takes one.
    pub(super) fn run(&mut self, chosen: &mut Chosen, take: &mut dyn FnMut(&Chosen) -> bool) -> End {
        let mut order = Vec::new();
        for demand in self.demands {
            demand.when.tests(&mut |slot, _| {
                if chosen.get(slot.0).is_some_and(Option::is_none) && !order.contains(&slot) {
                    order.push(slot);
                }
            });
        }
        self.descend(&order, chosen, take)
    }

    /// As deep as there are slots: 67 at the most.
    fn descend(&mut self, order: &[Slot], chosen: &mut Chosen, take: &mut dyn FnMut(&Chosen) -> bool) -> End {
        for demand in self.demands {
            if self.work == 0 {
                return End::OutOfWork;
            }
            if !self.truths(demand.when, chosen).meets(demand.truths) {
                return End::Exhausted;
            }
        }
        let Some((slot, rest)) = order.split_first() else {
            if self.offers == 0 {
                return End::OutOfWork;
            }
            self.offers = self.offers.saturating_sub(1);
            return if take(chosen) { End::Taken } else { End::Exhausted };
        };
        for choice in self.choices.get(slot.0).into_iter().flatten() {
            set(chosen, *slot, Some(*choice));
            let end = self.descend(rest, chosen, take);
            if end != End::Exhausted {
                return end;
            }
        }
        set(chosen, *slot, None);
        End::Exhausted
    }

    /// The truths that a condition can still have.
    fn truths(&mut self, condition: &Condition, chosen: &Chosen) -> Truths {
        Truths::of(condition, &mut |slot| {
            self.work = self.work.saturating_sub(1);
            chosen.get(slot.0).copied().flatten().map(|choice| choice.value)
        })
    }

    /// Chooses what is left so that few of these conditions hold or cannot be ruled out: the test then shows one thing.
    /// `noise` has the conditions of each slot.
    pub(super) fn quieten(&mut self, noise: &[Vec<&Condition>], chosen: &mut Chosen) {
        for (index, (choices, about)) in self.choices.iter().zip(noise).enumerate() {
            let slot = Slot(index);
            if choices.is_empty() || chosen.get(index).is_some_and(Option::is_some) {
                continue;
            }
            let mut best = None;
            for choice in choices {
                set(chosen, slot, Some(*choice));
                let loudness = self.loudness(about, chosen);
                if best.is_none_or(|(least, _)| loudness < least) {
                    best = Some((loudness, *choice));
                }
            }
            set(chosen, slot, best.map(|(_, choice)| choice));
        }
    }

    fn loudness(&mut self, conditions: &[&Condition], chosen: &Chosen) -> usize {
        let mut loudness = 0_usize;
        for condition in conditions {
            if self.work == 0 {
                break;
            }
            let truths = self.truths(condition, chosen);
            let level = usize::from(truths.is_possible()).saturating_add(usize::from(truths.is_certain()));
            loudness = loudness.saturating_add(level);
        }
        loudness
    }
}

pub(super) fn set(chosen: &mut Chosen, slot: Slot, choice: Option<Choice>) {
    if let Some(place) = chosen.get_mut(slot.0) {
        *place = choice;
    }
}

//! Policies and inputs drawn from a seed, ugly ones included, and a shrinker for what fails.
//!
//! A generated document is one that `compile` must accept; an input comes clean (no findings),
//! or spoilt in a field or two. Numbers fall on, beside and between the document's cut points.

mod condition;
mod document;
mod evidence;
mod grid;
mod input;
mod large;
mod mutate;

pub use document::{document, requirement, small_document, unfitted, with_entry};
pub use evidence::with_scope;
pub use grid::Grid;
pub use input::{Asked, SPOILT, clean, confidence_cuts, cuts_of, fits, maybe_spoilt, models, numbers_named, wild};
pub use large::{large_document, tangle};
pub use mutate::{mutate_text, mutate_tree, near_json, shrink, shuffle_keys};

/// A source of choices: the same seed gives the same choices.
pub struct Draw(fastrand::Rng);

impl Draw {
    pub fn from_seed(seed: u64) -> Draw {
        Draw(fastrand::Rng::with_seed(seed))
    }

    /// True in about that many of a hundred.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.u32(0..100) < percent
    }

    /// From 0 up to and without the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0.usize(0..limit)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Sixty-four bits, each value as likely.
    pub fn bits(&mut self) -> u64 {
        self.0.u64(..)
    }

    pub fn unit(&mut self) -> f64 {
        self.0.f64()
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        self.0.shuffle(list);
    }

    /// A part of a list, in its order.
    pub fn some<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().filter(|_| self.chance(60)).cloned().collect()
    }

    /// On a cut point, a hair beside it, or anywhere in [0,1].
    pub fn probability(&mut self, cuts: &[f64]) -> f64 {
        let number = match cuts.is_empty() || self.chance(25) {
            true => self.unit(),
            false => self.beside_one(cuts),
        };
        number.clamp(0.0, 1.0)
    }

    /// One of the numbers or a hair beside it.
    pub fn beside_one(&mut self, numbers: &[f64]) -> f64 {
        let number = *self.pick(numbers);
        self.beside(number)
    }

    /// The number itself or a hair beside it.
    fn beside(&mut self, number: f64) -> f64 {
        match self.below(6) {
            0 => number.next_up(),
            1 => number.next_down(),
            2 => number + 1e-12,
            3 => number - 1e-12,
            _ => number,
        }
    }
}

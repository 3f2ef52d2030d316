//! The whole answer as small numbers: equal verdicts are the same decision, so words are built once for each.

use crate::action::{Action, Code};

use super::evidence::Stale;
use super::facts::{Field, Problem};

/// A set of up to 256 small numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bits([u64; 4]);

impl Bits {
    /// Adds a number; one above 255 is not kept.
    #[inline]
    pub fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= bit_of(number);
        }
    }

    /// Takes a number out.
    pub fn remove(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word &= !bit_of(number);
        }
    }

    /// Whether the number is in the set.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word & bit_of(number) != 0)
    }

    /// The words, for hashing.
    #[inline]
    #[must_use]
    pub const fn words(&self) -> [u64; 4] {
        self.0
    }
}

/// Its bit in its word: the shift begins anew every 64.
#[inline]
fn bit_of(number: usize) -> u64 {
    1_u64.wrapping_shl(u32::try_from(number).unwrap_or(0))
}

/// What the reason is about; the words follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The first finding.
    Finding,
    /// This action was not available.
    Unavailable(Action),
    /// The caller allows this at the most.
    Ceiling(Action),
    /// This rule could not be ruled out.
    MissingSignal(u16),
    /// This rule is true.
    Rule(u16),
    /// The rule `evidence-stale` is.
    Stale(Stale),
    /// The raise of this number in the numbering of rules and raises.
    Raise(u16),
    /// It would take more options than can be shown, or none are known.
    Options,
    /// The cell.
    Cell,
}

/// One decision, without words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// What the app is told to do.
    pub action: Action,
    /// Whether it would be `auto_apply` but for rules that read signals of a monitor, and for stale evidence.
    pub eligible: bool,
    /// The step that settled it.
    pub code: Code,
    /// The action before rules, ceiling and availability.
    pub base: Action,
    /// Confidence band and impact band; nothing with findings.
    pub cell: Option<(u8, u8)>,
    /// The segment that applies.
    pub segment: Option<u16>,
    /// Whether a set of its own says which options the cell shows, and from which standing on.
    pub options_from: Option<u64>,
    /// What the reason is about.
    pub reason: Reason,
    /// The operation's code; its raises are named in the document's order.
    pub operation: Option<u16>,
    /// Rules and raises to name, in the numbering that they share.
    pub named: Bits,
    /// Why `evidence-stale` applies, if it does.
    pub stale: Option<Stale>,
    /// Slots whose absence made some condition that counted unknown, and (second) the reason's rule.
    pub missing: [Bits; 2],
    /// What is wrong with the input, by field.
    pub findings: Vec<(Field, Problem)>,
}

impl Verdict {
    /// A number that is the same for equal verdicts and spreads over the low bits for others.
    #[inline]
    #[must_use]
    pub fn fingerprint(&self) -> usize {
        let (confidence, impact) = self.cell.unwrap_or((u8::MAX, u8::MAX));
        let small = u64::from_le_bytes([
            self.action.rank(),
            self.code as u8 | (self.stale.map_or(0, |stale| stale as u8) << 3),
            self.base.rank() | (u8::from(self.eligible) << 3),
            confidence,
            impact,
            u8::try_from(self.findings.len()).unwrap_or(u8::MAX),
            self.segment.map_or(0, |segment| segment.to_le_bytes()[0].wrapping_add(1)),
            self.operation.map_or(0, |operation| operation.to_le_bytes()[0].wrapping_add(1)),
        ]);
        let mut sum = small;
        // What a product changes is its high half; folded down, the next word meets it everywhere.
        let mut mix = |word: u64| {
            sum = (sum ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
            sum ^= sum >> 32;
        };
        self.named.words().into_iter().chain(self.missing[0].words()).for_each(&mut mix);
        for (field, problem) in &self.findings {
            mix(u64::try_from(field.0).unwrap_or(0).wrapping_mul(31).wrapping_add(*problem as u64));
        }
        usize::try_from(sum & 0xffff_ffff).unwrap_or(0)
    }
}

//! Answers by the number of a situation: in a list where there are few numbers, else in a hash table that grows with what
//! is seen, up to a bound, and then starts over.

/// Up to so many situations stand in a list.
const MOST_IN_LIST: u64 = 1 << 16;
/// The first size of the table and the largest, as powers of 2: 1 MB at most.
const FIRST_BITS: u32 = 8;
const MOST_BITS: u32 = 16;

/// Answers as bytes, none of which is 255.
#[derive(Clone, Debug)]
pub(super) enum Answers {
    List(Vec<u8>),
    Table(Table),
}

/// In a list: not known.
const UNKNOWN: u8 = u8::MAX;

impl Answers {
    /// None yet, of that many situations.
    pub(super) fn new(count: u64) -> Self {
        match usize::try_from(count) {
            Ok(length) if count <= MOST_IN_LIST => Self::List(vec![UNKNOWN; length]),
            Ok(_) | Err(_) => Self::Table(Table::default()),
        }
    }

    /// The answer of a situation, if it is known.
    #[inline]
    pub(super) fn get(&self, situation: u64) -> Option<u8> {
        match self {
            Self::List(answers) => {
                let answer = usize::try_from(situation).ok().and_then(|situation| answers.get(situation));
                answer.copied().filter(|answer| *answer != UNKNOWN)
            }
            Self::Table(table) => table.get(situation),
        }
    }

    /// Notes an answer that was not known.
    pub(super) fn put(&mut self, situation: u64, answer: u8) {
        match self {
            Self::List(answers) => {
                if let Some(place) = usize::try_from(situation).ok().and_then(|situation| answers.get_mut(situation)) {
                    *place = answer;
                }
            }
            Self::Table(table) => table.insert(situation, answer),
        }
    }
}

/// A power of 2 of places, of which at most half are taken; who finds a place taken goes to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    places: Vec<Place>,
    taken: usize,
    /// How far the product of a situation is shifted to be a place.
    shift: u32,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    situation: u64,
    answer: u8,
}

/// No situation has this number: they are below 2^53.
const FREE: Place = Place { situation: u64::MAX, answer: UNKNOWN };

impl Table {
    #[inline]
    fn get(&self, situation: u64) -> Option<u8> {
        let mut index = self.index(situation);
        // INVARIANT(half-empty): a free place ends the search.
        while let Some(place) = self.places.get(index) {
            if place.situation == situation {
                return Some(place.answer);
            }
            if place.situation == FREE.situation {
                return None;
            }
            index = self.next(index);
        }
        None
    }

    fn insert(&mut self, situation: u64, answer: u8) {
        if self.taken >= self.places.len() / 2 {
            self.grow();
        }
        self.put(Place { situation, answer });
    }

    fn put(&mut self, new: Place) {
        let mut index = self.index(new.situation);
        while let Some(place) = self.places.get_mut(index) {
            if place.situation == FREE.situation {
                *place = new;
                self.taken = self.taken.saturating_add(1);
                return;
            }
            index = self.next(index);
        }
    }

    #[cold]
    fn grow(&mut self) {
        let bits = self.places.len().checked_ilog2().map_or(FIRST_BITS, |bits| bits.saturating_add(1));
        self.taken = 0;
        if bits > MOST_BITS {
            return self.places.fill(FREE);
        }
        let before = std::mem::replace(&mut self.places, vec![FREE; 1 << bits]);
        self.shift = u64::BITS.saturating_sub(bits);
        for place in before {
            if place.situation != FREE.situation {
                self.put(place);
            }
        }
    }

    /// The high bits of the product depend on every bit of the situation.
    #[inline]
    fn index(&self, situation: u64) -> usize {
        usize::try_from(situation.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_shr(self.shift)).unwrap_or(usize::MAX)
    }

    #[inline]
    fn next(&self, index: usize) -> usize {
        index.wrapping_add(1) & self.places.len().wrapping_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Answers, MOST_BITS, Table};

    #[test]
    fn a_list_and_a_table_hold_what_was_put() {
        for count in [1000, 1 << 50] {
            let mut answers = Answers::new(count);
            for situation in 0..1000 {
                assert_eq!(answers.get(situation), None);
                answers.put(situation, (situation % 48) as u8);
            }
            for situation in 0..1000 {
                assert_eq!(answers.get(situation), Some((situation % 48) as u8));
            }
        }
    }

    #[test]
    fn a_list_has_no_answer_for_a_number_beyond_it() {
        let mut answers = Answers::new(10);
        answers.put(10, 3);
        assert_eq!(answers.get(10), None);
        assert_eq!(answers.get(u64::MAX), None);
    }

    #[test]
    fn a_table_stays_bounded() {
        let mut table = Table::default();
        for situation in 0..200_000 {
            table.insert(situation << 20, 1);
            assert_eq!(table.get(situation << 20), Some(1));
            assert!(table.taken * 2 <= table.places.len());
        }
        assert_eq!(table.places.len(), 1 << MOST_BITS);
    }
}

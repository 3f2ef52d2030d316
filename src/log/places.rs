//! Finding things by a hash: numbers of things in open places. The order of the things is their numbers', never the places'.

/// Numbers of things, by the hash of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// A thing's number + 1, or 0. INVARIANT(half-empty): at most half are taken, so that searches end.
    places: Vec<u32>,
    taken: usize,
}

impl Places {
    /// The number of the thing with that hash of which `is` is true.
    pub(super) fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let mut at = self.start(hash);
        while let Some(number) = self.places.get(at).and_then(|place| place.checked_sub(1)) {
            if is(number) {
                return Some(number);
            }
            at = self.next(at);
        }
        None
    }

    /// Adds a number that is not there; `hash_of` gives the hash of any that is, and of this one.
    pub(super) fn insert(&mut self, number: u32, hash_of: impl Fn(u32) -> u64) {
        if self.taken >= self.places.len() / 2 {
            let room = self.places.len().saturating_mul(2).max(64);
            for place in std::mem::replace(&mut self.places, vec![0; room]) {
                if let Some(number) = place.checked_sub(1) {
                    self.put(number, hash_of(number));
                }
            }
        }
        self.put(number, hash_of(number));
        self.taken = self.taken.saturating_add(1);
    }

    fn put(&mut self, number: u32, hash: u64) {
        let mut at = self.start(hash);
        while let Some(place) = self.places.get_mut(at) {
            if *place == 0 {
                *place = number.saturating_add(1);
                return;
            }
            at = self.next(at);
        }
    }

    /// The high bits depend on every bit of the hash.
    fn start(&self, hash: u64) -> usize {
        usize::try_from(mixed(hash) >> 32).map_or(0, |high| high & self.places.len().wrapping_sub(1))
    }

    fn next(&self, at: usize) -> usize {
        at.wrapping_add(1) & self.places.len().wrapping_sub(1)
    }
}

/// FNV-1a (G. Fowler, L. Noll and K.-P. Vo, 1991), 64 bits.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of two numbers.
pub(super) fn hash_of_pair(one: u32, other: u32) -> u64 {
    mixed((u64::from(one) << 32) | u64::from(other))
}

fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

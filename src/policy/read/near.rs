//! How near two words are.

/// The known word that this one is a slip of, of at most so many letters, if it is one of any.
#[must_use]
pub(crate) fn nearest<'k>(name: &str, known: &[&'k str], most: usize) -> Option<&'k str> {
    for edits in 0..most.saturating_add(1) {
        for word in known {
            if name.len() < 70 && is_within(name.as_bytes(), word.as_bytes(), edits) {
                return Some(word);
            }
        }
    }
    None
}

/// Whether at most so many letters, at most a few, are to be written, left out, replaced or swapped with their neighbour to
/// make one word of the other: whether the optimal string alignment distance is no greater. Letters are bytes.
fn is_within(mut one: &[u8], mut other: &[u8], edits: usize) -> bool {
    while let ([letter, one_rest @ ..], [other_letter, other_rest @ ..]) = (one, other)
        && letter == other_letter
    {
        (one, other) = (one_rest, other_rest);
    }
    let Some(left) = edits.checked_sub(1) else { return one.is_empty() && other.is_empty() };
    let (one_after, other_after) = (after(one, 1), after(other, 1));
    let are_swapped = one.first() == other_after.first() && one_after.first() == other.first();
    is_within(one_after, other_after, left)
        || is_within(one_after, other, left)
        || is_within(one, other_after, left)
        || are_swapped && is_within(after(one, 2), after(other, 2), left)
}

fn after(word: &[u8], letters: usize) -> &[u8] {
    word.get(letters..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn it_is_by_the_distance_of_strsim() {
        let letters = [b'a', b'b', b'c', b'd'];
        let mut random = fastrand::Rng::with_seed(7);
        let mut word = || -> String {
            let length = random.usize(0..9);
            (0..length).map(|_| char::from(letters[random.usize(0..4)])).collect()
        };
        for _ in 0..20_000 {
            let (one, other) = (word(), word());
            let expected = strsim::osa_distance(&one, &other);
            for edits in 0..4 {
                assert_eq!(is_within(one.as_bytes(), other.as_bytes(), edits), expected <= edits, "{one} {other}");
            }
        }
    }
}

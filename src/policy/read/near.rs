//! How near two words are.

/// How many letters are to be written, left out, replaced or swapped with their neighbour to make one word of the other:
/// the optimal string alignment distance. Letters are bytes.
pub(super) fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before = Vec::new();
    let mut last = Vec::new();
    for place in 0..=other.len() {
        last.push(place);
    }
    let mut letter_before = 0;
    for letter in one {
        let mut row = vec![at(&last, 0).saturating_add(1)];
        let mut other_before = 0;
        for (place, other_letter) in other.iter().enumerate() {
            let next = place.saturating_add(1);
            let mut edits = at(&last, next).min(at(&row, place)).saturating_add(1);
            edits = edits.min(at(&last, place).saturating_add(usize::from(letter != other_letter)));
            if *letter == other_before && *other_letter == letter_before {
                edits = edits.min(at(&before, place.wrapping_sub(1)).saturating_add(1));
            }
            row.push(edits);
            other_before = *other_letter;
        }
        before = last;
        last = row;
        letter_before = *letter;
    }
    at(&last, other.len())
}

/// Where there is nothing, nothing is near.
fn at(row: &[usize], place: usize) -> usize {
    row.get(place).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn it_is_the_distance_of_strsim() {
        let letters = [b'a', b'b', b'c', b'd'];
        let mut random = fastrand::Rng::with_seed(7);
        let mut word = || -> String {
            let length = random.usize(0..9);
            (0..length).map(|_| char::from(letters[random.usize(0..4)])).collect()
        };
        for _ in 0..20_000 {
            let (one, other) = (word(), word());
            let expected = strsim::osa_distance(&one, &other);
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
        }
    }
}

//! Places that look random, given by a name: the same on every machine.

/// MurmurHash3, the 32-bit form (A. Appleby, 2011), of these bytes.
#[must_use]
pub fn murmur3(bytes: &[u8], seed: u32) -> u32 {
    let mut hash = seed;
    let mut blocks = bytes.chunks_exact(4);
    for block in &mut blocks {
        hash = (hash ^ scrambled(block)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
    }
    hash ^= scrambled(blocks.remainder());
    // The algorithm's length is of 32 bits too.
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    hash ^= u32::try_from(length & 0xffff_ffff).unwrap_or(0);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// At most four bytes as a little-endian number, stirred; no bytes give 0.
fn scrambled(bytes: &[u8]) -> u32 {
    let number = bytes.iter().rev().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    number.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593)
}

/// The place of a name within [0, 1), evenly spread: `murmur3` of `salt:name`, of 2^32. Names with another salt have places
/// that have nothing to do with these.
///
/// ```
/// use leeway::math::place;
/// assert_eq!(place("audit", "c00017"), place("audit", "c00017"));
/// assert!((0.0..1.0).contains(&place("audit", "c00017")) && place("audit", "c00017") != place("folds", "c00017"));
/// ```
#[must_use]
pub fn place(salt: &str, name: &str) -> f64 {
    let mut text = String::with_capacity(salt.len().saturating_add(name.len()).saturating_add(1));
    text.push_str(salt);
    text.push(':');
    text.push_str(name);
    f64::from(murmur3(text.as_bytes(), 0)) / 4_294_967_296.0
}

#[cfg(test)]
mod tests {
    use super::murmur3;

    /// Values of the author's program: no bytes, each length of the last block, seeds.
    #[test]
    fn murmur3_agrees_with_the_published_values() {
        for (key, seed, hash) in [
            ("", 0, 0),
            ("", 1, 0x514e_28b7),
            ("", 0xffff_ffff, 0x81f1_6f39),
            ("test", 0, 0xba6b_d213),
            ("test", 0x9747_b28c, 0x704b_81dc),
            ("Hello, world!", 0, 0xc036_3e43),
            ("Hello, world!", 0x9747_b28c, 0x2488_4cba),
            ("The quick brown fox jumps over the lazy dog", 0x9747_b28c, 0x2fa8_26cd),
            ("aaa", 0x9747_b28c, 0x283e_0130),
            ("aa", 0x9747_b28c, 0x5d21_1726),
            ("a", 0x9747_b28c, 0x7fa0_9ea6),
        ] {
            assert_eq!(murmur3(key.as_bytes(), seed), hash, "{key:?}, {seed:#x}");
        }
    }
}

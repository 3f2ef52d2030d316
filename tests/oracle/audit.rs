//! Audits, step 10 of DESIGN section 3: "a stable hash of the id marks items for audit".

use crate::tree::{get, number, text};
use leeway::json::Value;

/// Whether the item is picked, and the share of those like it; nothing without `audit` or an id.
pub fn audit(document: &Value, input: &Value, eligible: impl Fn() -> bool) -> Option<(bool, f64)> {
    let audit = get(document, "audit")?;
    let id = get(input, "id").and_then(text)?;
    let share = |name| get(audit, name).and_then(number).unwrap_or(0.0);
    let rate = if eligible() { share("rate") } else { share("explore_rate") };
    let salted = [get(audit, "salt").and_then(text).unwrap(), ":", id].concat();
    Some((f64::from(murmur3(salted.as_bytes())) < rate * 4_294_967_296.0, rate))
}

/// MurmurHash3 for 32 bits, seed 0, byte by byte.
fn murmur3(bytes: &[u8]) -> u32 {
    let stir = |word: u32| word.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let (mut hash, mut word) = (0_u32, 0_u32);
    for (at, byte) in bytes.iter().enumerate() {
        word += u32::from(*byte) << (8 * (at % 4));
        if at % 4 == 3 {
            hash = (hash ^ stir(word)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
            word = 0;
        }
    }
    hash ^= stir(word) ^ bytes.len() as u32;
    for (shift, factor) in [(16, 0x85eb_ca6b), (13, 0xc2b2_ae35), (16, 1)] {
        hash = (hash ^ (hash >> shift)).wrapping_mul(factor);
    }
    hash
}

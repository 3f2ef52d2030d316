//! Where a monotone property of numbers begins.

/// The least double in [0, 1] of which `reached` holds, given that it holds of every one above; 1 where it holds of none
/// below. Doubles from 0 up are in the order of their bits, so these are bisected: about 62 questions, exact to the last bit.
pub(crate) fn least_double(reached: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0, 1.0_f64.to_bits());
    while low < high {
        let middle = u64::midpoint(low, high);
        if reached(f64::from_bits(middle)) {
            high = middle;
        } else {
            low = middle.wrapping_add(1);
        }
    }
    f64::from_bits(high)
}

//! Decimal text to the nearest double, ties to even. Rust's own parser does the same with tables of 10 KB, a sixth of
//! what the Wasm module may weigh. Here 128 bits with a known error settle nearly every number; long arithmetic, slow but
//! exact, settles the rest: ties and numbers of many digits. Held to Rust's parser by the tests below.

/// Digits beyond these cannot change the nearest double, only break a tie (767 can matter).
const MAX_DIGITS: i64 = 800;
/// From 10^309 on a number is infinite, below 10^-324 it is 0: nothing beyond is worth calculating.
const MOST: i64 = 310;
const LEAST: i64 = -325;
/// Digits that a `u64` always holds.
const SHORT: i64 = 19;
/// Nine digits are the most that fit a word.
const STEP: i64 = 9;
const TEN_TO_STEP: u32 = 1_000_000_000;

/// A number in the grammar of JSON; infinite if no double can hold it.
pub(super) fn to_double(text: &str) -> f64 {
    let unsigned = text.strip_prefix('-');
    let magnitude = parse_decimal(unsigned.unwrap_or(text)).nearest();
    if unsigned.is_some() { -magnitude } else { magnitude }
}

/// `digits` x 10^`exponent`, and a little more if `sticky`.
struct Decimal {
    digits: Long,
    /// How many digits there are, without leading zeros.
    count: i64,
    exponent: i64,
    sticky: bool,
}

fn parse_decimal(text: &str) -> Decimal {
    let mut decimal = Decimal { digits: Long(Vec::new()), count: 0, exponent: 0, sticky: false };
    let mut after_point = false;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'.' => {
                after_point = true;
                continue;
            }
            b'e' | b'E' => {
                decimal.exponent = decimal.exponent.saturating_add(parse_exponent(bytes));
                break;
            }
            _ => {}
        }
        let digit = u32::from(byte.wrapping_sub(b'0'));
        if decimal.count < MAX_DIGITS {
            decimal.digits.multiply_add(10, digit);
            decimal.count = decimal.count.saturating_add(i64::from(!decimal.digits.0.is_empty()));
        } else {
            decimal.sticky |= digit != 0;
            decimal.exponent = decimal.exponent.saturating_add(1);
        }
        if after_point {
            decimal.exponent = decimal.exponent.saturating_sub(1);
        }
    }
    decimal
}

/// What stands after the `e`. Beyond the range of i64 is beyond that of doubles.
fn parse_exponent(bytes: std::str::Bytes<'_>) -> i64 {
    let mut exponent = 0_i64;
    let mut negative = false;
    for byte in bytes {
        if byte.is_ascii_digit() {
            exponent = exponent.saturating_mul(10).saturating_add(i64::from(byte.wrapping_sub(b'0')));
        } else {
            negative = byte == b'-';
        }
    }
    if negative { exponent.saturating_neg() } else { exponent }
}

impl Decimal {
    fn nearest(self) -> f64 {
        let magnitude = self.exponent.saturating_add(self.count);
        if self.digits.0.is_empty() || magnitude < LEAST {
            return 0.0;
        }
        if magnitude > MOST {
            return f64::INFINITY;
        }
        let short = (self.count <= SHORT && !self.sticky).then(|| self.digits.top());
        short.and_then(|digits| quick(digits, self.exponent)).unwrap_or_else(|| self.exactly())
    }

    fn exactly(mut self) -> f64 {
        let mut binary = 0;
        if self.exponent < 0 {
            // Room for the quotient: at least 96 bits after dividing by 10^-exponent, each power below 2^4.
            let words = self.exponent.saturating_neg().saturating_add(24).unsigned_abs() / 8;
            self.digits.shift_words(usize::try_from(words).unwrap_or(0));
            binary = i64::try_from(words).unwrap_or(0).saturating_mul(-32);
        }
        while self.exponent >= STEP {
            self.digits.multiply_add(TEN_TO_STEP, 0);
            self.exponent = self.exponent.saturating_sub(STEP);
        }
        while self.exponent > 0 {
            self.digits.multiply_add(10, 0);
            self.exponent = self.exponent.saturating_sub(1);
        }
        while self.exponent <= -STEP {
            self.sticky |= self.digits.divide(TEN_TO_STEP) != 0;
            self.exponent = self.exponent.saturating_add(STEP);
        }
        while self.exponent < 0 {
            self.sticky |= self.digits.divide(10) != 0;
            self.exponent = self.exponent.saturating_add(1);
        }
        self.digits.to_double(binary, self.sticky)
    }
}

/// `mantissa` x 2^`exponent`, the leading bit of the mantissa set; never above what it stands for.
#[derive(Clone, Copy)]
struct Wide {
    mantissa: u128,
    exponent: i64,
}

/// What the mantissa of a product may lack at most. Each product drops less than 2 of its last place; a power of ten is
/// at most 9 squarings deep, each doubling what was lost, so less than 2^13 in all.
const ERROR: u128 = 1 << 15;

impl Wide {
    const ONE: Self = Self { mantissa: 1 << 127, exponent: -127 };
    const TEN: Self = Self { mantissa: 10 << 124, exponent: -124 };
    const TENTH: Self = Self { mantissa: 0xcccc_cccc_cccc_cccc_cccc_cccc_cccc_cccc, exponent: -131 };

    fn times(self, other: Self) -> Self {
        let high = high_half(self.mantissa, other.mantissa);
        let zeros = high.leading_zeros();
        let exponent = self.exponent.saturating_add(other.exponent).saturating_add(128);
        Self { mantissa: high.wrapping_shl(zeros), exponent: exponent.saturating_sub(i64::from(zeros)) }
    }

    fn power_of_ten(exponent: i64) -> Self {
        let mut square = if exponent < 0 { Self::TENTH } else { Self::TEN };
        let mut power = Self::ONE;
        let mut left = exponent.unsigned_abs();
        while left != 0 {
            if left & 1 == 1 {
                power = power.times(square);
            }
            square = square.times(square);
            left >>= 1;
        }
        power
    }
}

/// The upper 128 of the 256 bits of a product.
fn high_half(a: u128, b: u128) -> u128 {
    let low_half = |value: u128| value & u128::from(u64::MAX);
    let (upper, lower) = (a >> 64, low_half(a));
    let (other_upper, other_lower) = (b >> 64, low_half(b));
    let crossed = upper.wrapping_mul(other_lower);
    let other_crossed = lower.wrapping_mul(other_upper);
    let carried =
        (lower.wrapping_mul(other_lower) >> 64).wrapping_add(low_half(crossed)).wrapping_add(low_half(other_crossed));
    upper
        .wrapping_mul(other_upper)
        .wrapping_add(crossed >> 64)
        .wrapping_add(other_crossed >> 64)
        .wrapping_add(carried >> 64)
}

/// The double nearest to `digits` x 10^`exponent`, unless it is too near a tie to tell.
fn quick(digits: u128, exponent: i64) -> Option<f64> {
    let zeros = digits.leading_zeros();
    let digits = Wide { mantissa: digits.wrapping_shl(zeros), exponent: i64::from(zeros).saturating_neg() };
    let product = digits.times(Wide::power_of_ten(exponent));
    let rounding = Rounding::of(product.mantissa, product.exponent.saturating_add(128))?;
    let tie = rounding.half;
    (rounding.below > tie || rounding.below.saturating_add(ERROR) < tie).then(|| rounding.round(true))
}

/// The bits of a double, and those below them.
struct Rounding {
    kept: u128,
    below: u128,
    half: u128,
    exponent: i64,
}

impl Rounding {
    /// Of `top` x 2^(`exponent` - 128), whose leading bit is set; nothing below half of the smallest double.
    fn of(top: u128, exponent: i64) -> Option<Self> {
        // Below 2^-1022 doubles have fewer bits.
        let dropped = if exponent < -1021 { (-1021_i64).saturating_sub(exponent).saturating_add(75) } else { 75 };
        let bits = u32::try_from(dropped).ok().filter(|dropped| *dropped <= 128)?;
        let half = 1_u128.wrapping_shl(bits.wrapping_sub(1));
        Some(Self {
            kept: top.checked_shr(bits).unwrap_or(0),
            below: top & half.wrapping_mul(2).wrapping_sub(1),
            half,
            exponent: exponent.saturating_sub(128).saturating_add(dropped),
        })
    }

    /// To the nearest, ties to even; `sticky` if there is a little more.
    fn round(&self, sticky: bool) -> f64 {
        let up = self.below > self.half || (self.below == self.half && (sticky || self.kept & 1 == 1));
        scale(u64::try_from(self.kept).unwrap_or(0).wrapping_add(u64::from(up)), self.exponent)
    }
}

/// A natural number in words of 32 bits, least first, no leading zeros.
struct Long(Vec<u32>);

impl Long {
    fn multiply_add(&mut self, factor: u32, term: u32) {
        let mut carry = u64::from(term);
        for word in &mut self.0 {
            let product = u64::from(*word).wrapping_mul(u64::from(factor)).wrapping_add(carry);
            *word = low(product);
            carry = product >> 32;
        }
        if carry != 0 {
            self.0.push(low(carry));
        }
    }

    /// Divides and returns the remainder. Dividing by parts of a power is dividing by the power: both round down.
    fn divide(&mut self, divisor: u32) -> u32 {
        let mut remainder = 0_u64;
        for word in self.0.iter_mut().rev() {
            let value = (remainder << 32) | u64::from(*word);
            let divisor = u64::from(divisor.max(1));
            *word = low(value.checked_div(divisor).unwrap_or(0));
            remainder = value.checked_rem(divisor).unwrap_or(0);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        low(remainder)
    }

    fn shift_words(&mut self, words: usize) {
        let mut shifted = vec![0; words];
        shifted.append(&mut self.0);
        self.0 = shifted;
    }

    /// The words at the top, as many as fit.
    fn top(&self) -> u128 {
        self.0.iter().rev().take(4).fold(0, |top, word| (top << 32) | u128::from(*word))
    }

    /// The double nearest to this times 2^`exponent`, and a little more if `sticky`.
    fn to_double(&self, exponent: i64, mut sticky: bool) -> f64 {
        let rest = self.0.len().saturating_sub(4);
        sticky |= self.0.iter().take(rest).any(|word| *word != 0);
        let exponent = exponent.saturating_add(i64::try_from(rest).unwrap_or(0).saturating_mul(32));
        let top = self.top();
        let zeros = top.leading_zeros();
        let exponent = exponent.saturating_add(128).saturating_sub(i64::from(zeros));
        Rounding::of(top.wrapping_shl(zeros), exponent).map_or(0.0, |rounding| rounding.round(sticky))
    }
}

/// A mantissa of at most 2^53 times 2^`exponent`, which the double holds exactly; infinite when it is too large.
fn scale(mantissa: u64, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let exact = mantissa.leading_zeros();
    let leading = 63_i64.saturating_sub(i64::from(exact)).saturating_add(exponent);
    if leading > 1023 {
        return f64::INFINITY;
    }
    let bits = if leading < -1022 {
        // A subnormal: the exponent is that of its last bit.
        mantissa
    } else {
        let shift = i64::from(exact).saturating_sub(11);
        let aligned = mantissa
            .wrapping_shl(u32::try_from(shift).unwrap_or(0))
            .wrapping_shr(u32::try_from(shift.saturating_neg()).unwrap_or(0));
        let biased = u64::try_from(leading.saturating_add(1023)).unwrap_or(0);
        (aligned & 0x000f_ffff_ffff_ffff) | (biased << 52)
    };
    f64::from_bits(bits)
}

/// The low 32 bits.
fn low(value: u64) -> u32 {
    u32::try_from(value & 0xffff_ffff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::to_double;

    fn agree(text: &str) {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(to_double(text).to_bits(), expected.to_bits(), "{text}");
    }

    #[test]
    fn agrees_with_rusts_parser_at_the_hard_places() {
        let cases = "0 -0 0.0 1 -1 0.1 0.85 123456789012345678901234567890 1e23 9007199254740993 9007199254740992.5 \
            9007199254740991.4999999999 1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1e309 1e999 \
            -1e999 2.2250738585072014e-308 2.2250738585072011e-308 4.9e-324 5e-324 2.4703282292062327e-324 \
            2.4703282292062328e-324 2.5e-324 1e-325 1e-999 1e99999999999999999999 1e-99999999999999999999 \
            0.500000000000000166533453693773481063544750213623046875 3.518437208883201171875e13 6.02214076e23 0e99999";
        cases.split_whitespace().for_each(agree);
    }

    #[test]
    fn agrees_on_long_texts() {
        let half_way = format!("9007199254740993.{}1", "0".repeat(900));
        agree(&half_way);
        agree(&format!("0.{}1", "0".repeat(2000)));
        agree(&format!("{}e-1990", "7".repeat(2000)));
        agree(&format!("1{}e-2000", "0".repeat(2000)));
        agree(&format!("0.{}123e1995", "0".repeat(2000)));
    }

    #[test]
    fn agrees_on_random_bits_and_random_digits() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..200_000 {
            let double = f64::from_bits(random.u64(..));
            if double.is_finite() {
                agree(&format!("{double:e}"));
                agree(&format!("{:.*e}", random.usize(0..25), double));
            }
            agree(&format!("{}.{}e{}", random.u32(..1000), random.u64(..), random.i32(-345..320)));
        }
    }
}

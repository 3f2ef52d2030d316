//! Decimal text to the nearest double, ties to even, and a double to the shortest text that reads back as it. What does
//! the same elsewhere has tables of many KB, a good part of what the Wasm module may weigh. Here doubles themselves settle
//! numbers of few digits, and long arithmetic, slow but exact, settles the rest. Held to Rust's parser and to ryu-js by the
//! tests below.

/// Digits beyond these cannot change the nearest double, only break a tie (767 can matter).
const MAX_DIGITS: i64 = 800;
/// From 10^309 on a number is infinite, below 10^-324 it is 0: nothing beyond is worth calculating.
const MOST: i64 = 310;
const LEAST: i64 = -325;
/// Digits that a double always holds.
const SHORT: i64 = 15;
/// The greatest power of ten that one does.
const SHORT_POWER: i64 = 22;
/// Nine digits are the most that fit a word.
const STEP: i64 = 9;

/// A number in the grammar of JSON; infinite if no double can hold it.
pub(crate) fn to_double(text: &str) -> f64 {
    let unsigned = text.strip_prefix('-');
    let magnitude = parse_decimal(unsigned.unwrap_or(text)).nearest();
    if unsigned.is_some() { -magnitude } else { magnitude }
}

/// A number as programs write it: what Rust's own parser of doubles takes, `+1`, `.5`, `1e3`, `nan` and `-inf` among it.
pub(crate) fn read_number(text: &str) -> Option<f64> {
    let (sign, unsigned) = match text.as_bytes() {
        [b'-', ..] => (-1.0, text.get(1..)?),
        [b'+', ..] => (1.0, text.get(1..)?),
        _ => (1.0, text),
    };
    let is = |words: &[&str]| words.iter().any(|word| unsigned.eq_ignore_ascii_case(word));
    let magnitude = if is(&["inf", "infinity"]) {
        f64::INFINITY
    } else if is(&["nan"]) {
        f64::NAN
    } else if is_decimal(unsigned.as_bytes()) {
        to_double(unsigned)
    } else {
        return None;
    };
    Some(sign * magnitude)
}

/// Digits with a point at most, and an exponent at most.
fn is_decimal(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(text);
    let mut rest = text.get(whole..).unwrap_or_default();
    let mut count = whole;
    if let [b'.', after @ ..] = rest {
        let part = digits(after);
        count = count.saturating_add(part);
        rest = after.get(part..).unwrap_or_default();
    }
    let exponent = match rest {
        [] => return count > 0,
        [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] => exponent,
        _ => return false,
    };
    count > 0 && !exponent.is_empty() && digits(exponent) == exponent.len()
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

/// What stands after the `e`. Beyond the range of i32 is beyond that of doubles, however many digits there are.
fn parse_exponent(bytes: std::str::Bytes<'_>) -> i64 {
    let mut exponent = 0_i32;
    let mut negative = false;
    for byte in bytes {
        if byte.is_ascii_digit() {
            exponent = exponent.saturating_mul(10).saturating_add(i32::from(byte.wrapping_sub(b'0')));
        } else {
            negative = byte == b'-';
        }
    }
    i64::from(if negative { exponent.saturating_neg() } else { exponent })
}

impl Decimal {
    fn of(digits: u64, exponent: i64) -> Self {
        let mut count = 0_i64;
        let mut left = digits;
        while left > 0 {
            left /= 10;
            count = count.saturating_add(1);
        }
        Self { digits: Long::of(digits), count, exponent, sticky: false }
    }

    fn nearest(self) -> f64 {
        let magnitude = self.exponent.saturating_add(self.count);
        if self.digits.0.is_empty() || magnitude < LEAST {
            return 0.0;
        }
        if magnitude > MOST {
            return f64::INFINITY;
        }
        self.quickly().unwrap_or_else(|| self.exactly())
    }

    /// A product or a quotient of two doubles that are exact is the nearest double (W. D. Clinger, "How to read floating
    /// point numbers accurately", 1990).
    fn quickly(&self) -> Option<f64> {
        if self.count > SHORT || self.exponent.abs() > SHORT_POWER {
            return None;
        }
        let digits = scale(self.digits.top(), 0);
        let mut power = 1.0;
        for _ in 0..self.exponent.unsigned_abs() {
            power *= 10.0;
        }
        Some(if self.exponent < 0 { digits / power } else { digits * power })
    }

    fn exactly(mut self) -> f64 {
        let mut binary = 0;
        if self.exponent < 0 {
            // Room for the quotient: at least 96 bits after dividing by 10^-exponent, each power below 2^4.
            let words = self.exponent.saturating_neg().saturating_add(24).unsigned_abs() / 8;
            self.digits.shift_words(usize::try_from(words).unwrap_or(0));
            binary = i64::try_from(words).unwrap_or(0).wrapping_mul(-32);
        }
        self.sticky |= self.digits.scale(self.exponent);
        self.digits.nearest_double(binary, self.sticky)
    }
}

/// The bits of a double, and those below them.
struct Rounding {
    kept: u64,
    below: u64,
    half: u64,
    exponent: i64,
}

impl Rounding {
    /// Of `top` x 2^(`exponent` - 64), whose leading bit is set; nothing below half of the smallest double.
    fn of(top: u64, exponent: i64) -> Option<Self> {
        // Below 2^-1022 doubles have fewer bits.
        let dropped = (-1021_i64).saturating_sub(exponent).max(0).saturating_add(11);
        let bits = u32::try_from(dropped).ok().filter(|dropped| *dropped <= 64)?;
        let half = 1_u64.wrapping_shl(bits.wrapping_sub(1));
        Some(Self {
            kept: top.checked_shr(bits).unwrap_or(0),
            below: top & half.wrapping_mul(2).wrapping_sub(1),
            half,
            exponent: exponent.saturating_sub(64).saturating_add(dropped),
        })
    }

    /// To the nearest, ties to even; `sticky` if there is a little more.
    fn round(&self, sticky: bool) -> f64 {
        let up = self.below > self.half || (self.below == self.half && (sticky || self.kept & 1 == 1));
        scale(self.kept.wrapping_add(u64::from(up)), self.exponent)
    }
}

/// A natural number in words of 32 bits, least first, no leading zeros.
struct Long(Vec<u32>);

impl Long {
    fn of(number: u64) -> Self {
        let mut long = Self(Vec::new());
        long.multiply_add(0, low(number >> 32));
        long.shift_words(1);
        long.multiply_add(1, low(number));
        long
    }

    /// Times 2^`binary` and 10^`decimal`, rounded down; whether anything was lost.
    fn scaled(mut self, binary: i64, decimal: i64) -> (Self, bool) {
        let mut lost = self.scale(decimal.max(0));
        for _ in 0..binary {
            self.multiply_add(2, 0);
        }
        lost |= self.scale(decimal.min(0));
        let mut left = binary.saturating_neg();
        while left > 0 {
            let step = left.min(31);
            left = left.saturating_sub(step);
            lost |= self.divide(1_u32.wrapping_shl(u32::try_from(step).unwrap_or(0))) != 0;
        }
        (self, lost)
    }

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

    /// Times a power of ten, rounded down; whether anything was lost.
    fn scale(&mut self, mut exponent: i64) -> bool {
        let mut lost = false;
        while exponent != 0 {
            let step = exponent.clamp(-STEP, STEP);
            exponent = exponent.saturating_sub(step);
            let power = 10_u32.wrapping_pow(u32::try_from(step.unsigned_abs()).unwrap_or(0));
            if step > 0 {
                self.multiply_add(power, 0);
            } else {
                lost |= self.divide(power) != 0;
            }
        }
        lost
    }

    fn shift_words(&mut self, words: usize) {
        let mut shifted = vec![0; words];
        shifted.append(&mut self.0);
        self.0 = shifted;
    }

    /// The two words at the top.
    fn top(&self) -> u64 {
        self.0.iter().rev().take(2).fold(0, |top, word| (top << 32) | u64::from(*word))
    }

    /// The double nearest to this times 2^`exponent`, and a little more if `sticky`.
    fn nearest_double(mut self, exponent: i64, mut sticky: bool) -> f64 {
        // Room for two words, and the leading bit set.
        self.shift_words(1);
        let zeros = self.0.last().map_or(0, |word| word.leading_zeros());
        self.multiply_add(1_u32.wrapping_shl(zeros), 0);
        let rest = self.0.len().saturating_sub(2);
        sticky |= self.0.iter().take(rest).any(|word| *word != 0);
        let words = i64::try_from(rest).unwrap_or(0).saturating_sub(1).wrapping_mul(32);
        let exponent = exponent.saturating_add(words).saturating_add(64).saturating_sub(i64::from(zeros));
        Rounding::of(self.top(), exponent).map_or(0.0, |rounding| rounding.round(sticky))
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

/// As JavaScript writes it: the shortest text that reads back as the same double, of those the nearest to it.
pub(super) fn to_text(number: f64) -> String {
    let magnitude = number.abs();
    let mut text = if number < 0.0 { "-" } else { "" }.to_owned();
    if number.is_nan() {
        text.push_str("NaN");
    } else if magnitude.is_infinite() {
        text.push_str("Infinity");
    } else {
        let (digits, exponent) = shortest(magnitude);
        lay_out(&mut text, &whole_text(digits), exponent);
    }
    text
}

/// Digits with the exponent of the last.
fn shortest(number: f64) -> (u64, i64) {
    let bits = number.to_bits();
    let biased = i64::try_from(bits >> 52).unwrap_or(0);
    let fraction = bits & 0x000f_ffff_ffff_ffff;
    let mantissa = if biased == 0 { fraction } else { fraction | (1 << 52) };
    if mantissa == 0 {
        return (0, 0);
    }
    let binary = biased.max(1).saturating_sub(1075);
    // 18 or 19 digits: more than the 17 that tell every two doubles apart.
    let leading = binary.saturating_add(63).saturating_sub(i64::from(mantissa.leading_zeros()));
    let decimal = 17_i64.saturating_sub(leading.wrapping_mul(30_103).div_euclid(100_000));
    let (long, lost) = Long::of(mantissa).scaled(binary, decimal);
    let long = long.top();
    // What is farther off than the next double does not read back.
    let reach = long.checked_div(mantissa).unwrap_or(0);
    let mut unit = 1_000_000_000_000_000_000;
    let mut exponent = 18_i64.saturating_sub(decimal);
    while unit > 1 {
        let lower = long.checked_div(unit).unwrap_or(0);
        let rest = long.checked_rem(unit).unwrap_or(0);
        let reads_back = |digits: u64| Decimal::of(digits, exponent).nearest().total_cmp(&number).is_eq();
        let above = unit.wrapping_sub(rest);
        let is_above_nearer = rest > above || (rest == above && (lost || lower % 2 == 1));
        let mut candidates = [(lower, rest), (lower.wrapping_add(1), above)];
        if is_above_nearer {
            candidates.swap(0, 1);
        }
        for (digits, distance) in candidates {
            if distance <= reach && reads_back(digits) {
                return (digits, exponent);
            }
        }
        unit /= 10;
        exponent = exponent.saturating_sub(1);
    }
    (long, decimal.saturating_neg())
}

/// Where the point stands among the digits, or the exponent behind them (ECMAScript, Number::toString).
fn lay_out(text: &mut String, digits: &str, exponent: i64) {
    let count = i64::try_from(digits.len()).unwrap_or(0);
    let point = count.saturating_add(exponent);
    let zeros = |text: &mut String, count: i64| (0..count).for_each(|_| text.push('0'));
    if matches!(point, 1..=21) {
        let (whole, part) = digits.split_at(usize::try_from(point.min(count)).unwrap_or(0));
        text.push_str(whole);
        zeros(text, exponent);
        push_part(text, part);
    } else if matches!(point, -5..=0) {
        text.push_str("0.");
        zeros(text, point.saturating_neg());
        text.push_str(digits);
    } else {
        let (first, part) = digits.split_at(1);
        text.push_str(first);
        push_part(text, part);
        text.push_str(if point > 0 { "e+" } else { "e-" });
        text.push_str(&whole_text(point.saturating_sub(1).unsigned_abs()));
    }
}

fn push_part(text: &mut String, part: &str) {
    if !part.is_empty() {
        text.push('.');
        text.push_str(part);
    }
}

fn whole_text(number: u64) -> String {
    let mut text = if number < 10 { String::new() } else { whole_text(number / 10) };
    text.push(char::from(b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or(0))));
    text
}

/// The low 32 bits.
fn low(value: u64) -> u32 {
    u32::try_from(value & 0xffff_ffff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{read_number, to_double, to_text};

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

    fn written_alike(double: f64) {
        assert_eq!(to_text(double), ryu_js::Buffer::new().format(double), "{double:e}");
        assert_eq!(to_text(-double), ryu_js::Buffer::new().format(-double), "{double:e}");
    }

    #[test]
    fn writes_as_ryu_does() {
        for double in
            [0.0, f64::NAN, f64::INFINITY, f64::MAX, f64::MIN_POSITIVE, 5e-324, 1e21, 1e-6, 1e-7, 123e18, 1e23, 0.3]
        {
            written_alike(double);
            written_alike(double.next_up());
            written_alike(double.next_down());
        }
        // Powers of two, below which doubles are nearer to each other than above, and powers of ten.
        for power in -1074..1024 {
            written_alike(2_f64.powi(power));
            written_alike(2_f64.powi(power).next_down());
            written_alike(10_f64.powi(power / 4));
        }
        let mut random = fastrand::Rng::with_seed(8);
        for _ in 0..50_000 {
            written_alike(f64::from_bits(random.u64(..)));
            written_alike(random.f64());
            written_alike(f64::from(random.u32(..100_000)) / 1000.0);
        }
    }

    #[test]
    fn takes_what_rusts_parser_takes() {
        let parts = [
            "", "0", "1", "12.5", ".", ".5", "5.", "e", "e5", "E-3", "e+07", "-", "+", "inf", "NaN", "infinity", " ",
            "_", "x",
        ];
        for one in parts {
            for two in parts {
                for three in parts {
                    let text = format!("{one}{two}{three}");
                    let (ours, theirs) = (read_number(&text), text.parse::<f64>().ok());
                    assert_eq!(ours.map(|number| number.is_nan()), theirs.map(|number| number.is_nan()), "{text}");
                    let both = ours.zip(theirs).filter(|(number, _)| !number.is_nan());
                    assert!(both.is_none_or(|(ours, theirs)| ours.to_bits() == theirs.to_bits()), "{text}");
                }
            }
        }
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

//! Numbers as the engine reads and writes them, against the standard library: the nearest double
//! of any decimal, and the form of RFC 8785 that is hashed.

use crate::generate::{self, Draw};
use crate::tree;
use leeway::json::Value;
use sha2::{Digest, Sha256};

fn read(text: &str) -> Option<f64> {
    match leeway::json::parse(text) {
        Ok(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// Finite as the standard library reads it, or refused.
fn must_read_exactly(text: &str) {
    let nearest: f64 = text.parse().unwrap();
    let expected = nearest.is_finite().then_some(nearest);
    let bits = |number: Option<f64>| number.map(f64::to_bits);
    assert_eq!(bits(read(text)), bits(expected), "{text}");
}

fn any_double(draw: &mut Draw) -> f64 {
    let number = f64::from_bits(draw.bits());
    if number.is_finite() { number } else { draw.unit() }
}

#[test]
fn every_double_is_read_from_its_own_text() {
    for seed in 0..20_000 {
        let number = any_double(&mut Draw::from_seed(seed));
        for text in [format!("{number:e}"), format!("{number:.17e}"), format!("{number:.25e}")] {
            must_read_exactly(&text);
        }
        must_read_exactly(&format!("{:?}", number as f32));
    }
}

/// The hardest decimals: exactly between two doubles, and a hair to either side.
#[test]
fn ties_go_to_even() {
    for seed in 0..200 {
        let mut draw = Draw::from_seed(seed);
        let any = any_double(&mut draw).abs();
        let subnormal = f64::from_bits(draw.bits() >> draw.below(60).max(12));
        for low in [any, subnormal, draw.unit(), 0.0, f64::MIN_POSITIVE.next_down()] {
            if low.next_up().is_infinite() {
                continue;
            }
            let tie = between(low);
            must_read_exactly(&tie);
            must_read_exactly(&format!("{tie}1"));
            must_read_exactly(&format!("{tie}{}1", "0".repeat(900)));
            must_read_exactly(&a_hair_below(&tie));
        }
    }
}

/// The exact decimal halfway between a double and the next.
fn between(low: f64) -> String {
    let (low, high) = (format!("{low:.1100}"), format!("{:.1100}", low.next_up()));
    let low = format!("{low:0>width$}", width = high.len());
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(|c| *c != b'.').map(|c| c - b'0').collect() };
    let mut carry = 0;
    let mut sum: Vec<u8> = digits(&low)
        .into_iter()
        .zip(digits(&high))
        .rev()
        .map(|(a, b)| {
            let digit = a + b + carry;
            carry = digit / 10;
            digit % 10
        })
        .collect();
    sum.push(carry);
    let mut rest = 0;
    let mut half: String = sum
        .into_iter()
        .rev()
        .map(|digit| {
            let value = rest * 10 + digit;
            rest = value % 2;
            char::from(b'0' + value / 2)
        })
        .collect();
    let point = half.len() - 1100;
    half.insert(point, '.');
    let (whole, part) = half.split_once('.').unwrap();
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    format!("{}.{}", if whole.is_empty() { "0" } else { whole }, if part.is_empty() { "0" } else { part })
}

fn a_hair_below(tie: &str) -> String {
    let last = tie.bytes().last().unwrap();
    if last.is_ascii_digit() && last > b'0' {
        format!("{}{}9", &tie[..tie.len() - 1], char::from(last - 1))
    } else {
        tie.to_owned()
    }
}

#[test]
fn long_and_extreme_decimals_are_read() {
    let texts = [
        "1e400",
        "-1e400",
        "1e-400",
        "0e999999999999999999999",
        "1e-99999999999999999999",
        "0.0e-5",
        "179769313486231580793e289",
        "1.7976931348623158e308",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "4.9406564584124654e-324",
        "2.2250738585072011e-308",
        "9007199254740993",
        "9007199254740992.9999999999",
    ];
    texts.into_iter().filter(|text| text.parse::<f64>().is_ok()).for_each(must_read_exactly);
    let zeros = "0".repeat(5_000);
    must_read_exactly(&format!("0.{zeros}1e5001"));
    must_read_exactly(&format!("1{zeros}e-5000"));
    must_read_exactly(&format!("1{zeros}e-5300"));
    must_read_exactly(&"123456789".repeat(300));
    must_read_exactly(&format!("0.{}", "123456789".repeat(300)));
    for seed in 0..20_000 {
        let mut draw = Draw::from_seed(seed);
        let mut digits = |most: usize| -> String {
            (0..=draw.below(most)).map(|_| char::from(b'0' + draw.below(10) as u8)).collect()
        };
        let (whole, part) = (digits(25), digits(40));
        let exponent = draw.below(700) as i64 - 350;
        let whole = whole.trim_start_matches('0');
        must_read_exactly(&format!("{}.{part}e{exponent}", if whole.is_empty() { "0" } else { whole }));
    }
}

// ---- writing

/// RFC 8785 written anew: members sorted by UTF-16, numbers as ECMAScript writes them.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => ecmascript(*number),
        Value::List(list) => format!("[{}]", list.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Object(object) => {
            let mut object: Vec<_> = object.iter().collect();
            object.sort_by_key(|(name, _)| name.encode_utf16().collect::<Vec<u16>>());
            let member =
                |(name, field): &&(String, Value)| format!("{}:{}", tree::print(&tree::name(name)), canonical(field));
            format!("{{{}}}", object.iter().map(member).collect::<Vec<_>>().join(","))
        }
        // `serde_json` writes these as the RFC does.
        other => tree::print(other),
    }
}

/// The shortest digits that read back as the number; of several the nearest, of two as near the
/// even one (where Rust's `{:e}` may take the odd one).
fn shortest(number: f64) -> String {
    let shortest = format!("{number:e}");
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    let exponent = shortest.split_once('e').unwrap().1.trim_start_matches('-').len();
    let nearest = format!("{number:.*e}", digits - exponent - 1);
    if nearest.parse() == Ok(number) { nearest } else { shortest }
}

/// `Number::toString` of ECMA-262.
fn ecmascript(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let text = shortest(number.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap();
    let digits = mantissa.replace('.', "");
    let count = digits.len() as i64;
    let point = exponent.parse::<i64>().unwrap() + 1;
    let zeros = |count: i64| "0".repeat(count as usize);
    let shown = match point {
        _ if count <= point && point <= 21 => format!("{digits}{}", zeros(point - count)),
        1..=21 => format!("{}.{}", &digits[..point as usize], &digits[point as usize..]),
        -5..=0 => format!("0.{}{digits}", zeros(-point)),
        _ => {
            let (first, rest) = digits.split_at(1);
            let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
            format!("{first}{rest}e{}{}", if point > 0 { "+" } else { "-" }, (point - 1).abs())
        }
    };
    format!("{sign}{shown}")
}

#[test]
fn the_hash_is_sha256_of_the_canonical_form() {
    for seed in 0..4_000 {
        let mut draw = Draw::from_seed(seed);
        let numbers = (0..20).map(|at| match at % 4 {
            0 => any_double(&mut draw),
            1 => (draw.unit() * 1e6).round() / 10_f64.powi(draw.below(12) as i32),
            2 => draw.below(1 << 40) as f64,
            _ => draw.unit() * 10_f64.powi(draw.below(60) as i32 - 30),
        });
        let numbers = Value::List(numbers.map(Value::Number).collect());
        let names =
            ["", "a", "\u{fb33}", "\u{1F600}", "\u{20ac}", "\r", "1", "10", "9", "\u{80}", "\"", "\\", "\u{7f}"];
        let text: String = draw.some(&names).concat();
        let mut keys = draw.some(&names);
        draw.shuffle(&mut keys);
        let object = Value::Object(keys.into_iter().map(|key| (key.to_owned(), tree::name(key))).collect());
        let value = tree::object(vec![
            ("z", numbers),
            ("text", tree::name(text)),
            ("object", object),
            ("drawn", generate::document(&mut draw)),
        ]);
        let form = canonical(&value);
        let hash: String = Sha256::digest(form.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(leeway::json::hash(&value), hash, "{form}");
    }
}

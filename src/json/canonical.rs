//! The hash of a policy: SHA-256 of the canonical JSON text of RFC 8785.

use sha2::{Digest, Sha256};

use crate::value::{Value, number_text, sort_by};

/// SHA-256 of the RFC 8785 form, in lower-case hexadecimal: equal for documents that differ only in spaces,
/// key order or the way a number is written.
///
/// ```
/// use leeway::json::{hash, parse};
/// let a = parse(r#"{"b": 1.0, "a": []}"#).unwrap();
/// let b = parse(r#"{"a":[],"b":1}"#).unwrap();
/// assert_eq!(hash(&a), hash(&b));
/// ```
#[must_use]
pub fn hash(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value);
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        push_hex(&mut hex, byte);
    }
    hex
}

fn push_hex(out: &mut String, byte: u8) {
    for half in [byte >> 4, byte & 0xf] {
        out.push(char::from_digit(half.into(), 16).unwrap_or('0'));
    }
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(*number)),
        Value::Text(text) => write_text(out, text),
        Value::List(items) => write_joined(out, ['[', ']'], items, write_value),
        Value::Object(members) => {
            let mut sorted: Vec<&(String, Value)> = members.iter().collect();
            sort_by(&mut sorted, &|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            write_joined(out, ['{', '}'], &sorted, |out, (key, value)| {
                write_text(out, key);
                out.push(':');
                write_value(out, value);
            });
        }
    }
}

fn write_joined<T>(out: &mut String, [open, close]: [char; 2], items: &[T], mut write: impl FnMut(&mut String, &T)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(close);
}

pub(super) fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => match u8::try_from(other) {
                Ok(control @ ..0x20) => {
                    out.push_str("\\u00");
                    push_hex(out, control);
                }
                Ok(_) | Err(_) => out.push(other),
            },
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{Value, write_value};

    fn canonical(text: &str) -> String {
        let mut out = String::new();
        write_value(&mut out, &crate::json::parse(text).unwrap_or(Value::Null));
        out
    }

    /// The examples of RFC 8785, sections 3.2.2 and 3.2.3.
    #[test]
    fn matches_the_rfc() {
        let numbers = r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0.0],
            "string": "€$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#;
        assert_eq!(
            canonical(numbers),
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        let keys = r#"{"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7}"#;
        assert_eq!(canonical(keys), "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}");
    }
}

//! Tree to text.

use crate::value::{Value, number_text, sort_by};

/// One line of JSON, in the order of the tree. Numbers are written as JavaScript writes them; NaN and infinities, which
/// JSON does not have, as null.
///
/// ```
/// let value = leeway::json::parse(r#"{ "b": 1.0, "a": ["x"] }"#).unwrap();
/// assert_eq!(leeway::json::write(&value), r#"{"b":1,"a":["x"]}"#);
/// ```
#[must_use]
pub fn write(value: &Value) -> String {
    written(value, Writer::default())
}

/// The same for `JSON.parse` of JavaScript, which makes an infinity of a number that no double reaches.
///
/// ```
/// assert_eq!(leeway::json::write_for_javascript(&f64::INFINITY.into()), "1e999");
/// ```
#[must_use]
pub fn write_for_javascript(value: &Value) -> String {
    written(value, Writer { has_infinities: true, ..Writer::default() })
}

/// The canonical form of RFC 8785: members sorted by the UTF-16 units of their names.
pub(super) fn write_sorted(value: &Value) -> String {
    written(value, Writer { is_sorted: true, ..Writer::default() })
}

/// A string as JSON writes it, quotes included.
#[cfg(feature = "verbs")]
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_text(&mut out, text);
    out
}

fn written(value: &Value, mut writer: Writer) -> String {
    writer.value(value);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    is_sorted: bool,
    has_infinities: bool,
}

impl Writer {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Boolean(truth) => self.out.push_str(if *truth { "true" } else { "false" }),
            Value::Number(number) => self.number(*number),
            Value::Text(text) => write_text(&mut self.out, text),
            Value::List(items) => {
                let mut before = '[';
                for item in items {
                    self.out.push(before);
                    self.value(item);
                    before = ',';
                }
                self.end(before, "[]", ']');
            }
            Value::Object(members) => {
                let mut ordered = Vec::new();
                for member in members {
                    ordered.push(member);
                }
                if self.is_sorted {
                    sort_by(&mut ordered, &|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
                }
                let mut before = '{';
                for (name, member) in ordered {
                    self.out.push(before);
                    write_text(&mut self.out, name);
                    self.out.push(':');
                    self.value(member);
                    before = ',';
                }
                self.end(before, "{}", '}');
            }
        }
    }

    /// Closes what has been opened before its first entry.
    fn end(&mut self, before: char, empty: &str, close: char) {
        if before == ',' {
            self.out.push(close);
        } else {
            self.out.push_str(empty);
        }
    }

    fn number(&mut self, number: f64) {
        if number.is_finite() {
            self.out.push_str(&number_text(number));
        } else if number.is_nan() || !self.has_infinities {
            self.out.push_str("null");
        } else {
            self.out.push_str(if number > 0.0 { "1e999" } else { "-1e999" });
        }
    }
}

fn write_text(out: &mut String, text: &str) {
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

/// Two digits in lower case.
pub(super) fn push_hex(out: &mut String, byte: u8) {
    for half in [byte >> 4, byte & 0xf] {
        out.push(char::from_digit(half.into(), 16).unwrap_or('0'));
    }
}

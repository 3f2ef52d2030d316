//! Tree to text, in the order of the tree.

use crate::value::{Value, number_text};

use super::canonical::write_text;

/// One line of JSON. Numbers are written as JavaScript writes them; NaN and infinities, which JSON does not have, as null.
///
/// ```
/// let value = leeway::json::parse(r#"{ "b": 1.0, "a": ["x"] }"#).unwrap();
/// assert_eq!(leeway::json::write(&value), r#"{"b":1,"a":["x"]}"#);
/// ```
#[must_use]
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

/// A string as JSON writes it, quotes included.
#[cfg(feature = "verbs")]
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_text(&mut out, text);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) if number.is_finite() => out.push_str(&number_text(*number)),
        Value::Number(_) => out.push_str("null"),
        Value::Text(text) => write_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index);
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                separate(out, index);
                write_text(out, key);
                out.push(':');
                write_value(out, member);
            }
            out.push('}');
        }
    }
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

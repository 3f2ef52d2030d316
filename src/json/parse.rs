//! Text to tree. serde_json reads one level at a time (it keeps each member as raw text), which gives what one pass
//! of a derive does not: duplicate keys, the place of everything, and all the problems instead of the first.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diagnostic::{Code, Diagnostic};
use crate::value::Value;

/// The most bytes a document may have.
pub const MAX_BYTES: usize = 256 * 1024;
/// The deepest that objects and lists may be nested.
pub const MAX_DEPTH: usize = 32;
/// The most diagnostics one reading lists, so that a hostile document cannot make the answer large.
pub const MAX_DIAGNOSTICS: usize = 200;

/// Reads JSON text.
///
/// # Errors
/// `INVALID_JSON`, `DOCUMENT_TOO_LARGE`, `DOCUMENT_TOO_DEEP`, `NUMBER_NOT_FINITE`, `DUPLICATE_KEY`: all that were found.
///
/// ```
/// let value = leeway::json::parse(r#"{"confidence": 0.9}"#).unwrap();
/// assert_eq!(value.get("confidence"), Some(&0.9.into()));
/// ```
pub fn parse(text: &str) -> Result<Value, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        let size = format!("the document has more than {MAX_BYTES} bytes");
        return Err(vec![
            Diagnostic::error(Code::DocumentTooLarge, "", size)
                .help("split it into several policies, or move tests to a file beside it"),
        ]);
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| vec![syntax_error("", &error)])?;
    let mut reader = Reader { problems: Vec::new() };
    let value = reader.value(raw, &mut String::new(), 0);
    if reader.problems.is_empty() { Ok(value) } else { Err(reader.problems) }
}

fn syntax_error(pointer: &str, error: &serde_json::Error) -> Diagnostic {
    Diagnostic::error(Code::InvalidJson, pointer, format!("this is not JSON: {error}"))
        .help("JSON wants double quotes, no comments and no comma after the last entry")
}

struct Reader {
    problems: Vec<Diagnostic>,
}

impl Reader {
    fn report(&mut self, problem: Diagnostic) {
        if self.problems.len() < MAX_DIAGNOSTICS {
            self.problems.push(problem);
        }
    }

    /// Recursion ends at `MAX_DEPTH`.
    fn value(&mut self, raw: &RawValue, pointer: &mut String, depth: usize) -> Value {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                let message = format!("nested more than {MAX_DEPTH} deep");
                self.report(Diagnostic::error(Code::DocumentTooDeep, pointer, message));
                Value::Null
            }
            Some(b'{') => self.object(text, pointer, depth),
            Some(b'[') => self.list(text, pointer, depth),
            Some(b'"') => self.leaf::<String>(text, pointer).map_or(Value::Null, Value::Text),
            Some(b't') => Value::Boolean(true),
            Some(b'f') => Value::Boolean(false),
            Some(b'n') | None => Value::Null,
            Some(_) => self.number(text, pointer),
        }
    }

    fn object(&mut self, text: &str, pointer: &mut String, depth: usize) -> Value {
        let Some(Members(members)) = self.leaf(text, pointer) else { return Value::Null };
        let mut seen = BTreeSet::new();
        let mut object = Vec::with_capacity(members.len());
        for (key, raw) in members {
            let parent = pointer.len();
            push_token(pointer, &key);
            if !seen.insert(key.clone()) {
                let message = format!("`{key}` is given twice");
                self.report(Diagnostic::error(Code::DuplicateKey, pointer, message).help("keep one of them"));
            }
            let value = self.value(raw, pointer, depth.saturating_add(1));
            object.push((key, value));
            pointer.truncate(parent);
        }
        Value::Object(object)
    }

    fn list(&mut self, text: &str, pointer: &mut String, depth: usize) -> Value {
        let Some(items) = self.leaf::<Vec<&RawValue>>(text, pointer) else { return Value::Null };
        let mut list = Vec::with_capacity(items.len());
        for (index, raw) in items.into_iter().enumerate() {
            let parent = pointer.len();
            push_token(pointer, &index.to_string());
            list.push(self.value(raw, pointer, depth.saturating_add(1)));
            pointer.truncate(parent);
        }
        Value::List(list)
    }

    /// Rust's own parser is exact (correctly rounded), and JSON's grammar of numbers is part of its.
    fn number(&mut self, text: &str, pointer: &str) -> Value {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Number(number),
            Ok(_) | Err(_) => {
                let message = format!("`{}` is too large a number", text.chars().take(40).collect::<String>());
                self.report(Diagnostic::error(Code::NumberNotFinite, pointer, message));
                Value::Null
            }
        }
    }

    fn leaf<'a, T: Deserialize<'a>>(&mut self, text: &'a str, pointer: &str) -> Option<T> {
        serde_json::from_str(text).map_err(|error| self.report(syntax_error(pointer, &error))).ok()
    }
}

/// Appends `/token` in the escaping of RFC 6901.
pub(super) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The members of one object, in order, duplicates included, values still raw.
pub(super) struct Members<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

//! Helpers over plain JSON trees, for tests only: text to tree (`$num` included) and lookups
//! in which null and absent are the same. Not the engine's parser: `serde_json` reads the text.

use leeway::json::Value;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// The tree of a JSON text, in which `{"$num": "NaN" | "Infinity" | "-Infinity"}` stands for
/// the number that JSON cannot write. Fields keep their order; a key given twice is refused.
pub fn parse(text: &str) -> Result<Value, String> {
    serde_json::from_str::<Tree>(text).map(|tree| tree.0).map_err(|error| error.to_string())
}

/// A tree as text that a person can paste into a case; what JSON cannot write as `$num`.
pub fn print(value: &Value) -> String {
    serde_json::to_string(&Shown(value)).unwrap()
}

/// The tree of anything that serde can write, such as a decision.
pub fn of(value: &impl Serialize) -> Value {
    parse(&serde_json::to_string(value).unwrap()).unwrap()
}

/// The field of an object; `None` also where it is null, or where the value is no object.
pub fn get<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let (_, field) = fields(value).iter().find(|(key, _)| key == name)?;
    (!matches!(field, Value::Null)).then_some(field)
}

/// The fields of an object, none for any other value.
pub fn fields(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Object(fields) => fields,
        _ => &[],
    }
}

/// The items of a list, none for any other value.
pub fn items(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// The text, if it is one.
pub fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The number, if it is one, NaN and infinities too.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// A text value.
pub fn name(text: impl AsRef<str>) -> Value {
    Value::Text(text.as_ref().to_owned())
}

/// An object from its fields.
pub fn object(fields: Vec<(&str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, field)| (name.to_owned(), field)).collect())
}

/// The object with one field set or, given none, removed; other fields keep their places.
pub fn with(value: &Value, name: &str, field: Option<Value>) -> Value {
    let mut result = fields(value).to_vec();
    match (result.iter().position(|(key, _)| key == name), field) {
        (Some(at), Some(field)) => result[at].1 = field,
        (Some(at), None) => drop(result.remove(at)),
        (None, Some(field)) => result.push((name.to_owned(), field)),
        (None, None) => {}
    }
    Value::Object(result)
}

struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Tree, D::Error> {
        from.deserialize_any(TreeVisitor).map(Tree)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Tree(item)) = from.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut object: Vec<(String, Value)> = Vec::new();
        while let Some((name, Tree(field))) = from.next_entry::<String, Tree>()? {
            if object.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format!("`{name}` is given twice")));
            }
            object.push((name, field));
        }
        special_number(&object).map_err(A::Error::custom).map(|special| special.unwrap_or(Value::Object(object)))
    }
}

fn special_number(object: &[(String, Value)]) -> Result<Option<Value>, String> {
    let [(key, name)] = object else { return Ok(None) };
    if key != "$num" {
        return Ok(None);
    }
    let number = match text(name) {
        Some("NaN") => f64::NAN,
        Some("Infinity") => f64::INFINITY,
        Some("-Infinity") => f64::NEG_INFINITY,
        _ => return Err("`$num` is NaN, Infinity or -Infinity".to_owned()),
    };
    Ok(Some(Value::Number(number)))
}

struct Shown<'a>(&'a Value);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => to.serialize_unit(),
            Value::Boolean(value) => to.serialize_bool(*value),
            Value::Number(value) => show_number(*value, to),
            Value::Text(value) => to.serialize_str(value),
            Value::List(list) => to.collect_seq(list.iter().map(Shown)),
            Value::Object(object) => to.collect_map(object.iter().map(|(name, field)| (name, Shown(field)))),
        }
    }
}

fn show_number<S: Serializer>(number: f64, to: S) -> Result<S::Ok, S::Error> {
    if number.is_finite() {
        return to.serialize_f64(number);
    }
    let name = match number {
        n if n.is_nan() => "NaN",
        n if n > 0.0 => "Infinity",
        _ => "-Infinity",
    };
    let mut object = to.serialize_map(Some(1))?;
    object.serialize_entry("$num", name)?;
    object.end()
}

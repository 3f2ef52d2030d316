//! A plain tree of data: what a document or an input is before anyone has checked it.

mod number;

use std::cmp::Ordering;

use serde::{Serialize, Serializer};

pub(crate) use number::{read_number, to_double};

/// A JSON value, with two liberties that JavaScript takes: numbers may be NaN or infinite.
/// Objects keep the order and every member as written, duplicates included.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`; for an input the same as an absent field.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// Any double, NaN and infinities included.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Self>),
    /// An object: its members in the order written.
    Object(Vec<(String, Self)>),
}

/// The same texts, borrowed.
pub(crate) fn borrowed(texts: &[String]) -> Vec<&str> {
    let mut borrowed = Vec::new();
    for text in texts {
        borrowed.push(text.as_str());
    }
    borrowed
}

/// The items of a list; none of anything else, or of nothing.
pub(crate) fn items(list: Option<&Value>) -> &[Value] {
    if let Some(Value::List(items)) = list { items } else { &[] }
}

impl Value {
    /// The member of that name, if this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    /// The string, if this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// What kind of value this is, in words for a message: "a number", "an object".
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// What goes out as plain data. Answers become a [`Value`] first, so that there is one serialisation to carry over to
/// JavaScript instead of one for each type.
pub trait Plain {
    /// The answer as a tree.
    fn plain(&self) -> Value;
}

/// Serialises each type through its tree.
macro_rules! serialize_plain {
    ($($type:ty),+) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::value::Plain::plain(self).serialize(serializer)
            }
        }
    )+};
}
pub(crate) use serialize_plain;

/// An object in the making.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, Value)>);

impl Fields {
    pub(crate) fn put(&mut self, name: &str, value: Value) {
        self.0.push((name.to_owned(), value));
    }

    pub(crate) fn put_text(&mut self, name: &str, text: &str) {
        self.put(name, Value::Text(text.to_owned()));
    }

    pub(crate) fn put_texts(&mut self, name: &str, texts: &[String]) {
        let mut items = Vec::new();
        for text in texts {
            items.push(Value::Text(text.clone()));
        }
        self.put(name, Value::List(items));
    }

    pub(crate) fn put_option(&mut self, name: &str, text: Option<&str>) {
        self.put(name, text.map_or(Value::Null, Value::from));
    }

    pub(crate) fn put_number(&mut self, name: &str, number: Option<f64>) {
        self.put(name, number.map_or(Value::Null, Value::Number));
    }

    pub(crate) fn put_plain(&mut self, name: &str, plain: Option<&dyn Plain>) {
        self.put(name, plain.map_or(Value::Null, Plain::plain));
    }

    pub(crate) fn done(self) -> Value {
        Value::Object(self.0)
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn plain(&self) -> Value {
        let mut items = Vec::new();
        for item in self {
            items.push(item.plain());
        }
        Value::List(items)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Boolean(truth)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Boolean(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => serializer.collect_map(members.iter().map(|(key, value)| (key, value))),
        }
    }
}

/// Sorts; equals may change places. The library's sort weighs 4 KB in the Wasm module for each type it is used with,
/// this one 100 bytes: the algorithm (heapsort, J. W. J. Williams, 1964) knows places only.
pub(crate) fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let length = items.len();
    heapsort(&mut Sorted { items, compare }, length);
}

/// The items in order, each once.
pub(crate) fn in_order<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    sort_by(&mut items, &Ord::cmp);
    let mut once = Vec::new();
    for item in items {
        if once.last() != Some(&item) {
            once.push(item);
        }
    }
    once
}

struct Sorted<'a, T> {
    items: &'a mut [T],
    compare: &'a dyn Fn(&T, &T) -> Ordering,
}

/// What heapsort asks of a list; places out of range are never asked for.
trait Sortable {
    fn is_less(&self, a: usize, b: usize) -> bool;
    fn swap(&mut self, a: usize, b: usize);
}

impl<T> Sortable for Sorted<'_, T> {
    fn is_less(&self, a: usize, b: usize) -> bool {
        match (self.items.get(a), self.items.get(b)) {
            (Some(a), Some(b)) => (self.compare)(a, b).is_lt(),
            (Some(_), None) | (None, Some(_)) | (None, None) => false,
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        if a < self.items.len() && b < self.items.len() {
            self.items.swap(a, b);
        }
    }
}

fn heapsort(list: &mut dyn Sortable, length: usize) {
    for root in (0..length / 2).rev() {
        sift_down(list, root, length);
    }
    for end in (1..length).rev() {
        list.swap(0, end);
        sift_down(list, 0, end);
    }
}

/// Moves the entry at `root` down until no entry below it, before `end`, is greater.
fn sift_down(list: &mut dyn Sortable, mut root: usize, end: usize) {
    loop {
        let mut child = root.saturating_mul(2).saturating_add(1);
        let other = child.saturating_add(1);
        if other < end && list.is_less(child, other) {
            child = other;
        }
        if child >= end || !list.is_less(root, child) {
            return;
        }
        list.swap(root, child);
        root = child;
    }
}

/// Changes the entry of a key in a list that ascends by key; one that is missing is made. For few keys: a tree weighs 2 KB
/// in the Wasm module for each type it is used with.
pub(crate) fn change_at<K: Ord, V: Default>(list: &mut Vec<(K, V)>, key: K, change: impl FnOnce(&mut V)) {
    let place = match list.binary_search_by(|(other, _)| other.cmp(&key)) {
        Ok(place) => place,
        Err(place) => {
            list.insert(place, (key, V::default()));
            place
        }
    };
    if let Some((_, entry)) = list.get_mut(place) {
        change(entry);
    }
}

/// The texts with something between. The library's `join` weighs 900 bytes in the Wasm module for each type of text.
pub(crate) fn join<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut joined = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            joined.push_str(between);
        }
        joined.push_str(text.as_ref());
    }
    joined
}

/// A template with its `{}` replaced by the parts, in order; it has no other braces. All of Rust's formatting weighs 2 KB
/// after brotli in the Wasm module, its search for texts 700 bytes, this 100: what the engine says goes through here.
pub(crate) fn fill(template: &str, parts: &[&str]) -> String {
    fill_next(template, &mut parts.iter())
}

/// The same with the next of these parts, so that what is left of them can fill another template.
pub(crate) fn fill_next(template: &str, parts: &mut std::slice::Iter<'_, &str>) -> String {
    let mut filled = String::new();
    for character in template.chars() {
        match character {
            '{' => filled.push_str(parts.next().unwrap_or(&"")),
            '}' => {}
            other => filled.push(other),
        }
    }
    filled
}

/// A count as text.
pub(crate) fn count_text(count: usize) -> String {
    number_text(u32::try_from(count).map_or(f64::INFINITY, f64::from))
}

/// A number as JavaScript writes it: the shortest text that reads back as the same double.
pub(crate) fn number_text(number: f64) -> String {
    number::to_text(number)
}

#[cfg(test)]
mod tests {
    use super::sort_by;

    #[test]
    fn sorts_like_the_library() {
        let mut random = fastrand::Rng::with_seed(3);
        for length in 0..200 {
            let mut ours: Vec<u8> = (0..length).map(|_| random.u8(..)).collect();
            let mut theirs = ours.clone();
            sort_by(&mut ours, &Ord::cmp);
            theirs.sort_unstable();
            assert_eq!(ours, theirs);
        }
    }
}

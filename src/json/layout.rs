//! The canonical layout of JSON text: what stands where on the page depends on what is said, not on how it was typed.
//! Keys keep their order, numbers and strings every character.

use crate::diagnostic::Diagnostic;

use super::locate::parse_located;
use super::parse::BYTE_ORDER_MARK;

/// How many characters a line may have before an object or a list is broken into one entry a line.
const WIDTH: usize = 120;
const INDENT: &str = "  ";

/// The text in the canonical layout, with a line break at its end. The outermost object or list has one entry a line, and
/// so has each of its members that holds nothing but objects and lists (a table); any other stands on one line if it fits
/// in 120 characters. A byte order mark is left out.
///
/// # Errors
/// What makes the text unreadable, with its places; a key that is given twice is among it, so that nothing is lost.
///
/// ```
/// let text = r#"{"confidence":{"low":0,"high":0.850}}"#;
/// assert_eq!(leeway::json::lay_out(text).unwrap(), "{\n  \"confidence\": { \"low\": 0, \"high\": 0.850 }\n}\n");
/// ```
pub fn lay_out(text: &str) -> Result<String, Vec<Diagnostic>> {
    parse_located(text).map(|_| lay_out_sound(text))
}

/// The same for text that is known to be sound, of any length.
pub(crate) fn lay_out_sound(text: &str) -> String {
    let root = Words { rest: text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text) }.node();
    let mut page = Page { out: String::new() };
    page.write(&root, 0, 0);
    page.out.push('\n');
    page.out
}

/// A value as it was written.
enum Node<'t> {
    Plain(&'t str),
    List(Vec<Node<'t>>),
    Object(Vec<(&'t str, Node<'t>)>),
}

/// Words of sound text: a string, a number, a name, or one of `{}[]:,`.
struct Words<'t> {
    rest: &'t str,
}

impl<'t> Words<'t> {
    fn next(&mut self) -> &'t str {
        self.rest = self.rest.trim_ascii_start();
        let length = match self.rest.bytes().next() {
            None => 0,
            Some(b'{' | b'}' | b'[' | b']' | b':' | b',') => 1,
            Some(b'"') => string_length(self.rest),
            Some(_) => self.rest.bytes().position(ends_plain).unwrap_or(self.rest.len()),
        };
        let (word, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    /// Recursion ends with the text, which is not deeper than what was parsed or written before.
    fn node(&mut self) -> Node<'t> {
        match self.next() {
            "{" => Node::Object(self.members()),
            "[" => Node::List(self.items()),
            plain => Node::Plain(plain),
        }
    }

    fn items(&mut self) -> Vec<Node<'t>> {
        let mut items = Vec::new();
        while !self.ends_with("]") {
            items.push(self.node());
            self.take(",");
        }
        items
    }

    fn members(&mut self) -> Vec<(&'t str, Node<'t>)> {
        let mut members = Vec::new();
        while !self.ends_with("}") {
            let key = self.next();
            self.take(":");
            members.push((key, self.node()));
            self.take(",");
        }
        members
    }

    /// Whether the list or object ends here; the end of the text ends all.
    fn ends_with(&mut self, close: &str) -> bool {
        self.take(close) || self.rest.trim_ascii_start().is_empty()
    }

    fn take(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_ascii_start().strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

/// The bytes of the string at the beginning of a text, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return index.saturating_add(1),
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

const fn ends_plain(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b',' | b' ' | b'\t' | b'\n' | b'\r')
}

impl Node<'_> {
    fn is_empty(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::List(items) => items.is_empty(),
            Self::Object(members) => members.is_empty(),
        }
    }

    /// Whether every entry is an object or a list.
    fn is_table(&self) -> bool {
        let is_plain = |node: &Node<'_>| matches!(node, Node::Plain(_));
        match self {
            Self::Plain(_) => false,
            Self::List(items) => !items.iter().any(is_plain),
            Self::Object(members) => !members.iter().any(|(_, member)| is_plain(member)),
        }
    }

    fn on_one_line(&self, out: &mut String) {
        match self {
            Self::Plain(word) => out.push_str(word),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    item.on_one_line(out);
                }
                out.push(']');
            }
            Self::Object(members) if members.is_empty() => out.push_str("{}"),
            Self::Object(members) => {
                out.push('{');
                for (index, (key, member)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { " " });
                    out.push_str(key);
                    out.push_str(": ");
                    member.on_one_line(out);
                }
                out.push_str(" }");
            }
        }
    }
}

struct Page {
    out: String,
}

impl Page {
    /// Writes a value that stands so deep and behind so many characters of its line.
    fn write(&mut self, node: &Node<'_>, depth: usize, before: usize) {
        let must_break = !node.is_empty() && (depth == 0 || (depth == 1 && node.is_table()));
        if !must_break {
            let mut line = String::new();
            node.on_one_line(&mut line);
            let comma = 1;
            if node.is_empty() || before.saturating_add(line.chars().count()).saturating_add(comma) <= WIDTH {
                return self.out.push_str(&line);
            }
        }
        let below = depth.saturating_add(1);
        let indent = INDENT.len().saturating_mul(below);
        match node {
            Node::Plain(word) => self.out.push_str(word),
            Node::List(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.begin_entry(index, below);
                    self.write(item, below, indent);
                }
                self.end(depth, ']');
            }
            Node::Object(members) => {
                self.out.push('{');
                for (index, (key, member)) in members.iter().enumerate() {
                    self.begin_entry(index, below);
                    self.out.push_str(key);
                    self.out.push_str(": ");
                    self.write(member, below, indent.saturating_add(key.chars().count()).saturating_add(2));
                }
                self.end(depth, '}');
            }
        }
    }

    fn begin_entry(&mut self, index: usize, depth: usize) {
        if index > 0 {
            self.out.push(',');
        }
        self.new_line(depth);
    }

    fn end(&mut self, depth: usize, close: char) {
        self.new_line(depth);
        self.out.push(close);
    }

    fn new_line(&mut self, depth: usize) {
        self.out.push('\n');
        for _ in 0..depth {
            self.out.push_str(INDENT);
        }
    }
}

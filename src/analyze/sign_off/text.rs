//! What a description is made of: sections of paragraphs, lists and tables, in which the names and the free words of the
//! document are kept apart from what is said about them, so that nothing in a document can pass for a statement.

use crate::value::{Fields, Plain, Value};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// What is said.
    Words(String),
    /// A name or number of the document.
    Name(String),
    /// Words that someone wrote into the document.
    Quote(String),
}

/// A sentence, or the content of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text(pub(super) Vec<Run>);

/// A text that begins with these words.
pub(super) fn say(words: &str) -> Text {
    Text::default().words(words)
}

/// A text that is this name.
pub(super) fn named(name: &str) -> Text {
    Text::default().name(name)
}

/// A text that is these words of the document.
pub(super) fn quoted(words: &str) -> Text {
    Text::default().quote(words)
}

impl Text {
    pub(super) fn words(mut self, words: &str) -> Self {
        self.0.push(Run::Words(words.to_owned()));
        self
    }

    pub(super) fn name(mut self, name: &str) -> Self {
        self.0.push(Run::Name(name.to_owned()));
        self
    }

    pub(super) fn quote(mut self, words: &str) -> Self {
        self.0.push(Run::Quote(words.to_owned()));
        self
    }

    pub(super) fn text(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Words in which names stand in backticks.
    pub(super) fn marked(mut self, words: &str) -> Self {
        for (index, piece) in words.split('`').enumerate() {
            match (piece.is_empty(), index.is_multiple_of(2)) {
                (true, _) => {}
                (false, true) => self = self.words(piece),
                (false, false) => self = self.name(piece),
            }
        }
        self
    }

    /// The texts with something between; a text that is empty is left out.
    pub(super) fn joined(texts: Vec<Self>, between: &str) -> Self {
        let mut joined = Self::default();
        for text in texts {
            if text.0.is_empty() {
                continue;
            }
            if !joined.0.is_empty() {
                joined = joined.words(between);
            }
            joined = joined.text(text);
        }
        joined
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// One or more sentences.
    Paragraph(Text),
    /// A heading within the section.
    Heading(&'static str),
    /// Things of which each stands for itself.
    List(Vec<Text>),
    /// Rows under columns.
    Table { columns: Vec<Text>, rows: Vec<Vec<Text>> },
    /// Lines to fill in.
    Lines(Vec<&'static str>),
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// What it is about, for programs.
    pub(super) id: &'static str,
    pub(super) heading: &'static str,
    pub(super) blocks: Vec<Block>,
}

impl Section {
    pub(super) const fn new(id: &'static str, heading: &'static str) -> Self {
        Self { id, heading, blocks: Vec::new() }
    }

    pub(super) fn paragraph(&mut self, text: Text) {
        self.blocks.push(Block::Paragraph(text));
    }

    /// A list, where there is something to list.
    pub(super) fn list(&mut self, items: Vec<Text>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// A list under a heading, where there is something to list.
    pub(super) fn headed_list(&mut self, heading: &'static str, items: Vec<Text>) {
        if !items.is_empty() {
            self.blocks.push(Block::Heading(heading));
            self.list(items);
        }
    }

    /// A table, where it has rows. Rows that differ in their first cell only become one.
    pub(super) fn table(&mut self, columns: &[&str], rows: Vec<Vec<Text>>) {
        if !rows.is_empty() {
            let columns = columns.iter().map(|column| say(column)).collect();
            self.blocks.push(Block::Table { columns, rows: merged(rows) });
        }
    }
}

fn merged(rows: Vec<Vec<Text>>) -> Vec<Vec<Text>> {
    let mut merged: Vec<Vec<Text>> = Vec::new();
    for row in rows {
        match merged.iter_mut().find(|other| other.len() > 1 && other.get(1..) == row.get(1..)) {
            Some(other) => {
                if let (Some(names), Some(name)) = (other.first_mut(), row.into_iter().next()) {
                    *names = Text::joined(vec![std::mem::take(names), name], ", ");
                }
            }
            None => merged.push(row),
        }
    }
    merged
}

impl Plain for Section {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("id", self.id);
        out.put_text("heading", self.heading);
        out.put("blocks", self.blocks.plain());
        out.done()
    }
}

impl Plain for Block {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        match self {
            Self::Paragraph(text) => {
                out.put_text("kind", "paragraph");
                out.put("text", text.plain());
            }
            Self::Heading(words) => {
                out.put_text("kind", "heading");
                out.put_text("text", words);
            }
            Self::List(items) => {
                out.put_text("kind", "list");
                out.put("items", items.plain());
            }
            Self::Table { columns, rows } => {
                out.put_text("kind", "table");
                out.put("columns", columns.plain());
                out.put("rows", rows.plain());
            }
            Self::Lines(labels) => {
                out.put_text("kind", "lines");
                out.put("labels", Value::List(labels.iter().map(|label| Value::from(*label)).collect()));
            }
        }
        out.done()
    }
}

impl Plain for Text {
    fn plain(&self) -> Value {
        self.0.plain()
    }
}

impl Plain for Run {
    fn plain(&self) -> Value {
        let (kind, text) = match self {
            Self::Words(text) => ("words", text),
            Self::Name(text) => ("name", text),
            Self::Quote(text) => ("quote", text),
        };
        let mut out = Fields::default();
        out.put_text("kind", kind);
        out.put_text("text", text);
        out.done()
    }
}

/// A text of the document as it may be shown: on one line, and without characters that would change the order in which
/// the rest is read.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        shown.push(match character {
            character if character.is_whitespace() => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            character if character.is_control() => '\u{fffd}',
            character => character,
        });
    }
    shown
}

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

/// A text that is these words, of which nothing comes from the document but numbers.
pub(super) fn say(words: &str) -> Text {
    Text(vec![Run::Words(words.to_owned())])
}

/// A text that is this name.
pub(super) fn named(name: &str) -> Text {
    Text(vec![Run::Name(name.to_owned())])
}

/// A text that is these words of the document.
pub(super) fn quoted(words: &str) -> Text {
    Text(vec![Run::Quote(words.to_owned())])
}

/// Words with a text for each `{}`, in order; they have no other braces.
pub(super) fn tell(template: &str, parts: &[Text]) -> Text {
    let mut told = Text::default();
    let mut parts = parts.iter();
    let mut words = String::new();
    for character in template.chars() {
        match character {
            '{' => {
                told.add(Run::Words(std::mem::take(&mut words)));
                told.add_all(parts.next());
            }
            '}' => {}
            other => words.push(other),
        }
    }
    told.add(Run::Words(words));
    told
}

impl Text {
    /// Words that follow words become one run with them.
    fn add(&mut self, run: Run) {
        match (self.0.last_mut(), run) {
            (Some(Run::Words(words)), Run::Words(more)) => words.push_str(&more),
            (_, Run::Words(words)) if words.is_empty() => {}
            (_, run) => self.0.push(run),
        }
    }

    fn add_all(&mut self, text: Option<&Self>) {
        for run in text.map(|text| text.0.as_slice()).unwrap_or_default() {
            self.add(run.clone());
        }
    }

    /// Words in which names stand in backticks.
    pub(super) fn marked(words: &str) -> Self {
        let mut marked = Self::default();
        for (index, piece) in words.split('`').enumerate() {
            match (piece.is_empty(), index.is_multiple_of(2)) {
                (true, _) => {}
                (false, true) => marked.0.push(Run::Words(piece.to_owned())),
                (false, false) => marked.0.push(Run::Name(piece.to_owned())),
            }
        }
        marked
    }

    /// The texts with something between; a text that is empty is left out.
    pub(super) fn joined(texts: &[Self], between: &str) -> Self {
        let mut joined = Self::default();
        for text in texts {
            if !text.is_empty() && !joined.is_empty() {
                joined.add(Run::Words(between.to_owned()));
            }
            joined.add_all(Some(text));
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

    /// A paragraph by a template, as [`tell`] takes it.
    pub(super) fn paragraph(&mut self, template: &str, parts: &[Text]) {
        self.blocks.push(Block::Paragraph(tell(template, parts)));
    }

    pub(super) fn heading(&mut self, heading: &'static str) {
        self.blocks.push(Block::Heading(heading));
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
            self.heading(heading);
            self.list(items);
        }
    }

    /// A table, where it has rows. Rows that differ in their first cell only become one.
    pub(super) fn table(&mut self, columns: &[&str], rows: Vec<Vec<Text>>) {
        if !rows.is_empty() {
            let mut heads = Vec::new();
            for column in columns {
                heads.push(say(column));
            }
            self.blocks.push(Block::Table { columns: heads, rows: merged(rows) });
        }
    }
}

fn merged(rows: Vec<Vec<Text>>) -> Vec<Vec<Text>> {
    let mut merged: Vec<Vec<Text>> = Vec::new();
    for row in rows {
        match merged.iter_mut().find(|other| other.len() > 1 && other.get(1..) == row.get(1..)) {
            Some(other) => {
                if let (Some(names), Some(name)) = (other.first_mut(), row.first()) {
                    *names = tell("{}, {}", &[std::mem::take(names), name.clone()]);
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

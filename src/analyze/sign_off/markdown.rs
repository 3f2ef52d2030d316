//! The description as Markdown (CommonMark, with the tables of GitHub).

use crate::value::fill;

use super::SignOff;
use super::text::{Block, Run, Text, shown};

impl SignOff {
    /// The description as Markdown. What stands in the document is escaped, so that it shows as it is.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut out = fill("# {}\n", &[&escaped(&self.title())]);
        for section in &self.sections {
            out.push_str(&fill("\n## {}\n", &[section.heading]));
            for block in &section.blocks {
                out.push('\n');
                write_block(&mut out, block);
            }
        }
        out
    }
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) => out.push_str(&fill("{}\n", &[&inline(text)])),
        Block::Heading(words) => out.push_str(&fill("### {}\n", &[words])),
        Block::List(items) => {
            for item in items {
                out.push_str(&fill("- {}\n", &[&inline(item)]));
            }
        }
        Block::Table { columns, rows } => {
            write_row(out, columns);
            for _ in columns {
                out.push_str("|---");
            }
            out.push_str("|\n");
            for row in rows {
                write_row(out, row);
            }
        }
        Block::Lines(labels) => {
            for (index, label) in labels.iter().enumerate() {
                out.push_str(if index > 0 { "\n" } else { "" });
                out.push_str(&fill("{}: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n", &[label]));
            }
        }
    }
}

fn write_row(out: &mut String, cells: &[Text]) {
    for cell in cells {
        out.push_str(&fill("| {} ", &[&inline(cell)]));
    }
    out.push_str("|\n");
}

fn inline(text: &Text) -> String {
    let mut out = String::new();
    for run in &text.0 {
        match run {
            Run::Words(words) => out.push_str(&escaped(words)),
            Run::Name(name) => out.push_str(&code(name)),
            Run::Quote(words) => out.push_str(&fill("“{}”", &[&escaped(words)])),
        }
    }
    out
}

/// A code span; what a span cannot hold in a table is shown as words.
fn code(name: &str) -> String {
    if name.contains(['`', '|', '\\']) || name.trim() != name { escaped(name) } else { fill("`{}`", &[&shown(name)]) }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in shown(text).chars() {
        let is_mark = matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '#');
        if is_mark {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

//! The description as one HTML page that needs nothing else and prints well.

use crate::value::fill;

use super::SignOff;
use super::text::{Block, Run, Section, Text, shown};

const STYLE: &str = "\
:root{color-scheme:light}\
body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:48rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.25rem;margin-top:2rem;border-bottom:1px solid #ccc}h3{font-size:1.05rem}\
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}\
th{background:#f2f2f2}code{font:.9em ui-monospace,monospace;background:#f2f2f2;padding:0 .2em;overflow-wrap:anywhere}\
dl{display:grid;grid-template-columns:8rem 1fr;gap:1.5rem 1rem}dd{margin:0;border-bottom:1px solid #1a1a1a}\
@media print{body{font-size:11pt;max-width:none;margin:0}h2,h3{break-after:avoid}tr,li,dl{break-inside:avoid}thead{display:table-header-group}}";

impl SignOff {
    /// The description as a page of its own: no script, nothing to load. What stands in the document is escaped.
    #[must_use]
    pub fn to_html(&self) -> String {
        let title = escaped(&self.title());
        let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        let head = "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n";
        out.push_str(&fill(head, &[&title, STYLE, &title]));
        for section in &self.sections {
            write_section(&mut out, section);
        }
        out.push_str("</body>\n</html>\n");
        out
    }
}

fn write_section(out: &mut String, section: &Section) {
    out.push_str(&fill("<section id=\"{}\">\n<h2>{}</h2>\n", &[section.id, &escaped(section.heading)]));
    for block in &section.blocks {
        write_block(out, block);
    }
    out.push_str("</section>\n");
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) => out.push_str(&fill("<p>{}</p>\n", &[&inline(text)])),
        Block::Heading(words) => out.push_str(&fill("<h3>{}</h3>\n", &[&escaped(words)])),
        Block::List(items) => {
            out.push_str("<ul>\n");
            for item in items {
                out.push_str(&fill("<li>{}</li>\n", &[&inline(item)]));
            }
            out.push_str("</ul>\n");
        }
        Block::Table { columns, rows } => {
            out.push_str("<table>\n<thead>");
            write_row(out, "th", columns);
            out.push_str("</thead>\n<tbody>\n");
            for row in rows {
                write_row(out, "td", row);
                out.push('\n');
            }
            out.push_str("</tbody>\n</table>\n");
        }
        Block::Lines(labels) => {
            out.push_str("<dl>\n");
            for label in labels {
                out.push_str(&fill("<dt>{}</dt><dd>&nbsp;</dd>\n", &[&escaped(label)]));
            }
            out.push_str("</dl>\n");
        }
    }
}

fn write_row(out: &mut String, tag: &str, cells: &[Text]) {
    out.push_str("<tr>");
    for cell in cells {
        out.push_str(&fill("<{}>{}</{}>", &[tag, &inline(cell), tag]));
    }
    out.push_str("</tr>");
}

fn inline(text: &Text) -> String {
    let mut out = String::new();
    for run in &text.0 {
        match run {
            Run::Words(words) => out.push_str(&escaped(words)),
            Run::Name(name) => out.push_str(&fill("<code>{}</code>", &[&escaped(name)])),
            Run::Quote(words) => out.push_str(&fill("“{}”", &[&escaped(words)])),
        }
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in shown(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            character => out.push(character),
        }
    }
    out
}

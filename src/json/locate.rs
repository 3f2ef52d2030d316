//! Places in the text: from the pointers of diagnostics to lines, columns and offsets.

use serde_json::value::RawValue;

use crate::diagnostic::{Diagnostic, Span};

use super::parse::{Members, push_token};

/// Gives each diagnostic its place in the text (that of the nearest parent for something absent), and sorts by place.
pub fn locate(text: &str, diagnostics: &mut [Diagnostic]) {
    let Ok(root) = serde_json::from_str::<&RawValue>(text) else {
        locate_syntax_error(text, diagnostics);
        return;
    };
    let mut finder = Finder { text, wanted: diagnostics.iter_mut().collect() };
    let everyone: Vec<usize> = (0..finder.wanted.len()).collect();
    finder.visit(root, &mut String::new(), &everyone);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.map(|span| span.start));
}

/// serde_json says line and column (in bytes) of the first thing that is not JSON.
fn locate_syntax_error(text: &str, diagnostics: &mut [Diagnostic]) {
    let Err(error) = serde_json::from_str::<&RawValue>(text) else { return };
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut offset = line_start.saturating_add(error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset = offset.saturating_sub(1);
    }
    for diagnostic in diagnostics {
        diagnostic.span = Some(span(text, offset, offset.saturating_add(1)));
    }
}

struct Finder<'t, 'd> {
    text: &'t str,
    wanted: Vec<&'d mut Diagnostic>,
}

impl<'t> Finder<'t, '_> {
    /// `here` are the wanted diagnostics at or below `pointer`; children without any are not entered.
    fn visit(&mut self, raw: &'t RawValue, pointer: &mut String, here: &[usize]) {
        self.mark(raw, here);
        for (token, child) in children(raw) {
            let parent = pointer.len();
            push_token(pointer, &token);
            let below: Vec<usize> = here.iter().copied().filter(|index| self.is_below(*index, pointer)).collect();
            if !below.is_empty() {
                self.visit(child, pointer, &below);
            }
            pointer.truncate(parent);
        }
    }

    fn is_below(&self, index: usize, pointer: &str) -> bool {
        self.wanted
            .get(index)
            .and_then(|diagnostic| diagnostic.pointer.strip_prefix(pointer))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// A deeper visit overwrites, so what is absent keeps the place of its nearest parent.
    fn mark(&mut self, raw: &'t RawValue, here: &[usize]) {
        let start = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let found = span(self.text, start, start.saturating_add(raw.get().len()));
        for index in here {
            if let Some(diagnostic) = self.wanted.get_mut(*index) {
                diagnostic.span = Some(found);
            }
        }
    }
}

fn children(raw: &RawValue) -> Vec<(String, &RawValue)> {
    match raw.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str(raw.get()).map(|Members(members)| members).unwrap_or_default(),
        Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(raw.get())
            .map(|items| items.into_iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect())
            .unwrap_or_default(),
        Some(_) | None => Vec::new(),
    }
}

fn span(text: &str, start: usize, end: usize) -> Span {
    let before = text.get(..start).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
    let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
    let column = before.get(line_start..).unwrap_or("").chars().count().saturating_add(1);
    let length = text.get(start..end).map_or(1, utf16_length);
    let first = utf16_length(before);
    Span { line: narrow(line), column: narrow(column), start: narrow(first), end: narrow(first.saturating_add(length)) }
}

fn utf16_length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// Documents are far below 4 GB.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

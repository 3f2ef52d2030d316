//! Places in the text: from the pointers of diagnostics to lines, columns and offsets.

use crate::diagnostic::{Diagnostic, Span};
use crate::value::{Value, sort_by};

use super::parse::{MAX_BYTES, parse, parse_seeing};

/// Reads a text as [`parse`] does.
///
/// # Errors
/// What makes it unreadable, with its places.
pub fn parse_located(text: &str) -> Result<Value, Vec<Diagnostic>> {
    parse(text).map_err(|problems| locate(text, problems))
}

/// Gives each diagnostic its place in the text (that of the nearest parent for something absent), in the order of the
/// text. A key that is given twice has the place of the last.
#[must_use]
pub fn locate(text: &str, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if !diagnostics.is_empty() && text.len() <= MAX_BYTES {
        locate_each(text, &mut diagnostics);
    }
    diagnostics
}

#[inline(never)]
fn locate_each(text: &str, diagnostics: &mut [Diagnostic]) {
    let mut places = wanted(diagnostics);
    parse_seeing(text, &mut |pointer, start, end| {
        if let Some(place) = find(&places, pointer).and_then(|index| places.get_mut(index)) {
            place.found = Some((start, end));
        }
    });
    let offsets = Offsets::new(text);
    for diagnostic in &mut *diagnostics {
        let mut pointer = Some(diagnostic.pointer.as_str());
        while let Some(place) = pointer
            && diagnostic.span.is_none()
        {
            let found = find(&places, place).and_then(|index| places.get(index)?.found);
            diagnostic.span = found.map(|(start, end)| offsets.span(start, end));
            pointer = parent(place);
        }
    }
    in_place_order(diagnostics);
}

/// By place; those of one place stay in the order of reading. They are few (`MAX_DIAGNOSTICS`), so each is moved down
/// to where it belongs.
fn in_place_order(diagnostics: &mut [Diagnostic]) {
    let start =
        |diagnostic: Option<&Diagnostic>| diagnostic.and_then(|diagnostic| diagnostic.span).map(|span| span.start);
    for first in 1..diagnostics.len() {
        let mut at = first;
        while let Some(before) = at.checked_sub(1)
            && start(diagnostics.get(at)) < start(diagnostics.get(before))
        {
            diagnostics.swap(at, before);
            at = before;
        }
    }
}

/// A pointer, and the bytes where its value stands.
struct Wanted {
    pointer: String,
    found: Option<(usize, usize)>,
}

/// The pointers of the diagnostics and of all their parents, sorted.
fn wanted(diagnostics: &[Diagnostic]) -> Vec<Wanted> {
    let mut pointers = Vec::new();
    for diagnostic in diagnostics {
        let mut pointer = Some(diagnostic.pointer.as_str());
        while let Some(place) = pointer {
            pointers.push(place);
            pointer = parent(place);
        }
    }
    sort_by(&mut pointers, &|a, b| a.cmp(b));
    let mut wanted: Vec<Wanted> = Vec::new();
    for pointer in pointers {
        if wanted.last().is_none_or(|last| last.pointer != pointer) {
            wanted.push(Wanted { pointer: pointer.to_owned(), found: None });
        }
    }
    wanted
}

fn find(places: &[Wanted], pointer: &str) -> Option<usize> {
    places.binary_search_by(|place| place.pointer.as_str().cmp(pointer)).ok()
}

/// The pointer of what a pointer's place stands in; nothing for the whole document.
fn parent(pointer: &str) -> Option<&str> {
    let slash = pointer.bytes().rposition(|byte| byte == b'/')?;
    pointer.get(..slash)
}

/// From bytes to lines, columns and UTF-16 offsets.
struct Offsets<'t> {
    text: &'t str,
    ascii: bool,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, ascii: text.is_ascii() }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let before = self.text.get(..start).unwrap_or(self.text);
        let newline = before.bytes().rposition(|byte| byte == b'\n');
        let line_start = newline.map_or(0, |newline| newline.saturating_add(1));
        let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
        let column = before.get(line_start..).unwrap_or_default().chars().count().saturating_add(1);
        let first = self.utf16(before);
        let length = self.text.get(start..end).map_or(1, |inside| self.utf16(inside));
        Span {
            line: narrow(line),
            column: narrow(column),
            start: narrow(first),
            end: narrow(first.saturating_add(length)),
        }
    }

    fn utf16(&self, text: &str) -> usize {
        if self.ascii { text.len() } else { text.encode_utf16().count() }
    }
}

/// Documents are far below 4 GB.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

//! Diagnostics as a compiler shows them: the line, a caret, what to do, the input that breaks a property.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Counterexample, Diagnostic, Severity, Span};
use crate::json;
use crate::value::{Fields, Plain, Value};

use super::outcome::{File, Outcome, Status, bad, clean, count, without_c1};

const RENDERER: Renderer = Renderer::styled();
/// So many UTF-16 units are underlined as a whole whatever they are.
const SHORT: usize = 40;

/// One diagnostic, with an empty line after it.
pub(super) fn shown(file: &File, diagnostic: &Diagnostic) -> String {
    let level = level(diagnostic.severity);
    let mut elements: Vec<Element<'_>> = Vec::new();
    match diagnostic.span.and_then(|span| place(&file.text, span)) {
        Some(place) => {
            let label = (!diagnostic.pointer.is_empty()).then(|| clean(&diagnostic.pointer));
            let annotation = AnnotationKind::Primary.span(place.columns).label(label);
            let snippet = Snippet::source(without_c1(place.line)).line_start(place.number).path(clean(&file.name));
            elements.push(snippet.annotation(annotation).into());
        }
        None => elements.push(Origin::path(clean(&file.name)).into()),
    }
    if let Some(example) = &diagnostic.counterexample {
        elements.push(Level::NOTE.message(clean(&counterexample(example))).into());
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(clean(help)).into());
    }
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.code.name());
    let mut text = RENDERER.render(&[title.elements(elements)]);
    text.push_str("\n\n");
    text
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO,
    }
}

fn counterexample(example: &Counterexample) -> String {
    let action = example.action.name();
    let health =
        example.health.as_ref().map(|health| format!(" with health {}", json::write(health))).unwrap_or_default();
    format!("counterexample: {}{health} is given `{action}`", json::write(&example.input))
}

/// A line of the text, and the bytes of it that are meant.
struct Place<'t> {
    line: &'t str,
    number: usize,
    columns: Range<usize>,
}

/// The part of what is meant that stands on its first line.
fn place(text: &str, span: Span) -> Option<Place<'_>> {
    let number = usize::try_from(span.line).ok()?;
    let line = text.split('\n').nth(number.checked_sub(1)?)?;
    let line = line.strip_suffix('\r').unwrap_or(line);
    let column = usize::try_from(span.column).ok()?.checked_sub(1)?;
    let start = line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte);
    let units = usize::try_from(span.end.saturating_sub(span.start)).ok()?;
    let meant = line.get(start..)?;
    let bytes = if begins_something_long(meant, units) { 1 } else { bytes_of(meant, units) };
    let end = start.saturating_add(bytes);
    Some(Place { line, number, columns: start..end })
}

/// Of an object or a list that is not short the first bracket is enough.
fn begins_something_long(meant: &str, units: usize) -> bool {
    units > SHORT && meant.starts_with(['{', '['])
}

/// How many bytes the first so many UTF-16 units of a text have.
fn bytes_of(text: &str, units: usize) -> usize {
    let (mut seen, mut bytes) = (0_usize, 0_usize);
    for character in text.chars() {
        if seen >= units {
            break;
        }
        seen = seen.saturating_add(character.len_utf16());
        bytes = bytes.saturating_add(character.len_utf8());
    }
    bytes
}

/// "2 errors, 1 warning", or nothing.
pub(super) fn counted(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let number = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        if number > 0 {
            text.push_str(if text.is_empty() { "" } else { ", " });
            text.push_str(&count(number, severity.name()));
        }
    }
    text
}

/// What is said of a file that keeps a verb from doing its work.
pub(super) fn refused(file: &File, diagnostics: &[Diagnostic], status: Status, for_programs: bool) -> Outcome {
    if for_programs {
        let mut out = Fields::default();
        out.put_text("file", &file.name);
        let mut list = Vec::new();
        for diagnostic in diagnostics {
            list.push(diagnostic.plain());
        }
        out.put("diagnostics", Value::List(list));
        return Outcome::json(&out.done(), status);
    }
    let mut outcome = Outcome { status, ..Outcome::default() };
    for diagnostic in diagnostics {
        outcome.err.push_str(&shown(file, diagnostic));
    }
    outcome.tell(&format!("{}: {}", clean(&file.name), bad(&counted(diagnostics))));
    outcome
}

//! The document's own tests. All pass: a policy with one that fails does not compile.

use super::super::Subject;
use super::super::text::{Section, quoted};
use super::super::words;

pub(crate) fn section(subject: &Subject<'_>) -> Section {
    let tests = &subject.policy.model().tests;
    let mut section = Section::new("tests", "Tests that pass");
    let template = match tests.len() {
        0 => "The policy has no tests of its own.",
        1 => "The policy has one test of its own; it passes:",
        _ => "The policy has {} tests of its own; all pass:",
    };
    section.paragraph(template, &[words::count(tests.len())]);
    let mut rows = Vec::new();
    for test in tests {
        rows.push(vec![quoted(&test.name), words::at_most(test.expect)]);
    }
    section.table(&["Test", "Decision"], rows);
    section
}

//! Which parts of a policy its tests exercise, and a test for each part that none does.

mod exercised;
mod goal;
mod input;
mod pieces;
mod propose;
mod search;

use crate::action::serialize_by_name;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::{Policy, Test};
use crate::value::{Fields, Plain, Value, fill, join, serialize_plain};

use exercised::{Thing, exercised, things};
use propose::Proposer;

/// Which parts of a policy some tests exercise. Every part is either covered or missing.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Coverage {
    /// How many tests were looked at.
    pub tests: usize,
    /// The counts of each kind of part.
    pub summary: Vec<Summary>,
    /// What at least one test exercises.
    pub covered: Vec<Covered>,
    /// What none does.
    pub missing: Vec<Missing>,
}

/// How many parts of a kind are covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", ts(rename = "CoverageSummary"))]
pub struct Summary {
    /// Which kind.
    pub part: Part,
    /// How many at least one test exercises.
    pub covered: usize,
    /// How many the policy has.
    pub all: usize,
}

/// A part that tests exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", ts(rename = "CoveredPart"))]
pub struct Covered {
    /// What kind of part.
    pub part: Part,
    /// Its name: the bands of a cell, the id of a rule or raise, the name of a segment, the action of an entry.
    pub name: String,
    /// Where it stands in the document, as a JSON pointer.
    pub pointer: String,
    /// How many tests exercise it; at least 1.
    pub tests: usize,
}

/// A part that no test exercises.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", ts(rename = "MissingPart"))]
pub struct Missing {
    /// What kind of part.
    pub part: Part,
    /// Its name, as in [`Covered`].
    pub name: String,
    /// Where it stands in the document, as a JSON pointer.
    pub pointer: String,
    /// Whether anything can reach it.
    pub reach: Reach,
    /// A test that exercises it and passes, where one was found.
    #[cfg_attr(feature = "schema", ts(type = "TestDeclaration | null"))]
    pub test: Option<Test>,
}

/// A kind of part that tests can exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", ts(rename = "PolicyPart"))]
#[cfg_attr(feature = "schema", ts(rename_all = "snake_case"))]
pub enum Part {
    /// A cell of the matrix: a test lands in it.
    Cell,
    /// A degradation rule: a test's decision names it.
    Rule,
    /// A raise: a test's decision names it.
    Raise,
    /// A segment: it applied to a test.
    Segment,
    /// An entry of `unavailable`: it moved the action of a test.
    Unavailable,
}

impl Part {
    /// Every kind, in the order of the summary.
    pub const ALL: [Self; 5] = [Self::Cell, Self::Raise, Self::Segment, Self::Rule, Self::Unavailable];

    /// The name used in plain data.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Rule => "rule",
            Self::Raise => "raise",
            Self::Segment => "segment",
            Self::Unavailable => "unavailable",
        }
    }
}

/// Whether an input can reach a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", ts(rename_all = "snake_case"))]
pub enum Reach {
    /// An input that does was found.
    Found,
    /// The search was complete: no input does.
    Nothing,
    /// None was found within the limits of the search.
    Unknown,
}

impl Reach {
    /// The name used in plain data.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Nothing => "nothing",
            Self::Unknown => "unknown",
        }
    }

    /// The same for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Found => "a test is proposed",
            Self::Nothing => "nothing reaches it",
            Self::Unknown => "none found within the search",
        }
    }
}

/// What the policy's own tests and those `beside` it exercise. `document` is the tree that the policy was read from: the
/// places of parts come from it.
#[must_use]
pub fn coverage(policy: &Policy, document: &Value, beside: &[Test]) -> Coverage {
    coverage_of(policy, things(policy.model(), document), beside)
}

/// The hint of [`Coverage::untested_cells`], without the coverage of anything else.
#[must_use]
pub fn untested_cells(policy: &Policy) -> Option<Diagnostic> {
    if policy.model().tests.is_empty() {
        return None;
    }
    let mut cells = Vec::new();
    for (thing, pointer) in things(policy.model(), &Value::Null) {
        if thing.part() == Part::Cell {
            cells.push((thing, pointer));
        }
    }
    coverage_of(policy, cells, &[]).untested_cells()
}

fn coverage_of(policy: &Policy, things: Vec<(Thing, String)>, beside: &[Test]) -> Coverage {
    let tests = || policy.model().tests.iter().chain(beside);
    let mut counts = vec![0_usize; things.len()];
    for test in tests() {
        let seen = exercised(policy, &test.given, test.health.as_ref());
        for ((thing, _), count) in things.iter().zip(&mut counts) {
            *count = count.saturating_add(usize::from(seen.contains(thing)));
        }
    }
    let mut result = Coverage { tests: tests().count(), summary: Vec::new(), covered: Vec::new(), missing: Vec::new() };
    let mut proposer = Proposer::new(policy, counts.iter().filter(|count| **count == 0).count());
    for ((thing, pointer), tests) in things.into_iter().zip(counts) {
        let (part, name) = (thing.part(), thing.name(policy.model()));
        if tests > 0 {
            result.covered.push(Covered { part, name, pointer, tests });
        } else {
            let (reach, test) = proposer.propose(thing, &name);
            result.missing.push(Missing { part, name, pointer, reach, test });
        }
    }
    for part in Part::ALL {
        let covered = result.covered.iter().filter(|item| item.part == part).count();
        let missing = result.missing.iter().filter(|item| item.part == part).count();
        result.summary.push(Summary { part, covered, all: covered.saturating_add(missing) });
    }
    result
}

impl Coverage {
    /// The hint `CELL_UNTESTED`, which names the cells that inputs reach and no test does; nothing for a policy that has
    /// no tests at all.
    #[must_use]
    pub fn untested_cells(&self) -> Option<Diagnostic> {
        let mut names = Vec::new();
        for item in &self.missing {
            if item.part == Part::Cell && item.reach != Reach::Nothing {
                names.push(item.name.clone());
            }
        }
        if self.tests == 0 || names.is_empty() {
            return None;
        }
        let message = fill("no test lands in {}", &[&join(&names, "; ")]);
        let mut hint = Diagnostic::error(Code::CellUntested, "/tests", message);
        hint.severity = Severity::Hint;
        Some(hint.help("add a test for each; coverage proposes them"))
    }
}

serialize_by_name!(Part, Reach);
serialize_plain!(Coverage, Summary, Covered, Missing);

impl Plain for Coverage {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put("tests", count(self.tests));
        out.put("summary", self.summary.plain());
        out.put("covered", self.covered.plain());
        out.put("missing", self.missing.plain());
        out.done()
    }
}

impl Plain for Summary {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("part", self.part.name());
        out.put("covered", count(self.covered));
        out.put("all", count(self.all));
        out.done()
    }
}

impl Plain for Covered {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("part", self.part.name());
        out.put_text("name", &self.name);
        out.put_text("pointer", &self.pointer);
        out.put("tests", count(self.tests));
        out.done()
    }
}

impl Plain for Missing {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("part", self.part.name());
        out.put_text("name", &self.name);
        out.put_text("pointer", &self.pointer);
        out.put_text("reach", self.reach.name());
        out.put("test", self.test.as_ref().map_or(Value::Null, test));
        out.done()
    }
}

/// The test as it stands in a document.
fn test(test: &Test) -> Value {
    let mut out = Fields::default();
    out.put_text("name", &test.name);
    out.put("given", test.given.clone());
    if let Some(health) = &test.health {
        out.put("health", health.clone());
    }
    out.put_text("expect", test.expect.name());
    out.done()
}

/// Counts are far below 2^32.
fn count(number: usize) -> Value {
    Value::Number(u32::try_from(number).map_or(f64::INFINITY, f64::from))
}

//! What changes between two policies: the regions of the input space in which they give different actions.
//!
//! Every value counts only through the cuts of the two policies, so the inputs form finitely many cells. They are asked
//! field by field; under each policy the action is bounded from both sides by what is known so far, until the bounds
//! meet. What is reported is exact: everywhere in a region the actions are the ones named, and outside the regions the
//! two policies agree. Inputs are taken without a ceiling, which lowers both.

mod alike;
mod bounds;
mod evidence;
mod example;
mod merge;
mod open;
mod search;
mod side;
mod space;
mod words;

use std::cmp::Reverse;

use crate::action::Action;
use crate::policy::Policy;
use crate::value::{Fields, Plain, Value, serialize_plain, sort_by};

/// Where two policies give different actions.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Diff {
    /// The regions: first those that gain autonomy, and of them those that end with most. They do not overlap.
    pub regions: Vec<Region>,
    /// Whether the search ended at its limit, so that more may differ than the regions say.
    pub cut_short: bool,
}

/// A part of the input space in which each policy gives one action, and not the same.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
#[cfg_attr(feature = "schema", ts(rename = "DiffRegion"))]
pub struct Region {
    /// The action of the first policy.
    pub before: Action,
    /// The action of the second policy.
    pub after: Action,
    /// What an input of the region is like; a field that is not named may be anything.
    #[cfg_attr(feature = "schema", ts(rename = "where"))]
    pub parts: Vec<Constraint>,
    /// The same in words.
    pub text: String,
    /// An input of the region.
    #[cfg_attr(feature = "schema", ts(type = "Input"))]
    pub example: Value,
}

/// What a region asks of one field: any of these.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Constraint {
    /// `operation`, `confidence`, `margin` (confidence less `second`), `alternatives` (how many), `impact`,
    /// `signals.NAME`, or `input` for whether anything is wrong with it.
    pub field: String,
    /// Numbers in one of these ranges.
    pub ranges: Vec<Range>,
    /// One of these values; `*` stands for an operation that neither policy lists.
    #[cfg_attr(feature = "schema", ts(type = "Array<string | number | boolean>"))]
    pub values: Vec<Value>,
    /// Absent.
    pub missing: bool,
    /// Of the wrong type, out of range or not listed.
    pub invalid: bool,
    /// The same in words.
    pub text: String,
}

/// A closed range of doubles.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Range {
    /// The least; null without a lower end.
    pub least: Option<f64>,
    /// The greatest; null without an upper end.
    pub most: Option<f64>,
}

serialize_plain!(Diff, Region, Constraint, Range);

/// Compares two policies over all inputs. Operations, signals and values are matched by name.
#[must_use]
pub fn diff(before: &Policy, after: &Policy) -> Diff {
    let space = space::Space::new(before, after);
    let found = search::search(&space);
    let cut_short = found.cut_short;
    let mut cubes = merge::merge(found.cubes);
    sort_by(&mut cubes, &|a, b| rank(a.actions).cmp(&rank(b.actions)).then_with(|| merge::order(a, b, 0)));
    let mut regions = Vec::new();
    for found in cubes {
        if let Some(example) = example::example(&space, &found) {
            regions.push(words::region(&space, &found, example));
        }
    }
    Diff { regions, cut_short }
}

/// What gains comes first, and of that what ends with most.
fn rank([before, after]: [Action; 2]) -> (bool, Reverse<Action>) {
    (after <= before, Reverse(before.max(after)))
}

impl Plain for Diff {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put("regions", self.regions.plain());
        out.put("cut_short", Value::Boolean(self.cut_short));
        out.done()
    }
}

impl Plain for Region {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("before", self.before.name());
        out.put_text("after", self.after.name());
        out.put("where", self.parts.plain());
        out.put_text("text", &self.text);
        out.put("example", self.example.clone());
        out.done()
    }
}

impl Plain for Constraint {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("field", &self.field);
        out.put("ranges", self.ranges.plain());
        out.put("values", Value::List(self.values.clone()));
        out.put("missing", Value::Boolean(self.missing));
        out.put("invalid", Value::Boolean(self.invalid));
        out.put_text("text", &self.text);
        out.done()
    }
}

impl Plain for Range {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_number("least", self.least);
        out.put_number("most", self.most);
        out.done()
    }
}

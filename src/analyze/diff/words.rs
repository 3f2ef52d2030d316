//! A region as data and in words.

use crate::explain::bound_words;
use crate::value::{Value, count_text, fill, join, number_text};

use super::search::Different;
use super::space::{Axis, Dimension, Space, What};
use super::{Constraint, Range, Region};

pub(super) fn region(space: &Space, found: &Different, example: Value) -> Region {
    let [before, after] = found.actions;
    let mut parts = Vec::new();
    let mut texts = Vec::new();
    for (place, dimension) in space.dimensions.iter().enumerate() {
        let chosen = found.cube.choices(place);
        if chosen.len() == dimension.choices.len() {
            continue;
        }
        let mut is_in = Vec::new();
        for (choice, _) in (0_u16..).zip(&dimension.choices) {
            is_in.push(chosen.contains(&choice));
        }
        let part = part(dimension, &is_in);
        if tells(dimension, &is_in) {
            texts.push(part.text.clone());
        }
        parts.push(part);
    }
    let scope = if texts.is_empty() { "everywhere".to_owned() } else { join(&texts, ", ") };
    let mut region = Region { before, after, parts, text: String::new(), example };
    region.text = region.change() + &scope;
    region
}

impl Region {
    /// What its words begin with: what is given, and instead of what.
    pub(in super::super) fn change(&self) -> String {
        fill("`{}` instead of `{}`: ", &[self.after.name(), self.before.name()])
    }
}

/// Whether a person has to be told: that what is given must be sound goes without saying.
fn tells(dimension: &Dimension, is_in: &[bool]) -> bool {
    let is_expected = |what: &What| match (&dimension.axis, what) {
        (Axis::Operation | Axis::Model | Axis::Confidence, What::Missing) | (_, What::Invalid) => false,
        (_, What::Between(..) | What::Value(_) | What::Missing | What::Sound) => true,
    };
    dimension.choices.iter().zip(is_in).any(|(choice, is_in)| *is_in != is_expected(&choice.what))
}

fn part(dimension: &Dimension, is_in: &[bool]) -> Constraint {
    let mut part = Constraint { field: field(&dimension.axis), ..Constraint::default() };
    let mut was_in = false;
    for (choice, is_in) in dimension.choices.iter().zip(is_in) {
        match &choice.what {
            _ if !is_in => {}
            What::Between(low, high) => match part.ranges.last_mut() {
                Some(last) if was_in => last.most = finite(*high),
                _ => part.ranges.push(Range { least: finite(*low), most: finite(*high) }),
            },
            What::Value(value) => part.values.push(value.clone()),
            What::Missing => part.missing = true,
            What::Invalid => part.invalid = true,
            What::Sound => {}
        }
        was_in = *is_in;
    }
    part.text = text(dimension, is_in, &part);
    part
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

pub(super) fn field(axis: &Axis) -> String {
    let field = match axis {
        Axis::Operation => "operation",
        Axis::Model => "model",
        Axis::Now => "now",
        Axis::Confidence => "confidence",
        Axis::Margin => "margin",
        Axis::Alternatives => "alternatives",
        Axis::Impact => "impact",
        Axis::Input => "input",
        Axis::Signal(name) => return fill("signals.{}", &[name]),
    };
    field.to_owned()
}

fn text(dimension: &Dimension, is_in: &[bool], part: &Constraint) -> String {
    let subject = match &dimension.axis {
        Axis::Operation | Axis::Model | Axis::Now | Axis::Confidence => field(&dimension.axis),
        Axis::Margin => "margin to the second".to_owned(),
        Axis::Alternatives => "number of alternatives".to_owned(),
        Axis::Impact => "impact given".to_owned(),
        Axis::Input => {
            return if part.invalid { "something in the input is wrong" } else { "nothing is wrong" }.to_owned();
        }
        Axis::Signal(name) => fill("`{}`", &[name]),
    };
    if let Some(text) = all_but(dimension, is_in, &subject) {
        return text;
    }
    let ends = ends(dimension);
    let mut choices = Vec::new();
    for each in &part.ranges {
        choices.push(range(*each, ends));
    }
    named(&dimension.axis, &part.values, &mut choices);
    choices.extend(part.missing.then(|| "missing".to_owned()));
    choices.extend(part.invalid.then(|| "invalid".to_owned()));
    fill("{} {}", &[&subject, &join(&choices, " or ")])
}

/// What is left out is named where that is shorter.
fn all_but(dimension: &Dimension, is_in: &[bool], subject: &str) -> Option<String> {
    let (mut out, mut values, mut is_rest) = (Vec::new(), 0_usize, true);
    for (choice, is_in) in dimension.choices.iter().zip(is_in) {
        match &choice.what {
            What::Missing => is_rest &= *is_in != matches!(dimension.axis, Axis::Operation | Axis::Model),
            What::Invalid => is_rest &= !is_in,
            What::Value(given) => {
                values = values.saturating_add(1);
                out.extend((!is_in).then(|| value(&dimension.axis, given)));
            }
            What::Between(..) | What::Sound => {}
        }
    }
    let is_shorter = !out.is_empty() && out.len().saturating_mul(2) < values && out.len() <= NAMED;
    if !is_shorter || !is_rest {
        return None;
    }
    match out.as_slice() {
        [only] if only == NOT_LISTED => Some(fill("{} listed", &[subject])),
        _ if out.iter().any(|value| value == NOT_LISTED) => None,
        _ => Some(fill("{} not {}", &[subject, &join(&out, " or ")])),
    }
}

/// An operation or a model that a policy does not name.
const NOT_LISTED: &str = "not listed";

/// How many values a text names; the data has them all.
const NAMED: usize = 4;

fn named(axis: &Axis, values: &[Value], texts: &mut Vec<String>) {
    let shown = if values.len() > NAMED + 1 { NAMED } else { values.len() };
    for one in values.iter().take(shown) {
        texts.push(value(axis, one));
    }
    let rest = values.len().saturating_sub(shown);
    texts.extend((rest > 0).then(|| fill("{} more", &[&count_text(rest)])));
}

fn value(axis: &Axis, value: &Value) -> String {
    match value {
        Value::Text(name) if matches!(axis, Axis::Operation | Axis::Model) && name == "*" => NOT_LISTED.to_owned(),
        Value::Text(name) if matches!(axis, Axis::Operation | Axis::Model) => fill("`{}`", &[name]),
        Value::Text(text) => fill("\"{}\"", &[text]),
        Value::Boolean(truth) => if *truth { "true" } else { "false" }.to_owned(),
        Value::Number(number) => number_text(*number),
        Value::Null | Value::List(_) | Value::Object(_) => value.kind().to_owned(),
    }
}

/// Where the numbers of a dimension begin and end.
fn ends(dimension: &Dimension) -> (f64, f64) {
    let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
    for choice in &dimension.choices {
        if let What::Between(low, high) = choice.what {
            ends = (ends.0.min(low), ends.1.max(high));
        }
    }
    ends
}

fn range(Range { least, most }: Range, (first, last): (f64, f64)) -> String {
    let (least, most) = (least.filter(|least| *least > first), most.filter(|most| *most < last));
    if let (Some(least), Some(most)) = (least, most)
        && least.total_cmp(&most).is_eq()
    {
        return number_text(least);
    }
    let lower = least.map(|least| bound_words("from ", least, "above ", least.next_down()));
    let upper = |word: &'static str| most.map(|most| bound_words(word, most, "below ", most.next_up()));
    match (lower, upper("to "), upper("up to ")) {
        (Some(lower), Some(upper), _) if upper.starts_with("below") => fill("{} to {}", &[&lower, &upper]),
        (Some(lower), Some(upper), _) => fill("{} {}", &[&lower, &upper]),
        (Some(lower), None, _) => lower,
        (None, _, Some(upper)) => upper,
        (None, _, None) => "any".to_owned(),
    }
}

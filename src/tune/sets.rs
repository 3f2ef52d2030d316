//! Fitted sets of options: what they come to on cases, and how a document says them.

use crate::math::{Interval, Z95, real, wilson};
use crate::policy::{Model, OptionSet, Policy, options_scope};
use crate::value::{Fields, Value};

use super::options::{FittedOptions, OptionsCase, OptionsCell, RightAnswer, standing};

/// What sets come to on labelled cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetCounts {
    /// How many cases there are.
    pub cases: u64,
    /// Of how many the set holds the answer, however large it is: what the promise is about.
    pub held: u64,
    /// How many have sets too large to be shown: there `show_options` is not available.
    pub too_large: u64,
    /// Of how many of the rest the options that are shown hold the answer.
    pub held_of_rest: u64,
}

impl SetCounts {
    /// The share of cases whose set holds the answer, with its 95% interval (E. B. Wilson, 1927); nothing without cases.
    #[must_use]
    pub fn of_all(&self) -> Option<(f64, Interval)> {
        share(self.held, self.cases)
    }

    /// The same of those that are shown options.
    #[must_use]
    pub fn of_rest(&self) -> Option<(f64, Interval)> {
        share(self.held_of_rest, self.cases.saturating_sub(self.too_large))
    }

    /// Counts all of these too.
    pub const fn add_all(&mut self, other: Self) {
        self.cases = self.cases.saturating_add(other.cases);
        self.held = self.held.saturating_add(other.held);
        self.too_large = self.too_large.saturating_add(other.too_large);
        self.held_of_rest = self.held_of_rest.saturating_add(other.held_of_rest);
    }
}

fn share(held: u64, of: u64) -> Option<(f64, Interval)> {
    (of > 0).then(|| (real(held) / real(of), wilson(held, of, Z95)))
}

/// What the sets of a policy come to on cases of one cell; nothing where the cell has none. Cases without an answer do not
/// count.
#[must_use]
pub fn count_sets(policy: &Policy, cell: OptionsCell, cases: &[&OptionsCase<'_>]) -> Option<SetCounts> {
    let model = policy.model();
    let sets = model.sets.as_ref()?;
    let set = sets.cells.iter().find(|set| set.cell == cell)?;
    let from = sets.method.turned(set.threshold);
    // Of what was lowered every cell above is one that is lowered too.
    let of_cell = cell.and_then(|(confidence, impact)| policy.plan.cell_set(model, confidence, impact));
    let limit = of_cell.map_or(from, |of_cell| of_cell.limit);
    let mut counts = SetCounts::default();
    for case in cases.iter().filter(|case| case.answer.is_some()) {
        let held = standing(case, sets.method) >= from;
        let beyond = sets.beyond(model.options_max, &mut case.confidences.iter().copied());
        let is_too_large = beyond.is_none_or(|beyond| beyond >= limit);
        // The first is shown in any case.
        let is_shown = (held && !is_too_large) || case.answer == Some(RightAnswer::At(0));
        counts.add_all(SetCounts {
            cases: 1,
            held: u64::from(held),
            too_large: u64::from(is_too_large),
            held_of_rest: u64::from(is_shown && !is_too_large),
        });
    }
    Some(counts)
}

impl FittedOptions {
    /// The sets as a document says them; nothing where no cell has a threshold.
    pub(super) fn written(&self, model: &Model) -> Option<Value> {
        let mut cells = Vec::new();
        for fit in &self.cells {
            if let Ok(found) = &fit.outcome {
                cells.push(set(found, model));
            }
        }
        if cells.is_empty() {
            return None;
        }
        let mut out = Fields::default();
        out.put_text("method", self.goal.method.name());
        out.put_number("coverage", Some(self.goal.promise.coverage()));
        out.put_number("delta", Some(self.goal.promise.delta()));
        out.put_number("targets_tried", Some(f64::from(self.goal.targets_tried.max(1))));
        out.put_number("cells_tested", Some(f64::from(self.cells_tested)));
        out.put_text("model", &self.model);
        out.put_text("label_source", if self.rate < 1.0 { "audit_blind" } else { "complete" });
        if let Some(log) = &self.goal.log {
            out.put_text("log", log);
        }
        out.put_text("scope", &options_scope(&self.document, &self.model));
        out.put("cells", Value::List(cells));
        Some(out.done())
    }
}

fn set(set: &OptionSet, model: &Model) -> Value {
    let mut out = Fields::default();
    let mut cell = Value::Null;
    if let Some((confidence, impact)) = set.cell {
        let mut bands = Fields::default();
        bands.put_text("confidence", model.confidence.name(confidence));
        bands.put_text("impact", model.impact.name(impact));
        cell = bands.done();
    }
    out.put("cell", cell);
    out.put_number("labels", Some(f64::from(set.labels)));
    out.put_number("index", Some(f64::from(set.index)));
    out.put_number("threshold", Some(set.threshold));
    out.done()
}

/// Puts sets into the `options` of a document, or takes out what is there; whether it changed anything.
pub fn put_sets(document: &mut Value, sets: Option<Value>) -> bool {
    let Value::Object(members) = document else { return false };
    if sets.is_some() && !members.iter().any(|(name, _)| name == "options") {
        members.push(("options".to_owned(), Value::Object(Vec::new())));
    }
    let options = members.iter_mut().find(|(name, _)| name == "options");
    let Some((_, Value::Object(options))) = options else { return false };
    let place = options.iter().position(|(name, _)| name == "threshold");
    let changes = place.is_some() || sets.is_some();
    if let Some(place) = place {
        options.remove(place);
    }
    if let Some(sets) = sets {
        options.push(("threshold".to_owned(), sets));
    }
    changes
}

//! The exact changes of an input that would give another action, found by deciding: every value that could matter of
//! every field, one field at a time, then two.

use crate::action::Action;
use crate::condition::{Interval, Truth};
use crate::decide::{Facts, Field, Problem, Situations, Verdict, Workspace, code_of, decide};
use crate::policy::Policy;
use crate::value::{Fields, Plain, Value, serialize_plain};

use super::operand::Operand;
use super::{pieces, wording};

/// The most that is done for the changes of one field that give an action, and again for those of two, in tests of
/// conditions (about 1 ns each natively). For one field it is enough unless a document has thousands of bounds.
const MAX_WORK: usize = 4_000_000;
/// What deciding one change takes beside that.
const WORK_OF_DECIDING: usize = 64;

/// A change of one field or of two that gives another action.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Change {
    /// The action that it gives.
    pub action: Action,
    /// What to set, all else left as it is.
    pub set: Vec<Operand>,
    /// The same in words.
    pub text: String,
}

/// The changes that were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Most autonomy first; of each action, in the order of the fields.
    pub list: Vec<Change>,
    /// Whether a search reached its limit: there may be more changes, and smaller ones.
    pub cut_short: bool,
}

serialize_plain!(Change);

impl Plain for Change {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("action", self.action.name());
        out.put("set", self.set.plain());
        out.put_text("text", &self.text);
        out.done()
    }
}

/// What would have given each action with more autonomy, and the next one with less that can be had.
///
/// For an action, every field is listed that gives it alone, each with its nearest value; where there is none, every
/// two fields that give it together, with the nearest value of the first that does with any of the second, and then the
/// nearest of the second. The first listed is the preferred one. The fields, in order: confidence, second, an operation
/// where none is known, impact, a ceiling that is given (raised only), `now` where evidence expires, signals by name. No change makes a field absent
/// or unsound.
///
/// ```
/// use leeway::decide::{Facts, Field};
/// let policy = leeway::api::compile(r#"{"leeway": 1, "name": "seed",
///     "confidence": {"low": 0, "high": 0.85}, "impact": {"low": 0, "high": 0.5}}"#).unwrap();
/// let mut facts = Facts::new(&policy);
/// facts.set(Field::CONFIDENCE, 0.7);
/// facts.set(Field::IMPACT, 0.6);
/// let changes = leeway::explain::changes(&policy, &facts);
/// assert_eq!(changes.list[0].text, "`auto_apply` if `confidence` were at least 0.85 and `impact` were below 0.5");
/// assert_eq!(changes.list[1].text, "`suggest` if `confidence` were at least 0.85");
/// ```
#[must_use]
pub fn changes(policy: &Policy, facts: &Facts) -> Changes {
    let mut work = Workspace::new(policy);
    let before = decide(policy, facts, &mut work);
    let each = WORK_OF_DECIDING.saturating_add(policy.plan.circuit.len());
    let now = before.action;
    let mut search = Search {
        policy,
        given: facts,
        facts: facts.clone(),
        situations: Situations::with_cuts(policy).0,
        work,
        before,
        left: 0,
        wanted: Action::AutoApply,
        found: Vec::new(),
    };
    let mut changes = Changes::default();
    // What is no object has no fields to set.
    while facts.problem(Field::INPUT) == Problem::None {
        if search.wanted != now {
            for last in [true, false] {
                if search.found.is_empty() {
                    search.left = MAX_WORK.checked_div(each).unwrap_or(0);
                    search.change(NOTHING, last);
                    changes.cut_short |= search.left == 0;
                }
            }
        }
        for set in std::mem::take(&mut search.found) {
            changes.list.push(search.describe(&set));
        }
        match search.wanted.next_lower() {
            Some(lower) if changes.list.last().is_none_or(|last| last.action > now) => search.wanted = lower,
            Some(_) | None => break,
        }
    }
    changes
}

/// A field with the value to give.
type Set = (Field, f64);

/// No field: setting it changes nothing.
const NOTHING: Set = (Field(0), f64::NAN);

struct Search<'a> {
    policy: &'a Policy,
    given: &'a Facts,
    /// What is given with a change made.
    facts: Facts,
    situations: Situations,
    work: Workspace,
    before: Verdict,
    /// How many more changes may be tried.
    left: usize,
    /// The action that is looked for.
    wanted: Action,
    /// Changes that give it, the first [`NOTHING`] where one field is enough.
    found: Vec<[Set; 2]>,
}

impl Search<'_> {
    /// Tries every value of every field behind the first, beside what that one is set to; unless `last`, one more field
    /// beside each.
    fn change(&mut self, first: Set, last: bool) {
        let mut field = first.0;
        while field.0 < self.given.values.len() {
            field = Field(field.0.saturating_add(1));
            self.make(&[first]);
            for value in pieces::values(self.policy, &self.situations, &self.facts, field) {
                if self.left == 0 {
                    return;
                }
                if last {
                    self.judge([first, (field, value)]);
                } else {
                    self.change((field, value), true);
                }
            }
        }
    }

    /// Makes a change to what is given.
    fn make(&mut self, set: &[Set]) {
        self.facts = self.given.clone();
        for (field, value) in set {
            self.facts.set(*field, *value);
            if let Some(problem) = self.facts.problems.get_mut(field.0) {
                *problem = Problem::None as u8;
            }
            if *field == Field::MODEL && self.sets_are_of_another(*value) {
                self.facts.set(Field::BEYOND, f64::NEG_INFINITY);
            }
        }
    }

    fn sets_are_of_another(&self, model: f64) -> bool {
        let name = code_of(model).checked_sub(1).and_then(|index| self.policy.model().models.get(index));
        let sets = self.policy.model().sets.as_ref();
        sets.is_some_and(|sets| sets.are_of_another(name.map(String::as_str)))
    }

    /// Whether a change gives the action that is looked for, and makes nothing wrong that was not wrong before.
    fn gives(&mut self, set: &[Set]) -> bool {
        self.make(set);
        let verdict = decide(self.policy, &self.facts, &mut self.work);
        let mut gives = verdict.action == self.wanted;
        for finding in &verdict.findings {
            gives &= self.before.findings.contains(finding);
        }
        gives
    }

    /// Keeps a change that gives the action, unless nearer values of the same fields do: these were tried before.
    fn judge(&mut self, set: [Set; 2]) {
        let [(first, _), (second, _)] = set;
        self.left = self.left.saturating_sub(1);
        let mut new = self.gives(&set);
        for [(other, _), (beside, _)] in &self.found {
            new &= *other != first || *beside != second;
        }
        if new {
            self.found.push(set);
        }
    }

    fn describe(&mut self, change: &[Set; 2]) -> Change {
        let mut set = Vec::new();
        for (field, value) in change {
            if *field != NOTHING.0 {
                let mut operand = Operand::new(self.policy, *field, *value, self.range(change, *field, *value));
                operand.measure((value - pieces::now(self.policy, self.given, *field)).abs());
                set.push(operand);
            }
        }
        Change { action: self.wanted, text: wording::change(self.wanted, &set), set }
    }

    /// Between which values of a number a change gives the same action.
    fn range(&mut self, change: &[Set; 2], field: Field, value: f64) -> Interval {
        self.make(change);
        let pieces = pieces::pieces(self.policy, &self.situations, &self.facts, field);
        if !pieces::of_number(&pieces) {
            return Interval::is(value);
        }
        let mut range = Interval::is(f64::NAN);
        let mut open = false;
        for piece in pieces {
            let mut moved = *change;
            for set in &mut moved {
                if set.0 == field {
                    set.1 = value.max(piece.low).min(piece.high);
                }
            }
            let gives = self.gives(&moved);
            if gives && open {
                range.high = piece.high;
            } else if gives {
                range = piece;
            } else if range.contains(value) == Truth::True {
                break;
            }
            open = gives;
        }
        range
    }
}

//! The exact changes of an input that would give another action, found by deciding: every value that could matter of
//! every field, one field at a time, then two.

use crate::action::Action;
use crate::condition::{Interval, Truth};
use crate::decide::{Facts, Field, Problem, Situations, Verdict, Workspace, decide};
use crate::policy::Policy;
use crate::value::{Fields, Plain, Value, serialize_plain};

use super::operand::Operand;
use super::{pieces, wording};

/// The most that is done for the changes of two fields, in tests of conditions (about 3 ns each natively).
const MAX_WORK: usize = 8_000_000;
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
    /// Whether the search among two fields reached its limit: there may be more such changes, and smaller ones.
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
/// where none is known, impact, a ceiling that is given (raised only), signals by name. No change makes a field absent
/// or unsound.
#[must_use]
pub fn changes(policy: &Policy, facts: &Facts) -> Changes {
    let mut work = Workspace::new(policy);
    let before = decide(policy, facts, &mut work);
    let each = WORK_OF_DECIDING.saturating_add(policy.plan.circuit.len());
    let mut search = Search {
        policy,
        given: facts,
        facts: facts.clone(),
        situations: Situations::with_cuts(policy).0,
        work,
        before,
        left: MAX_WORK.checked_div(each).unwrap_or(0),
        found: Vec::new(),
    };
    // What is no object has no fields to set.
    if facts.problem(Field::INPUT) == Problem::None {
        search.change(NOTHING, true);
        search.change(NOTHING, false);
    }
    search.list()
}

/// A field with the value to give.
type Set = (Field, f64);

/// No field: setting it changes nothing.
const NOTHING: Set = (Field(0), f64::NAN);

/// A change in numbers; of one field where the first is [`NOTHING`].
#[derive(Clone, Copy)]
struct Found {
    action: Action,
    set: [Set; 2],
}

struct Search<'a> {
    policy: &'a Policy,
    given: &'a Facts,
    /// What is given with a change made.
    facts: Facts,
    situations: Situations,
    work: Workspace,
    before: Verdict,
    /// How many more changes of two fields may be tried.
    left: usize,
    found: Vec<Found>,
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
        self.facts.values.clone_from(&self.given.values);
        self.facts.problems.clone_from(&self.given.problems);
        for (field, value) in set {
            self.facts.set(*field, *value);
            if let Some(problem) = self.facts.problems.get_mut(field.0) {
                *problem = Problem::None as u8;
            }
        }
    }

    /// The action that a change gives; nothing where something is wrong then that was not wrong before.
    fn action(&mut self, set: &[Set]) -> Option<Action> {
        self.make(set);
        let verdict = decide(self.policy, &self.facts, &mut self.work);
        let sound = verdict.findings.iter().all(|finding| self.before.findings.contains(finding));
        sound.then_some(verdict.action)
    }

    /// Keeps a change that gives another action, unless fewer fields, or nearer values of the same ones, do: these were
    /// tried before.
    fn judge(&mut self, set: [Set; 2]) {
        let [(first, _), (second, _)] = set;
        if first != NOTHING.0 {
            self.left = self.left.saturating_sub(1);
        }
        let Some(action) = self.action(&set) else { return };
        let mut known = action == self.before.action;
        for found in &self.found {
            let [(other, _), (beside, _)] = found.set;
            let fewer = other == NOTHING.0 && first != NOTHING.0;
            known |= found.action == action && (fewer || (other == first && beside == second));
        }
        if !known {
            self.found.push(Found { action, set });
        }
    }

    /// What was found, less what gives less autonomy than the next action with less.
    fn list(&mut self) -> Changes {
        let mut changes = Changes { list: Vec::new(), cut_short: self.left == 0 };
        let found = std::mem::take(&mut self.found);
        let mut next = Some(Action::AutoApply);
        while let Some(action) = next {
            for found in &found {
                if found.action == action {
                    changes.list.push(self.describe(found));
                }
            }
            let less = changes.list.last().is_some_and(|last| last.action < self.before.action);
            next = if less { None } else { action.next_lower() };
        }
        changes
    }

    fn describe(&mut self, found: &Found) -> Change {
        let mut set = Vec::new();
        for (field, value) in found.set {
            if field != NOTHING.0 {
                let mut operand = Operand::new(self.policy, field, value, self.range(found, (field, value)));
                operand.measure((value - pieces::now(self.policy, self.given, field)).abs());
                set.push(operand);
            }
        }
        Change { action: found.action, text: wording::change(found.action, &set), set }
    }

    /// Between which values of a number a change gives the same action.
    fn range(&mut self, found: &Found, (field, value): Set) -> Interval {
        self.make(&found.set);
        let pieces = pieces::pieces(self.policy, &self.situations, &self.facts, field);
        if !pieces::of_number(&pieces) {
            return Interval::is(value);
        }
        let mut range = Interval::is(f64::NAN);
        let mut open = false;
        for piece in pieces {
            let [first, second] = found.set;
            let same =
                self.action(&[first, second, (field, value.max(piece.low).min(piece.high))]) == Some(found.action);
            if same && open {
                range.high = piece.high;
            } else if same {
                range = piece;
            } else if range.contains(value) == Truth::True {
                break;
            }
            open = same;
        }
        range
    }
}

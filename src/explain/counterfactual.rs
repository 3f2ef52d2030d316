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
        fields: pieces::fields(policy),
        work,
        before,
        left: MAX_WORK.checked_div(each).unwrap_or(0),
        set: Vec::new(),
        found: Vec::new(),
    };
    let mut changes = Changes::default();
    // What is no object has no fields to set.
    if facts.problem(Field::INPUT) == Problem::None {
        search.change(0, 1);
        search.change(0, 2);
        changes.cut_short = search.left == 0;
    }
    let now = search.before.action;
    let found = std::mem::take(&mut search.found);
    for action in Action::ALL.into_iter().rev() {
        if changes.list.last().is_some_and(|last: &Change| last.action < now) {
            break;
        }
        for found in &found {
            if found.action == action {
                changes.list.push(search.describe(found));
            }
        }
    }
    changes
}

/// A change in numbers.
#[derive(Clone)]
struct Found {
    action: Action,
    set: Vec<(Field, f64)>,
}

struct Search<'a> {
    policy: &'a Policy,
    given: &'a Facts,
    facts: Facts,
    situations: Situations,
    fields: Vec<Field>,
    work: Workspace,
    before: Verdict,
    /// How many more changes of two fields may be tried.
    left: usize,
    /// What is set in `facts` and differs from what is given.
    set: Vec<(Field, f64)>,
    found: Vec<Found>,
}

impl Search<'_> {
    /// Tries that many fields together, from a place in the list of fields on.
    fn change(&mut self, from: usize, count: usize) {
        let mut place = from;
        while let Some(field) = self.fields.get(place).copied() {
            place = place.saturating_add(1);
            for value in pieces::values(self.policy, &self.situations, &self.facts, field) {
                if self.left == 0 {
                    return;
                }
                self.put(field, value);
                self.set.push((field, value));
                if count > 1 {
                    self.change(place, 1);
                } else {
                    self.left = self.left.saturating_sub(self.set.len().saturating_sub(1));
                    self.judge();
                }
                self.set.pop();
                self.restore(field);
            }
        }
    }

    fn put(&mut self, field: Field, value: f64) {
        self.facts.set(field, value);
        if let Some(problem) = self.facts.problems.get_mut(field.0) {
            *problem = Problem::None as u8;
        }
    }

    fn restore(&mut self, field: Field) {
        self.facts.set(field, self.given.get(field));
        if let Some(problem) = self.facts.problems.get_mut(field.0) {
            *problem = self.given.problem(field) as u8;
        }
    }

    /// The action for what is set; nothing where something is wrong with it that was not wrong before.
    fn action(&mut self) -> Option<Action> {
        let verdict = decide(self.policy, &self.facts, &mut self.work);
        let sound = verdict.findings.iter().all(|finding| self.before.findings.contains(finding));
        sound.then_some(verdict.action)
    }

    /// Keeps what is set if it gives another action, and neither fewer fields nor nearer values of the same ones, which
    /// were tried before, give it.
    fn judge(&mut self) {
        let Some(action) = self.action().filter(|action| *action != self.before.action) else { return };
        for found in &self.found {
            let mut same = true;
            for ((field, _), (other, _)) in found.set.iter().zip(&self.set) {
                same &= field == other;
            }
            if found.action == action && (same || found.set.len() < self.set.len()) {
                return;
            }
        }
        self.found.push(Found { action, set: self.set.clone() });
    }

    fn describe(&mut self, found: &Found) -> Change {
        for (field, value) in &found.set {
            self.put(*field, *value);
        }
        let mut set = Vec::new();
        for (field, value) in &found.set {
            let range = self.range(*field, *value, found.action);
            let mut operand = Operand::new(self.policy, *field, *value, range);
            operand.measure((value - pieces::now(self.policy, self.given, *field)).abs());
            set.push(operand);
        }
        for (field, _) in &found.set {
            self.restore(*field);
        }
        let text = wording::change(found.action, &set);
        Change { action: found.action, set, text }
    }

    /// Between which values of a number the action is the same, all else as it is set.
    fn range(&mut self, field: Field, value: f64, action: Action) -> Interval {
        let Some(pieces) = pieces::pieces(self.policy, &self.situations, &self.facts, field) else {
            return Interval::is(value);
        };
        let mut range = Interval::is(f64::NAN);
        let mut open = false;
        for piece in pieces {
            self.put(field, value.max(piece.low).min(piece.high));
            let same = self.action() == Some(action);
            if same && open {
                range.high = piece.high;
            } else if same {
                range = piece;
            } else if range.contains(value) == Truth::True {
                break;
            }
            open = same;
        }
        self.put(field, value);
        range
    }
}

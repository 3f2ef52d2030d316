//! What two policies make of a log: which rows move from what action to what, and what turned out of them. Rows come one
//! by one and are not kept, but for a few.

mod replay;
mod telling;
mod trouble;

use crate::action::Action;
use crate::value::{Fields, Plain, Value, serialize_plain};

use super::tally::{Rate, Tally};

pub use replay::Replay;
pub use telling::{MOST_TELLING, Telling};
pub use trouble::{Trouble, Troubles};

const ACTIONS: usize = Action::ALL.len();

/// How many rows go from each action to each, with their outcomes, and the most telling of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transitions {
    /// By rank of the action before, then of the one after.
    tallies: [[Tally; ACTIONS]; ACTIONS],
    /// Rows that gain autonomy and were wrong, most confident first; at most [`MOST_TELLING`].
    pub gained_and_wrong: Vec<Telling>,
    /// Rows that are no longer `auto_apply` although they were right, most confident first; at most [`MOST_TELLING`].
    pub lost_though_right: Vec<Telling>,
    /// What is wrong with inputs, by the first finding of each; these rows are counted all the same.
    pub findings: Troubles,
}

impl Transitions {
    /// The rows that go from one action to another, or stay.
    #[must_use]
    pub fn of(&self, before: Action, after: Action) -> Tally {
        let row = self.tallies.get(usize::from(before.rank()));
        row.and_then(|row| row.get(usize::from(after.rank()))).copied().unwrap_or_default()
    }

    /// All rows of which this is true.
    #[must_use]
    pub fn sum(&self, is_in: impl Fn(Action, Action) -> bool) -> Tally {
        let mut sum = Tally::default();
        for (before, after) in pairs() {
            if is_in(before, after) {
                sum.merge(self.of(before, after));
            }
        }
        sum
    }

    fn add(&mut self, before: Action, after: Action, correct: Option<bool>) {
        let row = self.tallies.get_mut(usize::from(before.rank()));
        if let Some(tally) = row.and_then(|row| row.get_mut(usize::from(after.rank()))) {
            tally.add(correct);
        }
    }
}

/// Every pair of actions, most autonomy first.
fn pairs() -> impl Iterator<Item = (Action, Action)> {
    let actions = || Action::ALL.into_iter().rev();
    actions().flat_map(move |before| actions().map(move |after| (before, after)))
}

serialize_plain!(Transitions, Tally, Rate, Telling, Trouble);

impl Plain for Transitions {
    fn plain(&self) -> Value {
        let mut transitions = Vec::new();
        for (before, after) in pairs() {
            let tally = self.of(before, after);
            if tally.rows > 0 {
                let mut entry = Fields::default();
                entry.put_text("before", before.name());
                entry.put_text("after", after.name());
                tally.put_into(&mut entry);
                transitions.push(entry.done());
            }
        }
        let auto_apply = Action::AutoApply;
        let mut out = Fields::default();
        out.put("all", self.sum(|_, _| true).plain());
        out.put("more_autonomy", self.sum(|before, after| after > before).plain());
        out.put("less_autonomy", self.sum(|before, after| after < before).plain());
        out.put("auto_apply_before", self.sum(|before, _| before == auto_apply).plain());
        out.put("auto_apply_after", self.sum(|_, after| after == auto_apply).plain());
        out.put("transitions", Value::List(transitions));
        out.put("gained_and_wrong", self.gained_and_wrong.plain());
        out.put("lost_though_right", self.lost_though_right.plain());
        out.put("findings", self.findings.plain());
        out.done()
    }
}

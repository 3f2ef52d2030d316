//! Rows decided by both policies, one by one.

use crate::action::Action;
use crate::decide::{Decision, Facts, Verdict, Workspace, decide, read_facts};
use crate::policy::Policy;
use crate::record::Numbers;
use crate::value::Value;

use super::Transitions;
use super::telling::{Telling, keep};

/// Two policies that a log is replayed under. It holds the counts and a few rows, however long the log is.
#[derive(Debug)]
pub struct Replay {
    before: Side,
    after: Side,
    health: Option<Value>,
    found: Transitions,
}

#[derive(Debug)]
struct Side {
    policy: Policy,
    work: Workspace,
}

impl Replay {
    /// Nothing is counted yet; `health` stands beside every row.
    #[must_use]
    pub fn new(before: Policy, after: Policy, health: Option<Value>) -> Self {
        Self { before: Side::new(before), after: Side::new(after), health, found: Transitions::default() }
    }

    /// The policies, first the one before.
    #[must_use]
    pub const fn policies(&self) -> [&Policy; 2] {
        [&self.before.policy, &self.after.policy]
    }

    /// Decides a row, an input with whatever the log says beside it, that begins on that line; `correct` says whether its
    /// prediction turned out right, where that is known.
    pub fn add(&mut self, line: u64, row: Value, correct: Option<bool>) {
        let health = self.health.as_ref();
        let (facts, before) = self.before.decide(&row, health);
        let (_, after) = self.after.decide(&row, health);
        self.found.add(before.action, after.action, correct);
        if let Some(message) = self.after.finding(&after).or_else(|| self.before.finding(&before)) {
            self.found.findings.add(line, &message);
        }
        let (before, after) = (before.action, after.action);
        let kept = match correct {
            Some(false) if after > before => &mut self.found.gained_and_wrong,
            Some(true) if before == Action::AutoApply && after < before => &mut self.found.lost_though_right,
            Some(_) | None => return,
        };
        let confidence = Numbers::new(&self.before.policy, &facts).confidence;
        let confidence = if confidence.is_nan() { -1.0 } else { confidence };
        keep(kept, confidence, || Telling { line, before, after, confidence, row });
    }

    /// What was found so far.
    #[must_use]
    pub const fn transitions(&self) -> &Transitions {
        &self.found
    }
}

impl Side {
    fn new(policy: Policy) -> Self {
        Self { work: Workspace::new(&policy), policy }
    }

    fn decide(&mut self, row: &Value, health: Option<&Value>) -> (Facts, Verdict) {
        let (facts, _) = read_facts(&self.policy, row, health);
        let verdict = decide(&self.policy, &facts, &mut self.work);
        (facts, verdict)
    }

    /// The first thing that is wrong with the input, in words.
    fn finding(&self, verdict: &Verdict) -> Option<String> {
        if verdict.findings.is_empty() {
            return None;
        }
        Decision::new(&self.policy, verdict).findings.into_iter().next().map(|finding| finding.message)
    }
}

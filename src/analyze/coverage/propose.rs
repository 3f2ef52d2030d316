//! A test for a part that no test exercises.

use crate::action::Action;
use crate::condition::{Condition, Interval, Slot};
use crate::policy::{Policy, Test};
use crate::value::{Value, sort_by};

use super::Reach;
use super::exercised::{Thing, exercised};
use super::goal::{Goal, goal, operations};
use super::input::input;
use super::pieces::{Choice, choices, plain_fraction};
use super::search::{Chosen, End, Search, set};

/// How many tests of conditions are looked at for all proposals together (a few ns each natively). Each part has its
/// share of it, so what is found for one does not depend on how hard the others are.
const MAX_WORK: usize = 60_000_000;
/// The most that one part is worth.
const MAX_SHARE: usize = 2_000_000;

pub(super) struct Proposer<'a> {
    policy: &'a Policy,
    share: usize,
    /// What there is to try in an input without findings, and in one with.
    clean: Vec<Vec<Choice>>,
    spoilt: Vec<Vec<Choice>>,
    /// Every confidence threshold, ascending.
    cuts: Vec<f64>,
    /// From here on the highest band is reached under any thresholds.
    highest: f64,
}

impl<'a> Proposer<'a> {
    /// For that many parts.
    pub(super) fn new(policy: &'a Policy, parts: usize) -> Self {
        let plan = &policy.plan;
        let mut sets = vec![&plan.base];
        sets.extend(plan.operations.iter().filter_map(|operation| operation.thresholds.as_ref()));
        sets.extend(&plan.segment_thresholds);
        let mut cuts = vec![0.0];
        let mut highest = 0.0_f64;
        for set in sets {
            cuts.extend(set);
            highest = highest.max(set.last().copied().unwrap_or(0.0));
        }
        sort_by(&mut cuts, &f64::total_cmp);
        let share = MAX_WORK.checked_div(parts).unwrap_or(MAX_WORK).min(MAX_SHARE);
        Self { policy, share, clean: choices(policy, false), spoilt: choices(policy, true), cuts, highest }
    }

    /// A test that exercises the part and passes, or why there is none.
    pub(super) fn propose(&mut self, thing: Thing, name: &str) -> (Reach, Option<Test>) {
        let model = self.policy.model();
        let mut reach = Reach::Nothing;
        for bad in [false, true] {
            let operations = operations(model, bad);
            let work = self.share.checked_div(operations.len()).unwrap_or(0) / 2;
            for operation in operations {
                let Some(goal) = goal(model, thing, operation, bad) else { continue };
                match self.find(thing, &goal, bad, work) {
                    Found::Input(given, expect) => {
                        let test = Test { name: self.title(thing, name), given, health: None, expect };
                        return (Reach::Found, Some(test));
                    }
                    Found::Nothing => {}
                    Found::Unknown => reach = Reach::Unknown,
                }
            }
        }
        (reach, None)
    }

    fn title(&self, thing: Thing, name: &str) -> String {
        let model = self.policy.model();
        match thing {
            Thing::Cell { .. } => name.to_owned(),
            Thing::Segment(_) => format!("in segment {name}"),
            Thing::Unavailable(_) => format!("{name} is not available"),
            Thing::Rule(index) => model.rules.get(index).map_or_else(String::new, |rule| rule.because.clone()),
            Thing::Raise { operation, raise } => {
                let raise = model.operation(operation).and_then(|operation| operation.raises.get(raise));
                raise.map_or_else(String::new, |raise| raise.because.clone())
            }
        }
    }

    fn find(&self, thing: Thing, goal: &Goal<'_>, bad: bool, work: usize) -> Found {
        let choices = if bad { &self.spoilt } else { &self.clean };
        let mut start: Chosen = vec![None; choices.len()];
        set(&mut start, Slot::OPERATION, Some(code_choice(goal.operation)));
        let noise = self.noise();
        let mut refused = false;
        let mut found = None;
        let mut quieter = Search { choices, demands: &[], work };
        let mut search = Search { choices, demands: &goal.demands, work };
        let end = search.run(&mut start, &mut |chosen| {
            let mut quiet = chosen.clone();
            quieter.quieten(&noise, &mut quiet);
            found = self.confirmed(thing, goal, &quiet).or_else(|| self.confirmed(thing, goal, chosen));
            refused |= found.is_none();
            found.is_some()
        });
        match found {
            Some((input, action)) => Found::Input(input, action),
            None if end == End::Exhausted && !refused => Found::Nothing,
            None => Found::Unknown,
        }
    }

    /// Conditions that a test for something else had better not meet.
    fn noise(&self) -> Vec<&Condition> {
        let model = self.policy.model();
        let mut noise = Vec::new();
        for operation in model.operations.iter().chain(&model.any_operation) {
            noise.extend(operation.raises.iter().map(|raise| &raise.when));
        }
        noise.extend(model.segments.iter().map(|segment| &segment.when));
        noise.extend(model.rules.iter().map(|rule| &rule.when));
        noise.extend(model.unavailable.iter().map(|entry| &entry.when));
        noise
    }

    /// The first input made of what was chosen that exercises the part, with its action.
    fn confirmed(&self, thing: Thing, goal: &Goal<'_>, chosen: &Chosen) -> Option<(Value, Action)> {
        let mut ceilings = vec![None];
        ceilings.extend(goal.at_most.map(Some));
        for confidence in self.confidences(goal, chosen) {
            for at_most in &ceilings {
                let Some(input) = input(self.policy, goal, chosen, confidence, *at_most) else { continue };
                if exercised(self.policy, &input, None).contains(&thing) {
                    let action = self.policy.decide(&input, None).action;
                    return Some((input, action));
                }
            }
        }
        None
    }

    /// Some of the band that is wanted, the plainest first.
    fn confidences(&self, goal: &Goal<'_>, chosen: &Chosen) -> Vec<f64> {
        let Some(band) = goal.band else {
            let below_one = Interval { low: self.highest, high: 1.0_f64.next_down() };
            return if self.highest < 1.0 { vec![plain_fraction(below_one), 1.0] } else { vec![1.0] };
        };
        let mut without_margin = chosen.clone();
        set(&mut without_margin, Slot::MARGIN, None);
        set(&mut without_margin, Slot::ALTERNATIVES, None);
        let reaches = |cut: f64, band: usize| {
            let Some(input) = input(self.policy, goal, &without_margin, cut, None) else { return false };
            let seen = exercised(self.policy, &input, None);
            seen.iter().any(|thing| matches!(thing, Thing::Cell { confidence, .. } if *confidence >= band))
        };
        let low = self.cuts.partition_point(|cut| !reaches(*cut, band));
        let next = self.cuts.partition_point(|cut| !reaches(*cut, band.saturating_add(1)));
        let Some(low) = self.cuts.get(low).copied() else { return Vec::new() };
        let high = self.cuts.get(next).map_or(1.0, |cut| cut.next_down());
        // The whole of the highest band would give 1 as its plainest number.
        let below_one = if high < 1.0 || low >= 1.0 { high } else { high.next_down() };
        vec![plain_fraction(Interval { low, high: below_one }), high, low]
    }
}

enum Found {
    Input(Value, Action),
    /// The search was complete and found nothing.
    Nothing,
    Unknown,
}

fn code_choice(operation: Option<usize>) -> Choice {
    let code = operation.and_then(|code| u32::try_from(code).ok()).map_or(f64::NAN, f64::from);
    Choice { value: code, piece: Interval::is(code), bad: false }
}

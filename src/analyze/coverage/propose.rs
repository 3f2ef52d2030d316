//! A test for a part that no test exercises.

use crate::action::Action;
use crate::condition::{Condition, Interval, Slot};
use crate::policy::{Model, Policy, Test};
use crate::value::{Value, fill, sort_by};

use super::Reach;
use super::exercised::{Thing, exercised};
use super::goal::{Goal, goal, operations};
use super::input::input;
use super::pieces::{Choice, choices, plain_fraction};
use super::search::{Chosen, Demand, End, Search, set};

/// How many tests of conditions are looked at for all proposals together (a few ns each natively).
const MAX_WORK: usize = 100_000_000;
/// The most that one part is worth.
const MAX_SHARE: usize = 4_000_000;
/// How many ways to exercise a part are written out and decided for one operation.
const MAX_OFFERS: usize = 16;

pub(super) struct Proposer<'a> {
    policy: &'a Policy,
    /// What is left of the work, and for how many parts.
    work: usize,
    parts: usize,
    /// What there is to try in an input without findings, and in one with.
    clean: Vec<Vec<Choice>>,
    spoilt: Vec<Vec<Choice>>,
    /// By slot, the conditions that a test for something else had better not meet.
    noise: Vec<Vec<&'a Condition>>,
    /// The models to try.
    models: Vec<OfModel>,
}

/// What there is to try of one model.
struct OfModel {
    code: usize,
    /// Every confidence threshold, ascending.
    cuts: Vec<f64>,
    /// From here on the highest band is reached under any thresholds.
    highest: f64,
}

impl<'a> Proposer<'a> {
    /// For that many parts.
    pub(super) fn new(policy: &'a Policy, parts: usize) -> Self {
        let (clean, spoilt) = (choices(policy, false), choices(policy, true));
        let noise = noise(policy.model(), clean.len());
        Self { policy, work: MAX_WORK, parts, clean, spoilt, noise, models: models(policy) }
    }

    /// A test that exercises the part and passes, or why there is none. What one operation leaves of the part's share
    /// the next ones have, and what a part leaves the next parts.
    pub(super) fn propose(&mut self, thing: Thing, name: &str) -> (Reach, Option<Test>) {
        let share = self.work.checked_div(self.parts).unwrap_or(0).min(MAX_SHARE);
        let mut left = share;
        let proposal = self.within(thing, name, &mut left);
        self.work = self.work.saturating_sub(share.saturating_sub(left));
        self.parts = self.parts.saturating_sub(1);
        proposal
    }

    fn within(&self, thing: Thing, name: &str, left: &mut usize) -> (Reach, Option<Test>) {
        let model = self.policy.model();
        let mut reach = Reach::Nothing;
        for bad in [false, true] {
            let mut tried = Vec::new();
            for operation in operations(model, bad) {
                let Some(goal) = goal(self.policy, thing, operation, bad) else { continue };
                // Operations that no condition tells apart come to the same.
                if tried.contains(&goal.demands) {
                    continue;
                }
                match self.find(thing, &goal, bad, left) {
                    Found::Input(given, expect) => {
                        let test = Test { name: self.title(thing, name), given, health: None, expect };
                        return (Reach::Found, Some(test));
                    }
                    Found::Nothing => {}
                    Found::Unknown => reach = Reach::Unknown,
                }
                if !goal.demands.iter().any(Demand::asks_operation) {
                    tried.push(goal.demands);
                }
            }
        }
        (reach, None)
    }

    fn title(&self, thing: Thing, name: &str) -> String {
        let model = self.policy.model();
        match thing {
            Thing::Cell { .. } => name.to_owned(),
            Thing::Segment(_) => fill("in segment {}", &[name]),
            Thing::Unavailable(_) => fill("{} is not available", &[name]),
            Thing::Rule(index) => model.rules.get(index).map_or_else(String::new, |rule| rule.because.clone()),
            Thing::Raise { operation, raise } => {
                let raise = model.operation(operation).and_then(|operation| operation.raises.get(raise));
                raise.map_or_else(String::new, |raise| raise.because.clone())
            }
        }
    }

    fn find(&self, thing: Thing, goal: &Goal<'_>, bad: bool, left: &mut usize) -> Found {
        let choices = if bad { &self.spoilt } else { &self.clean };
        let mut start: Chosen = vec![None; choices.len()];
        set(&mut start, Slot::OPERATION, Some(code_choice(goal.operation)));
        // The operations share what there is: none may use it all.
        let work = *left / 4;
        let mut refused = false;
        let mut found = None;
        let mut quieter = Search { choices, demands: &[], work, offers: 0 };
        let mut search = Search { choices, demands: &goal.demands, work, offers: MAX_OFFERS };
        let end = search.run(&mut start, &mut |chosen| {
            let mut quiet = chosen.clone();
            quieter.quieten(&self.noise, &mut quiet);
            found = self.confirmed(thing, goal, &quiet).or_else(|| self.confirmed(thing, goal, chosen));
            refused |= found.is_none();
            found.is_some()
        });
        let used = work.saturating_sub(search.work).saturating_add(work.saturating_sub(quieter.work));
        *left = left.saturating_sub(used);
        match found {
            Some((input, action)) => Found::Input(input, action),
            None if end == End::Exhausted && !refused => Found::Nothing,
            None => Found::Unknown,
        }
    }

    /// The first input made of what was chosen that exercises the part, with its action.
    fn confirmed(&self, thing: Thing, goal: &Goal<'_>, chosen: &Chosen) -> Option<(Value, Action)> {
        let mut ceilings = vec![None];
        ceilings.extend(goal.at_most.map(Some));
        for model in &self.models {
            for confidence in self.confidences(model, goal, chosen) {
                for at_most in &ceilings {
                    let Some(input) = input(self.policy, goal, chosen, model.code, confidence, *at_most) else {
                        continue;
                    };
                    if exercised(self.policy, &input, None).contains(&thing) {
                        let action = self.policy.decide(&input, None).action;
                        return Some((input, action));
                    }
                }
            }
        }
        None
    }

    /// Some of the band that is wanted, the plainest first.
    fn confidences(&self, model: &OfModel, goal: &Goal<'_>, chosen: &Chosen) -> Vec<f64> {
        let Some(band) = goal.band else {
            let below_one = Interval { low: model.highest, high: 1.0_f64.next_down() };
            return if model.highest < 1.0 { vec![plain_fraction(below_one), 1.0] } else { vec![1.0] };
        };
        let mut without_margin = chosen.clone();
        set(&mut without_margin, Slot::MARGIN, None);
        set(&mut without_margin, Slot::ALTERNATIVES, None);
        let reaches = |cut: f64, band: usize| {
            let Some(input) = input(self.policy, goal, &without_margin, model.code, cut, None) else { return false };
            let seen = exercised(self.policy, &input, None);
            seen.iter().any(|thing| matches!(thing, Thing::Cell { confidence, .. } if *confidence >= band))
        };
        let low = model.cuts.partition_point(|cut| !reaches(*cut, band));
        let next = model.cuts.partition_point(|cut| !reaches(*cut, band.saturating_add(1)));
        let Some(low) = model.cuts.get(low).copied() else { return Vec::new() };
        let high = model.cuts.get(next).map_or(1.0, |cut| cut.next_down());
        // The whole of the highest band would give 1 as its plainest number.
        let below_one = if high < 1.0 || low >= 1.0 { high } else { high.next_down() };
        vec![plain_fraction(Interval { low, high: below_one }), high, low]
    }
}

/// More are not tried: a part that only such a model exercises is then not said to be out of reach.
const MOST_MODELS: usize = 8;

/// Those with evidence first, to which the most is left; then the surest.
fn models(policy: &Policy) -> Vec<OfModel> {
    let (model, plan) = (policy.model(), &policy.plan);
    let (mut fitted, mut rest) = (Vec::new(), Vec::new());
    if model.fit(plan.surest).is_none() {
        rest.push(plan.surest);
    }
    for code in 0..=model.models.len() {
        if model.fit(code).is_some() {
            fitted.push(code);
        } else if code != plan.surest {
            rest.push(code);
        }
    }
    fitted.extend(rest);
    let mut models = Vec::new();
    for code in fitted {
        let is_known = !model.is_calibrated() || model.calibration(code).is_some();
        if is_known && models.len() < MOST_MODELS {
            models.push(OfModel::new(policy, code));
        }
    }
    models
}

impl OfModel {
    fn new(policy: &Policy, code: usize) -> Self {
        let (mut cuts, mut highest) = (vec![0.0], 0.0_f64);
        for cut in policy.plan.model_thresholds(policy.model(), code).cuts() {
            highest = highest.max(cut);
            cuts.extend((cut <= 1.0).then_some(cut));
        }
        sort_by(&mut cuts, &f64::total_cmp);
        Self { code, cuts, highest }
    }
}

fn noise(model: &Model, slots: usize) -> Vec<Vec<&Condition>> {
    let mut conditions = Vec::new();
    for operation in model.operations.iter().chain(&model.any_operation) {
        for raise in &operation.raises {
            conditions.push(&raise.when);
        }
    }
    for segment in &model.segments {
        conditions.push(&segment.when);
    }
    for rule in &model.rules {
        conditions.push(&rule.when);
    }
    for entry in &model.unavailable {
        conditions.push(&entry.when);
    }
    let mut noise: Vec<Vec<&Condition>> = vec![Vec::new(); slots];
    for condition in conditions {
        condition.tests(&mut |slot, _| {
            if let Some(list) = noise.get_mut(slot.0).filter(|list| !is_last(list, condition)) {
                list.push(condition);
            }
        });
    }
    noise
}

/// Whether the condition was the last to be listed: it may test a slot more than once.
fn is_last(list: &[&Condition], condition: &Condition) -> bool {
    list.last().is_some_and(|last| std::ptr::eq(*last, condition))
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

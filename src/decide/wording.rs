//! Words for people: reasons and findings. Built once for each distinct verdict, never while deciding.

use crate::action::Action;
use crate::policy::{Policy, Raise};
use crate::value::{fill, join};

use super::decision::missing_names;
use super::evidence::Stale;
use super::facts::{Field, Problem};
use super::verdict::{Reason, Verdict};

/// Why, in one sentence without numbers.
pub(crate) fn reason(policy: &Policy, verdict: &Verdict) -> String {
    match verdict.reason {
        Reason::Finding => first_finding(policy, verdict),
        Reason::Unavailable(action) => fill("{} now", &[not_available(action)]),
        Reason::Options => "it takes more options than can be shown, or than are known".to_owned(),
        Reason::Ceiling(action) => fill("at most `{}` is allowed now", &[action.name()]),
        Reason::MissingSignal(rule) => {
            fill("cannot rule out: {} ({})", &[because(policy, rule), &are_missing(policy, verdict)])
        }
        Reason::Rule(rule) => because(policy, rule).to_owned(),
        Reason::Stale(stale) => self::stale(stale).to_owned(),
        Reason::Raise(number) => {
            let (first, raises) = raises(policy, verdict);
            let raise = usize::from(number).checked_sub(first).and_then(|index| raises.get(index));
            raise.map_or_else(String::new, |raise| raise.because.clone())
        }
        Reason::Cell => cell(policy, verdict),
    }
}

#[inline(never)]
fn first_finding(policy: &Policy, verdict: &Verdict) -> String {
    verdict
        .findings
        .first()
        .map_or_else(String::new, |(field, problem)| finding(policy, *field, &field.name(policy), *problem))
}

fn not_available(action: Action) -> &'static str {
    match action {
        Action::AutoApply => "nothing can be done automatically",
        Action::Suggest => "nobody at the screen can confirm",
        Action::ShowOptions => "nobody at the screen can choose",
        Action::Escalate => "nobody can review this",
        Action::Abstain => "the AI cannot stand aside",
        Action::Block => "nothing is possible",
    }
}

/// Why there is no promise.
pub(crate) const fn stale(stale: Stale) -> &'static str {
    match stale {
        Stale::Model => "no evidence covers this model",
        Stale::Expired => "the evidence for its thresholds has expired",
        Stale::Case => "the evidence for its thresholds does not cover such cases",
    }
}

fn because(policy: &Policy, rule: u16) -> &str {
    policy.model().rules.get(usize::from(rule)).map_or("", |rule| &rule.because)
}

/// "`a` is missing", "`a` and `b` are missing". Only an absent confidence leaves no name.
#[inline(never)]
fn are_missing(policy: &Policy, verdict: &Verdict) -> String {
    match missing_names(policy, &verdict.missing[1]).as_slice() {
        [] => "`confidence` is missing".to_owned(),
        [only] => fill("`{}` is missing", &[only]),
        [most @ .., last] => fill("`{}` and `{}` are missing", &[&join(most, "`, `"), last]),
    }
}

fn cell(policy: &Policy, verdict: &Verdict) -> String {
    let model = policy.model();
    verdict.cell.map_or_else(String::new, |(confidence, impact)| {
        let confidence = model.confidence.name(usize::from(confidence));
        fill("{} confidence, {} impact", &[confidence, model.impact.name(usize::from(impact))])
    })
}

/// The raises of the operation that was decided, and the number of the first.
pub(super) fn raises<'a>(policy: &'a Policy, verdict: &Verdict) -> (usize, &'a [Raise]) {
    let code = verdict.operation.map_or(usize::MAX, usize::from);
    match (policy.plan.operations.get(code), policy.model().operation(code)) {
        (Some(plan), Some(operation)) => (plan.first_raise, operation.raises.as_slice()),
        (Some(_) | None, _) => (0, &[]),
    }
}

/// What is wrong with a field, and what would be right.
pub(super) fn finding(policy: &Policy, field: Field, name: &str, problem: Problem) -> String {
    match problem {
        Problem::None => fill("`{}` is sound", &[name]),
        Problem::WrongType => fill("`{}` should be {}", &[name, wanted(policy, field)]),
        Problem::NotANumber => fill("`{}` is NaN", &[name]),
        Problem::OutOfRange => fill("`{}` is outside 0 to 1", &[name]),
        Problem::NotListed => fill("`{}` is not {}", &[name, listed(field)]),
        Problem::OutOfOrder => fill("`{}` do not descend; the most likely comes first", &[name]),
        Problem::Unreadable => fill("`{}` could not be read", &[name]),
        Problem::Absent => fill("`{}` is missing", &[name]),
        Problem::AboveConfidence => fill("`{}` is above the confidence of the prediction", &[name]),
    }
}

fn wanted(policy: &Policy, field: Field) -> &'static str {
    match field {
        Field::CONFIDENCE | Field::SECOND => "a number from 0 to 1",
        Field::ALTERNATIVES => "a list of { label, confidence }",
        Field::MODEL | Field::OPERATION | Field::AT_MOST | Field::HEALTH_AT_MOST => "a string",
        Field::IMPACT => "a number from 0 to 1, or the name of an impact band",
        Field::INPUT | Field::SIGNALS | Field::HEALTH | Field::HEALTH_SIGNALS => "an object",
        Field(index) => {
            let signal = index.checked_sub(Field::FIXED).and_then(|index| policy.model().signals.get(index));
            signal.map_or("something else", |signal| signal.kind.words())
        }
    }
}

const fn listed(field: Field) -> &'static str {
    match field {
        Field::MODEL => "a model that the policy calibrates",
        Field::OPERATION => "an operation that the policy lists",
        Field::IMPACT => "an impact band of the policy",
        Field::AT_MOST | Field::HEALTH_AT_MOST => "an action",
        Field(_) => "among the values that the policy lists",
    }
}

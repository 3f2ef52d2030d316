//! Phrases that several sections use.

use crate::action::Action;
use crate::calibrate::Method;
use crate::condition::{Condition, Interval, Slot};
use crate::explain::condition_words;
use crate::policy::{
    Audits, Axis, Calibration, Kind, Model, Operation, OptionSet, OptionSets, Policy, SetMethod, Signal,
};
use crate::value::{Value, count_text, fill, number_text};

use super::super::truths::Truths;
use super::text::{Text, named, quoted, say, tell};

/// What an action means for the people involved, as a sentence about an item.
pub(super) const fn what_happens(action: Action) -> &'static str {
    match action {
        Action::AutoApply => "It is done, and can be undone.",
        Action::Suggest => "One proposal is shown; it is done only if it is confirmed.",
        Action::ShowOptions => "Several proposals are shown, to pick from.",
        Action::Escalate => "It waits for a decision. That nobody is there is not a refusal.",
        Action::Abstain => "The AI says and does nothing; people go on without it.",
        Action::Block => "It is refused.",
    }
}

/// Who decides then.
pub(super) const fn who_decides(action: Action) -> &'static str {
    match action {
        Action::AutoApply | Action::Block => "nobody is asked",
        Action::Suggest | Action::ShowOptions => "the person at the screen",
        Action::Escalate => "someone else, with authority",
        Action::Abstain => "people, without the AI",
    }
}

/// An action in a few words.
pub(super) const fn short(action: Action) -> &'static str {
    match action {
        Action::AutoApply => "done without asking",
        Action::Suggest => "the person at the screen confirms",
        Action::ShowOptions => "the person at the screen picks",
        Action::Escalate => "someone with authority decides",
        Action::Abstain => "the AI stands aside",
        Action::Block => "refused",
    }
}

/// Which items are audited, as a sentence.
pub(super) fn audits(audits: &Audits) -> Text {
    let template = "Of what may be done without asking, {}% is picked for audit, of all else {}%.";
    tell(template, &[percent(audits.rate), percent(audits.explore_rate)])
}

fn percent(share: f64) -> Text {
    number((share * 1e8).round() / 1e6)
}

/// What sets of options promise.
pub(super) fn sets(sets: &OptionSets) -> Text {
    let template = "With a confidence of {}%, the right one is among the proposals that belong to the set in at least {}% of \
        the cases that come to picking, for answers of the model {} and as long as cases keep coming as they did when this \
        was fitted. Where the set has more than can be shown, or no alternatives are known, there is nothing to pick from \
        and the decision is the next below.";
    tell(template, &[percent(1.0 - sets.delta), percent(sets.coverage), quoted(&sets.model)])
}

/// Which options a cell shows.
pub(super) fn set(method: SetMethod, set: &OptionSet) -> Text {
    let template = match method {
        SetMethod::Lac => "those with a confidence of at least {} (from {} labelled cases)",
        SetMethod::Aps => {
            "from the likeliest on, as long as their confidences sum up to at most {} (from {} labelled cases)"
        }
    };
    tell(template, &[number(set.threshold), number(f64::from(set.labels))])
}

/// The most that is left, after "at most".
pub(super) fn at_most(action: Action) -> Text {
    tell("{} ({})", &[say(short(action)), named(action.name())])
}

/// A condition as a phrase. The words of one test come from `explain`; a value that someone wrote is kept as a quote.
pub(super) fn condition(policy: &Policy, condition: &Condition) -> Text {
    match condition {
        Condition::Within(slot, interval) => test(policy, condition, *slot, *interval),
        Condition::All(parts) => joined(policy, parts, " and "),
        Condition::Any(parts) => joined(policy, parts, " or "),
        Condition::Not(part) => tell("not ({})", &[self::condition(policy, part)]),
    }
}

fn test(policy: &Policy, condition: &Condition, slot: Slot, interval: Interval) -> Text {
    let words = || condition_words(policy, condition);
    // `explain` names the fields of an input, in backticks; people know these by other words.
    let renamed = |known: &str| say(&fill("{}{}", &[known, words().rsplit('`').next().unwrap_or_default()]));
    match slot {
        Slot::OPERATION => operation_is(policy.model(), interval.low),
        Slot::MARGIN => renamed("the margin to the second"),
        Slot::ALTERNATIVES => renamed("the number of alternatives"),
        Slot(_) => {
            let signal = slot.signal_index().and_then(|index| policy.model().signals.get(index));
            match signal.map(|signal| (&signal.name, signal.kind.value(interval.low))) {
                Some((name, Value::Text(value))) => tell("{} is {}", &[named(name), quoted(&value)]),
                Some(_) | None => Text::marked(&words()),
            }
        }
    }
}

fn operation_is(model: &Model, code: f64) -> Text {
    let listed = (1_u32..).zip(&model.operations).find(|(number, _)| (f64::from(*number) - code).abs() < 0.5);
    let which = listed.map_or_else(|| say("not listed"), |(_, operation)| named(&operation.name));
    tell("the operation is {}", &[which])
}

fn joined(policy: &Policy, parts: &[Condition], between: &str) -> Text {
    let mut texts = Vec::new();
    for part in parts {
        let text = condition(policy, part);
        let group = matches!(part, Condition::All(_) | Condition::Any(_));
        texts.push(if group { tell("({})", &[text]) } else { text });
    }
    Text::joined(&texts, between)
}

pub(super) fn number(number: f64) -> Text {
    say(&number_text(number))
}

pub(super) fn count(count: usize) -> Text {
    say(&count_text(count))
}

/// An operation, `*` among them.
pub(super) fn operation(operation: &Operation) -> Text {
    let name = named(&operation.name);
    if operation.name == "*" { tell("any other operation ({})", &[name]) } else { name }
}

/// Every operation with its code, in the order of names, any other one last.
pub(super) fn operations(model: &Model) -> Vec<(usize, &Operation)> {
    let mut all = Vec::new();
    for (index, operation) in model.operations.iter().enumerate() {
        all.push((index.saturating_add(1), operation));
    }
    all.extend(model.any_operation.as_ref().map(|operation| (0, operation)));
    all
}

/// Where a band runs: "below 0.5", "from 0.5 to below 0.8", "0.8 and above".
pub(super) fn range(bounds: &[f64], band: usize) -> String {
    let low = bounds.get(band).copied().unwrap_or(0.0);
    match (band, bounds.get(band.saturating_add(1))) {
        (0, Some(next)) => fill("below {}", &[&number_text(*next)]),
        (_, Some(next)) => fill("from {} to below {}", &[&number_text(low), &number_text(*next)]),
        (_, None) => fill("{} and above", &[&number_text(low)]),
    }
}

/// A band by its name, with its place.
pub(super) fn band(axis: &Axis, band: usize) -> Text {
    tell("{} ({})", &[named(axis.name(band)), say(&range(&axis.bounds(), band))])
}

/// Confidence thresholds above the lowest band: "`high` from 0.9".
pub(super) fn thresholds(axis: &Axis, bounds: &[f64]) -> Text {
    let mut parts = Vec::new();
    for (band, bound) in axis.bands.iter().zip(bounds).skip(1) {
        parts.push(tell("{} from {}", &[named(&band.name), number(*bound)]));
    }
    Text::joined(&parts, ", ")
}

/// How a map was made, and what it makes of some confidences.
pub(super) fn map(calibration: &Calibration) -> Text {
    let method = match calibration.method {
        Some(Method::Isotonic) => "isotonic regression: {}",
        Some(Method::Platt) => "Platt scaling: {}",
        None => "{}",
    };
    let mut parts = Vec::new();
    for confidence in [0.0, 0.5, 0.8, 0.9, 0.95, 1.0] {
        let counts = (calibration.map.apply(confidence) * 1000.0).round() / 1000.0;
        parts.push(tell("{} counts as {}", &[number(confidence), number(counts)]));
    }
    tell(method, &[Text::joined(&parts, ", ")])
}

/// What a signal may be.
pub(super) fn values(signal: &Signal) -> Text {
    match (&signal.kind, &signal.unit) {
        (Kind::Number, Some(unit)) => tell("a number, in {}", &[quoted(unit)]),
        (Kind::Number, None) => say("a number"),
        (Kind::Boolean, _) => say("true or false"),
        (Kind::Text(values), _) => {
            let mut quotes = Vec::new();
            for value in values {
                quotes.push(quoted(value));
            }
            tell("one of {}", &[Text::joined(&quotes, ", ")])
        }
    }
}

/// What a signal counts as when it is missing; nothing where it has no default.
pub(super) fn default(signal: &Signal) -> Option<Text> {
    Some(match signal.kind.value(signal.default?) {
        Value::Text(text) => quoted(&text),
        Value::Boolean(truth) => say(if truth { "true" } else { "false" }),
        Value::Number(default) => number(default),
        Value::Null | Value::List(_) | Value::Object(_) => say("its default"),
    })
}

/// What a condition can be for an operation, whatever else is given.
pub(super) fn truths_for(condition: &Condition, code: Option<usize>) -> Truths {
    let code = code.and_then(|code| u32::try_from(code).ok()).map(f64::from);
    Truths::of(condition, &mut |slot| if slot == Slot::OPERATION { code } else { None })
}

/// "a day", "36 hours", with the seconds beside it.
pub(super) fn duration(seconds: f64) -> String {
    let exact = fill("{} seconds", &[&number_text(seconds)]);
    for (unit, length) in [("day", 86_400.0), ("hour", 3_600.0), ("minute", 60.0)] {
        let count = seconds / length;
        if count >= 1.0 && count.fract() <= 0.0 {
            let plural = if count > 1.0 { "s" } else { "" };
            return fill("{} {}{} ({})", &[&number_text(count), unit, plural, &exact]);
        }
    }
    exact
}

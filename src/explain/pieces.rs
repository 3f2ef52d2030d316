//! What a field could be instead: one value of each piece into which the policy's cuts divide it, the nearest first.

use crate::action::Action;
use crate::condition::Interval;
use crate::decide::{Facts, Field, Problem, Share, Situations, code_of};
use crate::policy::Policy;
use crate::value::sort_by;

/// The fields that may be changed, in the order in which changes are looked for and listed.
pub(super) fn fields(policy: &Policy) -> Vec<Field> {
    let mut fields =
        vec![Field::CONFIDENCE, Field::SECOND, Field::OPERATION, Field::IMPACT, Field::AT_MOST, Field::HEALTH_AT_MOST];
    for (index, _) in policy.model().signals.iter().enumerate() {
        fields.push(Field::signal(index));
    }
    fields
}

/// What counts of a field now: what is given, else what fills it; NaN where it is absent or has a finding of its own.
pub(super) fn now(policy: &Policy, facts: &Facts, field: Field) -> f64 {
    let given = facts.get(field);
    if facts.problem(field) != Problem::None {
        f64::NAN
    } else if !given.is_nan() {
        given
    } else if field == Field::CONFIDENCE {
        facts.get(Field::FIRST_ALTERNATIVE)
    } else if field == Field::SECOND {
        facts.get(Field::SECOND_ALTERNATIVE)
    } else {
        let default = field.signal_index().and_then(|index| policy.plan.defaults.get(index));
        default.copied().unwrap_or(f64::NAN)
    }
}

/// The values to try, nearest first. An absent number counts as 0 here; of two numbers as near, the greater comes first
/// (below 0 the lesser). Codes come in the policy's order, less those that no test tells from an earlier one. An
/// operation that is known is left alone, because with another one the app would do another thing; a ceiling is changed
/// only where one is given, and only raised, because a lower one would always give less.
pub(super) fn values(policy: &Policy, situations: &Situations, facts: &Facts, field: Field) -> Vec<f64> {
    let now = now(policy, facts, field);
    let Some(pieces) = pieces(policy, situations, facts, field) else { return codes(policy, situations, facts, field) };
    let from = if now.is_nan() { 0.0 } else { now };
    let mut values = Vec::new();
    for piece in pieces {
        let mut value = from.max(piece.low).min(piece.high);
        if field.signal_index().is_none() {
            value = value.clamp(0.0, 1.0);
        }
        if value.is_finite() && value.total_cmp(&now).is_ne() {
            values.push(value);
        }
    }
    sort_by(&mut values, &|a, b| {
        let order = (a - from).abs().total_cmp(&(b - from).abs());
        order.then(if from < 0.0 { a.total_cmp(b) } else { b.total_cmp(a) })
    });
    values
}

fn codes(policy: &Policy, situations: &Situations, facts: &Facts, field: Field) -> Vec<f64> {
    let now = now(policy, facts, field);
    let mut codes = Vec::new();
    if field == Field::OPERATION {
        let known = !now.is_nan() && policy.model().operation(code_of(now)).is_some();
        for (code, _) in (1_u32..).zip(&policy.model().operations) {
            if !known {
                codes.push(f64::from(code));
            }
        }
    } else if let Some(index) = field.signal_index() {
        let Some(Share::Codes { first, shares }) = situations.signals.get(index) else { return codes };
        for (place, share) in shares.iter().enumerate() {
            if shares.iter().position(|other| other == share) == Some(place)
                && let Ok(code) = u32::try_from(place.saturating_add(*first))
            {
                codes.push(f64::from(code));
            }
        }
    } else if facts.problem(field) != Problem::None || !now.is_nan() {
        for action in Action::ALL {
            let rank = f64::from(action.rank());
            if now.is_nan() || rank > now {
                codes.push(rank);
            }
        }
    }
    codes
}

/// The pieces of a number, ascending: within one, nothing but the number itself changes. Nothing for a field of codes.
pub(super) fn pieces(policy: &Policy, situations: &Situations, facts: &Facts, field: Field) -> Option<Vec<Interval>> {
    let mut cuts = match field {
        Field::CONFIDENCE => situations.confidence.cuts.clone(),
        Field::SECOND => Vec::new(),
        Field::IMPACT => situations.impact.cuts.clone(),
        Field(_) => match field.signal_index().and_then(|index| situations.signals.get(index)) {
            Some(Share::Steps(steps)) => steps.cuts.clone(),
            Some(Share::Codes { .. }) | None => return None,
        },
    };
    if field == Field::CONFIDENCE || field == Field::SECOND {
        margin_cuts(policy, situations, facts, field, &mut cuts);
        sort_by(&mut cuts, &f64::total_cmp);
    }
    let mut pieces = Vec::new();
    let mut low = f64::NEG_INFINITY;
    for cut in cuts {
        if cut > low {
            pieces.push(Interval { low, high: cut.next_down() });
            low = cut;
        }
    }
    pieces.push(Interval { low, high: f64::INFINITY });
    Some(pieces)
}

/// Where the margin reaches each of its cuts (and 0, below which `second` is no longer sound) as confidence grows, and
/// falls below it as `second` does. A difference of doubles is rounded, so the place is looked for among the doubles.
/// With `second` free too, confidence need only be as large as the margin itself.
fn margin_cuts(policy: &Policy, situations: &Situations, facts: &Facts, field: Field, cuts: &mut Vec<f64>) {
    let (confidence, second) = (now(policy, facts, Field::CONFIDENCE), now(policy, facts, Field::SECOND));
    for margin in situations.margin.cuts.iter().copied().chain([0.0]) {
        cuts.push(margin);
        let (mut low, mut high) = (0, 1_f64.to_bits());
        while low < high {
            let middle = low.midpoint(high);
            let value = f64::from_bits(middle);
            if if field == Field::CONFIDENCE { value - second >= margin } else { confidence - value < margin } {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        cuts.push(f64::from_bits(low));
    }
}

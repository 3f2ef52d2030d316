//! What a field could be instead: the pieces into which the policy's cuts divide it, and one value of each.

use crate::action::Action;
use crate::condition::Interval;
use crate::decide::{Facts, Field, Problem, Share, Situations, Steps, code_of};
use crate::policy::Policy;
use crate::value::sort_by;

/// What counts of a field now: what is given, else what fills it; NaN where it is absent or has a finding of its own.
pub(super) fn now(policy: &Policy, facts: &Facts, field: Field) -> f64 {
    let given = facts.get(field);
    if facts.problem(field) != Problem::None {
        return f64::NAN;
    }
    if !given.is_nan() {
        return given;
    }
    match field {
        Field::CONFIDENCE => facts.get(Field::FIRST_ALTERNATIVE),
        Field::SECOND => facts.get(Field::SECOND_ALTERNATIVE),
        Field(_) => {
            let default = field.signal_index().and_then(|index| policy.plan.defaults.get(index));
            default.copied().unwrap_or(f64::NAN)
        }
    }
}

/// The pieces of a field, ascending: within one, nothing but the value itself changes. Each code is a piece. An operation
/// or a model that is known is left alone, because with another one it would be another case; a ceiling is changed only where
/// one is given, and only raised, because a lower one would always give less.
pub(super) fn pieces(policy: &Policy, situations: &Situations, facts: &Facts, field: Field) -> Vec<Interval> {
    let now = now(policy, facts, field);
    let mut cuts: &[f64] = &[];
    let mut codes = None;
    match field {
        Field::CONFIDENCE | Field::SECOND => {}
        Field::IMPACT => cuts = &situations.impact.cuts,
        Field::NOW => cuts = &situations.now.cuts,
        Field::MODEL | Field::OPERATION => {
            let (known, listed) = if field == Field::MODEL {
                // Where none is calibrated any that is named is known, and where sets of options are fitted: those of
                // another model are left out of the facts.
                let unsure = policy.model().is_calibrated() && policy.model().sets.is_none();
                let unsure = unsure && model(policy, situations, facts).is_none();
                (!unsure && !now.is_nan(), policy.model().models.len())
            } else {
                let known = !now.is_nan() && policy.model().operation(code_of(now)).is_some();
                (known, policy.model().operations.len())
            };
            let listed = if known { 0 } else { listed };
            codes = Some(Interval { low: 1.0, high: u32::try_from(listed).map_or(0.0, f64::from) });
        }
        Field::AT_MOST | Field::HEALTH_AT_MOST => {
            let bad = facts.problem(field) != Problem::None;
            codes =
                Some(Interval { low: if bad { 0.0 } else { now + 1.0 }, high: f64::from(Action::AutoApply.rank()) });
        }
        Field(_) => {
            let index = field.signal_index().unwrap_or(usize::MAX);
            match (situations.signals.get(index), policy.plan.ranges.get(index)) {
                (Some(Share::Steps(steps)), _) => cuts = &steps.cuts,
                // What adds nothing is not read: one sound value is as good as any other.
                (Some(Share::Codes { shares, .. }), Some(Interval { low, high })) => {
                    codes = Some(Interval { low: *low, high: if shares.contains(&0) { *low } else { *high } });
                }
                (_, _) => codes = Some(Interval::is(f64::NAN)),
            }
        }
    }
    let mut pieces = Vec::new();
    if let Some(Interval { low: mut code, high }) = codes {
        while code <= high {
            pieces.push(Interval::is(code));
            code += 1.0;
        }
        return pieces;
    }
    let mut cuts = cuts.to_vec();
    if field == Field::CONFIDENCE || field == Field::SECOND {
        margin_cuts(policy, situations, facts, field, &mut cuts);
    }
    sort_by(&mut cuts, &f64::total_cmp);
    let mut low = f64::NEG_INFINITY;
    for cut in cuts {
        // What every confidence reaches, or none does.
        if field <= Field::SECOND && !(0.0 < cut && cut <= 1.0) {
            continue;
        }
        pieces.push(Interval { low, high: cut.next_down() });
        low = cut;
    }
    pieces.push(Interval { low, high: f64::INFINITY });
    pieces
}

/// What the confidence of the input's model counts by.
fn model<'a>(policy: &Policy, situations: &'a Situations, facts: &Facts) -> Option<&'a Steps> {
    let mut code = 0;
    if policy.model().is_calibrated() {
        let given = now(policy, facts, Field::MODEL);
        code = code_of(given);
        if given.is_nan() || policy.model().calibration(code).is_none() {
            return None;
        }
    }
    situations.confidence.get(code)
}

/// Whether the pieces are of a number: codes are finite.
pub(super) fn of_number(pieces: &[Interval]) -> bool {
    pieces.first().is_some_and(|piece| piece.low.is_infinite())
}

/// The values to try, nearest first, codes in the policy's order. An absent number counts as 0 here; of two numbers as
/// near, the greater comes first (below 0 the lesser).
pub(super) fn values(policy: &Policy, situations: &Situations, facts: &Facts, field: Field) -> Vec<f64> {
    let now = now(policy, facts, field);
    let from = if now.is_nan() { 0.0 } else { now };
    let pieces = pieces(policy, situations, facts, field);
    let number = of_number(&pieces);
    let mut values = Vec::new();
    for piece in pieces {
        let mut value = from.max(piece.low).min(piece.high);
        if number && field < Field::NOW {
            value = value.clamp(0.0, 1.0);
        }
        if value.is_finite() && value.total_cmp(&now).is_ne() {
            values.push(value);
        }
    }
    if number {
        sort_by(&mut values, &|a, b| {
            let order = (a - from).abs().total_cmp(&(b - from).abs());
            order.then(if from < 0.0 { a.total_cmp(b) } else { b.total_cmp(a) })
        });
    }
    values
}

/// Where the margin reaches each of its cuts (and 0, below which `second` is no longer sound) as confidence grows, and
/// falls below it as `second` does. A difference of doubles is rounded, so the place is looked for among the doubles.
/// With `second` free too, confidence need only be as large as the margin itself.
fn margin_cuts(policy: &Policy, situations: &Situations, facts: &Facts, field: Field, cuts: &mut Vec<f64>) {
    let (confidence, second) = (now(policy, facts, Field::CONFIDENCE), now(policy, facts, Field::SECOND));
    for margin in situations.margin.cuts.iter().chain(&[0.0]) {
        let (mut low, mut high) = (0, 1_f64.to_bits());
        while low < high {
            let middle = low.midpoint(high);
            let value = f64::from_bits(middle);
            if if field == Field::CONFIDENCE { value - second >= *margin } else { confidence - value < *margin } {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        cuts.push(*margin);
        cuts.push(f64::from_bits(low));
    }
    // Without a model that is known no confidence is compared with anything.
    if field == Field::CONFIDENCE
        && let Some(steps) = model(policy, situations, facts)
    {
        for cut in &steps.cuts {
            cuts.push(*cut);
        }
    }
}

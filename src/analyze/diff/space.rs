//! The input space of two policies: for each field the cells that either of them can tell apart.

use std::collections::BTreeSet;

use crate::condition::Slot;
use crate::decide::{Field, Problem, read_facts};
use crate::policy::{Kind, Policy, Thresholds};
use crate::value::{Fields, Value};

use super::search::Cube;
use super::side::Side;

/// Both policies and the fields that count.
pub(super) struct Space<'a> {
    pub(super) dimensions: Vec<Dimension>,
    pub(super) sides: [Side<'a>; 2],
}

/// One field with its cells.
pub(super) struct Dimension {
    pub(super) axis: Axis,
    pub(super) choices: Vec<Choice>,
}

/// What a dimension is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    /// Whether there is a finding that is one to both policies.
    Input,
    Operation,
    /// Where a policy calibrates confidence or has evidence.
    Model,
    /// Where evidence expires.
    Now,
    /// As given, before calibration.
    Confidence,
    Impact,
    /// By name.
    Signal(String),
    Margin,
    Alternatives,
}

/// One cell of a field: everything in it is the same to both policies.
pub(super) struct Choice {
    pub(super) what: What,
    /// To each policy.
    pub(super) effects: [Effect; 2],
    /// Whether it is the same to both.
    pub(super) is_alike: bool,
    /// Whether it is there only beside a finding.
    pub(super) is_spoilt: bool,
}

/// What is given.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A number between these, both included.
    Between(f64, f64),
    Value(Value),
    Missing,
    Invalid,
    /// Nothing is wrong.
    Sound,
}

/// What a cell is to one policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Effect {
    /// As conditions and thresholds see it; NaN for absent.
    pub(super) value: f64,
    pub(super) is_finding: bool,
}

impl Effect {
    const NOTHING: Self = Self { value: f64::NAN, is_finding: false };
    const FINDING: Self = Self { value: f64::NAN, is_finding: true };

    const fn of(value: f64) -> Self {
        Self { value, is_finding: false }
    }
}

impl<'a> Space<'a> {
    pub(super) fn new(before: &'a Policy, after: &'a Policy) -> Self {
        let both = [before, after];
        let mut dimensions = vec![input(), operations(both)];
        if both.iter().any(|policy| policy.model().reads_models()) {
            dimensions.push(models(both));
        }
        let moments = moments(both);
        if !moments.is_empty() {
            dimensions.push(now(moments));
        }
        dimensions.extend([confidence(both), impact(both)]);
        let names = both.iter().flat_map(|policy| &policy.model().signals).map(|signal| &signal.name);
        let names: BTreeSet<&String> = names.collect();
        dimensions.extend(names.into_iter().map(|name| signal(both, name)));
        dimensions.extend([margin(both), alternatives(both)]);
        let mut names = Vec::new();
        let [first, second] = both;
        let sides = [Side::new(0, first, &dimensions, &mut names), Side::new(1, second, &dimensions, &mut names)];
        Self { dimensions, sides }
    }

    /// Whether it has been decided that no finding is there.
    pub(super) fn is_sound(&self, cube: &Cube) -> bool {
        // INVARIANT(input-first): the first dimension is the input, its first choice that it is sound.
        cube.choices(0).eq([0])
    }

    /// The choices of a dimension that go with what has been decided before it.
    pub(super) fn possible(&self, cube: &Cube, dimension: usize) -> Vec<u16> {
        let is_sound = self.is_sound(cube);
        let choices = self.dimensions.get(dimension).map(|dimension| dimension.choices.as_slice()).unwrap_or_default();
        let possible = (0_u16..).zip(choices).filter(|(_, choice)| !(is_sound && choice.is_spoilt));
        possible.map(|(place, _)| place).collect()
    }
}

fn choice(what: What, effects: [Effect; 2]) -> Choice {
    let is_alike =
        effects[0].is_finding == effects[1].is_finding && effects[0].value.to_bits() == effects[1].value.to_bits();
    Choice { what, effects, is_alike, is_spoilt: false }
}

fn operations(both: [&Policy; 2]) -> Dimension {
    let names: BTreeSet<&String> =
        both.iter().flat_map(|policy| &policy.model().operations).map(|operation| &operation.name).collect();
    let of = |policy: &Policy, name: &str| {
        let model = policy.model();
        let code = model.operation_code(name);
        match (model.has_operations(), model.operation(code)) {
            (false, _) => Effect::NOTHING,
            (true, None) => Effect::FINDING,
            (true, Some(_)) => Effect::of(u32::try_from(code).map_or(0.0, f64::from)),
        }
    };
    // Codes are places in each policy's own list: whether they are the same operation is a matter of names.
    let named = |what: Value, name: &str| {
        let effects = both.map(|policy| of(policy, name));
        let is_listed = both.map(|policy| policy.model().operation_code(name) > 0);
        let is_alike = is_listed[0] == is_listed[1] && effects[0].value.is_nan() == effects[1].value.is_nan();
        Choice {
            is_alike: is_alike && effects[0].is_finding == effects[1].is_finding,
            ..choice(What::Value(what), effects)
        }
    };
    let mut choices: Vec<Choice> = names.into_iter().map(|name| named(Value::from(name.as_str()), name)).collect();
    if both.iter().any(|policy| policy.model().has_operations()) {
        choices.push(named(Value::from("*"), "*"));
    }
    let missing = |policy: &Policy| if policy.model().has_operations() { Effect::FINDING } else { Effect::NOTHING };
    choices.push(choice(What::Missing, both.map(missing)));
    Dimension { axis: Axis::Operation, choices }
}

/// What a model is to each policy, beside whether it is a finding, is a matter of the thresholds that it has there.
fn models(both: [&Policy; 2]) -> Dimension {
    let listed = both.iter().flat_map(|policy| &policy.model().models);
    let names: BTreeSet<&String> = listed.collect();
    let of = |policy: &Policy, name: &str| {
        let code = policy.model().model_code(name);
        match (policy.model().is_calibrated(), policy.model().calibration(code)) {
            (false, _) if !policy.model().reads_models() => Effect::NOTHING,
            (false, _) => Effect::of(u32::try_from(code).map_or(0.0, f64::from)),
            (true, None) => Effect::FINDING,
            (true, Some(_)) => Effect::of(u32::try_from(code).map_or(0.0, f64::from)),
        }
    };
    let none = both.map(|policy| if policy.model().is_calibrated() { Effect::FINDING } else { Effect::NOTHING });
    let named = names.into_iter().map(String::as_str).chain(["*"]);
    let named = named.map(|name| (What::Value(Value::from(name)), both.map(|policy| of(policy, name))));
    let choices = named.chain([(What::Missing, none), (What::Invalid, none)]).map(|(what, effects)| {
        let is_alike = effects[0].is_finding == effects[1].is_finding;
        Choice { is_alike, ..choice(what, effects) }
    });
    Dimension { axis: Axis::Model, choices: choices.collect() }
}

/// Right after which evidence no longer counts, in either policy.
fn moments(both: [&Policy; 2]) -> Vec<f64> {
    let fits =
        both.into_iter().filter_map(|policy| policy.model().evidence.as_ref()).flat_map(|evidence| &evidence.fits);
    fits.filter_map(|fit| fit.valid_until).map(f64::next_up).collect()
}

/// What is no number is as good as missing.
fn now(moments: Vec<f64>) -> Dimension {
    let mut choices = cells(f64::NEG_INFINITY, moments, f64::INFINITY);
    choices.push(choice(What::Missing, [Effect::NOTHING; 2]));
    Dimension { axis: Axis::Now, choices }
}

fn confidence(both: [&Policy; 2]) -> Dimension {
    let cuts = both.iter().flat_map(|policy| policy.plan.all_thresholds()).flat_map(Thresholds::cuts);
    let mut choices = cells(0.0, cuts.collect(), 1.0);
    // It reaches no bound, not even one that every confidence does.
    let absent = |policy: &Policy| if policy.model().without_confidence { Effect::of(-1.0) } else { Effect::FINDING };
    choices.push(choice(What::Missing, both.map(absent)));
    choices.push(choice(What::Invalid, [Effect::FINDING; 2]));
    Dimension { axis: Axis::Confidence, choices }
}

fn margin(both: [&Policy; 2]) -> Dimension {
    let mut choices =
        cells(0.0, cuts_of(both, |_| Some(Slot::MARGIN)).into_iter().filter(|cut| *cut <= 1.0).collect(), 1.0);
    choices.push(choice(What::Missing, [Effect::NOTHING; 2]));
    Dimension { axis: Axis::Margin, choices }
}

fn alternatives(both: [&Policy; 2]) -> Dimension {
    let cuts =
        cuts_of(both, |_| Some(Slot::ALTERNATIVES)).into_iter().map(f64::ceil).filter(|cut| *cut > 0.0).collect();
    Dimension { axis: Axis::Alternatives, choices: cells(0.0, cuts, f64::INFINITY) }
}

/// A given impact counts beside the operation's.
fn impact(both: [&Policy; 2]) -> Dimension {
    let mut cuts = Vec::new();
    for Policy { plan, .. } in both {
        cuts.extend(&plan.impact);
    }
    let mut choices = cells(0.0, cuts, 1.0);
    let absent = |policy: &Policy| if policy.model().has_operations() { Effect::NOTHING } else { Effect::FINDING };
    choices.push(choice(What::Missing, both.map(absent)));
    Dimension { axis: Axis::Impact, choices }
}

fn signal(both: [&Policy; 2], name: &str) -> Dimension {
    let index_in = |policy: &Policy| policy.model().signals.iter().position(|signal| signal.name == name);
    let cuts = cuts_of(both, |policy| index_in(policy).map(Slot::signal));
    let declared: Vec<&Kind> =
        both.iter().filter_map(|policy| Some(&policy.model().signals.get(index_in(policy)?)?.kind)).collect();
    let mut whats = Vec::new();
    if declared.iter().any(|kind| matches!(kind, Kind::Number)) {
        whats.extend(cells(f64::NEG_INFINITY, cuts, f64::INFINITY).into_iter().map(|cell| cell.what));
    }
    if declared.iter().any(|kind| matches!(kind, Kind::Boolean)) {
        whats.extend([false, true].map(|truth| What::Value(Value::Boolean(truth))));
    }
    let mut texts = BTreeSet::new();
    for kind in &declared {
        if let Kind::Text(values) = kind {
            texts.extend(values);
        }
    }
    whats.extend(texts.into_iter().map(|text| What::Value(Value::from(text.as_str()))));
    whats.extend([What::Missing, What::Invalid]);
    let of = |policy: &Policy, what: &What| {
        index_in(policy).map_or(Effect::NOTHING, |index| signal_effect(policy, index, what))
    };
    let choices = whats.into_iter().map(|what| {
        let mut effects = both.map(|policy| of(policy, &what));
        // What is wrong to both is a finding of the input and, here, a signal of which nothing is known.
        let is_spoilt = effects.iter().all(|effect| effect.is_finding);
        if is_spoilt {
            effects = [Effect::NOTHING; 2];
        }
        let is_alike = is_alike(both, effects, index_in);
        Choice { is_alike, is_spoilt, ..choice(what, effects) }
    });
    Dimension { axis: Axis::Signal(name.to_owned()), choices: choices.collect() }
}

/// As the reader of inputs sees it.
fn signal_effect(policy: &Policy, index: usize, what: &What) -> Effect {
    let Some(signal) = policy.model().signals.get(index) else { return Effect::NOTHING };
    let mut signals = Fields::default();
    signals.put(&signal.name, super::example::sample(what));
    let mut input = Fields::default();
    input.put("signals", signals.done());
    let (facts, _) = read_facts(policy, &input.done(), None);
    let field = Field::signal(index);
    let given = facts.get(field);
    if facts.problem(field) != Problem::None {
        Effect::FINDING
    } else if given.is_nan() {
        Effect::of(signal.default.unwrap_or(f64::NAN))
    } else {
        Effect::of(given)
    }
}

/// Codes are places in each policy's own list, so values are compared, not codes.
fn is_alike(both: [&Policy; 2], effects: [Effect; 2], index_in: impl Fn(&Policy) -> Option<usize>) -> bool {
    let values = [0, 1].map(|side: usize| {
        let policy = both.get(side)?;
        let signal = policy.model().signals.get(index_in(policy)?)?;
        let value = effects.get(side)?.value;
        (!value.is_nan()).then(|| signal.kind.value(value))
    });
    values[0] == values[1] && effects[0].is_finding == effects[1].is_finding
}

fn input() -> Dimension {
    let choices = vec![choice(What::Sound, [Effect::NOTHING; 2]), choice(What::Invalid, [Effect::FINDING; 2])];
    Dimension { axis: Axis::Input, choices }
}

/// The cells between the cuts, as far as they hold any number.
fn cells(least: f64, mut cuts: Vec<f64>, most: f64) -> Vec<Choice> {
    cuts.retain(|cut| least < *cut && *cut <= most);
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let lows = std::iter::once(least).chain(cuts.iter().copied());
    let highs = cuts.iter().map(|cut| cut.next_down()).chain(std::iter::once(most));
    let cell = |(low, high)| {
        let what = What::Between(low, high);
        let effect = Effect::of(super::example::number_in(low, high));
        choice(what, [effect; 2])
    };
    lows.zip(highs).map(cell).collect()
}

/// Where the truth of some test of a slot changes, in either policy.
fn cuts_of(both: [&Policy; 2], slot: impl Fn(&Policy) -> Option<Slot>) -> Vec<f64> {
    let mut cuts = Vec::new();
    for policy in both {
        let wanted = slot(policy);
        for atom in policy.plan.circuit.atoms.iter().filter(|atom| Some(atom.slot) == wanted) {
            cuts.extend([atom.interval.low, atom.interval.high.next_up()].into_iter().filter(|cut| cut.is_finite()));
        }
    }
    cuts
}

//! The input space of two policies: for each field the cells that either of them can tell apart.

use crate::condition::Slot;
use crate::decide::{Field, Problem, read_facts};
use crate::policy::{Kind, Policy};
use crate::value::{Fields, Value, in_order, sort_by};

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
        let mut names = Vec::new();
        for policy in both {
            for signal in &policy.model().signals {
                names.push(signal.name.as_str());
            }
        }
        for name in in_order(names) {
            dimensions.push(signal(both, name));
        }
        dimensions.extend([margin(both), alternatives(both)]);
        let mut names = Vec::new();
        let [first, second] = both;
        let sides = [Side::new(0, first, &dimensions, &mut names), Side::new(1, second, &dimensions, &mut names)];
        Self { dimensions, sides }
    }

    /// Whether it has been decided that no finding is there.
    pub(super) fn is_sound(&self, cube: &Cube) -> bool {
        // INVARIANT(input-first): the first dimension is the input, its first choice that it is sound.
        cube.choices(0) == [0]
    }

    /// The choices of a dimension that go with what has been decided before it.
    pub(super) fn possible(&self, cube: &Cube, dimension: usize) -> Vec<u16> {
        let is_sound = self.is_sound(cube);
        let choices = self.dimensions.get(dimension).map(|dimension| dimension.choices.as_slice()).unwrap_or_default();
        let mut possible = Vec::new();
        for (place, choice) in (0_u16..).zip(choices) {
            if !(is_sound && choice.is_spoilt) {
                possible.push(place);
            }
        }
        possible
    }
}

fn choice(what: What, effects: [Effect; 2]) -> Choice {
    let is_alike =
        effects[0].is_finding == effects[1].is_finding && effects[0].value.to_bits() == effects[1].value.to_bits();
    Choice { what, effects, is_alike, is_spoilt: false }
}

/// The number of a name in a policy's own list.
fn coded(code: usize) -> Effect {
    Effect::of(u32::try_from(code).map_or(0.0, f64::from))
}

fn operations(both: [&Policy; 2]) -> Dimension {
    let mut names = Vec::new();
    for policy in both {
        for operation in &policy.model().operations {
            names.push(operation.name.as_str());
        }
    }
    let mut names = in_order(names);
    if both.iter().any(|policy| policy.model().has_operations()) {
        names.push("*");
    }
    let of = |policy: &Policy, name: &str| {
        let model = policy.model();
        let code = model.operation_code(name);
        match (model.has_operations(), model.operation(code)) {
            (false, _) => Effect::NOTHING,
            (true, None) => Effect::FINDING,
            (true, Some(_)) => coded(code),
        }
    };
    let mut choices = Vec::new();
    for name in names {
        let effects = both.map(|policy| of(policy, name));
        let is_listed = both.map(|policy| policy.model().operation_code(name) > 0);
        // Codes are places in each policy's own list: whether they are the same operation is a matter of names.
        let is_alike = is_listed[0] == is_listed[1]
            && effects[0].value.is_nan() == effects[1].value.is_nan()
            && effects[0].is_finding == effects[1].is_finding;
        choices.push(Choice { is_alike, ..choice(What::Value(Value::from(name)), effects) });
    }
    let missing = |policy: &Policy| if policy.model().has_operations() { Effect::FINDING } else { Effect::NOTHING };
    choices.push(choice(What::Missing, both.map(missing)));
    Dimension { axis: Axis::Operation, choices }
}

/// What a model is to each policy, beside whether it is a finding, is a matter of the thresholds that it has there.
fn models(both: [&Policy; 2]) -> Dimension {
    let mut names = Vec::new();
    for policy in both {
        for name in &policy.model().models {
            names.push(name.as_str());
        }
    }
    let mut names = in_order(names);
    names.push("*");
    let of = |policy: &Policy, name: &str| {
        let model = policy.model();
        let code = model.model_code(name);
        match (model.is_calibrated(), model.calibration(code)) {
            (false, _) if !model.reads_models() => Effect::NOTHING,
            // Evidence may know a model that no map is for.
            (true, None) => Effect { is_finding: true, ..coded(code) },
            (false, _) | (true, Some(_)) => coded(code),
        }
    };
    let mut choices = Vec::new();
    let mut add = |what: What, effects: [Effect; 2]| {
        let is_alike = effects[0].is_finding == effects[1].is_finding;
        choices.push(Choice { is_alike, ..choice(what, effects) });
    };
    for name in names {
        add(What::Value(Value::from(name)), both.map(|policy| of(policy, name)));
    }
    let none = both.map(|policy| if policy.model().is_calibrated() { Effect::FINDING } else { Effect::NOTHING });
    add(What::Missing, none);
    add(What::Invalid, none);
    Dimension { axis: Axis::Model, choices }
}

/// Right after which evidence no longer counts, in either policy.
fn moments(both: [&Policy; 2]) -> Vec<f64> {
    let mut moments = Vec::new();
    for policy in both {
        for fit in policy.model().evidence.as_ref().map(|evidence| evidence.fits.as_slice()).unwrap_or_default() {
            moments.extend(fit.valid_until.map(f64::next_up));
        }
    }
    moments
}

/// What is no number is as good as missing.
fn now(moments: Vec<f64>) -> Dimension {
    let mut choices = cells(f64::NEG_INFINITY, &moments, f64::INFINITY);
    choices.push(choice(What::Missing, [Effect::NOTHING; 2]));
    Dimension { axis: Axis::Now, choices }
}

fn confidence(both: [&Policy; 2]) -> Dimension {
    let mut cuts = Vec::new();
    for policy in both {
        for thresholds in policy.plan.all_thresholds() {
            cuts.extend(thresholds.cuts());
        }
    }
    let mut choices = cells(0.0, &cuts, 1.0);
    // It reaches no bound, not even one that every confidence does.
    let absent = |policy: &Policy| if policy.model().without_confidence { Effect::of(-1.0) } else { Effect::FINDING };
    choices.push(choice(What::Missing, both.map(absent)));
    choices.push(choice(What::Invalid, [Effect::FINDING; 2]));
    Dimension { axis: Axis::Confidence, choices }
}

fn margin(both: [&Policy; 2]) -> Dimension {
    let mut choices = cells(0.0, &cuts_of([Some(Slot::MARGIN); 2], both), 1.0);
    choices.push(choice(What::Missing, [Effect::NOTHING; 2]));
    Dimension { axis: Axis::Margin, choices }
}

fn alternatives(both: [&Policy; 2]) -> Dimension {
    let mut cuts = cuts_of([Some(Slot::ALTERNATIVES); 2], both);
    for cut in &mut cuts {
        *cut = cut.ceil();
    }
    Dimension { axis: Axis::Alternatives, choices: cells(0.0, &cuts, f64::INFINITY) }
}

/// A given impact counts beside the operation's.
fn impact(both: [&Policy; 2]) -> Dimension {
    let mut cuts = Vec::new();
    for Policy { plan, .. } in both {
        cuts.extend(&plan.impact);
    }
    let mut choices = cells(0.0, &cuts, 1.0);
    let absent = |policy: &Policy| if policy.model().has_operations() { Effect::NOTHING } else { Effect::FINDING };
    choices.push(choice(What::Missing, both.map(absent)));
    Dimension { axis: Axis::Impact, choices }
}

fn signal(both: [&Policy; 2], name: &str) -> Dimension {
    let places = both.map(|policy| policy.model().signals.iter().position(|signal| signal.name == name));
    let cuts = cuts_of(places.map(|place| place.map(Slot::signal)), both);
    let (mut has_numbers, mut has_truths, mut texts) = (false, false, Vec::new());
    for (policy, place) in both.into_iter().zip(places) {
        match place.and_then(|place| policy.model().signals.get(place)).map(|signal| &signal.kind) {
            Some(Kind::Number) => has_numbers = true,
            Some(Kind::Boolean) => has_truths = true,
            Some(Kind::Text(values)) => {
                for value in values {
                    texts.push(value.as_str());
                }
            }
            None => {}
        }
    }
    let mut whats = Vec::new();
    if has_numbers {
        for cell in cells(f64::NEG_INFINITY, &cuts, f64::INFINITY) {
            whats.push(cell.what);
        }
    }
    if has_truths {
        whats.extend([false, true].map(|truth| What::Value(Value::Boolean(truth))));
    }
    for text in in_order(texts) {
        whats.push(What::Value(Value::from(text)));
    }
    whats.extend([What::Missing, What::Invalid]);
    let of = |policy: &Policy, place: Option<usize>, what: &What| {
        place.map_or(Effect::NOTHING, |place| signal_effect(policy, place, what))
    };
    let mut choices = Vec::new();
    for what in whats {
        let mut effects = [of(both[0], places[0], &what), of(both[1], places[1], &what)];
        // What is wrong to both is a finding of the input and, here, a signal of which nothing is known.
        let is_spoilt = effects[0].is_finding && effects[1].is_finding;
        if is_spoilt {
            effects = [Effect::NOTHING; 2];
        }
        let is_alike = is_alike(both, effects, places);
        choices.push(Choice { is_alike, is_spoilt, ..choice(what, effects) });
    }
    Dimension { axis: Axis::Signal(name.to_owned()), choices }
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
fn is_alike(both: [&Policy; 2], effects: [Effect; 2], places: [Option<usize>; 2]) -> bool {
    let value_of = |policy: &Policy, place: Option<usize>, value: f64| {
        let signal = policy.model().signals.get(place?)?;
        (!value.is_nan()).then(|| signal.kind.value(value))
    };
    value_of(both[0], places[0], effects[0].value) == value_of(both[1], places[1], effects[1].value)
        && effects[0].is_finding == effects[1].is_finding
}

fn input() -> Dimension {
    let choices = vec![choice(What::Sound, [Effect::NOTHING; 2]), choice(What::Invalid, [Effect::FINDING; 2])];
    Dimension { axis: Axis::Input, choices }
}

/// The cells between the cuts, as far as they hold any number.
fn cells(least: f64, cuts: &[f64], most: f64) -> Vec<Choice> {
    let mut cuts = cuts.to_vec();
    sort_by(&mut cuts, &f64::total_cmp);
    let mut choices = Vec::new();
    let mut low = least;
    let mut add = |low: f64, high: f64| {
        let effect = Effect::of(super::example::number_in(low, high));
        choices.push(choice(What::Between(low, high), [effect; 2]));
    };
    for cut in cuts {
        if low < cut && cut <= most {
            add(low, cut.next_down());
            low = cut;
        }
    }
    add(low, most);
    choices
}

/// Where the truth of some test of a slot changes, in either policy; each has slots of its own.
fn cuts_of(slots: [Option<Slot>; 2], both: [&Policy; 2]) -> Vec<f64> {
    let mut cuts = Vec::new();
    for (policy, slot) in both.into_iter().zip(slots) {
        for atom in &policy.plan.circuit.atoms {
            if Some(atom.slot) == slot {
                for cut in [atom.interval.low, atom.interval.high.next_up()] {
                    cuts.extend(cut.is_finite().then_some(cut));
                }
            }
        }
    }
    cuts
}

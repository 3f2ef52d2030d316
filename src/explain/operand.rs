//! What a step looked at, as data.

use crate::condition::{Interval, Slot};
use crate::decide::{Field, ceiling_of, code_of};
use crate::policy::Policy;
use crate::value::{Fields, Plain, Value, serialize_plain};

/// A value, and between which bounds it was wanted; in a change, the value to give, and the bounds within which any
/// other does as well.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(ts_rs::TS))]
pub struct Operand {
    /// Which field of the input, such as `confidence` or `signals.locale`; `margin` is confidence less `second`, and
    /// `calibrated` the confidence after calibration.
    pub field: String,
    /// The value; null where it is absent.
    #[cfg_attr(feature = "schema", ts(type = "SignalValue | null"))]
    pub value: Value,
    /// The least value wanted; null for no bound. What is no number has one value as both bounds.
    #[cfg_attr(feature = "schema", ts(type = "SignalValue | null"))]
    pub least: Value,
    /// The greatest value wanted; null for no bound.
    #[cfg_attr(feature = "schema", ts(type = "SignalValue | null"))]
    pub most: Value,
    /// Of a threshold: the part that it comes from: `policy`, `operation delete`, `segment french`.
    pub source: Option<String>,
    /// Of a number: how far it is from the nearest bound; in a change, from what it was.
    pub distance: Option<f64>,
}

serialize_plain!(Operand);

impl Plain for Operand {
    fn plain(&self) -> Value {
        let mut out = Fields::default();
        out.put_text("field", &self.field);
        out.put("value", self.value.clone());
        out.put("least", self.least.clone());
        out.put("most", self.most.clone());
        out.put_option("source", self.source.as_deref());
        out.put_number("distance", self.distance);
        out.done()
    }
}

impl Operand {
    /// A value of a field, NaN for an absent one, and what is wanted.
    pub(super) fn new(policy: &Policy, field: Field, value: f64, wanted: Interval) -> Self {
        let mut operand = Self {
            field: field.name(policy),
            value: shown(policy, field, value),
            least: bound(policy, field, wanted.low),
            most: bound(policy, field, wanted.high),
            source: None,
            distance: None,
        };
        operand.measure((value - wanted.low).abs().min((value - wanted.high).abs()));
        operand
    }

    /// What a test of a condition looked at.
    pub(super) fn of_test(policy: &Policy, slot: Slot, value: f64, wanted: Interval) -> Self {
        let field = match slot {
            Slot::OPERATION => Field::OPERATION,
            Slot::MARGIN => Field::SECOND,
            Slot::ALTERNATIVES => Field::ALTERNATIVES,
            Slot(_) => Field::signal(slot.signal_index().unwrap_or(0)),
        };
        let mut operand = Self::new(policy, field, value, wanted);
        if slot == Slot::MARGIN {
            "margin".clone_into(&mut operand.field);
        }
        operand
    }

    /// Notes a distance, if the value is a number and the distance is one.
    pub(super) fn measure(&mut self, distance: f64) {
        let known = matches!(self.value, Value::Number(_)) && distance.is_finite();
        self.distance = known.then_some(distance);
    }
}

fn bound(policy: &Policy, field: Field, bound: f64) -> Value {
    if bound.is_infinite() { Value::Null } else { shown(policy, field, bound) }
}

/// What a number stands for in a field.
fn shown(policy: &Policy, field: Field, number: f64) -> Value {
    let model = policy.model();
    if number.is_nan() {
        return Value::Null;
    }
    if let Some(signal) = field.signal_index().and_then(|index| model.signals.get(index)) {
        return signal.kind.value(number);
    }
    match field {
        Field::OPERATION => {
            model.operation(code_of(number)).map_or(Value::Null, |operation| Value::from(operation.name.as_str()))
        }
        Field::MODEL => Value::from(model.model_name(code_of(number)).as_str()),
        Field::AT_MOST | Field::HEALTH_AT_MOST => Value::from(ceiling_of(number).name()),
        Field(_) => Value::Number(number),
    }
}

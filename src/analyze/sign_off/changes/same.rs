//! Whether conditions of two versions say the same: slots and codes are numbered by each version for itself.

use crate::condition::{Condition, Interval, Slot};
use crate::policy::{Kind, Model};

pub(super) fn same_condition(old: &Model, a: &Condition, new: &Model, b: &Condition) -> bool {
    match (a, b) {
        (Condition::Within(slot, interval), Condition::Within(other, against)) => {
            same_test(old, (*slot, *interval), new, (*other, *against))
        }
        (Condition::All(a), Condition::All(b)) | (Condition::Any(a), Condition::Any(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_condition(old, a, new, b))
        }
        (Condition::Not(a), Condition::Not(b)) => same_condition(old, a, new, b),
        (Condition::Within(..) | Condition::All(_) | Condition::Any(_) | Condition::Not(_), _) => false,
    }
}

fn same_test(old: &Model, (slot, interval): (Slot, Interval), new: &Model, (other, against): (Slot, Interval)) -> bool {
    let same_interval = interval.low.total_cmp(&against.low).is_eq() && interval.high.total_cmp(&against.high).is_eq();
    match (slot.signal_index(), other.signal_index()) {
        (None, None) if slot == Slot::OPERATION && other == slot => {
            operation_name(old, interval.low) == operation_name(new, against.low)
        }
        (None, None) => slot == other && same_interval,
        (Some(index), Some(place)) => {
            let (Some(signal), Some(against_signal)) = (old.signals.get(index), new.signals.get(place)) else {
                return false;
            };
            signal.name == against_signal.name
                && match (&signal.kind, &against_signal.kind) {
                    (Kind::Text(_), Kind::Text(_)) => {
                        signal.kind.value(interval.low) == against_signal.kind.value(against.low)
                    }
                    (Kind::Number, Kind::Number) | (Kind::Boolean, Kind::Boolean) => same_interval,
                    (Kind::Number | Kind::Boolean | Kind::Text(_), _) => false,
                }
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// Nothing for any that is not listed.
fn operation_name(model: &Model, code: f64) -> Option<&str> {
    let listed = (1_u32..).zip(&model.operations).find(|(number, _)| (f64::from(*number) - code).abs() < 0.5);
    listed.map(|(_, operation)| operation.name.as_str())
}

//! Conditions in Kleene's three-valued logic (DESIGN section 3, step 6), by walking their tree.

use super::{Fault, given::Given, one_or_more};
use crate::tree::{get, items, number, text};
use leeway::json::Value;

/// What can be known of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    False,
    Unknown,
    True,
}

/// All that a condition may read.
pub struct Situation<'a> {
    pub document: &'a Value,
    pub given: &'a Given,
    pub fault: Option<Fault>,
}

/// Whether the condition holds. In Kleene's logic `all` is the least of its parts, `any` the
/// greatest, and `not` turns the order round.
pub fn truth(condition: &Value, situation: &Situation) -> Truth {
    if let Some(parts) = get(condition, "all") {
        return items(parts).iter().map(|part| truth(part, situation)).min().unwrap();
    }
    if let Some(parts) = get(condition, "any") {
        return items(parts).iter().map(|part| truth(part, situation)).max().unwrap();
    }
    if let Some(part) = get(condition, "not") {
        return match truth(part, situation) {
            Truth::True => Truth::False,
            Truth::Unknown if situation.fault == Some(Fault::UnknownUnderNotIsFalse) => Truth::False,
            Truth::Unknown => Truth::Unknown,
            Truth::False => Truth::True,
        };
    }
    match atom(condition, situation) {
        None => Truth::Unknown,
        Some(true) => Truth::True,
        Some(false) => Truth::False,
    }
}

/// Whether the absence of a signal (or of `second`) is why the condition is unknown: an atom
/// that reads it is unknown, and so is every condition around it.
pub fn blames(condition: &Value, name: &str, situation: &Situation) -> bool {
    if truth(condition, situation) != Truth::Unknown {
        return false;
    }
    if let Some(parts) = get(condition, "all").or_else(|| get(condition, "any")) {
        return items(parts).iter().any(|part| blames(part, name, situation));
    }
    if let Some(part) = get(condition, "not") {
        return blames(part, name, situation);
    }
    if get(condition, "margin_below").is_some() {
        return name == "second" && situation.given.second.is_none();
    }
    get(condition, "signal").and_then(text) == Some(name)
}

/// The truth of a condition without parts; none when it is unknown.
fn atom(condition: &Value, situation: &Situation) -> Option<bool> {
    let given = situation.given;
    if let Some(named) = get(condition, "operation") {
        let operation = given.operation.as_deref()?;
        return Some(one_or_more(Some(named)).iter().any(|name| stands_for(name, operation, situation.document)));
    }
    if let Some(limit) = get(condition, "margin_below") {
        return Some(given.confidence? - given.second? < number(limit).unwrap());
    }
    if let Some(limit) = get(condition, "alternatives_below") {
        return Some((given.alternatives.len() as f64) < number(limit).unwrap());
    }
    let name = get(condition, "signal").and_then(text).unwrap();
    Some(compare(condition, given.signal(name)?))
}

/// "`*` there means any that is not listed"
fn stands_for(name: &str, operation: &str, document: &Value) -> bool {
    let listed = operation != "*" && get(document, "operations").is_some_and(|all| get(all, operation).is_some());
    name == operation || (name == "*" && !listed)
}

fn compare(condition: &Value, value: &Value) -> bool {
    let limit = |operator: &str| get(condition, operator).and_then(number);
    let value_as_number = number(value).unwrap_or(f64::NAN);
    if let Some(limit) = limit("above") {
        return value_as_number > limit;
    }
    if let Some(limit) = limit("from") {
        return value_as_number >= limit;
    }
    if let Some(limit) = limit("below") {
        return value_as_number < limit;
    }
    if let Some(limit) = limit("up_to") {
        return value_as_number <= limit;
    }
    match get(condition, "is") {
        Some(wanted) => value == wanted,
        None => items(get(condition, "in").unwrap()).contains(value),
    }
}

/// The signals that a condition names.
pub fn signals(condition: &Value) -> Vec<&str> {
    match condition {
        Value::Object(members) => {
            let named = members.iter().map(|(operator, operand)| match operand {
                Value::Text(signal) if operator == "signal" => vec![signal.as_str()],
                other => signals(other),
            });
            named.flatten().collect()
        }
        Value::List(parts) => parts.iter().flat_map(signals).collect(),
        _ => Vec::new(),
    }
}

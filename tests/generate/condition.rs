//! Conditions over the signals and operations of a document.

use super::Draw;
use crate::tree::{get, items, name, object, text};
use leeway::json::Value;

/// What a condition may name, and where it stands.
#[derive(Clone)]
pub struct Words {
    /// Declared signals with their declarations.
    pub signals: Vec<(String, Value)>,
    /// Listed operations, `*` included.
    pub operations: Vec<String>,
    /// Whether `margin_below` and `alternatives_below` may stand here.
    pub margins: bool,
}

/// A condition, if there is anything to name.
pub fn condition(draw: &mut Draw, words: &Words, depth: usize) -> Option<Value> {
    let kind = if depth == 0 { 3 } else { draw.below(8) };
    match kind {
        0 => Some(object(vec![("all", parts(draw, words, depth)?)])),
        1 => Some(object(vec![("any", parts(draw, words, depth)?)])),
        2 => {
            let inside = Words { margins: false, ..words.clone() };
            Some(object(vec![("not", condition(draw, &inside, depth - 1)?)]))
        }
        _ => atom(draw, words),
    }
}

fn parts(draw: &mut Draw, words: &Words, depth: usize) -> Option<Value> {
    let count = 1 + draw.below(3);
    (0..count).map(|_| condition(draw, words, depth - 1)).collect::<Option<_>>().map(Value::List)
}

fn atom(draw: &mut Draw, words: &Words) -> Option<Value> {
    let mut kinds = vec![];
    kinds.extend((!words.signals.is_empty()).then_some([0, 0, 0, 0]).into_iter().flatten());
    kinds.extend((!words.operations.is_empty()).then_some([1, 1]).into_iter().flatten());
    kinds.extend(words.margins.then_some([2, 2, 3]).into_iter().flatten());
    if kinds.is_empty() {
        return None;
    }
    Some(match draw.pick(&kinds) {
        0 => of_signal(draw, words),
        1 => of_operation(draw, &words.operations),
        2 => object(vec![("margin_below", Value::Number(*draw.pick(&[0.0, 0.05, 0.1, 0.3, 0.5, 1.0])))]),
        _ => object(vec![("alternatives_below", Value::Number(*draw.pick(&[1.0, 2.0, 3.0, 5.0])))]),
    })
}

fn of_signal(draw: &mut Draw, words: &Words) -> Value {
    let (signal, declared) = draw.pick(&words.signals);
    let numbers = [0.0, -0.0, 0.1, 2.5, 5.0, -3.0, 800.0, 1e300, 0.30000000000000004].map(Value::Number);
    let values = match get(declared, "type").and_then(text) {
        Some("number") => &numbers[..],
        Some("boolean") => &[Value::Boolean(false), Value::Boolean(true)],
        _ => get(declared, "values").map_or(&[][..], items),
    };
    let by_order = get(declared, "type").and_then(text) == Some("number") && draw.chance(85);
    let (operator, value) = match (by_order, draw.chance(50)) {
        (true, _) => (*draw.pick(&["above", "from", "below", "up_to"]), draw.pick(values).clone()),
        (false, true) => ("is", draw.pick(values).clone()),
        (false, false) => ("in", Value::List(non_empty(draw, values))),
    };
    object(vec![("signal", name(signal)), (operator, value)])
}

fn of_operation(draw: &mut Draw, operations: &[String]) -> Value {
    let named = match draw.chance(60) {
        true => name(draw.pick(operations)),
        false => Value::List(non_empty(draw, operations).iter().map(name).collect()),
    };
    object(vec![("operation", named)])
}

fn non_empty<T: Clone>(draw: &mut Draw, from: &[T]) -> Vec<T> {
    let some = draw.some(from);
    if some.is_empty() { vec![draw.pick(from).clone()] } else { some }
}

//! Documents as large as people write them, and larger: many signals, many rules of a few tests each.

use super::Draw;
use crate::oracle::ACTIONS;
use crate::tree::{name, object};
use leeway::json::Value;

/// So many rules over so many signals, raises and unavailable actions beside them, and a `require` for every ninth rule:
/// with the same condition, which holds, or with one test of it left out, which may not.
pub fn large_document(draw: &mut Draw, signals: usize, rules: usize) -> Value {
    let kinds: Vec<usize> = (0..signals).map(|_| draw.below(4)).collect();
    let declared = kinds.iter().enumerate().map(|(at, kind)| (format!("s{at}"), declaration(draw, *kind)));
    let declared = declared.collect();
    let mut list = Vec::new();
    let mut require = Vec::new();
    for at in 0..rules {
        let count = 2 + draw.below(3);
        let mut tests: Vec<Value> = (0..count).map(|_| test(draw, &kinds)).collect();
        let (when, at_most) = (joined(draw, &tests), name(ACTIONS[1 + draw.below(4)]));
        let entry = |label: &str, text: String, when: Value| {
            let mut fields = vec![(label, name(text)), ("when", when), ("at_most", at_most.clone())];
            fields.extend((label == "id").then(|| ("because", name("it is so"))));
            object(fields)
        };
        if at % 9 == 0 {
            require.push(entry("name", format!("as rule {at}"), when.clone()));
            tests.truncate(count - 1);
            require.push(entry("name", format!("almost as rule {at}"), object(vec![("all", Value::List(tests))])));
        }
        list.push(entry("id", format!("r{at}"), when));
    }
    let raise = |draw: &mut Draw, at: usize| {
        let when = test(draw, &kinds);
        object(vec![("id", name(format!("raise{at}"))), ("when", when), ("to", name("high")), ("because", name("so"))])
    };
    let operation = |draw: &mut Draw, at: usize| {
        let raises = (0..draw.below(3)).map(|raise_at| raise(draw, at * 10 + raise_at)).collect();
        let fields = [("impact", name("low")), ("raise", Value::List(raises))];
        let fields = fields.into_iter().filter(|(_, value)| *value != Value::List(Vec::new())).collect();
        (format!("o{at}"), object(fields))
    };
    let operations = (0..OPERATIONS).map(|at| operation(draw, at)).collect();
    let unavailable = object(vec![("action", name("suggest")), ("when", test(draw, &kinds))]);
    object(vec![
        ("leeway", Value::Number(1.0)),
        ("name", name("large")),
        ("confidence", axis(0.9)),
        ("impact", axis(0.5)),
        ("signals", Value::Object(declared)),
        ("operations", Value::Object(operations)),
        ("degrade", Value::List(list)),
        ("unavailable", Value::List(vec![unavailable])),
        ("require", Value::List(require)),
    ])
}

const OPERATIONS: usize = 6;

fn axis(high: f64) -> Value {
    object(vec![("low", Value::Number(0.0)), ("high", Value::Number(high))])
}

fn declaration(draw: &mut Draw, kind: usize) -> Value {
    let default = draw.chance(20);
    let (kind, value) = match kind {
        0 => ("number", Value::Number(0.0)),
        1 => ("string", name("v1")),
        _ => ("boolean", Value::Boolean(false)),
    };
    let mut fields = vec![("type", name(kind))];
    if kind == "string" {
        fields.push(("values", Value::List((0..5).map(|at| name(format!("v{at}"))).collect())));
    }
    fields.extend(default.then_some(("default", value)));
    object(fields)
}

fn test(draw: &mut Draw, kinds: &[usize]) -> Value {
    if draw.chance(15) {
        return object(vec![("operation", name(format!("o{}", draw.below(OPERATIONS))))]);
    }
    of_signal(draw, kinds)
}

fn of_signal(draw: &mut Draw, kinds: &[usize]) -> Value {
    let at = draw.below(kinds.len());
    let (operator, value) = match kinds[at] {
        0 => (*draw.pick(&["above", "up_to"]), Value::Number(10.0 * draw.below(40) as f64)),
        1 => ("is", name(format!("v{}", draw.below(5)))),
        _ => ("is", Value::Boolean(draw.chance(50))),
    };
    object(vec![("signal", name(format!("s{at}"))), (operator, value)])
}

/// All of them; or the first with any of the others.
fn joined(draw: &mut Draw, tests: &[Value]) -> Value {
    let list = |word: &'static str, tests: &[Value]| object(vec![(word, Value::List(tests.to_vec()))]);
    match tests {
        [one, rest @ ..] if draw.chance(25) => list("all", &[one.clone(), list("any", rest)]),
        tests => list("all", tests),
    }
}

/// So many rules of two or three tests over so few booleans, near the number where they leave no way out.
pub fn tangle(draw: &mut Draw, signals: usize, rules: usize) -> Value {
    let boolean = object(vec![("type", name("boolean"))]);
    let declared = (0..signals).map(|at| (format!("s{at}"), boolean.clone())).collect();
    let rule = |at: usize| {
        let tests = (0..2 + draw.below(3)).map(|_| of_signal(draw, &vec![2; signals])).collect();
        object(vec![
            ("id", name(format!("r{at}"))),
            ("when", object(vec![("all", Value::List(tests))])),
            ("at_most", name("show_options")),
            ("because", name("it is so")),
        ])
    };
    let rules = (0..rules).map(rule).collect();
    object(vec![
        ("leeway", Value::Number(1.0)),
        ("name", name("tangle")),
        ("confidence", axis(0.9)),
        ("impact", axis(0.5)),
        ("signals", Value::Object(declared)),
        ("degrade", Value::List(rules)),
    ])
}

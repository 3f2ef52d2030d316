//! Changes to what was drawn: damage to documents, another order of keys, and the search for the
//! smallest tree that still fails.

use super::{Draw, wild};
use crate::tree::name;
use leeway::json::Value;

/// The tree with one node somewhere removed, doubled, renamed or replaced.
pub fn mutate_tree(draw: &mut Draw, tree: &Value) -> Value {
    let at = draw.below(size(tree));
    edit(tree, at, &mut |node| mutate_node(draw, node))
}

fn mutate_node(draw: &mut Draw, node: &Value) -> Option<Value> {
    match (draw.below(8), node) {
        (0, _) => None,
        (1 | 2, Value::Number(number)) => {
            let other = [number.next_up(), -number, number * 1e3, 1.0, 0.0, 1e-12, f64::MAX, 257.0, number + 0.5];
            Some(Value::Number(*draw.pick(&other)))
        }
        (1 | 2, Value::Text(text)) => {
            let other = [
                text.to_uppercase(),
                format!("{text}x"),
                String::new(),
                text.chars().skip(1).collect(),
                "__proto__".to_owned(),
                "low".to_owned(),
            ];
            Some(name(draw.pick(&other)))
        }
        (3, Value::List(list)) => Some(Value::List([list.as_slice(), list.as_slice()].concat())),
        (3, Value::Object(object)) => Some(Value::Object(renamed(draw, object))),
        (4, Value::List(list)) if !list.is_empty() => Some(draw.pick(list).clone()),
        (4, Value::Object(object)) if !object.is_empty() => Some(draw.pick(object).1.clone()),
        (5, other) => Some(Value::List(vec![other.clone()])),
        _ => Some(wild(draw, 2)),
    }
}

/// One key with another's name or with one that means something elsewhere.
fn renamed(draw: &mut Draw, object: &[(String, Value)]) -> Vec<(String, Value)> {
    let mut object = object.to_vec();
    if object.is_empty() {
        return object;
    }
    let names = [
        "all",
        "any",
        "not",
        "signal",
        "operation",
        "when",
        "is",
        "meta",
        "__proto__",
        "constructor",
        "*",
        "audit",
        "x",
    ];
    let at = draw.below(object.len());
    object[at].0 = match draw.chance(20) {
        true => draw.pick(&object).0.clone(),
        false => (*draw.pick(&names)).to_owned(),
    };
    object
}

/// The text with a few characters cut, doubled, moved or replaced.
pub fn mutate_text(draw: &mut Draw, text: &str) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..=draw.below(3) {
        if text.is_empty() {
            break;
        }
        let from = draw.below(text.len());
        let to = (from + draw.below(12)).min(text.len());
        let piece = text[from..to].to_vec();
        match draw.below(4) {
            0 => drop(text.splice(from..to, [])),
            1 => drop(text.splice(from..from, piece)),
            2 => text.truncate(from),
            _ => {
                let with = [
                    '{',
                    '}',
                    '[',
                    ']',
                    '"',
                    ',',
                    ':',
                    '\\',
                    '-',
                    '.',
                    '0',
                    'e',
                    '\u{0}',
                    '\u{feff}',
                    '\u{1F642}',
                    ' ',
                    'n',
                    '9',
                ];
                text[from] = *draw.pick(&with);
            }
        }
    }
    text.into_iter().collect()
}

/// Text that is JSON or nearly: every way to write numbers and strings, and their wrong ways.
pub fn near_json(draw: &mut Draw, depth: usize) -> String {
    let space = *draw.pick(&["", "", "", " ", "\n\t", "\r\n ", "\u{a0}"]);
    let inside = match draw.below(if depth == 0 { 3 } else { 5 }) {
        0 => (*draw.pick(&NUMBERS)).to_owned(),
        1 => near_string(draw),
        2 => (*draw.pick(&["true", "false", "null", "null", "nul", "True", "NaN", ""])).to_owned(),
        3 => {
            let items: Vec<String> = (0..draw.below(4)).map(|_| near_json(draw, depth - 1)).collect();
            let (open, close) = *draw.pick(&[("[", "]"), ("[", "]"), ("[", "]"), ("[", ",]"), ("[,", "]"), ("[", "}")]);
            format!("{open}{}{close}", items.join(","))
        }
        _ => {
            let member = |draw: &mut Draw| format!("{}{space}:{}", near_string(draw), near_json(draw, depth - 1));
            let members: Vec<String> = (0..draw.below(4)).map(|_| member(draw)).collect();
            let (open, close) = *draw.pick(&[("{", "}"), ("{", "}"), ("{", "}"), ("{", ",}"), ("{", "]")]);
            format!("{open}{}{close}", members.join(","))
        }
    };
    format!("{space}{inside}{space}")
}

const NUMBERS: [&str; 32] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.1",
    "1.5e3",
    "1E+2",
    "1e-7",
    "0e0",
    "-0.0",
    "123456789012345678901234567890",
    "5e-324",
    "1e-400",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "1e309",
    "-1e400",
    "0.1e1",
    "9007199254740993",
    "01",
    "-01",
    "1.",
    ".5",
    "+1",
    "1e",
    "1e+",
    "-",
    "--1",
    "0x1",
    "1_000",
    "1.0.0",
    "Infinity",
];

fn near_string(draw: &mut Draw) -> String {
    let pieces = [
        "a",
        "b",
        "key",
        "",
        " ",
        "é",
        "日本",
        "\u{1F642}",
        "\\n",
        "\\t",
        "\\r",
        "\\b",
        "\\f",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0041",
        "\\u00e9",
        "\\u0000",
        "\\ud83d\\ude42",
        "\\uD83D\\uDE42",
        "\u{7f}",
        "\u{2028}",
        "__proto__",
    ];
    let wrong = [
        "\\x",
        "\\",
        "\\u12",
        "\\u00zz",
        "\\ud83d",
        "\\ude42",
        "\\ud83d\\u0041",
        "\\ud83d\\ud83d",
        "\n",
        "\u{0}",
        "\"",
        "\\U0041",
    ];
    let count = draw.below(4);
    let mut text: String = (0..count).map(|_| *draw.pick(&pieces)).collect();
    if draw.chance(4) {
        text.push_str(draw.pick::<&str>(&wrong));
    }
    format!("\"{text}\"")
}

/// The same tree with the keys of every object in another order.
pub fn shuffle_keys(draw: &mut Draw, tree: &Value) -> Value {
    match tree {
        Value::List(list) => Value::List(list.iter().map(|item| shuffle_keys(draw, item)).collect()),
        Value::Object(object) => {
            let mut object: Vec<_> =
                object.iter().map(|(key, field)| (key.clone(), shuffle_keys(draw, field))).collect();
            draw.shuffle(&mut object);
            Value::Object(object)
        }
        other => other.clone(),
    }
}

/// The smallest tree found that still fails: nodes are removed, or replaced by one of their
/// parts, as long as it does.
pub fn shrink(tree: &Value, fails: impl Fn(&Value) -> bool) -> Value {
    let mut best = tree.clone();
    let mut at = 0;
    while at < size(&best) {
        let smaller =
            simpler(&best, at).into_iter().find(|candidate| size(candidate) < size(&best) && fails(candidate));
        match smaller {
            Some(found) => best = found,
            None => at += 1,
        }
    }
    best
}

fn simpler(tree: &Value, at: usize) -> Vec<Value> {
    let mut candidates = vec![edit(tree, at, &mut |_| None)];
    let mut parts = 0;
    edit(tree, at, &mut |node| {
        parts = children(node).len();
        Some(node.clone())
    });
    candidates.extend((0..parts).map(|part| edit(tree, at, &mut |node| Some(children(node)[part].clone()))));
    candidates
}

fn children(node: &Value) -> Vec<&Value> {
    match node {
        Value::List(list) => list.iter().collect(),
        Value::Object(object) => object.iter().map(|(_, field)| field).collect(),
        _ => Vec::new(),
    }
}

fn size(tree: &Value) -> usize {
    1 + children(tree).into_iter().map(size).sum::<usize>()
}

/// The tree with the node at that place (counted from the root, in reading order) changed, or
/// removed where the change gives none.
fn edit(tree: &Value, at: usize, change: &mut dyn FnMut(&Value) -> Option<Value>) -> Value {
    let mut left = at;
    edit_inside(tree, &mut left, change).unwrap_or(Value::Null)
}

fn edit_inside(tree: &Value, left: &mut usize, change: &mut dyn FnMut(&Value) -> Option<Value>) -> Option<Value> {
    if *left == 0 {
        *left = usize::MAX;
        return change(tree);
    }
    *left -= 1;
    Some(match tree {
        Value::List(list) => Value::List(list.iter().filter_map(|item| edit_inside(item, left, change)).collect()),
        Value::Object(object) => Value::Object(
            object.iter().filter_map(|(key, field)| Some((key.clone(), edit_inside(field, left, change)?))).collect(),
        ),
        other => other.clone(),
    })
}

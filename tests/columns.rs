//! Columns against the second reading, row by row: `columns_agree_with_decide`.

use crate::agree::{compiled, shown};
use crate::generate::{self, Asked, Draw};
use crate::oracle::{self, ACTIONS};
use crate::tree::{self, fields, get, items, name, object, text};
use leeway::decide::{Cells, Column, Columns, Field, Remembered, decide_columns, read_facts};
use leeway::json::Value;

/// The cells of a field, row by row: what a column holds, and the same as a field of an input.
struct Cell {
    /// What the column holds; NaN for absent.
    number: f64,
    /// What an input holds, where it is given.
    value: Option<Value>,
}

impl Cell {
    const ABSENT: Cell = Cell { number: f64::NAN, value: None };

    fn number(number: f64) -> Cell {
        Cell { number, value: (!number.is_nan()).then_some(Value::Number(number)) }
    }

    /// A code from 0: the position in a list from 1, or something that is not listed.
    fn code(code: usize, listed: &[Value]) -> Cell {
        let value = code.checked_sub(1).and_then(|at| listed.get(at)).cloned();
        Cell { number: code as f64, value: Some(value.unwrap_or_else(|| name("no such word"))) }
    }
}

/// One row: a cell for each field that has a column.
type Row = Vec<(Field, &'static str, Cell)>;

fn row(draw: &mut Draw, document: &Value) -> Row {
    let asked = generate::clean(draw, document);
    let number = |draw: &mut Draw, field: &str| match draw.below(12) {
        0 => *draw.pick(&[f64::NAN, f64::INFINITY, -1e-12, 1.0 + f64::EPSILON, -0.0]),
        _ => get(&asked.input, field).and_then(tree::number).unwrap_or(f64::NAN),
    };
    let confidence = number(draw, "confidence");
    let second = number(draw, "second");
    // A list of alternatives fills what is absent, a count of them does not.
    let most = if confidence.is_nan() {
        0
    } else if second.is_nan() {
        1
    } else {
        6
    };
    let operations = listed(document, "operations");
    let ceiling = |draw: &mut Draw| match draw.below(4) {
        0 => {
            let rank = draw.below(ACTIONS.len());
            Cell { number: rank as f64, value: Some(name(ACTIONS[rank])) }
        }
        _ => Cell::ABSENT,
    };
    let mut row = vec![
        (Field::CONFIDENCE, "confidence", Cell::number(confidence)),
        (Field::SECOND, "second", Cell::number(second)),
        (Field::ALTERNATIVES, "alternatives", alternatives(draw.below(most + 1))),
        (Field::IMPACT, "impact", Cell::number(number(draw, "impact"))),
        (Field::OPERATION, "operation", operation(draw, &operations)),
        (Field::AT_MOST, "at_most", ceiling(draw)),
    ];
    // Where no model matters it is read and counts for nothing.
    row.push((
        Field::MODEL,
        "model",
        operation(draw, &generate::models(document).into_iter().map(name).collect::<Vec<_>>()),
    ));
    row.push((Field::NOW, "now", Cell::number(get(&asked.input, "now").and_then(tree::number).unwrap_or(f64::NAN))));
    row
}

fn alternatives(count: usize) -> Cell {
    let entry = object(vec![("label", name("a")), ("confidence", Value::Number(0.0))]);
    Cell { number: count as f64, value: Some(Value::List(vec![entry; count])) }
}

/// The listed operations or models in the order of their codes: by name.
fn listed(document: &Value, part: &str) -> Vec<Value> {
    let mut names: Vec<&str> =
        get(document, part).map_or(&[][..], fields).iter().map(|(listed, _)| listed.as_str()).collect();
    names.retain(|listed| *listed != "*");
    names.sort_unstable();
    names.into_iter().map(name).collect()
}

fn operation(draw: &mut Draw, listed: &[Value]) -> Cell {
    match draw.below(12) {
        0 => Cell::ABSENT,
        _ => Cell::code(draw.below(listed.len() + 1), listed),
    }
}

fn signal(draw: &mut Draw, declared: &Value, asked: Option<&Value>) -> Cell {
    let absent = draw.chance(25);
    match get(declared, "type").and_then(text) {
        _ if absent => Cell::ABSENT,
        Some("number") => Cell::number(asked.and_then(tree::number).unwrap_or(0.0)),
        Some("boolean") => match draw.below(9) {
            0 => Cell { number: 2.0, value: Some(name("neither")) },
            other => Cell { number: (other % 2) as f64, value: Some(Value::Boolean(other % 2 == 1)) },
        },
        _ => {
            let values = get(declared, "values").map_or(&[][..], items);
            let code = if draw.chance(5) { draw.below(values.len() + 3) } else { 1 + draw.below(values.len()) };
            Cell::code(code, values)
        }
    }
}

/// Everything about a row as an input.
fn input(row: &Row, signals: &[(String, Cell)]) -> Value {
    let mut input: Vec<(&str, Value)> =
        row.iter().filter_map(|(_, field, cell)| Some((*field, cell.value.clone()?))).collect();
    let given = signals.iter().filter_map(|(signal, cell)| Some((signal.clone(), cell.value.clone()?)));
    input.push(("signals", Value::Object(given.collect())));
    object(input)
}

/// A column in one of the forms that it may have: NaN or a column of presence for what is absent.
fn column(draw: &mut Draw, field: Field, cells: &[f64], whole: bool) -> Column {
    let present: Vec<u8> = cells.iter().map(|cell| u8::from(!cell.is_nan())).collect();
    let filled = |instead: u8| cells.iter().map(move |cell| if cell.is_nan() { instead } else { *cell as u8 });
    let filler = *draw.pick(&[0, 1, 255]);
    match (whole, draw.chance(30)) {
        (false, true) => {
            let noise = cells.iter().map(|cell| if cell.is_nan() { 0.5 } else { *cell });
            Column { cells: Cells::Numbers(noise.collect()), present: Some(present) }
        }
        (false, false) => Column { cells: Cells::Numbers(cells.to_vec()), present: None },
        (true, true) if field == Field::OPERATION => {
            Column { cells: Cells::WideCodes(filled(filler).map(u16::from).collect()), present: Some(present) }
        }
        (true, _) => Column { cells: Cells::Codes(filled(filler).collect()), present: Some(present) },
    }
}

/// A row with its declared signals, in the order of their names.
type Whole = (Row, Vec<(String, Cell)>);

fn whole_row(draw: &mut Draw, document: &Value, declared: &[(String, Value)]) -> Whole {
    let asked = generate::clean(draw, document);
    let given = get(&asked.input, "signals");
    let signals = declared.iter().map(|(signal_name, declaration)| {
        let value = given.and_then(|given| get(given, signal_name));
        (signal_name.clone(), signal(draw, declaration, value))
    });
    let signals = signals.collect();
    (row(draw, document), signals)
}

fn columns_of(draw: &mut Draw, rows: &[Whole], declared: &[(String, Value)]) -> Columns {
    let mut columns = Columns::default();
    for (at, (field, _, _)) in rows[0].0.iter().enumerate() {
        let cells: Vec<f64> = rows.iter().map(|(row, _)| row[at].2.number).collect();
        let whole = [Field::ALTERNATIVES, Field::OPERATION, Field::AT_MOST, Field::MODEL].contains(field);
        columns.insert(*field, column(draw, *field, &cells, whole));
    }
    for (at, (_, declaration)) in declared.iter().enumerate() {
        let field = Field::signal(at);
        let cells: Vec<f64> = rows.iter().map(|(_, signals)| signals[at].1.number).collect();
        let whole = get(declaration, "type").and_then(text) != Some("number");
        columns.insert(field, column(draw, field, &cells, whole));
    }
    columns
}

/// Rows for a policy, each as an input and all as columns. There are as many as the ends of blocks of 256 ask for.
pub fn rows_and_columns(draw: &mut Draw, document: &Value) -> (Vec<Value>, Columns) {
    let mut declared = get(document, "signals").map_or(&[][..], fields).to_vec();
    declared.sort_by(|a, b| a.0.cmp(&b.0));
    let count = *draw.pick(&[1, 2, 7, 31, 255, 256, 257, 600]);
    let rows: Vec<Whole> = (0..count).map(|_| whole_row(draw, document, &declared)).collect();
    let columns = columns_of(draw, &rows, &declared);
    let inputs: Vec<Value> = rows.iter().map(|(row, signals)| input(row, signals)).collect();
    let mut columns = columns;
    let policy = compiled(document);
    let beyond: Vec<f64> = inputs.iter().map(|input| read_facts(&policy, input, None).0.get(Field::BEYOND)).collect();
    // Without it only a count that is small enough says what can be shown.
    if get(document, "options").and_then(|options| get(options, "threshold")).is_some() {
        columns.insert(Field::BEYOND, column(draw, Field::BEYOND, &beyond, false));
    }
    (inputs, columns)
}

/// Decides generated rows in columns and one by one; each policy has a seed of its own.
pub fn columns_agree(seeds: impl Iterator<Item = u64>) {
    for seed in seeds {
        let mut draw = Draw::from_seed(seed);
        let document = generate::document(&mut draw);
        let (inputs, columns) = rows_and_columns(&mut draw, &document);
        let count = inputs.len();
        let policy = compiled(&document);
        let mut remembered = Remembered::new(&policy);
        let mut out = vec![0xff; count];
        decide_columns(&policy, &columns, &mut remembered, &mut out);
        let mut again = vec![0xff; count];
        decide_columns(&policy, &columns, &mut remembered, &mut again);
        assert_eq!(out, again, "what is remembered is what was decided");
        let mut some = vec![0xff; count / 2];
        decide_columns(&policy, &columns, &mut remembered, &mut some);
        assert_eq!(out[..count / 2], some, "fewer answers than rows may be asked for");
        for (input, byte) in inputs.into_iter().zip(out) {
            let asked = Asked { input, health: None };
            let answer = oracle::decide(&document, &asked.input, None);
            let action = ACTIONS.get(usize::from(byte & 7)).copied();
            let code = leeway::Code::ALL.get(usize::from(byte >> 3)).map(|code| code.name());
            assert_eq!((action, code), (Some(answer.action), Some(answer.code)), "{}", shown(&document, &asked));
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use leeway::decide::Situations;

    #[test]
    fn columns_agree_with_decide() {
        columns_agree(0..crate::props::scaled(600));
    }

    /// A policy with that many boolean signals, each with a rule.
    fn policy_text(count: usize) -> String {
        let signals: Vec<String> = (0..count).map(|at| format!(r#""s{at:02}": {{"type": "boolean"}}"#)).collect();
        let rules: Vec<String> = (0..count)
            .map(|at| format!(r#"{{"id": "r{at}", "when": {{"signal": "s{at:02}", "is": true}}, "at_most": "suggest", "because": "it is so"}}"#))
            .collect();
        format!(
            r#"{{"leeway": 1, "name": "many", "confidence": {{"low": 0, "high": 0.5}}, "impact": {{"low": 0, "high": 0.5}}, "signals": {{{}}}, "degrade": [{}]}}"#,
            signals.join(","),
            rules.join(",")
        )
    }

    /// That policy, and columns in which its signals are true in turn.
    fn many_signals(count: usize) -> (leeway::Policy, Columns) {
        let mut columns = Columns::default();
        let numbers = |value: f64| Column { cells: Cells::Numbers(vec![value; count + 1]), present: None };
        columns.insert(Field::CONFIDENCE, numbers(0.9));
        columns.insert(Field::IMPACT, numbers(0.9));
        // Filled in afterwards, as the Wasm module does.
        columns.get_mut(Field::IMPACT).unwrap().cells = numbers(0.1).cells;
        for at in 0..count {
            let cells = (0..=count).map(|row| u8::from(row == at)).collect();
            columns.insert(Field::signal(at), Column { cells: Cells::Codes(cells), present: None });
        }
        (leeway::api::compile(&policy_text(count)).unwrap(), columns)
    }

    /// Few situations stand in a list, more in a table, and more than fit a number are decided one by one.
    #[test]
    fn columns_of_any_number_of_situations_are_decided() {
        for (count, fits) in [(3, true), (25, true), (64, false)] {
            let (policy, columns) = many_signals(count);
            assert_eq!(Situations::new(&policy).is_some(), fits, "{count} signals");
            let mut out = vec![0; count + 1];
            decide_columns(&policy, &columns, &mut Remembered::new(&policy), &mut out);
            let (last, first) = out.split_last().unwrap();
            assert!(first.iter().all(|byte| leeway::Action::from_rank(byte & 7) == leeway::Action::Suggest));
            assert_eq!(leeway::Action::from_rank(last & 7), leeway::Action::AutoApply);
        }
    }

    /// Values that are in no list have no situation: two rows with one each are not the same, whatever their sums are.
    #[test]
    fn rows_with_odd_values_are_decided_one_by_one() {
        let rows = 25;
        let (policy, mut columns) = many_signals(rows);
        let text = policy_text(rows).replace(r#""boolean""#, r#""boolean", "default": false"#);
        let text = text.replacen(r#""at_most": "suggest""#, r#""at_most": "block""#, 1);
        assert!(Situations::new(&policy).is_some_and(|situations| situations.count > 1 << 16), "they stand in a table");
        let policy = leeway::api::compile(&text).unwrap();
        for at in 0..rows {
            // Neither true nor false in its own row, absent from the others: each row adds the same to its sum.
            let present = (0..=rows).map(|row| u8::from(row == at)).collect();
            columns
                .insert(Field::signal(at), Column { cells: Cells::Codes(vec![2; rows + 1]), present: Some(present) });
        }
        let mut out = vec![0; rows + 1];
        decide_columns(&policy, &columns, &mut Remembered::new(&policy), &mut out);
        let actions: Vec<_> = out.iter().map(|byte| leeway::Action::from_rank(byte & 7)).collect();
        let mut expected = vec![leeway::Action::Escalate; rows + 1];
        expected[0] = leeway::Action::Block;
        expected[rows] = leeway::Action::AutoApply;
        assert_eq!(actions, expected);
    }
}

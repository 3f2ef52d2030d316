//! When a computed answer counts as the expected one, and how inputs are read.

use leeway::math::Ranked;
use serde_json::Value;

/// A number holds if it is within `abs` plus `rel` of the expected one's size.
pub struct Tolerance {
    abs: f64,
    rel: f64,
}

impl Tolerance {
    pub fn read(value: &Value) -> Result<Self, String> {
        let part = |name: &str| value[name].as_f64().filter(|part| *part >= 0.0);
        match (part("abs"), part("rel")) {
            (Some(abs), Some(rel)) => Ok(Self { abs, rel }),
            _ => Err("no tolerance".to_owned()),
        }
    }

    /// Member by member; what is not a number must be the same.
    pub fn compare(&self, got: &Value, expected: &Value) -> Result<(), String> {
        self.at("", got, expected)
    }

    fn at(&self, path: &str, got: &Value, expected: &Value) -> Result<(), String> {
        match (got, expected) {
            (Value::Object(found), Value::Object(wanted)) => {
                if let Some(name) = found.keys().find(|name| !wanted.contains_key(*name)) {
                    return Err(format!("{path}{name} is not expected"));
                }
                wanted.iter().try_for_each(|(name, value)| {
                    let got = found.get(name).ok_or_else(|| format!("{path}{name} is missing"))?;
                    self.at(&format!("{path}{name}"), got, value)
                })
            }
            (Value::Array(found), Value::Array(wanted)) if found.len() == wanted.len() => {
                let pairs = found.iter().zip(wanted).enumerate();
                pairs.into_iter().try_for_each(|(at, (got, value))| self.at(&format!("{path}[{at}]"), got, value))
            }
            (Value::Number(found), Value::Number(wanted)) if self.holds(found.as_f64(), wanted.as_f64()) => Ok(()),
            (Value::Null | Value::Bool(_) | Value::String(_), _) if got == expected => Ok(()),
            _ => Err(format!("{path} is {got}, expected {expected}")),
        }
    }

    fn holds(&self, got: Option<f64>, expected: Option<f64>) -> bool {
        let pair = got.zip(expected);
        pair.is_some_and(|(got, expected)| (got - expected).abs() <= self.abs + self.rel * expected.abs())
    }
}

/// A number as the files write it: what is not finite is a string.
pub fn number(value: f64) -> Value {
    match serde_json::Number::from_f64(value) {
        Some(number) => Value::Number(number),
        None if value.is_nan() => "NaN".into(),
        None => if value > 0.0 { "Infinity" } else { "-Infinity" }.into(),
    }
}

/// A number of the input.
pub fn real(input: &Value, name: &str) -> Result<f64, String> {
    as_real(&input[name]).ok_or_else(|| format!("`{name}` is no number"))
}

/// A count of the input.
pub fn count(input: &Value, name: &str) -> Result<u64, String> {
    input[name].as_u64().ok_or_else(|| format!("`{name}` is no count"))
}

/// The numbers of a list of the input.
pub fn reals(input: &Value, name: &str) -> Result<Vec<f64>, String> {
    let list = input[name].as_array().ok_or_else(|| format!("`{name}` is no list"))?;
    list.iter().map(as_real).collect::<Option<_>>().ok_or_else(|| format!("`{name}` holds what is no number"))
}

/// The digits of a string of bits: true for `1`.
pub fn bits(input: &Value, name: &str) -> Result<Vec<bool>, String> {
    let text = input[name].as_str().ok_or_else(|| format!("`{name}` is no string of bits"))?;
    let bit = |c| match c {
        '0' => Ok(false),
        '1' => Ok(true),
        _ => Err(format!("`{name}` holds `{c}`")),
    };
    text.chars().map(bit).collect()
}

/// The scores and labels of the input, ordered.
pub fn ranked(input: &Value) -> Result<Ranked, String> {
    let (scores, labels) = (reals(input, "scores")?, bits(input, "labels")?);
    let ranked = Ranked::new(scores.iter().copied().zip(labels.iter().copied()));
    let whole = scores.len() == labels.len() && ranked.rejected() == 0;
    whole.then_some(ranked).ok_or_else(|| "not as many labels as scores in [0, 1]".to_owned())
}

fn as_real(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some("NaN") => Some(f64::NAN),
        _ => value.as_f64(),
    }
}

#[test]
fn a_number_holds_within_its_tolerance_and_not_beyond() {
    let tolerance = Tolerance { abs: 0.5, rel: 0.25 };
    let holds = |got: Value, expected: Value| tolerance.compare(&got, &expected).is_ok();
    assert!(holds(10.5.into(), 8.into()) && !holds(10.6.into(), 8.into()));
    assert!(holds(5.5.into(), 8.into()) && !holds(5.4.into(), 8.into()));
    assert!(holds(number(f64::INFINITY), "Infinity".into()) && !holds(number(f64::NAN), 0.into()));
    assert!(holds(serde_json::json!([null, true, [1]]), serde_json::json!([null, true, [1.5]])));
    assert!(!holds(serde_json::json!([1, 1]), serde_json::json!([1])) && !holds(0.into(), Value::Null));
}

#[test]
fn an_input_is_read_whole_or_not_at_all() {
    let input =
        serde_json::json!({ "scores": [0, 0.5, "Infinity"], "labels": "101", "wrong": [0.5, null], "text": "1 0" });
    assert_eq!(reals(&input, "scores").unwrap(), [0.0, 0.5, f64::INFINITY]);
    assert_eq!(bits(&input, "labels").unwrap(), [true, false, true]);
    for name in ["wrong", "text", "absent"] {
        assert!(reals(&input, name).is_err() && bits(&input, name).is_err(), "{name}");
    }
}

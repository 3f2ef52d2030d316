//! The form of a fit in a document.

use crate::diagnostic::{Code, Diagnostic};
use crate::value::{Value, count_text, fill, join};

/// A fit, as far as its arithmetic needs it.
pub(super) struct FitForm {
    pub(super) alpha: f64,
    pub(super) delta: f64,
    pub(super) delta_used: f64,
    pub(super) targets_tried: u64,
    pub(super) number: u64,
    pub(super) shared_over_fits: bool,
    pub(super) families_tested: u64,
    pub(super) start_errors: u64,
    pub(super) starts: u64,
    pub(super) families: Vec<FamilyForm>,
}

/// A family.
pub(super) struct FamilyForm {
    pub(super) source: Value,
    pub(super) labels: u64,
    pub(super) threshold: Option<f64>,
    pub(super) delta: f64,
    pub(super) starts_at: Vec<u64>,
    pub(super) path: Vec<TestedStep>,
}

/// One tested threshold.
#[derive(Clone, Copy)]
pub(super) struct TestedStep {
    pub(super) threshold: f64,
    pub(super) labels: u64,
    pub(super) errors: u64,
}

const FIT: [&str; 21] = [
    "risk",
    "alpha",
    "delta",
    "targets_tried",
    "fit",
    "shared_over_fits",
    "delta_used",
    "families_tested",
    "start_errors",
    "starts",
    "grid",
    "model",
    "label_source",
    "label_rate",
    "one_row_per_unit",
    "log",
    "calibration",
    "scope",
    "fitted_at",
    "valid_until",
    "families",
];
const FAMILY: [&str; 9] =
    ["segment", "operation", "band", "labels", "threshold", "reason", "delta", "starts_at", "path"];
/// As many thresholds as are tested at the most.
const MOST_STEPS: usize = super::super::grid::MOST_CANDIDATES;
/// Counts above this are not exact in a document.
const MOST: f64 = 9_007_199_254_740_992.0;

/// Reads a fit, or says all that is wrong with its form.
pub(super) fn read(source: &Value, pointer: &str) -> Result<FitForm, Vec<Diagnostic>> {
    let mut reading = Reading { problems: Vec::new() };
    let form = reading.fit(source, pointer);
    if reading.problems.is_empty() { Ok(form) } else { Err(reading.problems) }
}

struct Reading {
    problems: Vec<Diagnostic>,
}

/// A field of an object, with the object's pointer.
#[derive(Clone, Copy)]
struct Field<'a> {
    object: &'a Value,
    pointer: &'a str,
    name: &'a str,
}

impl Field<'_> {
    fn value(&self) -> &Value {
        self.object.get(self.name).unwrap_or(&Value::Null)
    }

    fn is_null(&self) -> bool {
        *self.value() == Value::Null
    }

    /// Its own pointer.
    fn place(&self) -> String {
        fill("{}/{}", &[self.pointer, self.name])
    }
}

/// The pointer of an item of a list.
fn place(pointer: &str, list: &str, index: usize) -> String {
    fill("{}/{}/{}", &[pointer, list, &count_text(index)])
}

impl Reading {
    fn fit(&mut self, source: &Value, pointer: &str) -> FitForm {
        self.fields(source, pointer, &FIT);
        let field = |name| Field { object: source, pointer, name };
        self.one_of(field("risk"), &["error"]);
        self.one_of(field("label_source"), &["complete", "audit_blind"]);
        self.fraction(field("label_rate"));
        self.truth(field("one_row_per_unit"));
        self.grid(field("grid"));
        for name in ["log", "calibration"] {
            if !field(name).is_null() {
                self.hash(field(name));
            }
        }
        self.hash(field("scope"));
        if !field("fitted_at").is_null() {
            self.number(field("fitted_at"));
        }
        let mut families = Vec::new();
        for (index, item) in self.list(field("families")).iter().enumerate() {
            families.push(self.family(item, &place(pointer, "families", index)));
        }
        FitForm {
            alpha: self.fraction(field("alpha")),
            delta: self.fraction(field("delta")),
            delta_used: self.fraction(field("delta_used")),
            targets_tried: self.whole(field("targets_tried"), 1.0),
            number: self.whole(field("fit"), 1.0),
            shared_over_fits: self.truth(field("shared_over_fits")),
            families_tested: self.whole(field("families_tested"), 0.0),
            start_errors: self.whole(field("start_errors"), 0.0),
            starts: self.whole(field("starts"), 1.0),
            families,
        }
    }

    fn family(&mut self, source: &Value, pointer: &str) -> FamilyForm {
        self.fields(source, pointer, &FAMILY);
        let field = |name| Field { object: source, pointer, name };
        for name in ["segment", "operation", "reason"] {
            if !field(name).is_null() {
                self.text(field(name));
            }
        }
        self.text(field("band"));
        let threshold = (!field("threshold").is_null()).then(|| self.fraction(field("threshold")));
        if threshold.is_some() != field("reason").is_null() {
            self.wrong(field("reason"), "there is a reason exactly where there is no threshold");
        }
        let mut starts_at = Vec::new();
        for (index, item) in self.list(field("starts_at")).iter().enumerate() {
            starts_at.push(self.count(item, &place(pointer, "starts_at", index), 0.0));
        }
        FamilyForm {
            source: source.clone(),
            labels: self.whole(field("labels"), 0.0),
            threshold,
            delta: self.fraction(field("delta")),
            starts_at,
            path: self.path(field("path")),
        }
    }

    fn path(&mut self, field: Field<'_>) -> Vec<TestedStep> {
        let steps = self.list(field);
        if steps.len() > MOST_STEPS {
            self.wrong(field, "a path has at most 100 steps");
        }
        let mut path = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let pointer = place(field.pointer, "path", index);
            if let Value::List(numbers) = step
                && let [Value::Number(threshold), labels, errors] = numbers.as_slice()
                && (0.0..=1.0).contains(threshold)
            {
                let [labels, errors] = [(1, labels), (2, errors)]
                    .map(|(place, count)| self.count(count, &fill("{}/{}", &[&pointer, &count_text(place)]), 0.0));
                path.push(TestedStep { threshold: *threshold, labels, errors });
            } else {
                self.report(Code::WrongType, &pointer, "this should be [threshold, labels, errors]".to_owned());
            }
        }
        path
    }

    /// Every field there is, and no other.
    fn fields(&mut self, object: &Value, pointer: &str, names: &[&str]) {
        let Value::Object(members) = object else {
            return self.report(Code::WrongType, pointer, "this should be an object".to_owned());
        };
        for (name, _) in members.iter().filter(|(name, _)| !names.contains(&name.as_str())) {
            self.report(Code::UnknownField, pointer, fill("there is no field `{}` here", &[name]));
        }
        for name in names.iter().filter(|name| object.get(name).is_none()) {
            self.report(Code::MissingField, pointer, fill("`{}` is missing", &[name]));
        }
    }

    fn grid(&mut self, field: Field<'_>) {
        let Value::Object(members) = field.value() else { return self.wrong(field, "this should be an object") };
        let pointer = field.place();
        match members.as_slice() {
            [(name, count)] if name == "ranks" => {
                self.count(count, &fill("{}/ranks", &[&pointer]), 1.0);
            }
            [(name, Value::List(given))] if name == "given" => {
                for (index, threshold) in given.iter().enumerate() {
                    if !matches!(threshold, Value::Number(_)) {
                        let pointer = place(&pointer, "given", index);
                        self.report(Code::WrongType, &pointer, "this should be a number".to_owned());
                    }
                }
            }
            _ => self.wrong(field, "this should have `ranks`, or else `given`"),
        }
    }

    fn report(&mut self, code: Code, pointer: &str, message: String) {
        self.problems.push(Diagnostic::error(code, pointer, message).help(super::AGAIN));
    }

    fn wrong(&mut self, field: Field<'_>, message: &str) {
        self.report(Code::WrongType, &field.place(), message.to_owned());
    }

    fn number(&mut self, field: Field<'_>) -> f64 {
        if let Value::Number(number) = field.value() {
            return *number;
        }
        self.wrong(field, "this should be a number");
        0.0
    }

    fn fraction(&mut self, field: Field<'_>) -> f64 {
        let number = self.number(field);
        if !(0.0..=1.0).contains(&number) {
            self.report(Code::OutOfRange, &field.place(), "this runs from 0 to 1".to_owned());
        }
        number
    }

    fn whole(&mut self, field: Field<'_>, least: f64) -> u64 {
        self.count(field.value(), &field.place(), least)
    }

    fn count(&mut self, value: &Value, pointer: &str, least: f64) -> u64 {
        if let Value::Number(number) = value
            && number.fract().abs() <= 0.0
            && (least..=MOST).contains(number)
        {
            return whole(*number);
        }
        self.report(Code::WrongType, pointer, "this should be a whole number".to_owned());
        0
    }

    fn truth(&mut self, field: Field<'_>) -> bool {
        if let Value::Boolean(truth) = field.value() {
            return *truth;
        }
        self.wrong(field, "this should be a boolean");
        false
    }

    fn text(&mut self, field: Field<'_>) {
        if field.value().as_text().is_none() {
            self.wrong(field, "this should be a string");
        }
    }

    fn one_of(&mut self, field: Field<'_>, words: &[&str]) {
        if !field.value().as_text().is_some_and(|word| words.contains(&word)) {
            self.wrong(field, &fill("this should be `{}`", &[&join(words, "` or `")]));
        }
    }

    fn hash(&mut self, field: Field<'_>) {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_hash = |text: &str| text.len() == 64 && text.bytes().all(is_digit);
        if !field.value().as_text().is_some_and(is_hash) {
            self.wrong(field, "this should be a SHA-256: 64 digits, 0-9 and a-f");
        }
    }

    fn list<'a>(&mut self, field: Field<'a>) -> &'a [Value] {
        if let Some(Value::List(items)) = field.object.get(field.name) {
            return items;
        }
        self.wrong(field, "this should be a list");
        &[]
    }
}

/// Sound already.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturating, and checked before")]
const fn whole(number: f64) -> u64 {
    number as u64
}

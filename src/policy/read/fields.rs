//! Reading one value at one place, with the problem reported where it is not what it should be.

use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::MAX_DIAGNOSTICS;
use crate::value::{Value, number_text};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) value: &'a Value,
    pub(super) pointer: String,
}

impl<'a> Place<'a> {
    pub(super) const fn root(value: &'a Value) -> Self {
        Self { value, pointer: String::new() }
    }

    pub(super) fn child(&self, token: &str, value: &'a Value) -> Self {
        let escaped = token.replace('~', "~0").replace('/', "~1");
        Self { value, pointer: format!("{}/{escaped}", self.pointer) }
    }

    /// The member of that name, if this is an object that has it.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        self.value.get(name).map(|value| self.child(name, value))
    }

    /// The last token of the pointer: the key under which the value stands.
    pub(super) fn key(&self) -> &str {
        self.pointer.rsplit('/').next().unwrap_or("")
    }
}

/// Collects problems.
#[derive(Debug, Default)]
pub(super) struct Reader {
    problems: Vec<Diagnostic>,
    dropped: usize,
}

impl Reader {
    pub(super) fn report(&mut self, problem: Diagnostic) {
        if self.problems.len() < MAX_DIAGNOSTICS {
            self.problems.push(problem);
        } else {
            self.dropped = self.dropped.saturating_add(1);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.dropped > 0 {
            let message = format!("{} more problems are not listed", self.dropped);
            self.problems.push(Diagnostic::error(Code::MoreProblems, "", message));
        }
        self.problems
    }

    fn wrong_type(&mut self, place: &Place<'_>, wanted: &str) {
        let message = format!("this is {}; it should be {wanted}", place.value.kind());
        self.report(Diagnostic::error(Code::WrongType, &place.pointer, message));
    }

    /// An object with known fields only, and all the required ones.
    pub(super) fn object<'a>(
        &mut self,
        place: &Place<'a>,
        known: &[&str],
        required: &[&str],
        later: &[&str],
    ) -> Option<Place<'a>> {
        let members = self.members(place)?;
        for member in &members {
            let key = member.key().replace("~1", "/").replace("~0", "~");
            if later.contains(&key.as_str()) {
                let message = format!("`{key}` is part of a later version of Leeway");
                self.report(
                    Diagnostic::error(Code::UnsupportedField, &member.pointer, message).help("remove it for now"),
                );
            } else if !known.contains(&key.as_str()) {
                let message = format!("there is no field `{key}` here");
                self.report(
                    Diagnostic::error(Code::UnknownField, &member.pointer, message)
                        .help(suggest(&key, known.iter().copied())),
                );
            }
        }
        for name in required {
            if place.value.get(name).is_none() {
                let message = format!("`{name}` is missing");
                self.report(
                    Diagnostic::error(Code::MissingField, &place.pointer, message).help(format!("add `{name}`")),
                );
            }
        }
        Some(place.clone())
    }

    /// The members of an object whose keys are names.
    pub(super) fn members<'a>(&mut self, place: &Place<'a>) -> Option<Vec<Place<'a>>> {
        if let Value::Object(members) = place.value {
            Some(members.iter().map(|(key, value)| place.child(key, value)).collect())
        } else {
            self.wrong_type(place, "an object");
            None
        }
    }

    /// The items of a list.
    pub(super) fn list<'a>(&mut self, place: &Place<'a>) -> Vec<Place<'a>> {
        if let Value::List(items) = place.value {
            items.iter().enumerate().map(|(index, item)| place.child(&index.to_string(), item)).collect()
        } else {
            self.wrong_type(place, "a list");
            Vec::new()
        }
    }

    /// The items of a list that has some.
    pub(super) fn non_empty<'a>(&mut self, place: &Place<'a>) -> Vec<Place<'a>> {
        if matches!(place.value, Value::List(items) if items.is_empty()) {
            self.report(
                Diagnostic::error(Code::EmptyList, &place.pointer, "the list is empty").help("give at least one entry"),
            );
        }
        self.list(place)
    }

    /// The items of an optional list with at most `limit` entries.
    pub(super) fn entries<'a>(&mut self, place: Option<&Place<'a>>, limit: usize, what: &str) -> Vec<Place<'a>> {
        let Some(place) = place else { return Vec::new() };
        let items = self.list(place);
        self.limit(place, items.len(), limit, what);
        items
    }

    pub(super) fn limit(&mut self, place: &Place<'_>, count: usize, limit: usize, what: &str) {
        if count > limit {
            let message = format!("there are {count} {what}; the limit is {limit}");
            self.report(Diagnostic::error(Code::TooMany, &place.pointer, message));
        }
    }

    pub(super) fn text<'a>(&mut self, place: &Place<'a>) -> Option<&'a str> {
        let text = place.value.as_text();
        if text.is_none() {
            self.wrong_type(place, "a string");
        }
        text
    }

    /// Words for people: a string that says something.
    pub(super) fn words(&mut self, place: &Place<'_>) -> Option<String> {
        let text = self.text(place)?;
        if text.trim().is_empty() {
            self.report(
                Diagnostic::error(Code::OutOfRange, &place.pointer, "this says nothing").help("write a few words"),
            );
        }
        Some(text.to_owned())
    }

    pub(super) fn number(&mut self, place: &Place<'_>) -> Option<f64> {
        if let Value::Number(number) = place.value {
            Some(*number)
        } else {
            self.wrong_type(place, "a number");
            None
        }
    }

    /// A number in [0, 1].
    pub(super) fn fraction(&mut self, place: &Place<'_>, what: &str) -> Option<f64> {
        let number = self.number(place)?;
        if (0.0..=1.0).contains(&number) {
            return Some(number);
        }
        let side = if number < 0.0 { "below 0" } else { "above 1" };
        let message = format!("{what} `{}` ({}) is {side}; it runs from 0 to 1", place.key(), number_text(number));
        self.report(Diagnostic::error(Code::OutOfRange, &place.pointer, message));
        None
    }

    /// A whole number from 1 to `most`.
    pub(super) fn count(&mut self, place: &Place<'_>, most: u32) -> Option<u32> {
        let number = self.number(place)?;
        let whole = (1..=most).find(|whole| f64::from(*whole).total_cmp(&number).is_eq());
        if whole.is_some() {
            return whole;
        }
        let message = format!("{} is not a whole number from 1 to {most}", number_text(number));
        self.report(Diagnostic::error(Code::OutOfRange, &place.pointer, message));
        None
    }

    pub(super) fn version(&mut self, place: &Place<'_>) {
        if *place.value != Value::Number(1.0) {
            let message = "this version of Leeway reads `\"leeway\": 1`";
            self.report(
                Diagnostic::error(Code::UnsupportedVersion, &place.pointer, message).help("write `\"leeway\": 1`"),
            );
        }
    }

    /// A name given as a value.
    pub(super) fn name(&mut self, place: &Place<'_>) -> Option<String> {
        let name = self.text(place)?;
        self.check_name(name, &place.pointer);
        Some(name.to_owned())
    }

    /// A name of the form `^[a-z][a-z0-9_-]{0,63}$` that is not one of JavaScript's own.
    pub(super) fn check_name(&mut self, name: &str, pointer: &str) {
        let form = name.len() <= 64
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-');
        if !form {
            let shown: String = name.chars().take(80).collect();
            self.report(
                Diagnostic::error(Code::InvalidName, pointer, format!("`{shown}` is not a name"))
                    .help("begin with a-z, go on with a-z, 0-9, _ or -, at most 64 characters"),
            );
        } else if name == "constructor" {
            // The only property of Object.prototype that has the form of a name.
            let message = format!("`{name}` is a property that every JavaScript object has");
            self.report(Diagnostic::error(Code::ReservedName, pointer, message).help("choose another name"));
        }
    }

    /// Reports a name that is in the list already.
    pub(super) fn unique(&mut self, seen: &mut Vec<String>, name: &str, place: &Place<'_>) {
        if seen.iter().any(|earlier| earlier == name) {
            let message = format!("`{name}` is used twice");
            self.report(Diagnostic::error(Code::DuplicateName, &place.pointer, message).help("give each its own name"));
        } else {
            seen.push(name.to_owned());
        }
    }

    pub(super) fn action(&mut self, place: &Place<'_>) -> Option<Action> {
        let name = self.text(place)?;
        let action = Action::from_name(name);
        if action.is_none() {
            let message = format!("`{name}` is not an action");
            let help = suggest(name, Action::ALL.iter().rev().map(|action| action.name()));
            self.report(Diagnostic::error(Code::UnknownAction, &place.pointer, message).help(help));
        }
        action
    }

    /// `meta`, where it is allowed, is any object.
    pub(super) fn meta(&mut self, parent: &Place<'_>) {
        if let Some(place) = parent.get("meta") {
            self.members(&place);
        }
    }

    pub(super) fn unknown(&mut self, code: Code, place: &Place<'_>, message: String, name: &str, known: &[&str]) {
        self.report(Diagnostic::error(code, &place.pointer, message).help(suggest(name, known.iter().copied())));
    }
}

/// "did you mean" for a near miss, else the list.
pub(super) fn suggest<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let near = known.clone().map(|word| (strsim::damerau_levenshtein(name, word), word)).min();
    match near {
        None => "none is declared".to_owned(),
        Some((distance, word)) if distance <= 2 && name.len() < 70 => format!("did you mean `{word}`?"),
        Some(_) => {
            let words: Vec<String> = known.take(20).map(|word| format!("`{word}`")).collect();
            format!("it is one of {}", words.join(", "))
        }
    }
}

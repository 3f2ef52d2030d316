//! Reading one value at one place. What is wrong is reported there and something harmless is returned, so that reading
//! goes on and finds the rest; what is absent gives the same without a word, because whoever requires it says so.
//! INVARIANT(no-problem-no-stand-in): a model is only used when nothing was reported, so no stand-in ever decides.

use super::near::nearest;
use crate::action::Action;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{MAX_DIAGNOSTICS, push_token};
use crate::value::{Value, count_text, fill, fill_next, join, number_text, sort_by};

/// A value, or its absence, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) value: Option<&'a Value>,
    parent: Option<&'a Place<'a>>,
    token: Token<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    pub(super) const fn root(value: &'a Value) -> Self {
        Self { value: Some(value), parent: None, token: Token::Root }
    }

    /// The member of that name; absent if this is no object or has none.
    pub(super) fn get(&'a self, name: &'a str) -> Self {
        let value = self.value.and_then(|value| value.get(name));
        Self { value, parent: Some(self), token: Token::Key(name) }
    }

    /// The member of that name, where there is one.
    pub(super) fn given(&'a self, name: &'a str) -> Option<Self> {
        let place = self.get(name);
        (!place.is_absent()).then_some(place)
    }

    #[inline(never)]
    pub(super) const fn member(&'a self, (key, value): &'a (String, Value)) -> Self {
        Self { value: Some(value), parent: Some(self), token: Token::Key(key.as_str()) }
    }

    #[inline(never)]
    pub(super) const fn item(&'a self, index: usize, value: &'a Value) -> Self {
        Self { value: Some(value), parent: Some(self), token: Token::Index(index) }
    }

    pub(super) const fn is_absent(&self) -> bool {
        self.value.is_none()
    }

    /// The key under which the value stands; nothing in a list.
    pub(super) const fn key(&self) -> &'a str {
        match self.token {
            Token::Key(key) => key,
            Token::Root | Token::Index(_) => "",
        }
    }

    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Place::pointer).unwrap_or_default();
        match self.token {
            Token::Root => {}
            Token::Key(key) => push_token(&mut pointer, key),
            Token::Index(index) => push_token(&mut pointer, &count_text(index)),
        }
        pointer
    }
}

/// What an object may have.
pub(super) struct Shape {
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

/// Names that plain objects in JavaScript have a meaning of their own for. `constructor` alone has the form of a name; models may be called anything else.
const OBJECT_PROPERTIES: &[&str] = &["constructor", "__proto__"];

/// As many names as are held against each other, so that a long list does not take long.
const MAX_SEEN: usize = 1024;

/// Collects problems.
#[derive(Debug, Default)]
pub(super) struct Reader {
    problems: Vec<Diagnostic>,
    dropped: usize,
}

impl Reader {
    /// Reports what is wrong and, where the text has a second line, what to do about it. The parts are for its `{}`.
    pub(super) fn report(&mut self, code: Code, place: &Place<'_>, text: &str, parts: &[&str]) {
        let mut parts = parts.iter();
        let end = text.bytes().position(|byte| byte == b'\n').unwrap_or(text.len());
        let message = fill_next(text.get(..end).unwrap_or_default(), &mut parts);
        let help = fill_next(text.get(end.saturating_add(1)..).unwrap_or_default(), &mut parts);
        self.report_message(code, place, message, &help);
    }

    /// The same with both made.
    pub(super) fn report_message(&mut self, code: Code, place: &Place<'_>, message: String, help: &str) {
        if self.problems.len() >= MAX_DIAGNOSTICS {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        let problem = Diagnostic::error(code, &place.pointer(), message);
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    pub(super) const fn count_problems(&self) -> usize {
        self.problems.len().saturating_add(self.dropped)
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.dropped > 0 {
            let message = fill("{} more problems are not listed", &[&count_text(self.dropped)]);
            self.problems
                .push(Diagnostic::error(Code::MoreProblems, "", message).help("correct the listed ones first"));
        }
        self.problems
    }

    pub(super) fn wrong_type(&mut self, place: &Place<'_>, wanted: &str) {
        if let Some(value) = place.value {
            let message = fill("this is {}; it should be {}", &[value.kind(), wanted]);
            let help = match value {
                Value::Null if place.parent.is_some() => "leave it out, or give it a value",
                Value::Text(_) if wanted == "a number" => "write the number without quotes",
                Value::Number(_) if wanted == "a string" => "put it in double quotes",
                Value::Null
                | Value::Boolean(_)
                | Value::Number(_)
                | Value::Text(_)
                | Value::List(_)
                | Value::Object(_) => "",
            };
            self.report_message(Code::WrongType, place, message, help);
        }
    }

    /// A word that is none of those known, with the nearest of them as help. The template says so of the word.
    pub(super) fn unknown(&mut self, code: Code, place: &Place<'_>, template: &str, name: &str, known: &[&str]) {
        self.unknown_among(code, place, fill(template, &[name]), name, known);
    }

    /// Which of the known words this text is; the template says of another that it is none.
    pub(super) fn word(&mut self, code: Code, place: &Place<'_>, template: &str, known: &[&str]) -> Option<usize> {
        let text = self.text(place);
        let found = known.iter().position(|word| *word == text);
        if found.is_none() && matches!(place.value, Some(Value::Text(_))) {
            self.unknown(code, place, template, text, known);
        }
        found
    }

    /// The same with the message made.
    pub(super) fn unknown_among(&mut self, code: Code, place: &Place<'_>, message: String, name: &str, known: &[&str]) {
        // Looking for the nearest word is only worth it while there is room for the answer.
        let help = if self.problems.len() < MAX_DIAGNOSTICS { suggest(name, known) } else { String::new() };
        self.report_message(code, place, message, &help);
    }

    /// The members of an object.
    pub(super) fn members<'a>(&mut self, place: &Place<'a>) -> &'a [(String, Value)] {
        if let Some(Value::Object(members)) = place.value {
            return members;
        }
        self.wrong_type(place, "an object");
        &[]
    }

    /// The members of an object by name: the order of keys never matters, so nothing that is in the order of members may
    /// depend on it.
    pub(super) fn members_by_name<'a>(&mut self, place: &Place<'a>) -> Vec<&'a (String, Value)> {
        let mut members = Vec::new();
        for member in self.members(place) {
            members.push(member);
        }
        sort_by(&mut members, &|a, b| a.0.cmp(&b.0));
        members
    }

    /// Reads each of these members of a place.
    pub(super) fn each_of(
        &mut self,
        place: &Place<'_>,
        members: &[&(String, Value)],
        read: &mut dyn FnMut(&mut Self, &Place<'_>),
    ) {
        for member in members {
            read(self, &place.member(member));
        }
    }

    /// Reads each entry of an optional list with at most `limit` of them.
    pub(super) fn each(
        &mut self,
        place: &Place<'_>,
        limit: usize,
        what: &str,
        read: &mut dyn FnMut(&mut Self, &Place<'_>),
    ) {
        let items = self.items(place);
        self.limit(place, items.len(), limit, what);
        for (index, item) in items.iter().enumerate() {
            read(self, &place.item(index, item));
        }
    }

    /// The items of a list.
    pub(super) fn items<'a>(&mut self, place: &Place<'a>) -> &'a [Value] {
        if let Some(Value::List(items)) = place.value {
            return items;
        }
        self.wrong_type(place, "a list");
        &[]
    }

    /// The items of a list that has some.
    pub(super) fn non_empty<'a>(&mut self, place: &Place<'a>) -> &'a [Value] {
        let items = self.items(place);
        if items.is_empty() && matches!(place.value, Some(Value::List(_))) {
            self.empty(place);
        }
        items
    }

    /// Reports a list or an object that may not be empty.
    pub(super) fn empty(&mut self, place: &Place<'_>) {
        self.report(Code::EmptyList, place, "the list is empty\ngive at least one entry", &[]);
    }

    /// Reports what an object has too much or lacks, and reads its `meta`.
    pub(super) fn object(&mut self, place: &Place<'_>, shape: &Shape) {
        for member in self.members(place) {
            let field = place.member(member);
            let key = field.key();
            if !shape.required.contains(&key) && !shape.optional.contains(&key) {
                let known = [shape.required, shape.optional].concat();
                self.unknown(Code::UnknownField, &field, "there is no field `{}` here", key, &known);
            }
        }
        for name in shape.required {
            if matches!(place.value, Some(Value::Object(_))) && place.get(name).is_absent() {
                self.missing(place, name);
            }
        }
        self.members(&place.get("meta"));
    }

    pub(super) fn missing(&mut self, place: &Place<'_>, name: &str) {
        self.report(Code::MissingField, place, "`{}` is missing\nadd `{}`", &[name, name]);
    }

    pub(super) fn limit(&mut self, place: &Place<'_>, count: usize, limit: usize, what: &str) {
        if count > limit {
            self.report(
                Code::TooMany,
                place,
                "there are {} {}; the limit is {}\nremove or merge some",
                &[&count_text(count), what, &count_text(limit)],
            );
        }
    }

    pub(super) fn text<'a>(&mut self, place: &Place<'a>) -> &'a str {
        if let Some(Value::Text(text)) = place.value {
            return text;
        }
        self.wrong_type(place, "a string");
        ""
    }

    /// Words for people: a string that says something.
    pub(super) fn words(&mut self, place: &Place<'_>) -> String {
        let text = self.text(place);
        if matches!(place.value, Some(Value::Text(_))) && text.chars().all(char::is_whitespace) {
            self.report(Code::OutOfRange, place, "this says nothing\nwrite a few words", &[]);
        }
        text.to_owned()
    }

    /// A number; NaN for what is none.
    pub(super) fn number(&mut self, place: &Place<'_>) -> f64 {
        if let Some(Value::Number(number)) = place.value {
            return *number;
        }
        self.wrong_type(place, "a number");
        f64::NAN
    }

    /// A number in [0, 1]; NaN for what is none.
    pub(super) fn fraction(&mut self, place: &Place<'_>, what: &str) -> f64 {
        let number = self.number(place);
        if number.is_nan() || matches!(number, 0.0..=1.0) {
            return number;
        }
        let text = if number < 0.0 {
            "{} ({}) is below 0; it runs from 0 to 1"
        } else {
            "{} ({}) is above 1; it runs from 0 to 1\n85% is written 0.85"
        };
        let name = if place.key().is_empty() { what.to_owned() } else { fill("{} `{}`", &[what, place.key()]) };
        self.report(Code::OutOfRange, place, text, &[&name, &number_text(number)]);
        f64::NAN
    }

    /// A whole number from 1 to `most`; `otherwise` for what is no number.
    pub(super) fn count(&mut self, place: &Place<'_>, most: u32, otherwise: u32) -> u32 {
        let number = self.number(place);
        if number.is_nan() {
            return otherwise;
        }
        if number.fract().abs() > 0.0 || !(1.0..=f64::from(most)).contains(&number) {
            let text = "{} is not a whole number from 1 to {}";
            self.report(Code::OutOfRange, place, text, &[&number_text(number), &number_text(f64::from(most))]);
        }
        whole(number)
    }

    /// A name given as a value.
    pub(super) fn name(&mut self, place: &Place<'_>) -> String {
        let name = self.text(place);
        if matches!(place.value, Some(Value::Text(_))) {
            self.check_name(name, place);
        }
        name.to_owned()
    }

    /// A name of the form `^[a-z][a-z0-9_-]{0,63}$` that is not one of JavaScript's own.
    pub(super) fn check_name(&mut self, name: &str, place: &Place<'_>) {
        let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-';
        let begins = name.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
        if name.len() > 64 || !begins || !name.bytes().all(inside) {
            self.no_name(name, place, "begin with a-z, go on with a-z, 0-9, _ or -, at most 64 characters");
        } else {
            self.check_reserved(name, place);
        }
    }

    /// Reports what is no name, as much of it as can be read.
    pub(super) fn no_name(&mut self, name: &str, place: &Place<'_>, help: &str) {
        let mut shown = String::new();
        for character in name.chars().take(80) {
            shown.push(character);
        }
        self.report(Code::InvalidName, place, "`{}` is not a name\n{}", &[&shown, help]);
    }

    /// A name that is not one of JavaScript's own.
    pub(super) fn check_reserved(&mut self, name: &str, place: &Place<'_>) {
        if OBJECT_PROPERTIES.contains(&name) {
            let text = "`{}` is a property that every JavaScript object has\nchoose another name";
            self.report(Code::ReservedName, place, text, &[name]);
        }
    }

    /// Reports a name that is in the list already, and adds it.
    pub(super) fn unique(&mut self, seen: &mut Vec<String>, name: &str, place: &Place<'_>) {
        // Every list has a limit far below this one; a longer list is refused whatever its names are.
        if place.is_absent() || seen.len() >= MAX_SEEN {
            return;
        }
        if seen.iter().any(|earlier| earlier == name) {
            self.report(Code::DuplicateName, place, "`{}` is used twice\ngive each its own name", &[name]);
        }
        seen.push(name.to_owned());
    }

    pub(super) fn action(&mut self, place: &Place<'_>) -> Action {
        let name = self.text(place);
        if let Some(action) = Action::from_name(name) {
            return action;
        }
        if matches!(place.value, Some(Value::Text(_))) {
            let known = ["auto_apply", "suggest", "show_options", "escalate", "abstain", "block"];
            self.unknown(Code::UnknownAction, place, "`{}` is not an action", name, &known);
        }
        Action::Block
    }
}

/// A whole number, as one; what is too large for it is refused already.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturating")]
const fn whole(number: f64) -> u32 {
    number as u32
}

/// "did you mean" for a near miss, else the list.
fn suggest(name: &str, known: &[&str]) -> String {
    if let Some(word) = nearest(name, known, 2) {
        return fill("did you mean `{}`?", &[word]);
    }
    if known.is_empty() {
        return "none is declared".to_owned();
    }
    fill("it is one of `{}`", &[&join(known.get(..20).unwrap_or(known), "`, `")])
}

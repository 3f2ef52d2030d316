//! What is asked of a study, as the page and the command line write it: an object of options. Numbers and truths may be texts,
//! as arguments are.

use crate::policy::nearest;
use crate::tune::{Costs, Promise};
use crate::value::{Value, borrowed, fill, join, number_text, read_number};

use super::part::Part;
use super::refused::Refused;

/// Options by name; null and absent are the same.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    options: &'a Value,
    /// Whether names are those of members in JavaScript.
    is_in_code: bool,
}

/// What arguments are called in JavaScript, where it is not their name in one word: `startErrors` is `start_errors`.
const IN_CODE: [(&str, &str); 3] = [("target", "targetLevel"), ("confidence", "confidenceLevel"), ("at", "fittedAt")];

impl<'a> Ask<'a> {
    /// Under the names of the command line's arguments, with low lines for dashes.
    #[must_use]
    pub const fn arguments(options: &'a Value) -> Self {
        Self { options, is_in_code: false }
    }

    /// Under the names that they have in JavaScript; so what is said of them names them too.
    #[must_use]
    pub const fn in_code(options: &'a Value) -> Self {
        Self { options, is_in_code: true }
    }

    /// An option's name, as it is written here.
    pub(crate) fn spelt(self, name: &str) -> String {
        if !self.is_in_code {
            return name.to_owned();
        }
        for (argument, member) in IN_CODE {
            if argument == name {
                return member.to_owned();
            }
        }
        in_one_word(name)
    }

    fn all_spelt(self, names: &[&str]) -> Vec<String> {
        let mut spelt = Vec::new();
        for name in names {
            spelt.push(self.spelt(name));
        }
        spelt
    }

    fn given(self, name: &str) -> Option<&'a Value> {
        self.options.get(&self.spelt(name)).filter(|value| **value != Value::Null)
    }

    /// Nothing but these options.
    pub(crate) fn only(self, names: &[&str]) -> Result<(), Refused> {
        let Value::Object(members) = self.options else { return Ok(()) };
        let known = self.all_spelt(names);
        let texts = borrowed(&known);
        match members.iter().find(|(name, _)| !texts.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, _)) => Err(wrong(no_option(name, &texts))),
        }
    }

    /// An error whose message has the names of options for its `{}`.
    pub(crate) fn wrong(self, template: &str, names: &[&str]) -> Refused {
        wrong(fill(template, &borrowed(&self.all_spelt(names))))
    }

    /// A finite number.
    pub(crate) fn number(self, name: &str) -> Result<Option<f64>, Refused> {
        let number = match self.given(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Text(text)) => read_number(text.trim()),
            Some(Value::Null | Value::Boolean(_) | Value::List(_) | Value::Object(_)) => None,
        };
        match number.filter(|number: &f64| number.is_finite()) {
            None => Err(wrong(fill("`{}` is not a number", &[&self.spelt(name)]))),
            some => Ok(some),
        }
    }

    /// A number above 0 and below 1.
    pub(crate) fn share(self, name: &str) -> Result<Option<f64>, Refused> {
        let number = self.number(name)?;
        match number {
            Some(share) if !(0.0 < share && share < 1.0) => Err(wrong(fill(
                "`{}` is {}; it must be above 0 and below 1 (5% is 0.05)",
                &[&self.spelt(name), &number_text(share)],
            ))),
            _ => Ok(number),
        }
    }

    /// A number from 0.
    pub(crate) fn amount(self, name: &str) -> Result<Option<f64>, Refused> {
        let number = self.number(name)?;
        match number {
            Some(amount) if amount < 0.0 => {
                Err(wrong(fill("`{}` is {}; it is 0 or more", &[&self.spelt(name), &number_text(amount)])))
            }
            _ => Ok(number),
        }
    }

    /// A whole number within these limits.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number within the limits")]
    pub(crate) fn count(self, name: &str, from: u32, to: u32) -> Result<Option<u64>, Refused> {
        let Some(number) = self.number(name)? else { return Ok(None) };
        let is_whole = number.fract().abs().total_cmp(&0.0).is_eq();
        if !is_whole || number < f64::from(from) || number > f64::from(to) {
            let limits = [f64::from(from), f64::from(to)].map(number_text);
            let [from, to] = &limits;
            return Err(wrong(fill(
                "`{}` is {}; it is a whole number from {} to {}",
                &[&self.spelt(name), &number_text(number), from, to],
            )));
        }
        Ok(Some(number as u64))
    }

    /// Whether it is so; absent, it is not.
    pub(crate) fn truth(self, name: &str) -> Result<bool, Refused> {
        match self.given(name) {
            None => Ok(false),
            Some(Value::Boolean(truth)) => Ok(*truth),
            Some(Value::Text(text)) if text == "true" || text == "false" => Ok(text == "true"),
            Some(_) => Err(wrong(fill("`{}` is neither true nor false", &[&self.spelt(name)]))),
        }
    }

    /// A text.
    pub(crate) fn text(self, name: &str) -> Result<Option<&'a str>, Refused> {
        match self.given(name) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(fill("`{}` is not a text", &[&self.spelt(name)]))),
        }
    }

    /// One of these texts.
    pub(crate) fn one_of(self, name: &str, texts: &[&str]) -> Result<Option<&'a str>, Refused> {
        let text = self.text(name)?;
        match text {
            Some(other) if !texts.contains(&other) => {
                Err(wrong(fill("`{}` is `{}`; it is one of `{}`", &[&self.spelt(name), other, &join(texts, "`, `")])))
            }
            _ => Ok(text),
        }
    }

    /// A text or a list of them.
    pub(crate) fn texts(self, name: &str) -> Result<Vec<String>, Refused> {
        let not = || wrong(fill("`{}` is neither a text nor a list of texts", &[&self.spelt(name)]));
        match self.given(name) {
            None => Ok(Vec::new()),
            Some(Value::Text(text)) => Ok(vec![text.clone()]),
            Some(Value::List(items)) => {
                let mut texts = Vec::new();
                for item in items {
                    texts.push(item.as_text().ok_or_else(not)?.to_owned());
                }
                Ok(texts)
            }
            Some(Value::Boolean(_) | Value::Number(_) | Value::Object(_) | Value::Null) => Err(not()),
        }
    }

    /// The promise of `target`, the share of errors allowed, at `confidence`, 0.95 unless it says otherwise.
    pub(crate) fn promise(self) -> Result<Promise, Refused> {
        let target = self.share("target")?;
        self.promise_of(target.ok_or_else(|| self.wrong("`{}` is missing: the share of errors allowed", &["target"]))?)
    }

    /// That of `coverage`, the share of cases whose options hold the answer.
    pub(crate) fn coverage(self) -> Result<Promise, Refused> {
        let coverage = self.share("coverage")?;
        let message = "`coverage` is missing: the share of cases whose options hold the answer";
        self.promise_of(rest(coverage.ok_or_else(|| wrong(message.to_owned()))?))
    }

    fn promise_of(self, alpha: f64) -> Result<Promise, Refused> {
        let level = self.share("confidence")?.unwrap_or(0.95);
        Promise::new(alpha, rest(level)).ok_or_else(|| wrong("a share of the promise is too near 1".to_owned()))
    }

    /// `cost_of_error` and `cost_of_review`.
    pub(crate) fn costs(self) -> Result<Option<Costs>, Refused> {
        match (self.amount("cost_of_error")?, self.amount("cost_of_review")?) {
            (None, None) => Ok(None),
            (Some(error), Some(review)) => Ok(Some(Costs { error, review })),
            _ => Err(self.wrong("`{}` and `{}` go together", &["cost_of_error", "cost_of_review"])),
        }
    }

    /// `model` and `split`.
    pub(crate) fn part(self) -> Result<Part, Refused> {
        Ok(Part { model: self.text("model")?.map(str::to_owned), splits: self.texts("split")? })
    }
}

/// As JavaScript writes names.
fn in_one_word(name: &str) -> String {
    let mut word = String::new();
    let mut is_begun = false;
    for letter in name.chars() {
        if letter == '_' {
            is_begun = true;
        } else {
            word.push(if is_begun { letter.to_ascii_uppercase() } else { letter });
            is_begun = false;
        }
    }
    word
}

/// What is said of an option that there is not.
fn no_option(name: &str, known: &[&str]) -> String {
    match nearest(name, known, 2) {
        Some(near) => fill("there is no option `{}`: did you mean `{}`?", &[name, near]),
        None => fill("there is no option `{}`; there are `{}`", &[name, &join(known, "`, `")]),
    }
}

/// What is left of 1, in the digits that people write: 0.05 for 0.95, not what a subtraction leaves.
fn rest(share: f64) -> f64 {
    ((1.0 - share) * 1e12).round() / 1e12
}

pub(super) fn wrong(message: String) -> Refused {
    Refused::because("BAD_OPTION", message)
}

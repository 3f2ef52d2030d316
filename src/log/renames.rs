//! The columns of somebody's own log, under the names of the fields that they hold.

use crate::policy::nearest;
use crate::value::{Value, fill, join};

use super::draft::Place;

/// Which column of a log holds which field. A column that is not named stands for the field of its own name.
///
/// ```
/// use leeway::log::{Reading, Renames};
/// let renames = Renames::new([("confidence", "score"), ("correct", "is_right")]).unwrap();
/// let mut reading = Reading::default().renamed(renames);
/// reading.feed(b"score,is_right\n0.9,1\n");
/// assert_eq!(reading.finish().confidence(), [0.9]);
/// assert!(Renames::new([("confidense", "score")]).is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    pairs: Vec<Pair>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Pair {
    field: String,
    column: String,
    /// Whether the log has the column.
    is_seen: bool,
}

const FIELDS: [&str; 18] = [
    "id",
    "t",
    "split",
    "segment",
    "model",
    "operation",
    "predicted",
    "label",
    "confidence",
    "second",
    "impact",
    "at_most",
    "correct",
    "outcome",
    "label_source",
    "unit",
    "propensity",
    "alternatives",
];

impl Renames {
    /// Of pairs of a field and the column that holds it; a signal is the field `signals.NAME`.
    ///
    /// # Errors
    /// Why they cannot be used, in words: no such field, or a field or a column named twice.
    pub fn new<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Result<Self, String> {
        let mut renames = Self::default();
        for (field, column) in pairs {
            if column.is_empty() {
                return Err(fill("no column is named for `{}`", &[field]));
            }
            if !is_field(field) {
                return Err(no_field(field));
            }
            if renames.pairs.iter().any(|pair| pair.field == field) {
                return Err(fill("two columns are named for `{}`", &[field]));
            }
            if renames.pairs.iter().any(|pair| pair.column == column) {
                return Err(fill("column `{}` is named for two fields", &[column]));
            }
            renames.pairs.push(Pair { field: field.to_owned(), column: column.to_owned(), is_seen: false });
        }
        Ok(renames)
    }

    /// The field that a column holds; nothing if another column was named for the field of its name.
    pub(crate) fn field_of(&mut self, column: &str) -> Option<String> {
        if let Some(pair) = self.pairs.iter_mut().find(|pair| pair.column == column) {
            pair.is_seen = true;
            return Some(pair.field.clone());
        }
        (!self.pairs.iter().any(|pair| pair.field == column)).then(|| column.to_owned())
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The members of a row under the names of the fields that they hold.
    pub(crate) fn members_of(&mut self, members: &[(String, Value)]) -> Vec<(String, Value)> {
        let mut renamed = Vec::new();
        for (name, value) in members {
            if let Some(field) = self.field_of(name) {
                renamed.push((field, value.clone()));
            }
        }
        renamed
    }

    /// The columns that the log was said to have, and has not.
    pub(crate) fn unseen(&self) -> Vec<String> {
        self.pairs.iter().filter(|pair| !pair.is_seen).map(|pair| pair.column.clone()).collect()
    }
}

fn is_field(name: &str) -> bool {
    let signal = name.strip_prefix("signals.").is_some_and(|signal| !signal.is_empty());
    signal || !matches!(Place::of(name), Place::Extra(_) | Place::Signals)
}

fn no_field(name: &str) -> String {
    match nearest(name, &FIELDS, 2) {
        Some(near) => fill("a log has no field `{}`: did you mean `{}`?", &[name, near]),
        None => fill("a log has no field `{}`; it has `{}`, and `signals.NAME`", &[name, &join(&FIELDS, "`, `")]),
    }
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, Renames, is_field};

    #[test]
    fn the_fields_that_are_listed_are_those_that_there_are() {
        assert!(FIELDS.into_iter().all(is_field));
        assert!(!["signals", "signals.", "score"].into_iter().any(is_field));
    }

    #[test]
    fn a_column_holds_one_field_and_a_field_stands_in_one_column() {
        let mut renames = Renames::new([("confidence", "score"), ("signals.locale", "lang")]).unwrap();
        let fields = ["score", "confidence", "lang", "id"].map(|column| renames.field_of(column));
        assert_eq!(fields, [Some("confidence".into()), None, Some("signals.locale".into()), Some("id".into())]);
        assert!(renames.unseen().is_empty());
        for (pairs, words) in [
            ([("score", "a"), ("id", "b")], "a log has no field `score`; it has `id`"),
            ([("id", "a"), ("id", "b")], "two columns are named for `id`"),
            ([("id", "a"), ("unit", "a")], "column `a` is named for two fields"),
            ([("id", ""), ("unit", "a")], "no column is named for `id`"),
        ] {
            let error = Renames::new(pairs).unwrap_err();
            assert!(error.starts_with(words), "{error}");
        }
    }
}

//! What an app does for each label that its model predicts.

use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use crate::record::predicted;
use crate::value::{Value, fill, sort_by};

const FORM: &str =
    "write `\"operation\": [\"label\", ...]` for many labels at once, or `\"label\": \"operation\"` for one";

/// Labels with the operation of each; a label that has none given is its own operation.
///
/// ```
/// let operations = leeway::log::Operations::read(r#"{"archive": ["newsletter", "receipt"], "spam": "delete"}"#).unwrap();
/// assert_eq!(["receipt", "spam", "reply"].map(|label| operations.of(label)), ["archive", "delete", "reply"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operations(Vec<(String, String)>);

impl Operations {
    /// From an object: `"operation": ["label", ...]` for many labels at once, `"label": "operation"` for one.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let tree = json::parse_located(text)?;
        Self::of_tree(tree).map_err(|problems| json::locate(text, problems))
    }

    fn of_tree(tree: Value) -> Result<Self, Vec<Diagnostic>> {
        let Value::Object(members) = tree else {
            let message = fill("this is {}; operations are an object", &[tree.kind()]);
            return Err(wrong("", message));
        };
        let mut given = Vec::new();
        for (name, member) in members {
            match member {
                Value::Text(operation) => {
                    given.push((name, given.len(), operation));
                }
                Value::List(labels) if labels.iter().all(|label| label.as_text().is_some()) => {
                    for label in labels.iter().filter_map(Value::as_text) {
                        given.push((label.to_owned(), given.len(), name.clone()));
                    }
                }
                Value::Null | Value::Boolean(_) | Value::Number(_) | Value::List(_) | Value::Object(_) => {
                    let mut pointer = String::new();
                    json::push_token(&mut pointer, &name);
                    let message = "this is neither the operation of a label nor the list of an operation's labels";
                    return Err(wrong(&pointer, message.to_owned()));
                }
            }
        }
        sort_by(&mut given, &|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let mut operations: Vec<(String, String)> = Vec::new();
        for (label, _, operation) in given {
            match operations.last_mut() {
                // Of what is said of a label twice the last counts.
                Some(last) if last.0 == label => last.1 = operation,
                Some(_) | None => operations.push((label, operation)),
            }
        }
        Ok(Self(operations))
    }

    /// The operation of a label.
    #[must_use]
    pub fn of<'a>(&'a self, label: &'a str) -> &'a str {
        let place = self.0.binary_search_by(|(known, _)| known.as_str().cmp(label));
        place.ok().and_then(|place| self.0.get(place)).map_or(label, |(_, operation)| operation)
    }

    /// The row with the operation for what was predicted; a row that has an operation keeps it.
    #[must_use]
    pub fn complete(&self, mut row: Value) -> Value {
        if row.get("operation").is_some_and(|operation| *operation != Value::Null) {
            return row;
        }
        let operation = predicted(&row).map(|label| self.of(&label).to_owned());
        if let (Value::Object(members), Some(operation)) = (&mut row, operation) {
            members.retain(|(name, _)| name != "operation");
            members.push(("operation".to_owned(), Value::Text(operation)));
        }
        row
    }
}

fn wrong(pointer: &str, message: String) -> Vec<Diagnostic> {
    vec![Diagnostic::error(Code::WrongType, pointer, message).help(FORM)]
}

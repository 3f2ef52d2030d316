//! What an app does for each label that its model predicts.

use std::collections::BTreeMap;

use crate::json;
use crate::record::predicted;
use crate::value::Value;

use crate::verbs::explain::value;
use crate::verbs::outcome::{File, Outcome, Status, clean};

/// Labels with the operation of each.
#[derive(Clone, Debug, Default)]
pub(in crate::verbs) struct Operations(BTreeMap<String, String>);

impl Operations {
    /// From an object: `"operation": ["label", ...]` for many labels at once, `"label": "operation"` for one.
    pub(in crate::verbs) fn read(file: &File, for_programs: bool) -> Result<Self, Outcome> {
        let Value::Object(members) = value(file, for_programs)? else {
            return Err(unusable(file, "an object of operations is expected"));
        };
        let mut operations = BTreeMap::new();
        for (name, member) in members {
            match member {
                Value::Text(operation) => {
                    operations.insert(name, operation);
                }
                Value::List(labels) if labels.iter().all(|label| label.as_text().is_some()) => {
                    for label in labels.iter().filter_map(Value::as_text) {
                        operations.insert(label.to_owned(), name.clone());
                    }
                }
                Value::Null | Value::Boolean(_) | Value::Number(_) | Value::List(_) | Value::Object(_) => {
                    let name = json::write(&Value::Text(name));
                    let expected = "is neither the operation of a label nor the list of an operation's labels";
                    return Err(unusable(file, &format!("{name} {expected}")));
                }
            }
        }
        Ok(Self(operations))
    }

    /// The row with the operation for what was predicted, the label itself where none is given; a row that has an
    /// operation keeps it.
    pub(in crate::verbs) fn complete(&self, mut row: Value) -> Value {
        if row.get("operation").is_some_and(|operation| *operation != Value::Null) {
            return row;
        }
        let operation = predicted(&row).map(|label| self.0.get(label).map_or(label, String::as_str).to_owned());
        if let (Value::Object(members), Some(operation)) = (&mut row, operation) {
            members.retain(|(name, _)| name != "operation");
            members.push(("operation".to_owned(), Value::Text(operation)));
        }
        row
    }
}

fn unusable(file: &File, problem: &str) -> Outcome {
    let mut outcome = Outcome { status: Status::Unusable, ..Outcome::default() };
    outcome.tell(&format!("{}: {}", clean(&file.name), clean(problem)));
    outcome
}

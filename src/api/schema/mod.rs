//! The shape of documents and inputs as types, from which the JSON Schema and the TypeScript types are generated.
//! Reading does not go through them (`policy::read` collects every problem instead of the first); the tests hold the two
//! together.

pub mod audit;
pub mod condition;
pub mod document;
pub mod evidence;
pub mod input;
pub mod logs;
pub mod operation;
pub mod options;
pub mod review;
pub mod rules;
pub mod signal;
pub mod tests;
mod typescript;

pub use typescript::typescript;

/// The JSON Schema (draft 2020-12) of a policy document, as indented JSON.
#[must_use]
pub fn json_schema() -> String {
    let mut text = serde_json::to_string_pretty(&schemars::schema_for!(document::PolicyDocument)).unwrap_or_default();
    text.push('\n');
    text
}

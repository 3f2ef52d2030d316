//! The shape of what becomes of items that wait for a person.

use schemars::JsonSchema;
use ts_rs::TS;

/// What becomes of an item that waits for a person.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
pub struct ReviewDeclaration {
    /// After how many seconds it expires.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub expires_after_s: f64,
    /// What is done then: `abstain` or `block`.
    #[schemars(extend("enum" = ["abstain", "block"]))]
    #[ts(type = "'abstain' | 'block'")]
    pub then: String,
}

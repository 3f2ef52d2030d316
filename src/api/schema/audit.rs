//! The shape of which items are picked for audit.

use schemars::JsonSchema;
use ts_rs::TS;

use super::document::Fraction;

/// Which items are picked for audit, by a hash of their `id`: the same ones wherever it is asked. A pick never changes what
/// is decided. Someone then labels what was picked without seeing prediction or confidence (`label_source` `audit_blind`);
/// only such labels say how good what nobody reviews is.
#[derive(JsonSchema, TS)]
#[schemars(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditDeclaration {
    /// The share of items that are eligible for automation; 0.01 to 0.05 as a rule.
    pub rate: Fraction,
    /// The share of all others; 0 by default.
    pub explore_rate: Option<Fraction>,
    /// What sets this hash apart: another salt picks other items. Change it and the rates together, if at all.
    #[schemars(length(min = 1))]
    pub salt: String,
}

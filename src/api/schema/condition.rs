//! The shape of conditions: one type for each operator.

use schemars::JsonSchema;
use ts_rs::TS;

use super::signal::SignalValue;

/// A condition: exactly one operator.
#[derive(JsonSchema, TS)]
#[schemars(untagged)]
#[ts(untagged)]
pub enum ConditionDeclaration {
    /// A signal above a number.
    Above(AboveTest),
    /// A signal at or above a number.
    From(FromTest),
    /// A signal below a number.
    Below(BelowTest),
    /// A signal at or below a number.
    UpTo(UpToTest),
    /// A signal with exactly that value.
    Is(IsTest),
    /// A signal with one of those values.
    In(InTest),
    /// The operation, by name.
    Operation(OperationTest),
    /// Confidence less `second` is below a number; in `degrade` and `unavailable` only.
    MarginBelow(MarginTest),
    /// Fewer alternatives than that; in `degrade` and `unavailable` only.
    AlternativesBelow(AlternativesTest),
    /// Every part holds.
    All(AllOf),
    /// Some part holds.
    Any(AnyOf),
    /// The part does not hold.
    Not(NotOf),
}

macro_rules! operators {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $field_doc:literal])+ $(#[schemars($($schema:tt)+)])? $(#[serde(rename = $rename:literal)])? $field:ident: $type:ty),+ })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(JsonSchema, TS)]
            #[schemars(deny_unknown_fields)]
            pub struct $name {
                $($(#[doc = $field_doc])+ $(#[schemars($($schema)+)])? $(#[serde(rename = $rename)])? pub $field: $type,)+
            }
        )+
    };
}

operators! {
    /// A signal above a number.
    AboveTest {
        /// The signal.
        signal: String,
        /// The bound.
        above: f64
    }
    /// A signal at or above a number.
    FromTest {
        /// The signal.
        signal: String,
        /// The bound.
        from: f64
    }
    /// A signal below a number.
    BelowTest {
        /// The signal.
        signal: String,
        /// The bound.
        below: f64
    }
    /// A signal at or below a number.
    UpToTest {
        /// The signal.
        signal: String,
        /// The bound.
        up_to: f64
    }
    /// A signal with exactly that value.
    IsTest {
        /// The signal.
        signal: String,
        /// The value.
        is: SignalValue
    }
    /// A signal with one of those values.
    InTest {
        /// The signal.
        signal: String,
        /// The values.
        #[schemars(length(min = 1))]
        #[serde(rename = "in")]
        values: Vec<SignalValue>
    }
    /// The operation.
    OperationTest {
        /// Its name or names; `*` is any that is not listed.
        operation: NameOrNames
    }
    /// How far the prediction is ahead of the runner-up.
    MarginTest {
        /// The bound of confidence less `second`, in [0, 1].
        #[schemars(range(min = 0.0, max = 1.0))]
        margin_below: f64
    }
    /// How many alternatives there are.
    AlternativesTest {
        /// The bound.
        #[schemars(range(min = 1, max = 1000))]
        alternatives_below: u32
    }
    /// Every part holds.
    AllOf {
        /// The parts.
        #[schemars(length(min = 1))]
        all: Vec<ConditionDeclaration>
    }
    /// Some part holds.
    AnyOf {
        /// The parts.
        #[schemars(length(min = 1))]
        any: Vec<ConditionDeclaration>
    }
    /// The part does not hold.
    NotOf {
        /// The part.
        not: Box<ConditionDeclaration>
    }
}

/// One name, or a list of them.
#[derive(JsonSchema, TS)]
#[schemars(untagged)]
#[ts(untagged)]
pub enum NameOrNames {
    /// One.
    One(String),
    /// Several.
    Many(#[schemars(length(min = 1))] Vec<String>),
}

//! The shape of a refusal.

use ts_rs::TS;

/// Why a log cannot answer what was asked of it.
#[derive(TS)]
#[ts(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LogErrorCode {
    /// An option is none, or has a value that it cannot have.
    BadOption,
    /// A column that was named for a field is not there.
    NoSuchColumn,
    /// No row can be used.
    NoRows,
    /// No row is of this model and split.
    NoCases,
    /// A promise is about a model that has a name.
    NoModel,
    /// No row is of the model.
    NoSuchModel,
    /// There are several models, and none is asked for.
    ManyModels,
    /// No row is of the split.
    NoSuchSplit,
    /// No row has a label that counts.
    NoLabels,
    /// More than a tenth of what should be labelled is not.
    ManyUnlabelled,
    /// Audits were picked with another salt.
    OtherSalt,
    /// No labelled row becomes automatic at some confidence.
    NothingAutomatic,
    /// No row is shown options.
    NothingShown,
    /// No row that is shown options lists alternatives.
    NoAlternatives,
    /// No row says which answer was right.
    NoAnswers,
    /// Every label is of something right.
    NothingWrong,
    /// Every label is of something wrong.
    NothingRight,
    /// Every row has the same score.
    ConstantScore,
    /// A higher score is not right more often.
    AntiCorrelated,
    /// There are too few labels.
    TooFew,
    /// The policy calibrates other models, and not this one.
    NotCalibrated,
    /// The document is not the policy's.
    OtherDocument,
    /// A policy tells other inputs apart than the one that a log was sorted for.
    OtherCuts,
    /// Nothing is known of how cases come in.
    NoArrivals,
    /// What was given is no log: a path, or what can hold none.
    BadLog,
}

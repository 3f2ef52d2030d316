//! Why nothing can be promised, whatever the labels say.

use std::fmt;

use crate::value::{fill, join};

use super::evidence::count_text;
use super::fit::Apart;
use super::select::LeftOut;

/// Why a fit does not take place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The document is not the one that the policy was compiled from.
    OtherDocument,
    /// There are no cases.
    NoCases,
    /// No case is of this model.
    NoSuchModel(String),
    /// The cases are of these models, and perhaps more; an empty name is none.
    ManyModels(Vec<String>),
    /// The cases do not say which model they are of.
    NoModel,
    /// No case is shown options.
    NothingShown,
    /// None of those that are shown options lists alternatives.
    NoAlternatives,
    /// No case has a label that counts.
    NoLabels(LeftOut),
    /// Of so many cases that should have a label, more than a tenth have none. Which ones those are may have to do with how
    /// they turned out.
    ManyUnlabelled {
        /// How many have none.
        unlabelled: u64,
        /// Of how many.
        of: u64,
    },
    /// Labels of several rates have to be thinned by the hash that audits were picked with, and it was not this salt's.
    OtherSalt,
    /// No labelled case becomes automatic at some confidence.
    NothingAutomatic(Apart),
    /// So many labels, and none of an error: nothing shows that errors are written down at all.
    NothingWrong(u64),
}

impl Refused {
    pub(super) fn many_models(names: &[&str]) -> Self {
        let mut models = Vec::new();
        for name in names {
            models.push((*name).to_owned());
        }
        Self::ManyModels(models)
    }

    /// A code that stays.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherDocument => "OTHER_DOCUMENT",
            Self::NoCases => "NO_CASES",
            Self::NoSuchModel(_) => "NO_SUCH_MODEL",
            Self::ManyModels(_) => "MANY_MODELS",
            Self::NoModel => "NO_MODEL",
            Self::NothingShown => "NOTHING_SHOWN",
            Self::NoAlternatives => "NO_ALTERNATIVES",
            Self::NoLabels(_) => "NO_LABELS",
            Self::ManyUnlabelled { .. } => "MANY_UNLABELLED",
            Self::OtherSalt => "OTHER_SALT",
            Self::NothingAutomatic(_) => "NOTHING_AUTOMATIC",
            Self::NothingWrong(_) => "NOTHING_WRONG",
        }
    }

    /// What is in the way, and what helps.
    #[must_use]
    pub fn message(&self) -> String {
        let words = match self {
            Self::OtherDocument => "the document is not the one that the policy was compiled from",
            Self::NoCases => "the log has no rows",
            Self::NoSuchModel(model) => return fill("no row is of model `{}`", &[model]),
            Self::ManyModels(models) => {
                return fill(
                    "a promise is about one model; the log has several, `{}` among them: name the one to fit",
                    &[&join(models, "`, `")],
                );
            }
            Self::NoModel => {
                "a promise is about one model, and the log names none: say what its model is called, as inputs will (`model`)"
            }
            Self::NothingShown => "no row is shown options under this policy",
            Self::NoAlternatives => {
                "no row that is shown options lists its alternatives; log them, each with label and confidence, likeliest \
                 first"
            }
            Self::NoLabels(left_out) => return no_labels(left_out),
            Self::ManyUnlabelled { unlabelled, of } => {
                return fill(
                    "{} of {} rows that were to be labelled have no label; with more than a tenth missing, what is there may \
                     be the easy part: label them, or leave out the time that is not labelled yet",
                    &[&count_text(*unlabelled), &count_text(*of)],
                );
            }
            Self::OtherSalt => {
                "labels of several rates are thinned by the hash that picked audits, and audited rows do not lie where this \
                 salt picks: give the salt of the audit"
            }
            Self::NothingAutomatic(apart) => {
                let Apart { never, always, segment_unknown, .. } = apart;
                return fill(
                    "no labelled row becomes automatic at some confidence: {} never do, {} do at any, and of {} the segment \
                     is not known",
                    &[&count_text(*never), &count_text(*always), &count_text(*segment_unknown)],
                );
            }
            Self::NothingWrong(labels) => {
                return fill(
                    "not one of {} labels is of an error, so that nothing shows that errors are written down: check the \
                     labels",
                    &[&count_text(*labels)],
                );
            }
        };
        words.to_owned()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message())
    }
}

/// What there is instead, and how to get labels that count.
fn no_labels(left_out: &LeftOut) -> String {
    let mut message = "no row has a label that a promise can rest on".to_owned();
    for (count, of) in [
        (left_out.unlabelled, "have none"),
        (left_out.review, "were labelled in a review, which sees only what went to people"),
        (left_out.implicit, "were labelled by what people did, and silence is not acceptance"),
        (left_out.source_unknown, "do not say where their label comes from"),
        (left_out.without_propensity, "were audited without `propensity`, the rate they were picked with"),
        (left_out.conflicting, "have an id that stands for several labels"),
        (left_out.bad_score, "have no confidence in [0, 1]"),
        (left_out.other_folds, "stand in another fold"),
        (left_out.thinned, "were thinned out"),
    ] {
        if count > 0 {
            message.push_str(&fill("; {} {}", &[&count_text(count), of]));
        }
    }
    let only = LeftOut { unlabelled: left_out.unlabelled, ..LeftOut::default() };
    if *left_out == only {
        message.push_str(" (a column that says what was true is mapped: `label=COLUMN`, or `correct=COLUMN`)");
    }
    message.push_str(
        ": label every row of a period (`label_source` `complete`), or audit 1 to 5% of the automatic ones, picked by hash \
         and labelled blind (`audit_blind`)",
    );
    message
}

impl std::error::Error for Refused {}

//! The shape of what is learnt from a log.

use ts_rs::TS;

use super::{CalibrationDeclaration, CalibrationMethod, FitDeclaration, PolicyDocument, SetMethodName};
use crate::action::Action;
use crate::analyze::Rate;
use crate::decide::Cell;
use crate::diagnostic::Diagnostic;

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

/// What a log holds.
#[derive(TS)]
pub struct LogAbout {
    /// How many rows can be used.
    pub rows: f64,
    /// How many cannot.
    pub rejected: f64,
    /// Why, most rows first; rows that are kept without something are told too.
    pub rejects: Vec<RejectedRows>,
    /// Why it cannot be studied at all, and what helps: it has no rows, none that can be used, or not a column that was
    /// named for a field.
    pub problem: Option<String>,
    /// SHA-256 of its bytes.
    pub hash: String,
    /// Its columns, or the members of its first row, as it names them.
    pub columns: Vec<String>,
    /// Columns that were named for a field and are not there.
    pub columns_not_there: Vec<String>,
    /// Names that stand in its header again: of columns of one name the first is read.
    pub columns_twice: Vec<String>,
    /// Columns that are not kept because there are too many.
    pub columns_left_out: Vec<String>,
    /// Its models, at most 64.
    pub models: Vec<NamedRows>,
    /// Its splits, likewise.
    pub splits: Vec<NamedRows>,
    /// How many rows have a label from where.
    pub labels: LabelCounts,
    /// Whether rows say what they belong to with others.
    pub has_units: bool,
    /// Whether rows have a time.
    pub has_times: bool,
    /// Whether rows have ranked alternatives.
    pub has_alternatives: bool,
    /// Whether predictions and truths are labels of classes.
    pub has_classes: bool,
}

/// Rows that something is wrong with.
#[derive(TS)]
pub struct RejectedRows {
    /// What.
    pub reason: String,
    /// Whether they are kept without it.
    pub kept: bool,
    /// How many.
    pub rows: f64,
    /// The lines that the first of them begin on.
    pub lines: Vec<f64>,
}

/// Rows, and how they turned out; of the rest nothing is known.
#[derive(TS)]
pub struct TurnedOut {
    /// How many.
    pub rows: f64,
    /// Their share of all, in [0, 1]; null of none.
    pub share: Option<f64>,
    /// How many of them were right.
    pub right: f64,
    /// How many of them were wrong.
    pub wrong: f64,
    /// The share of the wrong among those of which it is known, with its exact interval at 95%; null where none is.
    pub error: Option<Rate>,
}

/// The rows of a model or a split.
#[derive(TS)]
pub struct NamedRows {
    /// Its name.
    pub name: String,
    /// How many, and how they turned out.
    #[ts(flatten)]
    pub turned: TurnedOut,
}

/// How many rows have a label from where.
#[derive(TS)]
pub struct LabelCounts {
    /// Every row of the period was labelled.
    pub complete: f64,
    /// Picked by a hash and labelled blind.
    pub audit_blind: f64,
    /// From a review.
    pub review: f64,
    /// From what people did.
    pub implicit: f64,
    /// It is not said.
    pub source_unknown: f64,
    /// There is no label.
    pub none: f64,
}

/// An interval at 95%.
#[derive(TS)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// How good scores are.
#[derive(TS)]
pub struct ScoreQuality {
    /// Of how many labelled predictions.
    pub labels: f64,
    /// How many of them are right.
    pub right: f64,
    /// Their mean score.
    pub mean_score: f64,
    /// An interval for the share that is right (Wilson).
    pub accuracy: Interval,
    /// The Brier score; less is better.
    pub brier: f64,
    /// An interval for it.
    pub brier_interval: Interval,
    /// Its parts: miscalibration - discrimination + uncertainty.
    pub corp: Corp,
    /// Log loss, in nats; less is better.
    pub log_loss: f64,
    /// The expected calibration error, 15 bins of equal width. Never read it without `ece_by_chance`.
    pub ece: f64,
    /// The largest error of a bin.
    pub largest_error: f64,
    /// The expected calibration error that a perfect model with these scores shows.
    pub ece_by_chance: NullBand,
    /// The bins of equal width that hold any.
    pub bins: Vec<ReliabilityBin>,
    /// Bins of equal mass.
    pub equal_mass_bins: Vec<ReliabilityBin>,
}

/// The parts of a Brier score, by isotonic regression.
#[derive(TS)]
pub struct Corp {
    /// What calibration would gain.
    pub miscalibration: f64,
    /// What the order of the scores is worth.
    pub discrimination: f64,
    /// The score of a constant.
    pub uncertainty: f64,
}

/// What a perfect model shows by chance.
#[derive(TS)]
pub struct NullBand {
    /// The mean.
    pub mean: f64,
    /// What it exceeds in 5 of 100 samples.
    pub upper: f64,
}

/// Predictions with neighbouring scores.
#[derive(TS)]
pub struct ReliabilityBin {
    /// Its place among all bins, from 0.
    pub index: f64,
    /// How many predictions.
    pub labels: f64,
    /// How many of them are right.
    pub right: f64,
    /// The mean of their scores.
    pub mean_score: f64,
    /// The share that is right.
    pub accuracy: f64,
    /// An interval for it (Wilson).
    pub interval: Interval,
}

/// A model's scores, and what calibration makes of them.
#[derive(TS)]
pub struct Calibrated {
    /// The model; null where nobody says.
    pub model: Option<String>,
    /// How many rows there are.
    pub rows: f64,
    /// How many of them have a label that counts here.
    pub labels: f64,
    /// The others, by reason.
    pub left_out: NotLearnt,
    /// Labels that do not say where they come from.
    pub source_unknown: f64,
    /// The method of the map.
    pub method: CalibrationMethod,
    /// Whether it was asked for, or is the usual one for so many labels.
    pub asked: bool,
    /// What the comparison says of it against the scores as they are; null without a comparison.
    pub verdict: Option<LossVerdict>,
    /// The map, fitted to all of the labels: a part of a policy's `calibration`.
    pub map: CalibrationDeclaration,
    /// The scores as they are.
    pub before: ScoreQuality,
    /// The scores that the method gives rows that it was not fitted to, in ten-fold cross-validation.
    pub after: Option<ScoreQuality>,
    /// Why there is no `after`.
    pub after_reason: Option<String>,
    /// No calibration, Platt scaling and isotonic regression on rows that were held back.
    pub comparison: Option<CalibrationComparison>,
    /// Temperature scaling of the alternatives, where there are any.
    pub temperature: Option<Temperature>,
    /// The range of Venn-Abers predictors at some scores.
    pub ranges: Vec<VennAbersRange>,
}

/// Rows that nothing is learnt of.
#[derive(TS)]
pub struct NotLearnt {
    /// Without a label.
    pub unlabelled: f64,
    /// Labelled in a review, which sees only what went to people.
    pub review: f64,
    /// Labelled by what people did.
    pub implicit: f64,
}

/// What a comparison says of a method.
#[derive(TS)]
#[ts(rename_all = "snake_case")]
pub enum LossVerdict {
    /// It loses less.
    Better,
    /// It loses more.
    Worse,
    /// The interval of the difference holds 0.
    NotSignificant,
}

/// Methods on predictions that were held back.
#[derive(TS)]
pub struct CalibrationComparison {
    /// Into how many parts the predictions were divided.
    pub folds: f64,
    /// How many predictions.
    pub labels: f64,
    /// The scores as they are.
    pub none: Losses,
    /// Platt scaling; null where it cannot be fitted.
    pub platt: Option<Losses>,
    /// Isotonic regression; likewise.
    pub isotonic: Option<Losses>,
    /// Each of two methods against another, in each measure.
    pub differences: Vec<LossDifference>,
}

/// Two proper scores.
#[derive(TS)]
pub struct Losses {
    /// The Brier score.
    pub brier: f64,
    /// Log loss, in nats.
    pub log_loss: f64,
}

/// A method against another.
#[derive(TS)]
pub struct LossDifference {
    /// The method.
    pub method: CalibrationMethod,
    /// What it is compared with.
    #[ts(type = "'none' | CalibrationMethod")]
    pub with: String,
    /// In what.
    #[ts(type = "'brier' | 'log_loss'")]
    pub measure: String,
    /// The method's loss less the other's.
    pub mean: f64,
    /// The lower end of an interval for it, at 95%.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What follows.
    pub verdict: LossVerdict,
}

/// Temperature scaling, for comparison: it is no map of one score.
#[derive(TS)]
pub struct Temperature {
    /// By what logits are divided.
    pub temperature: f64,
    /// Log loss with it.
    pub log_loss: f64,
    /// Log loss without.
    pub log_loss_before: f64,
    /// Whether it is the lowest or highest that is tried.
    pub at_bound: bool,
    /// Of how many rows.
    pub rows: f64,
    /// Rows whose truth is not among the alternatives.
    pub rejected: f64,
    /// Rows whose alternatives do not sum to 1.
    pub not_whole: f64,
}

/// The range of a Venn-Abers predictor at a score.
#[derive(TS)]
pub struct VennAbersRange {
    /// The score.
    pub score: f64,
    /// The lower probability.
    pub low: f64,
    /// The upper probability.
    pub high: f64,
    /// The one that stands for both.
    pub merged: f64,
}

/// A policy fitted to a log.
#[derive(TS)]
pub struct PolicyFit {
    /// The model.
    pub model: String,
    /// What is promised.
    pub promise: PromiseMade,
    /// Which of the thresholds that hold is taken.
    #[ts(type = "'lowest' | 'chow' | 'cheapest' | 'capacity'")]
    pub choice: String,
    /// SHA-256 of the log.
    pub log: String,
    /// How many rows it is fitted to, labelled or not.
    pub rows: f64,
    /// The share of cases that the labels stand for: 1 where all were labelled.
    pub label_rate: f64,
    /// Whether rows of one unit count once; else it assumes that rows are independent.
    pub one_row_per_unit: bool,
    /// The labels that a family needs.
    pub labels_needed: LabelsNeeded,
    /// Each family of rows that one threshold admits.
    pub families: Vec<FamilyOfFit>,
    /// What is automatic of these rows under thresholds that were found.
    pub automatic: TurnedOut,
    /// What other rows show of it; null where none were named.
    pub verified: Option<FitVerified>,
    /// What reviewers are asked; null where nobody says what they can take.
    pub reviewers: Option<ReviewersAsked>,
    /// The map that was fitted first; null where none was asked for.
    pub calibration: Option<MapOfFit>,
    /// Labelled rows that no threshold decides about.
    #[ts(
        type = "{ readonly never: number, readonly always: number, readonly always_errors: number, readonly segment_unknown: number }"
    )]
    pub apart: (),
    /// Rows that did not enter the test, by reason.
    #[ts(type = "{ readonly [reason: string]: number }")]
    pub left_out: (),
    /// The evidence that stands in the document.
    pub evidence: FitDeclaration,
    /// The models whose fits were in the document and hold no longer: their thresholds are others now.
    pub fits_dropped: Vec<String>,
    /// Whether fitted options were in the document and hold no longer: other cases are shown options now.
    pub options_dropped: bool,
    /// What is wrong with the fitted document: its own tests, where they expect what holds no longer. Their help says what the
    /// fit changed for them.
    pub problems: Vec<Diagnostic>,
    /// What to look at before it is believed.
    pub hints: Vec<LogHint>,
    /// The fitted document.
    pub document: PolicyDocument,
    /// The same as text, laid out: what the command line writes.
    pub text: String,
}

/// Something to look at before an answer is believed.
#[derive(TS)]
pub struct LogHint {
    /// Which.
    #[ts(type = "'NO_LABEL_EQUALS_PREDICTION' | 'OTHER_MODEL' | 'UNKNOWN_OPERATION' | 'UNKNOWN_SIGNAL'")]
    pub code: String,
    /// What it is, and what helps.
    pub message: String,
}

/// A policy with a map for a model.
#[derive(TS)]
pub struct WithCalibration {
    /// The model.
    pub model: String,
    /// The models whose fits were in the document and hold no longer: their thresholds were fitted to other confidences.
    pub fits_dropped: Vec<String>,
    /// Whether fitted options were in the document and hold no longer: other cases are shown options now.
    pub options_dropped: bool,
    /// The document.
    pub document: PolicyDocument,
    /// The same as text, laid out: what the command line writes.
    pub text: String,
}

/// A policy whose options are fitted to a log.
#[derive(TS)]
pub struct OptionsFit {
    /// The model.
    pub model: String,
    /// What is promised.
    #[ts(type = "{ readonly coverage: number, readonly confidence_level: number }")]
    pub promise: (),
    /// How alternatives are scored.
    pub method: SetMethodName,
    /// SHA-256 of the log.
    pub log: String,
    /// How many rows there are to fit to, shown options or not.
    pub rows: f64,
    /// How many of them are not shown options.
    pub not_shown: f64,
    /// The share of cases that the labels stand for: 1 where all were labelled.
    pub label_rate: f64,
    /// Whether rows of one unit count once in a cell; else it assumes that rows are independent.
    pub one_row_per_unit: bool,
    /// Over how many cells delta is split.
    pub cells_tested: f64,
    /// Each cell that is shown options.
    pub cells: Vec<CellOfOptions>,
    /// Of how many labelled rows the alternatives do not sum to 1, which the promise does not need.
    pub other_sums: f64,
    /// Rows that did not enter, by reason.
    #[ts(type = "{ readonly [reason: string]: number }")]
    pub left_out: (),
    /// What other rows show of it; null where none were named.
    pub verified: Option<OptionsVerified>,
    /// Whether the thresholds were fitted to this log too: the promise is kept only if to other rows.
    pub log_of_thresholds: bool,
    /// The model whose options were in the document; null where it was this one, or there were none.
    pub replaced: Option<String>,
    /// What is wrong with the fitted document: its own tests, where they expect what holds no longer.
    pub problems: Vec<Diagnostic>,
    /// What to look at before it is believed.
    pub hints: Vec<LogHint>,
    /// The fitted document: with `options.threshold` where some cell has a threshold, without where none has.
    pub document: PolicyDocument,
    /// The same as text, laid out: what the command line writes.
    pub text: String,
}

/// A cell that is shown options.
#[derive(TS)]
pub struct CellOfOptions {
    /// Its bands; null for what any cell with more autonomy gave and was lowered.
    pub cell: Option<Cell>,
    /// How many labels it has.
    pub labels: f64,
    /// Of how many the answer is none of the alternatives.
    pub not_listed: f64,
    /// The threshold: of confidence for `lac`, of their sum for `aps`; null where there is none.
    pub threshold: Option<f64>,
    /// Why there is none: the first `max` are shown, with no promise.
    pub reason: Option<String>,
    /// How many labels more it would take, where they are too few.
    pub more_labels: Option<f64>,
    /// The coverage that can be promised at most, where too many answers are none of the alternatives.
    pub at_most: Option<f64>,
    /// What the threshold comes to on these labels; null without one.
    pub sets: Option<SetsCounted>,
}

/// What sets of options come to on labelled cases.
#[derive(TS)]
pub struct SetsCounted {
    /// How many cases.
    pub cases: f64,
    /// Of how many the set holds the answer, however large it is: what the promise is about.
    pub held: f64,
    /// How many have sets too large to be shown: the next lower action is taken.
    pub too_large: f64,
    /// Of how many of the rest the options that are shown hold the answer.
    pub held_of_rest: f64,
    /// The share whose set holds the answer, with its interval at 95% (Wilson); null of none.
    pub coverage: Option<Rate>,
    /// The same of the rest.
    pub coverage_of_rest: Option<Rate>,
}

/// What other rows show of fitted options.
#[derive(TS)]
pub struct OptionsVerified {
    /// The splits that they are of.
    pub splits: Vec<String>,
    /// How many rows.
    pub rows: f64,
    /// Those with an answer, in cells that have a threshold.
    pub all: SetsCounted,
    /// Each cell; null for one without a threshold.
    pub cells: Vec<Option<SetsCounted>>,
    /// Whether the sets hold the answer as often as is promised; null where nothing is known.
    pub met: Option<bool>,
    /// Whether even the upper end of the exact interval, at the promise's confidence, is below what is promised: else what is
    /// below it may be chance.
    pub broken: bool,
}

/// What a fitted policy asks of reviewers.
#[derive(TS)]
pub struct ReviewersAsked {
    /// What they can take an hour.
    pub per_hour: f64,
    /// What is asked an hour: with times at the 95th percentile of hours.
    pub asks: f64,
    /// By how many an hour that is too much; null where it is not. A lower threshold would break the promise.
    pub short_by: Option<f64>,
}

/// What a fit promises.
#[derive(TS)]
pub struct PromiseMade {
    /// The share of errors among what is automatic.
    #[ts(type = "'error'")]
    pub risk: String,
    /// At most this, in (0, 1).
    pub target_level: f64,
    /// With this probability over the labelled sample, in (0, 1).
    pub confidence_level: f64,
    /// The delta that this fit spends, after its split over targets and fits.
    pub delta_used: f64,
}

/// How many labels a promise needs in a family.
#[derive(TS)]
pub struct LabelsNeeded {
    /// At the least, where none is of an error.
    pub without_error: f64,
    /// Where two are.
    pub with_two: f64,
}

/// The rows that one threshold, or the higher of two, admits.
#[derive(TS)]
pub struct FamilyOfFit {
    /// The segment; null for rows of none.
    pub segment: Option<String>,
    /// The operation, where it names thresholds of its own.
    pub operation: Option<String>,
    /// The lowest band of confidence that is automatic.
    pub band: String,
    /// All rows of the family.
    pub rows: f64,
    /// Those with a label that counts.
    pub labels: f64,
    /// The threshold; null where none holds.
    pub threshold: Option<f64>,
    /// Why there is none.
    pub reason: Option<String>,
    /// How many labels more a test would start with, where they are too few.
    pub more_labels: Option<f64>,
    /// The rows at or above the threshold.
    pub automatic: TurnedOut,
    /// The level that each threshold is tested at.
    pub level: f64,
    /// Every threshold tested, highest first.
    pub path: Vec<TestedThreshold>,
}

/// A threshold that was tested.
#[derive(TS)]
pub struct TestedThreshold {
    /// The threshold.
    pub threshold: f64,
    /// How many labelled rows are at or above it.
    pub accepted: f64,
    /// How many of them are errors.
    pub errors: f64,
    /// The probability of so few errors were the true share the target.
    pub p_value: f64,
    /// Whether the promise holds there.
    pub passed: bool,
}

/// What other rows show of fitted thresholds.
#[derive(TS)]
pub struct FitVerified {
    /// The splits that they are of.
    pub splits: Vec<String>,
    /// How many rows.
    pub rows: f64,
    /// What is automatic of them.
    pub automatic: TurnedOut,
    /// The same for each family.
    pub families: Vec<TurnedOut>,
    /// Whether the share of errors is at most the target; null where nothing is known.
    pub met: Option<bool>,
    /// Whether even the lower end of its exact interval, at the promise's confidence, is above the target: else what is above
    /// it may be chance.
    pub broken: bool,
}

/// The map that was fitted before thresholds were, to rows of its own.
#[derive(TS)]
pub struct MapOfFit {
    /// How.
    pub method: CalibrationMethod,
    /// The map.
    pub map: CalibrationDeclaration,
    /// The scores of its rows as they were.
    pub before: ScoreQuality,
    /// The scores of the rows that thresholds are fitted to, as the map gives them.
    pub after: Option<ScoreQuality>,
}

/// A log decided again.
#[derive(TS)]
pub struct Replayed {
    /// The name of the policy.
    pub policy: String,
    /// Its hash.
    pub policy_hash: String,
    /// SHA-256 of the log.
    pub log: String,
    /// What is done with its rows.
    #[ts(flatten)]
    pub done: RowsDone,
    /// The cells that rows stand in, before rules, ceilings and availability; most confidence first.
    pub cells: Vec<ReplayedCell>,
    /// Rows with findings, which stand in no cell.
    pub findings: TurnedOut,
    /// What is wrong with most of those; null where nothing is with any.
    pub finding: Option<String>,
    /// By operation and band of impact, in the document's order, what is not known last.
    pub operations: Vec<ReplayedOperation>,
    /// What that costs; null where no costs were given.
    pub cost: Option<ReplayedCost>,
    /// By model.
    pub models: Vec<ReplayedGroup>,
    /// By the policy's segment.
    pub segments: Vec<ReplayedGroup>,
    /// Precision and recall of what is automatic; null where rows have no classes.
    pub classes: Option<ReplayedClasses>,
    /// How often what is eligible for automation is wrong, from blind labels alone; null where the log does not say where
    /// labels come from, or they say too little.
    pub audited: Option<AuditedRows>,
    /// Why there is no `audited`, and what to do.
    pub audited_reason: Option<String>,
    /// Labels of reviews, or of what people did: they are of cases that were chosen, and do not count.
    pub labels_not_counted: f64,
    /// What to look at before it is believed.
    pub hints: Vec<LogHint>,
}

/// Rows of one operation and impact.
#[derive(TS)]
pub struct ReplayedOperation {
    /// The operation; null where none is declared, or none is known.
    pub operation: Option<String>,
    /// The band of impact; null for rows with findings.
    pub impact: Option<String>,
    /// What is done with them.
    #[ts(flatten)]
    pub done: RowsDone,
}

/// How often what is eligible for automation is wrong, from blind labels alone.
#[derive(TS)]
pub struct AuditedRows {
    /// The share, in [0, 1].
    pub error: f64,
    /// The lower end of its exact interval at 95%.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many labels count.
    pub labels: f64,
    /// Eligible rows that no audit can reach.
    pub out_of_reach: f64,
    /// Labels that are not blind, and do not count.
    pub not_blind: f64,
    /// Rows that were picked and not labelled.
    pub unlabelled: f64,
}

/// What is done with rows.
#[derive(TS)]
pub struct RowsDone {
    /// All of them.
    pub all: TurnedOut,
    /// By action.
    #[ts(type = "{ readonly [action in Action]: TurnedOut }")]
    pub actions: (),
    /// How many ask a person: the one at the screen, or someone else.
    pub asked: f64,
}

/// Rows of one cell.
#[derive(TS)]
pub struct ReplayedCell {
    /// The band of confidence.
    pub confidence: String,
    /// The band of impact.
    pub impact: String,
    /// What the matrix says.
    pub base: Action,
    /// How many, and how they turned out.
    #[ts(flatten)]
    pub turned: TurnedOut,
}

/// What a policy costs on a log.
#[derive(TS)]
pub struct ReplayedCost {
    /// Of doing one case wrongly.
    pub error: f64,
    /// Of having a person look at one.
    pub review: f64,
    /// Of all rows.
    pub total: f64,
    /// Of a row; null of none.
    pub mean: Option<f64>,
}

/// Rows of a model or a segment.
#[derive(TS)]
pub struct ReplayedGroup {
    /// Its name; null for rows that have none.
    pub name: Option<String>,
    /// What is done with them.
    #[ts(flatten)]
    pub done: RowsDone,
    /// The area under risk over coverage; null where no outcome is known.
    pub aurc: Option<f64>,
    /// What is above the best possible.
    pub excess_aurc: Option<f64>,
}

/// Classes, as far as they are done by themselves.
#[derive(TS)]
pub struct ReplayedClasses {
    /// The mean precision.
    pub precision: MeanOfClasses,
    /// The mean recall: what is right and was not done by itself is missed.
    pub recall: MeanOfClasses,
    /// The mean F1.
    pub f1: MeanOfClasses,
    /// Each class.
    pub list: Vec<ClassQuality>,
}

/// A mean over the classes for which a share is defined.
#[derive(TS)]
pub struct MeanOfClasses {
    /// The mean; null where none is.
    pub value: Option<f64>,
    /// Over how many classes.
    pub classes: f64,
    /// How many are left out.
    pub undefined: f64,
}

/// A share with its interval at 95%; where it is not defined the interval is all of [0, 1].
#[derive(TS)]
pub struct ShareOfClass {
    /// The share; null where its denominator is 0.
    pub value: Option<f64>,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The quality of a class.
#[derive(TS)]
pub struct ClassQuality {
    /// The class.
    pub name: String,
    /// Done, predicted to be of it, and of it.
    pub true_positives: f64,
    /// Done, predicted to be of it, and of another.
    pub false_positives: f64,
    /// Of it, and not both done and predicted to be.
    pub false_negatives: f64,
    /// Of what was done as this class, the share that is of it.
    pub precision: ShareOfClass,
    /// Of what is of this class, the share that was done as it.
    pub recall: ShareOfClass,
    /// Their harmonic mean.
    pub f1: ShareOfClass,
}

/// How often a model is wrong among the cases it is surest of.
#[derive(TS)]
pub struct RiskCurve {
    /// The model; null where the log names none.
    pub model: Option<String>,
    /// The segment that the log names; null for all of the model's rows.
    pub segment: Option<String>,
    /// How many rows have a known outcome.
    pub labels: f64,
    /// How many of them are wrong.
    pub wrong: f64,
    /// The area under the curve.
    pub aurc: f64,
    /// What is above that of a model as often right whose every error is less sure than what it has right.
    pub excess_aurc: f64,
    /// Points, highest threshold first.
    pub points: Vec<RiskPoint>,
}

/// A point of a curve.
#[derive(TS)]
pub struct RiskPoint {
    /// The threshold.
    pub threshold: f64,
    /// The share of rows at or above it.
    pub coverage: f64,
    /// The share of errors among those.
    pub risk: f64,
}

/// Rows of a log that come out alike under a policy.
#[derive(TS)]
pub struct SweepCount {
    /// The operation; null for one that the policy does not list.
    pub operation: Option<String>,
    /// The cell of the matrix; null with findings.
    pub cell: Option<Cell>,
    /// What the app is told to do.
    pub action: Action,
    /// How many rows.
    pub rows: f64,
    /// Their share of all, in [0, 1]; null of none.
    pub share: Option<f64>,
    /// How many of them were right.
    pub right: f64,
    /// How many of them were wrong.
    pub wrong: f64,
    /// How often they were wrong, with its exact interval at 95%; null where nothing is known.
    pub error: Option<Rate>,
}

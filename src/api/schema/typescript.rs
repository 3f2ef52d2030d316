//! The TypeScript types, in the order in which they stand in the file.

use ts_rs::TS;

use super::{audit, condition, document, evidence, input, logs, operation, options, review, rules, signal, tests};
use crate::action::{Action, Code};
use crate::analyze::{
    Constraint, Coverage, Covered, Diff, Missing, Part, Range, Rate, Reach, Region, Summary, Telling, Trouble,
};
use crate::decide::{Alternative, Audit, Cell, Decision, Finding, Problem};
use crate::diagnostic::{self, Counterexample, Diagnostic, Severity, Span};
use crate::explain::{Change, Explanation, Operand, Step, StepName};
use crate::record::Record;

/// The TypeScript types of documents, inputs and answers.
#[must_use]
pub fn typescript() -> String {
    let mut text =
        "// Generated from the Rust types by `cargo test --features schema,verbs` with LEEWAY_WRITE=1; do not edit.\n"
            .to_owned();
    let config = ts_rs::Config::default();
    macro_rules! declare {
        ($($type:ty),+ $(,)?) => {$(
            text.push('\n');
            text.push_str(<$type>::docs().unwrap_or_default().trim_start());
            text.push_str("export ");
            text.push_str(&<$type>::decl(&config));
            text.push('\n');
        )+};
    }
    declare!(
        document::PolicyDocument,
        evidence::CalibrationDeclaration,
        evidence::CalibrationMethod,
        evidence::EvidenceDeclaration,
        evidence::FitDeclaration,
        evidence::GridDeclaration,
        evidence::FamilyDeclaration,
        operation::Impact,
        signal::SignalDeclaration,
        signal::SignalType,
        signal::SignalSource,
        signal::SignalValue,
        operation::OperationDeclaration,
        operation::RaiseDeclaration,
        rules::SegmentDeclaration,
        rules::RuleDeclaration,
        rules::UnavailableDeclaration,
        rules::OneOrMany,
        rules::RequireDeclaration,
        options::OptionsDeclaration,
        options::OptionSetsDeclaration,
        options::SetMethodName,
        options::OptionSetDeclaration,
        options::BandsOfCell,
        audit::AuditDeclaration,
        review::ReviewDeclaration,
        tests::TestDeclaration,
        condition::ConditionDeclaration,
        condition::AboveTest,
        condition::FromTest,
        condition::BelowTest,
        condition::UpToTest,
        condition::IsTest,
        condition::InTest,
        condition::OperationTest,
        condition::MarginTest,
        condition::AlternativesTest,
        condition::AllOf,
        condition::AnyOf,
        condition::NotOf,
        condition::NameOrNames,
        document::Name,
        document::Fraction,
        document::Meta,
        input::Signals,
        input::Input,
        input::Health,
        Alternative,
        Action,
        Code,
        Decision,
        Cell,
        Finding,
        Problem,
        Audit,
        Explanation,
        Step,
        StepName,
        Operand,
        Change,
        Record,
        Diagnostic,
        Severity,
        Span,
        Counterexample,
        diagnostic::Code,
        Diff,
        Region,
        Constraint,
        Range,
        Coverage,
        Summary,
        Covered,
        Missing,
        Part,
        Reach,
        tests::TestRunShape,
        logs::row::LogRow,
        logs::row::Correct,
        logs::row::Outcome,
        logs::row::OperationsOfLabels,
        logs::diff::LogDiff,
        logs::diff::Moves,
        logs::diff::Tally,
        Rate,
        logs::diff::Transition,
        Telling,
        Trouble,
        logs::error::LogErrorCode,
        logs::about::LogAbout,
        logs::about::RejectedRows,
        logs::about::TurnedOut,
        logs::about::NamedRows,
        logs::about::LabelCounts,
        logs::quality::Interval,
        logs::quality::ScoreQuality,
        logs::quality::Corp,
        logs::quality::NullBand,
        logs::quality::ReliabilityBin,
        logs::calibration::Calibrated,
        logs::calibration::NotLearnt,
        logs::calibration::LossVerdict,
        logs::calibration::CalibrationComparison,
        logs::calibration::Losses,
        logs::calibration::LossDifference,
        logs::calibration::Temperature,
        logs::calibration::VennAbersRange,
        logs::fit::PolicyFit,
        logs::hint::LogHint,
        logs::calibration::WithCalibration,
        logs::fit::ReviewersAsked,
        logs::fit::PromiseMade,
        logs::fit::LabelsNeeded,
        logs::fit::FamilyOfFit,
        logs::fit::TestedThreshold,
        logs::fit::FitVerified,
        logs::fit::MapOfFit,
        logs::options::OptionsFit,
        logs::options::CellOfOptions,
        logs::options::SetsCounted,
        logs::options::OptionsVerified,
        logs::replay::Replayed,
        logs::replay::AuditedRows,
        logs::replay::RowsDone,
        logs::replay::ReplayedCell,
        logs::replay::ReplayedOperation,
        logs::replay::ReplayedCost,
        logs::replay::ReplayedGroup,
        logs::classes::ReplayedClasses,
        logs::classes::MeanOfClasses,
        logs::classes::ShareOfClass,
        logs::classes::ClassQuality,
        logs::quality::RiskCurve,
        logs::quality::RiskPoint,
        logs::sweep::SweepCount,
    );
    // Answers are frozen, and documents are only read.
    text.replace("Array<", "ReadonlyArray<").replace("ReadonlyReadonly", "Readonly")
}

//! `types`: the names of one policy as TypeScript types, so that the compiler knows a misspelt signal.

use std::collections::BTreeSet;

use crate::json::quoted;
use crate::policy::{Axis, EVIDENCE_STALE, Kind, Model, Signal};
use crate::value::{Fields, Value, number_text};

use super::explain::compiled;
use super::outcome::{File, Outcome, Status};

/// A TypeScript module with the types of the policy's inputs and answers; for programs as `{types}`.
#[must_use]
pub fn types(policy: &File, for_programs: bool) -> Outcome {
    let text = match compiled(policy, for_programs) {
        Ok(policy) => typescript(policy.model()),
        Err(outcome) => return outcome,
    };
    if for_programs {
        let mut out = Fields::default();
        out.put_text("types", &text);
        return Outcome::json(&out.done(), Status::Fine);
    }
    Outcome { out: text, ..Outcome::default() }
}

fn typescript(model: &Model) -> String {
    let mut out =
        format!("// The types of the policy `{}`, made by the verb `types` of Leeway; do not edit.\n", model.name);
    out.push_str("import type * as leeway from 'leeway-policy'\n");
    union(&mut out, "The confidence bands, lowest first.", "ConfidenceBand", &bands(&model.confidence));
    union(&mut out, "The impact bands, lowest first.", "ImpactBand", &bands(&model.impact));
    if model.has_operations() {
        operations(&mut out, model);
    }
    if model.is_calibrated() {
        models(&mut out, model);
    }
    union(&mut out, "The segments.", "Segment", &names(model.segments.iter().map(|segment| &segment.name)));
    union(&mut out, "The rules and raises, by id.", "Rule", &rules(model));
    signals(&mut out, &model.signals);
    inputs(&mut out, model);
    answers(&mut out);
    out
}

fn names<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    names.map(|name| quoted(name)).collect()
}

fn bands(axis: &Axis) -> Vec<String> {
    names(axis.bands.iter().map(|band| &band.name))
}

/// Each operation may raise under ids of its own; one id stands once.
fn rules(model: &Model) -> Vec<String> {
    let raises = model.operations.iter().chain(&model.any_operation).flat_map(|operation| &operation.raises);
    let ids: BTreeSet<&String> = raises.map(|raise| &raise.id).chain(model.rules.iter().map(|rule| &rule.id)).collect();
    let mut names = names(ids.into_iter());
    names.extend(model.evidence.is_some().then(|| quoted(EVIDENCE_STALE)));
    names
}

/// A type that is one of those; `never` of none.
fn union(out: &mut String, about: &str, name: &str, members: &[String]) {
    let members = if members.is_empty() { "never".to_owned() } else { members.join(" | ") };
    out.push_str(&format!("\n/** {about} */\nexport type {name} = {members}\n"));
}

/// With `*`, any other string is an operation too, and editors still offer those that are listed.
fn operations(out: &mut String, model: &Model) {
    let mut members = names(model.operations.iter().map(|operation| &operation.name));
    let mut about = "The operations.";
    if model.any_operation.is_some() {
        members.push("(string & {})".to_owned());
        about = "The operations; any other stands for `*`.";
    }
    union(out, about, "Operation", &members);
}

/// With `*`, any other string is a model too.
fn models(out: &mut String, model: &Model) {
    let mut members = names(model.calibration.iter().map(|calibration| &calibration.model));
    let mut about = "The models whose confidence is calibrated.";
    if model.any_calibration.is_some() {
        members.push("(string & {})".to_owned());
        about = "The models whose confidence is calibrated; any other stands for `*`.";
    }
    union(out, about, "Model", &members);
}

fn signals(out: &mut String, signals: &[Signal]) {
    union(out, "The signals, by name.", "Signal", &names(signals.iter().map(|signal| &signal.name)));
    out.push_str("\n/** The facts that the policy asks about. */\nexport type Signals = ");
    if signals.is_empty() {
        return out.push_str("Record<string, never>\n");
    }
    out.push_str("{\n");
    for signal in signals {
        out.push_str(&format!("  /** {} */\n", about(signal)));
        out.push_str(&format!("  {}?: {} | null\n", key(&signal.name), type_of(&signal.kind)));
    }
    out.push_str("}\n");
}

/// Names have letters, digits, `_` and `-`; of these only the last needs quotes.
fn key(name: &str) -> String {
    if name.contains('-') { quoted(name) } else { name.to_owned() }
}

fn about(signal: &Signal) -> String {
    let unit =
        signal.unit.as_ref().map(|unit| format!("In {}. ", unit.replace("*/", "*\\/").replace(['\n', '\r'], " ")));
    let absent = match signal.default {
        Some(code) => format!("Absent, {} counts.", in_words(&signal.kind.value(code)).replace("*/", "*\\/")),
        None => "Absent, what asks about it cannot be ruled out.".to_owned(),
    };
    unit.unwrap_or_default() + &absent
}

fn in_words(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Number(number) => number_text(*number),
        Value::Boolean(truth) => truth.to_string(),
        Value::Null | Value::List(_) | Value::Object(_) => value.kind().to_owned(),
    }
}

fn type_of(kind: &Kind) -> String {
    match kind {
        Kind::Number => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Text(values) => names(values.iter()).join(" | "),
    }
}

/// What must be given, or else is a finding, is required here.
fn inputs(out: &mut String, model: &Model) {
    out.push_str("\n/** One prediction to decide. */\nexport type Input = ");
    let calibrated = if model.is_calibrated() { "'model' | " } else { "" };
    out.push_str(&format!("Omit<leeway.Input, {calibrated}'operation' | 'impact' | 'signals'> & {{\n"));
    if model.is_calibrated() {
        out.push_str("  /** Which model made the prediction. */\n  model: Model\n");
    }
    if model.has_operations() {
        out.push_str("  /** What the app would do. */\n  operation: Operation\n");
        out.push_str("  /** How bad it would be to do it wrongly; the larger of this and the operation's counts. */\n");
        out.push_str("  impact?: number | ImpactBand | null\n");
    } else {
        out.push_str("  /** How bad it would be to do it wrongly. */\n  impact: number | ImpactBand\n");
        out.push_str("  /** Not counted: the policy lists no operations. */\n  operation?: string | null\n");
    }
    out.push_str("  signals?: Signals | null\n}\n");
    out.push_str("\n/** What many inputs share. */\n");
    out.push_str("export type Health = Omit<leeway.Health, 'signals'> & { signals?: Signals | null }\n");
}

fn answers(out: &mut String) {
    out.push_str("\n/** What the app is told to do, and what led to it. */\n");
    out.push_str("export type Decision = Omit<leeway.Decision, 'cell' | 'rules' | 'missing' | 'segment'> & {\n");
    out.push_str("  cell: { confidence: ConfidenceBand, impact: ImpactBand } | null\n");
    out.push_str("  rules: ReadonlyArray<Rule>\n");
    out.push_str("  missing: ReadonlyArray<Signal | 'second'>\n");
    out.push_str("  segment: Segment | null\n}\n");
    out.push_str("\n/** A compiled policy that takes this policy's inputs: `compile(document) as Policy`. */\n");
    out.push_str("export interface Policy extends Omit<leeway.Policy, 'decide' | 'explain' | 'record'> {\n");
    out.push_str("  decide(input: Input, health?: Health | null): Decision\n");
    out.push_str("  explain(input: Input, health?: Health | null): leeway.Explanation\n");
    out.push_str("  record(input: Input, decision: Decision, health?: Health | null): leeway.Record\n}\n");
}

// Generated from the Rust types by `cargo test --features schema,verbs` with LEEWAY_WRITE=1; do not edit.

/**
 * A policy document.
 */
export type PolicyDocument = { 
/**
 * Where the JSON Schema of policies is; for editors.
 */
$schema?: string, 
/**
 * The version of the format: 1.
 */
leeway: 1, 
/**
 * The policy's name.
 */
name: Name, 
/**
 * Anything you want to keep with the policy.
 */
meta?: Meta, 
/**
 * How the confidence of models is calibrated, by the name of the model; `*` for any other that is named. At most 64.
 */
calibration?: { [key in string]: CalibrationDeclaration }, 
/**
 * What justifies the thresholds: what no fit covers is not automatic.
 */
evidence?: EvidenceDeclaration, 
/**
 * Confidence bands: each name with its lower bound in [0, 1]; the lowest begins at 0; two to eight.
 */
confidence: { [key in Name]: Fraction }, 
/**
 * Impact bands: each name with its lower bound in [0, 1]; the lowest begins at 0; two to eight.
 */
impact: { [key in Name]: Fraction }, 
/**
 * The action of each cell, by confidence band, then impact band. Required unless the bands are low and high.
 */
matrix?: { [key in Name]: { [key in Name]: Action } }, 
/**
 * The facts that conditions may ask about.
 */
signals?: { [key in Name]: SignalDeclaration }, 
/**
 * What the app may do, each with its impact; `*` stands for any that is not listed.
 */
operations?: { [key in string]: OperationDeclaration }, 
/**
 * Parts of the traffic with thresholds of their own; the first that is true applies.
 */
segments?: ReadonlyArray<SegmentDeclaration>, 
/**
 * What lowers autonomy.
 */
degrade?: ReadonlyArray<RuleDeclaration>, 
/**
 * When an action cannot be had.
 */
unavailable?: ReadonlyArray<UnavailableDeclaration>, 
/**
 * What must hold for every input.
 */
require?: ReadonlyArray<RequireDeclaration>, 
/**
 * The base action of an input with findings; at most, and by default, the lower of `escalate` and the matrix's least.
 */
invalid?: Action, 
/**
 * The name of the lowest band: an absent confidence then counts as 0 instead of as a finding.
 */
without_confidence?: Name, 
/**
 * Which options to show.
 */
options?: OptionsDeclaration, 
/**
 * Which items are picked for audit.
 */
audit?: AuditDeclaration, 
/**
 * What becomes of an item that waits for a person.
 */
review?: ReviewDeclaration, 
/**
 * Inputs with the action that must come out.
 */
tests?: ReadonlyArray<TestDeclaration>, };

/**
 * From the confidence that a model gives to how often it is right when it gives that: linear between points, constant
 * outside. Thresholds are then of calibrated confidence.
 */
export type CalibrationDeclaration = { 
/**
 * How the map was made, for people.
 */
method?: CalibrationMethod, 
/**
 * Points of confidence and probability; confidences ascend strictly, probabilities do not descend.
 */
points: ReadonlyArray<readonly [confidence: number, probability: number]>, };

/**
 * How a calibration map was made.
 */
export type CalibrationMethod = "isotonic" | "platt";

/**
 * Fits of thresholds to labelled outcomes. The reserved rule `evidence-stale` applies to every other model, to every `now`
 * after a fit's last, and to every case for which no threshold was found.
 */
export type EvidenceDeclaration = { 
/**
 * The most autonomy of a model without a fit that counts; `suggest` by default, and at most.
 */
at_most?: Action, 
/**
 * At most one a model.
 */
fits: ReadonlyArray<FitDeclaration>, };

/**
 * A fit, as `fitThreshold` and `leeway fit` write it. With probability 1 - `delta` over the labelled sample, the share of
 * errors among what is automatic is at most `alpha`, as long as cases keep coming as they did.
 */
export type FitDeclaration = { 
/**
 * What is promised of: the share of errors among what is automatic.
 */
risk: 'error', 
/**
 * The share of errors allowed.
 */
alpha: Fraction, 
/**
 * How likely the promise may be broken.
 */
delta: Fraction, 
/**
 * How many targets were tried on the log, this one included: they share delta.
 */
targets_tried: number, 
/**
 * Which fit of the policy it is, from 1.
 */
fit: number, 
/**
 * Whether the fits share one delta, the i-th taking its 6 / (pi i)^2.
 */
shared_over_fits: boolean, 
/**
 * What is left of delta for this fit.
 */
delta_used: Fraction, 
/**
 * Over how many families that was split.
 */
families_tested: number, 
/**
 * With how many errors the first threshold of a test would still pass.
 */
start_errors: number, 
/**
 * From how many places each test starts.
 */
starts: number, 
/**
 * The rule that gave the thresholds to test.
 */
grid: GridDeclaration, 
/**
 * The model; never `*`.
 */
model: string, 
/**
 * Where the labels come from.
 */
label_source: 'complete' | 'audit_blind', 
/**
 * The rate that the labels stand for.
 */
label_rate: Fraction, 
/**
 * Whether cases had units, of which one each was tested.
 */
one_row_per_unit: boolean, 
/**
 * SHA-256 of the log.
 */
log: string | null, 
/**
 * SHA-256 of the canonical form of the points of the model's calibration map; null without one.
 */
calibration: string | null, 
/**
 * SHA-256 of what the promise depends on beside the thresholds.
 */
scope: string, 
/**
 * When it was made, in the unit of an input's `now`.
 */
fitted_at: number | null, 
/**
 * The last `now` at which it counts; null for ever.
 */
valid_until: number | null, 
/**
 * The families of rows, each with what was tested.
 */
families: ReadonlyArray<FamilyDeclaration>, };

/**
 * The thresholds that are tested: the scores at so many ranks, or these.
 */
export type GridDeclaration = { 
/**
 * So many ranks.
 */
ranks?: number, 
/**
 * These thresholds.
 */
given?: ReadonlyArray<number>, };

/**
 * The rows that one threshold admits, with what was tested for them.
 */
export type FamilyDeclaration = { 
/**
 * The segment; null for rows of none.
 */
segment: string | null, 
/**
 * The operation, where it names thresholds of its own; null for all others.
 */
operation: string | null, 
/**
 * The lowest band of confidence that is automatic.
 */
band: string, 
/**
 * How many labels there are.
 */
labels: number, 
/**
 * The threshold found, the lowest that was taken; null where none holds, so that nothing of the family is covered.
 */
threshold: Fraction | null, 
/**
 * Why there is none.
 */
reason: string | null, 
/**
 * The family's part of delta.
 */
delta: Fraction, 
/**
 * Where in `path` each sequence starts.
 */
starts_at: ReadonlyArray<number>, 
/**
 * Every tested threshold with the labels at or above it and the errors among them, highest first.
 */
path: ReadonlyArray<readonly [threshold: number, labels: number, errors: number]>, };

/**
 * A number in [0, 1], or the name of an impact band, which stands for its lower bound.
 */
export type Impact = Fraction | string;

/**
 * A fact given with the prediction.
 */
export type SignalDeclaration = { 
/**
 * What kind of value it is.
 */
type: SignalType, 
/**
 * Its unit, for people.
 */
unit?: string, 
/**
 * What counts when it is absent; without one, a condition that needs it is unknown.
 */
default?: SignalValue, 
/**
 * Of a string: every value it may have, at most 64.
 */
values?: ReadonlyArray<string>, 
/**
 * Where it comes from; without one, with the item.
 */
source?: SignalSource, };

/**
 * The type of a signal.
 */
export type SignalType = "number" | "boolean" | "string";

/**
 * Where a signal comes from that does not come with the item.
 */
export type SignalSource = "monitor";

/**
 * The value of a signal.
 */
export type SignalValue = number | boolean | string;

/**
 * What the app would do, and how bad it is to do it wrongly.
 */
export type OperationDeclaration = { 
/**
 * How bad it is to do it wrongly.
 */
impact: Impact, 
/**
 * Its own lower bounds of confidence bands.
 */
confidence?: { [key in string]: Fraction }, 
/**
 * What raises its impact.
 */
raise?: ReadonlyArray<RaiseDeclaration>, 
/**
 * Anything.
 */
meta?: Meta, };

/**
 * Raises the impact while its condition is true or unknown.
 */
export type RaiseDeclaration = { 
/**
 * Its id, unique among rules and raises.
 */
id: Name, 
/**
 * When.
 */
when: ConditionDeclaration, 
/**
 * To what impact.
 */
to: Impact, 
/**
 * Why, for people.
 */
because: string, 
/**
 * Anything.
 */
meta?: Meta, };

/**
 * A part of the traffic with thresholds of its own.
 */
export type SegmentDeclaration = { 
/**
 * Its name.
 */
name: Name, 
/**
 * What belongs to it.
 */
when: ConditionDeclaration, 
/**
 * Its lower bounds of confidence bands.
 */
confidence?: { [key in string]: Fraction }, 
/**
 * Anything.
 */
meta?: Meta, };

/**
 * A degradation rule: the most autonomy left while its condition is true or unknown.
 */
export type RuleDeclaration = { 
/**
 * Its id, unique among rules and raises.
 */
id: Name, 
/**
 * When.
 */
when: ConditionDeclaration, 
/**
 * The most autonomy left.
 */
at_most: Action, 
/**
 * Why, for people.
 */
because: string, 
/**
 * Anything.
 */
meta?: Meta, };

/**
 * When an action cannot be had.
 */
export type UnavailableDeclaration = { 
/**
 * One action or several; never `block`.
 */
action: OneOrMany, 
/**
 * When.
 */
when: ConditionDeclaration, };

/**
 * One action, or a list of them.
 */
export type OneOrMany = Action | ReadonlyArray<Action>;

/**
 * A property that must hold for every input.
 */
export type RequireDeclaration = { 
/**
 * What it says, for people.
 */
name: string, 
/**
 * When it must hold.
 */
when: ConditionDeclaration, 
/**
 * The most autonomy allowed then.
 */
at_most: Action, };

/**
 * Which options to show.
 */
export type OptionsDeclaration = { 
/**
 * The most options to show; 5 by default.
 */
max?: number, 
/**
 * Which of them hold the answer as surely as was asked: what a fit writes. Without it the first `max` are shown.
 */
threshold?: OptionSetsDeclaration, };

/**
 * Conformal sets of alternatives: with probability 1 - `delta` over the labelled sample, the answer is in the set in the
 * share `coverage` of the cases that are shown options, of this model and one cell, as long as cases keep coming as they
 * did. A set that would be larger than `max`, or is not known for want of alternatives, makes `show_options` unavailable:
 * the promise is about the sets before that. So that more confidence never gives less autonomy, a set that would be too
 * large in a cell with more confidence or less impact is too large in this one too. Inputs of another model are shown the
 * first `max`.
 */
export type OptionSetsDeclaration = { 
/**
 * How alternatives are scored.
 */
method: SetMethodName, 
/**
 * The share of cases whose set holds the answer.
 */
coverage: Fraction, 
/**
 * How likely the promise may be broken.
 */
delta: Fraction, 
/**
 * Over how many targets tried on the log delta is split, this one included; 1 by default.
 */
targets_tried?: number, 
/**
 * Over how many cells delta is split: those with labels enough for a threshold.
 */
cells_tested: number, 
/**
 * The model that it was fitted to; an input that names none is taken to be of it.
 */
model: string, 
/**
 * Where the labels come from: `complete` or `audit_blind`.
 */
label_source?: string, 
/**
 * SHA-256 of the log, in hexadecimal.
 */
log?: string, 
/**
 * The hash of the parts of the policy that decide which cases are shown options.
 */
scope?: string, 
/**
 * A threshold for each cell that has one; others are shown the first `max`.
 */
cells: ReadonlyArray<OptionSetDeclaration>, };

/**
 * How alternatives are scored.
 */
export type SetMethodName = "lac" | "aps";

/**
 * The options of one cell. `labels` less `index` is how many answers the sample may have outside its sets: the most for
 * which P(Binomial(`labels`, 1 - `coverage`) <= that) is at most `delta` / (`targets_tried` * `cells_tested`).
 */
export type OptionSetDeclaration = { 
/**
 * A cell whose action is `show_options`; null for what any cell with more autonomy gave and was lowered to it.
 */
cell: BandsOfCell | null, 
/**
 * How many labelled cases it was fitted to.
 */
labels: number, 
/**
 * Which of the scores of their answers is the threshold, 1 for the best.
 */
index: number, 
/**
 * The threshold.
 */
threshold: number, };

/**
 * A cell of the matrix, by its bands.
 */
export type BandsOfCell = { 
/**
 * The confidence band.
 */
confidence: Name, 
/**
 * The impact band.
 */
impact: Name, };

/**
 * Which items are picked for audit, by a hash of their `id`: the same ones wherever it is asked. A pick never changes what
 * is decided. Someone then labels what was picked without seeing prediction or confidence (`label_source` `audit_blind`);
 * only such labels say how good what nobody reviews is.
 */
export type AuditDeclaration = { 
/**
 * The share of items that are eligible for automation; 0.01 to 0.05 as a rule.
 */
rate: Fraction, 
/**
 * The share of all others; 0 by default.
 */
explore_rate?: Fraction, 
/**
 * What sets this hash apart: another salt picks other items. Change it and the rates together, if at all.
 */
salt: string, };

/**
 * What becomes of an item that waits for a person.
 */
export type ReviewDeclaration = { 
/**
 * After how many seconds it expires.
 */
expires_after_s: number, 
/**
 * What is done then: `abstain` or `block`.
 */
then: 'abstain' | 'block', };

/**
 * An input with the action that must come out.
 */
export type TestDeclaration = { 
/**
 * What it shows.
 */
name: string, 
/**
 * The input.
 */
given: Input, 
/**
 * The health beside it.
 */
health?: Health, 
/**
 * The action.
 */
expect: Action, };

/**
 * A condition: exactly one operator.
 */
export type ConditionDeclaration = AboveTest | FromTest | BelowTest | UpToTest | IsTest | InTest | OperationTest | MarginTest | AlternativesTest | AllOf | AnyOf | NotOf;

/**
 * A signal above a number.
 */
export type AboveTest = { 
/**
 * The signal.
 */
signal: string, 
/**
 * The bound.
 */
above: number, };

/**
 * A signal at or above a number.
 */
export type FromTest = { 
/**
 * The signal.
 */
signal: string, 
/**
 * The bound.
 */
from: number, };

/**
 * A signal below a number.
 */
export type BelowTest = { 
/**
 * The signal.
 */
signal: string, 
/**
 * The bound.
 */
below: number, };

/**
 * A signal at or below a number.
 */
export type UpToTest = { 
/**
 * The signal.
 */
signal: string, 
/**
 * The bound.
 */
up_to: number, };

/**
 * A signal with exactly that value.
 */
export type IsTest = { 
/**
 * The signal.
 */
signal: string, 
/**
 * The value.
 */
is: SignalValue, };

/**
 * A signal with one of those values.
 */
export type InTest = { 
/**
 * The signal.
 */
signal: string, 
/**
 * The values.
 */
in: ReadonlyArray<SignalValue>, };

/**
 * The operation.
 */
export type OperationTest = { 
/**
 * Its name or names; `*` is any that is not listed.
 */
operation: NameOrNames, };

/**
 * How far the prediction is ahead of the runner-up.
 */
export type MarginTest = { 
/**
 * The bound of confidence less `second`, in [0, 1].
 */
margin_below: number, };

/**
 * How many alternatives there are.
 */
export type AlternativesTest = { 
/**
 * The bound.
 */
alternatives_below: number, };

/**
 * Every part holds.
 */
export type AllOf = { 
/**
 * The parts.
 */
all: ReadonlyArray<ConditionDeclaration>, };

/**
 * Some part holds.
 */
export type AnyOf = { 
/**
 * The parts.
 */
any: ReadonlyArray<ConditionDeclaration>, };

/**
 * The part does not hold.
 */
export type NotOf = { 
/**
 * The part.
 */
not: ConditionDeclaration, };

/**
 * One name, or a list of them.
 */
export type NameOrNames = string | ReadonlyArray<string>;

/**
 * A name: `^[a-z][a-z0-9_-]{0,63}$`.
 */
export type Name = string;

/**
 * A number in [0, 1].
 */
export type Fraction = number;

/**
 * Any object.
 */
export type Meta = { readonly [key: string]: unknown };

/**
 * Facts by name.
 */
export type Signals = { readonly [name: string]: number | boolean | string | null | undefined };

/**
 * One prediction to decide. `null` and absent are the same.
 */
export type Input = { 
/**
 * What identifies the item.
 */
id?: string | null, 
/**
 * The model that made the prediction.
 */
model?: string | null, 
/**
 * How sure the model is, in [0, 1].
 */
confidence?: number | null, 
/**
 * The runner-up's confidence, in [0, 1].
 */
second?: number | null, 
/**
 * Ranked labels, the prediction first.
 */
alternatives?: ReadonlyArray<Alternative> | null, 
/**
 * What the app would do.
 */
operation?: string | null, 
/**
 * How bad it would be to do it wrongly; the larger of this and the operation's counts.
 */
impact?: Impact | null, 
/**
 * Facts by name.
 */
signals?: Signals | null, 
/**
 * The most autonomy the caller allows now.
 */
at_most?: Action | null, 
/**
 * When, in a unit of your own.
 */
now?: number | null, };

/**
 * What many inputs share: facts about the system, and a ceiling.
 */
export type Health = { 
/**
 * Facts by name; where the input gives one too, the input's counts.
 */
signals?: Signals | null, 
/**
 * The most autonomy allowed now; of two ceilings the lower counts.
 */
at_most?: Action | null, };

/**
 * A label with its confidence.
 */
export type Alternative = { 
/**
 * What the model says.
 */
label: string, 
/**
 * How sure it is, in [0, 1].
 */
confidence: number, };

/**
 * What the app is told to do, least autonomy first: `a.min(b)` reads "`a`, but at most `b`".
 */
export type Action = "block" | "abstain" | "escalate" | "show_options" | "suggest" | "auto_apply";

/**
 * Which step of the decision settled the action: the first of these that applies.
 */
export type DecisionCode = "invalid_input" | "unavailable" | "ceiling" | "missing_signal" | "degraded" | "matrix";

/**
 * What the app is told to do, and what led to it.
 */
export type Decision = { 
/**
 * What the app is told to do.
 */
action: Action, 
/**
 * Which step settled it.
 */
code: DecisionCode, 
/**
 * Why, in words for a person.
 */
reason: string, 
/**
 * The cell of the matrix; null with findings.
 */
cell: Cell | null, 
/**
 * The action before rules, ceiling and availability.
 */
base: Action, 
/**
 * The raises that raised the impact, then the rules that apply and allow less than the base, in document order.
 */
rules: ReadonlyArray<string>, 
/**
 * The declared signals (by name), then `second`, whose absence made a condition that counted unknown.
 */
missing: ReadonlyArray<string>, 
/**
 * The segment that applies.
 */
segment: string | null, 
/**
 * What is wrong with the input.
 */
findings: ReadonlyArray<Finding>, 
/**
 * For `show_options` with alternatives: which to show, the likeliest first. That none of them is right is always among
 * the answers that a person must be given: it is never in this list, and whoever shows it adds it.
 */
options: ReadonlyArray<Alternative> | null, 
/**
 * Whether the item is picked for audit; null where the policy asks for none, or the input has no id to pick by.
 */
audit: Audit | null, };

/**
 * A cell of the matrix.
 */
export type Cell = { 
/**
 * The confidence band.
 */
confidence: string, 
/**
 * The impact band.
 */
impact: string, };

/**
 * Something wrong with one field of the input.
 */
export type Finding = { 
/**
 * Which field, such as `confidence` or `signals.locale`.
 */
field: string, 
/**
 * What is wrong.
 */
problem: Problem, 
/**
 * The same in words.
 */
message: string, };

/**
 * What is wrong with a field.
 */
export type Problem = "none" | "wrong_type" | "not_a_number" | "out_of_range" | "not_listed" | "out_of_order" | "unreadable" | "absent" | "above_confidence";

/**
 * Whether an item is picked for audit.
 */
export type Audit = { 
/**
 * Whether it is.
 */
picked: boolean, 
/**
 * The share of items like it that are, in [0, 1]: how much one that is picked stands for.
 */
rate: number, };

/**
 * A decision and what led to it.
 */
export type Explanation = { 
/**
 * The decision.
 */
decision: Decision, 
/**
 * Every step, in order; every rule and raise that was tried, also those that did not apply.
 */
steps: ReadonlyArray<Step>, 
/**
 * The exact changes that would have given another action: each action with more autonomy, and the next with less
 * that can be had. Most autonomy first; of one action, the first is preferred.
 */
changes: ReadonlyArray<Change>, 
/**
 * Whether the search for changes reached its limit, so that there may be more: of two fields where the policy has
 * many, of one where it has thousands of bounds.
 */
cut_short: boolean, 
/**
 * What was given and not read: fields that no input has, those of `health` as `health.NAME`, and signals that the
 * policy does not declare. A misspelt ceiling stands here.
 */
ignored: ReadonlyArray<string>, };

/**
 * One step.
 */
export type Step = { 
/**
 * Which step.
 */
step: StepName, 
/**
 * What happened, with the numbers.
 */
text: string, 
/**
 * What was looked at, as data: of a rule, what each of its tests asks, in their order.
 */
operands: ReadonlyArray<Operand>, 
/**
 * The id of the rule or raise, the name of the segment, or the action that is not available.
 */
id: string | null, 
/**
 * Whether its condition holds.
 */
truth: 'true' | 'unknown' | 'false' | null, 
/**
 * The action after this step, where it has one.
 */
action: Action | null, };

/**
 * The steps of a decision.
 */
export type StepName = "check" | "impact" | "thresholds" | "cell" | "degrade" | "ceiling" | "unavailable";

/**
 * A value, and between which bounds it was wanted; in a change, the value to give, and the bounds within which any
 * other does as well.
 */
export type Operand = { 
/**
 * Which field of the input, such as `confidence` or `signals.locale`; `margin` is confidence less `second`, and
 * `calibrated` the confidence after calibration.
 */
field: string, 
/**
 * The value; null where it is absent.
 */
value: SignalValue | null, 
/**
 * The least value wanted; null for no bound. What is no number has one value as both bounds.
 */
least: SignalValue | null, 
/**
 * The greatest value wanted; null for no bound.
 */
most: SignalValue | null, 
/**
 * Of a threshold: the part that it comes from: `policy`, `operation delete`, `segment french`.
 */
source: string | null, 
/**
 * Of a number: how far it is from the nearest bound; in a change, from what it was.
 */
distance: number | null, };

/**
 * A change of one field or of two that gives another action.
 */
export type Change = { 
/**
 * The action that it gives.
 */
action: Action, 
/**
 * What to set, all else left as it is.
 */
set: ReadonlyArray<Operand>, 
/**
 * The same in words.
 */
text: string, };

/**
 * One decided case.
 */
export type Record = { 
/**
 * The input's id.
 */
id: string | null, 
/**
 * The input's `now`, in the caller's unit.
 */
t: number | null, 
/**
 * The hash of the policy.
 */
policy: string, 
/**
 * The model that made the prediction.
 */
model: string | null, 
/**
 * The segment that applied.
 */
segment: string | null, 
/**
 * The operation, as given.
 */
operation: string | null, 
/**
 * The label of the first alternative.
 */
predicted: string | null, 
/**
 * The confidence, in [0, 1].
 */
confidence: number | null, 
/**
 * The confidence after calibration; null without a calibration map.
 */
calibrated: number | null, 
/**
 * The runner-up's confidence, in [0, 1].
 */
second: number | null, 
/**
 * The impact that counted, raises included, in [0, 1].
 */
impact: number | null, 
/**
 * The action before rules, ceiling and availability.
 */
base: Action, 
/**
 * What the app was told to do.
 */
action: Action, 
/**
 * Which step settled it.
 */
code: DecisionCode, 
/**
 * The raises and rules that counted.
 */
rules: ReadonlyArray<string>, 
/**
 * What was missing.
 */
missing: ReadonlyArray<string>, 
/**
 * Whether the action would be `auto_apply` but for rules that read signals of a monitor, and for stale evidence.
 */
eligible: boolean, 
/**
 * The share of items like this one that is picked for audit, in [0, 1]; null where the policy asks for no audits, or
 * without an id: nothing like it is ever picked.
 */
propensity: number | null, };

/**
 * One problem of a document.
 */
export type Diagnostic = { 
/**
 * What is wrong.
 */
code: DiagnosticCode, 
/**
 * How much it weighs.
 */
severity: Severity, 
/**
 * Where, as a JSON pointer (RFC 6901); empty for the whole document.
 */
pointer: string, 
/**
 * Where in the text; null for a document given as an object.
 */
span: Span | null, 
/**
 * What is wrong, in one sentence.
 */
message: string, 
/**
 * What to do about it.
 */
help: string | null, 
/**
 * For a broken property: an input that breaks it.
 */
counterexample: Counterexample | null, };

/**
 * How much a diagnostic weighs; a document with an `error` does not compile.
 */
export type Severity = "error" | "warning" | "hint";

/**
 * Where in the text a diagnostic points.
 */
export type Span = { 
/**
 * Line, from 1.
 */
line: number, 
/**
 * Column in characters, from 1.
 */
column: number, 
/**
 * First UTF-16 code unit of the place, from 0 (the offset that editors in JavaScript use).
 */
start: number, 
/**
 * The UTF-16 code unit after the last.
 */
end: number, };

/**
 * An input that breaks a property, and what it is given.
 */
export type Counterexample = { 
/**
 * The input to `decide`.
 */
input: Input, 
/**
 * The health beside it, where it matters.
 */
health: Health | null, 
/**
 * The action it is given.
 */
action: Action, };

/**
 * What is wrong, as a stable `UPPER_SNAKE` name.
 */
export type DiagnosticCode = "INVALID_JSON" | "DOCUMENT_TOO_LARGE" | "DOCUMENT_TOO_DEEP" | "NUMBER_NOT_FINITE" | "DUPLICATE_KEY" | "WRONG_TYPE" | "MISSING_FIELD" | "UNKNOWN_FIELD" | "UNSUPPORTED_VERSION" | "INVALID_NAME" | "RESERVED_NAME" | "DUPLICATE_NAME" | "EMPTY_LIST" | "TOO_MANY" | "OUT_OF_RANGE" | "BAND_COUNT" | "FIRST_BOUND_NOT_ZERO" | "BOUNDS_NOT_ASCENDING" | "SCORES_NOT_ASCENDING" | "MAP_DESCENDS" | "SETS_NOT_PROVEN" | "SETS_SCOPE" | "SETS_UNUSED" | "SETS_TOO_LARGE" | "UNKNOWN_BAND" | "MATRIX_REQUIRED" | "UNKNOWN_ACTION" | "UNKNOWN_SIGNAL" | "UNKNOWN_OPERATION" | "UNKNOWN_VALUE" | "OPERATOR_MISMATCH" | "CONDITION_OPERATOR" | "CONDITION_NOT_ALLOWED" | "BLOCK_UNAVAILABLE" | "NOT_LOWEST_BAND" | "EVIDENCE_SCOPE" | "EVIDENCE_CALIBRATION" | "EVIDENCE_FAMILY" | "EVIDENCE_THRESHOLD" | "EVIDENCE_DELTA" | "EVIDENCE_PATH" | "EVIDENCE_START" | "EVIDENCE_STOP" | "MATRIX_CONFIDENCE_ORDER" | "MATRIX_IMPACT_ORDER" | "AUTO_APPLY_AT_LOWEST_CONFIDENCE" | "INVALID_TOO_HIGH" | "REQUIRE_BROKEN" | "REQUIRE_UNDECIDED" | "TEST_FAILED" | "RULE_NEVER_TRUE" | "RULE_NEVER_CHANGES" | "SEGMENT_NEVER_MATCHES" | "IMPACT_NEVER_REACHED" | "CONFIDENCE_NEVER_REACHED" | "LOOSER_THAN_BASE" | "ESCALATE_ENDS_IN_BLOCK" | "OPTIMISTIC_DEFAULT" | "TOP_THRESHOLD_LOW" | "AUTO_APPLY_AT_HIGHEST_IMPACT" | "CELL_UNTESTED" | "MORE_PROBLEMS";

/**
 * Where two policies give different actions.
 */
export type Diff = { 
/**
 * The regions: first those that gain autonomy, and of them those that end with most. They do not overlap.
 */
regions: ReadonlyArray<DiffRegion>, 
/**
 * Whether the search ended at its limit, so that more may differ than the regions say.
 */
cut_short: boolean, };

/**
 * A part of the input space in which each policy gives one action, and not the same.
 */
export type DiffRegion = { 
/**
 * The action of the first policy.
 */
before: Action, 
/**
 * The action of the second policy.
 */
after: Action, 
/**
 * What an input of the region is like; a field that is not named may be anything.
 */
where: ReadonlyArray<Constraint>, 
/**
 * The same in words.
 */
text: string, 
/**
 * An input of the region.
 */
example: Input, };

/**
 * What a region asks of one field: any of these.
 */
export type Constraint = { 
/**
 * `operation`, `confidence`, `margin` (confidence less `second`), `alternatives` (how many), `impact`,
 * `signals.NAME`, or `input` for whether anything is wrong with it.
 */
field: string, 
/**
 * Numbers in one of these ranges.
 */
ranges: ReadonlyArray<Range>, 
/**
 * One of these values; `*` stands for an operation that neither policy lists.
 */
values: ReadonlyArray<string | number | boolean>, 
/**
 * Absent.
 */
missing: boolean, 
/**
 * Of the wrong type, out of range or not listed.
 */
invalid: boolean, 
/**
 * The same in words.
 */
text: string, };

/**
 * A closed range of doubles.
 */
export type Range = { 
/**
 * The least; null without a lower end.
 */
least: number | null, 
/**
 * The greatest; null without an upper end.
 */
most: number | null, };

/**
 * Which parts of a policy some tests exercise. Every part is either covered or missing.
 */
export type Coverage = { 
/**
 * How many tests were looked at.
 */
tests: number, 
/**
 * The counts of each kind of part.
 */
summary: ReadonlyArray<CoverageSummary>, 
/**
 * What at least one test exercises.
 */
covered: ReadonlyArray<CoveredPart>, 
/**
 * What none does.
 */
missing: ReadonlyArray<MissingPart>, };

/**
 * How many parts of a kind are covered.
 */
export type CoverageSummary = { 
/**
 * Which kind.
 */
part: PolicyPart, 
/**
 * How many at least one test exercises.
 */
covered: number, 
/**
 * How many the policy has.
 */
all: number, };

/**
 * A part that tests exercise.
 */
export type CoveredPart = { 
/**
 * What kind of part.
 */
part: PolicyPart, 
/**
 * Its name: the bands of a cell, the id of a rule or raise, the name of a segment, the action of an entry.
 */
name: string, 
/**
 * Where it stands in the document, as a JSON pointer.
 */
pointer: string, 
/**
 * How many tests exercise it; at least 1.
 */
tests: number, };

/**
 * A part that no test exercises.
 */
export type MissingPart = { 
/**
 * What kind of part.
 */
part: PolicyPart, 
/**
 * Its name, as in [`Covered`].
 */
name: string, 
/**
 * Where it stands in the document, as a JSON pointer.
 */
pointer: string, 
/**
 * Whether anything can reach it.
 */
reach: Reach, 
/**
 * A test that exercises it and passes, where one was found.
 */
test: TestDeclaration | null, };

/**
 * A kind of part that tests can exercise.
 */
export type PolicyPart = "cell" | "rule" | "raise" | "segment" | "unavailable";

/**
 * Whether an input can reach a part.
 */
export type Reach = "found" | "nothing" | "unknown";

/**
 * A test of a policy, and what came of it.
 */
export type TestRun = { 
/**
 * Its name.
 */
name: string, 
/**
 * Where it stands: in the document, or in the list beside it.
 */
in: 'document' | 'beside', 
/**
 * Whether the action is the expected one.
 */
passed: boolean, 
/**
 * The expected action.
 */
expect: Action, 
/**
 * What the policy decides.
 */
decision: Decision, 
/**
 * Of a failing test the expected action, in the text; null for one that passes or was given as an object.
 */
span: Span | null, };

/**
 * A row of a log: an input, and what turned out. Right or wrong is the first of `correct`, `outcome`, and `label` beside
 * `predicted`, that says so.
 */
export type LogRow = { 
/**
 * The label that the model predicted; where there is no operation it stands for one. Absent, the first alternative's.
 */
predicted?: string | null, 
/**
 * The true label.
 */
label?: string | null, 
/**
 * Whether the prediction was right.
 */
correct?: Correct | null, 
/**
 * What people made of it: `accepted` is right, anything else wrong.
 */
outcome?: Outcome | null, 
/**
 * What identifies the item.
 */
id?: string | null, 
/**
 * The model that made the prediction.
 */
model?: string | null, 
/**
 * How sure the model is, in [0, 1].
 */
confidence?: number | null, 
/**
 * The runner-up's confidence, in [0, 1].
 */
second?: number | null, 
/**
 * Ranked labels, the prediction first.
 */
alternatives?: ReadonlyArray<Alternative> | null, 
/**
 * What the app would do.
 */
operation?: string | null, 
/**
 * How bad it would be to do it wrongly; the larger of this and the operation's counts.
 */
impact?: Impact | null, 
/**
 * Facts by name.
 */
signals?: Signals | null, 
/**
 * The most autonomy the caller allows now.
 */
at_most?: Action | null, 
/**
 * When, in a unit of your own.
 */
now?: number | null, };

/**
 * Whether a prediction was right.
 */
export type Correct = boolean | 0 | 1;

/**
 * What people made of a prediction.
 */
export type Outcome = 'accepted' | 'edited' | 'rejected' | 'undone';

/**
 * The operation of each label that a log's model predicts: `operation: [label, ...]` for many labels at once, or
 * `label: operation`. A label that is not named is an operation itself.
 */
export type OperationsOfLabels = { readonly [name: string]: string | readonly string[] };

/**
 * Where two policies give different actions, over all inputs and over a log.
 */
export type LogDiff = { 
/**
 * What moves in the log.
 */
log: Moves, 
/**
 * The regions: first those that gain autonomy, and of them those that end with most. They do not overlap.
 */
regions: ReadonlyArray<DiffRegion>, 
/**
 * Whether the search ended at its limit, so that more may differ than the regions say.
 */
cut_short: boolean, };

/**
 * What moves in a log between two policies.
 */
export type Moves = { 
/**
 * All rows.
 */
all: Tally, 
/**
 * Those that gain autonomy.
 */
more_autonomy: Tally, 
/**
 * Those that lose some.
 */
less_autonomy: Tally, 
/**
 * Those that the first policy applies automatically.
 */
auto_apply_before: Tally, 
/**
 * Those that the second does.
 */
auto_apply_after: Tally, 
/**
 * The rows by their two actions, those that stay too, most autonomy first; only what occurs.
 */
transitions: ReadonlyArray<Transition>, 
/**
 * Rows that gain autonomy and were wrong, most confident first; at most 5.
 */
gained_and_wrong: ReadonlyArray<Telling>, 
/**
 * Rows that are no longer `auto_apply` although they were right, most confident first; at most 5.
 */
lost_though_right: ReadonlyArray<Telling>, 
/**
 * What is wrong with inputs, by the first finding of each; these rows are counted all the same.
 */
findings: ReadonlyArray<Trouble>, 
/**
 * The columns of a table that are read; null for anything else.
 */
columns: ReadonlyArray<string> | null, 
/**
 * The columns of a table that are not.
 */
columns_not_read: ReadonlyArray<string> | null, 
/**
 * Outcomes that cannot be read; their rows are counted without.
 */
unclear_outcomes: ReadonlyArray<Trouble>, 
/**
 * Rows that cannot be read, and are not counted.
 */
unread: ReadonlyArray<Trouble>, };

/**
 * Rows, and what turned out of their predictions; of the rest nothing is known.
 */
export type Tally = { 
/**
 * How many.
 */
rows: number, 
/**
 * How many of them turned out right.
 */
right: number, 
/**
 * How many of them turned out wrong.
 */
wrong: number, 
/**
 * The share of the wrong among those with an outcome; null where fewer than 30 have one.
 */
wrong_rate: Rate | null, };

/**
 * A share with its 95% interval, each in [0, 1].
 */
export type Rate = { 
/**
 * The share.
 */
value: number, 
/**
 * The lower end of the interval.
 */
low: number, 
/**
 * The upper end.
 */
high: number, };

/**
 * The rows that go from one action to another, or stay.
 */
export type Transition = { 
/**
 * The action of the first policy.
 */
before: Action, 
/**
 * The action of the second policy.
 */
after: Action, 
/**
 * How many.
 */
rows: number, 
/**
 * How many of them turned out right.
 */
right: number, 
/**
 * How many of them turned out wrong.
 */
wrong: number, 
/**
 * The share of the wrong among those with an outcome; null where fewer than 30 have one.
 */
wrong_rate: Rate | null, };

/**
 * A row that moves.
 */
export type Telling = { 
/**
 * The line of the log that it begins on, or its place in a list, from 1.
 */
line: number, 
/**
 * The action of the first policy.
 */
before: Action, 
/**
 * The action of the second policy.
 */
after: Action, 
/**
 * The input, with what the log says beside it.
 */
row: LogRow, };

/**
 * A reason, and the rows that it holds for.
 */
export type Trouble = { 
/**
 * What is wrong, in words.
 */
reason: string, 
/**
 * How many rows.
 */
rows: number, 
/**
 * The line that the first of them begins on, or its place in a list, from 1.
 */
line: number, };

/**
 * Why a log cannot answer what was asked of it.
 */
export type LogErrorCode = "BAD_OPTION" | "NO_SUCH_COLUMN" | "NO_ROWS" | "NO_CASES" | "NO_MODEL" | "NO_SUCH_MODEL" | "MANY_MODELS" | "NO_SUCH_SPLIT" | "NO_LABELS" | "MANY_UNLABELLED" | "OTHER_SALT" | "NOTHING_AUTOMATIC" | "NOTHING_SHOWN" | "NO_ALTERNATIVES" | "NO_ANSWERS" | "NOTHING_WRONG" | "NOTHING_RIGHT" | "CONSTANT_SCORE" | "ANTI_CORRELATED" | "TOO_FEW" | "NOT_CALIBRATED" | "OTHER_DOCUMENT" | "OTHER_CUTS" | "NO_ARRIVALS" | "BAD_LOG";

/**
 * What a log holds.
 */
export type LogAbout = { 
/**
 * How many rows can be used.
 */
rows: number, 
/**
 * How many cannot.
 */
rejected: number, 
/**
 * Why, most rows first; rows that are kept without something are told too.
 */
rejects: ReadonlyArray<RejectedRows>, 
/**
 * Why it cannot be studied at all, and what helps: it has no rows, none that can be used, or not a column that was
 * named for a field.
 */
problem: string | null, 
/**
 * SHA-256 of its bytes.
 */
hash: string, 
/**
 * Its columns, or the members of its first row, as it names them.
 */
columns: ReadonlyArray<string>, 
/**
 * Columns that were named for a field and are not there.
 */
columns_not_there: ReadonlyArray<string>, 
/**
 * Names that stand in its header again: of columns of one name the first is read.
 */
columns_twice: ReadonlyArray<string>, 
/**
 * Columns that are not kept because there are too many.
 */
columns_left_out: ReadonlyArray<string>, 
/**
 * Its models, at most 64.
 */
models: ReadonlyArray<NamedRows>, 
/**
 * Its splits, likewise.
 */
splits: ReadonlyArray<NamedRows>, 
/**
 * How many rows have a label from where.
 */
labels: LabelCounts, 
/**
 * Whether rows say what they belong to with others.
 */
has_units: boolean, 
/**
 * Whether rows have a time.
 */
has_times: boolean, 
/**
 * Whether rows have ranked alternatives.
 */
has_alternatives: boolean, 
/**
 * Whether predictions and truths are labels of classes.
 */
has_classes: boolean, };

/**
 * Rows that something is wrong with.
 */
export type RejectedRows = { 
/**
 * What.
 */
reason: string, 
/**
 * Whether they are kept without it.
 */
kept: boolean, 
/**
 * How many.
 */
rows: number, 
/**
 * The lines that the first of them begin on.
 */
lines: ReadonlyArray<number>, };

/**
 * Rows, and how they turned out; of the rest nothing is known.
 */
export type TurnedOut = { 
/**
 * How many.
 */
rows: number, 
/**
 * Their share of all, in [0, 1]; null of none.
 */
share: number | null, 
/**
 * How many of them were right.
 */
right: number, 
/**
 * How many of them were wrong.
 */
wrong: number, 
/**
 * The share of the wrong among those of which it is known, with its exact interval at 95%; null where none is.
 */
error: Rate | null, };

/**
 * The rows of a model or a split.
 */
export type NamedRows = { 
/**
 * Its name.
 */
name: string, 
/**
 * How many.
 */
rows: number, 
/**
 * Their share of all, in [0, 1]; null of none.
 */
share: number | null, 
/**
 * How many of them were right.
 */
right: number, 
/**
 * How many of them were wrong.
 */
wrong: number, 
/**
 * The share of the wrong among those of which it is known, with its exact interval at 95%; null where none is.
 */
error: Rate | null, };

/**
 * How many rows have a label from where.
 */
export type LabelCounts = { 
/**
 * Every row of the period was labelled.
 */
complete: number, 
/**
 * Picked by a hash and labelled blind.
 */
audit_blind: number, 
/**
 * From a review.
 */
review: number, 
/**
 * From what people did.
 */
implicit: number, 
/**
 * It is not said.
 */
source_unknown: number, 
/**
 * There is no label.
 */
none: number, };

/**
 * An interval at 95%.
 */
export type Interval = { 
/**
 * Its lower end.
 */
low: number, 
/**
 * Its upper end.
 */
high: number, };

/**
 * How good scores are.
 */
export type ScoreQuality = { 
/**
 * Of how many labelled predictions.
 */
labels: number, 
/**
 * How many of them are right.
 */
right: number, 
/**
 * Their mean score.
 */
mean_score: number, 
/**
 * An interval for the share that is right (Wilson).
 */
accuracy: Interval, 
/**
 * The Brier score; less is better.
 */
brier: number, 
/**
 * An interval for it.
 */
brier_interval: Interval, 
/**
 * Its parts: miscalibration - discrimination + uncertainty.
 */
corp: Corp, 
/**
 * Log loss, in nats; less is better.
 */
log_loss: number, 
/**
 * The expected calibration error, 15 bins of equal width. Never read it without `ece_by_chance`.
 */
ece: number, 
/**
 * The largest error of a bin.
 */
largest_error: number, 
/**
 * The expected calibration error that a perfect model with these scores shows.
 */
ece_by_chance: NullBand, 
/**
 * The bins of equal width that hold any.
 */
bins: ReadonlyArray<ReliabilityBin>, 
/**
 * Bins of equal mass.
 */
equal_mass_bins: ReadonlyArray<ReliabilityBin>, };

/**
 * The parts of a Brier score, by isotonic regression.
 */
export type Corp = { 
/**
 * What calibration would gain.
 */
miscalibration: number, 
/**
 * What the order of the scores is worth.
 */
discrimination: number, 
/**
 * The score of a constant.
 */
uncertainty: number, };

/**
 * What a perfect model shows by chance.
 */
export type NullBand = { 
/**
 * The mean.
 */
mean: number, 
/**
 * What it exceeds in 5 of 100 samples.
 */
upper: number, };

/**
 * Predictions with neighbouring scores.
 */
export type ReliabilityBin = { 
/**
 * Its place among all bins, from 0.
 */
index: number, 
/**
 * How many predictions.
 */
labels: number, 
/**
 * How many of them are right.
 */
right: number, 
/**
 * The mean of their scores.
 */
mean_score: number, 
/**
 * The share that is right.
 */
accuracy: number, 
/**
 * An interval for it (Wilson).
 */
interval: Interval, };

/**
 * A model's scores, and what calibration makes of them.
 */
export type Calibrated = { 
/**
 * The model; null where nobody says.
 */
model: string | null, 
/**
 * How many rows there are.
 */
rows: number, 
/**
 * How many of them have a label that counts here.
 */
labels: number, 
/**
 * The others, by reason.
 */
left_out: NotLearnt, 
/**
 * Labels that do not say where they come from.
 */
source_unknown: number, 
/**
 * The method of the map.
 */
method: CalibrationMethod, 
/**
 * Whether it was asked for, or is the usual one for so many labels.
 */
asked: boolean, 
/**
 * What the comparison says of it against the scores as they are; null without a comparison.
 */
verdict: LossVerdict | null, 
/**
 * The map, fitted to all of the labels: a part of a policy's `calibration`.
 */
map: CalibrationDeclaration, 
/**
 * The scores as they are.
 */
before: ScoreQuality, 
/**
 * The scores that the method gives rows that it was not fitted to, in ten-fold cross-validation.
 */
after: ScoreQuality | null, 
/**
 * Why there is no `after`.
 */
after_reason: string | null, 
/**
 * No calibration, Platt scaling and isotonic regression on rows that were held back.
 */
comparison: CalibrationComparison | null, 
/**
 * Temperature scaling of the alternatives, where there are any.
 */
temperature: Temperature | null, 
/**
 * The range of Venn-Abers predictors at some scores.
 */
ranges: ReadonlyArray<VennAbersRange>, };

/**
 * Rows that nothing is learnt of.
 */
export type NotLearnt = { 
/**
 * Without a label.
 */
unlabelled: number, 
/**
 * Labelled in a review, which sees only what went to people.
 */
review: number, 
/**
 * Labelled by what people did.
 */
implicit: number, };

/**
 * What a comparison says of a method.
 */
export type LossVerdict = "better" | "worse" | "not_significant";

/**
 * Methods on predictions that were held back.
 */
export type CalibrationComparison = { 
/**
 * Into how many parts the predictions were divided.
 */
folds: number, 
/**
 * How many predictions.
 */
labels: number, 
/**
 * The scores as they are.
 */
none: Losses, 
/**
 * Platt scaling; null where it cannot be fitted.
 */
platt: Losses | null, 
/**
 * Isotonic regression; likewise.
 */
isotonic: Losses | null, 
/**
 * Each of two methods against another, in each measure.
 */
differences: ReadonlyArray<LossDifference>, };

/**
 * Two proper scores.
 */
export type Losses = { 
/**
 * The Brier score.
 */
brier: number, 
/**
 * Log loss, in nats.
 */
log_loss: number, };

/**
 * A method against another.
 */
export type LossDifference = { 
/**
 * The method.
 */
method: CalibrationMethod, 
/**
 * What it is compared with.
 */
with: 'none' | CalibrationMethod, 
/**
 * In what.
 */
measure: 'brier' | 'log_loss', 
/**
 * The method's loss less the other's.
 */
mean: number, 
/**
 * The lower end of an interval for it, at 95%.
 */
low: number, 
/**
 * The upper end.
 */
high: number, 
/**
 * What follows.
 */
verdict: LossVerdict, };

/**
 * Temperature scaling, for comparison: it is no map of one score.
 */
export type Temperature = { 
/**
 * By what logits are divided.
 */
temperature: number, 
/**
 * Log loss with it.
 */
log_loss: number, 
/**
 * Log loss without.
 */
log_loss_before: number, 
/**
 * Whether it is the lowest or highest that is tried.
 */
at_bound: boolean, 
/**
 * Of how many rows.
 */
rows: number, 
/**
 * Rows whose truth is not among the alternatives.
 */
rejected: number, 
/**
 * Rows whose alternatives do not sum to 1.
 */
not_whole: number, };

/**
 * The range of a Venn-Abers predictor at a score.
 */
export type VennAbersRange = { 
/**
 * The score.
 */
score: number, 
/**
 * The lower probability.
 */
low: number, 
/**
 * The upper probability.
 */
high: number, 
/**
 * The one that stands for both.
 */
merged: number, };

/**
 * A policy fitted to a log.
 */
export type PolicyFit = { 
/**
 * The model.
 */
model: string, 
/**
 * What is promised.
 */
promise: PromiseMade, 
/**
 * Which of the thresholds that hold is taken.
 */
choice: 'lowest' | 'chow' | 'cheapest' | 'capacity', 
/**
 * SHA-256 of the log.
 */
log: string, 
/**
 * How many rows it is fitted to, labelled or not.
 */
rows: number, 
/**
 * The share of cases that the labels stand for: 1 where all were labelled.
 */
label_rate: number, 
/**
 * Whether rows of one unit count once; else it assumes that rows are independent.
 */
one_row_per_unit: boolean, 
/**
 * The labels that a family needs.
 */
labels_needed: LabelsNeeded, 
/**
 * Each family of rows that one threshold admits.
 */
families: ReadonlyArray<FamilyOfFit>, 
/**
 * What is automatic of these rows under thresholds that were found.
 */
automatic: TurnedOut, 
/**
 * What other rows show of it; null where none were named.
 */
verified: FitVerified | null, 
/**
 * What reviewers are asked; null where nobody says what they can take.
 */
reviewers: ReviewersAsked | null, 
/**
 * The map that was fitted first; null where none was asked for.
 */
calibration: MapOfFit | null, 
/**
 * Labelled rows that no threshold decides about.
 */
apart: { readonly never: number, readonly always: number, readonly always_errors: number, readonly segment_unknown: number }, 
/**
 * Rows that did not enter the test, by reason.
 */
left_out: { readonly [reason: string]: number }, 
/**
 * The evidence that stands in the document.
 */
evidence: FitDeclaration, 
/**
 * The models whose fits were in the document and hold no longer: their thresholds are others now.
 */
fits_dropped: ReadonlyArray<string>, 
/**
 * Whether fitted options were in the document and hold no longer: other cases are shown options now.
 */
options_dropped: boolean, 
/**
 * What is wrong with the fitted document: its own tests, where they expect what holds no longer. Their help says what the
 * fit changed for them.
 */
problems: ReadonlyArray<Diagnostic>, 
/**
 * What to look at before it is believed.
 */
hints: ReadonlyArray<LogHint>, 
/**
 * The fitted document.
 */
document: PolicyDocument, 
/**
 * The same as text, laid out: what the command line writes.
 */
text: string, };

/**
 * Something to look at before an answer is believed.
 */
export type LogHint = { 
/**
 * Which.
 */
code: 'NO_LABEL_EQUALS_PREDICTION' | 'OTHER_MODEL' | 'UNKNOWN_OPERATION' | 'UNKNOWN_SIGNAL', 
/**
 * What it is, and what helps.
 */
message: string, };

/**
 * A policy with a map for a model.
 */
export type WithCalibration = { 
/**
 * The model.
 */
model: string, 
/**
 * The models whose fits were in the document and hold no longer: their thresholds were fitted to other confidences.
 */
fits_dropped: ReadonlyArray<string>, 
/**
 * Whether fitted options were in the document and hold no longer: other cases are shown options now.
 */
options_dropped: boolean, 
/**
 * What is wrong with the document now: its own tests, where they expect what the calibrated confidence does not give.
 */
problems: ReadonlyArray<Diagnostic>, 
/**
 * What to look at before the map is believed.
 */
hints: ReadonlyArray<LogHint>, 
/**
 * The document.
 */
document: PolicyDocument, 
/**
 * The same as text, laid out: what the command line writes.
 */
text: string, };

/**
 * What a fitted policy asks of reviewers.
 */
export type ReviewersAsked = { 
/**
 * What they can take an hour.
 */
per_hour: number, 
/**
 * What is asked an hour: with times at the 95th percentile of hours.
 */
asks: number, 
/**
 * By how many an hour that is too much; null where it is not. A lower threshold would break the promise.
 */
short_by: number | null, };

/**
 * What a fit promises.
 */
export type PromiseMade = { 
/**
 * The share of errors among what is automatic.
 */
risk: 'error', 
/**
 * At most this, in (0, 1).
 */
target_level: number, 
/**
 * With this probability over the labelled sample, in (0, 1).
 */
confidence_level: number, 
/**
 * The delta that this fit spends, after its split over targets and fits.
 */
delta_used: number, };

/**
 * How many labels a promise needs in a family.
 */
export type LabelsNeeded = { 
/**
 * At the least, where none is of an error.
 */
without_error: number, 
/**
 * Where two are.
 */
with_two: number, };

/**
 * The rows that one threshold, or the higher of two, admits.
 */
export type FamilyOfFit = { 
/**
 * The segment; null for rows of none.
 */
segment: string | null, 
/**
 * The operation, where it names thresholds of its own.
 */
operation: string | null, 
/**
 * The lowest band of confidence that is automatic.
 */
band: string, 
/**
 * All rows of the family.
 */
rows: number, 
/**
 * Those with a label that counts.
 */
labels: number, 
/**
 * The threshold; null where none holds.
 */
threshold: number | null, 
/**
 * Why there is none.
 */
reason: string | null, 
/**
 * How many labels more a test would start with, where they are too few.
 */
more_labels: number | null, 
/**
 * The rows at or above the threshold.
 */
automatic: TurnedOut, 
/**
 * The level that each threshold is tested at.
 */
level: number, 
/**
 * Every threshold tested, highest first.
 */
path: ReadonlyArray<TestedThreshold>, };

/**
 * A threshold that was tested.
 */
export type TestedThreshold = { 
/**
 * The threshold.
 */
threshold: number, 
/**
 * How many labelled rows are at or above it.
 */
accepted: number, 
/**
 * How many of them are errors.
 */
errors: number, 
/**
 * The probability of so few errors were the true share the target.
 */
p_value: number, 
/**
 * Whether the promise holds there.
 */
passed: boolean, };

/**
 * What other rows show of fitted thresholds.
 */
export type FitVerified = { 
/**
 * The splits that they are of.
 */
splits: ReadonlyArray<string>, 
/**
 * How many rows.
 */
rows: number, 
/**
 * What is automatic of them.
 */
automatic: TurnedOut, 
/**
 * The same for each family.
 */
families: ReadonlyArray<TurnedOut>, 
/**
 * Whether the share of errors is at most the target; null where nothing is known.
 */
met: boolean | null, 
/**
 * Whether even the lower end of its exact interval, at the promise's confidence, is above the target: else what is above
 * it may be chance.
 */
broken: boolean, };

/**
 * The map that was fitted before thresholds were, to rows of its own.
 */
export type MapOfFit = { 
/**
 * How.
 */
method: CalibrationMethod, 
/**
 * The map.
 */
map: CalibrationDeclaration, 
/**
 * The scores of its rows as they were.
 */
before: ScoreQuality, 
/**
 * The scores of the rows that thresholds are fitted to, as the map gives them.
 */
after: ScoreQuality | null, };

/**
 * A policy whose options are fitted to a log.
 */
export type OptionsFit = { 
/**
 * The model.
 */
model: string, 
/**
 * What is promised.
 */
promise: { readonly coverage: number, readonly confidence_level: number }, 
/**
 * How alternatives are scored.
 */
method: SetMethodName, 
/**
 * SHA-256 of the log.
 */
log: string, 
/**
 * How many rows there are to fit to, shown options or not.
 */
rows: number, 
/**
 * How many of them are not shown options.
 */
not_shown: number, 
/**
 * The share of cases that the labels stand for: 1 where all were labelled.
 */
label_rate: number, 
/**
 * Whether rows of one unit count once in a cell; else it assumes that rows are independent.
 */
one_row_per_unit: boolean, 
/**
 * Over how many cells delta is split.
 */
cells_tested: number, 
/**
 * Each cell that is shown options.
 */
cells: ReadonlyArray<CellOfOptions>, 
/**
 * Of how many labelled rows the alternatives do not sum to 1, which the promise does not need.
 */
other_sums: number, 
/**
 * Rows that did not enter, by reason.
 */
left_out: { readonly [reason: string]: number }, 
/**
 * What other rows show of it; null where none were named.
 */
verified: OptionsVerified | null, 
/**
 * Whether the thresholds were fitted to this log too: the promise is kept only if to other rows.
 */
log_of_thresholds: boolean, 
/**
 * The model whose options were in the document; null where it was this one, or there were none.
 */
replaced: string | null, 
/**
 * What is wrong with the fitted document: its own tests, where they expect what holds no longer.
 */
problems: ReadonlyArray<Diagnostic>, 
/**
 * What to look at before it is believed.
 */
hints: ReadonlyArray<LogHint>, 
/**
 * The fitted document: with `options.threshold` where some cell has a threshold, without where none has.
 */
document: PolicyDocument, 
/**
 * The same as text, laid out: what the command line writes.
 */
text: string, };

/**
 * A cell that is shown options.
 */
export type CellOfOptions = { 
/**
 * Its bands; null for what any cell with more autonomy gave and was lowered.
 */
cell: Cell | null, 
/**
 * How many labels it has.
 */
labels: number, 
/**
 * Of how many the answer is none of the alternatives.
 */
not_listed: number, 
/**
 * The threshold: of confidence for `lac`, of their sum for `aps`; null where there is none.
 */
threshold: number | null, 
/**
 * Why there is none: the first `max` are shown, with no promise.
 */
reason: string | null, 
/**
 * How many labels more it would take, where they are too few.
 */
more_labels: number | null, 
/**
 * The coverage that can be promised at most, where too many answers are none of the alternatives.
 */
at_most: number | null, 
/**
 * What the threshold comes to on these labels; null without one.
 */
sets: SetsCounted | null, };

/**
 * What sets of options come to on labelled cases.
 */
export type SetsCounted = { 
/**
 * How many cases.
 */
cases: number, 
/**
 * Of how many the set holds the answer, however large it is: what the promise is about.
 */
held: number, 
/**
 * How many have sets too large to be shown: the next lower action is taken.
 */
too_large: number, 
/**
 * Of how many of the rest the options that are shown hold the answer.
 */
held_of_rest: number, 
/**
 * The share whose set holds the answer, with its interval at 95% (Wilson); null of none.
 */
coverage: Rate | null, 
/**
 * The same of the rest.
 */
coverage_of_rest: Rate | null, };

/**
 * What other rows show of fitted options.
 */
export type OptionsVerified = { 
/**
 * The splits that they are of.
 */
splits: ReadonlyArray<string>, 
/**
 * How many rows.
 */
rows: number, 
/**
 * Those with an answer, in cells that have a threshold.
 */
all: SetsCounted, 
/**
 * Each cell; null for one without a threshold.
 */
cells: ReadonlyArray<SetsCounted | null>, 
/**
 * Whether the sets hold the answer as often as is promised; null where nothing is known.
 */
met: boolean | null, 
/**
 * Whether even the upper end of the exact interval, at the promise's confidence, is below what is promised: else what is
 * below it may be chance.
 */
broken: boolean, };

/**
 * A log decided again.
 */
export type Replayed = { 
/**
 * The name of the policy.
 */
policy: string, 
/**
 * Its hash.
 */
policy_hash: string, 
/**
 * SHA-256 of the log.
 */
log: string, 
/**
 * The cells that rows stand in, before rules, ceilings and availability; most confidence first.
 */
cells: ReadonlyArray<ReplayedCell>, 
/**
 * Rows with findings, which stand in no cell.
 */
findings: TurnedOut, 
/**
 * What is wrong with most of those; null where nothing is with any.
 */
finding: string | null, 
/**
 * By operation and band of impact, in the document's order, what is not known last.
 */
operations: ReadonlyArray<ReplayedOperation>, 
/**
 * What that costs; null where no costs were given.
 */
cost: ReplayedCost | null, 
/**
 * By model.
 */
models: ReadonlyArray<ReplayedGroup>, 
/**
 * By the policy's segment.
 */
segments: ReadonlyArray<ReplayedGroup>, 
/**
 * Precision and recall of what is automatic; null where rows have no classes.
 */
classes: ReplayedClasses | null, 
/**
 * How often what is eligible for automation is wrong, from blind labels alone; null where the log does not say where
 * labels come from, or they say too little.
 */
audited: AuditedRows | null, 
/**
 * Why there is no `audited`, and what to do.
 */
audited_reason: string | null, 
/**
 * Labels of reviews, or of what people did: they are of cases that were chosen, and do not count.
 */
labels_not_counted: number, 
/**
 * What to look at before it is believed.
 */
hints: ReadonlyArray<LogHint>, 
/**
 * All of them.
 */
all: TurnedOut, 
/**
 * By action.
 */
actions: { readonly [action in Action]: TurnedOut }, 
/**
 * How many ask a person: the one at the screen, or someone else.
 */
asked: number, };

/**
 * How often what is eligible for automation is wrong, from blind labels alone.
 */
export type AuditedRows = { 
/**
 * The share, in [0, 1].
 */
error: number, 
/**
 * The lower end of its exact interval at 95%.
 */
low: number, 
/**
 * The upper end.
 */
high: number, 
/**
 * How many labels count.
 */
labels: number, 
/**
 * Eligible rows that no audit can reach.
 */
out_of_reach: number, 
/**
 * Labels that are not blind, and do not count.
 */
not_blind: number, 
/**
 * Rows that were picked and not labelled.
 */
unlabelled: number, };

/**
 * What is done with rows.
 */
export type RowsDone = { 
/**
 * All of them.
 */
all: TurnedOut, 
/**
 * By action.
 */
actions: { readonly [action in Action]: TurnedOut }, 
/**
 * How many ask a person: the one at the screen, or someone else.
 */
asked: number, };

/**
 * Rows of one cell.
 */
export type ReplayedCell = { 
/**
 * The band of confidence.
 */
confidence: string, 
/**
 * The band of impact.
 */
impact: string, 
/**
 * What the matrix says.
 */
base: Action, 
/**
 * How many.
 */
rows: number, 
/**
 * Their share of all, in [0, 1]; null of none.
 */
share: number | null, 
/**
 * How many of them were right.
 */
right: number, 
/**
 * How many of them were wrong.
 */
wrong: number, 
/**
 * The share of the wrong among those of which it is known, with its exact interval at 95%; null where none is.
 */
error: Rate | null, };

/**
 * Rows of one operation and impact.
 */
export type ReplayedOperation = { 
/**
 * The operation; null where none is declared, or none is known.
 */
operation: string | null, 
/**
 * The band of impact; null for rows with findings.
 */
impact: string | null, 
/**
 * All of them.
 */
all: TurnedOut, 
/**
 * By action.
 */
actions: { readonly [action in Action]: TurnedOut }, 
/**
 * How many ask a person: the one at the screen, or someone else.
 */
asked: number, };

/**
 * What a policy costs on a log.
 */
export type ReplayedCost = { 
/**
 * Of doing one case wrongly.
 */
error: number, 
/**
 * Of having a person look at one.
 */
review: number, 
/**
 * Of all rows.
 */
total: number, 
/**
 * Of a row; null of none.
 */
mean: number | null, };

/**
 * Rows of a model or a segment.
 */
export type ReplayedGroup = { 
/**
 * Its name; null for rows that have none.
 */
name: string | null, 
/**
 * The area under risk over coverage; null where no outcome is known.
 */
aurc: number | null, 
/**
 * What is above the best possible.
 */
excess_aurc: number | null, 
/**
 * All of them.
 */
all: TurnedOut, 
/**
 * By action.
 */
actions: { readonly [action in Action]: TurnedOut }, 
/**
 * How many ask a person: the one at the screen, or someone else.
 */
asked: number, };

/**
 * Classes, as far as they are done by themselves.
 */
export type ReplayedClasses = { 
/**
 * The mean precision.
 */
precision: MeanOfClasses, 
/**
 * The mean recall: what is right and was not done by itself is missed.
 */
recall: MeanOfClasses, 
/**
 * The mean F1.
 */
f1: MeanOfClasses, 
/**
 * Each class.
 */
list: ReadonlyArray<ClassQuality>, };

/**
 * A mean over the classes for which a share is defined.
 */
export type MeanOfClasses = { 
/**
 * The mean; null where none is.
 */
value: number | null, 
/**
 * Over how many classes.
 */
classes: number, 
/**
 * How many are left out.
 */
undefined: number, };

/**
 * A share with its interval at 95%; where it is not defined the interval is all of [0, 1].
 */
export type ShareOfClass = { 
/**
 * The share; null where its denominator is 0.
 */
value: number | null, 
/**
 * The lower end.
 */
low: number, 
/**
 * The upper end.
 */
high: number, };

/**
 * The quality of a class.
 */
export type ClassQuality = { 
/**
 * The class.
 */
name: string, 
/**
 * Done, predicted to be of it, and of it.
 */
true_positives: number, 
/**
 * Done, predicted to be of it, and of another.
 */
false_positives: number, 
/**
 * Of it, and not both done and predicted to be.
 */
false_negatives: number, 
/**
 * Of what was done as this class, the share that is of it.
 */
precision: ShareOfClass, 
/**
 * Of what is of this class, the share that was done as it.
 */
recall: ShareOfClass, 
/**
 * Their harmonic mean.
 */
f1: ShareOfClass, };

/**
 * How often a model is wrong among the cases it is surest of.
 */
export type RiskCurve = { 
/**
 * The model; null where the log names none.
 */
model: string | null, 
/**
 * The segment that the log names; null for all of the model's rows.
 */
segment: string | null, 
/**
 * How many rows have a known outcome.
 */
labels: number, 
/**
 * How many of them are wrong.
 */
wrong: number, 
/**
 * The area under the curve.
 */
aurc: number, 
/**
 * What is above that of a model as often right whose every error is less sure than what it has right.
 */
excess_aurc: number, 
/**
 * Points, highest threshold first.
 */
points: ReadonlyArray<RiskPoint>, };

/**
 * A point of a curve.
 */
export type RiskPoint = { 
/**
 * The threshold.
 */
threshold: number, 
/**
 * The share of rows at or above it.
 */
coverage: number, 
/**
 * The share of errors among those.
 */
risk: number, };

/**
 * Rows of a log that come out alike under a policy.
 */
export type SweepCount = { 
/**
 * The operation; null for one that the policy does not list.
 */
operation: string | null, 
/**
 * The cell of the matrix; null with findings.
 */
cell: Cell | null, 
/**
 * What the app is told to do.
 */
action: Action, 
/**
 * How many rows.
 */
rows: number, 
/**
 * Their share of all, in [0, 1]; null of none.
 */
share: number | null, 
/**
 * How many of them were right.
 */
right: number, 
/**
 * How many of them were wrong.
 */
wrong: number, 
/**
 * How often they were wrong, with its exact interval at 95%; null where nothing is known.
 */
error: Rate | null, };

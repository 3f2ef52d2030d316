import type { AxisKind } from '../count/axis.ts'
import type { Histogram, Plane } from '../count/histogram.ts'
import type { Peeked, Progress } from '../import/read.ts'
import type { LoadReport, Mapping } from '../log/types.ts'
import type { Columns } from '../fit/columns.ts'
import type { FitAsk, Method, OptionsAsk } from '../state/fit-choice.ts'
import type { Coverage, Diagnostic, Diff, Health, Input } from 'leeway-policy'
import type { Calibrated, LabelsNeeded, LogAbout, OptionsFit, PolicyFit, RiskCurve, SignOff } from 'leeway-policy/lab'
import type { Calibration } from '../state/document.ts'
import type { Action } from '../words.ts'

// What the page asks of its worker, and what it gets. The log stays in the worker; only counts and single cases leave it.

export type SignalValue = number | boolean | string | null
export type Signals = Record<string, SignalValue>

export interface LabelSummary { label: string; count: number; wrong: number; labelled: number; impact: number | null; impacts: number }
export interface LogSummary {
  rows: number
  models: { name: string; count: number }[]
  labels: LabelSummary[]
  /** Distinct impact values, up to 13 of them; null when the log has none. */
  impacts: number[] | null
  splits: { name: string; count: number }[]
  columns: string[]
  hasText: boolean
  hasAlternatives: boolean
}

export interface ViewRequest {
  /** Tells one load from the next; the worker has no use for it. */
  load: number
  /** Whose rows these are; where the log names no model, the name that its rows go by. Null for all, or none. */
  model: string | null
  /** What the app does for each label; null when the policy knows no operations. */
  operations: Record<string, string> | null
  /** Whether each row's own impact counts besides the operation's. */
  useImpact: boolean
  /** Lower bounds of the impact bands, for rows by impact. */
  impactBounds: number[]
  /** How the policy calibrates models, by name; rows stand on the axis where it takes them to be. */
  calibration: Record<string, Calibration> | null
}
export interface Group { name: string; count: number; impact: number | null }
export interface ViewSummary { rows: number; unlabelled: number; by: 'operation' | 'value' | 'band'; groups: Group[]; even: Histogram[]; stretched: Histogram[]; planes: Record<AxisKind, Plane> | null }

export interface Setting { text: string; signals: Signals; atMost: Action | null }

export interface Tally {
  groups: number
  confidence: string[]
  impact: string[]
  /** Counts by group, confidence band, impact band, action and truth; the band after the last is "no cell". */
  counts: Int32Array
  rows: number
  /** Milliseconds: reading the document, deciding, counting. */
  took: { compile: number; decide: number; count: number }
  /** Whether every row was decided, or rows that were sorted once were summed up. */
  by: 'rows' | 'sums'
}
export type Decided = { ok: true; tally: Tally } | { ok: false; message: string }

export interface Cause { reason: string; code: string; base: Action; action: Action; rules: string[]; missing: string[]; count: number }

export interface SweepRequest { setting: Setting; band: string; values: number[] }
export interface SweepPoint { value: number; tally: Tally }

export type Sort = 'order' | 'confident' | 'unsure'
export interface CaseFilter { group: number | null; confidence: number | null; impact: number | null; action: Action | null; wrongOnly: boolean; sort: Sort; from: number; limit: number }
export interface Case {
  row: number
  id: string
  text: string | null
  operation: string | null
  label: string | null
  truth: 'right' | 'wrong' | 'unlabelled'
  confidence: number
  action: Action
  code: string
  columns: [string, string][]
  /** What the policy was given, for `explain`. */
  input: Input
}
export interface CasePage { total: number; cases: Case[] }

export interface CompareRequest {
  /** Tells one view from the next; the worker has no use for it. */
  view: number
  before: string
  now: Setting
}
/** Cases that two policies decide as `before` and `after`, by what became of the prediction. */
export interface Transition { before: Action; after: Action; right: number; wrong: number; unlabelled: number }
export interface Moved extends Transition {
  /** Cases that speak against it: wrong ones that get more freedom, right ones that lose some; the surest first, few. */
  telling: Case[]
}

export interface Requests {
  peek: { give: { file: Blob }; get: Peeked }
  load: { give: { source: { file: Blob } | { url: string }; mapping: Mapping; header: string[] | null }; get: { summary: LogSummary; report: LoadReport } | { cancelled: true } | { problem: string } }
  cancel: { give: null; get: null }
  badRows: { give: null; get: Blob }
  view: { give: ViewRequest; get: ViewSummary }
  decide: { give: Setting; get: Decided }
  causes: { give: null; get: Cause[] | null }
  sweep: { give: SweepRequest; get: SweepPoint[] | null }
  cases: { give: CaseFilter; get: CasePage }
  compare: { give: CompareRequest; get: Moved[] }
  reading: { give: { useImpact: boolean }; get: LabReading }
}

/** How the lab reads the log that is open: its own bytes, or a plain CSV made of it, and why. */
export type LabReading = { columns: Columns; plain: null } | { columns: Columns; plain: { file: Blob; why: string } }

/** A log as the lab reads it, with what stands beside it. */
export interface LabLog { source: { file: Blob } | { url: string }; columns: Columns; operations: Record<string, string> | null; health: Health }

/** What the page asks of the worker that learns from logs: it holds the newest that it was given. */
export interface Fits {
  open: { give: LabLog; get: LogAbout }
  calibrate: { give: { model: string | null; split: string | null; calibrate: Method }; get: Calibrated }
  fit: { give: { policy: string; ask: FitAsk }; get: PolicyFit }
  fitOptions: { give: { policy: string; ask: OptionsAsk }; get: OptionsFit }
  needed: { give: { targets: number[]; sure: number; families: number }; get: (LabelsNeeded & { target: number })[] }
  curve: { give: { model: string | null; split: string | null }; get: RiskCurve | null }
  signOff: { give: { text: string; before: string | null; model: string | null }; get: SignOff }
}
/** What the page asks of the worker that studies policies: it knows no log. */
export interface Studies {
  check: { give: { text: string }; get: Diagnostic[] }
  coverage: { give: { text: string }; get: Coverage }
  diff: { give: { before: string; after: string }; get: Diff }
  signOff: { give: { text: string; before: string | null }; get: SignOff }
}
/** Kinds of requests: what is given with one, and what is got for it. */
export type Kinds<R> = { [K in keyof R]: { give: unknown; get: unknown } }
export type Ask<R extends Kinds<R>> = { [K in keyof R]: { id: number; kind: K; give: R[K]['give'] } }[keyof R]
export type Answer = { id: number; get: unknown } | { id: number; error: string } | { progress: Progress }

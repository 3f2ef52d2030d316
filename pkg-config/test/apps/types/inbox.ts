// The types of the policy `inbox-assistant`, made by the verb `types` of Leeway; do not edit.
import type * as leeway from 'leeway-policy'

/** The confidence bands, lowest first. */
export type ConfidenceBand = "low" | "high"

/** The impact bands, lowest first. */
export type ImpactBand = "low" | "high"

/** The operations; any other stands for `*`. */
export type Operation = "archive" | "delete" | "reply" | (string & {})

/** The segments. */
export type Segment = "french"

/** The rules and raises, by id. */
export type Rule = "ambiguous" | "irreversible" | "many-recipients" | "out-of-scope" | "slow"

/** The signals, by name. */
export type Signal = "latency_ms" | "locale" | "out_of_scope" | "recipients" | "reversible" | "reviewers_available"

/** The facts that the policy asks about. */
export type Signals = {
  /** In ms. Absent, 0 counts. */
  latency_ms?: number | null
  /** Absent, what asks about it cannot be ruled out. */
  locale?: "en" | "fr" | "other" | null
  /** Absent, what asks about it cannot be ruled out. */
  out_of_scope?: boolean | null
  /** Absent, what asks about it cannot be ruled out. */
  recipients?: number | null
  /** Absent, what asks about it cannot be ruled out. */
  reversible?: boolean | null
  /** Absent, what asks about it cannot be ruled out. */
  reviewers_available?: boolean | null
}

/** One prediction to decide. */
export type Input = Omit<leeway.Input, 'operation' | 'impact' | 'signals'> & {
  /** What the app would do. */
  operation: Operation
  /** How bad it would be to do it wrongly; the larger of this and the operation's counts. */
  impact?: number | ImpactBand | null
  signals?: Signals | null
}

/** What many inputs share. */
export type Health = Omit<leeway.Health, 'signals'> & { signals?: Signals | null }

/** What the app is told to do, and what led to it. */
export type Decision = Omit<leeway.Decision, 'cell' | 'rules' | 'missing' | 'segment'> & {
  cell: { confidence: ConfidenceBand, impact: ImpactBand } | null
  rules: ReadonlyArray<Rule>
  missing: ReadonlyArray<Signal | 'second'>
  segment: Segment | null
}

/** A compiled policy that takes this policy's inputs: `compile(document) as Policy`. */
export interface Policy extends Omit<leeway.Policy, 'decide' | 'explain' | 'record'> {
  decide(input: Input, health?: Health | null): Decision
  explain(input: Input, health?: Health | null): leeway.Explanation
  record(input: Input, decision: Decision, health?: Health | null): leeway.Record
}

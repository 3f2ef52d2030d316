import type { SetsLayout } from './sets.js'
import type { StepsLayout } from './shares.js'

/** Where things stand in the facts; `decide::Field` in Rust. The declared signals follow from `first_signal` on. */
export const enum Field {
  input,
  model,
  confidence,
  second,
  alternatives,
  operation,
  impact,
  signals,
  health_signals,
  at_most,
  health,
  health_at_most,
  now,
  first_alternative,
  second_alternative,
  beyond,
  first_signal,
}

/** What the engine says of a policy; models, operations and signals are in the order of their names. */
export interface Layout {
  readonly name: string
  /** Null where it makes no difference which model an input is of. */
  readonly models: readonly string[] | null
  /** Null where none is declared. */
  readonly operations: readonly string[] | null
  /** The impact bands with their lower bounds. */
  readonly impact: readonly (readonly [string, number])[]
  /** `values` is null for a number and empty for a boolean. */
  readonly signals: readonly { readonly name: string; readonly values: readonly string[] | null }[]
  readonly options_max: number
  /** Null where no sets of options are fitted. */
  readonly sets: SetsLayout | null
  /** Null where nothing is audited. */
  readonly audit_salt: string | null
}

/** `decide::Situations` in Rust. */
export interface SituationsLayout {
  /** Of an operation that is not listed, then of each that is. */
  readonly operation: readonly number[]
  /** By the index in `ACTIONS`. */
  readonly ceiling: readonly number[]
  /** Of a model that is not listed, then of each that is. */
  readonly model: readonly number[]
  /** When it is, where evidence expires. */
  readonly now: StepsLayout
  /** By model, as there; one alone where confidence is not calibrated. */
  readonly confidence: readonly StepsLayout[]
  readonly second: StepsLayout
  readonly margin: StepsLayout
  readonly impact: StepsLayout
  readonly alternatives: StepsLayout
  readonly beyond: StepsLayout
  /** Of false and true, or of each value, or steps. */
  readonly signals: readonly (readonly number[] | StepsLayout)[]
}

/** `decide::Problem` in Rust. */
export const WRONG_TYPE = 1
export const NOT_A_NUMBER = 2
export const OUT_OF_RANGE = 3
export const NOT_LISTED = 4
export const OUT_OF_ORDER = 5
export const UNREADABLE_FIELD = 6

/** Strings to codes: their place from 1. */
export function codesOf(names: readonly string[]): Map<unknown, number> {
  return new Map(names.map((name, index) => [name, index + 1]))
}

import type { StepsLayout } from './shares.js'

/** Where things stand in the facts; `decide::Field` in Rust. The declared signals follow. */
export const FIELDS = {
  input: 0,
  confidence: 1,
  second: 2,
  alternatives: 3,
  operation: 4,
  impact: 5,
  signals: 6,
  health_signals: 7,
  at_most: 8,
  health: 9,
  health_at_most: 10,
  first_alternative: 11,
  second_alternative: 12,
} as const

/** The field of the first signal. */
export const FIRST_SIGNAL = 13

/** What the engine says of a policy; signals and operations are in the order of their names. */
export interface Layout {
  readonly name: string
  readonly hash: string
  /** Null where none is declared. */
  readonly operations: readonly string[] | null
  /** The impact bands with their lower bounds. */
  readonly impact: readonly (readonly [string, number])[]
  /** `values` is null for a number and empty for a boolean. */
  readonly signals: readonly { readonly name: string; readonly values: readonly string[] | null }[]
  readonly options_max: number
  /** Null where a policy has more situations than a number can tell apart. */
  readonly situations: SituationsLayout | null
}

/** `decide::Situations` in Rust. */
export interface SituationsLayout {
  /** Of an operation that is not listed, then of each that is. */
  readonly operation: readonly number[]
  /** By the index in `ACTIONS`. */
  readonly ceiling: readonly number[]
  readonly confidence: StepsLayout
  readonly second: StepsLayout
  readonly margin: StepsLayout
  readonly impact: StepsLayout
  readonly alternatives: StepsLayout
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

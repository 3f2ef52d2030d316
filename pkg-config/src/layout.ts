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
  /** Null where none is declared. */
  readonly operations: readonly string[] | null
  /** The impact bands with their lower bounds. */
  readonly impact: readonly (readonly [string, number])[]
  /** `values` is null for a number and empty for a boolean. */
  readonly signals: readonly { readonly name: string; readonly values: readonly string[] | null }[]
  readonly options_max: number
}

/** Strings to codes: their place from 1. */
export function codesOf(names: readonly string[]): Map<unknown, number> {
  return new Map(names.map((name, index) => [name, index + 1]))
}

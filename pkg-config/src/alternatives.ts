import { NOT_A_NUMBER, OUT_OF_ORDER, OUT_OF_RANGE, WRONG_TYPE } from './layout.js'
import type { Sets } from './sets.js'
import type { Alternative, Decision } from './types.js'

/** Alternatives that are sound. */
export interface Ranked {
  readonly count: number
  /** The confidences of the first two, where there are so many. */
  readonly first: number | undefined
  readonly second: number | undefined
  /** How high the first stands that is not shown: its confidence, or by sums the sum so far, negative; minus infinity for none. */
  readonly beyond: number
  /** As many as are shown at most. */
  readonly shown: readonly Alternative[]
}

/** Reads a list of alternatives, most likely first; the number of the problem if there is one. */
export function rank(given: unknown, most: number, sums: boolean): Ranked | number {
  if (!Array.isArray(given)) return WRONG_TYPE
  const shown: Alternative[] = []
  let previous = 1
  let second: number | undefined
  let sum = 0
  let beyond = -Infinity
  const count = given.length
  for (let index = 0; index < count; index += 1) {
    const item = given[index] as Partial<Alternative> | null | undefined
    const label = item?.label
    const confidence = item?.confidence
    if (typeof label !== 'string' || typeof confidence !== 'number') return WRONG_TYPE
    if (confidence !== confidence) return NOT_A_NUMBER
    if (confidence < 0 || confidence > 1) return OUT_OF_RANGE
    if (confidence > previous) return OUT_OF_ORDER
    if (index === 1) second = confidence
    sum += confidence
    if (index === most) beyond = sums ? -sum : confidence
    if (index < most) shown.push(Object.freeze({ label, confidence }))
    previous = confidence
  }
  return { count, first: shown[0]?.confidence, second, beyond, shown: Object.freeze(shown) }
}

/** The decision with what to show, where it is to show options. */
export function withOptions(decision: Decision, options: readonly Alternative[] | null, sets: Sets | null): Decision {
  if (decision.action !== 'show_options' || options === null) return decision
  return Object.freeze({ ...decision, options: (sets === null ? options : sets.within(decision, options)) as Alternative[] })
}

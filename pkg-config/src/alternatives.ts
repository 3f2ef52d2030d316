import { NOT_A_NUMBER, OUT_OF_ORDER, OUT_OF_RANGE, WRONG_TYPE } from './layout.js'
import type { Alternative, Decision } from './types.js'

/** Alternatives that are sound. */
export interface Ranked {
  readonly count: number
  /** The confidences of the first two, where there are so many. */
  readonly first: number | undefined
  readonly second: number | undefined
  /** As many as are shown at most. */
  readonly shown: readonly Alternative[]
}

/** Reads a list of alternatives, most likely first; the number of the problem if there is one. */
export function rank(given: unknown, most: number): Ranked | number {
  if (!Array.isArray(given)) return WRONG_TYPE
  const shown: Alternative[] = []
  let previous = 1
  let second: number | undefined
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
    if (index < most) shown.push(Object.freeze({ label, confidence }))
    previous = confidence
  }
  return { count, first: shown[0]?.confidence, second, shown: Object.freeze(shown) }
}

/** The decision with what to show, where it is to show options. */
export function withOptions(decision: Decision, options: readonly Alternative[] | null): Decision {
  if (decision.action !== 'show_options' || options === null) return decision
  return Object.freeze({ ...decision, options: options as Alternative[] })
}

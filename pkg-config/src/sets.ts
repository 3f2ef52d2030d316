import type { Alternative, Decision } from './types.js'

/** What the engine says of fitted sets of options: the model that they are of, and whether alternatives stand by sums. */
export interface SetsLayout {
  readonly model: string
  readonly sums: boolean
}

/** Which options of a decision belong to the fitted set; `OptionSets` in Rust. */
export class Sets {
  readonly sums: boolean
  readonly #model: string
  readonly #from = new WeakMap<Decision, number>()

  constructor({ model, sums }: SetsLayout) {
    this.#model = model
    this.sums = sums
  }

  areOfAnother(model: unknown): boolean {
    return typeof model === 'string' && model !== this.#model
  }

  /** From which standing on alternatives belong to the set of a decision; NaN where it has none. */
  note(decision: Decision, from: number): void {
    if (from === from) this.#from.set(decision, from)
  }

  /** The first in any case. */
  within(decision: Decision, options: readonly Alternative[]): readonly Alternative[] {
    const from = this.#from.get(decision)
    if (from === undefined) return options
    let sum = 0
    const end = options.findIndex(({ confidence }) => {
      sum += confidence
      return (this.sums ? -sum : confidence) < from
    })
    return end < 0 ? options : Object.freeze(options.slice(0, Math.max(end, 1)))
  }
}

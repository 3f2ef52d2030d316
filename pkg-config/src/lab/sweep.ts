import { LeewayError } from '../errors.js'
import { SortedLog } from '../lab.js'
import type { SweepCount } from '../types.js'
import type { LogPart } from './fit.js'
import { Given, present } from './given.js'
import type { Log } from './log.js'

/** The rows of a log, sorted once and counted under one policy after the other. */
export class Sweep {
  readonly #log: Log
  #sorted: SortedLog | undefined

  /** @internal */
  constructor(log: Log, sorted: SortedLog) {
    this.#log = log
    this.#sorted = sorted
  }

  /**
   * What the rows come to, by operation, cell and action.
   *
   * @throws LogError `OTHER_CUTS` for a policy that differs from the first one in more than its thresholds of confidence,
   * and tells other inputs apart: it wants a sweep of its own
   * @throws PolicyError `POLICY_INVALID` for a policy that does not compile
   * @throws LeewayError `FREED` for a sweep, or a log, that was freed
   */
  count(policy: unknown): readonly SweepCount[] {
    const sorted = this.#sorted
    if (sorted === undefined) throw new LeewayError('FREED', 'this sweep was freed')
    const given = new Given({ policy })
    return given.study(() => sorted.count(this.#log.kept, given.text('policy'))) as SweepCount[]
  }

  /** Gives back its memory; the log stays. */
  free(): void {
    this.#sorted?.free()
    this.#sorted = undefined
  }

  [Symbol.dispose](): void {
    this.free()
  }
}

/**
 * Sorts a log, so that what it comes to under another threshold is a matter of sums: a million rows within a frame, while
 * somebody drags.
 *
 * @throws PolicyError `POLICY_INVALID` for a policy that does not compile
 * @throws LogError where there are no such rows
 * @throws LeewayError `FREED` for a log that was freed
 */
export function sweep(log: Log, policy: unknown, part?: LogPart | null): Sweep {
  const { kept } = log
  const { model, split } = part ?? {}
  const given = new Given({ policy, options: present({ model, split }) })
  return new Sweep(log, given.study(() => new SortedLog(kept, given.text('policy'), given.text('options'))))
}

import { LeewayError } from '../errors.js'
import { SortedLog } from '../lab.js'
import type { SweepCount } from '../types.js'
import { ask, type LogPart } from './fit.js'
import { Given } from './given.js'
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
 * somebody drags. Rows of every model, where none is named.
 *
 * @throws PolicyError `POLICY_INVALID` for a policy that does not compile
 * @throws LogError where there are no such rows
 * @throws LeewayError `FREED` for a log that was freed
 */
export function sweep(log: Log, policy: unknown, part?: LogPart | null): Sweep {
  return new Sweep(log, ask(log, { policy, options: part }, (kept, given) => new SortedLog(kept, given.text('policy'), given.text('options'))) as SortedLog)
}

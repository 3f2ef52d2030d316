import type { Policy } from 'leeway-policy'
import { setThreshold } from '../state/document.ts'
import type { Action } from '../words.ts'
import { inputOf, readsAlternatives } from './columns.ts'
import { Decider } from './decider.ts'
import type { Cause, SweepPoint, SweepRequest } from './protocol.ts'
import type { Sums } from './sums.ts'

// Work that takes longer than a frame. It runs in slices and gives way as soon as something newer is asked.

const SLICE = 5_000

/** Lets waiting messages in; true when the work is still wanted. */
export type Breathe = () => Promise<boolean>

/** Why rows ended elsewhere than the matrix put them: each reason with its count, the most frequent first. */
export async function causes(decider: Decider, breathe: Breathe): Promise<Cause[] | null> {
  const { policy, document, setting, view, log, outcomes } = decider
  if (!policy || !document || !setting) return []
  const counts = new Map<object, number>()
  const health = setting.atMost ? { at_most: setting.atMost } : null
  const ranked = readsAlternatives(document, setting.text)
  for (let row = 0; row < view.rows; row++) {
    if (row % SLICE === SLICE - 1 && !(await breathe())) return null
    if (outcomes[row] >> 3 === MATRIX) continue
    const decision = policy.decide(inputOf(log, view, document, setting.signals, row, ranked), health)
    counts.set(decision, (counts.get(decision) ?? 0) + 1)
  }
  return merged(counts as Map<ReturnType<Policy['decide']>, number>)
}

/** The package's number for "the matrix alone decided". */
const MATRIX = 5

function merged(counts: Map<ReturnType<Policy['decide']>, number>): Cause[] {
  const byReason = new Map<string, Cause>()
  for (const [decision, count] of counts) {
    const { reason, code, base, action, rules, missing } = decision
    const key = [reason, code, base, action].join('\n')
    const cause = byReason.get(key)
    if (cause) cause.count += count
    else byReason.set(key, { reason, code, base: base as Action, action: action as Action, rules: [...rules], missing: [...missing], count })
  }
  return [...byReason.values()].sort((a, b) => b.count - a.count)
}

/** What each value of one threshold would have given, everything else as it is. */
export async function sweep(decider: Decider, { setting, band, values }: SweepRequest, breathe: Breathe, sums: () => Sums | null = () => null): Promise<SweepPoint[] | null> {
  const points: SweepPoint[] = []
  for (const value of values) {
    if (!(await breathe())) return null
    const moved = { ...setting, text: setThreshold(setting.text, null, band, value) }
    const summed = sums()?.count(moved)
    const decided = summed ? { ok: true as const, tally: summed } : decider.decide(moved)
    if (decided.ok) points.push({ value, tally: decided.tally })
  }
  return points
}


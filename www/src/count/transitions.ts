import { RIGHT, WRONG } from '../log/types.ts'
import { LADDER } from '../words.ts'
import type { Transition } from '../worker/protocol.ts'
import { ACTION_COUNT, RUNG_OF, TRUTHS } from './tally.ts'
import { rate, type Rate } from './wilson.ts'

/** Counts rows by action before, action after and truth; most autonomy first, those that stay included. */
export function transitions(before: Uint8Array, after: Uint8Array, truth: Uint8Array): Transition[] {
  const counts = new Uint32Array(ACTION_COUNT * ACTION_COUNT * TRUTHS)
  for (let row = 0; row < after.length; row++) {
    counts[(RUNG_OF[before[row] & 7] * ACTION_COUNT + RUNG_OF[after[row] & 7]) * TRUTHS + truth[row]]++
  }
  return LADDER.flatMap((from, i) => LADDER.map((to, j): Transition => {
    const [wrong, right, unlabelled] = counts.subarray((i * ACTION_COUNT + j) * TRUTHS)
    return { before: from, after: to, right, wrong, unlabelled }
  })).filter((one) => sizeOf(one) > 0)
}

export const sizeOf = ({ right, wrong, unlabelled }: Transition): number => right + wrong + unlabelled
export const isMove = ({ before, after }: Transition): boolean => before !== after

/** How many of the labelled ones were wrong. */
export const wrongRate = ({ right, wrong }: Transition): Rate | null => rate(wrong, right + wrong)

/** Whether the move gives the AI more freedom. */
export const isFreer = ({ before, after }: Pick<Transition, 'before' | 'after'>): boolean => LADDER.indexOf(after) < LADDER.indexOf(before)

/** How many cases of a move are shown. */
const TELLING = 3

/** By move, the rows that speak most against it: wrong where the AI gets more freedom, right where it loses some; the surest first. */
export function tellingRows(before: Uint8Array, after: Uint8Array, truth: Uint8Array, confidence: Float64Array): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (let row = 0; row < after.length; row++) {
    const [from, to] = [RUNG_OF[before[row] & 7], RUNG_OF[after[row] & 7]]
    if (from === to || truth[row] !== (to < from ? WRONG : RIGHT)) continue
    const key = `${LADDER[from]} ${LADDER[to]}`
    const rows = found.get(key) ?? []
    const place = rows.findIndex((other) => confidence[row] > confidence[other])
    rows.splice(place < 0 ? rows.length : place, 0, row)
    found.set(key, rows.slice(0, TELLING))
  }
  return found
}

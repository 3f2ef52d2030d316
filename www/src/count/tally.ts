import { ACTIONS } from 'leeway-policy'
import { LADDER, type Action } from '../words.ts'
import type { Tally } from '../worker/protocol.ts'

/** The package's numbers for actions, in our order: most autonomy first. */
export const RUNG_OF: Uint8Array = Uint8Array.from(ACTIONS, (name) => LADDER.indexOf(name as Action))

export const ACTION_COUNT = 6
export const TRUTHS = 3

export interface Dimensions { groups: number; confidence: number; impact: number }

export const sizeOf = ({ groups, confidence, impact }: Dimensions): number => groups * (confidence + 1) * (impact + 1) * ACTION_COUNT * TRUTHS

/** Cells of a group are numbered by confidence band, then impact band; the last of each stands for "no cell". */
export const cellNumber = (confidence: number, impact: number, impactBands: number): number => confidence * (impactBands + 1) + impact

/** Visits every count that is not zero. */
export function eachCount(tally: Tally, visit: (group: number, confidence: number, impact: number, action: Action, truth: number, count: number) => void): void {
  const up = tally.impact.length + 1
  const cellsPerGroup = (tally.confidence.length + 1) * up
  tally.counts.forEach((count, at) => {
    if (count === 0) return
    const truth = at % TRUTHS
    const rung = Math.floor(at / TRUTHS) % ACTION_COUNT
    const cell = Math.floor(at / (TRUTHS * ACTION_COUNT)) % cellsPerGroup
    const group = Math.floor(at / (TRUTHS * ACTION_COUNT * cellsPerGroup))
    visit(group, Math.floor(cell / up), cell % up, LADDER[rung], truth, count)
  })
}

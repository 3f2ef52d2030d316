import { ACTION_COUNT, RUNG_OF, TRUTHS } from './tally.ts'

// Each row's cell by thresholds and impact, and the counts: this runs in every frame of a drag.

export interface Placing {
  confidence: Float64Array
  operation: Uint16Array
  /** Lower bounds of the confidence bands, one set after another for each operation. */
  thresholds: Float64Array
  bands: number
  /** The impact band of each row. */
  impact: Uint8Array
  impactBands: number
}

const STEP = ACTION_COUNT * TRUTHS
const RUNG_STEP = Uint8Array.from(RUNG_OF, (rung) => rung * TRUTHS)

/** Each row's cell. A pass for each threshold, without branches on data: unforeseeable ones would cost more than the work. */
export function placeRows({ confidence, operation, thresholds, bands, impact, impactBands }: Placing, cells: Uint8Array): void {
  const up = impactBands + 1
  cells.set(impact)
  for (let band = 1; band < bands; band++) {
    for (let row = 0; row < cells.length; row++) cells[row] += +(confidence[row] >= thresholds[operation[row] * bands + band]) * up
  }
}

/** Adds every row to the counts; rows with findings have no cell, and are given the number for that. */
export function countRows(outcomes: Uint8Array, origin: Uint32Array, cells: Uint8Array, noCell: number, counts: Int32Array): void {
  for (let row = 0; row < outcomes.length; row++) {
    const outcome = outcomes[row]
    if (outcome < FIRST_WITHOUT_FINDINGS) cells[row] = noCell
    counts[origin[row] + cells[row] * STEP + RUNG_STEP[outcome & 7]]++
  }
}

/** Outcomes below this have the code `invalid_input`. */
const FIRST_WITHOUT_FINDINGS = 8

/** Where each row's counts begin: its group and its truth. */
export const originOf = (group: Uint16Array, truth: Uint8Array, cellsPerGroup: number): Uint32Array =>
  Uint32Array.from(group, (at, row) => at * cellsPerGroup * STEP + truth[row])

/** The band of the larger of the operation's impact and the row's own. */
export function impactBandsOf(operation: Uint16Array, own: Float64Array, given: Float64Array | null, bounds: readonly number[]): Uint8Array {
  return Uint8Array.from(operation, (at, row) => {
    const rowImpact = given ? given[row] : NaN
    const impact = rowImpact > own[at] || Number.isNaN(own[at]) ? rowImpact : own[at]
    let band = 0
    while (band + 1 < bounds.length && impact >= bounds[band + 1]) band++
    return band
  })
}

import { RIGHT, WRONG } from '../log/types.ts'
import type { Axis } from './axis.ts'

/** Bars of one row: how many right, wrong and unlabelled fall into each bin of the axis. */
export interface Histogram { right: Uint32Array; wrong: Uint32Array; unlabelled: Uint32Array }

export const BINS = 120

/** One histogram a group, in one pass. */
export function histograms(confidence: Float64Array, truth: Uint8Array, group: Uint16Array, groups: number, axis: Axis): Histogram[] {
  const all = Array.from({ length: groups }, () => ({ right: new Uint32Array(BINS), wrong: new Uint32Array(BINS), unlabelled: new Uint32Array(BINS) }))
  for (let row = 0; row < confidence.length; row++) {
    const bin = Math.min(BINS - 1, Math.floor(axis.toUnit(confidence[row]) * BINS))
    const bars = all[group[row]]
    if (truth[row] === RIGHT) bars.right[bin]++
    else if (truth[row] === WRONG) bars.wrong[bin]++
    else bars.unlabelled[bin]++
  }
  return all
}

export const PLANE = { across: 96, up: 48 }

/** The confidence x impact plane: how many cases, and how many wrong ones, fall into each small square. */
export interface Plane { all: Uint32Array; wrong: Uint32Array }

export function plane(confidence: Float64Array, impact: Float64Array, truth: Uint8Array, axis: Axis): Plane {
  const result = { all: new Uint32Array(PLANE.across * PLANE.up), wrong: new Uint32Array(PLANE.across * PLANE.up) }
  for (let row = 0; row < confidence.length; row++) {
    if (Number.isNaN(impact[row])) continue
    const x = Math.min(PLANE.across - 1, Math.floor(axis.toUnit(confidence[row]) * PLANE.across))
    const y = Math.min(PLANE.up - 1, Math.floor(impact[row] * PLANE.up))
    const at = y * PLANE.across + x
    result.all[at]++
    if (truth[row] === WRONG) result.wrong[at]++
  }
  return result
}

// The confidence axis: even, or stretched so that 0.99, 0.999 and 0.9999 stand as far apart as they differ in what they promise.

export type AxisKind = 'even' | 'stretched'

export interface Axis {
  kind: AxisKind
  /** Where a confidence stands, 0 (left) to 1 (right). */
  toUnit(confidence: number): number
  fromUnit(unit: number): number
  ticks: number[]
}

/** The stretched axis ends at five nines. */
const NINES = 5
const FLOOR = 10 ** -NINES

export const EVEN: Axis = { kind: 'even', toUnit: clamp, fromUnit: clamp, ticks: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] }

/** Each fifth of the axis leaves a tenth of the doubt: 0 to 0.9, 0.9 to 0.99, 0.99 to 0.999 ... */
export const STRETCHED: Axis = {
  kind: 'stretched',
  toUnit: (confidence) => clamp(-Math.log10(Math.max(1 - confidence, FLOOR)) / NINES),
  fromUnit: (unit) => (unit >= 1 ? 1 : 1 - 10 ** (-clamp(unit) * NINES)),
  ticks: [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 1],
}

export const axisOf = (kind: AxisKind): Axis => (kind === 'even' ? EVEN : STRETCHED)

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

/** A threshold as a person would write it: no finer than the axis can show at that place. */
export function tidy(confidence: number, fine = false): number {
  const doubt = 1 - confidence
  const digits = doubt >= 0.1 ? 3 : doubt >= 0.01 ? 4 : doubt >= 0.001 ? 5 : 6
  return Number(confidence.toFixed(Math.min(6, fine ? Math.max(4, digits + 1) : digits)))
}

/** One key press: 0.01, or 0.0001 when fine; on the stretched axis a hundredth of its width. */
export function step(axis: Axis, confidence: number, direction: 1 | -1, size: 'fine' | 'normal' | 'page'): number {
  if (size === 'fine') return round6(confidence + direction * (axis.kind === 'stretched' && confidence >= 0.999 ? 0.00001 : 0.0001))
  const width = size === 'page' ? 0.1 : 0.01
  if (axis.kind === 'even') return round6(confidence + direction * width)
  return tidy(axis.fromUnit(axis.toUnit(confidence) + direction * width))
}

export const round6 = (value: number): number => Number(Math.min(1, Math.max(0, value)).toFixed(6))

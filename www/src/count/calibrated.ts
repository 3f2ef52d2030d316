import type { Calibration } from '../state/document.ts'

/**
 * What a model's confidence is calibrated to: linear between points, constant outside. The policy decides by itself; this
 * only tells where on the axis a row stands. The operations are those of `Map::apply`, so that the sides of a threshold
 * are the same to the last bit; a test holds it to what the package records.
 */
export function calibrated(points: readonly (readonly [number, number])[], score: number): number {
  let reached = 0
  let end = points.length
  while (reached < end) {
    const middle = (reached + end) >> 1
    if (points[middle][0] <= score) reached = middle + 1
    else end = middle
  }
  if (reached === 0) return points[0][1]
  if (reached === points.length) return points[reached - 1][1]
  const [[belowScore, below], [aboveScore, above]] = [points[reached - 1], points[reached]]
  return Math.min(above, below + (above - below) * ((score - belowScore) / (aboveScore - belowScore)))
}

/** What calibrates a model; null where nothing does. */
export const mapOf = (calibration: Record<string, Calibration>, model: string): Calibration | null =>
  model === '' ? null : Object.hasOwn(calibration, model) ? calibration[model] : (calibration['*'] ?? null)

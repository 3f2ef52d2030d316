// Wilson, E. B. (1927): the score interval of a proportion. Unlike p ± 2 s.e. it keeps its promise near 0 and for few cases.

/** The 97.5% point of the normal distribution. */
const Z95 = 1.959963984540054

/** Fewer labelled cases than this say nothing worth showing. */
export const ENOUGH = 30

export interface Rate { hits: number; count: number; value: number; low: number; high: number }

/** `hits` of `count` with its 95% interval; null below 30, where the answer is "not enough data". */
export function rate(hits: number, count: number): Rate | null {
  if (count < ENOUGH) return null
  return { hits, count, value: hits / count, ...wilson(hits, count) }
}

export function wilson(hits: number, count: number, z = Z95): { low: number; high: number } {
  const p = hits / count
  const z2 = z * z
  const middle = p + z2 / (2 * count)
  const spread = z * Math.sqrt((p * (1 - p)) / count + z2 / (4 * count * count))
  const scale = 1 + z2 / count
  // At the ends the formula is exact; the subtraction leaves a rounding error that would print as 0.0000001.
  return { low: hits === 0 ? 0 : Math.max(0, (middle - spread) / scale), high: hits === count ? 1 : Math.min(1, (middle + spread) / scale) }
}

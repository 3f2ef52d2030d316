import { describe, expect, it } from 'vitest'
import { rate, wilson } from '../../src/count/wilson.ts'

// R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (the score interval without correction).
const KNOWN = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
] as const

describe('wilson', () => {
  it.each(KNOWN)('%i of %i', (hits, count, low, high) => {
    const interval = wilson(hits, count)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('stays within 0 and 1 and around the rate', () => {
    for (let count = 1; count < 400; count += 7) {
      for (let hits = 0; hits <= count; hits++) {
        const { low, high } = wilson(hits, count)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(hits / count)
        expect(high).toBeGreaterThanOrEqual(hits / count)
      }
    }
  })

  it('says nothing below 30 labelled cases', () => {
    expect(rate(1, 29)).toBeNull()
    expect(rate(1, 30)).toMatchObject({ hits: 1, count: 30 })
  })
})

import { describe, expect, it } from 'vitest'
import { EVEN, STRETCHED, step, tidy } from '../../src/count/axis.ts'

describe('axis', () => {
  it('goes there and back', () => {
    for (const axis of [EVEN, STRETCHED]) {
      for (const confidence of [0, 0.2, 0.5, 0.9, 0.99, 0.9997]) expect(axis.fromUnit(axis.toUnit(confidence))).toBeCloseTo(confidence, 9)
    }
  })

  it('gives each nine a fifth of the stretched axis', () => {
    expect([0, 0.9, 0.99, 0.999, 0.9999].map((confidence) => Number(STRETCHED.toUnit(confidence).toFixed(9)))).toEqual([0, 0.2, 0.4, 0.6, 0.8])
    expect(STRETCHED.toUnit(1)).toBe(1)
  })

  it('steps by a hundredth, by 0.0001 when fine, and not beyond the ends', () => {
    expect(step(EVEN, 0.85, 1, 'normal')).toBe(0.86)
    expect(step(EVEN, 0.85, -1, 'fine')).toBe(0.8499)
    expect(step(EVEN, 0.995, 1, 'normal')).toBe(1)
    expect(step(EVEN, 0.05, -1, 'page')).toBe(0)
    expect(step(STRETCHED, 0.9995, 1, 'fine')).toBe(0.99951)
    expect(step(STRETCHED, 0.99, 1, 'normal')).toBeGreaterThan(0.99)
  })

  it('writes thresholds as finely as they matter', () => {
    expect([tidy(0.123456), tidy(0.923456), tidy(0.9934567), tidy(0.99934567)]).toEqual([0.123, 0.9235, 0.99346, 0.999346])
  })
})

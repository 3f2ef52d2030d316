import { check } from 'leeway-policy'
import { check as study } from 'leeway-policy/lab'
import { describe, expect, it } from 'vitest'
import clinc from '../../src/policies/clinc150.json?raw'
import credit from '../../src/policies/credit_default.json?raw'
import sms from '../../src/policies/sms_spam.json?raw'
import starter from '../../src/policies/starter.json?raw'
import { bands, boundsOf, ownThreshold, read, setAction, setImpact, setThreshold, thresholdLimits } from '../../src/state/document.ts'
import { policyChange, applyPolicyChange } from '../../src/state/url.ts'

const errors = (text: string) => check(text).filter(({ severity }) => severity === 'error')

describe('bundled policies', () => {
  // Without a latency the model counts as quick; sorting spam wrongly is never of high impact, whatever its band is called; spam and refusals ask less than the rest; no credit is of low impact.
  const latency = '/signals/latency_ms/default'
  it.each([
    ['clinc150', clinc, [latency]],
    ['sms_spam', sms, ['/matrix/high/high', latency, '/operations/move_to_spam/confidence/high']],
    ['credit_default', credit, ['/impact/low', latency, '/operations/refuse/confidence/high']],
    ['starter', starter, [latency]],
  ])('%s has no errors, and no other remarks than these', (_, text, remarks) => {
    expect(errors(text)).toEqual([])
    expect(study(text).map(({ pointer }) => pointer)).toEqual(remarks)
  })
})

describe('changing a document', () => {
  it('changes the one number and nothing else', () => {
    const changed = setThreshold(clinc, null, 'high', 0.9)
    expect(changed).toBe(clinc.replace('"high": 0.85', '"high": 0.9'))
    expect(setThreshold(clinc, 'move_money', 'high', 0.97)).toBe(clinc.replace('"confidence": { "high": 0.95 }', '"confidence": { "high": 0.97 }'))
  })

  it('gives an operation its own threshold and takes it away', () => {
    const own = ownThreshold(clinc, 'small_talk', 'high', 0.7)
    expect(boundsOf(read(own), 'small_talk')).toEqual({ low: 0, medium: 0.5, high: 0.7 })
    expect(read(ownThreshold(own, 'small_talk', 'high', null))).toEqual(read(clinc))
    expect(errors(own)).toEqual([])
  })

  it('moves operations and actions', () => {
    expect(read(setImpact(credit, 'approve', 'low')).operations?.approve.impact).toBe('low')
    expect(read(setAction(starter, 'high', 'high', 'escalate')).matrix?.high.high).toBe('escalate')
    const without = JSON.stringify({ leeway: 1, name: 'seed', confidence: { low: 0, high: 0.8 }, impact: { low: 0, high: 0.5 } })
    expect(errors(setAction(without, 'high', 'high', 'show_options'))).toEqual([])
  })

  it('knows how far a threshold may go', () => {
    const document = read(ownThreshold(clinc, 'small_talk', 'high', 0.6))
    // `medium` may not pass the lowest `high` of any set, and `high` not fall to `medium`.
    expect(thresholdLimits(document, null, 'medium')).toEqual({ low: 0.000001, high: 0.6 - 0.000001 })
    expect(thresholdLimits(document, null, 'high')).toEqual({ low: 0.5 + 0.000001, high: 1 })
    for (const value of [0.000001, 0.599999]) expect(errors(setThreshold(JSON.stringify(document), null, 'medium', value))).toEqual([])
    expect(bands(document.confidence).map(({ name }) => name)).toEqual(['low', 'medium', 'high'])
  })
})

describe('a change as part of a link', () => {
  it('is short for thresholds and impacts, and exact', () => {
    const changed = setImpact(setThreshold(clinc, null, 'high', 0.9), 'small_talk', 'medium')
    const change = policyChange(clinc, changed)
    expect(change).toEqual({ kind: 'edits', edits: [[['confidence', 'high'], 0.9], [['operations', 'small_talk', 'impact'], 'medium']] })
    expect(applyPolicyChange(clinc, change)).toBe(changed)
  })

  it('holds the whole text where the change is no number or name', () => {
    const changed = clinc.replace('the model is slow', 'it takes too long')
    expect(policyChange(clinc, changed)).toEqual({ kind: 'text', text: changed, start: null })
    expect(policyChange(clinc, '{ not json')).toMatchObject({ kind: 'text' })
    expect(policyChange(clinc, clinc)).toEqual({ kind: 'same' })
  })
})

import { describe, expect, it } from 'vitest'
import { USUAL } from '../../src/state/fit-choice.ts'
import { decode, encode, pack, unpack, type UrlState } from '../../src/state/url.ts'

const plain: UrlState = { view: 'explore', log: 'clinc150', file: null, model: null, axis: 'even', faults: {}, ceiling: null, costs: {}, selection: null, caseRow: null, listing: { wrongOnly: false, sort: 'order', from: 0 }, fit: USUAL, policy: { kind: 'same' }, against: null }

const full: UrlState = {
  view: 'policy', log: 'sms_spam', file: null, model: 'nb-v2', axis: 'stretched',
  faults: { latency_ms: 2000, out_of_scope: true, reviewers_available: null, locale: 'fr' },
  ceiling: 'suggest', costs: { low: { error: 5, review: 0.5 } },
  selection: { group: 'a b|c=d&e', confidence: 'high', impact: null, action: 'auto_apply' }, caseRow: 17, listing: { wrongOnly: true, sort: 'confident', from: 60 },
  fit: { target: 0.015, sure: 0.9, calibrate: 'platt', split: 'a;b:c', verify: '-', complete: false, coverage: 0.85, sets: 'aps' },
  policy: { kind: 'edits', edits: [[['confidence', 'high'], 0.9], [['operations', 'keep', 'impact'], 'high'], [['operations', 'keep', 'confidence'], undefined]] }, against: '{ "leeway": 1 }',
}

describe('the address', () => {
  it('comes back as it was', async () => {
    for (const state of [plain, full, { ...plain, view: 'sign-off' as const }]) expect(await decode(`#${await encode(state)}`)).toEqual(state)
  })

  it('is short when little was changed', async () => {
    expect(await encode(plain)).toBe('log=clinc150')
    expect(await encode({ ...plain, policy: { kind: 'edits', edits: [[['confidence', 'high'], 0.9]] } })).toBe('log=clinc150&set=confidence.high:0.9')
  })

  it('carries a text, and how an own file is read', async () => {
    const text = `{ "name": "ä ${'x'.repeat(5000)}" }`
    const file = { name: 'my log.csv', size: 12, mapping: { format: 'csv' as const, delimiter: ';', confidence: 'p', scale: 1 as const, second: null, correct: null, label: 'l', truth: null, impact: null, model: null, id: null, split: null, text: null, alternatives: null, signals: {} }, header: ['p', 'l'], operations: { a: 'b' }, useImpact: false }
    const state: UrlState = { ...plain, log: null, file, policy: { kind: 'text', text, start: '{}' } }
    const hash = await encode(state)
    expect(hash.length).toBeLessThan(900)
    expect(await decode(hash)).toEqual(state)
  })

  it.each(['#', '#log', '#faults=%E0%A4%A', '#policy=!!!', '#policy=AAAA', '#cell=||||||', '#costs=low:x:y', '#set=__proto__.polluted:1', '#set=:::', '#case=x', '#list=%', '#file=e30', '#ceiling=fly', '#axis=round', '#against=!!', '#view=nowhere', '#fit=target:9;sure:x;coverage:-1;sets:magic;calibrate:magic;split:%E0%A4;complete:perhaps', '#fit=:::'])('%s does no harm', async (hash) => {
    const state = await decode(hash)
    expect(state.ceiling).toBeNull()
    expect(state.axis).toBe('even')
    expect(state.fit).toMatchObject({ target: 0.02, sure: 0.95, calibrate: 'none', complete: null, coverage: 0.9, sets: 'lac' })
    expect([state.view, state.against]).toEqual(['explore', null])
    expect(state.policy).toSatisfy((policy: UrlState['policy']) => policy.kind === 'same' || (policy.kind === 'edits' && policy.edits.length === 0))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('does not unpack bombs', async () => {
    expect(await unpack(await pack('a'.repeat(8 << 20)))).toBeNull()
    expect(await unpack(await pack('plain'))).toBe('plain')
  })
})

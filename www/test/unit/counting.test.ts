import { createReadStream, openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import { ACTIONS, CODES, compile, type Signals } from 'leeway-policy'
import * as lab from 'leeway-policy/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { asks, autoErrorRate, costOfPart, emptyPart, summarise } from '../../src/count/summary.ts'
import { readLog } from '../../src/import/read.ts'
import { BUNDLED } from '../../src/logs/catalogue.ts'
import type { Log } from '../../src/log/types.ts'
import { edit, read, setThreshold, type Document } from '../../src/state/document.ts'
import { switches, signalsOf } from '../../src/state/panel.ts'
import { isFreer, isMove, sizeOf, tellingRows, transitions, wrongRate } from '../../src/count/transitions.ts'
import { findCases } from '../../src/worker/cases.ts'
import { inputOf } from '../../src/worker/columns.ts'
import { Decider } from '../../src/worker/decider.ts'
import { compare } from '../../src/worker/compare.ts'
import { causes, sweep } from '../../src/worker/later.ts'
import { Sums } from '../../src/worker/sums.ts'
import type { Setting } from '../../src/worker/protocol.ts'
import { makeView, summarise as summariseLog, type View } from '../../src/worker/view.ts'

const logs = new Map<string, Log>()
const always = () => Promise.resolve(true)

beforeAll(async () => {
  for (const { id, file, mapping } of BUNDLED) {
    const stream = Readable.toWeb(createReadStream(new URL(`../../public/logs/${file}`, import.meta.url))) as ReadableStream<Uint8Array>
    const { log, report } = await readLog(stream, 'utf-8', mapping, null, () => {})
    expect(report.bad, id).toBe(0)
    logs.set(id, log)
  }
}, 60_000)

function setUp(id: string, model: string | null = null, calibration: Document['calibration'] | null = null): { log: Log; view: View; decider: Decider; setting: Setting } {
  const entry = BUNDLED.find((one) => one.id === id) as (typeof BUNDLED)[number]
  const log = logs.get(id) as Log
  const { view } = makeView(log, { load: 0, model, operations: entry.operations, useImpact: false, impactBounds: [], calibration })
  const document = read(entry.policy)
  const text = calibration ? edit(entry.policy, ['calibration'], calibration) : entry.policy
  return { log, view, decider: new Decider(log, view), setting: { text, signals: signalsOf(switches(document, { columns: [], signals: {}, isBundled: true }), {}), atMost: null } }
}

/** The same by the plainest way: every row asked on its own. */
function naive(log: Log, view: View, setting: Setting) {
  const policy = compile(setting.text)
  const document = read(setting.text)
  const counts: Record<string, number> = {}
  for (let row = 0; row < view.rows; row++) {
    const { action, cell } = policy.decide(inputOf(log, view, document, setting.signals, row, true), setting.atMost ? { at_most: setting.atMost } : null)
    const key = [cell?.confidence, cell?.impact, action, view.truth[row]].join(' ')
    counts[key] = (counts[key] ?? 0) + 1
  }
  policy.free()
  return counts
}

function byCell(decider: Decider, setting: Setting) {
  const decided = decider.decide(setting)
  if (!decided.ok) throw new Error(decided.message)
  const { tally } = decided
  const counts: Record<string, number> = {}
  const up = tally.impact.length + 1
  const cells = (tally.confidence.length + 1) * up
  tally.counts.forEach((count, at) => {
    if (!count) return
    const cell = Math.floor(at / 18) % cells
    const action = ['auto_apply', 'suggest', 'show_options', 'escalate', 'abstain', 'block'][Math.floor(at / 3) % 6]
    const key = [tally.confidence[Math.floor(cell / up)], tally.impact[cell % up], action, at % 3].join(' ')
    counts[key] = (counts[key] ?? 0) + count
  })
  return counts
}

/** Sets that are fitted to `model`, for the lowest band of confidence and for what was lowered. */
const withSets = (setting: Setting, method: 'lac' | 'aps', max: number, threshold: number, model: string): Setting => {
  const bands = { confidence: 'low', impact: 'low' }
  const cells = [bands, null].map((cell) => ({ cell, labels: 400, index: 380, threshold }))
  return { ...setting, text: edit(edit(setting.text, ['options'], { max, threshold: { method, coverage: 0.9, delta: 0.05, cells_tested: 2, model, cells } }), ['tests'], undefined) }
}

const FAULTS: [string, (setting: Setting) => Setting][] = [
  ['all well', (setting) => setting],
  ['the model slow', (setting) => ({ ...setting, signals: { ...setting.signals, latency_ms: 2000 } })],
  ['scope not known', (setting) => ({ ...setting, signals: { ...setting.signals, out_of_scope: null } })],
  ['reviewers away, a ceiling', (setting) => ({ ...setting, signals: { ...setting.signals, reviewers_available: false }, atMost: 'show_options' })],
  ['a segment by a column of the log', (setting) => ({ ...setting, text: edit(edit(setting.text, ['signals', 'model'], { type: 'string', values: ['lr-v1', 'mlp-v2', 'nb-v2', 'hgb-v1', 'gnb-v2'] }), ['segments'], [{ name: 'second', when: { signal: 'model', is: 'mlp-v2' }, confidence: { high: 0.99 } }]) })],
  ['options with a promise, by confidence', (setting) => withSets(setting, 'lac', 2, 0.02, 'lr-v1')],
  ['options with a promise, by sums, the model slow', (setting) => withSets({ ...setting, signals: { ...setting.signals, latency_ms: 2000 } }, 'aps', 2, 0.8, 'lr-v1')],
  ['options of another model', (setting) => withSets(setting, 'lac', 1, 0.01, 'mlp-v2')],
  ['an operation that is not listed', (setting) => ({ ...setting, text: edit(edit(setting.text, ['require'], undefined), ['operations'], { other: { impact: 0.2 } }) })],
]

describe('counting', () => {
  it.each(BUNDLED.flatMap(({ id }) => FAULTS.map(([name, change]) => [id, name, change] as const)))('%s, %s: columns and single decisions agree', (id, _, change) => {
    const { log, view, decider, setting } = setUp(id)
    const changed = change(setting)
    expect(byCell(decider, changed)).toEqual(naive(log, view, changed))
    decider.free()
  })

  it.each(BUNDLED.flatMap(({ id, model }) => [...new Set([model, null])].flatMap((of) => FAULTS.map(([name, change]) => [id, of ?? 'every model', name, change, of] as const))))('%s, %s, %s: sums say of every threshold what deciding says', async (id, _, name, change, model) => {
    const { log, view, decider, setting } = setUp(id, model)
    const changed = change(setting)
    const sums = await Sums.of(lab, log, view, changed, always)
    // Counts tell operations apart that the policy lists, and no others.
    expect(sums === null).toBe(name === 'an operation that is not listed' || !decider.decide(changed).ok)
    if (sums === null) return
    for (const at of [0.5, 0.77, 0.9, 0.95, 0.999]) {
      const moved = { ...changed, text: setThreshold(changed.text, null, 'high', at) }
      const rowByRow = decider.decide(moved)
      const summed = sums.count(moved)
      if (!rowByRow.ok) { expect(summed).toBeNull(); continue }
      expect(summed?.counts).toEqual(rowByRow.tally.counts)
    }
    expect(sums.count({ ...changed, atMost: 'block' })).toBeNull()
    if (read(changed.text).options?.threshold) expect(sums.count({ ...changed, text: edit(changed.text, ['options', 'max'], 3) })).toBeNull()
    expect(await Sums.of(lab, log, view, changed, () => Promise.resolve(false))).toBeNull()
    sums.free()
  })

  it('are not made of rows whose second would be taken from ranked answers', async () => {
    const { log, view, setting } = setUp('clinc150_playground')
    const text = edit(edit(setting.text, ['degrade'], [{ id: 'few', when: { alternatives_below: 3 }, at_most: 'suggest', because: 'few' }]), ['tests'], undefined)
    expect(await Sums.of(lab, log, { ...view, second: null }, { ...setting, text }, always)).toBeNull()
    const sums = await Sums.of(lab, log, view, { ...setting, text }, always)
    expect(sums).not.toBeNull()
    sums?.free()
  })

  it('takes the time of each row for evidence that expires', async () => {
    const { log, view, decider, setting } = setUp('clinc150', 'lr-v1')
    const given = { operations: BUNDLED[0].operations, health: { signals: setting.signals as Signals } }
    const known = await lab.Log.read(await openAsBlob(new URL('../../public/logs/clinc150.csv', import.meta.url)), given)
    const fit = (validUntil: number) => ({ ...setting, text: lab.fitThreshold(known, edit(setting.text, ['tests'], undefined), { targetLevel: 0.05, model: 'lr-v1', labels: 'complete', validUntil }).text })
    const automatic = (asked: Setting) => { const decided = decider.decide(asked); if (!decided.ok) throw new Error(decided.message); return summarise(decided.tally).all.actions.auto_apply }
    const [all, half, none] = [1e9, 4000, -1].map((until) => automatic(fit(until)))
    expect(none).toBe(0)
    expect(half).toBeGreaterThan(all / 4)
    expect(half).toBeLessThan((all * 3) / 4)
    expect(byCell(decider, fit(4000))).toEqual(naive(log, view, fit(4000)))
    const sums = await Sums.of(lab, log, view, fit(4000), always)
    const decided = decider.decide(fit(4000))
    expect(sums?.count(fit(4000))?.counts).toEqual(decided.ok && decided.tally.counts)
    sums?.free()
    known.free()
  })

  it('sees another model', () => {
    const { view } = setUp('clinc150', 'mlp-v2')
    expect(view.rows).toBe(8695)
    expect(summariseLog(logs.get('clinc150') as Log).models.map(({ name, count }) => [name, count])).toEqual([['lr-v1', 8695], ['mlp-v2', 8695]])
  })

  it('adds up', () => {
    const { decider, setting, view } = setUp('clinc150', 'lr-v1')
    const decided = decider.decide(setting)
    if (!decided.ok) throw new Error(decided.message)
    const summary = summarise(decided.tally)
    const sum = (parts: { count: number }[]) => parts.reduce((total, { count }) => total + count, 0)
    expect([summary.all.count, sum(summary.groups), sum(summary.cells.flat()), sum(summary.impact), sum(summary.groupCells.flat())]).toEqual(Array(5).fill(view.rows))
    expect(autoErrorRate(summary.all)?.count).toBe(summary.all.actions.auto_apply)
    expect(asks(summary.all) + summary.all.actions.auto_apply + summary.all.actions.abstain + summary.all.actions.block).toBe(view.rows)
  })

  it('tells why cases moved, for every case that moved', async () => {
    const { decider, setting } = setUp('clinc150', 'lr-v1')
    decider.decide({ ...setting, signals: { ...setting.signals, latency_ms: 2000, reviewers_available: false } })
    const found = await causes(decider, always)
    const moved = decider.outcomes.reduce((count, outcome) => count + (outcome >> 3 === 5 ? 0 : 1), 0)
    expect(found?.reduce((total, { count }) => total + count, 0)).toBe(moved)
    expect(found?.map(({ reason }) => reason)).toContain('the model is slow')
    expect(await causes(decider, () => Promise.resolve(false))).toBeNull()
  })

  it('sweeps a threshold without disturbing the rest', async () => {
    const { decider, setting } = setUp('sms_spam', 'lr-v1')
    const before = decider.decide(setting)
    const points = await sweep(decider.twin(), { setting, band: 'high', values: [0.6, 0.9, 0.99] }, always)
    const automatic = points?.map(({ tally }) => summarise(tally).all.actions.auto_apply) ?? []
    expect(automatic[0]).toBeGreaterThan(automatic[1])
    expect(automatic[1]).toBeGreaterThan(automatic[2])
    expect(before.ok && automatic[1]).toBe(before.ok && summarise(before.tally).all.actions.auto_apply)
  })

  it('finds the cases behind a number', () => {
    const entry = BUNDLED[1]
    const { decider, setting } = setUp(entry.id)
    decider.decide(setting)
    const all = { group: null, confidence: null, impact: null, action: null, wrongOnly: false, sort: 'order' as const, from: 0, limit: 10 }
    expect(findCases(decider, entry.mapping, all).total).toBe(600)
    const wrong = findCases(decider, entry.mapping, { ...all, action: 'auto_apply', wrongOnly: true, sort: 'confident' })
    expect(wrong.cases.every(({ truth, action }) => truth === 'wrong' && action === 'auto_apply')).toBe(true)
    expect(wrong.cases.map(({ confidence }) => confidence)).toEqual(wrong.cases.map(({ confidence }) => confidence).toSorted((a, b) => b - a))
    expect(wrong.cases[0].text).toBeTruthy()
    expect(wrong.cases[0].input.alternatives).toHaveLength(5)
  })

  it('keeps the last good answer when a document has errors', () => {
    const { decider, setting } = setUp('sms_spam')
    const good = decider.decide(setting)
    expect(decider.decide({ ...setting, text: '{ "leeway": 1' }).ok).toBe(false)
    expect(decider.decide(setting)).toMatchObject({ ok: true, tally: { counts: good.ok ? good.tally.counts : null } })
  })
})

const MAPS: NonNullable<Document['calibration']> = {
  'lr-v1': { points: [[0.1, 0.05], [0.3, 0.41], [0.300001, 0.41], [0.77, 0.9], [0.97, 0.93]] },
  '*': { points: [[0.2, 0.3], [0.9, 0.85], [1, 0.99]] },
}

describe('a policy that calibrates', () => {
  it.each([['clinc150', null], ['sms_spam', 'lr-v1'], ['credit_default', 'gnb-v2'], ['clinc150_playground', null], ['clinc150_playground', 'lr-v1']])('%s, %s: columns and single decisions agree', (id, model) => {
    const { log, view, decider, setting } = setUp(id, model, MAPS)
    const expected = naive(log, view, setting)
    expect(byCell(decider, setting)).toEqual(expected)
    // Rows without a model are invalid; all others have a cell.
    expect(Object.keys(expected).some((key) => key.startsWith('  '))).toBe(id === 'clinc150_playground' && model === null)
    decider.free()
  })

  it('is decided anew when it calibrates other models, or none', () => {
    const { log, view, decider, setting } = setUp('clinc150', null, MAPS)
    const texts = [setting.text, edit(setting.text, ['calibration', '*'], undefined), edit(setting.text, ['calibration'], undefined), setting.text, edit(setting.text, ['calibration', 'aa'], MAPS['*'])]
    for (const text of texts) {
      decider.decide({ ...setting, text })
      const policy = compile(text)
      const expected = Uint8Array.from({ length: view.rows }, (_, row) => { const { action, code } = policy.decide(inputOf(log, view, read(text), setting.signals, row, false)); return ACTIONS.indexOf(action) | (CODES.indexOf(code) << 3) })
      policy.free()
      expect(decider.outcomes).toEqual(expected)
    }
    decider.free()
  })

  it('stands on the axis where the package says it is calibrated to, to the last bit', () => {
    const { log, view, setting } = setUp('clinc150', null, MAPS)
    const policy = compile(setting.text)
    for (let row = 0; row < view.rows; row += 7) {
      const input = inputOf(log, view, read(setting.text), setting.signals, row, false)
      expect(view.shown[row]).toBe(policy.record(input, policy.decide(input)).calibrated)
    }
    policy.free()
  })
})

describe('cost', () => {
  it('is unknown below 30 labelled cases, never a guess', () => {
    const part = { ...emptyPart(), count: 20, autoRight: 19, autoWrong: 1, actions: { ...emptyPart().actions, auto_apply: 20 } }
    expect(costOfPart(part, { error: 10, review: 1 }).known).toBe(false)
    const enough = { ...part, count: 140, autoRight: 99, autoWrong: 1, actions: { ...part.actions, auto_apply: 100, suggest: 40 } }
    expect(costOfPart(enough, { error: 10, review: 1 })).toMatchObject({ known: true, errors: 10, reviews: 40, total: 50 })
  })
})

const mappingOf = (id: string) => (BUNDLED.find((one) => one.id === id) as (typeof BUNDLED)[number]).mapping

describe('two policies over one log', () => {
  it('what speaks against a move: the surest that are wrong with more freedom, or right with less', () => {
    const { decider, setting } = setUp('sms_spam')
    for (const [high, truth] of [[0.97, 'wrong'], [0.5, 'right']] as const) {
      const before = edit(setting.text, ['confidence', 'high'], high)
      const [one, other] = [compile(before), compile(setting.text)]
      const moves = compare(decider, mappingOf('sms_spam'), { view: 1, before, now: setting })
      for (const { telling, ...move } of moves) {
        expect(telling.length).toBe(isMove(move) ? Math.min(3, move[truth]) : 0)
        for (const { input, truth: is } of telling) expect([one.decide(input).action, other.decide(input).action, is]).toEqual([move.before, move.after, truth])
        expect(telling.map(({ confidence }) => confidence)).toEqual(telling.map(({ confidence }) => confidence).toSorted((a, b) => b - a))
      }
      expect(moves.some(({ telling }) => telling.length > 0)).toBe(true)
      one.free()
      other.free()
    }
  })

  it('of many the surest are kept, of equals the first', () => {
    const act = (name: (typeof ACTIONS)[number]) => ACTIONS.indexOf(name)
    const confidence = Float64Array.of(0.6, 0.9, 0.7, 0.9, 0.8, 0.99)
    const found = tellingRows(new Uint8Array(6).fill(act('suggest')), new Uint8Array(6).fill(act('auto_apply')), Uint8Array.of(0, 0, 0, 0, 0, 1), confidence)
    expect([...found]).toEqual([['suggest auto_apply', [1, 3, 4]]])
  })

  it.each(['clinc150', 'sms_spam'])('%s: every case is counted where each policy by itself puts it', (id) => {
    const { log, view, decider, setting } = setUp(id)
    const before = edit(edit(setting.text, ['confidence', 'high'], 0.95), ['degrade', 0, 'at_most'], 'block')
    const one = compile(before)
    const other = compile(setting.text)
    const expected = new Map<string, number>()
    for (let row = 0; row < view.rows; row++) {
      const [from, to] = [[one, before], [other, setting.text]].map(([policy, text]) => (policy as typeof one).decide(inputOf(log, view, read(text as string), setting.signals, row, false)).action)
      const key = `${from} ${to} ${view.truth[row]}`
      expected.set(key, (expected.get(key) ?? 0) + 1)
    }
    one.free()
    other.free()
    decider.decide(setting)
    const kept = Uint8Array.from(decider.outcomes)
    const found = compare(decider, mappingOf(id), { view: 1, before, now: setting }).flatMap(({ before: from, after, ...truths }) =>
      ([['wrong', 0], ['right', 1], ['unlabelled', 2]] as const).map(([name, truth]): [string, number] => [`${from} ${after} ${truth}`, truths[name]]))
    expect(new Map(found.filter(([, n]) => n > 0))).toEqual(expected)
    expect(expected.size).toBeGreaterThan(3)
    expect(decider.decide(setting).ok).toBe(true)
    expect(decider.outcomes).toEqual(kept)
  })

  it('a policy that does not compile is said so, and the other goes on', () => {
    const { decider, setting } = setUp('sms_spam')
    expect(() => compare(decider, mappingOf('sms_spam'), { view: 1, before: '{}', now: setting })).toThrow(/missing|required|`leeway`/)
    expect(decider.decide(setting).ok).toBe(true)
  })

  it('a move has its size, its share of wrong ones and its direction', () => {
    const act = (name: string) => ACTIONS.indexOf(name as (typeof ACTIONS)[number])
    const rows = 40
    const truth = Uint8Array.from({ length: rows }, (_, row) => (row < 10 ? 0 : row < 36 ? 1 : 2))
    const [move] = transitions(new Uint8Array(rows).fill(act('suggest')), new Uint8Array(rows).fill(act('auto_apply') | (5 << 3)), truth)
    expect(move).toEqual({ before: 'suggest', after: 'auto_apply', wrong: 10, right: 26, unlabelled: 4 })
    expect(sizeOf(move)).toBe(40)
    expect(wrongRate(move)).toMatchObject({ hits: 10, count: 36 })
    expect([isFreer(move), isFreer({ before: 'abstain', after: 'block' })]).toEqual([true, false])
  })
})

// Decisions are plain, frozen, shared data; policies are handles that can be freed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leeway } from './support/leeway.mjs'
import { INBOX, SMALL, SURE } from './support/policies.mjs'

const { ACTIONS, CODES, LeewayError, compile } = leeway

const FIELDS = ['action', 'code', 'reason', 'cell', 'base', 'rules', 'missing', 'segment', 'findings', 'options', 'audit']

test('where the import has loaded the engine, init and initSync change nothing', async () => {
  const policy = compile(INBOX)
  const before = policy.decide(SURE)
  await Promise.all([leeway.init(), leeway.init('/nowhere.wasm')])
  leeway.initSync(new Uint8Array())
  assert.equal(policy.decide(SURE), before)
  assert.equal(compile(INBOX).decide(SURE).action, before.action)
})

/** Inputs whose decisions use every field. */
const INPUTS = [
  SURE,
  { ...SURE, operation: 'delete' },
  { ...SURE, signals: { ...SURE.signals, latency_ms: 900, locale: 'fr' } },
  { ...SURE, confidence: NaN, at_most: 'nonsense' },
  { ...SURE, operation: 'reply', signals: {} },
  { ...SURE, operation: 'unheard-of', confidence: 0.2, signals: { ...SURE.signals, reviewers_available: false } },
  { confidence: 0.5, second: 0.4, operation: 'archive', signals: SURE.signals, alternatives: [{ label: 'a', confidence: 0.5 }] },
  {},
]

test('the names of actions and codes are in their order, and frozen', () => {
  assert.deepEqual(ACTIONS, ['block', 'abstain', 'escalate', 'show_options', 'suggest', 'auto_apply'])
  assert.deepEqual(CODES, ['invalid_input', 'unavailable', 'ceiling', 'missing_signal', 'degraded', 'matrix'])
  assert.ok(Object.isFrozen(ACTIONS) && Object.isFrozen(CODES))
})

test('a decision is frozen to its depth, with every field', () => {
  const policy = compile(INBOX)
  for (const input of INPUTS) {
    const decision = policy.decide(input)
    assert.deepEqual(Object.keys(decision), FIELDS)
    assertFrozen(decision)
    assert.throws(() => { decision.action = 'auto_apply' }, TypeError)
  }
})

function assertFrozen(value) {
  if (typeof value !== 'object' || value === null) return
  assert.ok(Object.isFrozen(value), JSON.stringify(value))
  assert.ok([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)), 'plain data')
  Object.values(value).forEach(assertFrozen)
}

test('equal outcomes are one object', () => {
  const policy = compile(INBOX)
  const first = policy.decide(SURE)
  assert.equal(policy.decide({ ...SURE, confidence: 0.99, id: 'another' }), first)
  assert.notEqual(policy.decide({ ...SURE, operation: 'delete', confidence: 0.9 }), first)
  assert.equal(policy.decide({}), policy.decide({ confidence: null }))
})

test('a decision survives JSON, structuredClone and spread', () => {
  const policy = compile(INBOX)
  for (const decision of INPUTS.map((input) => policy.decide(input))) {
    assert.deepEqual(JSON.parse(JSON.stringify(decision)), decision)
    assert.deepEqual(structuredClone(decision), decision)
    assert.deepEqual({ ...decision }, decision)
  }
})

test('options are those of their own input, and do not stay on the shared decision', () => {
  const policy = compile(SMALL)
  const unsure = (labels) => ({ confidence: 0.5, impact: 0.1, alternatives: labels.map((label) => ({ label, confidence: 0.5 })) })
  const ask = (labels) => policy.decide(unsure(labels)).options?.map(({ label }) => label) ?? null
  assert.deepEqual(ask(['a', 'b']), ['a', 'b'])
  assert.deepEqual(ask(['c']), ['c'])
  assert.equal(policy.decide({ confidence: 0.5, impact: 0.1 }).options, null)
  assert.deepEqual(ask(['a', 'b', 'c', 'd', 'e', 'f']), ['a', 'b', 'c', 'd', 'e'])
  assertFrozen(policy.decide(unsure(['a', 'b'])))
  const mutable = unsure(['a', 'b'])
  const decision = policy.decide(mutable)
  mutable.alternatives[0].label = 'changed'
  assert.equal(decision.options[0].label, 'a')
})

/** Thirteen independent rules: 8,192 lists of rules that apply, more than are kept at once. */
function many() {
  const names = Array.from({ length: 13 }, (_, index) => `s${index}`)
  return {
    ...SMALL,
    signals: Object.fromEntries(names.map((name) => [name, { type: 'boolean' }])),
    degrade: names.map((name, index) => ({ id: `r${index}`, when: { signal: name, is: true }, at_most: 'suggest', because: `reason ${index}` })),
  }
}

function bits(number) {
  return Array.from({ length: 13 }, (_, index) => (number >> index) & 1)
}

function assertOutcome(policy, number) {
  const signals = Object.fromEntries(bits(number).map((bit, index) => [`s${index}`, bit === 1]))
  const decision = policy.decide({ confidence: 0.9, impact: 0.1, signals })
  const rules = bits(number).flatMap((bit, index) => (bit === 1 ? [`r${index}`] : []))
  assert.deepEqual(decision.rules, rules)
  assert.equal(decision.action, rules.length > 0 ? 'suggest' : 'auto_apply')
  if (rules.length > 0) assert.equal(decision.reason, `reason ${rules[0].slice(1)}`)
  return decision
}

test('more outcomes than are kept are all right, and those held stay right', () => {
  const policy = compile(many())
  const held = assertOutcome(policy, 5)
  const copy = structuredClone(held)
  for (let round = 0; round < 2; round += 1) {
    for (let number = 0; number < 8192; number += 1) assertOutcome(policy, (number * 2731) % 8192)
  }
  assert.deepEqual(held, copy)
  assert.deepEqual(assertOutcome(policy, 5), copy)
})

test('two policies with many outcomes do not mix', () => {
  const [one, other] = [compile(many()), compile({ ...many(), confidence: { low: 0, high: 0.95 } })]
  for (let number = 0; number < 8192; number += 3) {
    assertOutcome(one, number)
    assert.equal(other.decide({ confidence: 0.9, impact: 0.1 }).cell.confidence, 'low')
  }
})

test('explain tells every step, every rule that was tried, and what was ignored', () => {
  const policy = compile(INBOX)
  const input = { ...SURE, signals: { ...SURE.signals, latency_ms: 900, tempo: 3 } }
  const explanation = policy.explain(input, { signals: { mood: 1 } })
  assert.deepEqual(explanation.decision, policy.decide(input))
  assert.deepEqual(explanation.ignored, ['tempo', 'mood'])
  const tried = explanation.steps.filter(({ step }) => step === 'degrade').map(({ id }) => id)
  for (const id of ['slow', 'scope', 'close']) assert.ok(tried.includes(id), `${id} is not explained`)
  assertFrozen(explanation)
  assert.deepEqual(JSON.parse(JSON.stringify(explanation)), explanation)
})

test('explain tells what would change the action, and it does', () => {
  const policy = compile(INBOX)
  const input = { ...SURE, signals: { ...SURE.signals, latency_ms: 900 } }
  const { decision, changes, cut_short } = policy.explain(input)
  assert.equal(cut_short, false)
  assert.ok(changes.length > 0)
  for (const { action, set, text } of changes) {
    assert.notEqual(action, decision.action)
    assert.ok(text.startsWith(`\`${action}\` if `), text)
    const changed = set.reduce((to, { field, value }) => {
      const signal = /^signals\.(.*)$/.exec(field)?.[1]
      return signal === undefined ? { ...to, [field]: value } : { ...to, signals: { ...to.signals, [signal]: value } }
    }, input)
    assert.equal(policy.decide(changed).action, action, text)
  }
  const [first] = changes
  assert.deepEqual(first, {
    action: 'auto_apply',
    set: [{ field: 'signals.latency_ms', value: 800, least: null, most: 800, source: null, distance: 100 }],
    text: '`auto_apply` if `latency_ms` were at most 800',
  })
})

test('record is a row of plain values', () => {
  const policy = compile(INBOX)
  const input = { ...SURE, id: 'mail-7', model: 'm2', now: 12, alternatives: [{ label: 'spam', confidence: 0.97 }] }
  const decision = policy.decide(input)
  assert.deepEqual(policy.record(input, decision), {
    id: 'mail-7', t: 12, policy: policy.hash, model: 'm2', segment: null, operation: 'archive', predicted: 'spam',
    confidence: 0.97, calibrated: null, second: 0.01, impact: 0, base: 'auto_apply', action: 'auto_apply',
    code: 'matrix', rules: [], missing: [], eligible: true, propensity: null,
  })
  const empty = policy.record({}, policy.decide({}))
  assert.deepEqual([empty.id, empty.t, empty.confidence, empty.second, empty.impact], [null, null, null, null, null])
  assert.deepEqual(JSON.parse(JSON.stringify(empty)), empty)
})

test('a freed policy says FREED, and freeing it again is nothing', () => {
  const policy = compile(INBOX)
  policy.free()
  policy.free()
  const calls = {
    decide: () => policy.decide(SURE),
    explain: () => policy.explain(SURE),
    record: () => policy.record(SURE, {}),
    decideColumns: () => policy.decideColumns({ confidence: new Float64Array(1) }),
  }
  for (const [name, call] of Object.entries(calls)) {
    assert.throws(call, (error) => error instanceof LeewayError && error.code === 'FREED', name)
  }
  assert.deepEqual([policy.name, policy.hash.length], ['inbox-assistant', 64])
})

test('Symbol.dispose frees, where the runtime has it', () => {
  if (Symbol.dispose === undefined) assert.fail('this Node has no Symbol.dispose')
  const policy = compile(INBOX)
  policy[Symbol.dispose]()
  assert.throws(() => policy.decide(SURE), { code: 'FREED' })
})

test('freed columns say FREED', () => {
  const policy = compile(SMALL)
  const columns = policy.loadColumns({ confidence: Float64Array.of(0.9), impact: Float64Array.of(0.1) })
  assert.equal(columns.rows, 1)
  columns.free()
  columns.free()
  assert.throws(() => policy.decideColumns(columns), { code: 'FREED' })
})

const AUDITED = {
  leeway: 1, name: 'audited', confidence: { low: 0, high: 0.8 }, impact: { low: 0, high: 0.5 },
  audit: { rate: 0.25, explore_rate: 0.05, salt: 'é 2026' },
}

test('audited decisions are shared too: one that is picked, one that is not, one without an id', () => {
  const policy = compile(AUDITED)
  const sure = { confidence: 0.9, impact: 0.1 }
  const ids = Array.from({ length: 4_000 }, (_, at) => `item ${at}`)
  const decisions = ids.map((id) => policy.decide({ ...sure, id }))
  const [picked, ...more] = new Set(decisions.filter(({ audit }) => audit.picked))
  const [left, ...others] = new Set(decisions.filter(({ audit }) => !audit.picked))
  assert.deepEqual([more, others], [[], []])
  assert.deepEqual([picked.audit, left.audit], [{ picked: true, rate: 0.25 }, { picked: false, rate: 0.25 }])
  const share = decisions.filter((decision) => decision === picked).length / ids.length
  assert.ok(Math.abs(share - 0.25) < 0.03, `${share}`)
  const without = policy.decide(sure)
  assert.equal(without.audit, null)
  assert.equal(policy.decide({ ...sure, id: null }), without)
  assert.equal(policy.decide({ ...sure, get id() { throw new Error('no') } }), without)
  for (const decision of [picked, left, without]) {
    assert.deepEqual(Object.keys(decision), FIELDS)
    assertFrozen(decision)
    assert.deepEqual({ ...decision, audit: null }, without)
  }
  assert.equal(policy.record(sure, without).propensity, null)
  assert.equal(policy.record({ ...sure, id: ids[0] }, left).propensity, 0.25)
  assert.equal(policy.record({ impact: 0.9, id: ids[0] }, policy.decide({ impact: 0.9, id: ids[0] })).propensity, 0.05)
})

test('what is picked is the same for decide and explain, whatever the id is made of', () => {
  const policy = compile(AUDITED)
  const picks = (id) => {
    const input = { confidence: 0.9, impact: 0.1, id }
    const { audit } = policy.decide(input)
    assert.deepEqual(policy.explain(input).decision.audit, audit)
    return audit.picked
  }
  const letters = ['a', 'é', '日', '🙂', '\0', '\x7f', '\x80', ' ']
  const ids = Array.from({ length: 500 }, (_, at) => letters.map((letter, place) => letter.repeat((at * 7 + place * 3) % 5)).join(''))
  assert.ok(new Set(ids.map(picks)).size === 2)
  // As UTF-8 is written: half of a pair is the character for what is none.
  for (const half of ['\ud83d', '\ude42']) for (const rest of ['', 'a', 'bcd']) assert.equal(picks(half + rest), picks(`\ufffd${rest}`))
  assert.equal(typeof picks('x'.repeat(1_000_000) + 'é'), 'boolean')
})

const SETS = (method, low, lowered) => ({
  leeway: 1, name: 'sets', confidence: { low: 0, high: 0.6 }, impact: { low: 0, high: 0.5 },
  signals: { slow: { type: 'boolean', default: false } },
  degrade: [{ id: 'slow', when: { signal: 'slow', is: true }, at_most: 'show_options', because: 'it is slow' }],
  options: {
    max: 3,
    threshold: {
      method, coverage: 0.9, delta: 0.1, cells_tested: 2, model: 'm1',
      cells: [
        { cell: { confidence: 'low', impact: 'low' }, labels: 400, index: 380, threshold: low },
        { cell: null, labels: 400, index: 380, threshold: lowered },
      ],
    },
  },
})

test('sets of options are those that a plain reading finds, decided anew, remembered, and in columns', () => {
  let seed = 7
  const random = () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32)
  const seen = { all: 0, some: 0, none: 0 }
  for (const [method, low, lowered] of [['lac', 0.1, 0.2], ['lac', 0.2, 0.05], ['aps', 0.9, 0.8], ['aps', 0.7, 0.95]]) {
    const policy = compile(SETS(method, low, lowered))
    const size = (confidences, threshold) => {
      let sum = 0
      const end = confidences.findIndex((confidence) => (sum += confidence, method === 'lac' ? confidence < threshold : sum > threshold))
      return end < 0 ? confidences.length : end
    }
    const rows = Array.from({ length: 400 }, () => {
      const steps = Array.from({ length: Math.floor(random() * 7) }, () => random() ** 3)
      const sum = steps.reduce((a, b) => a + b, 0) || 1
      const confidences = steps.map((step) => step / sum).sort((a, b) => b - a)
      const [confidence = 0.3, second] = confidences
      const alternatives = confidences.map((likely, at) => ({ label: `l${at}`, confidence: likely }))
      const model = [undefined, 'm1', 'm2'][Math.floor(random() * 3)]
      return { confidences, input: { model, confidence, second, impact: 0.1, alternatives, signals: { slow: random() < 0.5 } } }
    })
    for (const { confidences, input } of [...rows, ...rows]) {
      const decision = policy.decide(input)
      const isLow = input.confidence < 0.6
      if (!isLow && !input.signals.slow) {
        assert.equal(decision.action, 'auto_apply')
        continue
      }
      const other = input.model === 'm2'
      const sizes = isLow ? [size(confidences, low), size(confidences, lowered)] : [size(confidences, lowered)]
      const tooLarge = !other && (confidences.length === 0 || Math.max(...sizes) > 3)
      assert.equal(decision.action, tooLarge ? 'escalate' : 'show_options', JSON.stringify(input))
      const shown = other ? Math.min(3, confidences.length) : Math.min(Math.max(sizes[0], 1), confidences.length)
      const labels = tooLarge || confidences.length === 0 ? null : confidences.slice(0, shown).map((_, at) => `l${at}`)
      assert.deepEqual(decision.options?.map(({ label }) => label) ?? null, labels, JSON.stringify(input))
      assert.deepEqual(policy.explain(input).decision, decision)
      seen[labels === null ? 'none' : labels.length === confidences.length ? 'all' : 'some'] += 1
    }
    const numbers = (of) => Float64Array.from(rows, of)
    const bytes = policy.decideColumns({
      confidence: numbers(({ input }) => input.confidence),
      second: numbers(({ input }) => input.second ?? NaN),
      impact: numbers(() => 0.1),
      alternatives: numbers(({ confidences }) => confidences.length),
      beyond: numbers(({ confidences, input }) => {
        if (input.model === 'm2') return -Infinity
        if (confidences.length <= 3) return NaN
        return method === 'lac' ? confidences[3] : -(confidences[0] + confidences[1] + confidences[2] + confidences[3])
      }),
      signals: { slow: Uint8Array.from(rows, ({ input }) => Number(input.signals.slow)) },
    })
    assert.deepEqual([...bytes].map((byte) => ACTIONS[byte & 7]), rows.map(({ input }) => policy.decide(input).action))
  }
  assert.ok(Object.values(seen).every((count) => count > 100), JSON.stringify(seen))
})

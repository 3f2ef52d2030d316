// The lab's module beside the engine's: another memory, the same errors, and warnings besides.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseFiles } from './support/case-files.mjs'
import { runFile } from './support/cases.js'
import { lab, leeway } from './support/leeway.mjs'

const isOfChecks = ({ file, content }) => file.endsWith('.json') && content.includes('"diagnostics"')

for (const { file, content } of caseFiles().filter(isOfChecks)) {
  test(`the lab's check: ${file}`, () => {
    const { failures } = runFile({ ...leeway, check: lab.check, warns: true }, file, content)
    assert.equal(failures.length, 0, failures.slice(0, 20).join('\n'))
  })
}

const seed = (high) => ({ leeway: 1, name: 'seed', confidence: { low: 0, high }, impact: { low: 0, high: 0.5 } })

test('an error is of the classes of both, the engine and the lab', () => {
  const thrown = (call) => { try { call() } catch (error) { return error } throw new Error('nothing was thrown') }
  const [ofLab, ofEngine] = [thrown(() => lab.diff(seed(0.9), seed(2))), thrown(() => leeway.compile(seed(2)))]
  const ofLog = thrown(() => lab.labelsNeeded({ targetLevel: 2 }))
  class Own extends leeway.PolicyError {}
  for (const { LeewayError, PolicyError } of [lab, leeway]) {
    for (const error of [ofLab, ofEngine]) assert.ok(error instanceof PolicyError && error instanceof LeewayError)
    assert.ok(ofLog instanceof LeewayError && !(ofLog instanceof PolicyError))
    for (const other of [new Error('x'), { name: 'PolicyError' }, null, 'x']) assert.ok(!(other instanceof LeewayError))
    assert.ok(new Own([]) instanceof PolicyError)
  }
  for (const error of [ofLab, ofEngine]) assert.ok(!(error instanceof Own) && !(error instanceof lab.LogError))
  assert.ok(new Own([]) instanceof Own && ofLog instanceof lab.LogError)
})

test('what differs between two policies', () => {
  const { regions, cut_short } = lab.diff(seed(0.9), seed(0.8))
  assert.equal(cut_short, false)
  assert.deepEqual(regions.map(({ before, after }) => [before, after]), [['show_options', 'auto_apply'], ['escalate', 'suggest']])
  for (const { example, before, after } of regions) {
    assert.equal(leeway.compile(seed(0.9)).decide(example).action, before)
    assert.equal(leeway.compile(seed(0.8)).decide(example).action, after)
  }
  assert.throws(() => lab.diff(seed(0.9), seed(2)), lab.PolicyError)
})

const ROWS = [
  ...Array.from({ length: 60 }, (_, at) => ({ id: `row "${at}"\n`, confidence: 0.85, impact: 0.1, correct: at % 3 > 0 })),
  { confidence: 0.5, impact: 0.1, outcome: 'rejected' },
  { confidence: 0.95, impact: 'high', predicted: 'a', label: 'a' },
]

test('what moves in a log: as rows, as text and as bytes', () => {
  const { regions, cut_short, log: moves } = lab.diff(seed(0.9), seed(0.8), ROWS)
  assert.deepEqual({ regions, cut_short }, lab.diff(seed(0.9), seed(0.8)))
  const moved = moves.transitions.map(({ before, after, rows, right, wrong }) => [before, after, rows, right, wrong])
  assert.deepEqual(moved, [['suggest', 'suggest', 1, 1, 0], ['show_options', 'auto_apply', 60, 40, 20], ['show_options', 'show_options', 1, 0, 1]])
  const { wrong_rate } = moves.more_autonomy
  assert.equal(wrong_rate.value, 1 / 3)
  assert.ok(wrong_rate.low < 1 / 3 && 1 / 3 < wrong_rate.high)
  assert.deepEqual(moves.gained_and_wrong.map(({ line, row }) => [line, row]), [1, 4, 7, 10, 13].map((line) => [line, ROWS[line - 1]]))
  assert.deepEqual([moves.columns, moves.columns_not_read, moves.unread], [null, null, []])
  const text = ROWS.map((row) => JSON.stringify(row)).join('\n')
  const bytes = new TextEncoder().encode(text)
  for (const log of [text, bytes, bytes.buffer, new DataView(bytes.buffer), new Uint8Array(Buffer.from(`  ${text}`)).subarray(2)]) {
    assert.deepEqual(lab.diff(seed(0.9), seed(0.8), log).log, moves)
  }
})

test('a log is counted as the policies decide its rows, however long', () => {
  const policies = [seed(0.9), seed(0.7)].map(leeway.compile)
  const rows = Array.from({ length: 20_000 }, (_, at) => ({ id: 'ü'.repeat(at % 50), confidence: (at * 7919 % 1000) / 999, impact: (at * 104_729 % 1000) / 999 }))
  const expected = {}
  for (const row of rows) {
    const key = policies.map((policy) => policy.decide(row).action).join(' ')
    expected[key] = (expected[key] ?? 0) + 1
  }
  const { transitions, unread } = lab.diff(seed(0.9), seed(0.7), rows).log
  assert.deepEqual(Object.fromEntries(transitions.map(({ before, after, rows }) => [`${before} ${after}`, rows])), expected)
  assert.deepEqual(unread, [])
})

test('a table, with operations and health beside it', () => {
  const policy = (high) => ({ ...seed(high), operations: { archive: { impact: 'low' }, refund: { impact: 'high' } }, signals: { slow: { type: 'boolean' } } })
  const log = 'predicted,label,confidence,slow,mood\nkeep,keep,0.85,0,1\nmoney,keep,0.85,1,1\n'
  const operations = { archive: ['keep'], money: 'refund' }
  const { log: moves } = lab.diff(policy(0.9), policy(0.8), log, { operations, health: { at_most: 'escalate' } })
  assert.deepEqual(moves.transitions.map(({ before, after, rows }) => [before, after, rows]), [['escalate', 'escalate', 2]])
  assert.deepEqual([moves.columns, moves.columns_not_read], [['predicted', 'label', 'confidence', 'slow'], ['mood']])
  const free = lab.diff(policy(0.9), policy(0.8), log, { operations }).log
  assert.deepEqual(free.transitions.map(({ before, after, rows, wrong }) => [before, after, rows, wrong]), [['show_options', 'auto_apply', 1, 0], ['escalate', 'suggest', 1, 1]])
})

test('rows that name no model are of the one that is named', () => {
  const policy = (high) => ({ ...seed(high), calibration: { m: { method: 'platt', points: [[0, 0], [1, 1]] } } })
  const moved = (beside) => lab.diff(policy(0.9), policy(0.8), 'confidence,impact\n0.85,0.1\n', beside).log.transitions.map(({ before, after }) => [before, after])
  assert.deepEqual(moved({ model: 'm' }), [['show_options', 'auto_apply']])
  for (const beside of [null, {}, { model: null }, { model: 'n' }]) assert.deepEqual(moved(beside), [['escalate', 'escalate']])
})

test('rows that are none are told of, and what JSON has no number for is no absence', () => {
  const endless = {}
  endless.self = endless
  const odd = [null, 5, 'row', [], endless, { confidence: NaN, impact: 0 }, { confidence: 1n, impact: 0 }, {}, undefined]
  const { all, unread, findings } = lab.diff(seed(0.9), seed(0.8), odd).log
  assert.deepEqual([all.rows, unread.map(({ rows, line }) => [rows, line])], [3, [[6, 1]]])
  assert.deepEqual(findings.map(({ reason, rows }) => [reason, rows]), [['`confidence` should be a number from 0 to 1', 2], ['`confidence` is missing', 1]])
  for (const nothing of [[], '', new Uint8Array()]) assert.equal(lab.diff(seed(0.9), seed(0.8), nothing).log.all.rows, 0)
})

test('what cannot be studied says which document it is', () => {
  const broken = seed(2)
  const isSaid = (message, isPlaced) => (error) => {
    assert.ok(error instanceof lab.PolicyError)
    assert.ok(error.message.startsWith(message), error.message)
    assert.equal(error.diagnostics[0].span !== null, isPlaced)
    return true
  }
  assert.throws(() => lab.diff(broken, seed(1)), isSaid('`before` is invalid\n  /confidence/high: threshold', false))
  assert.throws(() => lab.diff(seed(1), JSON.stringify(broken)), isSaid('`after` is invalid\n  line 1, column', true))
  assert.throws(() => lab.diff(seed(1), { ...seed(1), impact: NaN }), isSaid('`after` is invalid\n  /impact: NaN', false))
  assert.throws(() => lab.diff(seed(1), broken, []), isSaid('`after` is invalid', false))
  assert.throws(() => lab.diff(seed(1), seed(1), [], { operations: { a: [1] } }), isSaid('`operations` is invalid\n  /a: this is neither', false))
  assert.throws(() => lab.diff(seed(1), seed(1), [], { operations: ['a'] }), isSaid('`operations` is invalid\n  the document: this is a list', false))
  assert.throws(() => lab.diff(seed(1), seed(1), [], { health: { signals: { a: NaN } } }), isSaid('`health` is invalid', false))
  assert.throws(() => lab.signOff(seed(1), broken), isSaid('`approved` is invalid', false))
  assert.throws(() => lab.signOff(broken, seed(1)), isSaid('the policy is invalid', false))
  assert.throws(() => lab.coverage(seed(1), [{}]), isSaid('`tests` is invalid', false))
  assert.throws(() => lab.test(broken), isSaid('the policy is invalid', false))
  assert.throws(() => lab.test(seed(1), '[{}]'), isSaid('`tests` is invalid', true))
})

test('the tests of a policy, run', () => {
  const own = [{ name: 'sure', given: { confidence: 0.9, impact: 0 }, expect: 'auto_apply' }]
  const beside = [{ name: 'grave', given: { confidence: 0.9, impact: 1 }, expect: 'auto_apply' }]
  const { passed, failed, tests } = lab.test({ ...seed(0.8), tests: own }, beside)
  assert.deepEqual([passed, failed], [1, 1])
  const action = leeway.compile(seed(0.8)).decide(beside[0].given).action
  assert.deepEqual(tests.map(({ name, in: home, passed, expect, decision, span }) => [name, home, passed, expect, decision.action, span]), [
    ['sure', 'document', true, 'auto_apply', 'auto_apply', null],
    ['grave', 'beside', false, 'auto_apply', action, null],
  ])
  const [{ span }] = lab.test(JSON.stringify({ ...seed(0.8), tests: beside })).tests
  assert.equal(span.line, 1)
  assert.deepEqual(lab.test(seed(0.8)), { passed: 0, failed: 0, tests: [] })
})

test('what the tests of a policy exercise', () => {
  const tests = [{ name: 'sure', given: { confidence: 0.9, impact: 0 }, expect: 'auto_apply' }]
  const { missing } = lab.coverage({ ...seed(0.8), tests })
  assert.equal(missing.length, 3)
  for (const { test } of missing) assert.equal(leeway.compile(seed(0.8)).decide(test.given).action, test.expect)
  assert.equal(lab.coverage(seed(0.8), tests).missing.length, 3)
})

test('a policy in words to sign', () => {
  const { name, markdown, html } = lab.signOff(seed(0.8), seed(0.9))
  assert.equal(name, 'seed')
  assert.match(markdown, /^# Sign-off: seed/)
  assert.match(markdown, /0\.9 before, now 0\.8/)
  assert.match(html, /^<!doctype html>/i)
})

test('the labels that a promise needs', () => {
  assert.deepEqual(lab.labelsNeeded({ targetLevel: 0.05 }), { without_error: 59, with_two: 124 })
  assert.deepEqual(lab.labelsNeeded({ targetLevel: 0.01, confidenceLevel: 0.95, families: 5 }).with_two, 838)
  assert.throws(() => lab.labelsNeeded({ targetLevel: 2 }), { name: 'LogError', code: 'BAD_OPTION' })
})

test('a log sorted once, counted under one threshold after the other', async () => {
  const log = await lab.Log.read('confidence,impact,correct\n0.9,0.1,1\n0.8,0.1,0\n0.2,0.9,1\n')
  const policy = (high) => ({ leeway: 1, name: 'p', confidence: { low: 0, high }, impact: { low: 0, high: 0.5 } })
  const sorted = lab.sweep(log, policy(0.85))
  const automatic = (high) => sorted.count(policy(high)).find(({ action }) => action === 'auto_apply')
  const { error, ...counted } = automatic(0.75)
  assert.deepEqual(counted, { operation: null, cell: { confidence: 'high', impact: 'low' }, action: 'auto_apply', rows: 2, share: 2 / 3, right: 1, wrong: 1 })
  assert.equal(error.value, 0.5)
  assert.equal(automatic(0.85).rows, 1)
  const otherImpact = { ...policy(0.85), impact: { low: 0, high: 0.4 } }
  assert.throws(() => sorted.count(otherImpact), (error) => error instanceof lab.LogError && error.code === 'OTHER_CUTS')
  sorted.free()
  assert.throws(() => sorted.count(policy(0.85)), (error) => error.code === 'FREED')
  log.free()
})

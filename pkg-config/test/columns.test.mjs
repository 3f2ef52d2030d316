// Columns are decided as the rows that they stand for.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { leeway } from './support/leeway.mjs'
import { ROOT } from './support/places.mjs'
import { INBOX, SMALL } from './support/policies.mjs'
import { seeded } from './support/random.mjs'
import { calibrated, generate } from './support/rows.mjs'

const { ACTIONS, CODES, LeewayError, compile } = leeway

/** The documents of the independent cases: a hundred of every shape. */
const DOCUMENTS = readFileSync(join(ROOT, 'tests/cases/independent/decide.ndjson'), 'utf8')
  .split('\n').filter((line) => line !== '').map((line) => JSON.parse(line).document)

function byteOf({ action, code }) {
  return ACTIONS.indexOf(action) | (CODES.indexOf(code) << 3)
}

/** Both ways, and row by row. */
function assertSame(policy, { columns, inputs }, what) {
  const decided = policy.decideColumns(columns)
  const loaded = policy.loadColumns(columns)
  assert.equal(loaded.rows, decided.length)
  assert.deepEqual(policy.decideColumns(loaded), decided, `${what}: loaded columns differ`)
  loaded.free()
  assert.equal(decided.length, inputs.length, what)
  for (const [row, input] of inputs.entries()) {
    const decision = policy.decide(input)
    if (decided[row] === byteOf(decision)) continue
    const got = `${ACTIONS[decided[row] & 7]} ${CODES[decided[row] >> 3]}`
    assert.fail(`${what}, row ${row}: ${got}, but decide says ${decision.action} ${decision.code} for ${show(input)}`)
  }
}

function show(input) {
  return JSON.stringify(input, (_, value) => (typeof value === 'symbol' || Math.abs(value) === Infinity ? String(value) : value))
}

test('generated columns of a hundred policies', (t) => {
  const random = seeded(1)
  let rows = 0
  const documents = DOCUMENTS.map((document, index) => (index % 3 === 0 ? calibrated(document, random) : document))
  for (const [index, document] of documents.entries()) {
    const policy = compile(document)
    for (let round = 0; round < 6; round += 1) {
      const rowCount = 1 + Math.floor(random() * 400)
      assertSame(policy, generate(document, rowCount, random), `document ${index}, round ${round}`)
      rows += rowCount
    }
    policy.free()
  }
  t.diagnostic(`${rows} rows`)
})

for (const rows of [0, 1, 255, 256, 257, 511, 512, 4095, 4096, 4097, 8192, 8193, 12_289]) {
  test(`${rows} rows, on the borders of blocks and chunks`, () => {
    const policy = compile(INBOX)
    // A column that is left out says nothing of the length; take one that has confidence.
    const random = seeded(rows)
    let made = generate(INBOX, rows, random)
    while (made.columns.confidence === undefined) made = generate(INBOX, rows, random)
    assertSame(policy, made, `${rows} rows`)
  })
}

/** With and without `*`: 256 operations, more than a byte can tell with 0 for those not listed. */
for (const open of [false, true]) {
  test(`256 operations ${open ? 'and any other' : 'alone'}`, () => {
    const names = Array.from({ length: open ? 255 : 256 }, (_, index) => `op${index}`)
    const each = names.map((name, index) => [name, { impact: index / 256, ...(index % 7 === 0 ? { confidence: { high: 0.95 } } : {}) }])
    const document = { ...SMALL, operations: Object.fromEntries(open ? [...each, ['*', { impact: 'high' }]] : each) }
    const policy = compile(document)
    const codes = policy.codes('operation', [...names, 'other', '*'])
    assert.equal(codes.constructor, names.length > 255 ? Uint16Array : Uint8Array)
    assert.deepEqual([...codes.slice(0, names.length)].sort((a, b) => a - b), names.map((_, index) => index + 1))
    assert.equal(codes[names.length], 0)
    assertSame(policy, generate(document, 6000, seeded(open ? 2 : 3)), 'many operations')
  })
}

test('codes are places in the order of the names, 0 for what is not listed', () => {
  const policy = compile(INBOX)
  assert.deepEqual([...policy.codes('locale', ['fr', 'en', 'de', 'other', '', 'constructor', '__proto__'])], [2, 1, 0, 3, 0, 0, 0])
  assert.deepEqual([...policy.codes('operation', ['delete', 'archive', 'reply', 'x', 'constructor'])], [2, 1, 3, 0, 0])
  for (const name of ['latency_ms', 'out_of_scope', 'nothing', 'constructor', '__proto__']) {
    assert.throws(() => policy.codes(name, []), (error) => error.code === 'BAD_COLUMNS' && error.message.includes(name))
  }
  assert.throws(() => compile(SMALL).codes('operation', []), { code: 'BAD_COLUMNS' })
})

test('loaded columns serve every policy with the same signals and operations', () => {
  const looser = { ...INBOX, confidence: { low: 0, high: 0.5 } }
  const [policy, other] = [compile(INBOX), compile(looser)]
  const made = generate(INBOX, 5000, seeded(4))
  const loaded = policy.loadColumns(made.columns)
  assert.deepEqual(other.decideColumns(loaded), other.decideColumns(made.columns))
  policy.free()
  assert.deepEqual(other.decideColumns(loaded), other.decideColumns(made.columns))
  const foreign = compile(SMALL)
  assert.throws(() => foreign.decideColumns(loaded), { code: 'BAD_COLUMNS' })
  loaded.free()
})

test('any view will do: a part of a buffer, shared memory, a Node buffer, a column twice', () => {
  const policy = compile(INBOX)
  const whole = Float64Array.of(9, 0.9, 0.2, 0.95, 9)
  const part = whole.subarray(1, 4)
  const shared = new Float64Array(new SharedArrayBuffer(24))
  shared.set(part)
  const plain = { confidence: Float64Array.from(part), operation: Uint8Array.of(1, 1, 1), signals: { out_of_scope: Uint8Array.of(0, 0, 1), recipients: Float64Array.of(1, 2, 3) } }
  const expected = policy.decideColumns(plain)
  for (const confidence of [part, shared]) assert.deepEqual(policy.decideColumns({ ...plain, confidence }), expected)
  assert.deepEqual(policy.decideColumns({ ...plain, operation: Buffer.from([1, 1, 1]) }), expected)
  assert.deepEqual(policy.decideColumns({ ...plain, operation: Uint16Array.of(1, 1, 1) }), expected)
  assert.equal(policy.decideColumns({ ...plain, confidence: part, second: part }).length, 3)
  assert.deepEqual([...whole], [9, 0.9, 0.2, 0.95, 9])
})

test('rows are counted by any column, also one that the policy does not use', () => {
  assert.equal(compile(SMALL).decideColumns({ operation: new Uint8Array(3) }).length, 3)
})

const three = () => new Float64Array(3)

/** What is given, and what the message must name. */
const BAD = {
  'no columns': [undefined, 'columns'],
  null: [null, 'columns'],
  'a number': [5, 'columns'],
  'a typed array': [three(), 'column'],
  'a list': [[three()], 'column'],
  'numbers in a list': [{ confidence: [0.9] }, 'confidence'],
  'numbers of another width': [{ confidence: new Float32Array(3) }, 'confidence'],
  'a number for a column': [{ confidence: 0.9 }, 'confidence'],
  'a text for a column': [{ confidence: 'high' }, 'confidence'],
  'a DataView': [{ confidence: new DataView(new ArrayBuffer(24)) }, 'confidence'],
  'an array buffer': [{ confidence: new ArrayBuffer(24) }, 'confidence'],
  'codes as numbers': [{ operation: three() }, 'operation'],
  'signed codes': [{ operation: new Int8Array(3) }, 'operation'],
  'numbers as codes': [{ confidence: new Uint8Array(3) }, 'confidence'],
  'no values': [{ confidence: { present: new Uint8Array(3) } }, 'confidence'],
  'no presence': [{ confidence: { values: three() } }, 'confidence'],
  'presence as numbers': [{ confidence: { values: three(), present: three() } }, 'confidence'],
  'presence of another length': [{ confidence: { values: three(), present: new Uint8Array(2) } }, 'confidence'],
  'columns of two lengths': [{ confidence: three(), second: new Float64Array(4) }, 'second'],
  'a signal of another length': [{ confidence: three(), signals: { recipients: new Float64Array(2) } }, 'recipients'],
  'an unknown column': [{ confidance: three() }, 'confidance'],
  'a column named constructor': [{ confidence: three(), constructor: new Uint8Array(3) }, 'constructor'],
  'a column named __proto__': [JSON.parse('{"__proto__": 1}'), '__proto__'],
  'an unknown signal': [{ confidence: three(), signals: { locle: new Uint8Array(3) } }, 'locle'],
  'a signal named constructor': [{ confidence: three(), signals: { constructor: new Uint8Array(3) } }, 'constructor'],
  'a number signal as codes': [{ signals: { recipients: new Uint8Array(3) } }, 'recipients'],
  'a string signal as numbers': [{ signals: { locale: three() } }, 'locale'],
  'a boolean signal as numbers': [{ signals: { out_of_scope: three() } }, 'out_of_scope'],
  'signals as a list': [{ confidence: three(), signals: [three()] }, 'signal'],
  'signals as a text': [{ confidence: three(), signals: 'x' }, 'signal'],
  'a column that cannot be read': [Object.defineProperty({}, 'confidence', { get: () => { throw new Error('no') }, enumerable: true }), 'column'],
}

for (const [name, [columns, named]] of Object.entries(BAD)) {
  test(`bad columns: ${name}`, () => {
    const policy = compile(INBOX)
    for (const run of [() => policy.decideColumns(columns), () => policy.loadColumns(columns)]) {
      assert.throws(run, (error) => isBadColumns(error, named))
    }
    assert.equal(policy.decideColumns({ confidence: three() }).length, 3)
  })
}

function isBadColumns(error, named) {
  assert.ok(error instanceof LeewayError, String(error?.stack))
  assert.equal(error.code, 'BAD_COLUMNS')
  assert.ok(error.message.includes(named), error.message)
  return true
}

test('a column that is null or undefined is absent', () => {
  const policy = compile(INBOX)
  const plain = { confidence: three(), operation: new Uint8Array(3) }
  const expected = policy.decideColumns(plain)
  assert.deepEqual(policy.decideColumns({ ...plain, second: undefined, signals: undefined }), expected)
  assert.deepEqual(policy.decideColumns({ ...plain, second: null, signals: null }), expected)
  assert.deepEqual(policy.decideColumns({ ...plain, signals: { locale: undefined, recipients: null } }), expected)
})

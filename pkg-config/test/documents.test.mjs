// Documents that no one should write: diagnostics with a place and advice, never another exception, never a long wait.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { leeway } from './support/leeway.mjs'
import { INBOX, SMALL } from './support/policies.mjs'

const { PolicyError, check, compile } = leeway
const TEXT = JSON.stringify(SMALL)

const withMeta = (meta) => ({ ...SMALL, meta: { x: meta } })
const withText = (member) => TEXT.replace('{', `{${member},`)
const own = (name, value) => Object.defineProperty({ ...SMALL }, name, { enumerable: true, ...value })

function nested(depth, wrap) {
  let value = null
  for (let level = 0; level < depth; level += 1) value = wrap(value)
  return value
}

function cycle() {
  const document = { ...SMALL, meta: {} }
  document.meta.document = document
  return document
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function raise() {
  throw new Error('this cannot be read')
}

function raiseOdd() {
  throw Object.create(null)
}

const LARGE = 100 * 1024 * 1024

/** Name, the document, the code that must be among the diagnostics, its pointer. */
const BAD = [
  ['NaN', () => ({ ...SMALL, confidence: { low: 0, high: NaN } }), 'NUMBER_NOT_FINITE', '/confidence/high'],
  ['Infinity', () => withMeta([1, -Infinity]), 'NUMBER_NOT_FINITE', '/meta/x/1'],
  ['1e999 in text', () => withText('"meta":{"x":1e999}'), 'NUMBER_NOT_FINITE', '/meta/x'],
  ['NaN in text', () => withText('"meta":{"x":NaN}'), 'INVALID_JSON', '/meta/x'],
  ['undefined in a list', () => ({ ...SMALL, degrade: [undefined] }), 'WRONG_TYPE', '/degrade/0'],
  ['a hole in a list', () => ({ ...SMALL, degrade: new Array(1) }), 'WRONG_TYPE', '/degrade/0'],
  ['a function', () => withMeta(() => 0), 'WRONG_TYPE', '/meta/x'],
  ['a bigint', () => withMeta(1n), 'WRONG_TYPE', '/meta/x'],
  ['a symbol', () => withMeta(Symbol('x')), 'WRONG_TYPE', '/meta/x'],
  ['a cycle', cycle, 'DOCUMENT_TOO_DEEP'],
  ['a getter that throws', () => own('degrade', { get: raise }), 'WRONG_TYPE'],
  ['a getter that throws what is no error', () => own('degrade', { get: raiseOdd }), 'WRONG_TYPE'],
  ['a proxy that throws', () => new Proxy({}, { ownKeys: raise, get: raise }), 'WRONG_TYPE'],
  ['a revoked proxy', revoked, 'WRONG_TYPE'],
  ['a revoked proxy inside', () => withMeta(revoked()), 'WRONG_TYPE'],
  ['an endless list', () => withMeta(new Proxy([], { get: (_, name) => (name === 'length' ? Infinity : 1) })), 'DOCUMENT_TOO_LARGE'],
  ['10,000 lists', () => withMeta(nested(10_000, (value) => [value])), 'DOCUMENT_TOO_DEEP'],
  ['10,000 objects', () => withMeta(nested(10_000, (value) => ({ value }))), 'DOCUMENT_TOO_DEEP'],
  ['10,000 lists in text', () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'DOCUMENT_TOO_DEEP'],
  ['10,000 nots in text', () => withText(`"degrade":[{"when":${'{"not":'.repeat(10_000)}1${'}'.repeat(10_000)}}]`), 'DOCUMENT_TOO_DEEP'],
  ['100 MB of spaces', () => `${' '.repeat(LARGE)}${TEXT}`, 'DOCUMENT_TOO_LARGE'],
  ['100 MB of brackets', () => '['.repeat(LARGE), 'DOCUMENT_TOO_LARGE'],
  ['100 MB in one string', () => withMeta('x'.repeat(LARGE)), 'DOCUMENT_TOO_LARGE'],
  ['100 MB in one text', () => withText(`"meta":{"x":"${'\u{1f600}'.repeat(LARGE / 4)}"}`), 'DOCUMENT_TOO_LARGE'],
  ['100 MB in a list', () => withMeta(new Array(1_000_000).fill('x'.repeat(100))), 'DOCUMENT_TOO_LARGE'],
  ['100 MB in an object', () => withMeta(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, 'x'.repeat(1000)]))), 'DOCUMENT_TOO_LARGE'],
  ['a key of 100 MB', () => withMeta({ ['x'.repeat(LARGE)]: 1 }), 'DOCUMENT_TOO_LARGE'],
  ['256 KB of unknown fields', () => withText(Array.from({ length: 20_000 }, (_, at) => `"x${at}":1`).join()), 'UNKNOWN_FIELD'],
  ['256 KB of the same key', () => withText('"a":1,'.repeat(40_000).slice(0, -1)), 'DUPLICATE_KEY'],
  ['a number of 200,000 digits', () => withText(`"meta":{"x":${'9'.repeat(200_000)}}`), 'NUMBER_NOT_FINITE', '/meta/x'],
  ['__proto__ of its own', () => JSON.parse(withText('"__proto__":{"name":"x"}')), 'UNKNOWN_FIELD', '/__proto__'],
  ['__proto__ as an operation', () => ({ ...SMALL, operations: JSON.parse('{"__proto__":{"impact":"low"}}') }), 'INVALID_NAME', '/operations/__proto__'],
  ['constructor as a signal', () => ({ ...SMALL, signals: { constructor: { type: 'number' } } }), 'RESERVED_NAME', '/signals/constructor'],
  ['duplicate keys', () => withText('"name":"x"'), 'DUPLICATE_KEY', '/name'],
  ['half a surrogate pair, escaped', () => withText('"meta":{"x":"\\ud800"}'), 'INVALID_JSON', '/meta/x'],
  ['half a surrogate pair in an object', () => withMeta('\ud800'), 'INVALID_JSON', '/meta/x'],
  ['two byte order marks', () => `\ufeff\ufeff${TEXT}`, 'INVALID_JSON', ''],
  ['a zero byte', () => `${TEXT}\0`, 'INVALID_JSON', ''],
  ['nothing', () => '', 'INVALID_JSON', ''],
  ['undefined', () => undefined, 'WRONG_TYPE', ''],
  ['null', () => null, 'WRONG_TYPE', ''],
  ['a number', () => 5, 'WRONG_TYPE', ''],
  ['a list', () => [], 'WRONG_TYPE', ''],
  ['a function alone', () => () => 0, 'WRONG_TYPE', ''],
  ['a symbol alone', () => Symbol('x'), 'WRONG_TYPE', ''],
  ['a Map', () => new Map(Object.entries(SMALL)), 'MISSING_FIELD', ''],
  ['a boxed string', () => new String(TEXT), 'UNKNOWN_FIELD'],
  ['a typo in an action', () => ({ ...INBOX, degrade: [{ ...INBOX.degrade[0], at_most: 'sugest' }] }), 'UNKNOWN_ACTION', '/degrade/0/at_most'],
]

const times = []

for (const [name, make, code, pointer] of BAD) {
  test(`a document with ${name}`, () => {
    const document = flat(make())
    const found = timed(name, () => check(document))
    assertWellFormed(found)
    const wanted = found.find((one) => one.code === code)
    assert.ok(wanted, `wanted ${code}, found ${JSON.stringify(found.slice(0, 5))}`)
    assert.equal(wanted.severity, 'error')
    if (pointer !== undefined) assert.equal(wanted.pointer, pointer)
    if (typeof document !== 'string') assert.equal(wanted.span, null)
    assert.throws(() => timed(name, () => compile(document)), (error) => isPolicyError(error, found))
  })
}

/** The mistakes that people make by accident come with advice; other messages say what would be right themselves. */
const HELPED = [
  'INVALID_JSON', 'DOCUMENT_TOO_LARGE', 'DOCUMENT_TOO_DEEP', 'NUMBER_NOT_FINITE', 'DUPLICATE_KEY', 'UNKNOWN_FIELD',
  'UNKNOWN_ACTION', 'RESERVED_NAME', 'INVALID_NAME',
]

function assertWellFormed(found) {
  for (const { code, pointer, message, help } of found) {
    assert.match(code, /^[A-Z_]+$/)
    assert.match(pointer, /^(\/|$)/)
    assert.ok(message.length > 0 && message.length < 1000, `${message.length} characters of message`)
    if (HELPED.includes(code)) assert.ok(typeof help === 'string' && help.length > 0, `${code} (${message}) gives no help`)
  }
}

function isPolicyError(error, found) {
  assert.ok(error instanceof PolicyError && error instanceof leeway.LeewayError && error instanceof Error, String(error))
  assert.equal(error.name, 'PolicyError')
  assert.equal(error.code, 'POLICY_INVALID')
  assert.deepEqual(error.diagnostics, found)
  assert.ok(error.message.startsWith('the policy is invalid'), error.message)
  return true
}

/** V8 glues long texts together lazily; that is not the package's time. */
function flat(document) {
  if (typeof document === 'string') document.charCodeAt(document.length >> 1)
  return document
}

function timed(name, run) {
  const start = performance.now()
  try {
    return run()
  } finally {
    times.push([performance.now() - start, name])
  }
}

after(() => {
  times.sort(([a], [b]) => b - a)
  const slowest = times.filter(([time], at) => at < 5 || time > 100).map(([time, name]) => `${name} ${time.toFixed(1)} ms`)
  console.log(`slowest of ${times.length} bad documents (limit 100 ms each): ${slowest.join('; ')}`)
})

test('undefined members are absent, as in JSON', () => {
  const policy = compile({ ...SMALL, meta: undefined, operations: undefined })
  assert.equal(policy.hash, compile(TEXT).hash)
})

test('an object and its text are one document', () => {
  const document = { ...INBOX, meta: { numbers: [0.1, 1e21, 5e-324, 1.7976931348623157e308, -0, 123456789012345680000], text: 'é\u2028\u{1f600}"\\' } }
  const policies = [document, JSON.stringify(document), JSON.stringify(document, null, 2)].map(compile)
  assert.equal(new Set(policies.map((policy) => policy.hash)).size, 1)
  assert.match(policies[0].hash, /^[0-9a-f]{64}$/)
  assert.equal(policies[0].name, 'inbox-assistant')
})

test('documents may be frozen, without a prototype, inherited-from, behind a proxy', () => {
  const frozen = Object.freeze({ ...SMALL })
  const bare = Object.assign(Object.create(null), SMALL)
  for (const document of [frozen, bare, new Proxy(SMALL, {}), new (class extends Object { constructor() { super(); Object.assign(this, SMALL) } })()]) {
    assert.equal(compile(document).hash, compile(TEXT).hash)
  }
})

test('check says nothing of a fine document, and definePolicy gives it back', () => {
  assert.deepEqual(check(SMALL), [])
  assert.deepEqual(check(TEXT), [])
  assert.equal(leeway.definePolicy(SMALL), SMALL)
})

test('a diagnostic of a text says where in the text', () => {
  const text = '{\n  "leeway": 1,\n  "name": "é\u{1f600}",\n  "confidence": {"low": 0, "high": 0.8},\n  "impact": {"low": 0, "high": 2}\n}'
  const [name, bound] = check(text)
  assert.equal(text.slice(name.span.start, name.span.end), '"é\u{1f600}"')
  assert.equal(name.span.line, 3)
  assert.equal(text.slice(bound.span.start, bound.span.end), '2')
  assert.deepEqual([bound.span.line, bound.span.column], [5, 32])
  assert.throws(() => compile(text), /line 5, column 32: /)
})

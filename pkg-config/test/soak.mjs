// Ten million decisions in one process, between other hot code: `node soak.mjs [decisions]`, after `npm test` has
// installed the tarball. Fails if an answer differs from what the same policy said at the start, or memory grows.
//
// Why: V8 11.3 (Node 20) crashed while a hot loop called a large Wasm API next to other hot code.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collect } from './support/collect.mjs'
import { prepare } from './support/prepare.mjs'
import { ROOT } from './support/places.mjs'
import { INBOX, SMALL, SURE } from './support/policies.mjs'
import { pick, seeded } from './support/random.mjs'
import { generate } from './support/rows.mjs'

const DECISIONS = Number(process.argv[2] ?? 10_000_000)
/** Growth after the first tenth. One byte a decision would be 9 MB; V8's own heap moves by more than that. */
const MOST_HEAP = 32e6
const MOST_RSS = 96e6

prepare()
const { leeway } = await import('./support/leeway.mjs')
const { ACTIONS, CODES, compile, check } = leeway
const random = seeded(20)

// ---- policies with inputs and what they must answer

function subject(document) {
  const policy = compile(document)
  const { inputs, columns } = generate(document, 512, random)
  const asked = inputs.flatMap((input) => [input, ...ugly(input)]).map((input) => [input, pick(random, HEALTH)])
  const expected = asked.map(([input, health]) => JSON.stringify(policy.decide(input, health)))
  const bytes = policy.decideColumns(columns)
  return { document, policy, asked, expected, columns, bytes, seen: new Map() }
}

const HEALTH = [undefined, undefined, undefined, null, {}, { at_most: 'suggest' }, { signals: { latency_ms: 900 } }, { at_most: 7 }]

/** Now and then an input as no one should give it. */
function ugly(input) {
  if (random() < 0.8) return []
  const raise = () => {
    throw new Error('this cannot be read')
  }
  return [
    Object.defineProperty({ ...input }, pick(random, ['confidence', 'second', 'operation', 'signals', 'alternatives']), { get: raise }),
    { ...input, confidence: pick(random, ['0.9', NaN, null, {}, 2n]) },
    { ...input, alternatives: [{ label: 'a', confidence: 0.9 }, { label: 'b', confidence: 0.05 }, ...(random() < 0.5 ? [null] : [])] },
    pick(random, [null, undefined, 'text', [], 7, () => 0, new Proxy({}, { get: raise })]),
  ]
}

const independent = readFileSync(join(ROOT, 'tests/cases/independent/decide.ndjson'), 'utf8').split('\n')
const documents = [INBOX, SMALL, ...[3, 17, 42, 77].map((line) => JSON.parse(independent[line]).document)]
const subjects = documents.map(subject)

// ---- deciding

/** Equal outcomes are one object: its text is compared the first time only, so that the loop is about `decide`. */
function decideBurst(subject, count) {
  const { policy, asked, expected, seen } = subject
  for (let index = 0; index < count; index += 1) {
    const at = (index * 7919) % asked.length
    const [input, health] = asked[at]
    const decision = policy.decide(input, health)
    if (seen.get(at) === decision) continue
    assert.equal(JSON.stringify(decision), expected[at])
    if (decision.options === null) seen.set(at, decision)
  }
}

// ---- other hot code

const SHAPES = [(x) => ({ x }), (x) => ({ y: 1, x }), (x) => ({ z: 1, y: 2, x }), (x) => new (class Box { constructor() { this.x = x } })(), (x) => [x]]

const WORK = {
  json: () => JSON.parse(JSON.stringify(INBOX)),
  closures: () => Array.from({ length: 200 }, (_, at) => (x) => x + at).reduce((sum, add) => add(sum), 0),
  megamorphic: () => Array.from({ length: 500 }, (_, at) => SHAPES[at % SHAPES.length](at)).reduce((sum, shape) => sum + (shape.x ?? shape[0]), 0),
  typed: () => new Float64Array(4096).map((_, at) => Math.sqrt(at)).reduce((sum, x) => sum + x, 0),
  text: () => 'the quick brown fox '.repeat(50).split(' ').map((word) => word.toUpperCase()).sort().join(''),
  errors: () => {
    try {
      null.x
    } catch (error) {
      return error.message.length
    }
  },
}

const NOW_AND_THEN = {
  explain: ({ policy, asked }) => policy.explain(...pick(random, asked)).steps.length,
  record: ({ policy, asked }) => {
    const [input, health] = pick(random, asked)
    return policy.record(input, policy.decide(input, health), health)
  },
  columns: ({ policy, columns, bytes }) => assert.deepEqual(policy.decideColumns(columns), bytes),
  loaded: ({ policy, columns, bytes }) => {
    const loaded = policy.loadColumns(columns)
    assert.deepEqual(policy.decideColumns(loaded), bytes)
    loaded.free()
  },
  compile: ({ document, asked, expected }) => {
    const again = compile(document)
    assert.equal(JSON.stringify(again.decide(...asked[0])), expected[0])
    again.free()
  },
  'compile and forget': ({ document }) => compile({ ...document, name: 'forgotten' }).decide(SURE),
  refuse: ({ document }) => {
    assert.throws(() => compile({ ...document, leeway: 2 }), { code: 'POLICY_INVALID' })
    assert.ok(check({ ...document, confidence: { low: NaN } }).length > 0)
  },
}

// ---- the loop

const BURST = 2_000
let sink = 0
let warm

function memory() {
  collect()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heap: heapUsed + external }
}

function report(done, start) {
  const now = memory()
  const seconds = (performance.now() - start) / 1000
  const mega = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`
  console.log(`${String(done).padStart(9)} decisions  ${seconds.toFixed(1).padStart(6)} s  rss ${mega(now.rss)}  heap ${mega(now.heap)}`)
  return now
}

const start = performance.now()
const step = Math.max(BURST, Math.round(DECISIONS / 10 / BURST) * BURST)
for (let done = 0; done < DECISIONS; done += BURST) {
  const subject = subjects[(done / BURST) % subjects.length]
  decideBurst(subject, Math.min(BURST, DECISIONS - done))
  sink += Object.values(WORK).map((work) => work()).length
  NOW_AND_THEN[pick(random, Object.keys(NOW_AND_THEN))](pick(random, subjects))
  if ((done + BURST) % step !== 0) continue
  // A turn of the event loop lets forgotten policies be freed.
  await new Promise((turn) => setTimeout(turn, 0))
  const now = report(done + BURST, start)
  warm ??= now
}

const last = memory()
const growth = { rss: last.rss - warm.rss, heap: last.heap - warm.heap }
console.log(`${ACTIONS.length} actions, ${CODES.length} codes, ${subjects.length} policies, ${sink} pieces of other work; Node ${process.version}`)
console.log(`growth since the first tenth: rss ${(growth.rss / 1e6).toFixed(1)} MB, heap ${(growth.heap / 1e6).toFixed(1)} MB`)
assert.ok(growth.heap < MOST_HEAP, `the heap grew by ${growth.heap} bytes`)
assert.ok(growth.rss < MOST_RSS, `the process grew by ${growth.rss} bytes`)
console.log('soak: 1 passed, 0 failed')

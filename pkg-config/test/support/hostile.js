// Inputs that only JavaScript can make: getters that throw, proxies, symbols, holes. Each must be decided, with a finding
// of its field, without an exception, and with no more autonomy than the same input has without that field.
// Plain JavaScript without any runtime's own API, like `cases.js`.

const DOCUMENT = {
  leeway: 1,
  name: 'hostile',
  confidence: { low: 0, high: 0.8 },
  impact: { low: 0, high: 0.5 },
  signals: {
    amount: { type: 'number' },
    urgent: { type: 'boolean' },
    tier: { type: 'string', values: ['gold', 'other'] },
  },
  operations: { archive: { impact: 'low' }, '*': { impact: 'high' } },
  degrade: [
    { id: 'large', when: { signal: 'amount', above: 100 }, at_most: 'suggest', because: 'it is a lot' },
    { id: 'urgent', when: { signal: 'urgent', is: true }, at_most: 'escalate', because: 'it is urgent' },
    { id: 'tier', when: { signal: 'tier', is: 'other' }, at_most: 'show_options', because: 'the tier is unusual' },
    { id: 'close', when: { margin_below: 0.1 }, at_most: 'show_options', because: 'two answers are nearly as likely' },
    { id: 'few', when: { alternatives_below: 2 }, at_most: 'suggest', because: 'there is no other answer' },
  ],
}

const good = () => ({
  confidence: 0.95,
  second: 0.02,
  alternatives: [{ label: 'a', confidence: 0.95 }, { label: 'b', confidence: 0.02 }],
  operation: 'archive',
  impact: 0.1,
  signals: { amount: 1, urgent: false, tier: 'gold' },
  at_most: 'auto_apply',
})

const goodHealth = () => ({ signals: { amount: 2 }, at_most: 'auto_apply' })

/** Every place of an input and of health, with the finding that it has when it is bad. */
const PLACES = [
  'confidence', 'second', 'alternatives', 'operation', 'impact', 'signals', 'at_most',
  'signals.amount', 'signals.urgent', 'signals.tier', 'health.signals', 'health.at_most',
]

const OBJECTS_ARE_FINE = ['signals', 'health.signals']

/** Of no field's type. */
const FOREIGN = {
  symbol: () => Symbol('x'),
  bigint: () => 1n,
  'a function': () => () => 0.99,
  'a list with a hole': () => [, 1],
}

/** Objects, but none that a field takes (`signals` take any object, and find nothing there). */
const OBJECTS = {
  'an empty object': () => ({}),
  'a class instance': () => new (class Point { x = 1 })(),
  'a Map': () => new Map([['amount', 1], ['label', 'a']]),
  'a Date': () => new Date(0),
  'a boxed number': () => new Number(0.99),
  'a boxed string': () => new String('archive'),
  'a boxed boolean': () => new Boolean(false),
  'a typed array': () => new Float64Array([0.99]),
  'a promise': () => Promise.resolve(0.99),
  'a number by valueOf': () => ({ valueOf: () => 0.99, toString: () => 'archive' }),
  'a number by toPrimitive': () => ({ [Symbol.toPrimitive]: () => 0.99 }),
  'no prototype': () => Object.create(null),
  circular: () => {
    const circle = {}
    circle.circle = circle
    return circle
  },
}

/** Objects that cannot be read. */
const UNREADABLE = { 'a proxy that throws': throwingProxy, 'a revoked proxy': revokedProxy }

/** Wrong values of the right type, or what is nearly right. */
const WRONG = {
  confidence: [NaN, Infinity, -Infinity, -1e-9, 1 + 1e-9, '0.95', true, [0.95]],
  second: [NaN, Infinity, -1e-9, 1 + 1e-9, 0.96, '0.02', false],
  impact: [NaN, Infinity, -1e-9, 1 + 1e-9, '', 'constructor', '__proto__', 'LOW', true],
  operation: [0, NaN, true, ['archive']],
  at_most: ['', 'constructor', '__proto__', 'AUTO_APPLY', 5, NaN, ['auto_apply']],
  'health.at_most': ['', 'constructor', '__proto__', 'AUTO_APPLY', 5, NaN, ['auto_apply']],
  signals: ['x', 5, true, [], [['amount', 1]]],
  'health.signals': ['x', 5, true, [], [['amount', 1]]],
  'signals.amount': [NaN, '1', true],
  'signals.urgent': [0, 1, 'false', NaN],
  'signals.tier': ['', 'constructor', '__proto__', 'Gold', 0],
  alternatives: wrongAlternatives(),
}

function wrongAlternatives() {
  const first = { label: 'a', confidence: 0.95 }
  const many = Array.from({ length: 10_000 }, () => ({ label: 'a', confidence: 0.5 }))
  return [
    'ab', 2, true,
    { length: 2, 0: first, 1: first },
    [, first], [first, , first], new Array(5), new Array(2 ** 32 - 1),
    [null], [undefined], ['a'], [0.95], [[]], [first, {}], [() => 0],
    [{ label: 1, confidence: 0.9 }], [{ label: 'a' }], [{ label: 'a', confidence: '0.9' }],
    [{ label: new String('a'), confidence: 0.9 }],
    [{ label: 'a', confidence: NaN }], [{ label: 'a', confidence: 1.1 }], [{ label: 'a', confidence: -0.1 }],
    [{ label: 'a', confidence: 0.1 }, { label: 'b', confidence: 0.2 }],
    [first, throwing('label')], [first, throwing('confidence')], [throwingProxy()], [revokedProxy()],
    [first, ...many.slice(1), { label: 'z', confidence: 0.6 }],
    lengthThrows(),
    new Proxy([first], { get: (target, name) => (name === '0' ? raise() : target[name]) }),
    Object.defineProperty([first], 1, { get: raise }),
  ]
}

function lengthThrows() {
  return new Proxy([{ label: 'a', confidence: 0.9 }], { get: (target, name) => (name === 'length' ? raise() : target[name]) })
}

function raise() {
  throw new Error('this cannot be read')
}

function throwing(name) {
  return Object.defineProperty({ label: 'a', confidence: 0.02 }, name, { get: raise, enumerable: true })
}

function throwingProxy() {
  const traps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'isExtensible']
  return new Proxy({}, Object.fromEntries(traps.map((trap) => [trap, raise])))
}

function revokedProxy() {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

// ---- what is asked

/** `{ name, input, health, finding?, same?, without? }`: the field that must have a finding, or that the answer is the good one's. */
function* questions() {
  yield* badFields()
  yield* unreadableFields()
  yield* badInputs()
  yield* badHealth()
  yield* oddButGood()
}

function* badFields() {
  for (const place of PLACES) {
    for (const [name, make] of Object.entries({ ...FOREIGN, ...OBJECTS, ...UNREADABLE })) {
      const isFine = OBJECTS_ARE_FINE.includes(place) && (name in OBJECTS || name in UNREADABLE)
      yield question(`${place} is ${name}`, place, make(), isFine ? null : place)
    }
    for (const [index, value] of WRONG[place].entries()) yield question(`${place} is wrong (${index})`, place, value, place)
  }
}

function question(name, place, value, finding) {
  return { name, ...placed(place, { value }), without: placed(place, { value: undefined }), finding }
}

/** The good input with one property defined anew. */
function placed(place, property) {
  const question = { input: good(), health: goodHealth() }
  const path = place.split('.')
  const field = path.pop()
  const owner = path.reduce((owner, name) => owner[name], path[0] === 'health' ? question : question.input)
  Object.defineProperty(owner, field, { enumerable: true, configurable: true, ...('value' in property ? { writable: true } : {}), ...property })
  return question
}

function* unreadableFields() {
  for (const place of PLACES) {
    const without = placed(place, { value: undefined })
    yield { name: `${place} has a getter that throws`, ...placed(place, { get: raise }), without, finding: place }
    const odd = () => { throw Object.create(null) }
    yield { name: `${place} has a getter that throws what is no error`, ...placed(place, { get: odd }), without, finding: place }
  }
}

const NO_OBJECTS = [undefined, null, 0, NaN, '', 'text', true, 1n, Symbol('x'), () => 0, [], [1], [{ confidence: 0.95 }]]

function* badInputs() {
  for (const [index, input] of NO_OBJECTS.entries()) yield { name: `the input is no object (${index})`, input, finding: 'input' }
  for (const carrier of [() => 0, []]) {
    yield { name: `the input is a ${typeof carrier} with fields`, input: Object.assign(carrier, good()), finding: 'input' }
  }
  for (const [name, make] of Object.entries(UNREADABLE)) {
    yield { name: `the input is ${name}`, input: make(), health: goodHealth(), finding: 'confidence' }
  }
  for (const [name, make] of Object.entries(OBJECTS)) yield { name: `the input is ${name}`, input: make(), finding: 'confidence' }
}

function* badHealth() {
  const without = { input: good() }
  for (const [index, health] of NO_OBJECTS.slice(2).entries()) {
    yield { name: `health is no object (${index})`, input: good(), health, without, finding: 'health' }
  }
  for (const carrier of [() => 0, []]) {
    yield { name: `health is a ${typeof carrier} with fields`, input: good(), health: Object.assign(carrier, goodHealth()), without, finding: 'health' }
  }
  for (const [name, make] of Object.entries(UNREADABLE)) {
    yield { name: `health is ${name}`, input: good(), health: make(), without, finding: 'health.at_most' }
  }
}

/** Strange, but every field is there: decided as the good input. */
function* oddButGood() {
  for (const [name, make] of Object.entries(ODD)) yield { name: `an input ${name}`, input: make(), health: goodHealth(), same: true }
}

const ODD = {
  frozen: () => frozen(good()),
  'without a prototype': () => bare(good()),
  inherited: () => Object.create(good()),
  'that is a class instance': () => Object.assign(new Prediction(), rest(good())),
  'behind a proxy': () => new Proxy(good(), {}),
  'with parts behind proxies': () => ({ ...good(), alternatives: new Proxy(good().alternatives, {}), signals: new Proxy(good().signals, {}) }),
  'with a constructor of its own': () => ({ ...good(), constructor: 'x', toString: 1, hasOwnProperty: null }),
  'with keys named __proto__': () => ({ ...polluted(), ...good(), signals: { ...polluted(), ...good().signals } }),
  circular: () => circular(good()),
  'with symbols as keys': () => ({ ...good(), [Symbol('confidence')]: 0.1, [Symbol.toPrimitive]: raise }),
  'with getters that throw where nothing is read': () => unread(good()),
  'with hidden fields': () => hidden(good()),
  'with ten thousand alternatives': () => ({ ...good(), alternatives: [...good().alternatives, ...tail(10_000)] }),
  'with a list of another class': () => ({ ...good(), alternatives: (class extends Array {}).from(good().alternatives) }),
  'with null for what health gives': () => ({ ...good(), signals: { ...good().signals, amount: null } }),
}

class Prediction {
  get confidence() {
    return 0.95
  }
}

function rest({ confidence, ...others }) {
  return others
}

function frozen(value) {
  if (typeof value === 'object') for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}

function bare(input) {
  return Object.assign(Object.create(null), input, { signals: Object.assign(Object.create(null), input.signals) })
}

/** JSON.parse makes it a property of its own; a literal would set the prototype. */
function polluted() {
  return JSON.parse('{"__proto__": {"confidence": 0.1, "at_most": "block", "urgent": true}}')
}

function circular(input) {
  return Object.assign(input, { extra: { input } })
}

function unread(input) {
  return Object.defineProperties(input, { id: { get: raise }, model: { get: raise }, now: { get: raise }, extra: { get: raise } })
}

function hidden(input) {
  return Object.defineProperties({}, Object.fromEntries(Object.entries(input).map(([name, value]) => [name, { value }])))
}

function tail(length) {
  return Array.from({ length }, () => ({ label: 'c', confidence: 0 }))
}

// ---- asking

/** Asks everything; `{ passed, failures }`. */
export function hostile(leeway) {
  const outcome = { passed: 0, failures: [] }
  const policy = leeway.compile(DOCUMENT)
  const best = policy.decide(good(), goodHealth())
  for (const question of questions()) {
    const problem = attempt(() => problemOf(leeway, policy, best, question))
    if (problem === null) outcome.passed += 1
    else outcome.failures.push(`${question.name}: ${problem}`)
  }
  for (const [name, run] of Object.entries(REENTRANT)) {
    const problem = attempt(() => run(leeway, policy))
    if (problem === null) outcome.passed += 1
    else outcome.failures.push(`${name}: ${problem}`)
  }
  policy.free()
  return outcome
}

function attempt(run) {
  try {
    return run()
  } catch (error) {
    return `threw ${describe(error)}`
  }
}

function describe(error) {
  try {
    return String(error?.stack ?? error)
  } catch {
    return 'something without words'
  }
}

/** What is wrong with the answer, or null. */
function problemOf(leeway, policy, best, { input, health, finding, same, without }) {
  const decision = policy.decide(input, health)
  const answer = JSON.stringify(decision)
  if (finding && !decision.findings.some((found) => found.field === finding)) return `no finding of ${finding}: ${answer}`
  if (finding && decision.code !== 'invalid_input') return `the code is ${decision.code}`
  if (decision.findings.some(({ problem, message }) => problem === 'none' || message === '')) return `an empty finding: ${answer}`
  if (same && JSON.stringify({ ...decision, options: null }) !== JSON.stringify(best)) return `not decided as the good one: ${answer}`
  const rank = leeway.ACTIONS.indexOf(decision.action)
  if (without !== undefined && rank > leeway.ACTIONS.indexOf(policy.decide(without.input, without.health).action)) return `more autonomy than without: ${answer}`
  if (rank > leeway.ACTIONS.indexOf(best.action)) return `more autonomy than the good one: ${answer}`
  if (JSON.stringify(policy.explain(input, health).decision) !== answer) return `explained otherwise than ${answer}`
  JSON.stringify(policy.record(input, decision, health))
  // Nothing of a bad input stays behind.
  return policy.decide(good(), goodHealth()) === best ? null : 'the next decision is another'
}

/** A getter may use the package itself while its own input is read. */
const REENTRANT = {
  'a getter decides with the same policy': (leeway, policy) => {
    const better = good()
    const input = placed('second', { get: () => void policy.decide(better) }).input
    input.confidence = 0.1
    return expectAction(policy, input, { ...input, confidence: 0.1, second: undefined })
  },
  'a getter decides a bad input with the same policy': (leeway, policy) => {
    const input = placed('operation', { get: () => (policy.decide({ confidence: '?' }), 'archive') }).input
    input.at_most = 'nonsense'
    return expectAction(policy, input, { ...good(), at_most: 'nonsense' })
  },
  'a getter decides with alternatives of its own': (leeway, policy) => {
    const lists = { ...good(), alternatives: Array.from({ length: 9 }, () => ({ label: 'other', confidence: 0.9 })) }
    const input = placed('operation', { get: () => (policy.decide(lists), 'archive') }).input
    const plain = { ...good(), confidence: 0.5, at_most: 'show_options' }
    Object.assign(input, { confidence: 0.5, at_most: 'show_options' })
    return expectAction(policy, input, plain)
  },
  'a getter makes the memory grow': (leeway, policy) => {
    const held = []
    const grow = () => {
      // Enough policies that the engine must ask for more memory.
      for (let index = 0; index < 400; index += 1) held.push(leeway.compile({ ...DOCUMENT, name: `p${index}` }))
      return 0.02
    }
    const { input } = placed('second', { get: grow })
    input.at_most = 'block'
    const problem = expectAction(policy, input, { ...good(), at_most: 'block' })
    for (const other of held) other.free()
    return problem
  },
}

function expectAction(policy, input, plain) {
  // What the decision before left behind must not show through.
  policy.decide(good())
  const got = JSON.stringify(policy.decide(input))
  const expected = JSON.stringify(policy.decide(plain))
  return got === expected ? null : `wanted ${expected}, got ${got}`
}

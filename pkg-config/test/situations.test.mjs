// `decide-agrees-with-explain`: a decision that is remembered by its situation is what deciding afresh gives, which is
// what explaining always does.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { leeway } from './support/leeway.mjs'
import { ROOT } from './support/places.mjs'
import { INBOX, SURE } from './support/policies.mjs'
import { pick, seeded } from './support/random.mjs'
import { calibrated, generate } from './support/rows.mjs'

const { compile } = leeway

/** A hundred policies of every shape. */
const DOCUMENTS = readFileSync(join(ROOT, 'tests/cases/independent/decide.ndjson'), 'utf8')
  .split('\n').filter((line) => line !== '').map((line) => JSON.parse(line).document)

/** Some facts move to the health beside the input, some stand in both, some alternatives come along. */
function asked(input, random) {
  const health = { signals: {} }
  for (const name of Object.keys(input.signals)) {
    if (random() < 0.2) health.signals[name] = input.signals[name]
    if (random() < 0.1) delete input.signals[name]
  }
  if (random() < 0.1) health.at_most = pick(random, ['suggest', 'block', 'nonsense', null])
  if (random() < 0.2) {
    const first = random()
    input.alternatives = [{ label: 'a', confidence: first }, { label: 'b', confidence: first * random() }]
    if (random() < 0.5) delete input.confidence
    if (random() < 0.5) delete input.second
  }
  if (random() < 0.02) input[pick(random, ['model', 'confidence', 'second', 'impact', 'signals', 'at_most', 'operation'])] = pick(random, ['x', true, NaN, []])
  return [input, pick(random, [undefined, null, health, health])]
}

function agree(policy, [input, health], what) {
  const afresh = policy.explain(input, health).decision
  assert.deepEqual(policy.decide(input, health), afresh, what)
}

test('decide agrees with explain, first and remembered', (t) => {
  const random = seeded(11)
  let inputs = 0
  const documents = DOCUMENTS.map((document, index) => (index % 3 === 0 ? calibrated(document, random) : document))
  for (const [index, document] of documents.entries()) {
    const policy = compile(document)
    const all = generate(document, 150, random).inputs.map((input) => asked(input, random))
    for (let round = 0; round < 2; round += 1) {
      for (const one of all) agree(policy, one, `document ${index}, round ${round}: ${String(JSON.stringify(one, String))}`)
    }
    inputs += 2 * all.length
    policy.free()
  }
  t.diagnostic(`${inputs} decisions`)
})

test('more signals of a kind than have a place of their own', () => {
  const names = Array.from({ length: 7 }, (_, index) => index)
  const signals = Object.fromEntries(names.flatMap((index) => [
    [`n${index}`, { type: 'number' }], [`b${index}`, { type: 'boolean' }], [`t${index}`, { type: 'string', values: ['', 'no', 'on', 'yes'] }],
  ]))
  const rule = (id, when) => ({ id, when, at_most: 'suggest', because: id })
  const degrade = names.flatMap((index) => [
    rule(`rn${index}`, { signal: `n${index}`, above: index }),
    rule(`rb${index}`, { signal: `b${index}`, is: index % 2 === 0 }),
    rule(`rt${index}`, { signal: `t${index}`, in: ['', 'on'] }),
  ])
  for (const kinds of ['n', 'b', 't', 'nb', 'nbt']) {
    const within = (name) => kinds.includes(name[0])
    const policy = compile({
      leeway: 1, name: 'many', confidence: { low: 0, high: 0.5 }, impact: { low: 0, high: 0.5 },
      signals: Object.fromEntries(Object.entries(signals).filter(([name]) => within(name))),
      degrade: degrade.filter(({ when }) => within(when.signal)),
    })
    const calm = (name) => ({ n: -1, b: Number(name[1]) % 2 !== 0, t: 'no' })[name[0]]
    const given = Object.fromEntries(Object.keys(signals).filter(within).map((name) => [name, calm(name)]))
    const input = { confidence: 0.9, impact: 0.1, signals: given }
    assert.equal(policy.decide(input).action, 'auto_apply', kinds)
    for (const name of Object.keys(given)) {
      const stirred = { ...input, signals: { ...given, [name]: { n: 100, b: !calm(name), t: 'on' }[name[0]] } }
      for (let round = 0; round < 2; round += 1) assert.deepEqual(policy.decide(stirred).rules, [`r${name}`])
      for (const bad of ['nothing listed', Symbol('no'), {}]) agree(policy, [{ ...input, signals: { ...given, [name]: bad } }], name)
    }
    policy.free()
  }
})

test('a getter that says another thing each time does not change what others are given', () => {
  const values = [0.99, 0.2, 0.99, 0.1, 0.5, 0.99, 0.3]
  for (let offset = 0; offset < values.length; offset += 1) {
    const policy = compile(INBOX)
    let turn = offset
    const shifty = { ...SURE, get confidence() { return values[turn++ % values.length] } }
    for (let round = 0; round < 20; round += 1) policy.decide(shifty)
    for (const confidence of values) agree(policy, [{ ...SURE, confidence }], `confidence ${confidence}`)
    policy.free()
  }
})

test('more situations than are remembered', () => {
  const values = Array.from({ length: 60 }, (_, index) => `v${index}`)
  const when = (signal) => values.map((value) => ({ signal, is: value }))
  const signals = { a: { type: 'string', values }, b: { type: 'string', values }, c: { type: 'string', values } }
  const degrade = ['a', 'b', 'c'].flatMap((signal) => when(signal).map((condition) => ({
    id: `${signal}-${condition.is}`, when: condition, at_most: condition.is === 'v7' ? 'block' : 'suggest', because: condition.is,
  })))
  const policy = compile({ leeway: 1, name: 'wide', confidence: { low: 0, high: 0.5 }, impact: { low: 0, high: 0.5 }, signals, degrade })
  const random = seeded(5)
  for (let index = 0; index < 80_000; index += 1) {
    const given = { a: pick(random, values), b: pick(random, values), c: pick(random, values) }
    const blocked = Object.values(given).includes('v7')
    assert.equal(policy.decide({ confidence: 0.9, impact: 0.1, signals: given }).action, blocked ? 'block' : 'suggest')
  }
  policy.free()
})

// The engine's memory grows and is given back; policies that were made before go on deciding the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collect } from './support/collect.mjs'
import { leeway } from './support/leeway.mjs'
import { INBOX, SMALL, SURE } from './support/policies.mjs'

const { compile } = leeway

test('older policies decide the same while the memory grows', () => {
  const old = compile(INBOX)
  const before = old.decide(SURE)
  const held = []
  const unsure = { ...SURE, confidence: 0.2 }
  const answer = old.decide(unsure).action
  for (let index = 0; index < 500; index += 1) {
    held.push(compile({ ...INBOX, name: `p${index}` }))
    assert.equal(old.decide(SURE), before)
    assert.equal(old.decide(unsure).action, answer)
  }
  assert.ok(held.every((policy) => policy.decide(SURE).action === before.action))
  for (const policy of held) policy.free()
  assert.equal(old.decide(SURE), before)
})

test('older policies decide the same after large columns were loaded', () => {
  const old = compile(INBOX)
  const before = old.decide(SURE)
  const policy = compile(SMALL)
  const rows = 4_000_000
  const confidence = new Float64Array(rows).fill(0.9)
  const impact = new Float64Array(rows).fill(0.1)
  const columns = policy.loadColumns({ confidence, impact })
  assert.equal(old.decide(SURE), before)
  assert.ok(policy.decideColumns(columns).every((byte) => byte === (5 | (5 << 3))))
  columns.free()
  assert.equal(old.decide(SURE), before)
  assert.equal(old.decide({ ...SURE, at_most: 'block' }).action, 'block')
})

test('policies and columns that are freed give their memory back', () => {
  const cycle = () => {
    const policy = compile(INBOX)
    policy.decide(SURE)
    const columns = policy.loadColumns({ confidence: new Float64Array(10_000).fill(0.9) })
    policy.decideColumns(columns)
    columns.free()
    policy.free()
  }
  const external = () => {
    collect()
    return process.memoryUsage().external
  }
  for (let round = 0; round < 50; round += 1) cycle()
  const before = external()
  for (let round = 0; round < 1000; round += 1) cycle()
  // 1,000 policies with 100 KB of columns each would be 100 MB.
  assert.ok(external() - before < 8e6, `${external() - before} bytes more after 1,000 rounds`)
})

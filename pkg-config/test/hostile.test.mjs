// Inputs that only JavaScript can make, in Node.
import { test } from 'node:test'
import { hostile } from './support/hostile.js'
import { leeway } from './support/leeway.mjs'
import { assertPassed } from './support/outcome.mjs'

test('hostile inputs in Node', (t) => {
  const outcome = hostile(leeway)
  assertPassed(outcome)
  t.diagnostic(`${outcome.passed} inputs decided`)
})

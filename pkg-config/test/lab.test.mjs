// The lab's module beside the engine's: another memory, the same answers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lab, leeway } from './support/leeway.mjs'

const DOCUMENT = { leeway: 1, name: 'seed', confidence: { low: 0, high: 0.85 }, impact: { low: 0, high: 0.5 } }

test('the lab finds what the engine finds, and more', () => {
  for (const document of [DOCUMENT, { ...DOCUMENT, confidence: { low: 0, high: 1.2 } }, '{"leeway": 1,', { ...DOCUMENT, name: NaN }]) {
    const found = lab.check(document)
    for (const diagnostic of leeway.check(document)) assert.deepEqual(found.find(({ code }) => code === diagnostic.code), diagnostic)
  }
})

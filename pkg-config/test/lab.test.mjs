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

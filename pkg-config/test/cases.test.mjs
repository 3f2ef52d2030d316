// The shared cases in Node.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseFiles } from './support/case-files.mjs'
import { runFile } from './support/cases.js'
import { leeway } from './support/leeway.mjs'

for (const { file, content } of caseFiles()) {
  test(`cases in Node: ${file}`, (t) => {
    const { passed, failures } = runFile(leeway, file, content)
    assert.equal(failures.length, 0, failures.slice(0, 20).join('\n'))
    t.diagnostic(`${passed} cases passed`)
  })
}

const FINE = '{"leeway":1,"name":"p","confidence":{"low":0,"high":0.8},"impact":{"low":0,"high":0.5}}'

/** A runner that passes everything would be worse than none. */
test('the runner of cases fails wrong expectations and broken files', () => {
  const given = { document: JSON.parse(FINE), input: { confidence: 0.9, impact: 0.1 } }
  const one = (expect, why = 'y') => JSON.stringify([{ name: 'n', why, given, expect }])
  const broken = [
    ['[]', 'has no case'],
    ['[', 'JSON'],
    [one({ action: 'suggest' }), 'wanted "suggest", got "auto_apply"'],
    [one({ acton: 'suggest' }), '`acton` is no field'],
    [one({ cell: null }), 'wanted null'],
    [one({ rules: ['x'] }), 'wanted ["x"], got []'],
    [one({ hash: 'x' }), 'wanted "x"'],
    [one({ diagnostics: [{ code: 'X' }] }), 'got []'],
    [one({ diagnostics: [{ code: 'X' }], others: true }), 'is not among'],
    [one({ explain: { decision: { action: 'block' } } }), 'wanted "block"'],
    [one({}), 'names nothing'],
    [one({ action: 'auto_apply' }, ''), 'has no `why`'],
  ]
  for (const [content, problem] of broken) {
    const { passed, failures } = runFile(leeway, 'a.json', content)
    assert.equal(passed, 0, content)
    assert.ok(failures.join().includes(problem), `${content}: ${failures.join()}`)
  }
  assert.deepEqual(runFile(leeway, 'a.json', one({ action: 'auto_apply' })), { passed: 1, failures: [] })
})

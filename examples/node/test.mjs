import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const run = (...args) => execFileSync(process.execPath, ['decide.mjs', ...args], { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' })

test('each prediction is decided, with the reason', () => {
  assert.deepEqual(run('predictions.ndjson').trim().split('\n'), [
    'mail-1: auto_apply (high confidence, low impact)',
    'mail-2: suggest (it goes to many people)',
    'mail-3: show_options (low confidence, low impact)',
    'mail-4: escalate (cannot rule out: this is outside what the model knows (`out_of_scope` is missing))',
    'mail-5: suggest (high confidence, high impact)',
    'mail-6: escalate (`confidence` should be a number from 0 to 1)',
  ])
})

test('the log has a row for each', () => {
  const rows = run('predictions.ndjson', '--log').trim().split('\n').map((line) => JSON.parse(line))
  assert.equal(rows.length, 6)
  assert.deepEqual([rows[1].id, rows[1].impact, rows[1].rules], ['mail-2', 0.5, ['many-recipients']])
})

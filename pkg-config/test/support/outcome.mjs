import assert from 'node:assert/strict'

/** Fails with what failed, if anything did, or if nothing was run. */
export function assertPassed({ passed, failures }) {
  assert.equal(failures.length, 0, `${failures.length} failed:\n${failures.slice(0, 20).join('\n')}`)
  assert.ok(passed > 0, 'nothing was run')
}

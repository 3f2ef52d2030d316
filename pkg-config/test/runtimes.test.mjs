// The shared cases and hostile inputs in Deno and Bun, through their own resolution of the package.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { assertPassed } from './support/outcome.mjs'
import { CONSUMER, TESTS } from './support/places.mjs'
import { stage, stageCases } from './support/stage.mjs'

const RUNTIMES = {
  Deno: ['deno', 'run', '--quiet', '--no-remote', '--node-modules-dir=manual', '--allow-read', '--allow-env'],
  Bun: ['bun', 'run', '--no-install'],
}

for (const [name, [program, ...flags]] of Object.entries(RUNTIMES)) {
  test(`cases and hostile inputs in ${name}`, async (t) => {
    const script = join(stage('runtime'), 'report.mjs')
    const tool = join(TESTS, 'node_modules/.bin', program)
    const options = { cwd: CONSUMER, maxBuffer: 1e8 }
    const { stdout } = await promisify(execFile)(tool, [...flags, script, stageCases()], options)
    const { cases, hostile } = JSON.parse(stdout)
    assertPassed(cases)
    assertPassed(hostile)
    t.diagnostic(`${cases.passed} cases passed`)
  })
}

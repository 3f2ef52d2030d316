// New Node processes, with and without the package, in turns.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { summary } from './race.mjs'

const RUNS = 15
const FIRST = `
  import { compile } from 'leeway-policy'
  const policy = compile({ leeway: 1, name: 'p', confidence: { low: 0, high: 0.85 }, impact: { low: 0, high: 0.5 } })
  if (policy.decide({ confidence: 0.9, impact: 0.1 }).action !== 'auto_apply') process.exit(1)`

export function cold() {
  const programs = { 'an empty process': '', 'import, compile, decide': FIRST }
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]))
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, program] of Object.entries(programs)) {
      const start = performance.now()
      execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: fileURLToPath(new URL('..', import.meta.url)) })
      times[name].push((performance.now() - start) * 1e6)
    }
  }
  return summary(times)
}

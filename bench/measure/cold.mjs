// New Node processes in turns: import, load, prepare the inbox policy, decide once. Each says how long that took it; beside
// it stands how much longer its process lived than an empty one, ending included, run by run.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { contenders, titleOf, versionOf } from '../contenders/index.mjs'
import { quartiles } from './race.mjs'

const RUNS = 15
const BENCH = fileURLToPath(new URL('..', import.meta.url))
const INPUT = {
  id: 'first', confidence: 0.95, second: 0.02, operation: 'archive',
  signals: { latency_ms: 100, out_of_scope: false, locale: 'en', recipients: 1, reversible: true, reviewers_available: true },
}

const first = ({ file }) => `
  const { prepare } = await import('./contenders/${file}.mjs')
  const decide = await prepare('inbox')
  const { action } = await decide(${JSON.stringify(INPUT)}, null)
  if (action !== 'auto_apply') throw new Error(action)`

/** How much of Leeway's is the engine, and how much this policy. */
const SMALLEST = `
  const { compile } = await import('leeway-policy')
  const policy = compile({ leeway: 1, name: 'p', confidence: { low: 0, high: 0.85 }, impact: { low: 0, high: 0.5 } })
  if (policy.decide({ confidence: 0.9, impact: 0.1 }).action !== 'auto_apply') throw new Error('another action')`

const STARTS = [
  ...contenders.map((contender) => ({ name: titleOf(contender), version: versionOf(contender), program: first(contender) })),
  { name: 'leeway, the smallest policy instead', version: null, program: SMALLEST },
]

/** @returns what an empty process takes, and for each `{ name, version, ns, above }`: its own time, and its process's */
export function cold() {
  const programs = ['', ...STARTS.map(({ program }) => program)].map(timed)
  const times = programs.map(() => [])
  for (let run = 0; run <= RUNS; run += 1) {
    const now = programs.map((_, turn) => time(programs, (turn + run) % programs.length))
    // In the first run the files come from the disk.
    if (run > 0) for (const { place, ...taken } of now) times[place].push(taken)
  }
  const inside = (place) => quartiles(times[place].map(({ inside }) => inside))
  const above = (place) => quartiles(times[place].map(({ whole }, run) => whole - times[0][run].whole))
  const starts = STARTS.map(({ name, version }, at) => ({ name, version, ns: inside(at + 1), above: above(at + 1) }))
  return { empty: quartiles(times[0].map(({ whole }) => whole)), starts }
}

function timed(program) {
  return `const start = performance.now()\n${program}\nprocess.stdout.write(String(performance.now() - start))`
}

function time(programs, place) {
  const start = performance.now()
  const inside = execFileSync(process.execPath, ['--input-type=module', '--eval', programs[place]], { cwd: BENCH, encoding: 'utf8' })
  return { place, whole: (performance.now() - start) * 1e6, inside: Number(inside) * 1e6 }
}

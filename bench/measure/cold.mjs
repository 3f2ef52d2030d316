// New Node processes in turns: import, load, prepare the inbox policy, decide once. Each says how long that took it; beside
// it stands how much longer its process lived than an empty one, ending included, run by run.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { contenders, titleOf, versionOf } from '../contenders/index.mjs'
import { inbox } from '../policies/inbox.mjs'
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

/**
 * What the budget is about: the package and the policy alone. A contender's program loads files of the bench besides (here
 * three), and that is nearly all of what the one written by hand takes.
 */
const app = (policy, input) => `
  const { compile } = await import('leeway-policy')
  const policy = compile(${JSON.stringify(policy)})
  const { action } = policy.decide(${JSON.stringify(input)})
  if (action !== 'auto_apply') throw new Error(action)`

const SMALLEST = { leeway: 1, name: 'p', confidence: { low: 0, high: 0.85 }, impact: { low: 0, high: 0.5 } }

const STARTS = [
  ...contenders.map((contender) => ({ name: titleOf(contender), version: versionOf(contender), program: first(contender) })),
  { name: 'leeway, as an app has it: no file but the package', version: null, program: app(inbox, INPUT) },
  { name: 'leeway, as an app has it: the smallest policy', version: null, program: app(SMALLEST, { confidence: 0.9, impact: 0.1 }) },
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
  // The time is taken before `process.stdout` is asked for: Node makes the stream then, which takes 1.5 ms.
  return `const start = performance.now()\n${program}\nconst taken = performance.now() - start\nprocess.stdout.write(String(taken))`
}

function time(programs, place) {
  const start = performance.now()
  const inside = execFileSync(process.execPath, ['--input-type=module', '--eval', programs[place]], { cwd: BENCH, encoding: 'utf8' })
  return { place, whole: (performance.now() - start) * 1e6, inside: Number(inside) * 1e6 }
}

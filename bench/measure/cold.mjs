// New Node processes in turns: import, load, prepare the inbox policy, decide once. An empty one is taken off, run by run.
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
  import { prepare } from './contenders/${file}.mjs'
  const decide = await prepare('inbox')
  const { action } = await decide(${JSON.stringify(INPUT)}, null)
  if (action !== 'auto_apply') throw new Error(action)`

/** How much of Leeway's is the engine, and how much this policy. */
const SMALLEST = `
  import { compile } from 'leeway-policy'
  const policy = compile({ leeway: 1, name: 'p', confidence: { low: 0, high: 0.85 }, impact: { low: 0, high: 0.5 } })
  if (policy.decide({ confidence: 0.9, impact: 0.1 }).action !== 'auto_apply') throw new Error('another action')`

const STARTS = [
  ...contenders.map((contender) => ({ name: titleOf(contender), version: versionOf(contender), program: first(contender) })),
  { name: 'leeway, the smallest policy instead', version: null, program: SMALLEST },
]

/** @returns what an empty process takes, and for each `{ name, version, ns }` how much more */
export function cold() {
  const programs = ['', ...STARTS.map(({ program }) => program)]
  const times = programs.map(() => [])
  for (let run = 0; run <= RUNS; run += 1) {
    const now = programs.map((_, turn) => time(programs, (turn + run) % programs.length))
    // In the first run the files come from the disk.
    if (run > 0) for (const { place, ns } of now) times[place].push(ns)
  }
  const above = (place) => quartiles(times[place].map((ns, run) => ns - times[0][run]))
  return { empty: quartiles(times[0]), above: STARTS.map(({ name, version }, index) => ({ name, version, ns: above(index + 1) })) }
}

function time(programs, place) {
  const start = performance.now()
  execFileSync(process.execPath, ['--input-type=module', '--eval', programs[place]], { cwd: BENCH })
  return { place, ns: (performance.now() - start) * 1e6 }
}

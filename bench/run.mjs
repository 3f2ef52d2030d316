// `cargo xtask bench`: measures the installed package and writes target/bench.json. Everything is a ratio within one run;
// the contenders take turns, and the spread is printed beside.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { columns } from './measure/columns.mjs'
import { cold } from './measure/cold.mjs'
import { decide } from './measure/decide.mjs'
import { table } from './measure/race.mjs'

const report = {
  machine: { processor: cpus()[0].model, cores: cpus().length, node: process.version },
  decide: { alike: await decide('alike'), mixed: await decide('mixed') },
  columns: await columns(),
  cold: cold(),
}

console.log(`${report.machine.processor}, ${report.machine.cores} cores, Node ${report.machine.node}\n`)
table('decide, 100,000 inputs of one shape, two policies alive (budget 2x, aim 1.4x)', report.decide.alike)
table('decide, 100,000 mixed inputs: missing signals, health, ceilings, alternatives, 3% bad', report.decide.mixed)
table('a million rows in columns (budget: leeway 1.5 times as fast as the loop)', report.columns)
table('cold start: import, compile, first decision, in a new Node process (budget 15 ms above an empty one)', report.cold)

const folder = new URL('../target/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('bench.json', folder), `${JSON.stringify(report, null, 2)}\n`)
console.log('written to target/bench.json')

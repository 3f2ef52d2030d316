// `cargo xtask bench`: measures the installed package beside other ways to take the same decisions and writes
// target/bench.json. With names of parts it measures those alone and writes nothing.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { cold } from './measure/cold.mjs'
import { columns } from './measure/columns.mjs'
import { compiling } from './measure/compile.mjs'
import { decide } from './measure/decide.mjs'
import { fits } from './measure/fits.mjs'
import { sizes } from './measure/sizes.mjs'
import { kilobytes, ms, raceTable, spent, spread, table, times, us } from './print.mjs'

const PARTS = {
  decide: { measure: async () => ({ alike: await decide('alike'), mixed: await decide('mixed') }), print: printDecide },
  columns: { measure: columns, print: printColumns },
  compile: { measure: compiling, print: (rows) => raceTable('COMPILE the inbox policy and a large one, warm, with all their proofs', 'a policy', rows, us) },
  cold: { measure: cold, print: printCold },
  sizes: { measure: sizes, print: printSizes },
  fits: { measure: fits, print: printFits },
}

await main(process.argv.slice(2))
// Native addons may keep threads.
process.exit()

async function main(asked) {
  const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name))
  if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}; parts are ${Object.keys(PARTS).join(', ')}`)
  const start = performance.now()
  const report = { machine: machine() }
  console.log(`${report.machine.processor}, ${report.machine.cores} cores, Node ${report.machine.node}, load ${report.machine.load}\n`)
  for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
    report[name] = await PARTS[name].measure()
    PARTS[name].print(report[name])
  }
  report.seconds = Math.round((performance.now() - start) / 1e3)
  console.log(asked.length > 0 ? 'only a part was measured: target/bench.json is left as it was' : written(report))
}

/** The load says whether the machine was quiet. */
function machine() {
  return { processor: cpus()[0].model, cores: cpus().length, node: process.version, load: loadavg()[0].toFixed(1) }
}

function written(report) {
  const folder = new URL('../target/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('bench.json', folder), `${JSON.stringify(report, null, 2)}\n`)
  return `written to target/bench.json after ${report.seconds} s`
}

function printDecide({ alike, mixed }) {
  printVariety('DECIDE, inputs of one shape (budget for leeway 2x, aim 1.4x)', alike)
  printVariety('DECIDE, mixed inputs: missing signals, health, ceilings, alternatives, 3% bad', mixed)
}

function printVariety(title, { rows, leewayToWhole }) {
  raceTable(title, 'a decision', rows)
  console.log(`  leeway against the whole decision by hand: ${times(leewayToWhole.median)} (${spread(leewayToWhole, times)})\n`)
}

function printColumns({ once, again }) {
  raceTable('A MILLION ROWS in columns (budget for leeway 0.67x)', 'a row', once)
  raceTable('A MILLION ROWS again under another threshold (budget 16 ms)', 'all rows', again, ms)
}

function printCold({ empty, starts }) {
  const rows = starts.map(({ name, ns, above }) => [name, ms(ns.median), spread(ns, ms), ms(above.median), spread(above, ms)])
  const title = `COLD START in a new Node process: import, load, prepare, first decision (budget 15 ms); an empty process lives ${ms(empty.median)}`
  table(title, ['', 'in the program', 'middle half', 'longer than an empty process', 'middle half'], rows)
}

function printSizes(list) {
  const cells = ({ name, raw, gzip, brotli, addon }) =>
    addon === null ? [name, ...[raw, gzip, brotli].map(kilobytes)] : [name, `addon ${kilobytes(addon)}`, 'n/a', 'n/a']
  const title = 'SIZE of what a page loads, with both policies (budget for the engine alone: 65 KB brotli)'
  table(title, ['', 'raw', 'gzip', 'brotli'], list.map(cells))
}

function printFits({ missing, versions, measured }) {
  if (missing) return console.log(`FITS not compared with scikit-learn: ${missing}\n`)
  for (const { name, rows, tasks } of measured) {
    const cells = ({ task, ours, theirs, ratio }) => [task, spent(ours.median), spent(theirs.median), times(ratio.median), spread(ratio, times)]
    const title = `FITS natively, on the ${rows.toLocaleString('en')} rows of ${name}, against ${versions.find((line) => line.startsWith('scikit'))}`
    table(title, ['', 'leeway', 'scikit-learn', 'times as long', 'middle half'], tasks.map(cells))
  }
}

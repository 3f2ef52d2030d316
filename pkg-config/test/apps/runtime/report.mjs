// Run by Deno, Bun and other versions of Node: prints what came of the cases.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import * as leeway from 'leeway-policy'
import { runFile } from '../cases.js'
import { hostile } from '../hostile.js'

const files = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const outcomes = files.map(({ file, content }) => runFile(leeway, file, content))
console.log(JSON.stringify({ cases: sum(outcomes), hostile: hostile(leeway) }))

function sum(outcomes) {
  const passed = outcomes.reduce((total, outcome) => total + outcome.passed, 0)
  return { passed, failures: outcomes.flatMap((outcome) => outcome.failures) }
}

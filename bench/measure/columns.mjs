// A million rows in typed arrays, against a plain loop written by hand: once, and again with each threshold of a drag.
import assert from 'node:assert/strict'
import { compile } from 'leeway-policy'
import { ROWS, documentOf, loop, makeRows } from '../policies/columns.mjs'
import { race } from './race.mjs'

const HIGH = 0.85
const DRAGGED = [0.86, 0.88, 0.9, 0.92, 0.94, 0.91, 0.87]

export async function columns() {
  const policy = compile(documentOf(HIGH))
  const given = makeRows()
  const loaded = policy.loadColumns(given)
  const expected = loop(given, HIGH)
  assert.deepEqual(policy.decideColumns(loaded), expected)
  assert.deepEqual(policy.decideColumns(given), expected)
  const turns = {
    'a loop written by hand': () => loop(given, HIGH),
    'leeway, data in Wasm memory': () => policy.decideColumns(loaded),
    'leeway, data in JavaScript': () => policy.decideColumns(given),
  }
  const once = await race(turnsOf(turns, ROWS), 9, 3)
  const again = await redecide(given, loaded)
  loaded.free()
  policy.free()
  return { once, again }
}

const turnsOf = (turns, count) => Object.entries(turns).map(([name, run]) => ({ name, count, run }))

/** Each turn is another policy than the last: nothing that was remembered for one serves the next. */
async function redecide(given, loaded) {
  for (const high of DRAGGED) assert.deepEqual(under(high, loaded), loop(given, high))
  const thresholds = { hand: 0, leeway: 0 }
  const next = (who) => DRAGGED[thresholds[who]++ % DRAGGED.length]
  const turns = {
    'a loop written by hand': () => loop(given, next('hand')),
    'leeway: compile, decide loaded columns, free': () => under(next('leeway'), loaded),
  }
  return race(turnsOf(turns, 1), 21, 4)
}

function under(high, loaded) {
  const policy = compile(documentOf(high))
  const decided = policy.decideColumns(loaded)
  policy.free()
  return decided
}

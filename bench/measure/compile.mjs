// From a document to a policy, proofs included, when the engine is loaded and warm.
import { compile } from 'leeway-policy'
import { check } from 'leeway-policy/lab'
import { inbox } from '../policies/inbox.mjs'
import { large } from '../policies/large.mjs'
import { race } from './race.mjs'

const TIMES = 50
const FEWER = 5

export function compiling() {
  const { require: _, ...unrequired } = inbox
  const documents = {
    'from an object': inbox,
    'from its text': JSON.stringify(inbox),
    'from an object without its `require`': unrequired,
  }
  const turns = Object.entries(documents).map(([name, document]) => ({ name, count: TIMES, run: () => often(document, TIMES) }))
  turns.push({ name: '100 rules over 20 signals, 20 promises', count: FEWER, run: () => often(large, FEWER) })
  turns.push({ name: 'the same checked, warnings included', count: 1, run: () => check(large) })
  return race(turns, 25, 6)
}

/** Freed each time, so that memory does not grow. */
function often(document, times) {
  for (let time = 0; time < times; time += 1) compile(document).free()
}

// One decision at a time, against hand-written JavaScript of the same policy that returns `{ action, rule }`.
import assert from 'node:assert/strict'
import * as hand from '../contenders/hand.mjs'
import { prepare } from '../contenders/leeway.mjs'
import { makeInputs } from '../inputs.mjs'
import { race } from './race.mjs'

const COUNT = 100_000
const OTHER = 20_000

export async function decide(variety) {
  const inbox = makeInputs('inbox', variety, COUNT, 1)
  const refunds = makeInputs('refunds', variety, OTHER, 2)
  const leeway = await prepare()
  verify(inbox, hand.decideInbox, leeway.inbox)
  verify(refunds, hand.decideRefunds, leeway.refunds)
  // Each round uses both policies, so that neither has the process for itself.
  const round = (first, second) => () => run(first, inbox) + run(second, refunds)
  const contenders = {
    'hand-written {action, rule}': round(hand.decideInbox, hand.decideRefunds),
    'leeway, the whole decision': round(leeway.inbox, leeway.refunds),
  }
  return race(contenders, COUNT + OTHER, 25, 6)
}

/** Another answer anywhere, and nothing is measured. */
function verify({ inputs, health }, one, other) {
  inputs.forEach((input, index) => {
    const expected = one(input, health[index]).action
    assert.equal(other(input, health[index]).action, expected, JSON.stringify([input, health[index]]))
  })
}

function run(decideOne, { inputs, health }) {
  let sink = 0
  for (let index = 0; index < inputs.length; index += 1) sink += decideOne(inputs[index], health[index]).action.length
  return sink
}

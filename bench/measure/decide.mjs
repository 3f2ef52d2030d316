// One decision at a time, against hand-written JavaScript of the same policies that returns `{ action, rule }`.
import { contenders, load, titleOf, versionOf } from '../contenders/index.mjs'
import { makeInputs } from '../inputs.mjs'
import { inbox } from '../policies/inbox.mjs'
import { refunds } from '../policies/refunds.mjs'
import { race, ratios } from './race.mjs'
import { sameActions, sameDecisions, sameRules } from './same.mjs'

const COUNT = 100_000
const OTHER = 20_000

/**
 * Every contender on the same inputs, all prepared before the first is measured.
 *
 * @returns the rows of the race, and Leeway's ratio to the whole decision written by hand
 */
export async function decide(variety) {
  const inputs = { inbox: makeInputs('inbox', variety, COUNT, 1), refunds: makeInputs('refunds', variety, OTHER, 2) }
  const racers = []
  for (const contender of contenders) racers.push({ ...contender, deciders: await load(contender), inputs: shareOf(inputs, contender) })
  await verify(inputs, racers)
  const rows = await race(racers.map(turnOf), 25, 6)
  const roundsOf = (wanted) => rows[racers.findIndex(({ file }) => file === wanted)].rounds
  return {
    rows: rows.map((row, place) => ({ ...row, ...factsOf(racers[place]) })),
    leewayToWhole: ratios(roundsOf('leeway'), roundsOf('whole')),
  }
}

const factsOf = (racer) => ({ version: versionOf(racer), decisions: lengthOf(racer.inputs) })
const lengthOf = (inputs) => inputs.inbox.inputs.length + inputs.refunds.inputs.length

/** Evenly spaced inputs where all would take too long; the two policies keep their shares. */
function shareOf(inputs, { decisions = COUNT + OTHER }) {
  const step = (COUNT + OTHER) / decisions
  const spaced = (list) => list.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
  const thinned = ({ inputs, health }) => ({ inputs: spaced(inputs), health: spaced(health) })
  return { inbox: thinned(inputs.inbox), refunds: thinned(inputs.refunds) }
}

async function verify(inputs, racers) {
  const decidersOf = (wanted) => racers.find(({ file }) => file === wanted).deciders
  const [hand, whole, leeway] = ['hand', 'whole', 'leeway'].map(decidersOf)
  for (const [kind, document] of Object.entries({ inbox, refunds })) {
    sameDecisions(inputs[kind], whole[kind], leeway[kind])
    sameRules(inputs[kind], document, hand[kind], leeway[kind])
    for (const racer of racers) await sameActions(racer.name, racer.inputs[kind], hand[kind], racer.deciders[kind])
  }
}

/** Each turn uses both policies, so that neither has the process for itself. */
function turnOf(contender) {
  const { inputs, deciders, later } = contender
  const now = () => run(deciders.inbox, inputs.inbox) + run(deciders.refunds, inputs.refunds)
  const inTime = async () => (await runLater(deciders.inbox, inputs.inbox)) + (await runLater(deciders.refunds, inputs.refunds))
  return { name: titleOf(contender), count: lengthOf(inputs), run: later ? inTime : now }
}

function run(decideOne, { inputs, health }) {
  let sink = 0
  for (let index = 0; index < inputs.length; index += 1) sink += decideOne(inputs[index], health[index]).action.length
  return sink
}

/** For those that answer with a promise: the next is asked when the last has answered. */
async function runLater(decideOne, { inputs, health }) {
  let sink = 0
  for (let index = 0; index < inputs.length; index += 1) sink += (await decideOne(inputs[index], health[index])).action.length
  return sink
}

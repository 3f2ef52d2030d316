// The package with a calibration map, which says of each confidence what it was: so the decisions stay the same.
import { compile, init } from 'leeway-policy'
import { inbox } from '../policies/inbox.mjs'
import { refunds } from '../policies/refunds.mjs'

const calibration = { '*': { method: 'isotonic', points: [[0, 0], [0.25, 0.25], [0.5, 0.5], [0.75, 0.75], [1, 1]] } }

export async function prepare(kind) {
  await init()
  const policy = compile({ ...{ inbox, refunds }[kind], calibration })
  return (input, health) => policy.decide(input, health)
}

import { transitions } from '../count/transitions.ts'
import type { Decider } from './decider.ts'
import type { CompareRequest, Setting, Transition } from './protocol.ts'

/** The rows on the screen under two policies: how many go from which action to which. */
export function compare(decider: Decider, { before, now }: CompareRequest): Transition[] {
  return transitions(outcomesOf(decider, { ...now, text: before }), outcomesOf(decider, now), decider.view.truth)
}

function outcomesOf(decider: Decider, setting: Setting): Uint8Array {
  const twin = decider.twin()
  try {
    const decided = twin.decide(setting)
    if (!decided.ok) throw new Error(decided.message)
    return twin.outcomes
  } finally {
    // The columns are the other deciders' too.
    twin.policy?.free()
  }
}

import { transitions, tellingRows } from '../count/transitions.ts'
import type { Mapping } from '../log/types.ts'
import { caseAt } from './cases.ts'
import { inputOf } from './columns.ts'
import type { Decider } from './decider.ts'
import type { Case, CompareRequest, Moved, Setting } from './protocol.ts'

/** The rows on the screen under two policies: how many go from which action to which, and what speaks against it. */
export function compare(decider: Decider, mapping: Mapping, { before, now }: CompareRequest): Moved[] {
  const [one, other] = [decider.twin(), decider.twin()]
  try {
    decide(one, { ...now, text: before })
    decide(other, now)
    const { truth, confidence } = decider.view
    const telling = tellingRows(one.outcomes, other.outcomes, truth, confidence)
    return transitions(one.outcomes, other.outcomes, truth).map((move) => ({ ...move, telling: (telling.get(`${move.before} ${move.after}`) ?? []).map((row) => caseOf(one, other, mapping, row)) }))
  } finally {
    // The columns are the other deciders' too.
    one.policy?.free()
    other.policy?.free()
  }
}

function decide(twin: Decider, setting: Setting): void {
  const decided = twin.decide(setting)
  if (!decided.ok) throw new Error(decided.message)
}

/** A case with the signals that either policy reads. */
function caseOf(one: Decider, other: Decider, mapping: Mapping, row: number): Case {
  const now = caseAt(other, mapping, row)
  const { log, view, document, setting } = one
  const before = document && setting ? inputOf(log, view, document, setting.signals, row, true) : {}
  const signals = { ...before.signals, ...now.input.signals }
  return Object.keys(signals).length === 0 ? now : { ...now, input: { ...now.input, signals } }
}

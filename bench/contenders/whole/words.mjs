// The parts of a whole decision that are the same for both policies.
import { ACTIONS, AUTO_APPLY, ESCALATE, SHOW_OPTIONS, SUGGEST } from '../common/checks.mjs'

export const CEILING_REASONS = ACTIONS.map((action) => `at most \`${action}\` is allowed now`)

/** The default matrix, which both policies have. */
export const baseOf = (sure, high) => (sure ? (high ? SUGGEST : AUTO_APPLY) : high ? ESCALATE : SHOW_OPTIONS)

export function cellReason(sure, high) {
  if (sure) return high ? 'high confidence, high impact' : 'high confidence, low impact'
  return high ? 'low confidence, high impact' : 'low confidence, low impact'
}

/** A decision on an input with findings. */
export function refusal(findings, action, { rules, missing, segment }) {
  return {
    action: ACTIONS[action],
    code: 'invalid_input',
    reason: findings[0].message,
    cell: null,
    base: ACTIONS[ESCALATE],
    rules,
    missing,
    segment,
    findings,
    options: null,
    audit: null,
  }
}

/** The first alternatives, to choose from; null where there are none. */
export function optionsOf(ranked, most) {
  if (ranked.length === 0) return null
  return ranked.slice(0, most).map(({ label, confidence }) => ({ label, confidence }))
}

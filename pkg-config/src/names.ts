import type { Action, DecisionCode } from './types.js'

/** Every action, least autonomy first: the index is the number that `decideColumns` gives in its low three bits. */
export const ACTIONS: readonly Action[] = Object.freeze([
  'block', 'abstain', 'escalate', 'show_options', 'suggest', 'auto_apply',
] as const)

/** Every code: the index is the number that `decideColumns` gives in the next three bits. */
export const CODES: readonly DecisionCode[] = Object.freeze([
  'invalid_input', 'unavailable', 'ceiling', 'missing_signal', 'degraded', 'matrix',
] as const)

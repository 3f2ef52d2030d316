// What is the same for every policy that is not Leeway's: the actions in order, and what counts as a sound value.

/** Least autonomy first: the index is the rank. */
export const ACTIONS = ['block', 'abstain', 'escalate', 'show_options', 'suggest', 'auto_apply']
export const BLOCK = 0
export const ABSTAIN = 1
export const ESCALATE = 2
export const SHOW_OPTIONS = 3
export const SUGGEST = 4
export const AUTO_APPLY = 5

/** The lower of two ceilings; one that is no action is `block`. */
export function ceilingOf(own, shared) {
  if (own === undefined && shared === undefined) return AUTO_APPLY
  return Math.min(rankOf(own), rankOf(shared))
}

function rankOf(action) {
  if (action === undefined || action === null) return AUTO_APPLY
  const rank = ACTIONS.indexOf(action)
  return rank < 0 ? BLOCK : rank
}

export const isFraction = (value) => typeof value === 'number' && value >= 0 && value <= 1
export const isNumber = (value) => value === undefined || (typeof value === 'number' && value === value)
export const isBoolean = (value) => value === undefined || typeof value === 'boolean'
export const isAction = (value) => value === undefined || ACTIONS.includes(value)

export function areAlternatives(given) {
  if (!Array.isArray(given)) return false
  let previous = 1
  for (const { label, confidence } of given) {
    if (typeof label !== 'string' || !isFraction(confidence) || confidence > previous) return false
    previous = confidence
  }
  return true
}

export const isImpact = (impact) => impact === undefined || isFraction(impact)
export const isSecond = (second, confidence) => second === undefined || (isFraction(second) && second <= confidence)

const NOTHING = []

/** The alternatives that fill what is absent: those that are wrong fill nothing. */
export function filling(alternatives) {
  return alternatives !== undefined && areAlternatives(alternatives) ? alternatives : NOTHING
}

/** Stands for signals that were not given. */
export const NONE = {}

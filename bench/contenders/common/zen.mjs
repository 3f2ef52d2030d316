// Conditions in ZEN's expression language, for the engines that have it.
import { AUTO_APPLY } from './checks.mjs'

const OPERATORS = { is: '==', among: 'in', not_among: 'not in', above: '>', from: '>=', below: '<' }

export function condition({ all, any, fact, test, value }) {
  if (all !== undefined) return `(${all.map(condition).join(' and ')})`
  if (any !== undefined) return `(${any.map(condition).join(' or ')})`
  return `${fact} ${OPERATORS[test]} ${JSON.stringify(value)}`
}

/** All rules in one expression that gives the rank. */
export function expressionOf(listed) {
  return listed.reduceRight((rest, { when, at_most }) => `${condition(when)} ? ${at_most} : (${rest})`, String(AUTO_APPLY))
}

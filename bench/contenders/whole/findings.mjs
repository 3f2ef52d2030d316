// What is wrong with an input, field by field, in the order and in the words of the whole decision.
import { isAction, isFraction } from '../common/checks.mjs'

const MESSAGES = {
  wrong_type: (name, wanted) => `\`${name}\` should be ${wanted}`,
  not_a_number: (name) => `\`${name}\` is NaN`,
  out_of_range: (name) => `\`${name}\` is outside 0 to 1`,
  not_listed: (name, wanted) => `\`${name}\` is not ${wanted}`,
  out_of_order: (name) => `\`${name}\` do not descend; the most likely comes first`,
  absent: (name) => `\`${name}\` is missing`,
  above_confidence: (name) => `\`${name}\` is above the confidence of the prediction`,
}

const found = (field, problem, wanted) => ({ field, problem, message: MESSAGES[problem](field, wanted) })

/** @param kinds by signal, in the order of their names: `number`, `boolean`, or the strings that are listed */
export function findingsOf(input, health, kinds) {
  return [
    ...ofPrediction(input),
    ...ofAlternatives(input.alternatives),
    ...ofOperation(input.operation),
    ...ofFraction('impact', input.impact, 'a number from 0 to 1, or the name of an impact band'),
    ...ofSignals(input.signals, health?.signals, kinds),
    ...(isAction(input.at_most) ? [] : [found('at_most', 'not_listed', 'an action')]),
  ]
}

function ofPrediction({ confidence, second, alternatives }) {
  const ranked = ofAlternatives(alternatives).length === 0 ? (alternatives ?? []) : []
  const first = confidence ?? ranked[0]?.confidence
  const next = second ?? ranked[1]?.confidence
  const list = first === undefined ? [found('confidence', 'absent')] : ofFraction('confidence', first)
  const wrong = ofFraction('second', next)
  if (wrong.length === 0 && list.length === 0 && next > first) return [found('second', 'above_confidence')]
  return [...list, ...wrong]
}

function ofFraction(field, value, wanted = 'a number from 0 to 1') {
  if (value === undefined || isFraction(value)) return []
  if (typeof value !== 'number') return [found(field, 'wrong_type', wanted)]
  return [found(field, value === value ? 'out_of_range' : 'not_a_number')]
}

function ofAlternatives(given) {
  if (given === undefined) return []
  if (!Array.isArray(given)) return [found('alternatives', 'wrong_type', 'a list of { label, confidence }')]
  let previous = 1
  for (const { label, confidence } of given) {
    if (typeof label !== 'string') return [found('alternatives', 'wrong_type', 'a list of { label, confidence }')]
    const [wrong] = ofFraction('alternatives', confidence, 'a list of { label, confidence }')
    if (wrong !== undefined) return [wrong]
    if (confidence > previous) return [found('alternatives', 'out_of_order')]
    previous = confidence
  }
  return []
}

function ofOperation(operation) {
  if (operation === undefined) return [found('operation', 'absent')]
  return typeof operation === 'string' ? [] : [found('operation', 'wrong_type', 'a string')]
}

function ofSignals(own, shared, kinds) {
  if (Array.isArray(own)) return [found('signals', 'wrong_type', 'an object'), ...ofEach(undefined, shared, kinds)]
  return ofEach(own, shared, kinds)
}

function ofEach(own, shared, kinds) {
  return Object.entries(kinds).flatMap(([name, kind]) => ofSignal(`signals.${name}`, own?.[name] ?? shared?.[name], kind))
}

function ofSignal(field, value, kind) {
  if (value === undefined) return []
  const type = Array.isArray(kind) ? 'string' : kind
  if (typeof value !== type) return [found(field, 'wrong_type', `a ${type}`)]
  if (value !== value) return [found(field, 'not_a_number')]
  return Array.isArray(kind) && !kind.includes(value) ? [found(field, 'not_listed', 'among the values that the policy lists')] : []
}

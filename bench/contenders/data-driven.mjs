// Rules as data and a small interpreter: what people write before they look for an engine.
import { AUTO_APPLY, ESCALATE } from './common/checks.mjs'
import { readers, settle } from './common/facts.mjs'
import { rules } from './common/rules.mjs'

export async function prepare(kind) {
  const read = readers[kind]
  const listed = rules[kind]
  return (input, health) => {
    const asked = read(input, health)
    return settle(asked.sound ? firstOf(listed, asked.facts) : ESCALATE, asked)
  }
}

function firstOf(listed, facts) {
  for (const { when, at_most } of listed) if (holds(when, facts)) return at_most
  return AUTO_APPLY
}

function holds(condition, facts) {
  if (condition.all !== undefined) {
    for (const part of condition.all) if (!holds(part, facts)) return false
    return true
  }
  if (condition.any !== undefined) {
    for (const part of condition.any) if (holds(part, facts)) return true
    return false
  }
  const { fact, test, value } = condition
  switch (test) {
    case 'is': return facts[fact] === value
    case 'among': return value.includes(facts[fact])
    case 'not_among': return !value.includes(facts[fact])
    case 'above': return facts[fact] > value
    case 'from': return facts[fact] >= value
    case 'below': return facts[fact] < value
    default: throw new Error(`there is no test ${test}`)
  }
}

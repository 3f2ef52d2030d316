// json-logic-engine, compiled: one `if` with a branch for each rule.
import { LogicEngine } from 'json-logic-engine'
import { AUTO_APPLY, ESCALATE } from './common/checks.mjs'
import { readers, settle } from './common/facts.mjs'
import { rules } from './common/rules.mjs'

export async function prepare(kind) {
  const read = readers[kind]
  const logic = new LogicEngine().build(logicOf(rules[kind]))
  return (input, health) => {
    const asked = read(input, health)
    return settle(asked.sound ? logic(asked.facts) : ESCALATE, asked)
  }
}

const logicOf = (listed) => ({ if: [...listed.flatMap(({ when, at_most }) => [condition(when), at_most]), AUTO_APPLY] })

const OPERATORS = { is: '===', above: '>', from: '>=', below: '<', among: 'in' }

function condition({ all, any, fact, test, value }) {
  if (all !== undefined) return { and: all.map(condition) }
  if (any !== undefined) return { or: any.map(condition) }
  if (test === 'not_among') return { '!': [condition({ fact, test: 'among', value })] }
  return { [OPERATORS[test]]: [{ val: fact }, value] }
}

// zen-engine, native: one expression for the whole policy. Nothing keeps a parsed one: it is given as text each time.
import zen from '@gorules/zen-engine'
import { ESCALATE } from './common/checks.mjs'
import { readers, settle } from './common/facts.mjs'
import { rules } from './common/rules.mjs'
import { expressionOf } from './common/zen.mjs'

export async function prepare(kind) {
  const read = readers[kind]
  const expression = expressionOf(rules[kind])
  return (input, health) => {
    const asked = read(input, health)
    return settle(asked.sound ? zen.evaluateExpressionSync(expression, asked.facts) : ESCALATE, asked)
  }
}

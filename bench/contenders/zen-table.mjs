// zen-engine, native: a decision table whose first row that holds is the answer. It can be asked only asynchronously.
import zen from '@gorules/zen-engine'
import { AUTO_APPLY, ESCALATE } from './common/checks.mjs'
import { readers, settle } from './common/facts.mjs'
import { rules } from './common/rules.mjs'
import { condition } from './common/zen.mjs'

export async function prepare(kind) {
  const read = readers[kind]
  const decision = new zen.ZenEngine().createDecision(new zen.ZenDecisionContent(graphOf(rules[kind])))
  return async (input, health) => {
    const asked = read(input, health)
    return settle(asked.sound ? (await decision.evaluate(asked.facts)).result.at_most : ESCALATE, asked)
  }
}

function graphOf(listed) {
  const content = {
    hitPolicy: 'first',
    inputs: [{ id: 'when', name: 'when' }],
    outputs: [{ id: 'then', name: 'at most', field: 'at_most' }],
    rules: [...listed.map(({ id, when, at_most }) => row(id, condition(when), at_most)), row('otherwise', '', AUTO_APPLY)],
  }
  const nodes = [
    { id: 'input', name: 'input', type: 'inputNode' },
    { id: 'table', name: 'table', type: 'decisionTableNode', content },
    { id: 'output', name: 'output', type: 'outputNode' },
  ]
  return { nodes, edges: [edge('input', 'table'), edge('table', 'output')] }
}

const row = (id, when, rank) => ({ _id: id, when, then: String(rank) })
const edge = (sourceId, targetId) => ({ id: `${sourceId}-${targetId}`, sourceId, targetId, type: 'edge' })

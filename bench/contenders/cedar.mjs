// cedar-wasm: everything is permitted, and each rule forbids; the ids of those that hold come back with the answer. Its
// numbers are whole (decimals come as texts), so fractions are given in ten-thousandths. The policy set is parsed once.
import { initSync, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/web'
import { AUTO_APPLY, ESCALATE } from './common/checks.mjs'
import { readers, settle } from './common/facts.mjs'
import { rules } from './common/rules.mjs'
import { wasmOf } from './common/wasm.mjs'

export async function prepare(kind) {
  initSync({ module: wasmOf('@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm') })
  const parsed = preparsePolicySet(kind, { staticPolicies: policiesOf(rules[kind]) })
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed))
  const read = readers[kind]
  const ranks = new Map(rules[kind].map(({ id, at_most }) => [id, at_most]))
  return (input, health) => {
    const asked = read(input, health)
    return settle(asked.sound ? ask(kind, ranks, input.id, asked.facts) : ESCALATE, asked)
  }
}

function ask(kind, ranks, id, facts) {
  const { response } = statefulIsAuthorized({
    principal: { type: 'App', id: kind },
    action: { type: 'Action', id: 'auto_apply' },
    resource: { type: 'Prediction', id },
    context: inTenThousandths(facts),
    preparsedPolicySetId: kind,
    validateRequest: false,
    entities: [],
  })
  if (response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(response))
  if (response.decision === 'allow') return AUTO_APPLY
  return response.diagnostics.reason.reduce((rank, rule) => Math.min(rank, ranks.get(rule)), AUTO_APPLY)
}

const FRACTIONS = ['confidence', 'margin', 'impact', 'fraud_score']
const tenThousandths = (fraction) => Math.round(fraction * 10_000)

function inTenThousandths(facts) {
  const context = { ...facts }
  for (const name of FRACTIONS) if (name in facts) context[name] = tenThousandths(facts[name])
  return context
}

function policiesOf(listed) {
  const forbidding = listed.map(({ id, when }) => [id, `forbid(principal, action, resource) when { ${condition(when)} };`])
  return { everything: 'permit(principal, action, resource);', ...Object.fromEntries(forbidding) }
}

const OPERATORS = { is: '==', above: '>', from: '>=', below: '<' }

function condition({ all, any, fact, test, value }) {
  if (all !== undefined) return `(${all.map(condition).join(' && ')})`
  if (any !== undefined) return `(${any.map(condition).join(' || ')})`
  const list = `${JSON.stringify(value)}.contains(context.${fact})`
  if (test === 'among') return list
  if (test === 'not_among') return `!${list}`
  return `context.${fact} ${OPERATORS[test]} ${literal(fact, value)}`
}

const literal = (fact, value) => JSON.stringify(FRACTIONS.includes(fact) ? tenThousandths(value) : value)

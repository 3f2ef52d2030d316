// The package, as an app uses it.
import { compile } from 'leeway-policy'
import { inbox } from '../policies/inbox.mjs'
import { refunds } from '../policies/refunds.mjs'

export async function prepare() {
  const policies = [compile(inbox), compile(refunds)]
  return {
    inbox: (input, health) => policies[0].decide(input, health),
    refunds: (input, health) => policies[1].decide(input, health),
    settled: (decision) => settledBy(inbox, decision),
  }
}

/** The rule, raise or step that settled a decision; the words of the reason are those of one rule. */
function settledBy(document, { code, reason }) {
  if (code === 'degraded' || code === 'missing_signal') return ruleOf(document.degrade, reason)
  if (code !== 'matrix') return code
  return ruleOf(Object.values(document.operations).flatMap((operation) => operation.raise ?? []), reason) ?? 'matrix'
}

function ruleOf(rules, reason) {
  return rules.find(({ because }) => reason === because || reason.startsWith(`cannot rule out: ${because} `))?.id
}

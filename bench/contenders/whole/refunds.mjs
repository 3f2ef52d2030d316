// The policy of policies/refunds.mjs by hand, with the whole decision.
import {
  ABSTAIN, ACTIONS, ESCALATE, NONE, SHOW_OPTIONS, SUGGEST,
  ceilingOf, filling, isAction, isBoolean, isFraction, isImpact, isNumber, isSecond,
} from '../common/checks.mjs'
import { findingsOf } from './findings.mjs'
import { CEILING_REASONS, baseOf, cellReason, optionsOf, refusal } from './words.mjs'

const SIGNALS = {
  account_age_days: 'number', agents_online: 'boolean', amount: 'number',
  currency: ['eur', 'usd', 'other'], fraud_score: 'number', verified: 'boolean',
}

/** One function, for the reason given in `inbox.mjs`. */
export function decideRefunds(input, health) {
  const { alternatives, operation, impact } = input
  const ranked = filling(alternatives)
  const confidence = input.confidence ?? ranked[0]?.confidence
  const second = input.second ?? ranked[1]?.confidence
  const usable = !Array.isArray(input.signals)
  const own = (usable && input.signals) || NONE
  const shared = (usable && health?.signals) || NONE
  const age = own.account_age_days ?? shared.account_age_days
  const agents = own.agents_online ?? shared.agents_online
  const amount = own.amount ?? shared.amount
  const currency = own.currency ?? shared.currency
  const fraud = own.fraud_score ?? shared.fraud_score ?? (usable ? 0 : undefined)
  const verified = own.verified ?? shared.verified
  const sound =
    usable && (alternatives === undefined || ranked === alternatives) &&
    isFraction(confidence) && isSecond(second, confidence) && typeof operation === 'string' && isImpact(impact) &&
    isNumber(age) && isBoolean(agents) && isNumber(amount) && (currency === undefined || SIGNALS.currency.includes(currency)) &&
    isNumber(fraud) && isBoolean(verified) && isAction(input.at_most)
  if (!sound) return refuse(input, health, { operation, age, agents, amount, currency, fraud, verified })

  const rules = []
  const sure = confidence >= (operation === 'close' ? 0.95 : currency === 'usd' || currency === undefined ? 0.88 : 0.8)
  const large = operation === 'refund' && !(amount <= 100)
  if (large) rules.push('large')
  const listed = operation === 'refund' || operation === 'close' || operation === 'answer'
  const high = large || !listed || impact >= 0.6
  const base = baseOf(sure, high)

  const suspect = base > ESCALATE && fraud > 0.7
  const young = base > SHOW_OPTIONS && !(age >= 30)
  const unverified = base > SUGGEST && operation !== 'answer' && listed && verified !== true
  if (suspect) rules.push('fraud')
  if (young) rules.push('new-account')
  if (unverified) rules.push('unverified')

  let action = base
  let code = 'matrix'
  let reason = large ? 'it is much money' : cellReason(sure, high)
  if (suspect) {
    action = ESCALATE
    code = 'degraded'
    reason = 'it may be fraud'
  } else if (young) {
    action = SHOW_OPTIONS
    code = age === undefined ? 'missing_signal' : 'degraded'
    reason = age === undefined ? 'cannot rule out: the account is new (`account_age_days` is missing)' : 'the account is new'
  } else if (unverified) {
    action = SUGGEST
    code = verified === undefined ? 'missing_signal' : 'degraded'
    reason = verified === undefined
      ? 'cannot rule out: the customer is not verified (`verified` is missing)'
      : 'the customer is not verified'
  }

  const ceiling = ceilingOf(input.at_most, health?.at_most)
  if (action > ceiling) {
    action = ceiling
    code = 'ceiling'
    reason = CEILING_REASONS[ceiling]
  }
  const moved = action === ESCALATE && agents !== true
  if (moved) {
    action = ABSTAIN
    code = 'unavailable'
    reason = 'nobody can review this now'
  }
  return {
    action: ACTIONS[action],
    code,
    reason,
    cell: { confidence: sure ? 'high' : 'low', impact: high ? 'high' : 'low' },
    base: ACTIONS[base],
    rules,
    missing: missingFrom({ operation, age, agents, amount, currency, fraud, verified }, moved),
    segment: currency === 'usd' ? 'dollars' : null,
    findings: [],
    options: action === SHOW_OPTIONS ? optionsOf(ranked, 5) : null,
    audit: null,
  }
}

function missingFrom({ operation, age, agents, amount, currency, fraud, verified }, moved) {
  const missing = []
  if (age === undefined) missing.push('account_age_days')
  if (agents === undefined && moved) missing.push('agents_online')
  if (amount === undefined && operation === 'refund') missing.push('amount')
  if (currency === undefined) missing.push('currency')
  if (fraud === undefined) missing.push('fraud_score')
  if (verified === undefined && (operation === 'refund' || operation === 'close' || operation === undefined)) missing.push('verified')
  return missing
}

function refuse(input, health, read) {
  const findings = findingsOf(input, health, SIGNALS)
  const wrong = new Set(findings.map(({ field }) => field))
  const without = (name, value) => (wrong.has(name) ? undefined : value)
  const known = {
    operation: without('operation', read.operation),
    age: without('signals.account_age_days', read.age),
    agents: without('signals.agents_online', read.agents),
    amount: without('signals.amount', read.amount),
    currency: without('signals.currency', read.currency),
    fraud: without('signals.fraud_score', read.fraud),
    verified: without('signals.verified', read.verified),
  }
  const ceiling = ceilingOf(input.at_most, health?.at_most)
  const moved = ceiling >= ESCALATE && known.agents !== true
  return refusal(findings, moved ? ABSTAIN : Math.min(ESCALATE, ceiling), {
    rules: known.operation === 'refund' && !(known.amount <= 100) ? ['large'] : [],
    missing: missingFrom(known, moved),
    segment: known.currency === 'usd' ? 'dollars' : null,
  })
}

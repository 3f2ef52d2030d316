// What every engine other than Leeway is asked after, and what is done with its answer. The engines have rules over facts;
// reading and checking an input, what an absent value counts as, ceilings and unavailable actions are their users' own
// code, and this is it: the same for all of them, and inside what is measured.
import {
  ABSTAIN, ACTIONS, ESCALATE, NONE, ceilingOf, filling, isAction, isBoolean, isFraction, isImpact, isNumber, isSecond,
} from './checks.mjs'

/** More than any number that a rule compares with. */
const MANY = 1e9
const LOCALES = ['en', 'fr', 'other']
const CURRENCIES = ['eur', 'usd', 'other']
const isAmong = (value, list) => value === undefined || list.includes(value)

/**
 * Flat facts with nothing absent: what was not given has the value with which the rules allow least. Without `sound`
 * something is wrong with the input, and the engine is not asked.
 */
function inboxFacts(input, health) {
  const { operation, impact, alternatives } = input
  const ranked = filling(alternatives)
  const confidence = input.confidence ?? ranked[0]?.confidence
  const second = input.second ?? ranked[1]?.confidence
  const usable = !Array.isArray(input.signals)
  const own = (usable && input.signals) || NONE
  const shared = (usable && health?.signals) || NONE
  const latency = own.latency_ms ?? shared.latency_ms
  const outside = own.out_of_scope ?? shared.out_of_scope
  const locale = own.locale ?? shared.locale
  const recipients = own.recipients ?? shared.recipients
  const reversible = own.reversible ?? shared.reversible
  const reviewers = own.reviewers_available ?? shared.reviewers_available
  const sound =
    usable && (alternatives === undefined || ranked === alternatives) &&
    isFraction(confidence) && isSecond(second, confidence) && typeof operation === 'string' && isImpact(impact) &&
    isNumber(latency) && isAmong(locale, LOCALES) && isBoolean(outside) && isNumber(recipients) &&
    isBoolean(reversible) && isBoolean(reviewers) && isAction(input.at_most)
  const facts = {
    operation,
    confidence,
    margin: second === undefined ? 0 : confidence - second,
    impact: impact ?? 0,
    latency_ms: latency ?? 0,
    locale: locale ?? 'fr',
    out_of_scope: outside ?? true,
    recipients: recipients ?? MANY,
    reversible: reversible ?? false,
  }
  return { sound, facts, ceiling: ceilingOf(input.at_most, health?.at_most), reviewed: reviewers === true }
}

function refundFacts(input, health) {
  const { operation, impact, alternatives } = input
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
  const fraud = own.fraud_score ?? shared.fraud_score
  const verified = own.verified ?? shared.verified
  const sound =
    usable && (alternatives === undefined || ranked === alternatives) &&
    isFraction(confidence) && isSecond(second, confidence) && typeof operation === 'string' && isImpact(impact) &&
    isNumber(age) && isBoolean(agents) && isNumber(amount) && isAmong(currency, CURRENCIES) && isNumber(fraud) &&
    isBoolean(verified) && isAction(input.at_most)
  const facts = {
    operation,
    confidence,
    impact: impact ?? 0,
    account_age_days: age ?? -1,
    amount: amount ?? MANY,
    currency: currency ?? 'usd',
    fraud_score: fraud ?? 0,
    verified: verified ?? false,
  }
  return { sound, facts, ceiling: ceilingOf(input.at_most, health?.at_most), reviewed: agents === true }
}

export const readers = { inbox: inboxFacts, refunds: refundFacts }

/** An input that is not sound is at most escalated; then the ceiling, then what is not available. */
export function settle(rank, { ceiling, reviewed }) {
  const action = Math.min(rank, ceiling)
  return { action: ACTIONS[action === ESCALATE && !reviewed ? ABSTAIN : action] }
}

// Both policies written by hand, as a careful engineer would for these policies alone: the action and what settled it.
// It is 1x; everything else is measured against it. One function each, for the reason given
// in whole/inbox.mjs.
import {
  ABSTAIN, ACTIONS, AUTO_APPLY, ESCALATE, NONE, SHOW_OPTIONS, SUGGEST,
  areAlternatives, ceilingOf, isAction, isBoolean, isFraction, isNumber,
} from './common/checks.mjs'

export async function prepare(kind) {
  return { inbox: decideInbox, refunds: decideRefunds }[kind]
}

/** The policy of policies/inbox.mjs. */
function decideInbox(input, health) {
  let { confidence, second } = input
  const { alternatives, operation, impact } = input
  let bad = false
  if (alternatives !== undefined) {
    bad = !areAlternatives(alternatives)
    if (!bad) {
      confidence ??= alternatives[0]?.confidence
      second ??= alternatives[1]?.confidence
    }
  }
  bad ||= !isFraction(confidence) || (second !== undefined && !(isFraction(second) && second <= confidence))
  bad ||= typeof operation !== 'string' || (impact !== undefined && !isFraction(impact))

  let signals = input.signals ?? NONE
  let shared = health?.signals ?? NONE
  if (Array.isArray(signals)) {
    bad = true
    signals = shared = NONE
  }
  const latency = signals.latency_ms ?? shared.latency_ms
  const outOfScope = signals.out_of_scope ?? shared.out_of_scope
  const locale = signals.locale ?? shared.locale
  const recipients = signals.recipients ?? shared.recipients
  const reversible = signals.reversible ?? shared.reversible
  const reviewers = signals.reviewers_available ?? shared.reviewers_available
  bad ||= !isNumber(latency) || !isBoolean(outOfScope) || !isNumber(recipients) || !isBoolean(reversible) || !isBoolean(reviewers)
  bad ||= locale !== undefined && locale !== 'en' && locale !== 'fr' && locale !== 'other'
  bad ||= !isAction(input.at_most)

  let action = ESCALATE
  let rule = 'invalid_input'
  if (!bad) {
    rule = 'matrix'
    let threshold = locale === 'fr' || locale === undefined ? 0.9 : 0.85
    let high = false
    if (operation === 'reply') {
      if (!(recipients <= 20)) {
        high = true
        rule = 'many-recipients'
      }
    } else if (operation === 'delete') {
      threshold = 0.97
    } else if (operation !== 'archive') {
      high = true
    }
    if (impact >= 0.5) high = true
    const sure = confidence >= threshold
    action = sure ? (high ? SUGGEST : AUTO_APPLY) : high ? ESCALATE : SHOW_OPTIONS

    if (action > ESCALATE && outOfScope !== false) {
      action = ESCALATE
      rule = 'out-of-scope'
    } else if (action > SHOW_OPTIONS && latency > 800) {
      action = SHOW_OPTIONS
      rule = 'slow'
    } else if (action > SHOW_OPTIONS && operation === 'archive' && !(confidence - second >= 0.1)) {
      action = SHOW_OPTIONS
      rule = 'ambiguous'
    } else if (action > SUGGEST && (operation === 'delete' || operation === 'reply') && reversible !== true) {
      action = SUGGEST
      rule = 'irreversible'
    }
  }
  const ceiling = ceilingOf(input.at_most, health?.at_most)
  if (action > ceiling) {
    action = ceiling
    if (!bad) rule = 'ceiling'
  }
  if (action === ESCALATE && reviewers !== true) {
    action = ABSTAIN
    if (!bad) rule = 'unavailable'
  }
  return { action: ACTIONS[action], rule }
}

/** The policy of policies/refunds.mjs. */
function decideRefunds(input, health) {
  let { confidence, second } = input
  const { alternatives, operation, impact } = input
  let bad = false
  if (alternatives !== undefined) {
    bad = !areAlternatives(alternatives)
    if (!bad) {
      confidence ??= alternatives[0]?.confidence
      second ??= alternatives[1]?.confidence
    }
  }
  bad ||= !isFraction(confidence) || (second !== undefined && !(isFraction(second) && second <= confidence))
  bad ||= typeof operation !== 'string' || (impact !== undefined && !isFraction(impact))

  let signals = input.signals ?? NONE
  let shared = health?.signals ?? NONE
  if (Array.isArray(signals)) {
    bad = true
    signals = shared = NONE
  }
  const age = signals.account_age_days ?? shared.account_age_days
  const agents = signals.agents_online ?? shared.agents_online
  const amount = signals.amount ?? shared.amount
  const currency = signals.currency ?? shared.currency
  const fraud = signals.fraud_score ?? shared.fraud_score
  const verified = signals.verified ?? shared.verified
  bad ||= !isNumber(age) || !isBoolean(agents) || !isNumber(amount) || !isNumber(fraud) || !isBoolean(verified)
  bad ||= currency !== undefined && currency !== 'eur' && currency !== 'usd' && currency !== 'other'
  bad ||= !isAction(input.at_most)

  let action = ESCALATE
  let rule = 'invalid_input'
  if (!bad) {
    rule = 'matrix'
    let threshold = currency === 'usd' || currency === undefined ? 0.88 : 0.8
    let high = false
    if (operation === 'refund') {
      if (!(amount <= 100)) {
        high = true
        rule = 'large'
      }
    } else if (operation === 'close') {
      threshold = 0.95
    } else if (operation !== 'answer') {
      high = true
    }
    if (impact >= 0.6) high = true
    const sure = confidence >= threshold
    action = sure ? (high ? SUGGEST : AUTO_APPLY) : high ? ESCALATE : SHOW_OPTIONS

    if (action > ESCALATE && fraud > 0.7) {
      action = ESCALATE
      rule = 'fraud'
    } else if (action > SHOW_OPTIONS && !(age >= 30)) {
      action = SHOW_OPTIONS
      rule = 'new-account'
    } else if (action > SUGGEST && (operation === 'refund' || operation === 'close') && verified !== true) {
      action = SUGGEST
      rule = 'unverified'
    }
  }
  const ceiling = ceilingOf(input.at_most, health?.at_most)
  if (action > ceiling) {
    action = ceiling
    if (!bad) rule = 'ceiling'
  }
  if (action === ESCALATE && agents !== true) {
    action = ABSTAIN
    if (!bad) rule = 'unavailable'
  }
  return { action: ACTIONS[action], rule }
}

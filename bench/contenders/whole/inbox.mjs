// The policy of policies/inbox.mjs by hand, with the whole decision.
import {
  ABSTAIN, ACTIONS, ESCALATE, NONE, SHOW_OPTIONS, SUGGEST,
  ceilingOf, filling, isAction, isBoolean, isFraction, isImpact, isNumber, isSecond,
} from '../common/checks.mjs'
import { findingsOf } from './findings.mjs'
import { CEILING_REASONS, baseOf, cellReason, optionsOf, refusal } from './words.mjs'

const SIGNALS = {
  latency_ms: 'number', locale: ['en', 'fr', 'other'], out_of_scope: 'boolean',
  recipients: 'number', reversible: 'boolean', reviewers_available: 'boolean',
}

/**
 * One function: each step needs most of what those before it found, and an object between reading and deciding made it
 * 10 to 30% slower.
 */
export function decideInbox(input, health) {
  const { alternatives, operation, impact } = input
  const ranked = filling(alternatives)
  const confidence = input.confidence ?? ranked[0]?.confidence
  const second = input.second ?? ranked[1]?.confidence
  const usable = !Array.isArray(input.signals)
  const own = (usable && input.signals) || NONE
  const shared = (usable && health?.signals) || NONE
  const latency = own.latency_ms ?? shared.latency_ms ?? (usable ? 0 : undefined)
  const locale = own.locale ?? shared.locale
  const outOfScope = own.out_of_scope ?? shared.out_of_scope
  const recipients = own.recipients ?? shared.recipients
  const reversible = own.reversible ?? shared.reversible
  const reviewers = own.reviewers_available ?? shared.reviewers_available
  const sound =
    usable && (alternatives === undefined || ranked === alternatives) &&
    isFraction(confidence) && isSecond(second, confidence) && typeof operation === 'string' && isImpact(impact) &&
    isNumber(latency) && (locale === undefined || SIGNALS.locale.includes(locale)) && isBoolean(outOfScope) &&
    isNumber(recipients) && isBoolean(reversible) && isBoolean(reviewers) && isAction(input.at_most)
  if (!sound) return refuse(input, health, { operation, latency, locale, outOfScope, recipients, reversible, reviewers, second })

  const rules = []
  const sure = confidence >= (operation === 'delete' ? 0.97 : locale === 'fr' || locale === undefined ? 0.9 : 0.85)
  const many = operation === 'reply' && !(recipients <= 20)
  if (many) rules.push('many-recipients')
  const listed = operation === 'archive' || operation === 'reply' || operation === 'delete'
  const high = many || !listed || impact >= 0.5
  const base = baseOf(sure, high)

  const slow = base > SHOW_OPTIONS && latency > 800
  const outside = base > ESCALATE && outOfScope !== false
  const lasting = base > SUGGEST && operation !== 'archive' && listed && reversible !== true
  const close = base > SHOW_OPTIONS && operation === 'archive' && !(confidence - second >= 0.1)
  if (slow) rules.push('slow')
  if (outside) rules.push('out-of-scope')
  if (lasting) rules.push('irreversible')
  if (close) rules.push('ambiguous')

  let action = base
  let code = 'matrix'
  let reason = many ? 'it goes to many people' : cellReason(sure, high)
  if (outside) {
    action = ESCALATE
    code = outOfScope === undefined ? 'missing_signal' : 'degraded'
    reason = outOfScope === undefined
      ? 'cannot rule out: this is outside what the model knows (`out_of_scope` is missing)'
      : 'this is outside what the model knows'
  } else if (slow) {
    action = SHOW_OPTIONS
    code = 'degraded'
    reason = 'the model is slow'
  } else if (close) {
    action = SHOW_OPTIONS
    code = second === undefined ? 'missing_signal' : 'degraded'
    reason = second === undefined
      ? 'cannot rule out: two answers are nearly as likely (`second` is missing)'
      : 'two answers are nearly as likely'
  } else if (lasting) {
    action = SUGGEST
    code = reversible === undefined ? 'missing_signal' : 'degraded'
    reason = reversible === undefined ? 'cannot rule out: it cannot be undone (`reversible` is missing)' : 'it cannot be undone'
  }

  const ceiling = ceilingOf(input.at_most, health?.at_most)
  if (action > ceiling) {
    action = ceiling
    code = 'ceiling'
    reason = CEILING_REASONS[ceiling]
  }
  const moved = action === ESCALATE && reviewers !== true
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
    missing: missingFrom({ operation, latency, locale, outOfScope, recipients, reversible, reviewers, second }, moved),
    segment: locale === 'fr' ? 'french' : null,
    findings: [],
    options: action === SHOW_OPTIONS ? optionsOf(ranked, 4) : null,
    audit: null,
  }
}

/** The signals whose absence left something open, by name. An operation that is wrong leaves open what depends on it. */
function missingFrom({ operation, latency, locale, outOfScope, recipients, reversible, reviewers, second }, moved) {
  const missing = []
  if (latency === undefined) missing.push('latency_ms')
  if (locale === undefined) missing.push('locale')
  if (outOfScope === undefined) missing.push('out_of_scope')
  if (recipients === undefined && operation === 'reply') missing.push('recipients')
  if (reversible === undefined && (operation === 'reply' || operation === 'delete' || operation === undefined)) missing.push('reversible')
  if (reviewers === undefined && moved) missing.push('reviewers_available')
  if (second === undefined && (operation === 'archive' || operation === undefined)) missing.push('second')
  return missing
}

function refuse(input, health, read) {
  const findings = findingsOf(input, health, SIGNALS)
  const wrong = new Set(findings.map(({ field }) => field))
  const without = (name, value) => (wrong.has(name) ? undefined : value)
  const known = {
    operation: without('operation', read.operation),
    second: without('second', read.second),
    latency: without('signals.latency_ms', read.latency),
    locale: without('signals.locale', read.locale),
    outOfScope: without('signals.out_of_scope', read.outOfScope),
    recipients: without('signals.recipients', read.recipients),
    reversible: without('signals.reversible', read.reversible),
    reviewers: without('signals.reviewers_available', read.reviewers),
  }
  const ceiling = ceilingOf(input.at_most, health?.at_most)
  const moved = ceiling >= ESCALATE && known.reviewers !== true
  return refusal(findings, moved ? ABSTAIN : Math.min(ESCALATE, ceiling), {
    rules: known.operation === 'reply' && !(known.recipients <= 20) ? ['many-recipients'] : [],
    missing: missingFrom(known, moved),
    segment: known.locale === 'fr' ? 'french' : null,
  })
}

// Inputs from a seed: the same on every machine. Each goes through JSON text, so that its strings and its shape come
// about as in an app that reads a response.

/** Numbers in [0, 1) from a seed (mulberry32, T. Ettinger, 2017). */
export function generator(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const pick = (random, list) => list[Math.floor(random() * list.length)]
/** Four digits: Cedar has whole numbers only, and so compares ten-thousandths. */
const fraction = (value) => Math.round(value * 10000) / 10000

/** Confidence and second, as a softmax over few labels gives them; a margin of exactly 0.1 would be a matter of rounding. */
function scores(random) {
  const confidence = fraction(random() < 0.6 ? 0.8 + 0.2 * random() : random())
  const second = fraction((1 - confidence) * random() * (confidence > 0.5 ? 1 : 0.5))
  const least = Math.min(second, confidence)
  return Math.round((confidence - least) * 10000) === 1000 ? scores(random) : { confidence, second: least }
}

const ITEM_SIGNALS = {
  inbox: (random) => ({
    out_of_scope: random() < 0.08,
    locale: pick(random, ['en', 'en', 'en', 'fr', 'other']),
    recipients: Math.floor(random() ** 4 * 60) + 1,
    reversible: random() < 0.8,
  }),
  refunds: (random) => ({
    account_age_days: Math.floor(random() * 900),
    amount: Math.floor(random() ** 2 * 300),
    currency: pick(random, ['eur', 'usd', 'other']),
    verified: random() < 0.8,
  }),
}

const HEALTH_SIGNALS = {
  inbox: (random) => ({ latency_ms: Math.floor(100 + random() ** 3 * 1200), reviewers_available: random() < 0.85 }),
  refunds: (random) => ({ fraud_score: fraction(random() ** 3), agents_online: random() < 0.85 }),
}

const OPERATIONS = {
  inbox: ['archive', 'archive', 'archive', 'reply', 'reply', 'delete', 'forward_to_finance'],
  refunds: ['refund', 'refund', 'answer', 'answer', 'close', 'send_voucher'],
}

/** An input in which everything is given and nothing is wrong, in one shape. */
function plainInput(kind, random, index) {
  return {
    id: `${kind}-${index}`,
    ...scores(random),
    operation: pick(random, OPERATIONS[kind]),
    signals: { ...HEALTH_SIGNALS[kind](random), ...ITEM_SIGNALS[kind](random) },
  }
}

/** What some inputs have or lack; `share` is how many of them, the rest stay as they are. */
const VARIATIONS = [
  { share: 0.06, change: (input, random) => delete input.signals[pick(random, Object.keys(input.signals))] },
  { share: 0.04, change: (input) => delete input.second },
  { share: 0.06, change: withAlternatives },
  { share: 0.03, change: (input, random) => (input.at_most = pick(random, ['suggest', 'abstain', 'show_options', 'block'])) },
  { share: 0.02, change: (input, random) => (input.impact = fraction(random())) },
]

function withAlternatives(input, random) {
  const { confidence, second } = input
  if (second === undefined) return
  input.alternatives = [
    { label: input.operation, confidence },
    { label: pick(random, ['archive', 'reply', 'leave it']), confidence: second },
    { label: 'none of these', confidence: fraction(second * random()) },
  ]
  delete input.second
  if (random() < 0.5) delete input.confidence
}

const LISTED = { inbox: 'locale', refunds: 'currency' }
const MEASURED = { inbox: 'latency_ms', refunds: 'amount' }

/** What is wrong with the inputs that are bad. */
const BREAKS = [
  (input) => (input.confidence = 1.2),
  (input) => (input.confidence = '0.9'),
  (input) => delete input.confidence,
  (input) => (input.second = 0.99),
  (input) => (input.operation = 7),
  (input, kind) => (input.signals[LISTED[kind]] = 'xx'),
  (input, kind) => (input.signals[MEASURED[kind]] = 'much'),
  (input) => (input.at_most = 'anything'),
  (input) => (input.signals = ['none']),
]
const BAD_SHARE = 0.03

function mixedInput(kind, random, index) {
  const input = plainInput(kind, random, index)
  // Half of the callers give the health beside the input, once for many, as the package is meant to be used.
  const shared = random() < 0.5
  if (shared) input.signals = ITEM_SIGNALS[kind](random)
  if (random() < BAD_SHARE) pick(random, BREAKS)(input, kind)
  else for (const { share, change } of VARIATIONS) if (random() < share) change(input, random)
  return { input, shared }
}

const parsed = (value) => JSON.parse(JSON.stringify(value))

function healths(kind, random) {
  const usual = Array.from({ length: 5 }, () => ({ signals: HEALTH_SIGNALS[kind](random) }))
  return [...usual, { ...usual[0], at_most: 'suggest' }].map(parsed)
}

/**
 * Inputs with the health that is given beside each, null for none.
 *
 * @param {'inbox' | 'refunds'} kind
 * @param {'mixed' | 'alike'} variety `mixed`: some lack signals, some have alternatives, a ceiling, health, some are bad;
 *   `alike`: all of one shape, with everything given, as where an app calls from one place
 */
export function makeInputs(kind, variety, count, seed) {
  const random = generator(seed)
  const shares = healths(kind, random)
  const inputs = []
  const health = []
  for (let index = 0; index < count; index += 1) {
    const made = variety === 'alike' ? { input: plainInput(kind, random, index), shared: false } : mixedInput(kind, random, index)
    inputs.push(parsed(made.input))
    health.push(made.shared ? pick(random, shares) : null)
  }
  return { inputs, health }
}

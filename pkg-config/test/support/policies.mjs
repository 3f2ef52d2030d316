// Documents that several tests use.

export const SMALL = Object.freeze({
  leeway: 1,
  name: 'small',
  confidence: { low: 0, high: 0.8 },
  impact: { low: 0, high: 0.5 },
})

/** Every part that a decision can come from. */
export const INBOX = Object.freeze({
  leeway: 1,
  name: 'inbox-assistant',
  confidence: { low: 0, high: 0.85 },
  impact: { low: 0, high: 0.5 },
  signals: {
    latency_ms: { type: 'number', unit: 'ms', default: 0 },
    out_of_scope: { type: 'boolean' },
    locale: { type: 'string', values: ['en', 'fr', 'other'] },
    recipients: { type: 'number' },
    reviewers_available: { type: 'boolean' },
  },
  operations: {
    archive: { impact: 'low' },
    reply: {
      impact: 'low',
      raise: [{ id: 'many', when: { signal: 'recipients', above: 20 }, to: 'high', because: 'it goes to many people' }],
    },
    delete: { impact: 0.3, confidence: { high: 0.97 } },
    '*': { impact: 'high' },
  },
  segments: [{ name: 'french', when: { signal: 'locale', is: 'fr' }, confidence: { high: 0.9 } }],
  degrade: [
    { id: 'slow', when: { signal: 'latency_ms', above: 800 }, at_most: 'show_options', because: 'the model is slow' },
    { id: 'scope', when: { signal: 'out_of_scope', is: true }, at_most: 'escalate', because: 'this is outside what the model knows' },
    { id: 'close', when: { margin_below: 0.1 }, at_most: 'show_options', because: 'two answers are nearly as likely' },
    { id: 'few', when: { all: [{ operation: 'reply' }, { alternatives_below: 2 }] }, at_most: 'suggest', because: 'there is one answer' },
  ],
  unavailable: [{ action: 'escalate', when: { signal: 'reviewers_available', is: false } }],
})

export const SURE = Object.freeze({
  confidence: 0.97,
  second: 0.01,
  operation: 'archive',
  signals: { out_of_scope: false, locale: 'en', recipients: 1, reviewers_available: true },
})

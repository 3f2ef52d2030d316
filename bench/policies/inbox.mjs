// The policy that every contender expresses: the example of the design, less its tests.

/** @type {import('leeway-policy').PolicyDocument} */
export const inbox = {
  leeway: 1,
  name: 'inbox-assistant',
  confidence: { low: 0, high: 0.85 },
  impact: { low: 0, high: 0.5 },
  matrix: {
    high: { low: 'auto_apply', high: 'suggest' },
    low: { low: 'show_options', high: 'escalate' },
  },
  signals: {
    latency_ms: { type: 'number', unit: 'ms', default: 0 },
    out_of_scope: { type: 'boolean' },
    locale: { type: 'string', values: ['en', 'fr', 'other'] },
    recipients: { type: 'number' },
    reversible: { type: 'boolean' },
    reviewers_available: { type: 'boolean' },
  },
  operations: {
    archive: { impact: 'low' },
    reply: {
      impact: 'low',
      raise: [{ id: 'many-recipients', when: { signal: 'recipients', above: 20 }, to: 'high', because: 'it goes to many people' }],
    },
    delete: { impact: 0.3, confidence: { high: 0.97 } },
    '*': { impact: 'high' },
  },
  segments: [{ name: 'french', when: { signal: 'locale', is: 'fr' }, confidence: { high: 0.9 } }],
  degrade: [
    { id: 'slow', when: { signal: 'latency_ms', above: 800 }, at_most: 'show_options', because: 'the model is slow' },
    { id: 'out-of-scope', when: { signal: 'out_of_scope', is: true }, at_most: 'escalate', because: 'this is outside what the model knows' },
    {
      id: 'irreversible',
      when: { all: [{ operation: ['delete', 'reply'] }, { signal: 'reversible', is: false }] },
      at_most: 'suggest',
      because: 'it cannot be undone',
    },
    {
      id: 'ambiguous',
      when: { all: [{ operation: 'archive' }, { margin_below: 0.1 }] },
      at_most: 'show_options',
      because: 'two answers are nearly as likely',
    },
  ],
  unavailable: [{ action: 'escalate', when: { signal: 'reviewers_available', is: false } }],
  require: [
    {
      name: 'nothing irreversible is deleted by itself',
      when: { all: [{ operation: 'delete' }, { signal: 'reversible', is: false }] },
      at_most: 'suggest',
    },
  ],
  options: { max: 4 },
  review: { expires_after_s: 86400, then: 'abstain' },
}

// A second policy with other names, alive in the same process: it is used between the measurements, so that nothing is
// measured that only one policy could have.

/** @type {import('leeway-policy').PolicyDocument} */
export const refunds = {
  leeway: 1,
  name: 'refund-desk',
  confidence: { low: 0, high: 0.8 },
  impact: { low: 0, high: 0.6 },
  signals: {
    account_age_days: { type: 'number' },
    agents_online: { type: 'boolean' },
    amount: { type: 'number' },
    currency: { type: 'string', values: ['eur', 'usd', 'other'] },
    fraud_score: { type: 'number', default: 0 },
    verified: { type: 'boolean' },
  },
  operations: {
    refund: { impact: 'low', raise: [{ id: 'large', when: { signal: 'amount', above: 100 }, to: 'high', because: 'it is much money' }] },
    close: { impact: 0.3, confidence: { high: 0.95 } },
    answer: { impact: 'low' },
    '*': { impact: 'high' },
  },
  segments: [{ name: 'dollars', when: { signal: 'currency', is: 'usd' }, confidence: { high: 0.88 } }],
  degrade: [
    { id: 'fraud', when: { signal: 'fraud_score', above: 0.7 }, at_most: 'escalate', because: 'it may be fraud' },
    { id: 'new-account', when: { signal: 'account_age_days', below: 30 }, at_most: 'show_options', because: 'the account is new' },
    {
      id: 'unverified',
      when: { all: [{ operation: ['refund', 'close'] }, { signal: 'verified', is: false }] },
      at_most: 'suggest',
      because: 'the customer is not verified',
    },
  ],
  unavailable: [{ action: 'escalate', when: { signal: 'agents_online', is: false } }],
}

import { definePolicy } from 'leeway-policy'

/** Checked by TypeScript while it is written; a wrong action or a missing band does not compile. */
export const document = definePolicy({
  leeway: 1,
  name: 'mail-assistant',
  confidence: { low: 0, high: 0.85 },
  impact: { low: 0, high: 0.5 },
  operations: { archive: { impact: 'low' }, delete: { impact: 'high' } },
  degrade: [{ id: 'close', when: { margin_below: 0.1 }, at_most: 'show_options', because: 'two answers are nearly as likely' }],
  options: { max: 2 },
})

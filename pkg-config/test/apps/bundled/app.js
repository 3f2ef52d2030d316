import { compile, init } from 'leeway-policy'

await init()
const policy = compile({
  leeway: 1,
  name: 'bundled',
  confidence: { low: 0, high: 0.85 },
  impact: { low: 0, high: 0.5 },
  operations: { archive: { impact: 'low' } },
})
globalThis.answer = policy.decide({ confidence: 0.91, operation: 'archive' })

import { compile, init } from './leeway/entry/browser.js'

await init()
const policy = compile({
  leeway: 1,
  name: 'inbox-assistant',
  confidence: { low: 0, high: 0.85 },
  impact: { low: 0, high: 0.5 },
  signals: { latency_ms: { type: 'number', unit: 'ms' } },
  operations: { archive: { impact: 'low' }, reply: { impact: 'low' }, delete: { impact: 'high' } },
  degrade: [{ id: 'slow', when: { signal: 'latency_ms', above: 800 }, at_most: 'show_options', because: 'the model is slow' }],
})

const form = document.querySelector('form')

function show() {
  const { operation, confidence, latency_ms } = form.elements
  const decision = policy.decide({
    operation: operation.value,
    confidence: confidence.valueAsNumber,
    // An emptied field is NaN: a finding, not a guess.
    signals: { latency_ms: latency_ms.valueAsNumber },
  })
  document.querySelector('#action').textContent = decision.action
  document.querySelector('#reason').textContent = decision.reason
}

form.addEventListener('input', show)
show()

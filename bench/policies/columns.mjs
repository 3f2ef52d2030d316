// A policy for a million rows in typed arrays, the rows, and a plain loop written by hand for the same policy.
import { generator } from '../inputs.mjs'

export const ROWS = 1_000_000

/** @param high the confidence from which it is high */
export function documentOf(high) {
  return {
    leeway: 1,
    name: 'columns',
    confidence: { low: 0, high },
    impact: { low: 0, high: 0.5 },
    signals: { latency_ms: { type: 'number', default: 0 }, out_of_scope: { type: 'boolean' } },
    operations: { archive: { impact: 'low' }, delete: { impact: 0.3, confidence: { high: 0.97 } }, refund: { impact: 'high' } },
    degrade: [
      { id: 'slow', when: { signal: 'latency_ms', above: 800 }, at_most: 'show_options', because: 'the model is slow' },
      { id: 'outside', when: { signal: 'out_of_scope', is: true }, at_most: 'escalate', because: 'this is outside what the model knows' },
      { id: 'close', when: { margin_below: 0.1 }, at_most: 'show_options', because: 'two answers are nearly as likely' },
    ],
  }
}

export function makeRows() {
  const random = generator(7)
  const fill = (column, value) => column.map(value)
  const confidence = fill(new Float64Array(ROWS), () => random())
  return {
    confidence,
    second: confidence.map((value) => value * random()),
    operation: fill(new Uint8Array(ROWS), () => 1 + Math.floor(random() * 3)),
    signals: {
      latency_ms: fill(new Float64Array(ROWS), () => random() * 1000),
      out_of_scope: fill(new Uint8Array(ROWS), () => (random() < 0.05 ? 1 : 0)),
    },
  }
}

/** Operations by name: 1 archive, 2 delete, 3 refund. */
export function loop({ confidence, second, operation, signals: { latency_ms, out_of_scope } }, high) {
  const out = new Uint8Array(ROWS)
  for (let row = 0; row < ROWS; row += 1) {
    const sure = confidence[row] >= (operation[row] === 2 ? 0.97 : high)
    const base = operation[row] === 3 ? (sure ? 4 : 2) : sure ? 5 : 3
    let action = base
    if (latency_ms[row] > 800 && action > 3) action = 3
    if (out_of_scope[row] === 1 && action > 2) action = 2
    if (confidence[row] - second[row] < 0.1 && action > 3) action = 3
    out[row] = action | ((action < base ? 4 : 5) << 3)
  }
  return out
}

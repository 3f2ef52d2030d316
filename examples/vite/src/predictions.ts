import type { Input } from 'leeway-policy'

export type Prediction = Input & { readonly subject: string; readonly operation: string }

/** As they might come from a model. */
export const predictions: readonly Prediction[] = [
  { subject: 'Newsletter', operation: 'archive', confidence: 0.97, second: 0.02 },
  { subject: 'Contract', operation: 'delete', confidence: 0.95, second: 0.03 },
  { subject: 'Invoice', operation: 'archive', alternatives: [{ label: 'archive', confidence: 0.48 }, { label: 'keep', confidence: 0.41 }, { label: 'delete', confidence: 0.11 }] },
  { subject: 'Garbled', operation: 'delete', confidence: Number.NaN },
]

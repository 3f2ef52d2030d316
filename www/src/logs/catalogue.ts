import clinc from '../policies/clinc150.json?raw'
import credit from '../policies/credit_default.json?raw'
import sms from '../policies/sms_spam.json?raw'
import intents from './clinc150.intents.json'
import type { Mapping } from '../log/types.ts'

// The logs that come with the page: real model outputs on real public data. Sources and licences: logs/README.md.

export interface BundledLog {
  id: string
  title: string
  about: string
  credit: string
  file: string
  model: string | null
  mapping: Mapping
  operations: Record<string, string>
  policy: string
}

const columns: Mapping = {
  format: 'csv', delimiter: ',', confidence: 'confidence', scale: 1, second: 'second', correct: 'correct', label: 'predicted', truth: 'label',
  impact: 'impact', model: 'model', id: 'id', split: 'split', text: null, alternatives: null, signals: {},
}

const operationsOfIntents = Object.fromEntries(Object.entries(intents).flatMap(([operation, labels]) => labels.map((label) => [label, operation])))

export const BUNDLED: readonly BundledLog[] = [
  {
    id: 'clinc150',
    title: 'Voice assistant, 17,390 requests',
    about: 'Two models read 8,695 requests to a voice assistant: 150 intents, and one request in seven that no intent fits.',
    credit: 'CLINC150 (Larson et al., 2019), CC BY 3.0',
    file: 'clinc150.csv', model: 'lr-v1', mapping: columns, operations: operationsOfIntents, policy: clinc,
  },
  {
    id: 'clinc150_playground',
    title: 'Voice assistant, 600 requests with text',
    about: 'Requests with their words and the five likeliest intents: see which options a person would be shown.',
    credit: 'CLINC150 (Larson et al., 2019), CC BY 3.0',
    file: 'clinc150_playground.csv', model: null, operations: operationsOfIntents, policy: clinc,
    mapping: {
      ...columns, confidence: 'p1', second: 'p2', correct: null, label: 'intent1', truth: 'label', model: null, split: null, text: 'text',
      alternatives: { pairs: [1, 2, 3, 4, 5].map((rank): [string, string] => [`intent${rank}`, `p${rank}`]) },
    },
  },
  {
    id: 'sms_spam',
    title: 'Text messages, spam or not',
    about: 'Two models sort 3,354 text messages. What is taken for spam is moved away; a real message must not vanish.',
    credit: 'SMS Spam Collection (Almeida et al., 2011), CC BY 4.0',
    file: 'sms_spam.csv', model: 'lr-v1', mapping: columns, operations: { ham: 'keep', spam: 'move_to_spam' }, policy: sms,
  },
  {
    id: 'credit_default',
    title: 'Credit applications',
    about: 'Two models foresee whether 18,000 card holders will pay. Every decision matters, and neither model is good enough to act alone.',
    credit: 'Default of credit card clients (Yeh and Lien, 2009), CC BY 4.0',
    file: 'credit_default.csv', model: 'hgb-v1', mapping: columns, operations: { pays: 'approve', default: 'refuse' }, policy: credit,
  },
]

export const bundled = (id: string): BundledLog | undefined => BUNDLED.find((log) => log.id === id)

import starter from '../policies/starter.json?raw'
import { edit } from '../state/document.ts'
import type { LabelSummary } from '../worker/protocol.ts'

// From the labels of a person's own log to operations with an impact, and to a policy that knows them.

export interface Choice { label: string; count: number; wrong: number; labelled: number; operation: string; impact: number }

/** More operations than this stand together under `*`: nobody reads that many rows. */
export const MOST_OPERATIONS = 200

const RISKY = /delet|remov|refus|reject|den(y|ied)|refund|pay|transfer|send|wire|charge|buy|order|block|ban|fraud|approve|cancel|close|fire|prescri|diagnos/
const USUAL = 0.3
const HIGH = 0.7

/** What the app would do for each label; the log's own impact where it has one, else a first guess from the words. */
export function proposeOperations(labels: readonly LabelSummary[]): Choice[] {
  const taken = new Set<string>()
  return labels.slice(0, MOST_OPERATIONS).map(({ label, count, wrong, labelled, impact }) => ({
    label, count, wrong, labelled, operation: uniqueName(label, taken), impact: impact ?? (RISKY.test(label.toLowerCase()) ? HIGH : USUAL),
  }))
}

function uniqueName(label: string, taken: Set<string>): string {
  const base = operationName(label)
  let name = base
  for (let n = 2; taken.has(name); n++) name = `${base.slice(0, 60)}_${n}`
  taken.add(name)
  return name
}

/** A label as the name of an operation: small letters, digits, `_` and `-`, a letter first. */
export function operationName(label: string): string {
  const plain = label.normalize('NFKD').toLowerCase().replace(/[^a-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 60)
  if (plain === '') return 'unnamed'
  return /^[a-z]/.test(plain) && !Object.hasOwn(Object.prototype, plain) ? plain : `op_${plain}`
}

export const isOperationName = (name: string): boolean => /^[a-z][a-z0-9_-]{0,63}$/.test(name) && !Object.hasOwn(Object.prototype, name)

/** The policy that a person's own log starts with. */
export function startPolicy(choices: readonly Choice[], isRowImpact: boolean, more: boolean): string {
  if (choices.length === 0) return starter
  const operations: Record<string, { impact: number }> = {}
  // Where every row brings an impact of its own, that one counts; the operation must not raise it.
  for (const { operation, impact } of choices) operations[operation] = { impact: isRowImpact ? 0 : Math.max(impact, operations[operation]?.impact ?? 0) }
  if (more) operations['*'] = { impact: 1 }
  return edit(starter, ['operations'], operations)
}

export const operationTable = (choices: readonly Choice[]): Record<string, string> => Object.fromEntries(choices.map(({ label, operation }) => [label, operation]))

import starter from '../policies/starter.json?raw'
import type { Mapping } from '../log/types.ts'
import { edit, read } from '../state/document.ts'
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

/** The policy that a person's own log starts with, less what it asks of signals that the log does not hold. */
export function startPolicy(choices: readonly Choice[], isRowImpact: boolean, more: boolean, signals: Mapping['signals']): string {
  const start = withoutSignals(starter, signals)
  if (choices.length === 0) return start
  const operations: Record<string, { impact: number }> = {}
  // Where every row brings an impact of its own, that one counts; the operation must not raise it.
  for (const { operation, impact } of choices) operations[operation] = { impact: isRowImpact ? 0 : Math.max(impact, operations[operation]?.impact ?? 0) }
  if (more) operations['*'] = { impact: 1 }
  return edit(start, ['operations'], operations)
}

/** A signal that has a default may be missing; without one, whatever asks for it would count as true in every row. */
function withoutSignals(text: string, signals: Mapping['signals']): string {
  const { signals: declared = {}, degrade = [], unavailable = [] } = read(text)
  const gone = Object.keys(declared).filter((name) => signals[name] === null && declared[name].default === undefined)
  const asks = ({ when }: { when: unknown }) => gone.some((name) => JSON.stringify(when).includes(JSON.stringify(name)))
  let less = gone.reduce((rest, name) => edit(rest, ['signals', name], undefined), text)
  for (const [part, list] of [['degrade', degrade], ['unavailable', unavailable]] as const) {
    if (list.length > 0 && list.every(asks)) less = edit(less, [part], undefined)
    else for (let at = list.length - 1; at >= 0; at--) if (asks(list[at])) less = edit(less, [part, at], undefined)
  }
  return less
}

/** What a policy that is there already would do for each label: as was said before, else the operation of that name. */
export function operationsOf(labels: readonly LabelSummary[], policy: string, before: Record<string, string>): Choice[] {
  const known = read(policy).operations
  if (!known) return []
  return proposeOperations(labels).map((choice) => ({ ...choice, operation: before[choice.label] ?? (Object.hasOwn(known, choice.label) ? choice.label : operationName(choice.label)) }))
}

export const operationTable = (choices: readonly Choice[]): Record<string, string> => Object.fromEntries(choices.map(({ label, operation }) => [label, operation]))

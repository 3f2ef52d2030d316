import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser'
import { LADDER, type Action } from '../words.ts'

// Reading and changing a policy document. The text stays the person's own: a change touches only the value it changes.

export type Bounds = Record<string, number>
export interface Operation { impact: number | string; confidence?: Bounds; meta?: Record<string, unknown> }
export interface SignalType { type: 'number' | 'boolean' | 'string'; values?: string[]; default?: unknown; unit?: string; source?: string }
export interface Calibration { method?: string; points: [number, number][] }
export interface Rule { id: string; at_most: Action; because: string; when: unknown }

/** Fitted options: of which model, and how alternatives are scored. */
export interface SetsOfOptions { model: string; method: 'lac' | 'aps' }

/** The parts of a valid document that the page shows. */
export interface Document {
  name: string
  confidence: Bounds
  impact: Bounds
  matrix?: Record<string, Record<string, Action>>
  operations?: Record<string, Operation & { raise?: unknown[] }>
  calibration?: Record<string, Calibration>
  evidence?: { fits?: { model: string; valid_until?: number | null }[] }
  signals?: Record<string, SignalType>
  segments?: { name: string; confidence?: Bounds }[]
  degrade?: Rule[]
  unavailable?: { action: Action | Action[]; when: unknown }[]
  options?: { max?: number; threshold?: SetsOfOptions }
  [more: string]: unknown
}

export interface Band { name: string; from: number; to: number }

/** Bands from the lowest up. */
export function bands(bounds: Bounds): Band[] {
  const sorted = Object.entries(bounds).sort((a, b) => a[1] - b[1])
  return sorted.map(([name, from], i) => ({ name, from, to: sorted[i + 1]?.[1] ?? 1 }))
}

export function bandOf(list: readonly Band[], value: number): number {
  let at = 0
  for (let i = 1; i < list.length; i++) if (value >= list[i].from) at = i
  return at
}

const DEFAULT_MATRIX: Record<string, Record<string, Action>> = {
  high: { low: 'auto_apply', high: 'suggest' },
  low: { low: 'show_options', high: 'escalate' },
}

export const matrixOf = (document: Document) => document.matrix ?? DEFAULT_MATRIX

/** The confidence bands of an operation: the base, overlaid with its own. */
export const boundsOf = (document: Document, operation: string | null): Bounds => ({ ...document.confidence, ...(operation === null ? {} : operationOf(document, operation)?.confidence) })

/** What the document says of an operation, `*` included. */
export function operationOf(document: Document, name: string): Operation | undefined {
  const operations = document.operations ?? {}
  return Object.hasOwn(operations, name) ? operations[name] : operations['*']
}

export const impactOf = (document: Document, impact: number | string): number => (typeof impact === 'number' ? impact : (document.impact[impact] ?? 0))

export const ownsThreshold = (document: Document, operation: string, band: string): boolean => {
  const own = document.operations?.[operation]?.confidence
  return own !== undefined && Object.hasOwn(own, band)
}

/** How far a threshold may move so that every set of thresholds still ascends. */
export function thresholdLimits(document: Document, operation: string | null, band: string): { low: number; high: number } {
  const overlays: Bounds[] = operation === null ? [{}, ...overlaysOf(document)].filter((own) => !Object.hasOwn(own, band)) : [document.operations?.[operation]?.confidence ?? {}]
  let low = 0
  let high = 1
  for (const own of overlays) {
    const set = bands({ ...document.confidence, ...own })
    const at = set.findIndex(({ name }) => name === band)
    low = Math.max(low, (set[at - 1]?.from ?? 0) + SMALLEST)
    high = Math.min(high, at + 1 < set.length ? set[at + 1].from - SMALLEST : 1)
  }
  return { low, high }
}

const SMALLEST = 1e-6

function overlaysOf(document: Document): Bounds[] {
  return [...Object.values(document.operations ?? {}), ...(document.segments ?? [])].flatMap(({ confidence }) => (confidence ? [confidence] : []))
}

type Path = (string | number)[]

/** The text with one value set (or removed, with `undefined`); everything else stays as it was typed. */
export function edit(text: string, path: Path, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'string') {
    // A scalar in place of a scalar: nothing needs to be laid out anew.
    const tree = parseTree(text)
    const node = tree && findNodeAtLocation(tree, path)
    if (node && !node.children) return text.slice(0, node.offset) + JSON.stringify(value) + text.slice(node.offset + node.length)
  }
  return applyEdits(text, modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }))
}

/** The text with one more value at the end of a list, on a line of its own; the list is made if there is none. */
export function append(text: string, path: Path, value: unknown): string {
  const tree = parseTree(text)
  const last = (tree && findNodeAtLocation(tree, path))?.children?.at(-1)
  if (!last) return makeList(text, path, value)
  const line = text.slice(text.lastIndexOf('\n', last.offset) + 1, last.offset)
  const end = last.offset + last.length
  return `${text.slice(0, end)},\n${line.slice(0, line.length - line.trimStart().length)}${onOneLine(value)}${text.slice(end)}`
}

/** What is laid out is a word that stands nowhere else; the value takes its place. */
function makeList(text: string, path: Path, value: unknown): string {
  let word = '?'
  while (text.includes(word)) word += '?'
  return edit(text, path, [word]).replace(JSON.stringify(word), () => onOneLine(value))
}

/** Line ends within strings are escaped: those that stand here are the layout's. */
const onOneLine = (value: unknown): string => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')

/** For texts that `check` has found to be without errors. */
export const read = (text: string): Document => JSON.parse(text) as Document

/** What is changed by hand is no longer what evidence is about: such a document would be refused. */
const unproven = (text: string): string => (read(text).evidence ? edit(text, ['evidence'], undefined) : text)

export function setThreshold(text: string, operation: string | null, band: string, value: number): string {
  return edit(unproven(text), [...(operation === null ? [] : ['operations', operation]), 'confidence', band], value)
}

/** Gives an operation a threshold of its own, or takes it away. */
export function ownThreshold(text: string, operation: string, band: string, value: number | null): string {
  const own = read(text).operations?.[operation]?.confidence ?? {}
  if (value === null && Object.keys(own).every((name) => name === band)) return edit(unproven(text), ['operations', operation, 'confidence'], undefined)
  return edit(unproven(text), ['operations', operation, 'confidence', band], value ?? undefined)
}

export const setImpact = (text: string, operation: string, band: string): string => edit(unproven(text), ['operations', operation, 'impact'], band)

export function setAction(text: string, confidence: string, impact: string, action: Action): string {
  const document = read(text)
  if (document.matrix) return edit(unproven(text), ['matrix', confidence, impact], action)
  return edit(unproven(text), ['matrix'], { ...DEFAULT_MATRIX, [confidence]: { ...DEFAULT_MATRIX[confidence], [impact]: action } })
}

/** Every rung at or below an action. */
export const atOrBelow = (action: Action): readonly Action[] => LADDER.slice(LADDER.indexOf(action))

/** Moves where an impact band starts, between its neighbours. */
export function setImpactBound(text: string, band: string, wanted: number): string {
  const list = bands(read(text).impact)
  const at = list.findIndex(({ name }) => name === band)
  const low = list[at - 1].from + SMALLEST
  const high = at + 1 < list.length ? list[at + 1].from - SMALLEST : 1
  return edit(unproven(text), ['impact', band], Number(Math.min(high, Math.max(low, wanted)).toFixed(6)))
}

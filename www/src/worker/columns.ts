import { ACTIONS, type ColumnInput, type Input, type LoadedColumns, type Policy } from 'leeway-policy'
import { cellText } from '../log/columns.ts'
import { asNumber, asTruth, isAbsent } from '../import/cells.ts'
import { columnOfSignal } from '../log/signals.ts'
import { RIGHT, UNLABELLED, type Column, type Log } from '../log/types.ts'
import type { Document, SetsOfOptions, SignalType } from '../state/document.ts'
import type { Setting, SignalValue, Signals } from './protocol.ts'
import type { View } from './view.ts'

// The columns that `decideColumns` reads: from the log where it has one of that name, else the value set in the panel.

export type NumberColumn = Float64Array
export type CodeColumn = Uint8Array | Uint16Array | { values: Uint8Array | Uint16Array; present: Uint8Array }
export type SignalColumn = NumberColumn | CodeColumn

/** Keeps the columns between frames, in the engine's own memory: while a threshold is dragged none of them changes. */
export class ColumnCache {
  private readonly made = new Map<string, { key: string; column: SignalColumn }>()
  private operationKey = ''
  private operation: Uint8Array | Uint16Array | null = null
  private alternatives: Float64Array | null = null
  private loaded: { layout: string; parts: unknown[]; columns: LoadedColumns } | null = null

  constructor(private readonly log: Log, private readonly view: View) {}

  /** The columns that this policy reads, ready to be decided. */
  load(policy: Policy, document: Document, setting: Setting): LoadedColumns {
    const input = this.input(policy, document, setting)
    const { signals, ...fixed } = input
    const parts = [...Object.entries(fixed), ...Object.entries(signals ?? {})].flat()
    const layout = JSON.stringify([modelsOf(document), Object.keys(document.operations ?? {}), document.signals])
    const { loaded } = this
    if (loaded && loaded.layout === layout && loaded.parts.length === parts.length && loaded.parts.every((part, i) => part === parts[i])) return loaded.columns
    loaded?.columns.free()
    this.loaded = { layout, parts, columns: policy.loadColumns(input) }
    return this.loaded.columns
  }

  free(): void {
    this.loaded?.columns.free()
    this.loaded = null
  }

  private input(policy: Policy, document: Document, setting: Setting): ColumnInput {
    const operation = this.operationColumn(policy, document)
    return {
      confidence: this.view.confidence,
      signals: this.signalColumns(policy, document, setting.signals),
      ...(this.view.second && { second: this.view.second }),
      ...(this.view.impact && { impact: this.view.impact }),
      ...(operation && { operation }),
      ...(modelsOf(document) && this.view.model && { model: this.modelColumn(policy, document, this.view.model) }),
      ...(this.log.alternatives && readsAlternatives(document, setting.text) && { alternatives: this.alternatives ??= alternativeCounts(this.log, this.view) }),
      ...(document.options?.threshold && { beyond: this.beyond(document.options.threshold, document.options.max ?? DEFAULT_MAX) }),
      ...(document.evidence && this.times() && { now: this.times() as NumberColumn }),
      ...(setting.atMost && { at_most: this.constant(CEILING, setting.atMost, () => new Uint8Array(this.view.rows).fill(ACTIONS.indexOf(setting.atMost as (typeof ACTIONS)[number]))) }),
    }
  }

  /** A column under a name, made again only when its key changes. */
  private constant<C extends SignalColumn>(name: string, key: string, make: () => C): C {
    const known = this.made.get(name)
    if (known?.key === key) return known.column as C
    const column = make()
    this.made.set(name, { key, column })
    return column
  }

  /** Of each row, how high the first alternative stands that is not shown any more, as the package says of `beyond`. */
  private beyond(threshold: SetsOfOptions, max: number): NumberColumn {
    const { origin, model, models } = this.view
    const confidences = this.log.alternatives?.confidences ?? []
    return this.constant(BEYOND, JSON.stringify([max, threshold.model, threshold.method]), () => Float64Array.from(origin, (row, at) => {
      const name = model && models[model[at]]
      if (name && name !== threshold.model) return -Infinity
      let [count, sum] = [0, 0]
      for (const column of confidences) {
        const confidence = column[row]
        if (Number.isNaN(confidence)) continue
        sum += confidence
        if (count++ === max) return threshold.method === 'aps' ? -sum : confidence
      }
      return count > 0 ? -Infinity : NaN
    }))
  }

  /** When each row was, for evidence that expires: its own time, as the lab and the command line take it. */
  private times(): NumberColumn | null {
    const column = logColumn(this.log, TIME)
    return column ? this.constant(NOW, '', () => Float64Array.from(this.view.origin, (row) => timeOf(column, row))) : null
  }

  private operationColumn(policy: Policy, document: Document): Uint8Array | Uint16Array | undefined {
    if (!document.operations || this.view.operations.length === 0) return undefined
    const key = Object.keys(document.operations).join('\n')
    if (!this.operation || key !== this.operationKey) {
      const codes = policy.codes('operation', this.view.operations)
      this.operation = this.spread(codes)
      this.operationKey = key
    }
    return this.operation
  }

  /** Codes are by the models that the policy names; a row without a name has no model. */
  private modelColumn(policy: Policy, document: Document, model: Uint32Array): CodeColumn {
    const { models } = this.view
    return this.constant(MODEL, JSON.stringify(modelsOf(document)), () => {
      const codes = policy.codes('model', models)
      return { values: (codes.constructor as typeof Uint16Array).from(model, (at) => codes[at]), present: Uint8Array.from(model, (at) => (models[at] === '' ? 0 : 1)) }
    })
  }

  private spread(codes: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
    const column = codes instanceof Uint8Array ? new Uint8Array(this.view.rows) : new Uint16Array(this.view.rows)
    const { operation } = this.view
    for (let row = 0; row < column.length; row++) column[row] = codes[operation[row]]
    return column
  }

  private signalColumns(policy: Policy, document: Document, given: Signals): Record<string, SignalColumn> {
    const columns: Record<string, SignalColumn> = {}
    for (const [name, type] of Object.entries(document.signals ?? {})) {
      const column = this.signalColumn(policy, name, type, given)
      if (column) columns[name] = column
    }
    return columns
  }

  private signalColumn(policy: Policy, name: string, type: SignalType, given: Signals): SignalColumn | null {
    const inLog = signalColumn(this.log, name)
    if (!inLog && (given[name] === undefined || given[name] === null)) return null
    const key = JSON.stringify([type.type, type.values, inLog ? null : given[name]])
    return this.constant(name, key, () => (inLog ? readColumn(policy, name, type, inLog, this.view.origin) : constantColumn(policy, name, type, given[name], this.view.rows)))
  }
}

/** No signal can have these names. */
const CEILING = ' at most'
const MODEL = ' model'
const BEYOND = ' beyond'
const NOW = ' now'
/** The column of times, as the lab names it. */
export const TIME = 't'
/** How many options a policy shows that does not say. */
const DEFAULT_MAX = 5

export const timeOf = (column: Column, row: number): number => (column.kind === 'numbers' ? column.values[row] : asNumber(cellText(column, row)))

/** Whether it matters to a policy how many alternatives there are, and which. */
export const readsAlternatives = (document: Document, text: string): boolean => text.includes('alternatives_below') || document.options?.threshold !== undefined

/** The models that a policy names, calibrating their confidence or with evidence about them; null where it names none. */
const modelsOf = ({ calibration, evidence }: Document): string[] | null =>
  calibration || evidence ? [...Object.keys(calibration ?? {}), ...(evidence?.fits ?? []).map(({ model }) => model)] : null

function alternativeCounts(log: Log, view: View): Float64Array {
  const { confidences } = log.alternatives as NonNullable<Log['alternatives']>
  return Float64Array.from(view.origin, (row) => confidences.reduce((count, column) => count + (Number.isNaN(column[row]) ? 0 : 1), 0))
}

export const logColumn = (log: Log, name: string): Column | undefined => log.columns.find((column) => column.name === name)

/** The column that a signal is read from. */
export function signalColumn(log: Log, name: string): Column | undefined {
  const column = columnOfSignal(name, log.signals, (one) => logColumn(log, one) !== undefined)
  return column === null ? undefined : logColumn(log, column)
}

function readColumn(policy: Policy, name: string, type: SignalType, column: Column, origin: Uint32Array): SignalColumn {
  if (type.type === 'number') return Float64Array.from(origin, (row) => (column.kind === 'numbers' ? column.values[row] : asNumber(cellText(column, row))))
  const texts = Array.from(origin, (row) => cellText(column, row))
  const present = Uint8Array.from(texts, (text) => (isAbsent(text) ? 0 : 1))
  if (type.type === 'string') return { values: policy.codes(name, texts), present }
  // A cell that is neither true nor false is no boolean: absent, which steps down, rather than a guess.
  const truths = texts.map((text) => asTruth(text) ?? UNLABELLED)
  return { values: Uint8Array.from(truths, (truth) => (truth === RIGHT ? 1 : 0)), present: Uint8Array.from(truths, (truth) => (truth === UNLABELLED ? 0 : 1)) }
}

function constantColumn(policy: Policy, name: string, type: SignalType, value: SignalValue, rows: number): SignalColumn {
  if (type.type === 'number') return new Float64Array(rows).fill(Number(value))
  if (type.type === 'boolean') return new Uint8Array(rows).fill(value === true ? 1 : 0)
  const [code] = policy.codes(name, [String(value)])
  return new Uint16Array(rows).fill(code)
}

/** One row as `decide` and `explain` take it. */
export function inputOf(log: Log, view: View, document: Document, given: Signals, row: number, withAlternatives: boolean): Input {
  const at = view.origin[row]
  const input: Record<string, unknown> = { confidence: view.confidence[row] }
  const model = view.model && view.models[view.model[row]]
  if (model) input.model = model
  if (view.second && !Number.isNaN(view.second[row])) input.second = view.second[row]
  if (view.impact && !Number.isNaN(view.impact[row])) input.impact = view.impact[row]
  if (document.operations && view.operations.length) input.operation = view.operations[view.operation[row]]
  const times = document.evidence && logColumn(log, TIME)
  const now = times ? timeOf(times, at) : NaN
  if (!Number.isNaN(now)) input.now = now
  const signals = signalsOf(log, document, given, at)
  if (Object.keys(signals).length) input.signals = signals
  if (withAlternatives && log.alternatives) input.alternatives = alternativesOf(log, at)
  return input as Input
}

/** What a row says of the signals that a policy declares. */
export function signalsOf(log: Log, document: Document, given: Signals, at: number): Record<string, unknown> {
  const signals: Record<string, unknown> = {}
  for (const [name, { type }] of Object.entries(document.signals ?? {})) {
    const column = signalColumn(log, name)
    const value = column ? signalValue(type, cellText(column, at)) : given[name]
    if (value !== undefined && value !== null) signals[name] = value
  }
  return signals
}

function signalValue(type: SignalType['type'], text: string): SignalValue {
  if (isAbsent(text)) return null
  if (type === 'string') return text
  if (type === 'number') { const number = asNumber(text); return Number.isNaN(number) ? null : number }
  const truth = asTruth(text)
  return truth === null || truth === UNLABELLED ? null : truth === RIGHT
}

function alternativesOf(log: Log, at: number): { label: string; confidence: number }[] {
  const { labels, confidences } = log.alternatives as NonNullable<Log['alternatives']>
  const ranked = labels.map(({ words, codes }, rank) => ({ label: words[codes[at]], confidence: confidences[rank][at] }))
  return ranked.filter(({ confidence }) => !Number.isNaN(confidence))
}

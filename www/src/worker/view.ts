import { calibrated, mapOf } from '../count/calibrated.ts'
import { EVEN, STRETCHED } from '../count/axis.ts'
import { histograms, plane } from '../count/histogram.ts'
import { cellText } from '../log/columns.ts'
import { RIGHT, UNLABELLED, WRONG, type Log } from '../log/types.ts'
import type { Group, LabelSummary, LogSummary, ViewRequest, ViewSummary } from './protocol.ts'

// The part of a log that is on the screen: one model's rows, each with its operation and the row of the picture it belongs to.

export interface View {
  rows: number
  /** Row of the log for each row of the view. */
  origin: Uint32Array
  /** As the model gave it. */
  confidence: Float64Array
  /** Where it stands on the axis: calibrated where the policy calibrates. */
  shown: Float64Array
  second: Float64Array | null
  impact: Float64Array | null
  truth: Uint8Array
  /** Each row's model as an index into `models`, where an empty name is none; null where none has a name. */
  model: Uint32Array | null
  models: string[]
  /** Index into `operations`. */
  operation: Uint16Array
  operations: string[]
  /** Index into the groups of the picture. */
  group: Uint16Array
  groups: number
}

const DISTINCT = 12

export function summarise(log: Log, split: string | null = null): LogSummary {
  const models = log.model ? countsOf(log.model.words, log.model.codes).map(([name, count]) => ({ name, count })) : []
  return {
    rows: log.rows,
    models,
    labels: log.label ? labelSummaries(log) : [],
    impacts: log.impact ? distinct(log.impact, DISTINCT + 1) : null,
    splits: splitsOf(log, split),
    columns: log.columns.map(({ name }) => name),
    hasText: log.columns.some(({ name }) => name === 'text'),
    hasAlternatives: log.alternatives !== null,
  }
}

/** More splits than this are none: the column means something else. */
const MOST_SPLITS = 20

/** The parts that a column divides the log into, as the lab reads them. */
function splitsOf(log: Log, split: string | null): LogSummary['splits'] {
  const column = log.columns.find(({ name }) => name === split)
  if (!column || column.kind === 'text') return []
  const counts = new Map<string, number>()
  for (let row = 0; row < log.rows && counts.size <= MOST_SPLITS; row++) {
    const name = cellText(column, row)
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts.size > MOST_SPLITS ? [] : [...counts].map(([name, count]) => ({ name, count }))
}

function countsOf(words: readonly string[], codes: Uint32Array): [string, number][] {
  const counts = new Uint32Array(words.length)
  for (const code of codes) counts[code]++
  return words.map((word, code): [string, number] => [word, counts[code]]).filter(([, count]) => count > 0)
}

/** How many labels the operations table can hold and still be read. */
const MOST_LABELS = 2000

function labelSummaries(log: Log): LabelSummary[] {
  const { words, codes } = log.label as NonNullable<Log['label']>
  const all = words.map((label): LabelSummary => ({ label, count: 0, wrong: 0, labelled: 0, impact: null, impacts: 0 }))
  for (let row = 0; row < log.rows; row++) {
    const entry = all[codes[row]]
    entry.count++
    if (log.truth[row] !== UNLABELLED) entry.labelled++
    if (log.truth[row] === WRONG) entry.wrong++
    const impact = log.impact?.[row] ?? NaN
    if (Number.isNaN(impact) || impact === entry.impact) continue
    entry.impacts++
    entry.impact = Math.max(impact, entry.impact ?? 0)
  }
  return all.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count).slice(0, MOST_LABELS)
}

function distinct(values: Float64Array, most: number): number[] {
  const seen = new Set<number>()
  for (const value of values) {
    if (!Number.isNaN(value)) seen.add(value)
    if (seen.size >= most) break
  }
  return [...seen].sort((a, b) => a - b)
}

export function makeView(log: Log, request: ViewRequest): { view: View; summary: ViewSummary } {
  const origin = rowsOfModel(log, request.model)
  const pick = (values: Float64Array | null) => (values === null ? null : Float64Array.from(origin, (row) => values[row]))
  const confidence = pick(log.confidence) as Float64Array
  const models = modelsOf(log, origin, request.model)
  const base = {
    rows: origin.length, origin, confidence, shown: shownOf(confidence, models, request), second: pick(log.second),
    impact: request.useImpact || !request.operations ? pick(log.impact) : null, truth: Uint8Array.from(origin, (row) => log.truth[row]),
    ...models, ...operationsOf(log, origin, request.operations),
  }
  const { group, groups, by } = grouping(base, request)
  const view: View = { ...base, group, groups: groups.length }
  return { view, summary: pictureOf(view, groups, by) }
}

function rowsOfModel(log: Log, model: string | null): Uint32Array {
  const { model: column } = log
  const code = model !== null && column ? column.words.indexOf(model) : -1
  if (code < 0 || !column) return Uint32Array.from({ length: log.rows }, (_, row) => row)
  const rows = new Uint32Array(log.rows)
  let used = 0
  for (let row = 0; row < log.rows; row++) if (column.codes[row] === code) rows[used++] = row
  return rows.slice(0, used)
}

/** The model that the log names, or the one that its rows were said to be of where it names none. */
function modelsOf(log: Log, origin: Uint32Array, model: string | null): Pick<View, 'model' | 'models'> {
  if (!log.model) return model === null ? { model: null, models: [] } : { model: new Uint32Array(origin.length), models: [model] }
  const { words, codes } = log.model
  return { model: Uint32Array.from(origin, (row) => codes[row]), models: words }
}

function shownOf(confidence: Float64Array, { model, models }: Pick<View, 'model' | 'models'>, { calibration }: ViewRequest): Float64Array {
  if (!calibration || !model) return confidence
  const maps = models.map((name) => mapOf(calibration, name))
  return confidence.map((score, row) => { const map = maps[model[row]]; return map ? calibrated(map.points, score) : score })
}

function operationsOf(log: Log, origin: Uint32Array, table: Record<string, string> | null): { operation: Uint16Array; operations: string[] } {
  if (!log.label || !table) return { operation: new Uint16Array(origin.length), operations: [] }
  const operations = [...new Set(log.label.words.map((label) => table[label] ?? label))]
  const places = new Map(operations.map((name, at) => [name, at]))
  const byCode = Uint16Array.from(log.label.words, (label) => places.get(table[label] ?? label) as number)
  const codes = log.label.codes
  return { operation: Uint16Array.from(origin, (row) => byCode[codes[row]]), operations }
}

type Ungrouped = Omit<View, 'group' | 'groups'>

function grouping(view: Ungrouped, request: ViewRequest): { group: Uint16Array; groups: Group[]; by: ViewSummary['by'] } {
  if (request.operations) return { by: 'operation', group: view.operation, groups: counted(view.operation, view.operations.map((name) => ({ name, count: 0, impact: null }))) }
  const impact = view.impact ?? new Float64Array(view.rows).fill(NaN)
  const values = distinct(impact, DISTINCT + 1)
  if (values.length <= DISTINCT) {
    const groups = values.map((value): Group => ({ name: `impact ${value}`, count: 0, impact: value }))
    const group = Uint16Array.from(impact, (value) => Math.max(0, values.indexOf(value)))
    return { by: 'value', group, groups: counted(group, groups.length ? groups : [{ name: 'all', count: 0, impact: null }]) }
  }
  const bounds = request.impactBounds
  const group = Uint16Array.from(impact, (value) => Math.max(0, bounds.findLastIndex((bound) => value >= bound)))
  return { by: 'band', group, groups: counted(group, bounds.map((from, i) => ({ name: `impact ${from} to ${bounds[i + 1] ?? 1}`, count: 0, impact: from }))) }
}

function counted(group: Uint16Array, groups: Group[]): Group[] {
  for (const at of group) groups[at].count++
  return groups
}

function pictureOf(view: View, groups: Group[], by: ViewSummary['by']): ViewSummary {
  const bars = (axis: typeof EVEN) => histograms(view.shown, view.truth, view.group, view.groups, axis)
  const dense = by === 'band' && view.impact !== null
  const planeOn = (axis: typeof EVEN) => plane(view.shown, view.impact as Float64Array, view.truth, axis)
  let unlabelled = 0
  for (const truth of view.truth) if (truth !== RIGHT && truth !== WRONG) unlabelled++
  return { rows: view.rows, unlabelled, by, groups, even: bars(EVEN), stretched: bars(STRETCHED), planes: dense ? { even: planeOn(EVEN), stretched: planeOn(STRETCHED) } : null }
}

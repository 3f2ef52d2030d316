import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { check, type Diagnostic } from 'leeway-policy'
import type { AxisKind } from '../count/axis.ts'
import { bundled } from '../logs/catalogue.ts'
import type { LoadReport, Mapping } from '../log/types.ts'
import type { Action } from '../words.ts'
import type { Cause, Fits, LogSummary, Requests, Signals, Studies, Sort, SweepPoint, Tally, ViewSummary } from '../worker/protocol.ts'
import { Client, fitWorker, latest, logWorker, studyWorker } from '../worker/client.ts'
import { bands, matrixOf, read, type Document } from './document.ts'
import { signalsOf, switches, type SignalPlaces } from './panel.ts'
import { summarise } from '../count/summary.ts'

// Everything the page shows follows from these values. What a person can change is in the first group, and in the URL.

export type ViewName = 'explore' | 'fit' | 'policy' | 'sign-off'
export interface Selection { group: string | null; confidence: string | null; impact: string | null; action: Action | null }
export interface Listing { wrongOnly: boolean; sort: Sort; from: number }
export interface Cost { error: number; review: number }
/** A file of the person's own: named in links, never sent. */
export interface OwnFile { name: string; size: number; mapping: Mapping; header: string[]; operations: Record<string, string> | null; useImpact: boolean }
export type Source = { kind: 'bundled'; id: string } | { kind: 'file'; file: OwnFile }

export const viewName = signal<ViewName>('explore')
export const source = signal<Source>({ kind: 'bundled', id: 'clinc150' })
/** `*` stands for all models together; null for the log's usual one. */
export const model = signal<string | null>(null)
export const axis = signal<AxisKind>('even')
export const faults = signal<Signals>({})
export const ceiling = signal<Action | null>(null)
export const costs = signal<Record<string, Cost>>({})
export const selection = signal<Selection | null>(null)
export const caseRow = signal<number | null>(null)
/** How the list of cases is shown. */
export const listing = signal<Listing>({ wrongOnly: false, sort: 'order', from: 0 })
export const policyText = signal('')
/** The text the person started from: links hold only what differs. */
export const startText = signal('')
/** Another policy that this one is compared with; null for the one that the person started from. */
export const against = signal<string | null>(null)

export type Loading = { state: 'idle' } | { state: 'loading'; title: string; bytes: number; rows: number } | { state: 'failed'; problem: string } | { state: 'wanted'; file: OwnFile }
export const loading = signal<Loading>({ state: 'idle' })
export const importing = signal<File | 'open' | null>(null)
/** `bytes` are those of the file, for whoever reads it again; `load` tells one load from the next. */
export interface OpenLog { title: string; summary: LogSummary; report: LoadReport; operations: Record<string, string> | null; useImpact: boolean; mapping: Mapping; bytes: { file: File } | { url: string }; load: number }
export const log = signal<OpenLog | null>(null)
export const view = signal<ViewSummary | null>(null)
/** Goes up with every view. */
export const views = signal(0)
export const tally = signal<Tally | null>(null)
export const causes = signal<Cause[] | null>(null)
export const sweep = signal<{ band: string; points: SweepPoint[] } | null>(null)
export const problem = signal<string | null>(null)
export const engineReady = signal(false)

let checked: { text: string; found: Diagnostic[] } = { text: '', found: [] }
/** The first error of any other text; null where there is none. */
export const errorOf = (text: string): string | null => check(text).find(({ severity }) => severity === 'error')?.message ?? null

/** A drag asks twice for each text: before it is taken, and when it is shown. */
function checkOnce(text: string): Diagnostic[] {
  if (checked.text !== text) checked = { text, found: check(text) }
  return checked.found
}
export const diagnostics = computed<Diagnostic[]>(() => (engineReady.value && startText.value !== '' ? checkOnce(policyText.value) : []))
export const hasErrors = computed(() => diagnostics.value.some(({ severity }) => severity === 'error'))
let lastValid = ''
/** The newest text without errors: what Explore shows while something is being typed. */
export const validText = computed(() => {
  if (engineReady.value && !hasErrors.value) lastValid = policyText.value
  return lastValid
})
export const document_ = computed<Document | null>(() => (validText.value === '' ? null : read(validText.value)))

/** A computed value that stays the same object as long as it says the same: what hangs on it is not drawn again. */
function steady<T>(of: () => T): ReadonlySignal<T> {
  let last: { key: string; value: T } | null = null
  return computed(() => {
    const value = of()
    const key = JSON.stringify(value)
    if (last?.key !== key) last = { key, value }
    return last.value
  })
}

/** The document less its confidence thresholds: while one is dragged this does not change, nor does what is drawn from it. */
export const frame = steady<Document | null>(() => {
  const now = document_.value
  if (!now) return null
  const operations = now.operations && Object.fromEntries(Object.entries(now.operations).map(([name, operation]) => [name, { ...operation, ...(operation.confidence && { confidence: namesOnly(operation.confidence) }) }]))
  return { name: now.name, confidence: namesOnly(now.confidence), impact: now.impact, matrix: matrixOf(now), signals: now.signals, operations, calibration: now.calibration } as Document
})
const namesOnly = (bounds: Document['confidence']) => Object.fromEntries(Object.keys(bounds).map((name) => [name, 0]))
export const confidenceNames = steady(() => (document_.value ? bands(document_.value.confidence).map(({ name }) => name) : []))
export const signalPlaces = steady<SignalPlaces>(() => ({ columns: log.value?.summary.columns ?? [], signals: log.value?.mapping.signals ?? {}, isBundled: source.value.kind === 'bundled' }))
export const panel = steady(() => (frame.value ? switches(frame.value, signalPlaces.value) : []))
export const given = steady(() => signalsOf(panel.value, faults.value))
export const confidenceBands = computed(() => (document_.value ? bands(document_.value.confidence) : []))
export const impactBands = steady(() => (document_.value ? bands(document_.value.impact) : []))
const impactNames = steady(() => impactBands.value.map(({ name }) => name))
/** The counts by the policy of the page: those of other bands, which the one before had, are none of its own. */
export const summary = computed(() => {
  const { value: counted } = tally
  const isOwn = counted !== null && sameNames(counted.confidence, confidenceNames.value) && sameNames(counted.impact, impactNames.value)
  return isOwn ? summarise(counted) : null
})
const sameNames = (some: readonly string[], others: readonly string[]) => some.length === others.length && some.every((name, at) => name === others[at])
export const faulty = computed(() => Object.keys(faults.value).length > 0 || ceiling.value !== null)

/** A wrong act costs the more, the higher its impact; asking somebody costs a little. Only a start: people set their own. */
export const costOf = steady<Record<string, Cost>>(() =>
  Object.fromEntries(impactBands.value.map(({ name }, i) => [name, costs.value[name] ?? { error: 5 * 4 ** i, review: 1 }])))

export const client = new Client<Requests>(logWorker)
export const studies = new Client<Studies>(studyWorker)
export const fits = new Client<Fits>(fitWorker)

/** What the policy's own promises and tests said against the last change that was tried in the picture. */
export const refusal = signal<string | null>(null)

/** Changes the policy through a function of its text; a change that would break it is not made, and the reason shown. */
export function change(by: (text: string) => string): boolean {
  // A change in the picture starts from the text that the picture shows.
  const next = by(hasErrors.value ? validText.value : policyText.value)
  const error = checkOnce(next).find(({ severity }) => severity === 'error')
  refusal.value = error ? error.message : null
  if (!error) policyText.value = next
  return !error
}

export const setCost = (band: string, cost: Cost): void => { costs.value = { ...costs.value, [band]: cost } }

export function setFault(name: string, value: Signals[string] | undefined): void {
  const next = { ...faults.value }
  if (value === undefined) delete next[name]
  else next[name] = value
  faults.value = next
}

export const ALL_MODELS = '*'
/** Rows of a log that names no model may go by any name. */
const isKnown = (name: string | null, { models }: LogSummary) => (models.length === 0 ? name !== ALL_MODELS : name === ALL_MODELS || models.some((one) => one.name === name))

/** Goes up with every log that the worker takes: even the same one has to be set up again. */
let loads = 0
let openings = 0

/** Opens a bundled log; the policy is the log's own, and starts as that, unless others are given. */
export async function openBundled(id: string, policies?: Policies): Promise<void> {
  const entry = bundled(id) ?? bundled('clinc150')
  if (!entry) return
  await open({ kind: 'bundled', id: entry.id }, entry.title, { source: { url: new URL(`logs/${entry.file}`, document.baseURI).href }, mapping: entry.mapping, header: null }, (summary) => {
    setPolicies(policies ?? { start: entry.policy, text: entry.policy })
    if (!isKnown(model.value, summary)) model.value = entry.model
    return entry.operations
  })
}

interface Load { source: OpenLog['bytes']; mapping: Mapping; header: string[] | null }

async function open(next: Source, title: string, load: Load, then: (summary: LogSummary) => Record<string, string>): Promise<void> {
  const opening = ++openings
  loading.value = { state: 'loading', title, bytes: 0, rows: 0 }
  const answer = await client.ask('load', load).catch((error: Error) => ({ problem: error.message }))
  if (opening !== openings) return
  if ('problem' in answer) { loading.value = { state: 'failed', problem: answer.problem }; return }
  if ('cancelled' in answer) { loading.value = { state: 'idle' }; return }
  batch(() => {
    if (sourceName(source.value) !== sourceName(next)) clearChoices()
    source.value = next
    tally.value = null
    view.value = null
    log.value = { title, ...answer, operations: then(answer.summary), useImpact: false, mapping: load.mapping, bytes: load.source, load: ++loads }
    loading.value = { state: 'idle' }
  })
}

export const sourceName = (one: Source): string => (one.kind === 'bundled' ? one.id : `file ${one.file.name} ${one.file.size}`)

/** The policy of the page, and the one that it started as. */
export interface Policies { start: string; text: string }

/** A link may hold a policy with errors: until it is put right, the one it came from is shown. */
export function setPolicies({ start, text }: Policies): void {
  startText.value = start
  lastValid = start
  policyText.value = text
}

/** Shows a file that the import step has read; `policy` is the one it proposes or the link held. */
export function showOwn(blob: File, file: OwnFile, read: { summary: LogSummary; report: LoadReport }, start: string, policy = start): void {
  openings++
  batch(() => {
    if (sourceName(source.value) !== sourceName({ kind: 'file', file })) clearChoices()
    source.value = { kind: 'file', file }
    tally.value = null
    view.value = null
    log.value = { title: file.name, ...read, operations: file.operations, useImpact: file.useImpact, mapping: file.mapping, bytes: { file: blob }, load: ++loads }
    setPolicies({ start, text: policy })
    if (!isKnown(model.value, read.summary)) model.value = null
    loading.value = { state: 'idle' }
    importing.value = null
  })
}

client.onProgress = ({ bytes, rows }) => {
  if (loading.value.state === 'loading') loading.value = { ...loading.value, bytes, rows }
}

const fail = (error: Error) => { problem.value = error.message }

/** What the picture's rows depend on; a change of a threshold is not among it. */
const viewRequest = computed(() => {
  const { value: now } = log
  if (!now || !frame.value) return null
  const byOperation = frame.value?.operations !== undefined && now.summary.labels.length > 0
  return JSON.stringify({
    load: now.load,
    model: model.value === ALL_MODELS ? null : model.value,
    operations: byOperation ? (now.operations ?? {}) : null,
    useImpact: now.useImpact || !byOperation,
    impactBounds: byOperation ? [] : impactBands.value.map(({ from }) => from),
    calibration: frame.value.calibration ?? null,
  })
})

const askView = latest((request: string) => client.ask('view', JSON.parse(request)), (answer) => {
  batch(() => { view.value = answer; views.value++; tally.value = null; causes.value = null; sweep.value = null })
}, fail)

/** Three frames: the line follows the hand in every one, the numbers in every third. */
const DECIDE_MS = 45

const askDecide = latest((setting: { text: string; signals: Signals; atMost: Action | null }) => client.ask('decide', setting), (answer) => {
  if (!answer.ok) { problem.value = answer.message; return }
  batch(() => { tally.value = answer.tally; problem.value = null })
  performance.measure('leeway-decide', { start: performance.now() - answer.tally.took.decide, duration: answer.tally.took.decide, detail: answer.tally.by })
  settle()
}, fail, DECIDE_MS)

let settling: ReturnType<typeof setTimeout> | undefined
/** What takes longer than a frame waits until the hand rests. */
function settle(): void {
  clearTimeout(settling)
  settling = setTimeout(async () => {
    const found = await client.ask('causes', null).catch(() => null)
    if (found) causes.value = found
    await askSweep()
  }, 200)
}

async function askSweep(): Promise<void> {
  const list = confidenceBands.value
  const band = list.at(-1)
  if (!band) return
  const low = (list.at(-2)?.from ?? 0) + 0.001
  const setting = { text: validText.value, signals: given.value, atMost: ceiling.value }
  const points = await client.ask('sweep', { setting, band: band.name, values: sweepValues(low, band.from) }).catch(() => null)
  if (points) sweep.value = { band: band.name, points }
}

const NINES = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.825, 0.85, 0.875, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.993, 0.996, 0.998, 0.999, 0.9995, 0.9999]
const sweepValues = (low: number, now: number): number[] => [...new Set([now, ...NINES.filter((value) => value > low)])].sort((a, b) => a - b)

/** Starts the wheels; called once, when the engine is there. */
export function start(): void {
  engineReady.value = true
  effect(() => { if (viewRequest.value) askView(viewRequest.value) })
  effect(() => {
    if (!view.value || validText.value === '') return
    askDecide({ text: validText.value, signals: given.value, atMost: ceiling.value })
  })
}

/** Shows the cases of a part of the log. */
export const select = (part: Selection): void => batch(() => { clearChoices(); selection.value = part })

/** What was chosen in one log means nothing in another. */
function clearChoices(): void {
  selection.value = null
  caseRow.value = null
  listing.value = { wrongOnly: false, sort: 'order', from: 0 }
}

export const reset = (): void => batch(() => { policyText.value = startText.value; faults.value = {}; ceiling.value = null; costs.value = {}; against.value = null; clearChoices() })


import { init } from 'leeway-policy'
import { noRows, peek, readLog, type Progress } from '../import/read.ts'
import { HEAD_BYTES, sniff } from '../import/sniff.ts'
import { readingOf } from '../fit/columns.ts'
import { plainCsv } from '../fit/plain.ts'
import type { Log, Mapping } from '../log/types.ts'
import { findCases } from './cases.ts'
import { Decider } from './decider.ts'
import { compare } from './compare.ts'
import { causes, sweep } from './later.ts'
import type { Decided, Requests, Setting } from './protocol.ts'
import { send, serve } from './serve.ts'
import { Sums } from './sums.ts'
import { makeView, summarise } from './view.ts'

// The worker: holds the log, decides, counts. The page thread only draws, so dragging stays smooth however long the log is.

interface State { sums: Sums | null; wanted: Setting | null; log: Log | null; mapping: Mapping | null; badText: Blob; decider: Decider | null; sweeper: Decider | null; cancelled: boolean; loads: number; asked: number }
const state: State = { sums: null, wanted: null, log: null, mapping: null, badText: new Blob(), decider: null, sweeper: null, cancelled: false, loads: 0, asked: 0 }

const ready = init()

serve<Requests>(() => ready, {
  peek: ({ file }) => peek(file),
  load,
  cancel: () => { state.cancelled = true; return null },
  badRows: () => state.badText,
  view: (request) => {
    const { view, summary } = makeView(loaded(), request)
    state.decider?.free()
    state.sweeper?.free()
    forgetSums()
    state.decider = new Decider(loaded(), view)
    state.sweeper = state.decider.twin()
    return summary
  },
  decide,
  causes: () => causes(decided(), untilNewer()),
  sweep: (request) => sweep(state.sweeper ?? deciderOf(), request, untilNewer(), () => state.sums),
  cases: (filter) => findCases(decided(), state.mapping as Mapping, filter),
  reading,
  compare: (request) => compare(decided(), state.mapping as Mapping, request),
}, (kind) => { if (kind === 'decide' || kind === 'view' || kind === 'load') state.asked++ })

const STOPPED = Symbol('stopped')
/** At most this many progress messages a second: each costs the page a render. */
const PROGRESS_MS = 100

async function load({ source, mapping, header }: Requests['load']['give']): Promise<Requests['load']['get']> {
  state.cancelled = false
  const own = ++state.loads
  let last = 0
  const onProgress = (progress: Progress) => {
    // One log is held: the newest that was asked for, however long an older one takes.
    if (state.cancelled || own !== state.loads) throw STOPPED
    if (performance.now() - last < PROGRESS_MS) return
    last = performance.now()
    send({ progress })
  }
  try {
    const { stream, encoding } = await open(source)
    const { log, report, badText } = await readLog(stream, encoding, mapping, header, onProgress)
    if (log.rows === 0) { state.badText = badText; return { problem: noRows(report) } }
    forgetSums()
    Object.assign(state, { log, mapping, badText, decider: null, sweeper: null })
    return { summary: summarise(log, mapping.split), report }
  } catch (error) {
    if (error === STOPPED) return { cancelled: true }
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

async function open(source: Requests['load']['give']['source']): Promise<{ stream: ReadableStream<Uint8Array>; encoding: string }> {
  if ('file' in source) {
    const sniffed = sniff(new Uint8Array(await source.file.slice(0, HEAD_BYTES).arrayBuffer()), source.file.size <= HEAD_BYTES)
    if (sniffed.kind === 'refused') throw new Error(sniffed.problem)
    return { stream: source.file.stream(), encoding: sniffed.encoding }
  }
  const response = await fetch(source.url)
  if (!response.ok || !response.body) throw new Error(`the log could not be fetched (${response.status})`)
  return { stream: response.body, encoding: 'utf-8' }
}

function reading({ useImpact }: Requests['reading']['give']): Requests['reading']['get'] {
  const [log, mapping] = [loaded(), state.mapping as Mapping]
  const read = readingOf(mapping, log.columns.map(({ name }) => name), useImpact, truthWords(log, mapping))
  return 'why' in read ? { columns: {}, plain: { file: plainCsv(log, mapping, useImpact), why: read.why } } : { ...read, plain: null }
}

/** What stands in the column that says right or wrong; a column of text says neither. */
function truthWords(log: Log, { correct }: Mapping): string[] {
  const column = log.columns.find(({ name }) => name === correct)
  if (column === undefined) return []
  if (column.kind === 'numbers') return [...new Set(column.values)].filter((value) => !Number.isNaN(value)).map(String)
  return column.kind === 'words' ? column.words.filter((word) => word !== '') : ['']
}

function loaded(): Log {
  if (!state.log) throw new Error('no log is open')
  return state.log
}

function deciderOf(): Decider {
  if (!state.decider) throw new Error('no log is open')
  return state.decider
}

/** From so many rows on deciding all of them takes longer than a frame. */
const LONG = 100_000
/** So long nothing may be asked before rows are sorted. */
const REST_MS = 400

/** By sums where rows were sorted for policies like this one; else row by row, and they are sorted when the hand rests. */
function decide(setting: Setting): Decided {
  state.wanted = setting
  const tally = state.sums?.count(setting)
  if (tally) return { ok: true, tally }
  forgetSums()
  const answer = deciderOf().decide(setting)
  if (answer.ok && answer.tally.rows >= LONG) void sortLater(setting)
  return answer
}

/** The decider with what was asked last, which sums may have answered without it. */
function decided(): Decider {
  const decider = deciderOf()
  if (state.wanted && decider.setting && JSON.stringify(decider.setting) !== JSON.stringify(state.wanted)) decider.decide(state.wanted)
  return decider
}

async function sortLater(setting: Setting): Promise<void> {
  const asked = state.asked
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  if (asked !== state.asked) return
  const { log, view } = deciderOf()
  const lab = await import('leeway-policy/lab')
  await lab.init()
  const sums = await Sums.of(lab, log, view, setting, untilNewer())
  // Another log or view may have come meanwhile.
  if (state.decider?.view === view && !state.sums) state.sums = sums
  else sums?.free()
}

function forgetSums(): void {
  state.sums?.free()
  state.sums = null
}

/** For long work: waits for messages that came meanwhile; false once one of them asked for something. */
function untilNewer(): () => Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  const asked = state.asked
  return () => new Promise((resolve) => {
    port1.onmessage = () => resolve(state.asked === asked)
    port2.postMessage(null)
  })
}

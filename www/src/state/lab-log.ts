import { computed, signal } from '@preact/signals'
import type { Health } from 'leeway-policy'
import type { LogAbout } from 'leeway-policy/lab'
import type { Columns } from '../fit/columns.ts'
import type { Signals } from '../worker/protocol.ts'
import { signalsOf } from './panel.ts'
import { client, faults, fits, frame, log, panel, source, type OpenLog } from './store.ts'

// The log that is open, read once more by the lab: its own bytes, so that whoever has the file gets the same.

export interface ReadLog {
  /** Tells one reading from the next. */
  number: number
  about: LogAbout
  columns: Columns
  /** What stands for the file where the lab cannot read it as it is, and why. */
  plain: { file: Blob; why: string } | null
  beside: Beside
}
export interface Beside { operations: Record<string, string> | null; health: Health }
export type LabState = { state: 'none' } | { state: 'reading'; bytes: number; rows: number } | { state: 'failed'; problem: string } | { state: 'read'; log: ReadLog }

export const labLog = signal<LabState>({ state: 'none' })
let readings = 0

/** What stands for the signals that the log does not hold: of a log of the page that all is well, else only what was set. */
export const outside = (): Signals => signalsOf(panel.value, source.value.kind === 'file' ? faults.value : {})

/** What the log does not say: what the app does for each label, and the signals that stand in no column. */
const beside = computed<Beside | null>(() => {
  const now = log.value
  if (!now || !frame.value) return null
  const byOperation = frame.value.operations !== undefined && now.summary.labels.length > 0
  return { operations: byOperation ? now.operations : null, health: { signals: Object.fromEntries(Object.entries(outside()).filter(([, value]) => value !== null)) } as Health }
})

/** Changes with everything that the reading hangs on. */
export const wantedReading = computed<string | null>(() => log.value && beside.value && JSON.stringify([log.value.load, beside.value]))

let begun: string | null = null

/** Reads the log unless that was done or is being done. */
export async function readForLab(): Promise<void> {
  const [key, now, given] = [wantedReading.peek(), log.peek(), beside.peek()]
  if (key === null || !now || !given || key === begun) return
  begun = key
  labLog.value = { state: 'reading', bytes: 0, rows: 0 }
  const next = await read(now, given).catch((error: Error): LabState => ({ state: 'failed', problem: error.message }))
  if (begun === key) labLog.value = next
}

async function read(now: OpenLog, given: Beside): Promise<LabState> {
  const rowImpact = now.useImpact || given.operations === null
  const { columns, plain } = await client.ask('reading', { useImpact: rowImpact })
  const about = await fits.ask('open', { source: plain ?? now.bytes, columns, ...given })
  return { state: 'read', log: { number: ++readings, about, columns, plain, beside: given } }
}

fits.onProgress = ({ bytes, rows }) => {
  if (labLog.value.state === 'reading') labLog.value = { state: 'reading', bytes, rows }
}

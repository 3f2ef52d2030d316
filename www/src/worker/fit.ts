import { Log, calibrate, fitOptions, fitThreshold, init, labelsNeeded, riskCoverage, signOff } from 'leeway-policy/lab'
import type { FitAsk, OptionsAsk } from '../state/fit-choice.ts'
import type { Fits, LabLog } from './protocol.ts'
import { send, serve } from './serve.ts'

// The worker that learns from logs. It reads the bytes of the log once more, as the command line would, and keeps the newest.

let log: Log | null = null
/** At most this many progress messages a second: each costs the page a render. */
const PROGRESS_MS = 100

serve<Fits>(init, {
  open,
  calibrate: ({ model, split, calibrate: method }) => calibrate(opened(), { model, split, method: method === 'none' ? 'auto' : method }),
  fit: ({ policy, ask }) => fitThreshold(opened(), policy, optionsOf(ask)),
  fitOptions: ({ policy, ask }) => fitOptions(opened(), policy, setsOf(ask)),
  needed: ({ targets, sure, families }) => targets.map((target) => ({ target, ...labelsNeeded({ targetLevel: target, confidenceLevel: sure, families }) })),
  curve: ({ model, split }) => riskCoverage(opened(), { model, split })[0] ?? null,
  signOff: ({ text, before, model }) => signOff(text, before, opened(), { model }),
})

const OTHER = 'another log was opened'
let openings = 0

async function open({ source, columns, operations, health }: LabLog): Promise<Fits['open']['get']> {
  const opening = ++openings
  let last = 0
  const next = await Log.read('file' in source ? source.file : await fetched(source.url), {
    columns, operations, health,
    onProgress: ({ bytes, rows }) => {
      if (opening !== openings) throw new Error(OTHER)
      if (performance.now() - last < PROGRESS_MS) return
      last = performance.now()
      send({ progress: { bytes, rows, bad: 0 } })
    },
  })
  if (opening !== openings) { next.free(); throw new Error(OTHER) }
  log?.free()
  log = next
  return next.about
}

async function fetched(url: string): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(`the log could not be fetched (${response.status})`)
  return response.body
}

function opened(): Log {
  if (log === null) throw new Error('no log is open')
  return log
}

/** The same as the command line that the page shows. */
const optionsOf = ({ model, target, sure, calibrate: method, split, verify, complete }: FitAsk) => ({
  targetLevel: target, confidenceLevel: sure, model, split, verify, calibrate: method === 'none' ? null : method, labels: complete ? 'complete' as const : null,
})

const setsOf = ({ model, coverage, sure, sets: method, split, verify, complete }: OptionsAsk) => ({
  coverage, confidenceLevel: sure, method, model, split, verify, labels: complete ? 'complete' as const : null,
})

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Peek } from '../import/read.ts'
import { proposeOperations, type Choice } from '../import/propose.ts'
import type { LoadReport, Mapping } from '../log/types.ts'
import { policyOfLink, startOfLink } from '../state/history.ts'
import { client, importing, loading, type OwnFile } from '../state/store.ts'
import type { LogSummary } from '../worker/protocol.ts'
import { count } from '../words.ts'
import { ColumnsForm } from './import-columns.tsx'
import { OperationsForm } from './import-operations.tsx'
import { openOwn, reopen } from './import-open.ts'
import { announce } from './use.ts'

// Your own file, in three steps: choose it, say what the columns are, say what the app does for each label.

export type Step =
  | { name: 'choose'; problem?: string; help?: string; fileName?: string }
  | { name: 'looking'; file: File }
  | { name: 'columns'; file: File; peek: Peek; problem?: string }
  | { name: 'reading'; file: File; peek: Peek; mapping: Mapping }
  | { name: 'operations'; file: File; peek: Peek; mapping: Mapping; summary: LogSummary; report: LoadReport; choices: Choice[] }

const step = signal<Step>({ name: 'choose' })
/** Whether the worker has let go of the log on the screen for a file that was not taken yet. */
let hasRead = false

export function Import() {
  const chosen = importing.value
  useEffect(() => { if (chosen instanceof File) void look(chosen); else step.value = { name: 'choose' } }, [chosen])
  const now = step.value
  return (
    <section class="import" aria-labelledby="import-title">
      <header><h1 id="import-title">Your own log</h1><button type="button" class="quiet" onClick={leave}>Back without it</button></header>
      <p class="faint">The file is read in this tab and stays on this computer.</p>
      {now.name === 'choose' && <ChooseFile now={now} />}
      {now.name === 'looking' && <p role="status">Looking at {now.file.name} …</p>}
      {now.name === 'columns' && <ColumnsForm key={now.file.name} peek={now.peek} fileName={now.file.name} problem={now.problem} onRead={(mapping) => void read(now.file, now.peek, mapping)} />}
      {now.name === 'reading' && <Reading file={now.file} />}
      {now.name === 'operations' && <OperationsForm now={now} onBack={() => { step.value = { name: 'columns', file: now.file, peek: { ...now.peek, mapping: now.mapping } } }} />}
    </section>
  )
}

function leave(): void {
  if (step.value.name === 'reading') void client.ask('cancel', null)
  importing.value = null
  if (hasRead) void reopen()
  hasRead = false
}

function ChooseFile({ now }: { now: Step & { name: 'choose' } }) {
  const wanted = loading.value.state === 'wanted' ? loading.value.file.name : null
  return (
    <>
      {now.problem && <p class="warning" role="alert"><strong>{now.fileName}</strong>: {now.problem}. {now.help}</p>}
      <label class="drop-zone">
        <input type="file" accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,text/csv,text/plain,application/x-ndjson" data-testid="file" onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) void look(file) }} />
        <span class="drop-title">{wanted ? `Choose ${wanted}` : 'Choose a file'}, or drop one anywhere</span>
        <span class="faint">CSV with a header line, or NDJSON (one object a line). One prediction a row: its confidence, whether it was right, and what was predicted.</span>
      </label>
      <details class="example"><summary>What it may look like</summary><pre>{EXAMPLE}</pre>
        <p class="faint small">Columns are found by name: confidence (or score, probability), correct (or outcome; or predicted and label), operation (or predicted), impact, second, model, id, text. What is unclear is asked. Any further column can be a signal of the policy.</p></details>
    </>
  )
}

const EXAMPLE = `id,predicted,confidence,correct\nm-1,archive,0.97,1\nm-2,delete,0.61,0\nm-3,archive,0.88,1`

async function look(file: File): Promise<void> {
  step.value = { name: 'looking', file }
  const answer = await client.ask('peek', { file }).catch((error: Error) => ({ ok: false as const, problem: error.message, help: '' }))
  if (!answer.ok) { step.value = { name: 'choose', problem: answer.problem, help: answer.help, fileName: file.name }; announce(`${file.name}: ${answer.problem}`); return }
  const wanted = loading.value.state === 'wanted' ? loading.value.file : null
  if (wanted && wanted.name === file.name && wanted.header.join() === answer.peek.header.join()) { await readWanted(file, answer.peek, wanted); return }
  step.value = { name: 'columns', file, peek: answer.peek }
}

/** The file that a link asked for: everything else is in the link. */
async function readWanted(file: File, peek: Peek, wanted: OwnFile): Promise<void> {
  const answer = await reading(file, peek, wanted.mapping)
  const start = startOfLink()
  if (answer && start !== null) openOwn(file, { ...wanted, size: file.size }, answer, start, policyOfLink(start))
}

async function read(file: File, peek: Peek, mapping: Mapping): Promise<void> {
  const answer = await reading(file, peek, mapping)
  if (!answer) return
  step.value = { name: 'operations', file, peek, mapping, ...answer, choices: proposeOperations(answer.summary.labels) }
  announce(`${count(answer.report.rows)} rows read, ${count(answer.report.bad)} could not be read`)
}

async function reading(file: File, peek: Peek, mapping: Mapping): Promise<{ summary: LogSummary; report: LoadReport } | null> {
  step.value = { name: 'reading', file, peek, mapping }
  loading.value = { state: 'loading', title: file.name, bytes: 0, rows: 0 }
  const answer = await client.ask('load', { source: { file }, mapping, header: peek.header }).catch((error: Error) => ({ problem: error.message }))
  loading.value = { state: 'idle' }
  if ('summary' in answer) { hasRead = true; return answer }
  step.value = { name: 'columns', file, peek: { ...peek, mapping }, problem: 'problem' in answer ? answer.problem : 'stopped' }
  return null
}

function Reading({ file }: { file: File }) {
  const now = loading.value
  const { bytes, rows } = now.state === 'loading' ? now : { bytes: 0, rows: 0 }
  return (
    <div class="reading">
      <p role="status">Reading {file.name}: {count(rows)} rows</p>
      <progress max={file.size} value={bytes} aria-label="Read so far" />
      <p><button type="button" onClick={() => void client.ask('cancel', null)}>Stop</button></p>
    </div>
  )
}

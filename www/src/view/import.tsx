import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Peek } from '../import/read.ts'
import { policyOfFile } from '../import/policy-file.ts'
import { operationsOf, proposeOperations, type Choice } from '../import/propose.ts'
import { BUNDLED } from '../logs/catalogue.ts'
import type { LoadReport, Mapping } from '../log/types.ts'
import { read } from '../state/document.ts'
import { policyOfLink, startOfLink } from '../state/history.ts'
import { openPolicy } from '../state/opened.ts'
import { client, document_, importing, loading, viewName, type OwnFile } from '../state/store.ts'
import type { LogSummary } from '../worker/protocol.ts'
import { count } from '../words.ts'
import { ColumnsForm, type Said } from './import-columns.tsx'
import { OperationsForm } from './import-operations.tsx'
import { openOwn, reopen, saidOf } from './import-open.ts'
import { policyFor } from './import-signals.tsx'
import { announce } from './use.ts'

// Your own file, in three steps: choose it, say what the columns are, say what the app does for each label.

export type Step =
  | { name: 'choose'; problem?: string; help?: string; fileName?: string }
  | { name: 'looking'; file: File }
  | { name: 'columns'; file: File; peek: Peek; keep: boolean; problem?: string }
  | { name: 'reading'; file: File }
  | { name: 'operations'; file: File; peek: Peek; keep: boolean; mapping: Mapping; summary: LogSummary; report: LoadReport; choices: Choice[] }

const step = signal<Step>({ name: 'choose' })
/** What is on its way in; null where nothing is. */
export const incoming = computed<string | null>(() => (importing.value === null ? null : 'file' in step.value ? step.value.file.name : 'Your own file …'))
/** Whether the worker has let go of the log on the screen for a file that was not taken yet. */
let hasRead = false

export function Import() {
  const chosen = importing.value
  useEffect(() => { if (chosen instanceof File) void look(chosen); else step.value = { name: 'choose' } }, [chosen])
  const now = step.value
  return (
    <section class="import" aria-labelledby="import-title">
      <header><h1 id="import-title">Your own log</h1>{now.name === 'columns' && <button type="button" class="quiet" onClick={() => { step.value = { name: 'choose' } }}>Another file</button>}<button type="button" class="quiet" onClick={leave}>Back without it</button></header>
      <p class="faint">The file is read in this tab and stays on this computer.</p>
      {now.name === 'choose' && <ChooseFile now={now} />}
      {now.name === 'looking' && <p role="status">Looking at {now.file.name} …</p>}
      {now.name === 'columns' && <ColumnsForm key={now.file.name} peek={now.peek} keep={now.keep} fileName={now.file.name} problem={now.problem} onRead={(said) => void readAs(now.file, now.peek, said)} />}
      {now.name === 'reading' && <Reading file={now.file} />}
      {now.name === 'operations' && <OperationsForm now={now} onBack={() => { step.value = { name: 'columns', file: now.file, peek: now.peek, keep: now.keep } }} />}
    </section>
  )
}

export function leave(): void {
  if (step.value.name === 'reading') void client.ask('cancel', null)
  importing.value = null
  if (hasRead) void reopen()
  hasRead = false
}

/** A policy becomes that of the page. A log whose columns or labels are being asked about is asked about for it, from the start. */
export function takePolicy(name: string, text: string): void {
  const { value: now } = step
  const file = importing.value !== null && (now.name === 'columns' || now.name === 'operations') ? now.file : null
  const { value: view } = viewName
  openPolicy(name, text)
  if (file === null) { leave(); return }
  viewName.value = view
  importing.value = file
  announce(`${name} is the policy of the page now, and ${file.name} is read for it`)
  void look(file)
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
        <p class="faint small">Columns are found by name: confidence (or score, probability), correct (or outcome; or predicted and label), operation (or predicted), impact, second, model, id, text. What is unclear is asked. Any further column can be a signal of the policy. A policy, a JSON file, is opened as that.</p></details>
    </>
  )
}

const EXAMPLE = `id,predicted,confidence,correct\nm-1,archive,0.97,1\nm-2,delete,0.61,0\nm-3,archive,0.88,1`

async function look(file: File): Promise<void> {
  step.value = { name: 'looking', file }
  const policy = await policyOfFile(file)
  if (policy !== null) { takePolicy(file.name, policy); return }
  const answer = await client.ask('peek', { file }).catch((error: Error) => ({ ok: false as const, problem: error.message, help: '' }))
  if (!answer.ok) { step.value = { name: 'choose', problem: answer.problem, help: answer.help, fileName: file.name }; announce(`${file.name}: ${answer.problem}`); return }
  const wanted = loading.value.state === 'wanted' ? loading.value.file : null
  if (wanted && wanted.name === file.name && wanted.header.join() === answer.peek.header.join()) { await readWanted(file, answer.peek, wanted); return }
  const said = saidOf(file)
  if (said && said.header.join() === answer.peek.header.join()) step.value = { name: 'columns', file, peek: { ...answer.peek, mapping: said.mapping, questions: [], isNamed: false }, keep: true }
  else step.value = { name: 'columns', file, peek: answer.peek, keep: isOwnPolicy() }
}

/** Whether the policy of the page is somebody's own, not one that the page had or made, however changed. */
const isOwnPolicy = (): boolean => document_.value !== null && ![policyFor(false), ...BUNDLED.map(({ policy }) => policy)].some((text) => read(text).name === document_.value?.name)

/** The file that a link asked for: everything else is in the link. */
async function readWanted(file: File, peek: Peek, wanted: OwnFile): Promise<void> {
  const answer = await reading(file, { ...peek, mapping: wanted.mapping }, false)
  const start = startOfLink()
  if (answer && start !== null) openOwn(file, { ...wanted, size: file.size }, answer, start, policyOfLink(start))
}

async function readAs(file: File, peek: Peek, { mapping, keep, questions }: Said): Promise<void> {
  const next = { ...peek, mapping, questions, isNamed: peek.isNamed && questions.length === 0 }
  const answer = await reading(file, next, keep)
  if (!answer) return
  const { labels } = answer.summary
  step.value = { name: 'operations', file, peek: next, keep, mapping, ...answer, choices: keep ? operationsOf(labels, policyFor(true), saidOf(file)?.operations ?? {}) : proposeOperations(labels) }
  announce(`${count(answer.report.rows)} rows read, ${count(answer.report.bad)} could not be read`)
}

async function reading(file: File, peek: Peek, keep: boolean): Promise<{ summary: LogSummary; report: LoadReport } | null> {
  step.value = { name: 'reading', file }
  loading.value = { state: 'loading', title: file.name, bytes: 0, rows: 0 }
  const answer = await client.ask('load', { source: { file }, mapping: peek.mapping, header: peek.header }).catch((error: Error) => ({ problem: error.message }))
  loading.value = { state: 'idle' }
  if ('summary' in answer) { hasRead = true; return answer }
  step.value = { name: 'columns', file, peek, keep, problem: 'problem' in answer ? answer.problem : 'stopped' }
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

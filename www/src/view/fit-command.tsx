import { signal } from '@preact/signals'
import { commandLine, type Files } from '../fit/command.ts'
import type { FitAsk, OptionsAsk } from '../state/fit-choice.ts'
import type { ReadLog } from '../state/lab-log.ts'
import { document_, log, source, validText } from '../state/store.ts'
import { bundled } from '../logs/catalogue.ts'
import { announce, download } from './use.ts'

const copied = signal(false)

/** The same fit without the page: its files, and the line that gives the same bytes. */
export function CommandLine({ ask, log: read }: { ask: FitAsk | OptionsAsk; log: ReadLog }) {
  const name = document_.value?.name ?? 'policy'
  const { operations, health } = read.beside
  const isMapped = operations !== null && Object.entries(operations).some(([label, operation]) => label !== operation)
  const isHealthy = Object.keys(health.signals ?? {}).length > 0
  const files: Files = {
    policy: `${name}.policy.json`, log: logName(read), operations: isMapped ? `${name}.operations.json` : null,
    health: isHealthy ? `${name}.health.json` : null, fitted: `${name}.fitted.json`,
  }
  const line = commandLine(ask, read.columns, files)
  const copy = async () => {
    try { await navigator.clipboard.writeText(line); copied.value = true } catch { return }
    announce('The command is copied')
    setTimeout(() => { copied.value = false }, 2500)
  }
  return (
    <details class="command">
      <summary>The same on the command line</summary>
      <pre tabIndex={0} aria-label={'coverage' in ask ? 'The command for options' : 'The command'}><code>{line}</code></pre>
      <p><button type="button" onClick={() => void copy()}>{copied.value ? 'Copied' : 'Copy the line'}</button></p>
      <p class="small">Its files, as they are on this page:</p>
      <ul class="files">
        <FileItem name={files.policy} about="the policy before the fit" onSave={() => download(files.policy, validText.value, 'application/json')} />
        <LogItem name={files.log} read={read} />
        {files.operations && <FileItem name={files.operations} about="what the app does for each label" onSave={() => download(files.operations as string, laidOut(operations), 'application/json')} />}
        {files.health && <FileItem name={files.health} about={`the signals that the log does not hold, as ${source.value.kind === 'bundled' ? 'when all is well' : 'set under What if'}`} onSave={() => download(files.health as string, laidOut(health), 'application/json')} />}
      </ul>
    </details>
  )
}

const laidOut = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const FileItem = ({ name, about, onSave }: { name: string; about: string; onSave: () => void }) => <li><button type="button" onClick={onSave}>Download <code>{name}</code></button> <small class="faint">{about}</small></li>

function logName({ plain }: ReadLog): string {
  const { value: from } = source
  if (from.kind === 'bundled') { const file = bundled(from.id)?.file ?? 'log.csv'; return plain ? plainName(file) : file }
  return plain ? plainName(from.file.name) : from.file.name
}

const plainName = (name: string): string => `${name.replace(/\.[^.]*$/, '')}.plain.csv`

function LogItem({ name, read: { plain } }: { name: string; read: ReadLog }) {
  const bytes = log.value?.bytes
  if (plain) return <FileItem name={name} about="the log as a plain CSV" onSave={() => download(name, plain.file)} />
  if (bytes && 'url' in bytes) return <li><a href={bytes.url} download={name}>Download <code>{name}</code></a> <small class="faint">the log</small></li>
  return <li><code>{name}</code> <small class="faint">your file</small></li>
}

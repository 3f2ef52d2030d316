import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { compile, type Diagnostic } from 'leeway-policy'
import { compareOpened, openPolicy, opened, undoOpened } from '../state/opened.ts'
import { diagnostics, hasErrors, policyText, startText, studies, summary, validText } from '../state/store.ts'
import { LADDER, count, percent, plural } from '../words.ts'
import { useAnswer } from './answer.ts'
import { Changed } from './changed.tsx'
import type { EditorHandle } from './editor.ts'
import { exportPolicy } from './export.ts'
import { InstanceDialog } from './instance.tsx'
import { ActionBar, ActionName, AutoRate } from './parts.tsx'
import { Problem } from './problem.tsx'
import { Proven } from './proven.tsx'
import { Tests } from './tests.tsx'
import { announce, usePolicyFile } from './use.ts'

/** The document itself. What is typed here is what Explore shows, as soon as it has no errors. */
export function PolicyView() {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorHandle | null>(null)
  const failed = useSignal(false)
  useEffect(() => {
    let isGone = false
    // The editor is large; it is fetched only when somebody looks at the document.
    import('./editor.ts').then(({ openEditor }) => {
      if (isGone || !place.current) return
      editor.current = openEditor(place.current, policyText.peek(), (text) => { policyText.value = text })
      editor.current.setDiagnostics(shown.current)
    }, () => { failed.value = true })
    return () => { isGone = true; editor.current?.close(); editor.current = null }
  }, [])
  // Read first: an effect that finds no editor yet must still hear of the next change.
  useSignalEffect(() => { const text = policyText.value; editor.current?.setText(text) })
  const { now, problem, isNewest } = useDiagnostics()
  const shown = useRef(now)
  shown.current = now
  useEffect(() => editor.current?.setDiagnostics(now), [now])
  const errors = now.filter(({ severity }) => severity === 'error').length
  useEffect(() => { if (isNewest) announce(now.length === 0 ? 'No problems in the policy' : `${plural(errors, 'error')}, ${plural(now.length - errors, 'remark')} in the policy`) }, [errors, now.length, isNewest])
  return (
    <>
      <div class="policy">
        <section class="editor-box" aria-label="Policy document">
          <div class="editor-tools">
            <h1>Policy</h1>
            <button type="button" disabled={policyText.value === startText.value} onClick={() => { policyText.value = startText.value }}>Start again</button>
            <OpenFile />
            <button type="button" onClick={exportPolicy}>Download</button>
          </div>
          <Opened />
          {failed.value && <textarea class="plain-editor" aria-label="Policy document" value={policyText.value} onInput={(event) => { policyText.value = event.currentTarget.value }} />}
          <div class="editor" ref={place} data-testid="editor" />
          <p class="faint small">Ctrl+Space completes; Tab moves on.</p>
        </section>
        <section class="problems" aria-label="Problems">
          <h2>{errors ? plural(errors, 'error') : 'No errors'}{now.length > errors && <small class="faint"> and {plural(now.length - errors, 'remark')}</small>}</h2>
          {hasErrors.value ? <p class="faint">Explore keeps showing the last policy without errors.</p> : <Facts />}
          {problem && <p class="warning">Warnings and hints could not be looked for: {problem}</p>}
          <ol class="diagnostics">{now.map((one, at) => <li key={at}><Problem one={one} onGo={() => editor.current?.go(one)} /></li>)}</ol>
          <OnThisLog />
        </section>
      </div>
      <div class="studies"><Proven /><Tests /><Changed /></div>
      <InstanceDialog />
    </>
  )
}

/** A person's own policy, out of a file. */
function OpenFile() {
  const field = useRef<HTMLInputElement>(null)
  const { refused, take } = usePolicyFile((text, name) => openPolicy(name, text))
  return (
    <>
      {refused.value && <span class="failed" role="alert">{refused.value} is no policy document.</span>}
      <input ref={field} type="file" hidden aria-label="File of your policy" accept=".json,application/json" onChange={(event) => { void take(event.currentTarget); event.currentTarget.value = '' }} />
      <button type="button" title="a policy of your own; it may be pasted below, too" onClick={() => field.current?.click()}>Open a file</button>
    </>
  )
}

/** What was opened, and the way back. */
function Opened() {
  const { value: now } = opened
  if (now === null || now.text !== policyText.value) return null
  return <p class="opened" role="status"><code>{now.file}</code> is the policy of the page now. <button type="button" class="quiet" onClick={undoOpened}>Undo</button> <button type="button" class="quiet" onClick={compareOpened}>Only compare with it</button></p>
}

/** Errors at once, from the engine; what else is to be said of a text without errors a little later, from the lab. */
function useDiagnostics(): { now: readonly Diagnostic[]; problem: string | null; isNewest: boolean } {
  const errors = diagnostics.value
  const { value, problem, isNewest } = useAnswer((give: { text: string }) => studies.ask('check', give), hasErrors.value ? null : { text: policyText.value })
  const now = useMemo(() => (hasErrors.value ? errors : (value ?? [])), [hasErrors.value, errors, value])
  return { now, problem: hasErrors.value ? null : problem, isNewest: hasErrors.value || isNewest }
}

/** What the document does to the log that is open, while it is edited. */
function OnThisLog() {
  const now = summary.value
  if (!now) return null
  return (
    <div class="on-log">
      <h3 class="small-title">On this log</h3>
      <ActionBar actions={now.all.actions} total={now.all.count} label="All cases" />
      <ul>{LADDER.filter((action) => now.all.actions[action] > 0).map((action) => <li key={action}><ActionName action={action} /> <strong>{percent(now.all.actions[action] / now.all.count)}</strong> <span class="n">{count(now.all.actions[action])}</span></li>)}</ul>
      <p>Wrong when done by itself: <AutoRate part={now.all} /></p>
    </div>
  )
}

function Facts() {
  if (validText.value === '') return null
  const policy = compile(validText.value)
  const hash = policy.hash
  policy.free()
  return <p class="good">This policy holds. <small class="faint">Hash <code title={hash}>{hash.slice(0, 12)}</code></small></p>
}

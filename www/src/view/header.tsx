import { signal } from '@preact/signals'
import { BUNDLED, bundled } from '../logs/catalogue.ts'
import { forgetLog } from '../state/fit.ts'
import { linkNow } from '../state/history.ts'
import { ALL_MODELS, diagnostics, hasErrors, importing, log, model, openBundled, policyText, reset, source, startText, viewName, type ViewName } from '../state/store.ts'
import { count, plural } from '../words.ts'
import { incoming, leave } from './import.tsx'
import { importAgain } from './import-open.ts'
import { exportCsv, exportPicture, exportPolicy } from './export.ts'
import { announce, isDark, setTheme, theme } from './use.ts'

const OWN = 'own file'

export function Header() {
  return (
    <header class="top">
      <div class="brand"><img src="./favicon.svg" alt="" width="26" height="26" /><span><b>Leeway</b> <span class="tagline">how much freedom an AI gets, one prediction at a time</span></span></div>
      <div class="pickers"><LogPicker /><ModelPicker /></div>
      <nav class="views" aria-label="Views">{(['explore', 'fit', 'policy', 'sign-off'] as const).map((name) => <ViewLink key={name} name={name} />)}</nav>
      <div class="tools"><ResetButton /><LinkButton /><ExportMenu /><ThemeButton /></div>
      <About />
    </header>
  )
}

function LogPicker() {
  const { value: from } = source
  const open = from.kind === 'bundled' ? from.id : OWN
  const value = importing.value ? 'import' : open
  const onChange = (event: { currentTarget: HTMLSelectElement }) => {
    const next = event.currentTarget.value
    if (next === 'import') { importing.value = 'open'; return }
    if (next === open) return leave()
    importing.value = null
    reset()
    forgetLog()
    void openBundled(next)
  }
  return (
    <label class="picker"><span>Log</span>
      <select value={value} onChange={onChange} data-testid="log">
        {BUNDLED.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
        {from.kind === 'file' && <option value={OWN}>{from.file.name}</option>}
        <option value="import">{incoming.value ?? 'Your own file …'}</option>
      </select>
    </label>
  )
}

function ModelPicker() {
  const models = log.value?.summary.models ?? []
  if (models.length < 2 || importing.value) return null
  return (
    <label class="picker"><span>Model</span>
      <select value={model.value ?? ALL_MODELS} onChange={(event) => { model.value = event.currentTarget.value }} data-testid="model">
        {models.map(({ name }) => <option key={name} value={name}>{name}</option>)}
        <option value={ALL_MODELS}>all models</option>
      </select>
    </label>
  )
}

const VIEW_WORDS: Record<ViewName, string> = { explore: 'Explore', fit: 'Fit', policy: 'Policy', 'sign-off': 'Sign-off' }

function ViewLink({ name }: { name: ViewName }) {
  const isOn = viewName.value === name && !importing.value
  const errors = diagnostics.value.filter(({ severity }) => severity === 'error').length
  return (
    <button type="button" class="view-link" aria-current={isOn ? 'page' : undefined} onClick={() => { importing.value = null; viewName.value = name }}>
      {VIEW_WORDS[name]}{name === 'policy' && hasErrors.value && <span class="badge" title="errors in the policy">{errors}<span class="hidden"> errors</span></span>}
    </button>
  )
}

function ResetButton() {
  if (policyText.value === startText.value) return null
  return <button type="button" onClick={reset} title="the policy, faults and costs as they were at the start">Start again</button>
}

const copied = signal('')

function LinkButton() {
  const copy = async () => {
    const link = await linkNow()
    try { await navigator.clipboard.writeText(link); copied.value = 'copied' } catch { copied.value = 'in the address bar'; location.hash = new URL(link).hash }
    announce(`Link ${copied.value}`)
    setTimeout(() => { copied.value = '' }, 2500)
  }
  return <button type="button" onClick={() => void copy()} title="a link that brings back all of this">{copied.value ? `Link ${copied.value}` : 'Copy link'}</button>
}

function ExportMenu() {
  const item = (text: string, run: () => void) => <li><button type="button" onClick={(event) => { run(); event.currentTarget.closest('details')?.removeAttribute('open') }}>{text}</button></li>
  return (
    <details class="menu" onKeyDown={(event) => { if (event.key === 'Escape') { event.currentTarget.removeAttribute('open'); event.currentTarget.querySelector('summary')?.focus() } }}>
      <summary>Export</summary>
      <ul>{item('Policy (JSON)', exportPolicy)}{item('Table (CSV)', exportCsv)}{item('Picture (PNG)', () => void exportPicture())}</ul>
    </details>
  )
}

function ThemeButton() {
  void theme.value
  const dark = isDark()
  return <button type="button" class="icon" aria-label={dark ? 'Light colours' : 'Dark colours'} title={dark ? 'light colours' : 'dark colours'} onClick={() => setTheme(dark ? 'light' : 'dark')}>{dark ? '☀' : '☾'}</button>
}

function About() {
  const { value: from } = source
  const now = log.value
  if (!now || importing.value) return null
  const entry = from.kind === 'bundled' ? bundled(from.id) : undefined
  const bad = now.report.bad > 0 ? ` ${plural(now.report.bad, 'row')} could not be read.` : ''
  return <p class="about">{entry ? <>{entry.about} <span class="faint">{entry.credit}.</span></> : <>Your file, {count(now.summary.rows)} rows. It stays on this computer.{bad} <button type="button" class="quiet" onClick={importAgain}>What its columns are</button></>}</p>
}

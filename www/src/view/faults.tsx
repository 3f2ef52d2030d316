import { matrixOf } from '../state/document.ts'
import { causes, ceiling, document_, faults, faulty, log, panel, setFault, source, summary } from '../state/store.ts'
import { countsAs, type Switch } from '../state/panel.ts'
import type { Summary } from '../count/summary.ts'
import type { Cause } from '../worker/protocol.ts'
import { ACTION_WORDS, LADDER, count, plain, plural, type Action } from '../words.ts'
import { sayNext } from './drag.ts'
import { importAgain } from './import-open.ts'
import { ActionName, Choice, Glyph, Panel, Ticked } from './parts.tsx'

// What if something is wrong: the faults, the ceiling, and the ladder that everything goes down.

export function Faults() {
  return (
    <Panel title="What if" id="faults" aside={faulty.value && <button type="button" class="quiet" onClick={() => { faults.value = {}; ceiling.value = null; sayNext('Nothing is set any more.') }}>{source.value.kind === 'bundled' ? 'all is well' : 'as it was'}</button>}>
      {panel.value.length === 0 && <p class="faint">This policy reads no signal that could fail.</p>}
      <Unmapped />
      {panel.value.map((one) => <FaultSwitch key={one.name} one={one} />)}
      <label class="field"><span>At most, for now <small>(ceiling)</small></span>
        <select value={ceiling.value ?? ''} onChange={(event) => { ceiling.value = (event.currentTarget.value || null) as Action | null; sayNext(ceiling.value ? `At most ${ACTION_WORDS[ceiling.value].short}.` : 'No ceiling.') }}>
          <option value="">no ceiling</option>
          {LADDER.slice(1).map((action) => <option key={action} value={action}>{ACTION_WORDS[action].short}</option>)}
        </select>
      </label>
      <Times />
      <Ladder />
    </Panel>
  )
}

/** Whose time counts where evidence expires: the row's own. */
function Times() {
  const expires = document_.value?.evidence?.fits?.some(({ valid_until }) => typeof valid_until === 'number') ?? false
  if (!expires) return null
  return log.value?.summary.columns.includes('t')
    ? <p class="faint small">The evidence of this policy expires: each case counts at its own time, the column <code>t</code>.</p>
    : <p class="warning">The evidence of this policy expires, and the log has no times (a column <code>t</code>): every case counts as too late.</p>
}

/** Of somebody's own log nobody knows that all was well. */
function Unmapped() {
  if (source.value.kind === 'bundled' || panel.value.length === 0) return null
  return <p class="faint small">Your log has no column for {panel.value.length === 1 ? 'this signal: it is' : 'these signals: they are'} not known, unless you set {panel.value.length === 1 ? 'it' : 'them'} here. <button type="button" class="quiet" onClick={importAgain}>Which column is it?</button></p>
}

type Setting = 'normal' | 'fault' | 'missing'

function FaultSwitch({ one }: { one: Switch }) {
  const isSet = Object.hasOwn(faults.value, one.name)
  const value = isSet ? faults.value[one.name] : one.usual
  const now: Setting = value === null ? 'missing' : value === one.normal && (!isSet || one.usual === null) ? 'normal' : 'fault'
  const choose = (next: Setting) => {
    const wanted = next === 'normal' ? one.normal : next === 'missing' ? null : one.fault
    setFault(one.name, wanted === one.usual ? undefined : wanted)
    sayNext(`${one.title}: ${next === 'normal' ? one.normalText : next === 'fault' ? one.faultText : 'not known'}.`)
  }
  return (
    <div class={`fault${isSet ? ' active' : ''}`}>
      <span class="fault-title" id={`fault-${one.name}`}>{one.title}</span>
      <Choice legend={one.title} name={`fault-${one.name}`} value={now} onChange={choose}
        options={[{ value: 'normal', text: one.normalText }, { value: 'fault', text: one.faultText }, { value: 'missing', text: 'not known', title: `the signal ${one.name} counts as ${countsAs(one, null).replaceAll('`', '')}` }]} />
      {now === 'fault' && one.type.type !== 'boolean' && <FaultValue one={one} />}
    </div>
  )
}

function FaultValue({ one }: { one: Switch }) {
  const value = faults.value[one.name]
  if (one.type.type === 'string') {
    return <select class="fault-value" aria-label={one.title} value={String(value)} onChange={(event) => setFault(one.name, event.currentTarget.value)}>{one.type.values?.map((word) => <option key={word}>{word}</option>)}</select>
  }
  return <span class="fault-value"><input type="number" aria-label={`${one.name}${one.type.unit ? ` in ${one.type.unit}` : ''}`} value={Number(value)} onInput={(event) => { if (Number.isFinite(event.currentTarget.valueAsNumber)) setFault(one.name, event.currentTarget.valueAsNumber) }} /> {one.type.unit}</span>
}

/** Each rung twice: what the matrix alone says (outline), and what happens after rules, ceiling and absence (filled). */
function Ladder() {
  const now = summary.value
  const document = document_.value
  if (!now || !document) return null
  const base = baseActions(now, (c, i) => matrixOf(document)[c][i])
  const most = Math.max(1, ...LADDER.map((action) => Math.max(base[action], now.all.actions[action])))
  const moved = (causes.value ?? []).filter(({ base: from, action }) => from !== action)
  return (
    <>
      <h3 class="small-title">The ladder</h3>
      <table class="ladder">
        <caption class="hidden">Cases by action: by the matrix alone, and now</caption>
        <thead class="hidden"><tr><th>action</th><th>share</th><th>now</th><th>change</th></tr></thead>
        <tbody>{LADDER.map((action) => <Rung key={action} action={action} base={base[action]} now={now.all.actions[action]} most={most} />)}</tbody>
      </table>
      <p class="faint small">Outline: the matrix alone. Filled: after rules, ceiling and absences.</p>
      <Causes moved={moved} />
    </>
  )
}

function Rung({ action, base, now, most }: { action: Action; base: number; now: number; most: number }) {
  const change = now - base
  return (
    <tr>
      <th scope="row"><ActionName action={action} /></th>
      <td class="rung"><span class="outline" style={{ width: `${(base / most) * 100}%` }} /><span class={`fill ${action}`} style={{ width: `${(now / most) * 100}%` }} /></td>
      <td class="n">{count(now)}</td>
      <td class="change">{change === 0 ? '' : `${change > 0 ? '+' : '−'}${count(Math.abs(change))}`}</td>
    </tr>
  )
}

/** Counts by what the matrix gives for each cell; cases without a cell stand where they ended. */
function baseActions(now: Summary, of: (confidence: string, impact: string) => Action): Record<Action, number> {
  const base = { ...now.noCell.actions }
  now.confidence.forEach((c, at) => now.impactNames.forEach((i, up) => { base[of(c, i)] += now.cells[at][up].count }))
  return base
}

const SHOWN = 6

function Causes({ moved }: { moved: readonly Cause[] }) {
  const groups = new Map<string, Cause & { parts: string[] }>()
  for (const cause of moved) {
    const known = groups.get(cause.reason)
    const part = `${ACTION_WORDS[cause.base].short} → ${ACTION_WORDS[cause.action].short}: ${count(cause.count)}`
    if (known) { known.count += cause.count; known.parts.push(part) } else groups.set(cause.reason, { ...cause, parts: [part] })
  }
  const list = [...groups.values()].sort((a, b) => b.count - a.count).slice(0, SHOWN)
  if (list.length === 0) return <p class="faint small">Nothing moved: every case is where the matrix puts it.</p>
  return (
    <ul class="causes">
      {list.map((cause) => (
        <li key={cause.reason}><strong>{plural(cause.count, 'case')}</strong> moved: <q><Ticked text={cause.reason} /></q>
          <small class="faint">{CODE_WORDS[cause.code] ?? plain(cause.code)}{cause.rules.length > 0 && <> · rule {cause.rules.join(', ')}</>}<br /><Glyph action={cause.action} /> {cause.parts.join('; ')}</small></li>
      ))}
    </ul>
  )
}

export const CODE_WORDS: Record<string, string> = {
  matrix: 'by the matrix', degraded: 'a rule holds', missing_signal: 'a signal is missing', ceiling: 'the ceiling', unavailable: 'nobody is there', invalid_input: 'the input is faulty',
}

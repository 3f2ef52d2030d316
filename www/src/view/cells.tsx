import { check } from 'leeway-policy'
import { asks, costOfPart, errorRate, type Part } from '../count/summary.ts'
import { matrixOf, setAction, type Document } from '../state/document.ts'
import { change, confidenceBands, costOf, document_, impactBands, selection, summary, validText, select } from '../state/store.ts'
import { ACTION_WORDS, LADDER, amount, count, percent, perThousand, plain, plural, type Action } from '../words.ts'
import { sayNext } from './drag.ts'
import { ActionBar, Panel, RateText } from './parts.tsx'
import { useState } from 'preact/hooks'

/** The matrix with what it would have done to this log: one card per cell. */
export function Cells() {
  const now = summary.value
  const document = document_.value
  if (!now || !document) return null
  const across = [...confidenceBands.value].map((band, at) => ({ band, at })).reverse()
  return (
    <Panel title="Cell by cell" id="cells">
      <div class="cells" role="table" aria-label="Confidence by impact" style={{ '--columns': impactBands.value.length }}>
        <div role="row" class="cells-row head"><span role="columnheader" class="corner">confidence ↓ impact →</span>{impactBands.value.map((band) => <span role="columnheader" key={band.name}>{plain(band.name)} <small>from {band.from}</small></span>)}</div>
        {across.map(({ band, at }) => (
          <div role="row" class="cells-row" key={band.name}>
            <span role="rowheader">{plain(band.name)} <small>from {band.from}</small></span>
            {impactBands.value.map((impact, up) => <Cell key={impact.name} confidence={band.name} impact={impact.name} part={now.cells[at]?.[up]} total={now.all.count} document={document} />)}
          </div>
        ))}
      </div>
      {now.noCell.count > 0 && <p class="warning">{plural(now.noCell.count, 'case')} in no cell: the input is faulty for this policy (an operation it does not list, or a value it does not know). <button type="button" class="quiet" onClick={() => select({ group: null, confidence: NO_CELL, impact: null, action: null })}>show them</button></p>}
    </Panel>
  )
}

/** In a selection: the cases that have no cell. */
export const NO_CELL = '-'

function Cell({ confidence, impact, part, total, document }: { confidence: string; impact: string; part: Part | undefined; total: number; document: Document }) {
  if (!part) return <div role="cell" class="cell" />
  const action = matrixOf(document)[confidence][impact]
  const isOn = selection.value?.confidence === confidence && selection.value.impact === impact
  const cost = costOfPart(part, costOf.value[impact])
  return (
    <div role="cell" class={`cell tint ${action}${isOn ? ' on' : ''}`}>
      <span class="cell-name">{plain(confidence)} confidence, {plain(impact)} impact</span>
      <ActionMenu confidence={confidence} impact={impact} action={action} />
      <button type="button" class="cell-count" aria-pressed={isOn} onClick={() => select({ group: null, confidence, impact, action: null })}>
        <strong>{count(part.count)}</strong> {part.count === 1 ? 'case' : 'cases'} <span class="n">{percent(part.count / (total || 1))}</span><span class="hidden">, {plain(confidence)} confidence, {plain(impact)} impact; show them</span>
      </button>
      {part.count > 0 && <ActionBar actions={part.actions} total={part.count} label="What happens" />}
      <dl>
        <div><dt>wrong</dt><dd><RateText rate={errorRate(part)} of={part.right + part.wrong} brief /></dd></div>
        <div><dt>asks per 1,000</dt><dd>{part.count ? perThousand(asks(part), part.count) : '–'}</dd></div>
        <div><dt title="its part of the cost per 1,000 cases">cost per 1,000</dt><dd>{cost.known ? amount((cost.total / (total || 1)) * 1000) : <span class="faint">not enough data</span>}</dd></div>
      </dl>
    </div>
  )
}

/** Changes what the matrix says; actions that would break a rule of all policies are named and cannot be chosen. */
function ActionMenu({ confidence, impact, action }: { confidence: string; impact: string; action: Action }) {
  const [refused, setRefused] = useState<Partial<Record<Action, string>>>({})
  const lookAhead = () => setRefused(Object.fromEntries(LADDER.flatMap((one) => { const why = refusal(validText.value, confidence, impact, one); return why ? [[one, why]] : [] })))
  return (
    <select class="cell-action" aria-label={`Action for ${plain(confidence)} confidence and ${plain(impact)} impact`} value={action} onFocus={lookAhead} onPointerDown={lookAhead}
      onChange={(event) => { const next = event.currentTarget.value as Action; if (change((text) => setAction(text, confidence, impact, next))) sayNext(`Now ${ACTION_WORDS[next].short}.`) }}>
      {LADDER.map((one) => <option key={one} value={one} disabled={one !== action && refused[one] !== undefined} title={refused[one]}>{ACTION_WORDS[one].glyph} {ACTION_WORDS[one].short}</option>)}
    </select>
  )
}

function refusal(text: string, confidence: string, impact: string, action: Action): string | null {
  const error = check(setAction(text, confidence, impact, action)).find(({ severity }) => severity === 'error')
  return error?.message ?? null
}

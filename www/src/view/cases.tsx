import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { caseRow, client, listing, selection, summary, tally, view, type Listing, type Selection } from '../state/store.ts'
import type { Case, CasePage, Sort } from '../worker/protocol.ts'
import { ACTION_WORDS, confidenceText, count, plain, plural } from '../words.ts'
import { CaseDetail } from './case.tsx'
import { NO_CELL } from './cells.tsx'
import { ActionName } from './parts.tsx'

// The cases behind a number: a page of them, each with its decision explained.

const PAGE = 30

export function Cases() {
  const page = useSignal<CasePage | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const chosen = selection.value
  const key = JSON.stringify(chosen)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [key])
  useSignalEffect(() => {
    const filter = chosen === null ? null : filterOf(selection.value ?? chosen)
    const now = tally.value
    if (!now || !filter) return
    const request = { ...filter, ...listing.value, limit: PAGE }
    // While a threshold moves, the list waits until the hand rests.
    const timer = setTimeout(() => void client.ask('cases', request).then((answer) => { page.value = answer }, () => {}), 80)
    return () => clearTimeout(timer)
  })
  if (!chosen) return null
  return (
    <aside class="cases" aria-labelledby="cases-title" onKeyDown={(event) => { if (event.key === 'Escape') close() }}>
      <header>
        <h2 id="cases-title" tabIndex={-1} ref={heading}>{titleOf(chosen)}</h2>
        <button type="button" class="close" aria-label="Close the cases" onClick={close}>✕</button>
      </header>
      <div class="case-tools">
        <label class="check"><input type="checkbox" checked={listing.value.wrongOnly} onChange={(event) => list({ wrongOnly: event.currentTarget.checked, from: 0 })} /> only wrong ones</label>
        <select aria-label="Order" value={listing.value.sort} onChange={(event) => list({ sort: event.currentTarget.value as Sort, from: 0 })}>
          <option value="order">as in the log</option><option value="confident">surest first</option><option value="unsure">least sure first</option>
        </select>
      </div>
      {page.value && <List page={page.value} />}
    </aside>
  )
}

const list = (change: Partial<Listing>): void => { listing.value = { ...listing.value, ...change } }

function close(): void {
  selection.value = null
  caseRow.value = null
}

function filterOf(chosen: Selection) {
  const at = (name: string | null, names: readonly string[]) => (name === null ? null : name === NO_CELL ? names.length : Math.max(0, names.indexOf(name)))
  const group = chosen.group === null ? -1 : (view.value?.groups.findIndex(({ name }) => name === chosen.group) ?? -1)
  return { group: group < 0 ? null : group, confidence: at(chosen.confidence, summary.peek()?.confidence ?? []), impact: at(chosen.impact, summary.peek()?.impactNames ?? []), action: chosen.action }
}

function titleOf({ group, confidence, impact, action }: Selection): string {
  if (confidence === NO_CELL) return 'Cases in no cell'
  const parts = [group && plain(group), action && ACTION_WORDS[action].short, confidence && `${plain(confidence)} confidence`, impact && `${plain(impact)} impact`]
  return parts.filter(Boolean).join(', ') || 'All cases'
}

function List({ page }: { page: CasePage }) {
  const { from } = listing.value
  const last = Math.min(page.total, from + PAGE)
  return (
    <>
      <p class="faint small" role="status">{page.total === 0 ? 'no case' : `${count(from + 1)}–${count(last)} of ${plural(page.total, 'case')}`}</p>
      <ol class="case-list" start={from + 1}>{page.cases.map((one) => <CaseItem key={one.row} one={one} />)}</ol>
      {page.total > PAGE && (
        <nav class="pages" aria-label="Pages of cases">
          <button type="button" disabled={from === 0} onClick={() => list({ from: Math.max(0, from - PAGE) })}>← before</button>
          <button type="button" disabled={last >= page.total} onClick={() => list({ from: from + PAGE })}>next →</button>
        </nav>
      )}
    </>
  )
}

function CaseItem({ one }: { one: Case }) {
  const isOpen = caseRow.value === one.row
  return (
    <li class={isOpen ? 'open' : ''}>
      <button type="button" class="case-line" aria-expanded={isOpen} onClick={() => { caseRow.value = isOpen ? null : one.row }}>
        <Verdict truth={one.truth} />
        <span class="case-what">{one.text ? <q>{one.text}</q> : <span class="mono">{one.id}</span>} <small>{one.label && plain(one.label)}{one.operation && one.operation !== one.label && <> → {plain(one.operation)}</>}</small></span>
        <span class="case-numbers">{confidenceText(one.confidence)}<br /><ActionName action={one.action} /></span>
      </button>
      {isOpen && <CaseDetail one={one} />}
    </li>
  )
}

const VERDICTS = { right: ['✓', 'right'], wrong: ['✗', 'wrong'], unlabelled: ['?', 'outcome not known'] } as const

const Verdict = ({ truth }: { truth: Case['truth'] }) => (
  <span class={`verdict ${truth}`} title={VERDICTS[truth][1]}><span aria-hidden="true">{VERDICTS[truth][0]}</span><span class="hidden">{VERDICTS[truth][1]}</span></span>
)

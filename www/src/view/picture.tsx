import { useSignalEffect } from '@preact/signals'
import { useRef, useState } from 'preact/hooks'
import { axisOf } from '../count/axis.ts'
import { asks, autoErrorRate } from '../count/summary.ts'
import { bands, boundsOf, impactOf, matrixOf, operationOf, type Band, type Document } from '../state/document.ts'
import { axis, confidenceBands, confidenceNames, document_, frame, impactBands, select, selection, summary, view } from '../state/store.ts'
import { ACTION_WORDS, confidenceText, perThousand, plain, plural } from '../words.ts'
import type { ViewSummary } from '../worker/protocol.ts'
import { onSliderKey, startDrag, valueOf } from './drag.ts'
import { dropTarget } from './move.ts'
import { Choice, Glyph, RateText } from './parts.tsx'
import { PlaneView } from './plane.tsx'
import { Row } from './row.tsx'

// The picture of Explore: one row per operation, grouped by impact band, with the thresholds over all of them.

/** Thresholds as custom properties of a plot, 0 to 1 across. */
export const thresholdStyle = (document: Document, operation: string | null): Record<string, string> =>
  Object.fromEntries(bands(boundsOf(document, operation)).map(({ from }, i) => [`--t${i}`, String(i === 0 ? 0 : axisOf(axis.value).toUnit(from))]))

export function Picture() {
  const place = useRef<HTMLElement>(null)
  useSignalEffect(() => { if (document_.value) moveLines(place.current, document_.value) })
  const { value: now } = view
  const { value: document } = frame
  if (!now || !document) return <div class="picture empty" aria-busy="true" />
  return (
    <section class="picture" aria-label="Confidence of every operation" ref={place}>
      <Scale />
      {now.planes && <PlaneView planes={now.planes} />}
      {impactBands.value.map((band, i) => <ImpactGroup key={band.name} band={band} at={i} rows={rowsOf(now, document, i)} document={document} />)}
      <p class="legend">
        <span class="key right" aria-hidden="true" /> right, upwards <span class="key wrong" aria-hidden="true" /> wrong, downwards
        {now.unlabelled > 0 && <><span class="key unlabelled" aria-hidden="true" /> outcome not known</>}
        <span class="faint">Each row is drawn to its own height; heights grow with the square root of the count, so that single errors stay visible. Drag a line, or move it with the arrow keys; with Shift, finely.</span>
      </p>
    </section>
  )
}

/** While a threshold is dragged only these properties of the plots change; no component is rendered for it. */
function moveLines(place: HTMLElement | null, document: Document): void {
  for (const plot of place?.querySelectorAll<HTMLElement>('.plot') ?? []) {
    for (const [name, value] of Object.entries(thresholdStyle(document, plot.dataset.own ?? null))) plot.style.setProperty(name, value)
  }
}

/** As a component draws a plot for the first time. */
export const plotStyle = (operation: string | null): Record<string, string> => (document_.peek() ? thresholdStyle(document_.peek() as Document, operation) : {})

/** The rows of the picture that belong to an impact band. */
function rowsOf(now: ViewSummary, document: Document, band: number): number[] {
  const rows = now.groups.map((_, at) => at).filter((at) => impactBandOf(now, document, at) === band && now.groups[at].count > 0)
  return rows.sort((a, b) => now.groups[b].count - now.groups[a].count)
}

function impactBandOf(now: ViewSummary, document: Document, at: number): number {
  const group = now.groups[at]
  const operation = now.by === 'operation' ? operationOf(document, group.name) : undefined
  // An operation that the policy does not know is as bad as can be: it stands with the highest impact.
  const impact = now.by === 'operation' ? (operation ? impactOf(document, operation.impact) : 1) : (group.impact ?? 0)
  return Math.max(0, impactBands.value.findLastIndex(({ from }) => impact >= from))
}

function Scale() {
  const kind = axisOf(axis.value)
  return (
    <div class="scale">
      <div class="scale-tools">
        <Choice legend="Confidence axis" name="axis" value={axis.value} onChange={(next) => { axis.value = next }}
          options={[{ value: 'even', text: 'even' }, { value: 'stretched', text: 'near 1', title: 'stretches the axis near 1, where over-confident models keep most of their cases' }]} />
        {frame.value?.calibration && <small class="faint" title="thresholds are of calibrated confidence; cases stand where the policy's calibration takes them to be">calibrated</small>}
      </div>
      <div class="plot" style={plotStyle(null)}>
        {kind.ticks.map((tick) => <span key={tick} class={`tick${kind.toUnit(tick) === 1 ? ' last' : ''}`} style={{ left: `${kind.toUnit(tick) * 100}%` }}>{tick}</span>)}
        {confidenceNames.value.slice(1).map((band, i) => <BaseSlider key={band} band={band} at={i + 1} />)}
      </div>
      <div class="numbers-head"><span>what happens</span><span>wrong when done by itself</span></div>
    </div>
  )
}

const bubbleSide = (unit: number): string => (unit < EDGE ? ' at-start' : unit > 1 - EDGE ? ' at-end' : '')
const EDGE = 0.08
/** Nearer than this to its left neighbour, every other label stands a line lower. */
const CLOSE = 0.24

function BaseSlider({ band, at }: { band: string; at: number }) {
  const handle = { operation: null, band }
  const value = valueOf(handle)
  const { toUnit } = axisOf(axis.value)
  const isClose = at % 2 === 0 && toUnit(value) - toUnit(confidenceBands.value[at - 1]?.from ?? 0) < CLOSE
  return (
    <div class={`thumb${isClose ? ' lower' : ''}`} role="slider" tabIndex={0} aria-label={`Threshold ${band}, for all operations without their own`} aria-valuemin={0} aria-valuemax={1} aria-valuenow={value}
      aria-valuetext={`${confidenceText(value)}; ${band} confidence from here on`} aria-orientation="horizontal" data-threshold={band} style={{ left: `calc(var(--t${at}) * 100%)` }}
      onKeyDown={(event) => onSliderKey(event, handle)} onPointerDown={(event) => startDrag(event, handle, (event.currentTarget as Element).closest('.plot') as Element)}>
      <span class={`bubble${bubbleSide(toUnit(value))}`}><b>{plain(band)}</b> {confidenceText(value)}</span>
    </div>
  )
}

/** The largest are shown first; a log with hundreds of labels would otherwise draw hundreds of pictures. */
const MOST_ROWS = 40

function ImpactGroup({ band, at, rows, document }: { band: Band; at: number; rows: number[]; document: Document }) {
  const names = confidenceNames.value
  const [isAll, setAll] = useState(false)
  const isTarget = dropTarget.value === band.name
  return (
    <section class={`group${isTarget ? ' target' : ''}`} data-impact={band.name} aria-label={`${plain(band.name)} impact`}>
      <div class="group-head">
        <h2>{plain(band.name)} impact <span class="faint">from {band.from}</span></h2>
        <div class="plot strip" style={plotStyle(null)}>{names.map((confidence, i) => <StripCell key={confidence} confidence={confidence} at={i} impact={band.name} document={document} isLast={i === names.length - 1} />)}</div>
        <GroupNumbers at={at} />
      </div>
      {rows.length === 0 && <p class="nothing">no operation has this impact{document.operations ? ': drag one here' : ''}</p>}
      {(isAll ? rows : rows.slice(0, MOST_ROWS)).map((row) => <Row key={row} at={row} impactBand={band.name} document={document} />)}
      {!isAll && rows.length > MOST_ROWS && <p class="nothing"><button type="button" onClick={() => setAll(true)}>Show the other {plural(rows.length - MOST_ROWS, 'operation')}</button></p>}
    </section>
  )
}

function GroupNumbers({ at }: { at: number }) {
  const part = summary.value?.impact[at]
  if (!part) return <p class="numbers" />
  return (
    <p class="numbers"><span>{plural(part.count, 'case')}</span>
      <span>{part.actions.auto_apply > 0 && <RateText rate={autoErrorRate(part)} of={part.autoRight + part.autoWrong} brief />} <span class="rate"><strong>{perThousand(asks(part), part.count)}</strong> asks per 1,000</span></span></p>
  )
}

/** Over each group: what the matrix says for each band; a click shows the cases of the cell. */
function StripCell({ confidence, at, impact, document, isLast }: { confidence: string; at: number; impact: string; document: Document; isLast: boolean }) {
  const action = matrixOf(document)[confidence][impact]
  const isOn = selection.value?.confidence === confidence && selection.value.impact === impact && !selection.value.group
  return (
    <button type="button" class={`strip-cell tint ${action}`} aria-pressed={isOn} style={{ left: `calc(var(--t${at}) * 100%)`, right: isLast ? '0px' : `calc((1 - var(--t${at + 1})) * 100%)` }}
      aria-label={`${plain(confidence)} confidence, ${plain(impact)} impact: ${ACTION_WORDS[action].short}; show the cases`} title={`${ACTION_WORDS[action].short}: ${ACTION_WORDS[action].long}`}
      onClick={() => select({ group: null, confidence, impact, action: null })}>
      <Glyph action={action} /><span class="strip-text">{ACTION_WORDS[action].short}</span>
    </button>
  )
}

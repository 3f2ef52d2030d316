import { axisOf } from '../count/axis.ts'
import { asks, autoErrorRate } from '../count/summary.ts'
import { impactOf, matrixOf, operationOf, type Band, type Document } from '../state/document.ts'
import { axis, confidenceBands, document_, impactBands, selection, summary, view } from '../state/store.ts'
import { ACTION_WORDS, confidenceText, count, perThousand, plain, plural } from '../words.ts'
import type { ViewSummary } from '../worker/protocol.ts'
import { onSliderKey, startDrag, valueOf } from './drag.ts'
import { dropTarget } from './move.ts'
import { Choice, Glyph, RateText } from './parts.tsx'
import { PlaneView } from './plane.tsx'
import { Row } from './row.tsx'

// The picture of Explore: one row per operation, grouped by impact band, with the thresholds over all of them.

/** Thresholds as custom properties: while one is dragged, only these change. */
export const thresholdStyle = (bounds: readonly number[]): Record<string, string> =>
  Object.fromEntries(bounds.map((bound, i) => [`--t${i}`, String(i === 0 ? 0 : axisOf(axis.value).toUnit(bound))]))

export function Picture() {
  const { value: now } = view
  const { value: document } = document_
  if (!now || !document) return <div class="picture empty" aria-busy="true" />
  const bands = confidenceBands.value
  return (
    <section class="picture" aria-label="Confidence of every operation" style={thresholdStyle(bands.map(({ from }) => from))}>
      <Scale bands={bands} />
      {now.planes && <PlaneView planes={now.planes} />}
      {impactBands.value.map((band, i) => <ImpactGroup key={band.name} band={band} at={i} rows={rowsOf(now, document, i)} document={document} />)}
      <p class="legend">
        <span class="key right" aria-hidden="true" /> right, upwards <span class="key wrong" aria-hidden="true" /> wrong, downwards
        {now.unlabelled > 0 && <><span class="key unlabelled" aria-hidden="true" /> outcome not known</>}
        <span class="faint">Each row is drawn to its own height; heights grow with the square root of the count, so that single errors stay visible.</span>
      </p>
    </section>
  )
}

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

function Scale({ bands }: { bands: readonly Band[] }) {
  const kind = axisOf(axis.value)
  return (
    <div class="scale">
      <Choice legend="Confidence axis" name="axis" value={axis.value} onChange={(next) => { axis.value = next }}
        options={[{ value: 'even', text: 'even' }, { value: 'stretched', text: 'near 1', title: 'stretches the axis near 1, where over-confident models keep most of their cases' }]} />
      <div class="plot">
        {kind.ticks.map((tick) => <span key={tick} class={`tick${kind.toUnit(tick) === 1 ? ' last' : ''}`} style={{ left: `${kind.toUnit(tick) * 100}%` }}>{tick === 1 && kind.kind === 'stretched' ? '1' : tick}</span>)}
        {bands.slice(1).map((band, i) => <BaseSlider key={band.name} band={band.name} at={i + 1} />)}
      </div>
      <div class="numbers-head"><span>what happens</span><span>wrong when done by itself</span></div>
    </div>
  )
}

function BaseSlider({ band, at }: { band: string; at: number }) {
  const handle = { operation: null, band }
  const value = valueOf(handle)
  return (
    <div class="thumb" role="slider" tabIndex={0} aria-label={`Threshold ${band}, for all operations without their own`} aria-valuemin={0} aria-valuemax={1} aria-valuenow={value}
      aria-valuetext={`${confidenceText(value)}; ${band} confidence from here on`} aria-orientation="horizontal" data-threshold={band} style={{ left: `calc(var(--t${at}) * 100%)` }}
      onKeyDown={(event) => onSliderKey(event, handle)} onPointerDown={(event) => startDrag(event, handle, (event.currentTarget as Element).parentElement as Element)}>
      <span class="bubble"><b>{plain(band)}</b> {confidenceText(value)}</span>
    </div>
  )
}

function ImpactGroup({ band, at, rows, document }: { band: Band; at: number; rows: number[]; document: Document }) {
  const part = summary.value?.impact[at]
  const isTarget = dropTarget.value === band.name
  return (
    <section class={`group${isTarget ? ' target' : ''}`} data-impact={band.name} aria-label={`${plain(band.name)} impact`}>
      <div class="group-head">
        <h3>{plain(band.name)} impact <span class="faint">from {band.from}</span></h3>
        <div class="plot strip">{confidenceBands.value.map((confidence, i) => <StripCell key={confidence.name} confidence={confidence} at={i} impact={band} document={document} last={i === confidenceBands.value.length - 1} />)}</div>
        {part && <p class="numbers"><span>{plural(part.count, 'case')}</span><span>{part.actions.auto_apply > 0 && <RateText rate={autoErrorRate(part)} of={part.autoRight + part.autoWrong} brief />} <span><strong>{perThousand(asks(part), part.count)}</strong> asks per 1,000</span></span></p>}
      </div>
      {rows.length === 0 && <p class="nothing">no operation has this impact{document.operations ? ': drag one here' : ''}</p>}
      {rows.map((row) => <Row key={row} at={row} impactBand={band.name} document={document} />)}
    </section>
  )
}

/** Over each group: what the matrix says for each band; a click shows the cases of the cell. */
function StripCell({ confidence, at, impact, document, last }: { confidence: Band; at: number; impact: Band; document: Document; last: boolean }) {
  const action = matrixOf(document)[confidence.name][impact.name]
  const isOn = selection.value?.confidence === confidence.name && selection.value.impact === impact.name && !selection.value.group
  const cases = summary.value?.cells[at]?.[summary.value.impactNames.indexOf(impact.name)]?.count ?? 0
  const right = last ? '0px' : `calc((1 - var(--t${at + 1})) * 100%)`
  return (
    <button type="button" class={`strip-cell tint ${action}`} aria-pressed={isOn} style={{ left: `calc(var(--t${at}) * 100%)`, right }}
      aria-label={`${plain(confidence.name)} confidence, ${plain(impact.name)} impact: ${ACTION_WORDS[action].short}; show ${plural(cases, 'case')}`}
      title={`${ACTION_WORDS[action].short}: ${ACTION_WORDS[action].long}. ${count(cases)} cases`}
      onClick={() => { selection.value = { group: null, confidence: confidence.name, impact: impact.name, action: null } }}>
      <Glyph action={action} /><span class="strip-text">{ACTION_WORDS[action].short}</span>
    </button>
  )
}

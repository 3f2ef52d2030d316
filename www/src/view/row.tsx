import { signal } from '@preact/signals'
import { axisOf } from '../count/axis.ts'
import { BINS, type Histogram } from '../count/histogram.ts'
import { autoErrorRate } from '../count/summary.ts'
import { drawHistogram } from '../draw/histogram.ts'
import { bandOf, bands, boundsOf, matrixOf, operationOf, ownThreshold, ownsThreshold, type Document } from '../state/document.ts'
import { axis, change, confidenceNames, document_, impactBands, select, selection, summary, view } from '../state/store.ts'
import { confidenceText, count, percent, plain, plural, type Action } from '../words.ts'
import { dragged, onSliderKey, startDrag, valueOf, type Handle } from './drag.ts'
import { carried, moveOperation, startCarry } from './move.ts'
import { ActionBar, RateText } from './parts.tsx'
import { plotStyle } from './picture.tsx'
import { useDrawing } from './use.ts'

export function Row({ at, impactBand, document }: { at: number; impactBand: string; document: Document }) {
  const now = view.value
  const group = now?.groups[at]
  if (!now || !group) return null
  const operation = now.by === 'operation' ? group.name : null
  return (
    <div class={`row${carried.value === group.name ? ' carried' : ''}`} data-operation={group.name}>
      <Label name={group.name} operation={operation} impactBand={impactBand} document={document} known={operation === null || operationOf(document, operation) !== undefined} />
      <Plot at={at} operation={operation} impactBand={impactBand} document={document} histogram={now[axis.value][at]} />
      <Numbers at={at} />
    </div>
  )
}

function Label({ name, operation, impactBand, document, known }: { name: string; operation: string | null; impactBand: string; document: Document; known: boolean }) {
  const isOn = selection.value?.group === name
  const top = confidenceNames.value.at(-1) ?? ''
  const owns = operation !== null && ownsThreshold(document, operation, top)
  return (
    <div class="label">
      {operation !== null && <span class="grip" aria-hidden="true" title="drag to another impact" onPointerDown={(event) => startCarry(event, operation, impactBand)}>⠿</span>}
      <div class="label-text">
        <button type="button" class="name" aria-pressed={isOn} title={`show the cases of ${plain(name)}`} onClick={() => select({ group: name, confidence: null, impact: null, action: null })}>{plain(name)}</button>
        {operation !== null && (
          <div class="label-tools">
            <select aria-label={`Impact of ${plain(name)}`} value={impactBand} onChange={(event) => moveOperation(operation, event.currentTarget.value)}>
              {impactBands.value.map((band) => <option key={band.name} value={band.name}>{plain(band.name)}</option>)}
            </select>
            <button type="button" class="own" aria-pressed={owns} title={owns ? 'use the common threshold again' : `give it a ${plain(top)} threshold of its own`} disabled={!known}
              onClick={() => change((text) => ownThreshold(text, operation, top, owns ? null : valueOf({ operation: null, band: top })))}>own threshold<span class="hidden"> for {plain(name)}</span></button>
          </div>
        )}
      </div>
    </div>
  )
}

const hovered = signal<{ at: number; bin: number } | null>(null)

function Plot({ at, operation, impactBand, document, histogram }: { at: number; operation: string | null; impactBand: string; document: Document; histogram: Histogram }) {
  const canvas = useDrawing((target) => drawHistogram(target, histogram), [histogram])
  const list = confidenceNames.value
  const matrix = matrixOf(document)
  const name = view.value?.groups[at].name ?? ''
  const onMove = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect()
    hovered.value = { at, bin: Math.min(BINS - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * BINS))) }
  }
  const onClick = (event: MouseEvent) => {
    if ((event.target as Element).closest('[data-threshold]')) return
    const box = (event.currentTarget as Element).getBoundingClientRect()
    select({ group: name, confidence: bandAt((event.clientX - box.left) / box.width, operation), impact: null, action: null })
  }
  return (
    <div class="plot" data-own={operation ?? undefined} style={{ ...plotStyle(operation), ...zones(list.map((band) => matrix[band][impactBand])) }} onPointerMove={onMove} onPointerLeave={() => { hovered.value = null }} onClick={onClick}>
      <canvas ref={canvas} role="img" aria-label={spokenHistogram(name, histogram)} />
      {list.slice(1).map((band, i) => <Line key={band} band={band} at={i + 1} operation={operation !== null && ownsThreshold(document, operation, band) ? operation : null} />)}
      <Tip at={at} histogram={histogram} />
    </div>
  )
}

/** The colour of each band from its threshold to the next, as one picture: moving a threshold lays out nothing. */
function zones(actions: readonly Action[]): Record<string, string> {
  const stops = actions.map((action, i) => `var(--${action}-zone) calc(var(--t${i}) * 100%) ${i + 1 < actions.length ? `calc(var(--t${i + 1}) * 100%)` : '100%'}`)
  return { background: `linear-gradient(90deg, ${stops.join(', ')})` }
}

function bandAt(unit: number, operation: string | null): string | null {
  const now = document_.peek()
  if (!now) return null
  const list = bands(boundsOf(now, operation))
  return list[bandOf(list, axisOf(axis.peek()).fromUnit(unit))].name
}

function spokenHistogram(name: string, { right, wrong }: Histogram): string {
  const sum = (values: Uint32Array) => values.reduce((total, value) => total + value, 0)
  return `${plain(name)}: ${count(sum(right))} right, ${count(sum(wrong))} wrong, by confidence`
}

/** A threshold in a row: the common one is moved by its slider above, one of the operation's own is a slider itself. */
function Line({ band, at, operation }: { band: string; at: number; operation: string | null }) {
  const handle: Handle = { operation, band }
  const onDown = (event: PointerEvent) => startDrag(event, handle, (event.currentTarget as Element).closest('.plot') as Element)
  const style = { transform: `translateX(calc(var(--t${at}) * 100%))` }
  if (operation === null) return <div class="line" aria-hidden="true" style={style}><span class="hold" onPointerDown={onDown} /></div>
  const value = valueOf(handle)
  return (
    <div class="line own-line" style={style}>
      <div class="hold" role="slider" tabIndex={0} aria-label={`Threshold ${band} of ${plain(operation)}`} aria-valuemin={0} aria-valuemax={1} aria-valuenow={value} aria-orientation="horizontal"
      aria-valuetext={`${confidenceText(value)}, its own`} data-threshold={`${operation}.${band}`} onPointerDown={onDown} onKeyDown={(event) => onSliderKey(event, handle)}>
        <span class="bubble">{confidenceText(value)}</span>
      </div>
    </div>
  )
}

function Tip({ at, histogram }: { at: number; histogram: Histogram }) {
  if (hovered.value?.at !== at || dragged.value) return null
  const { bin } = hovered.value
  const { fromUnit } = axisOf(axis.value)
  const text = (unit: number) => confidenceText(Number(fromUnit(unit).toFixed(5)))
  const { right, wrong, unlabelled } = histogram
  return (
    <div class={`tip${bin > BINS / 2 ? ' left' : ''}`} style={{ left: `${((bin + 0.5) / BINS) * 100}%` }} aria-hidden="true">
      {text(bin / BINS)}–{text((bin + 1) / BINS)}: <b>{count(right[bin])}</b> right, <b>{count(wrong[bin])}</b> wrong{unlabelled[bin] > 0 && `, ${count(unlabelled[bin])} unknown`}
    </div>
  )
}

function Numbers({ at }: { at: number }) {
  const part = summary.value?.groups[at]
  if (!part) return <div class="numbers" />
  const auto = part.actions.auto_apply
  return (
    <div class="numbers">
      <span class="what"><ActionBar actions={part.actions} total={part.count} label="What happens" /><small>{plural(part.count, 'case')}</small></span>
      {auto > 0 ? <span class="what auto"><RateText rate={autoErrorRate(part)} of={part.autoRight + part.autoWrong} brief /><small>{percent(auto / part.count)} by itself</small></span> : <span class="faint">never by itself</span>}
    </div>
  )
}

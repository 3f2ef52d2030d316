import { signal } from '@preact/signals'
import { axisOf } from '../count/axis.ts'
import { BINS, type Histogram } from '../count/histogram.ts'
import { autoErrorRate, type Part } from '../count/summary.ts'
import { drawHistogram } from '../draw/histogram.ts'
import { bands, boundsOf, matrixOf, operationOf, ownThreshold, ownsThreshold, type Document } from '../state/document.ts'
import { axis, change, confidenceBands, impactBands, selection, summary, view } from '../state/store.ts'
import { ACTION_WORDS, confidenceText, count, percent, plain, plural } from '../words.ts'
import { onSliderKey, startDrag, valueOf, type Handle } from './drag.ts'
import { carried, moveOperation, startCarry } from './move.ts'
import { ActionBar, RateText } from './parts.tsx'
import { thresholdStyle } from './picture.tsx'
import { useDrawing } from './use.ts'

export function Row({ at, impactBand, document }: { at: number; impactBand: string; document: Document }) {
  const now = view.value
  const group = now?.groups[at]
  if (!now || !group) return null
  const operation = now.by === 'operation' ? group.name : null
  const own = operation !== null && operationOf(document, operation)?.confidence !== undefined
  const style = own ? thresholdStyle(bands(boundsOf(document, operation)).map(({ from }) => from)) : undefined
  const part = summary.value?.groups[at]
  return (
    <div class={`row${carried.value === group.name ? ' carried' : ''}`} style={style} data-operation={group.name}>
      <Label name={group.name} operation={operation} impactBand={impactBand} document={document} known={operation === null || operationOf(document, operation) !== undefined} />
      <Plot at={at} operation={operation} impactBand={impactBand} document={document} histogram={now[axis.value][at]} />
      {part ? <Numbers part={part} /> : <div class="numbers" />}
    </div>
  )
}

function Label({ name, operation, impactBand, document, known }: { name: string; operation: string | null; impactBand: string; document: Document; known: boolean }) {
  const isOn = selection.value?.group === name
  const top = confidenceBands.value.at(-1)?.name ?? ''
  const owns = operation !== null && ownsThreshold(document, operation, top)
  return (
    <div class="label">
      {operation !== null && <span class="grip" aria-hidden="true" title="drag to another impact" onPointerDown={(event) => startCarry(event, operation, impactBand)}>⠿</span>}
      <div class="label-text">
        <button type="button" class="name" aria-pressed={isOn} title={`show the cases of ${plain(name)}`} onClick={() => { selection.value = { group: name, confidence: null, impact: null, action: null } }}>{plain(name)}</button>
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
  const list = confidenceBands.value
  const matrix = matrixOf(document)
  const name = view.value?.groups[at].name ?? ''
  const onMove = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect()
    hovered.value = { at, bin: Math.min(BINS - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * BINS))) }
  }
  return (
    <div class="plot" onPointerMove={onMove} onPointerLeave={() => { hovered.value = null }}>
      {list.map((band, i) => (
        <div key={band.name} class={`zone tint ${matrix[band.name][impactBand]}`} style={{ left: `calc(var(--t${i}) * 100%)`, right: i + 1 < list.length ? `calc((1 - var(--t${i + 1})) * 100%)` : '0px' }}
          title={`${plain(band.name)} confidence: ${ACTION_WORDS[matrix[band.name][impactBand]].short}`} onClick={() => { selection.value = { group: name, confidence: band.name, impact: null, action: null } }} />
      ))}
      <canvas ref={canvas} role="img" aria-label={spokenHistogram(name, histogram)} />
      {list.slice(1).map((band, i) => <Line key={band.name} band={band.name} at={i + 1} operation={operation !== null && ownsThreshold(document, operation, band.name) ? operation : null} />)}
      {hovered.value?.at === at && <Tip histogram={histogram} bin={hovered.value.bin} />}
    </div>
  )
}

function spokenHistogram(name: string, { right, wrong }: Histogram): string {
  const sum = (values: Uint32Array) => values.reduce((total, value) => total + value, 0)
  return `${plain(name)}: ${count(sum(right))} right, ${count(sum(wrong))} wrong, by confidence`
}

/** A threshold in a row: the common one is moved by its slider above, one of the operation's own is a slider itself. */
function Line({ band, at, operation }: { band: string; at: number; operation: string | null }) {
  const handle: Handle = { operation, band }
  const onDown = (event: PointerEvent) => startDrag(event, handle, (event.currentTarget as Element).parentElement as Element)
  const style = { left: `calc(var(--t${at}) * 100%)` }
  if (operation === null) return <div class="line" aria-hidden="true" style={style} onPointerDown={onDown} />
  const value = valueOf(handle)
  return (
    <div class="line own-line" role="slider" tabIndex={0} aria-label={`Threshold ${band} of ${plain(operation)}`} aria-valuemin={0} aria-valuemax={1} aria-valuenow={value} aria-orientation="horizontal"
      aria-valuetext={`${confidenceText(value)}, its own`} data-threshold={`${operation}.${band}`} style={style} onPointerDown={onDown} onKeyDown={(event) => onSliderKey(event, handle)}>
      <span class="bubble">{confidenceText(value)}</span>
    </div>
  )
}

function Tip({ histogram, bin }: { histogram: Histogram; bin: number }) {
  const { fromUnit } = axisOf(axis.value)
  const text = (unit: number) => confidenceText(Number(fromUnit(unit).toFixed(5)))
  const { right, wrong, unlabelled } = histogram
  return (
    <div class={`tip${bin > BINS / 2 ? ' left' : ''}`} style={{ left: `${((bin + 0.5) / BINS) * 100}%` }} aria-hidden="true">
      {text(bin / BINS)}–{text((bin + 1) / BINS)}: <b>{count(right[bin])}</b> right, <b>{count(wrong[bin])}</b> wrong{unlabelled[bin] > 0 && `, ${count(unlabelled[bin])} unknown`}
    </div>
  )
}

function Numbers({ part }: { part: Part }) {
  const auto = part.actions.auto_apply
  return (
    <div class="numbers">
      <span class="what"><ActionBar actions={part.actions} total={part.count} label="What happens" /><small>{plural(part.count, 'case')}</small></span>
      {auto > 0 ? <span class="what"><RateText rate={autoErrorRate(part)} of={part.autoRight + part.autoWrong} brief /><small>{percent(auto / part.count)} done by itself</small></span> : <span class="faint">never by itself</span>}
    </div>
  )
}

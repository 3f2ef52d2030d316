import type { AxisKind } from '../count/axis.ts'
import type { Plane } from '../count/histogram.ts'
import { drawPlane } from '../draw/plane.ts'
import { setImpactBound } from '../state/document.ts'
import { axis, change, confidenceNames, frame, impactBands, select } from '../state/store.ts'
import { matrixOf } from '../state/document.ts'
import { ACTION_WORDS, plain } from '../words.ts'
import { startDrag } from './drag.ts'
import { Glyph } from './parts.tsx'
import { plotStyle } from './picture.tsx'
import { useDrawing } from './use.ts'

/** Where impact is a number of its own for every case: confidence across, impact up, shade for how many. */
export function PlaneView({ planes }: { planes: Record<AxisKind, Plane> }) {
  const canvas = useDrawing((target) => drawPlane(target, planes[axis.value]), [planes, axis.value])
  return (
    <div class="plane-row">
      <p class="label"><strong>Impact</strong> upwards, confidence across. Darker: more cases. Hatched: at least a fifth of them wrong.</p>
      <div class="plot plane" style={plotStyle(null)}>
        <canvas ref={canvas} role="img" aria-label="Density of cases by confidence and impact" />
        <Cells />
        {confidenceNames.value.slice(1).map((band, i) => (
          <div key={band} class="line" aria-hidden="true" style={{ transform: `translateX(calc(var(--t${i + 1}) * 100%))` }}><span class="hold" onPointerDown={(event) => startDrag(event, { operation: null, band }, (event.currentTarget as Element).closest('.plot') as Element)} /></div>
        ))}
        {impactBands.value.slice(1).map((band) => <ImpactSlider key={band.name} name={band.name} from={band.from} />)}
      </div>
      <div class="numbers" />
    </div>
  )
}

function Cells() {
  const document = frame.value
  if (!document) return null
  const across = confidenceNames.value
  return <>{across.flatMap((confidence, c) => impactBands.value.map((impact) => {
    const action = matrixOf(document)[confidence][impact.name]
    return (
      <button type="button" key={`${confidence} ${impact.name}`} class="plane-cell" aria-label={`${plain(confidence)} confidence, ${plain(impact.name)} impact: ${ACTION_WORDS[action].short}; show the cases`}
        style={{ left: `calc(var(--t${c}) * 100%)`, right: c + 1 < across.length ? `calc((1 - var(--t${c + 1})) * 100%)` : '0px', bottom: `${impact.from * 100}%`, top: `${(1 - impact.to) * 100}%` }}
        onClick={() => select({ group: null, confidence, impact: impact.name, action: null })}>
        <span><Glyph action={action} /> {ACTION_WORDS[action].short}</span>
      </button>
    )
  }))}</>
}

const STEP = 0.01

function ImpactSlider({ name, from }: { name: string; from: number }) {
  const move = (wanted: number) => change((text) => setImpactBound(text, name, wanted))
  const onKey = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowUp' || event.key === 'ArrowRight' ? 1 : event.key === 'ArrowDown' || event.key === 'ArrowLeft' ? -1 : 0
    if (direction === 0) return
    event.preventDefault()
    move(from + direction * (event.shiftKey ? STEP / 100 : STEP))
  }
  const onDown = (event: PointerEvent) => {
    const target = event.currentTarget as HTMLElement
    const box = (target.parentElement as Element).getBoundingClientRect()
    target.setPointerCapture(event.pointerId)
    target.onpointermove = (next) => move(Number((1 - (next.clientY - box.top) / box.height).toFixed(3)))
    target.onpointerup = target.onpointercancel = () => { target.onpointermove = null }
  }
  return (
    <div class="impact-line" role="slider" tabIndex={0} aria-orientation="vertical" aria-label={`Impact band ${name} starts`} aria-valuemin={0} aria-valuemax={1} aria-valuenow={from} aria-valuetext={`${from}; ${plain(name)} impact from here on`}
      style={{ bottom: `${from * 100}%` }} onKeyDown={onKey} onPointerDown={onDown}><span class="bubble">{plain(name)} {from}</span></div>
  )
}

import { effect, signal } from '@preact/signals'
import { axisOf, round6, step, tidy } from '../count/axis.ts'
import { axis, change, document_, summary } from '../state/store.ts'
import { setThreshold, thresholdLimits, boundsOf } from '../state/document.ts'
import { ACTION_WORDS, confidenceText, percent, plain, perThousand } from '../words.ts'
import { asks, autoErrorRate } from '../count/summary.ts'
import { announce } from './use.ts'

// Moving a threshold, by pointer or by key.

export interface Handle { operation: string | null; band: string }
export const dragged = signal<Handle | null>(null)

export const valueOf = ({ operation, band }: Handle): number => (document_.value ? (boundsOf(document_.value, operation)[band] ?? 0) : 0)

/** Sets a threshold as near to `wanted` as the order of the bands allows. */
export function moveTo(handle: Handle, wanted: number): void {
  const now = document_.value
  if (!now) return
  const { low, high } = thresholdLimits(now, handle.operation, handle.band)
  const value = round6(Math.min(high, Math.max(low, wanted)))
  if (value === valueOf(handle)) return
  if (change((text) => setThreshold(text, handle.operation, handle.band, value))) sayNext(spoken(handle, value))
}

function spoken({ operation, band }: Handle, value: number): string {
  const of = operation === null ? '' : ` of ${plain(operation)}`
  return `Threshold ${band}${of} ${confidenceText(value)}.`
}

let next = ''
/** What was done is said together with what it led to, when the new counts are there. */
export function sayNext(text: string): void { next = text }

export function startSpeaking(): void {
  effect(() => {
    const totals = spokenTotals()
    if (next === '' || totals === '') return
    announce(`${next} ${totals}`)
    if (!dragged.peek()) next = ''
  })
}

function spokenTotals(): string {
  const now = summary.value
  if (!now || now.all.count === 0) return ''
  const auto = now.all.actions.auto_apply
  const rate = autoErrorRate(now.all)
  const wrong = rate ? `, ${percent(rate.value)} of these wrong` : ''
  return `${ACTION_WORDS.auto_apply.short} ${percent(auto / now.all.count)}${wrong}. ${perThousand(asks(now.all), now.all.count)} of 1,000 ask a person.`
}

const KEYS: Record<string, [1 | -1, 'normal' | 'page']> = {
  ArrowRight: [1, 'normal'], ArrowUp: [1, 'normal'], ArrowLeft: [-1, 'normal'], ArrowDown: [-1, 'normal'], PageUp: [1, 'page'], PageDown: [-1, 'page'],
}

export function onSliderKey(event: KeyboardEvent, handle: Handle): void {
  const key = KEYS[event.key]
  if (key) moveTo(handle, step(axisOf(axis.value), valueOf(handle), key[0], event.shiftKey ? 'fine' : key[1]))
  else if (event.key === 'Home') moveTo(handle, 0)
  else if (event.key === 'End') moveTo(handle, 1)
  else return
  event.preventDefault()
}

/** Follows the pointer until it is let go; moves once a frame. Shift moves ten times finer. */
export function startDrag(event: PointerEvent, handle: Handle, plot: Element): void {
  if (event.button !== 0) return
  event.preventDefault()
  const target = event.currentTarget as Element
  target.setPointerCapture?.(event.pointerId)
  // Measured once: reading it in every frame would make the browser lay out the page twice.
  const { width } = plot.getBoundingClientRect()
  const start = { x: event.clientX, unit: axisOf(axis.value).toUnit(valueOf(handle)) }
  let frame = 0
  let last = event
  dragged.value = handle
  const follow = () => {
    frame = 0
    const moved = ((last.clientX - start.x) / width) * (last.shiftKey ? 0.1 : 1)
    moveTo(handle, tidy(axisOf(axis.value).fromUnit(start.unit + moved), last.shiftKey))
  }
  const onMove = (next: PointerEvent) => { last = next; frame ||= requestAnimationFrame(follow) }
  const stop = () => {
    if (frame) { cancelAnimationFrame(frame); follow() }
    dragged.value = null
    removeEventListener('pointermove', onMove)
    removeEventListener('pointerup', stop)
    removeEventListener('pointercancel', stop)
  }
  addEventListener('pointermove', onMove)
  addEventListener('pointerup', stop)
  addEventListener('pointercancel', stop)
}

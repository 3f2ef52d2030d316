import { signal } from '@preact/signals'
import { setImpact } from '../state/document.ts'
import { change } from '../state/store.ts'
import { plain } from '../words.ts'
import { sayNext } from './drag.ts'

// Moving an operation to another impact band, by pointer; the menu in each row does the same by key.

export const dropTarget = signal<string | null>(null)
export const carried = signal<string | null>(null)

export function moveOperation(operation: string, band: string): void {
  if (change((text) => setImpact(text, operation, band))) sayNext(`${plain(operation)} now has ${plain(band)} impact.`)
}

const bandUnder = (event: PointerEvent): string | null =>
  document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-impact]')?.dataset.impact ?? null

export function startCarry(event: PointerEvent, operation: string, from: string): void {
  if (event.button !== 0) return
  event.preventDefault()
  const row = (event.currentTarget as Element).closest<HTMLElement>('.row')
  const startY = event.clientY
  carried.value = operation
  const onMove = (next: PointerEvent) => {
    if (row) row.style.transform = `translateY(${next.clientY - startY}px)`
    const band = bandUnder(next)
    dropTarget.value = band === from ? null : band
  }
  const stop = (next: PointerEvent) => {
    removeEventListener('pointermove', onMove)
    removeEventListener('pointerup', stop)
    removeEventListener('pointercancel', stop)
    if (row) row.style.transform = ''
    const band = next.type === 'pointerup' ? bandUnder(next) : null
    dropTarget.value = null
    carried.value = null
    if (band !== null && band !== from) moveOperation(operation, band)
  }
  addEventListener('pointermove', onMove)
  addEventListener('pointerup', stop)
  addEventListener('pointercancel', stop)
}

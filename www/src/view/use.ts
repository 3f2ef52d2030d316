import { signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { policyOfFile } from '../import/policy-file.ts'

// Small hooks that several views share.

export type Theme = 'light' | 'dark' | 'system'
const stored = (): Theme => { try { const kept = localStorage.getItem('leeway-theme'); return kept === 'light' || kept === 'dark' ? kept : 'system' } catch { return 'system' } }
export const theme = signal<Theme>(stored())
/** Goes up whenever colours may have changed: canvases draw again. */
export const paint = signal(0)

const system = matchMedia('(prefers-color-scheme: dark)')
system.addEventListener('change', () => { applyTheme() })

export const isDark = (): boolean => (theme.value === 'system' ? system.matches : theme.value === 'dark')

export function applyTheme(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light'
  paint.value++
}

export function setTheme(next: Theme): void {
  theme.value = next
  try { if (next === 'system') localStorage.removeItem('leeway-theme'); else localStorage.setItem('leeway-theme', next) } catch { /* a browser that keeps nothing still shows the theme */ }
  applyTheme()
}

/** Draws a canvas now, and again when its box or the theme changes. */
export function useDrawing(draw: (canvas: HTMLCanvasElement) => void, inputs: unknown[]) {
  const ref = useRef<HTMLCanvasElement>(null)
  const version = paint.value
  useEffect(() => {
    const canvas = ref.current
    if (!canvas) return
    draw(canvas)
    const observer = new ResizeObserver(() => draw(canvas))
    observer.observe(canvas)
    return () => observer.disconnect()
  }, [...inputs, version])
  return ref
}

/** Takes the policy out of the file that a field was given; of one that holds none, `refused` is the name. */
export function usePolicyFile(taken: (text: string, name: string) => void) {
  const refused = useSignal<string | null>(null)
  const take = async ({ files }: HTMLInputElement) => {
    const file = files?.[0]
    if (!file) return
    const text = await policyOfFile(file)
    refused.value = text === null ? file.name : null
    if (text !== null) taken(text, file.name)
  }
  return { refused, take }
}

/** Hands a file to the person. */
export function download(name: string, content: Blob | string, type = 'text/plain'): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export const announcement = signal('')
let announced = 0
let waiting: ReturnType<typeof setTimeout> | undefined
const PAUSE_MS = 900

/** Tells a screen reader, at most about once a second, and always the last word. */
export function announce(text: string): void {
  clearTimeout(waiting)
  const say = () => { announced = performance.now(); announcement.value = text }
  if (performance.now() - announced > PAUSE_MS) say()
  else waiting = setTimeout(say, PAUSE_MS)
}

import { colour } from './canvas.ts'

/** What all pictures that Plot draws have in common. */
export const look = (width: number, height: number) => ({
  width: Math.max(220, width), height, marginLeft: 40, marginRight: 20, marginBottom: 32, marginTop: 24,
  style: { background: 'none', color: colour('ink-soft'), fontSize: '11px' },
})

/** A picture is described as a whole by its box; Plot's names for its parts are not for readers. */
export function silent(plot: Element): Element {
  for (const part of plot.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  return plot
}

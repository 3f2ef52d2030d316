import { useEffect, useRef } from 'preact/hooks'
import { paint } from './use.ts'

/** A picture that is drawn by code of its own, fetched when it is first wanted; drawn again when its box, its content or the theme changes. */
export function Plotted({ label, draw, content }: { label: string; draw: (width: number) => Promise<Element>; content: unknown }) {
  const box = useRef<HTMLDivElement>(null)
  const version = paint.value
  useEffect(() => {
    const place = box.current
    if (!place) return
    let isCurrent = true
    let width = 0
    const redraw = () => {
      if (place.clientWidth === width) return
      width = place.clientWidth
      void draw(width).then((picture) => { if (isCurrent && place.clientWidth === width) place.replaceChildren(picture) })
    }
    redraw()
    const observer = new ResizeObserver(redraw)
    observer.observe(place)
    return () => { isCurrent = false; observer.disconnect() }
  }, [content, version])
  return <div class="plotted" ref={box} role="img" aria-label={label} />
}

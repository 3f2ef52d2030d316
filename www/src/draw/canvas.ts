// Canvas that stays sharp on any screen, in the colours of the page's theme.

export interface Size { width: number; height: number }

/** Sizes a canvas to its box in real pixels; null while it has no box. */
export function sharpen(canvas: HTMLCanvasElement, size: Size = { width: canvas.clientWidth, height: canvas.clientHeight }): CanvasRenderingContext2D | null {
  const ratio = globalThis.devicePixelRatio || 1
  if (size.width === 0 || size.height === 0) return null
  canvas.width = Math.round(size.width * ratio)
  canvas.height = Math.round(size.height * ratio)
  const context = canvas.getContext('2d')
  context?.setTransform(ratio, 0, 0, ratio, 0, 0)
  context?.clearRect(0, 0, size.width, size.height)
  return context
}

export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** Diagonal lines: what is wrong is told by its pattern and its place, not by its colour alone. */
export function hatch(context: CanvasRenderingContext2D, ink: string, ground: string): CanvasPattern | string {
  const tile = document.createElement('canvas')
  tile.width = tile.height = 8
  const pen = tile.getContext('2d')
  if (!pen) return ink
  pen.fillStyle = ground
  pen.fillRect(0, 0, 8, 8)
  pen.strokeStyle = ink
  pen.lineWidth = 2.5
  pen.beginPath()
  for (const start of [-8, 0, 8]) { pen.moveTo(start, 8); pen.lineTo(start + 8, 0) }
  pen.stroke()
  const pattern = context.createPattern(tile, 'repeat')
  const ratio = globalThis.devicePixelRatio || 1
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio))
  return pattern ?? ink
}

import { PLANE, type Plane } from '../count/histogram.ts'
import { colour, hatch, sharpen } from './canvas.ts'

/** Density of cases over confidence (across) and impact (up); squares with many wrong ones are hatched. */
export function drawPlane(canvas: HTMLCanvasElement, { all, wrong }: Plane): void {
  const size = { width: canvas.clientWidth, height: canvas.clientHeight }
  const context = sharpen(canvas, size)
  if (!context) return
  const across = size.width / PLANE.across
  const up = size.height / PLANE.up
  context.imageSmoothingEnabled = false
  context.drawImage(shades(all), 0, 0, size.width, size.height)
  context.fillStyle = hatch(context, colour('wrong'), 'transparent')
  all.forEach((value, at) => {
    if (value === 0 || wrong[at] < value * SHOWN_WRONG) return
    context.globalAlpha = Math.min(1, wrong[at] / value + 0.3)
    context.fillRect((at % PLANE.across) * across, size.height - (Math.floor(at / PLANE.across) + 1) * up, across, up)
  })
  context.globalAlpha = 1
}

/** From this share of wrong cases on, a square is hatched. */
const SHOWN_WRONG = 0.2

/** One pixel a square, the more cases the less transparent; the browser makes it large. */
function shades(all: Uint32Array): HTMLCanvasElement {
  const small = document.createElement('canvas')
  small.width = PLANE.across
  small.height = PLANE.up
  const pen = small.getContext('2d')
  if (!pen) return small
  const most = Math.log1p(all.reduce((top, value) => Math.max(top, value), 1))
  pen.fillStyle = colour('right')
  all.forEach((value, at) => {
    if (value === 0) return
    pen.globalAlpha = 0.12 + 0.88 * (Math.log1p(value) / most)
    pen.fillRect(at % PLANE.across, PLANE.up - 1 - Math.floor(at / PLANE.across), 1, 1)
  })
  return small
}

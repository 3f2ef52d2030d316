import { PLANE, type Plane } from '../count/histogram.ts'
import { colour, hatch, sharpen } from './canvas.ts'

/** Density of cases over confidence (across) and impact (up); squares with many wrong ones are hatched. */
export function drawPlane(canvas: HTMLCanvasElement, { all, wrong }: Plane): void {
  const size = { width: canvas.clientWidth, height: canvas.clientHeight }
  const context = sharpen(canvas, size)
  if (!context) return
  const most = all.reduce((top, value) => Math.max(top, value), 1)
  const across = size.width / PLANE.across
  const up = size.height / PLANE.up
  const ink = colour('right')
  const pattern = hatch(context, colour('wrong'), 'transparent')
  all.forEach((value, at) => {
    if (value === 0) return
    const x = (at % PLANE.across) * across
    const y = size.height - (Math.floor(at / PLANE.across) + 1) * up
    context.globalAlpha = 0.12 + 0.88 * (Math.log1p(value) / Math.log1p(most))
    context.fillStyle = ink
    context.fillRect(x, y, across + 0.4, up + 0.4)
    if (wrong[at] < value * SHOWN_WRONG) return
    context.globalAlpha = Math.min(1, wrong[at] / value + 0.3)
    context.fillStyle = pattern
    context.fillRect(x, y, across + 0.4, up + 0.4)
  })
  context.globalAlpha = 1
}

/** From this share of wrong cases on, a square is hatched. */
const SHOWN_WRONG = 0.2

import { BINS, type Histogram } from '../count/histogram.ts'
import { colour, hatch, sharpen, type Size } from './canvas.ts'

/** Right upwards, wrong downwards from one base line. Heights are square roots, so that a single error among thousands is seen. */
export function drawHistogram(canvas: HTMLCanvasElement, histogram: Histogram): void {
  const size = { width: canvas.clientWidth, height: canvas.clientHeight }
  const context = sharpen(canvas, size)
  if (context) paintHistogram(context, histogram, { ...size, x: 0, y: 0 })
}

export interface Box extends Size { x: number; y: number }

export function paintHistogram(context: CanvasRenderingContext2D, { right, wrong, unlabelled }: Histogram, box: Box): void {
  const most = (of: (bin: number) => number) => { let top = 0; for (let bin = 0; bin < BINS; bin++) top = Math.max(top, of(bin)); return Math.sqrt(top) }
  const up = most((bin) => right[bin] + unlabelled[bin])
  const down = most((bin) => wrong[bin])
  if (up + down === 0) return
  const scale = (box.height - 3) / (up + down)
  const base = Math.round(box.y + 1 + up * scale)
  const bar = box.width / BINS
  const put = (bin: number, value: number, direction: 1 | -1) => {
    if (value === 0) return
    const height = Math.max(1.5, Math.sqrt(value) * scale)
    context.fillRect(box.x + bin * bar, direction < 0 ? base - height : base + 1, Math.max(1, bar - 0.6), height)
  }
  context.fillStyle = colour('unlabelled')
  for (let bin = 0; bin < BINS; bin++) if (unlabelled[bin]) put(bin, right[bin] + unlabelled[bin], -1)
  context.fillStyle = colour('right')
  for (let bin = 0; bin < BINS; bin++) put(bin, right[bin], -1)
  context.fillStyle = hatch(context, colour('wrong'), colour('wrong-ground'))
  for (let bin = 0; bin < BINS; bin++) put(bin, wrong[bin], 1)
  context.fillStyle = colour('rule')
  context.fillRect(box.x, base, box.width, 1)
}

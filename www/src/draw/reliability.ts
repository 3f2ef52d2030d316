import * as Plot from '@observablehq/plot'
import type { ReliabilityBin } from 'leeway-policy/lab'
import { colour } from './canvas.ts'
import { look, silent } from './plot.ts'

export interface ReliabilityPicture { bins: readonly ReliabilityBin[]; points: readonly (readonly [number, number])[] | null; label: string }

const BINS = 15
/** How high the bars at the foot may be. */
const FOOT = 0.14
const percent = (share: number) => `${Math.round(share * 100)}%`

/** How often it was right over what it said, with the interval of each bin; at the foot how many there are of each. */
export function drawReliability({ bins, points, label }: ReliabilityPicture, width: number): Element {
  const most = Math.max(1, ...bins.map(({ labels }) => labels))
  const size = look(width, Math.min(300, Math.max(220, width * 0.8)))
  return silent(Plot.plot({
    ...size,
    x: { domain: [0, 1], label, labelArrow: 'none', ticks: 5, tickFormat: percent },
    y: { domain: [0, 1], label: 'was right', labelArrow: 'none', ticks: 5, tickFormat: percent, grid: true },
    marks: [
      Plot.rect(bins, { x1: ({ index }) => index / BINS, x2: ({ index }) => (index + 1) / BINS, y1: 0, y2: ({ labels }) => (labels / most) * FOOT, fill: colour('right'), fillOpacity: 0.3, inset: 0.5 }),
      Plot.line([[0, 0], [1, 1]], { stroke: colour('ink-soft'), strokeDasharray: '4 4' }),
      ...(points ? [Plot.line(points as [number, number][], { stroke: colour('suggest'), strokeWidth: 2 })] : []),
      Plot.ruleX(bins, { x: 'mean_score', y1: ({ interval }) => interval.low, y2: ({ interval }) => interval.high, stroke: colour('right'), strokeWidth: 2 }),
      Plot.dot(bins, { x: 'mean_score', y: 'accuracy', fill: colour('card'), stroke: colour('right'), strokeWidth: 2, r: 4 }),
    ],
  }))
}

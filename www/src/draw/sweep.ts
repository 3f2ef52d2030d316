import * as Plot from '@observablehq/plot'
import { axisOf } from '../count/axis.ts'
import { axis, confidenceBands } from '../state/store.ts'
import type { SweepRow } from '../view/costs.tsx'
import { amount } from '../words.ts'
import { colour } from './canvas.ts'
import { look, silent } from './plot.ts'

/** Cost per 1,000 cases with its interval, over the position of a threshold; the present one is marked. */
export function drawSweep(rows: readonly SweepRow[], width: number): Element {
  const { toUnit, ticks } = axisOf(axis.peek())
  const known = rows.filter(({ cost }) => Number.isFinite(cost))
  const now = confidenceBands.peek().at(-1)?.from ?? 0
  if (known.length < 2) return Object.assign(document.createElement('p'), { className: 'faint small', textContent: 'not enough data' })
  const x = (row: SweepRow) => toUnit(row.value)
  const from = Math.min(...known.map(x))
  const plot = Plot.plot({
    ...look(width, 150),
    x: { domain: [from, 1], label: 'threshold', labelArrow: 'none', ticks: ticks.map(toUnit).filter((tick) => tick >= from), tickFormat: (unit: number) => String(ticks.find((tick) => Math.abs(toUnit(tick) - unit) < 1e-9) ?? '') },
    y: { label: 'cost per 1,000', labelArrow: 'none', zero: true, ticks: 4, tickFormat: amount, grid: true },
    marks: [
      Plot.areaY(known, { x, y1: 'low', y2: 'high', fill: colour('accent'), fillOpacity: 0.18 }),
      Plot.lineY(known, { x, y: 'cost', stroke: colour('accent'), strokeWidth: 2 }),
      Plot.ruleX([toUnit(now)], { stroke: colour('ink'), strokeDasharray: '3 3' }),
      Plot.dot(known.filter(({ value }) => value === now), { x, y: 'cost', fill: colour('accent'), r: 4 }),
    ],
  })
  return silent(plot)
}

import * as Plot from '@observablehq/plot'
import type { RiskCurve } from 'leeway-policy/lab'
import { colour } from './canvas.ts'
import { look, silent } from './plot.ts'

export interface FittedPoint { coverage: number; risk: number; low: number; high: number }

const percent = (share: number) => `${Number((share * 100).toPrecision(3))}%`

/** How much was wrong over how much is accepted, the surest first; the target, and what the fit makes automatic. */
export function drawRisk({ points }: RiskCurve, target: number, fitted: FittedPoint | null, width: number): Element {
  const most = Math.max(target * 1.6, ...points.map(({ risk }) => risk), fitted?.high ?? 0)
  return silent(Plot.plot({
    ...look(width, 240),
    x: { domain: [0, 1], label: 'share of cases accepted', labelArrow: 'none', ticks: 5, tickFormat: percent },
    y: { domain: [0, most], label: 'wrong among them', labelArrow: 'none', ticks: 5, tickFormat: percent, grid: true },
    marks: [
      Plot.ruleY([target], { stroke: colour('wrong'), strokeDasharray: '5 4' }),
      Plot.text([[0, target]], { text: [`target ${percent(target)}`], textAnchor: 'start', dx: 4, dy: -7, fill: colour('wrong') }),
      Plot.line(points, { x: 'coverage', y: 'risk', stroke: colour('accent'), strokeWidth: 2 }),
      ...(points.length < 20 ? [Plot.dot(points, { x: 'coverage', y: 'risk', fill: colour('accent'), r: 3 })] : []),
      ...(fitted ? [
        Plot.ruleX([fitted], { x: 'coverage', y1: 'low', y2: 'high', stroke: colour('ink'), strokeWidth: 2 }),
        Plot.dot([fitted], { x: 'coverage', y: 'risk', fill: colour('card'), stroke: colour('ink'), strokeWidth: 2, r: 5, symbol: 'diamond' }),
      ] : []),
    ],
  }))
}

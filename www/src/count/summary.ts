import { RIGHT, WRONG } from '../log/types.ts'
import { ASKS, LADDER, type Action } from '../words.ts'
import type { Cost } from '../state/store.ts'
import type { Tally } from '../worker/protocol.ts'
import { eachCount } from './tally.ts'
import { rate, wilson, type Rate, ENOUGH } from './wilson.ts'

// From the counts of one decision over the log to the numbers on the screen.

/** Counts of one part of the log: a cell, an operation, a band, everything. */
export interface Part {
  count: number
  right: number
  wrong: number
  actions: Record<Action, number>
  /** Of what was done by itself. */
  autoRight: number
  autoWrong: number
}

export interface Summary { all: Part; groups: Part[]; cells: Part[][]; impact: Part[]; confidence: string[]; impactNames: string[]; noCell: Part; groupCells: Part[][] }

export const emptyPart = (): Part => ({ count: 0, right: 0, wrong: 0, autoRight: 0, autoWrong: 0, actions: Object.fromEntries(LADDER.map((action) => [action, 0])) as Record<Action, number> })

export function summarise(tally: Tally): Summary {
  const { confidence, impact: impactNames, groups } = tally
  const cells = confidence.map(() => impactNames.map(emptyPart))
  const summary: Summary = { all: emptyPart(), groups: Array.from({ length: groups }, emptyPart), cells, impact: impactNames.map(emptyPart), confidence, impactNames, noCell: emptyPart(), groupCells: Array.from({ length: groups }, () => confidence.map(emptyPart)) }
  eachCount(tally, (group, c, i, action, truth, count) => {
    const inCell = c < confidence.length
    const parts = [summary.all, summary.groups[group], inCell ? cells[c][i] : summary.noCell]
    if (inCell) parts.push(summary.impact[i], summary.groupCells[group][c])
    for (const part of parts) add(part, action, truth, count)
  })
  return summary
}

function add(part: Part, action: Action, truth: number, count: number): void {
  part.count += count
  part.actions[action] += count
  if (truth === RIGHT) part.right += count
  else if (truth === WRONG) part.wrong += count
  if (action !== 'auto_apply') return
  if (truth === RIGHT) part.autoRight += count
  else if (truth === WRONG) part.autoWrong += count
}

export const errorRate = (part: Part): Rate | null => rate(part.wrong, part.right + part.wrong)
export const autoErrorRate = (part: Part): Rate | null => rate(part.autoWrong, part.autoRight + part.autoWrong)
export const asks = (part: Part): number => ASKS.reduce((sum, action) => sum + part.actions[action], 0)

/** What a part of the log costs: wrong acts that nobody checked, and people asked. People are taken to notice what is wrong. */
export interface Amount { errors: number; low: number; high: number; reviews: number; total: number; known: boolean }

export function costOfPart(part: Part, cost: Cost): Amount {
  const acted = part.actions.auto_apply
  const labelled = part.autoRight + part.autoWrong
  const reviews = asks(part) * cost.review
  if (acted === 0) return { errors: 0, low: reviews, high: reviews, reviews, total: reviews, known: true }
  if (labelled < ENOUGH) return { errors: NaN, low: NaN, high: NaN, reviews, total: NaN, known: false }
  const interval = wilson(part.autoWrong, labelled)
  const errors = (part.autoWrong / labelled) * acted * cost.error
  return { errors, reviews, low: interval.low * acted * cost.error + reviews, high: interval.high * acted * cost.error + reviews, total: errors + reviews, known: true }
}

/** The cost of all impact bands together; unknown as soon as one of them is. */
export function costOfAll(summary: Summary, costs: Record<string, Cost>): Amount {
  const amounts = summary.impactNames.map((name, i) => costOfPart(summary.impact[i], costs[name] ?? { error: 0, review: 0 }))
  const sum = (of: (amount: Amount) => number) => amounts.reduce((total, amount) => total + of(amount), 0)
  return { errors: sum((a) => a.errors), low: sum((a) => a.low), high: sum((a) => a.high), reviews: sum((a) => a.reviews), total: sum((a) => a.total), known: amounts.every(({ known }) => known) }
}

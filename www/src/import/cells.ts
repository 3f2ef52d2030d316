import { RIGHT, UNLABELLED, WRONG } from '../log/types.ts'

// One cell of a file to one value. A cell is a string in CSV and any JSON value in NDJSON.

export type Cell = string | number | boolean | null | undefined | object

const YES = new Set(['1', 'true', 't', 'yes', 'y', 'right', 'correct', 'accepted', 'accept', 'approved', 'ok', 'pass', '1.0'])
const NO = new Set(['0', 'false', 'f', 'no', 'n', 'wrong', 'incorrect', 'rejected', 'reject', 'undone', 'edited', 'denied', 'fail', '0.0'])
const NOTHING = new Set(['', 'null', 'none', 'na', 'n/a', 'nan', '-', 'unknown'])

export function asText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}

export const isAbsent = (cell: Cell): boolean => cell === null || cell === undefined || (typeof cell === 'string' && NOTHING.has(cell.trim().toLowerCase()))

/** A number written as `0.93`, `93%` or, where the delimiter leaves the comma free, `0,93`; NaN otherwise. */
export function asNumber(cell: Cell, decimalComma = false): number {
  if (typeof cell === 'number') return cell
  if (typeof cell !== 'string') return NaN
  let text = cell.trim()
  const percent = text.endsWith('%')
  if (percent) text = text.slice(0, -1).trim()
  if (decimalComma && /^[+-]?\d*,\d+$/.test(text)) text = text.replace(',', '.')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return NaN
  return percent ? Number(text) / 100 : Number(text)
}

/** Right, wrong, or not known; null when the cell says neither. */
export function asTruth(cell: Cell): number | null {
  if (isAbsent(cell)) return UNLABELLED
  const text = String(cell).trim().toLowerCase()
  if (YES.has(text)) return RIGHT
  if (NO.has(text)) return WRONG
  return null
}

export type Fraction = { value: number } | { problem: string }

/** A number in [0, 1], named in the problem when it is not one. */
export function asFraction(cell: Cell, name: string, scale: 1 | 100, decimalComma: boolean): Fraction {
  if (isAbsent(cell)) return { problem: `${name} is missing` }
  const number = asNumber(cell, decimalComma)
  if (Number.isNaN(number)) return { problem: `${name} is not a number` }
  const isPercentSign = typeof cell === 'string' && cell.trim().endsWith('%')
  const value = isPercentSign ? number : number / scale
  if (value < 0 || value > 1) return { problem: `${name} is outside 0 to ${scale}` }
  return { value }
}

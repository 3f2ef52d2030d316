import { axisOf } from '../count/axis.ts'
import { asks, autoErrorRate, costOfPart, errorRate, type Part } from '../count/summary.ts'
import type { Rate } from '../count/wilson.ts'
import { colour } from '../draw/canvas.ts'
import { paintHistogram } from '../draw/histogram.ts'
import { boundsOf, impactOf, matrixOf, operationOf } from '../state/document.ts'
import { axis, confidenceBands, costOf, document_, impactBands, log, model, policyText, summary, view } from '../state/store.ts'
import { ACTION_WORDS, LADDER, count, percent, plain } from '../words.ts'
import { download } from './use.ts'

// What people take away: the policy, the numbers, the picture.

const baseName = (): string => document_.value?.name ?? 'leeway'

export const exportPolicy = (): void => download(`${baseName()}.policy.json`, policyText.value, 'application/json')

type Cell = string | number

const rateCells = (rate: Rate | null): Cell[] => (rate ? [rate.value, rate.low, rate.high] : ['not enough data', '', ''])

/** One line a cell and one an operation, with every count that a rate was made from. */
export function tableCsv(): string {
  const now = summary.value
  const document = document_.value
  if (!now || !document) return ''
  const head: Cell[] = ['part', 'name', 'confidence', 'impact', 'matrix', 'cases', 'share', 'right', 'wrong', 'model_error', 'model_error_low', 'model_error_high', ...LADDER, 'auto_wrong', 'auto_labelled', 'auto_error', 'auto_error_low', 'auto_error_high', 'asks_per_1000', 'cost']
  const line = (kind: string, names: Cell[], part: Part, cost: Cell): Cell[] => [
    kind, ...names, part.count, part.count / (now.all.count || 1), part.right, part.wrong, ...rateCells(errorRate(part)), ...LADDER.map((action) => part.actions[action]),
    part.autoWrong, part.autoRight + part.autoWrong, ...rateCells(autoErrorRate(part)), part.count ? (asks(part) / part.count) * 1000 : '', cost,
  ]
  const cells = confidenceBands.value.flatMap((c, at) => impactBands.value.map((i, up) => {
    const cost = costOfPart(now.cells[at][up], costOf.value[i.name])
    return line('cell', ['', c.name, i.name, matrixOf(document)[c.name][i.name]], now.cells[at][up], cost.known ? cost.total : 'not enough data')
  }))
  const groups = (view.value?.groups ?? []).map((group, at) => line('operation', [group.name, '', '', ''], now.groups[at], ''))
  return [head, ...cells, ...groups, line('all', ['', '', '', ''], now.all, '')].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n'
}

/** Quoted where it must be; a leading sign that a spreadsheet would run as a formula is disarmed. */
function quoted(cell: Cell): string {
  const text = typeof cell === 'number' ? String(Number(cell.toPrecision(10))) : cell
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const exportCsv = (): void => download(`${baseName()}.table.csv`, tableCsv(), 'text/csv')

const ROW = 46
const LEFT = 190
const PLOT = 760
const RIGHT = 250
const TOP = 86

/** The rows as they stand on the screen, drawn anew at twice the size. */
export async function exportPicture(): Promise<void> {
  const canvas = document.createElement('canvas')
  const rows = pictureRows()
  canvas.width = (LEFT + PLOT + RIGHT) * 2
  canvas.height = (TOP + rows.length * ROW + 24) * 2
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.scale(2, 2)
  pen.fillStyle = colour('ground')
  pen.fillRect(0, 0, canvas.width, canvas.height)
  paintHead(pen)
  rows.forEach((at, i) => paintRow(pen, at, TOP + i * ROW))
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob) download(`${baseName()}.picture.png`, blob)
}

function pictureRows(): number[] {
  const now = view.value
  if (!now) return []
  return now.groups.map((_, at) => at).filter((at) => now.groups[at].count > 0).sort((a, b) => impactAt(a) - impactAt(b) || now.groups[b].count - now.groups[a].count)
}

function impactAt(at: number): number {
  const group = view.value?.groups[at]
  const document = document_.value
  if (!group || !document) return 0
  const operation = operationOf(document, group.name)
  return group.impact ?? (operation ? impactOf(document, operation.impact) : 1)
}

function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, size = 12, ink = 'ink', weight = 400): void {
  pen.fillStyle = colour(ink)
  pen.font = `${weight} ${size}px system-ui, sans-serif`
  pen.fillText(text, x, y)
}

function paintHead(pen: CanvasRenderingContext2D): void {
  const now = summary.value
  if (!now) return
  write(pen, `${document_.value?.name ?? ''}: ${log.value?.title ?? ''}${model.value ? `, ${model.value}` : ''}`, 16, 26, 16, 'ink', 600)
  write(pen, LADDER.filter((action) => now.all.actions[action] > 0).map((action) => `${ACTION_WORDS[action].short} ${percent(now.all.actions[action] / now.all.count)}`).join('  ·  '), 16, 48, 12, 'ink-soft')
  const kind = axisOf(axis.value)
  for (const tick of kind.ticks) write(pen, String(tick), LEFT + kind.toUnit(tick) * PLOT - 6, TOP - 8, 10, 'ink-soft')
  write(pen, 'wrong when done by itself (95% interval)', LEFT + PLOT + 12, TOP - 8, 10, 'ink-soft')
}

function paintRow(pen: CanvasRenderingContext2D, at: number, y: number): void {
  const group = view.value?.groups[at]
  const document = document_.value
  const part = summary.value?.groups[at]
  if (!group || !document || !part || !view.value) return
  write(pen, plain(group.name), 16, y + 20, 12, 'ink', 600)
  write(pen, `${count(group.count)} cases`, 16, y + 35, 10, 'ink-soft')
  paintHistogram(pen, view.value[axis.value][at], { x: LEFT, y: y + 2, width: PLOT, height: ROW - 6 })
  const bounds = boundsOf(document, view.value.by === 'operation' ? group.name : null)
  pen.strokeStyle = colour('ink')
  for (const { name } of confidenceBands.value.slice(1)) {
    const x = LEFT + axisOf(axis.value).toUnit(bounds[name]) * PLOT
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x, y + ROW)
    pen.stroke()
  }
  const rate = autoErrorRate(part)
  const text = part.actions.auto_apply === 0 ? 'always asks' : rate ? `${percent(rate.value)} (${percent(rate.low)}–${percent(rate.high)}), n=${count(rate.count)}` : 'not enough data'
  write(pen, text, LEFT + PLOT + 12, y + 26, 11, 'ink-soft')
}

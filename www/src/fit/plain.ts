import { cellText } from '../log/columns.ts'
import { RIGHT, UNLABELLED, type Log, type Mapping } from '../log/types.ts'

// A log as the plainest CSV that there is of it: for files that only the page can read.

const FIELDS = ['id', 'model', 'split', 'predicted', 'label', 'confidence', 'second', 'impact', 'correct', 'outcome', 'operation', 'alternatives']
/** So many rows go into one piece of text. */
const PIECE = 5_000

/** Under the names of the fields; whatever else the log has stands behind them under its own. */
export function plainCsv(log: Log, mapping: Mapping, useImpact: boolean): Blob {
  const text = (name: string | null) => { const column = log.columns.find((one) => one.name === name); return (row: number) => (column ? cellText(column, row) : '') }
  const number = (values: Float64Array | null) => (row: number) => (values === null || Number.isNaN(values[row]) ? '' : String(values[row]))
  const fields: [string, (row: number) => string][] = [
    ['id', text(mapping.id)], ['model', text(mapping.model)], ['split', text(mapping.split)], ['predicted', text(mapping.label)], ['label', text(mapping.truth)],
    ['confidence', number(log.confidence)], ['second', number(log.second)], ['impact', number(useImpact ? log.impact : null)],
    ['correct', (row) => (log.truth[row] === UNLABELLED ? '' : log.truth[row] === RIGHT ? '1' : '0')], ['alternatives', alternativesOf(log)],
  ]
  const given = [mapping.id, mapping.model, mapping.split, mapping.label, mapping.truth, '', mapping.second, useImpact ? mapping.impact : null, '', log.alternatives]
  const used = fields.filter((_, at) => given[at] !== null)
  const taken = new Set<string | null>([mapping.id, mapping.model, mapping.split, mapping.label, mapping.truth, mapping.confidence, mapping.second, mapping.correct, mapping.text, ...FIELDS])
  const signals = Object.entries(mapping.signals).flatMap(([name, column]): [string, (row: number) => string][] => (column === null ? [] : [[`signals.${name}`, text(column)]]))
  // What is said of a signal counts for its own name too.
  for (const name of Object.keys(mapping.signals)) taken.add(name).add(`signals.${name}`)
  const others = log.columns.filter(({ name }) => !taken.has(name)).map(({ name }): [string, (row: number) => string] => [name, text(name)])
  const all = [...used, ...signals, ...others]
  const parts: string[] = [all.map(([name]) => quoted(name)).join(',') + '\n']
  for (let from = 0; from < log.rows; from += PIECE) {
    let piece = ''
    for (let row = from; row < Math.min(log.rows, from + PIECE); row++) piece += all.map(([, cell]) => quoted(cell(row))).join(',') + '\n'
    parts.push(piece)
  }
  return new Blob(parts, { type: 'text/csv' })
}

function alternativesOf(log: Log): (row: number) => string {
  const { labels, confidences } = log.alternatives ?? { labels: [], confidences: [] }
  return (row) => {
    const ranked = labels.map(({ words, codes }, rank) => ({ label: words[codes[row]], confidence: confidences[rank][row] })).filter(({ confidence }) => !Number.isNaN(confidence))
    return ranked.length ? JSON.stringify(ranked) : ''
  }
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

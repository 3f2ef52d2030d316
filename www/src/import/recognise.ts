import type { Mapping } from '../log/types.ts'
import { asNumber, asText, asTruth, isAbsent, type Cell } from './cells.ts'

// Which column is which, told by its name and, where names are no help, by what stands in it.

/** The parts a column can play, with the names people give them, best first. */
export const PART_NAMES = {
  confidence: ['confidence', 'conf', 'score', 'probability', 'prob', 'max_prob', 'p', 'p1', 'certainty', 'likelihood', 'top_score', 'prediction_score'],
  second: ['second', 'second_confidence', 'runner_up', 'second_score', 'second_prob', 'p2', 'conf2', 'confidence2'],
  correct: ['correct', 'is_correct', 'right', 'outcome', 'is_right', 'hit', 'ok', 'success', 'feedback'],
  label: ['operation', 'predicted', 'prediction', 'predicted_label', 'pred', 'intent', 'intent1', 'class', 'guess', 'action', 'tool', 'tool_name', 'y_pred', 'output'],
  truth: ['label', 'true_label', 'actual', 'truth', 'ground_truth', 'gold', 'target', 'expected', 'y', 'y_true', 'answer'],
  impact: ['impact', 'risk', 'severity', 'stakes'],
  model: ['model', 'model_version', 'model_name', 'model_id', 'version'],
  id: ['id', 'case_id', 'case', 'uuid', 'key', 'row_id', 'request_id'],
  split: ['split', 'part', 'fold', 'subset', 'partition'],
  text: ['text', 'query', 'utterance', 'message', 'prompt', 'input', 'question', 'sentence', 'content', 'subject'],
} as const

export type Part = keyof typeof PART_NAMES
export const ALL_PARTS = Object.keys(PART_NAMES) as Part[]

export interface Question { part: Part | 'scale'; text: string; candidates: string[] }
export interface Recognised { mapping: Mapping; questions: Question[] }

export const normal = (name: string) => name.trim().toLowerCase().replace(/^.*\./, '').replace(/[\s-]+/g, '_')

/** Proposes a mapping; what it could not tell is a question. */
export function recognise(header: readonly string[], samples: readonly (readonly Cell[])[], kind: { format: 'csv' | 'ndjson'; delimiter: string }): Recognised {
  const taken = new Set<string>()
  const byName = (part: Part) => {
    for (const name of PART_NAMES[part]) {
      const found = header.find((column) => !taken.has(column) && normal(column) === name)
      if (found !== undefined) { taken.add(found); return found }
    }
    return null
  }
  const parts = Object.fromEntries(ALL_PARTS.map((part) => [part, byName(part)])) as Record<Part, string | null>
  const cells = (column: string) => samples.map((row) => row[header.indexOf(column)])
  const comma = kind.format === 'csv' && kind.delimiter !== ','
  const questions: Question[] = []
  checkConfidence(parts, header, cells, comma, questions)
  checkTruth(parts, header, cells, questions)
  checkLabel(parts, header, questions)
  const mapping: Mapping = { ...kind, ...parts, confidence: parts.confidence ?? '', scale: scaleOf(parts.confidence ? cells(parts.confidence) : [], comma), alternatives: rankedColumns(header, samples), signals: {} }
  if (mapping.scale === 100) questions.push({ part: 'scale', text: `confidence goes above 1: is it in per cent?`, candidates: [] })
  return { mapping, questions }
}

type Cells = (column: string) => Cell[]

function checkConfidence(parts: Record<Part, string | null>, header: readonly string[], cells: Cells, comma: boolean, questions: Question[]): void {
  const numeric = (column: string) => isMostly(cells(column), (cell) => asNumber(cell, comma) >= 0 && asNumber(cell, comma) <= 100)
  if (parts.confidence && numeric(parts.confidence)) return
  const candidates = header.filter(numeric)
  questions.push({ part: 'confidence', text: 'which column is the confidence of the prediction?', candidates })
  const likely = candidates.filter((column) => cells(column).some((cell) => !Number.isInteger(asNumber(cell, comma))))
  parts.confidence = likely[0] ?? candidates[0] ?? null
}

function checkTruth(parts: Record<Part, string | null>, header: readonly string[], cells: Cells, questions: Question[]): void {
  if (parts.correct && !isMostly(cells(parts.correct), (cell) => asTruth(cell) !== null)) {
    questions.push({ part: 'correct', text: `\`${parts.correct}\` does not read as right or wrong`, candidates: [...header] })
    parts.correct = null
  }
  if (!parts.correct && !(parts.truth && parts.label)) {
    questions.push({ part: 'correct', text: 'which column says whether the prediction was right (or what the true label was)?', candidates: [...header] })
  }
}

function checkLabel(parts: Record<Part, string | null>, header: readonly string[], questions: Question[]): void {
  // A column `label` beside a column `correct`, with nothing predicted, is the prediction.
  if (!parts.label && parts.correct && parts.truth) { parts.label = parts.truth; parts.truth = null }
  if (!parts.label && !parts.impact) questions.push({ part: 'label', text: 'which column says what was predicted, or which operation it leads to?', candidates: [...header] })
}

const isMostly = (cells: Cell[], test: (cell: Cell) => boolean) => {
  const given = cells.filter((cell) => !isAbsent(cell))
  return given.length > 0 && given.filter(test).length >= given.length * 0.8
}

function scaleOf(cells: Cell[], comma: boolean): 1 | 100 {
  const plain = cells.filter((cell) => !(typeof cell === 'string' && cell.trim().endsWith('%')))
  const above = plain.filter((cell) => asNumber(cell, comma) > 1)
  return above.length > plain.length * 0.2 ? 100 : 1
}

function rankedColumns(header: readonly string[], samples: readonly (readonly Cell[])[]): Mapping['alternatives'] {
  const list = header.find((column, i) => normal(column) === 'alternatives' && samples.some((row) => asText(row[i]).startsWith('[')))
  if (list) return { list }
  for (const [label, confidence] of [['intent', 'p'], ['label', 'p'], ['label', 'confidence'], ['class', 'prob'], ['answer', 'score']]) {
    const pairs: [string, string][] = []
    for (let rank = 1; header.includes(label + rank) && header.includes(confidence + rank); rank++) pairs.push([label + rank, confidence + rank])
    if (pairs.length > 1) return { pairs }
  }
  return null
}

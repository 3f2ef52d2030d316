import { columnOfSignal } from '../log/signals.ts'
import type { Mapping } from '../log/types.ts'

// The import step's answers in the terms of the lab and of the command line, so that both read the file as it is.

/** Which column of the file holds which field; what is not named stands under its own name. */
export type Columns = Record<string, string>

/** How the lab reads a file: as it is, or, where it could not, a plain CSV made of it, and why. */
export type Reading = { columns: Columns } | { why: string }

const OUTCOMES = new Set(['accepted', 'edited', 'rejected', 'undone'])
const TRUTHS = new Set(['true', 'false', '1', '0'])

/** Fields that the page fills by the import step's answers; a column that happens to have such a name is not one. */
const ASKED = ['id', 'model', 'split', 'operation', 'predicted', 'label', 'confidence', 'second', 'impact', 'correct', 'outcome', 'alternatives']

/** `truths`: the distinct cells of the column that says right or wrong. */
export function readingOf(mapping: Mapping, header: readonly string[], useImpact: boolean, truths: readonly string[]): Reading {
  const why = problemOf(mapping, header, truths)
  if (why !== null) return { why }
  const fields = [...fieldsOf(mapping, useImpact, truths), ...signalsOf(mapping)]
  const columns: Columns = {}
  for (const [field, column] of fields) if (field !== column) columns[field] = column
  const taken = new Set(fields.map(([, column]) => column))
  const filled = new Set(fields.map(([field]) => field))
  // A column of a field's name that the person did not choose for it is a signal of that name, and nothing else.
  for (const field of ASKED) {
    if (filled.has(field) || !header.includes(field) || taken.has(field)) continue
    if (Object.hasOwn(columns, `signals.${field}`)) return { why: `its column \`${field}\` is neither that field nor the signal of that name` }
    columns[`signals.${field}`] = field
  }
  return { columns }
}

function fieldsOf(mapping: Mapping, useImpact: boolean, truths: readonly string[]): [field: string, column: string][] {
  const { confidence, second, correct, label, truth, impact, model, id, split, alternatives } = mapping
  const fields: [string, string | null][] = [
    ['id', id], ['model', model], ['split', split], ['predicted', label], ['confidence', confidence], ['second', second], ['impact', useImpact ? impact : null],
    [truths.every((word) => OUTCOMES.has(word)) && truths.length > 0 ? 'outcome' : 'correct', correct], ['label', truth],
    ['alternatives', alternatives && 'list' in alternatives ? alternatives.list : null],
  ]
  return fields.filter((pair): pair is [string, string] => pair[1] !== null)
}

/** Signals under another name than their own. */
const signalsOf = ({ signals }: Mapping): [field: string, column: string][] =>
  Object.entries(signals).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== pair[0]).map(([name, column]) => [`signals.${name}`, column])

/** What the lab does not read as it stands, in words. */
function problemOf({ format, delimiter, scale, alternatives, signals, ...parts }: Mapping, header: readonly string[], truths: readonly string[]): string | null {
  if (scale === 100) return 'its confidence is in per cent'
  if (format === 'csv' && delimiter !== ',') return 'its cells are not separated by commas'
  if (alternatives && 'pairs' in alternatives) return 'its ranked answers stand in columns of their own'
  const all = (words: Set<string>) => truths.every((word) => words.has(word.trim().toLowerCase()))
  if (parts.correct !== null && !all(TRUTHS) && !truths.every((word) => OUTCOMES.has(word))) return `its column \`${parts.correct}\` says right and wrong in other words`
  const ofSignals = Object.entries(signals).flatMap(([name, column]) => (column === `signals.${name}` ? [] : [column]))
  const columns = [parts.confidence, parts.second, parts.correct, parts.label, parts.truth, parts.impact, parts.model, parts.id, parts.split, ...ofSignals].filter((column) => column !== null)
  const refused = Object.keys(signals).find((name) => signals[name] === null && columnOfSignal(name, {}, (column) => header.includes(column) && !columns.includes(column)) !== null)
  if (refused !== undefined) return `its column \`${refused}\` is not the signal of that name`
  if (format === 'ndjson' && columns.some((column) => column.includes('.'))) return 'its fields lie within others'
  if (new Set(columns).size < columns.length) return 'one of its columns is used twice'
  return null
}

import { CODES, type Input } from 'leeway-policy'
import { RUNG_OF } from '../count/tally.ts'
import { cellText } from '../log/columns.ts'
import { RIGHT, WRONG } from '../log/types.ts'
import { LADDER } from '../words.ts'
import { inputOf } from './columns.ts'
import type { Decider } from './decider.ts'
import type { Case, CaseFilter, CasePage } from './protocol.ts'
import type { Mapping } from '../log/types.ts'

/** A page of the rows that match, in the order asked for. */
export function findCases(decider: Decider, mapping: Mapping, filter: CaseFilter): CasePage {
  const rows = matching(decider, filter)
  const { confidence } = decider.view
  if (filter.sort === 'confident') rows.sort((a, b) => confidence[b] - confidence[a] || a - b)
  if (filter.sort === 'unsure') rows.sort((a, b) => confidence[a] - confidence[b] || a - b)
  const page = Array.from(rows.subarray(filter.from, filter.from + filter.limit), (row) => caseAt(decider, mapping, row))
  return { total: rows.length, cases: page }
}

function matching(decider: Decider, filter: CaseFilter): Uint32Array {
  const { view, cells, outcomes, document } = decider
  const up = Object.keys(document?.impact ?? {}).length + 1
  const rung = filter.action === null ? -1 : LADDER.indexOf(filter.action)
  const rows = new Uint32Array(view.rows)
  let used = 0
  for (let row = 0; row < outcomes.length; row++) {
    if (filter.group !== null && view.group[row] !== filter.group) continue
    if (filter.confidence !== null && Math.floor(cells[row] / up) !== filter.confidence) continue
    if (filter.impact !== null && cells[row] % up !== filter.impact) continue
    if (rung >= 0 && RUNG_OF[outcomes[row] & 7] !== rung) continue
    if (filter.wrongOnly && view.truth[row] !== WRONG) continue
    rows[used++] = row
  }
  return rows.slice(0, used)
}

export function caseAt(decider: Decider, mapping: Mapping, row: number): Case {
  const { view, log, document, setting, outcomes } = decider
  const at = view.origin[row]
  const cell = (name: string | null) => { const column = log.columns.find((one) => one.name === name); return column ? cellText(column, at) : null }
  const truth = view.truth[row]
  return {
    row,
    id: cell(mapping.id) ?? `row ${at + 1}`,
    text: cell(mapping.text),
    operation: view.operations.length ? view.operations[view.operation[row]] : null,
    label: cell(mapping.label),
    truth: truth === RIGHT ? 'right' : truth === WRONG ? 'wrong' : 'unlabelled',
    confidence: view.confidence[row],
    action: LADDER[RUNG_OF[outcomes[row] & 7]],
    code: CODES[outcomes[row] >> 3],
    columns: log.columns.map((column): [string, string] => [column.name, cellText(column, at)]),
    input: document && setting ? inputOf(log, view, document, setting.signals, row, true) : ({} as Input),
  }
}

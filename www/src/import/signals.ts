import { distance } from 'fastest-levenshtein'
import { read, type SignalType } from '../state/document.ts'
import { columnOfSignal } from '../log/signals.ts'
import type { Mapping } from '../log/types.ts'
import { ALL_PARTS, normal } from './recognise.ts'

// The signals of a policy in the columns of somebody's own log.

/** The signals that a log may hold; those of a monitor are measured on what was decided. */
export const signalsOfLogs = (policy: string): [name: string, type: SignalType][] => Object.entries(read(policy).signals ?? {}).filter(([, { source }]) => source !== 'monitor')

/** The column that a signal seems to stand in: of its name, or of one that is near; none that plays a part already. */
export function guessSignal(name: string, header: readonly string[], mapping: Mapping): string | null {
  const parts = ALL_PARTS.map((part) => mapping[part])
  const free = header.filter((column) => !parts.includes(column))
  const wanted = normal(name)
  return columnOfSignal(name, {}, (column) => free.includes(column)) ?? free.find((column) => normal(column) === wanted) ?? free.find((column) => isNear(normal(column), wanted)) ?? null
}

const isNear = (column: string, name: string): boolean =>
  `_${column}_`.includes(`_${name}_`) || column.replaceAll('_', '') === name.replaceAll('_', '') || (name.length > 3 && distance(column, name) <= Math.min(2, Math.floor(name.length / 4)))

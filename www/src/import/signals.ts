import { distance } from 'fastest-levenshtein'
import { read, type SignalType } from '../state/document.ts'
import type { Mapping } from '../log/types.ts'
import { normal } from './recognise.ts'

// The signals of a policy in the columns of somebody's own log.

/** The signals that a log may hold; those of a monitor are measured on what was decided. */
export const signalsOfLogs = (policy: string): [name: string, type: SignalType][] => Object.entries(read(policy).signals ?? {}).filter(([, { source }]) => source !== 'monitor')

/** The column that a signal seems to stand in: of its name, or of one that is near; none that plays a part already. */
export function guessSignal(name: string, header: readonly string[], mapping: Mapping): string | null {
  const { confidence, second, correct, label, truth, impact, model, id, split, text } = mapping
  const parts = [confidence, second, correct, label, truth, impact, model, id, split, text]
  const free = header.filter((column) => !parts.includes(column))
  const [own, ...near] = [`signals.${name}`, name].map((exact) => free.find((column) => column === exact))
  const wanted = normal(name)
  return own ?? near[0] ?? free.find((column) => normal(column) === wanted) ?? free.find((column) => isNear(normal(column), wanted)) ?? null
}

const isNear = (column: string, name: string): boolean =>
  `_${column}_`.includes(`_${name}_`) || column.replaceAll('_', '') === name.replaceAll('_', '') || (name.length > 3 && distance(column, name) <= Math.min(2, Math.floor(name.length / 4)))

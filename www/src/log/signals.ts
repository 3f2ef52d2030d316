import type { Mapping } from './types.ts'

/** The column of a log that holds a signal, as the lab finds it: the one that was named, else `signals.NAME`, else `NAME`. */
export function columnOfSignal(name: string, signals: Mapping['signals'], has: (column: string) => boolean): string | null {
  if (Object.hasOwn(signals, name)) return signals[name]
  return [`signals.${name}`, name].find(has) ?? null
}

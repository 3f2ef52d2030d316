// Inputs whose getters or proxies throw: each field is read once, alone, and what cannot be read is marked.

/** Stands for a field that could not be read; no field takes a symbol. */
export const UNREADABLE = Symbol('unreadable')

const FIELDS = ['model', 'confidence', 'second', 'alternatives', 'operation', 'impact', 'signals', 'at_most', 'now'] as const

type Fields = Record<string, unknown>

/** A plain copy of what a policy may read, and whether an object was given at all. */
export function snapshot(source: unknown, signals: readonly string[]): { fields: Fields; given: boolean } {
  const fields: Fields = {}
  if (!isObject(source)) return { fields, given: false }
  for (const name of FIELDS) fields[name] = attempt(() => source[name])
  const given = fields['signals']
  if (isObject(given)) fields['signals'] = Object.fromEntries(signals.map((name) => [name, attempt(() => given[name])]))
  fields['alternatives'] = attempt(() => copyAlternatives(fields['alternatives']))
  return { fields, given: true }
}

/** `Array.isArray` throws for a revoked proxy, which is an object all the same. */
function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && attempt(() => Array.isArray(value)) !== true
}

/** Up to the first item that cannot be one: a list of holes may be endless. */
function copyAlternatives(given: unknown): unknown {
  if (!Array.isArray(given)) return given
  const copy: unknown[] = []
  for (let index = 0; index < given.length; index += 1) {
    const item = given[index] as Fields | null | undefined
    if (typeof item !== 'object' || item === null) return [null]
    copy.push({ label: item['label'], confidence: item['confidence'] })
  }
  return copy
}

function attempt<T>(read: () => T): T | typeof UNREADABLE {
  try {
    return read()
  } catch {
    return UNREADABLE
  }
}

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { getLocation, parse, type Location } from 'jsonc-parser'
import { bands, type Document } from '../state/document.ts'
import { ACTION_WORDS, LADDER } from '../words.ts'
import { VALUES, fieldsAt } from './fields.ts'

/** Completion for policy documents: fields where a field may stand, and the document's own names where a name is wanted. */
export function completePolicy(context: CompletionContext): CompletionResult | null {
  const text = context.state.doc.toString()
  const result = completionsAt(text, context.pos)
  if (!result || (!context.explicit && result.from === context.pos && text[context.pos - 1] !== '"')) return null
  return { from: result.from, to: result.to, options: result.options, filter: true }
}

export interface Completions { from: number; to: number; options: Completion[] }

export function completionsAt(text: string, position: number): Completions | null {
  const location = getLocation(text, position)
  const document = (parse(text) ?? {}) as Partial<Document>
  const { from, to, quoted } = wordAround(text, position)
  const options = location.isAtPropertyKey ? keysFor(location, document, quoted, text, to) : valuesFor(location, document, quoted)
  return options.length ? { from, to, options } : null
}

/** The word under the cursor, without its quotes. */
function wordAround(text: string, position: number): { from: number; to: number; quoted: boolean } {
  let from = position
  while (from > 0 && /[\w$*-]/.test(text[from - 1])) from--
  let to = position
  while (to < text.length && /[\w$*-]/.test(text[to])) to++
  return { from, to, quoted: text[from - 1] === '"' }
}

function keysFor(location: Location, document: Partial<Document>, quoted: boolean, text: string, to: number): Completion[] {
  const path = location.path.slice(0, -1)
  const given = valueAt(document, path)
  const has = (name: string) => given !== null && typeof given === 'object' && Object.hasOwn(given, name)
  const hasColon = /^"?\s*:/.test(text.slice(to))
  const entry = (name: string, detail: string, value = ''): Completion => {
    const closing = quoted ? (text[to] === '"' ? '' : '"') : '"'
    return { label: name, detail, apply: `${quoted ? '' : '"'}${name}${hasColon && quoted ? '' : closing}${hasColon || (quoted && text[to] === '"') ? '' : `: ${value}`}` }
  }
  const fields = fieldsAt(path)
  const list = fields ? fields.map(({ name, about, value }) => entry(name, about, value)) : namesFor(path, document).map((name) => entry(name, ''))
  return list.filter(({ label }) => !has(label))
}

/** Keys that are names from elsewhere in the document: bands and signals. */
function namesFor(path: readonly (string | number)[], document: Partial<Document>): string[] {
  const at = path.join('/')
  const names = (bounds: Document['confidence'] | undefined) => bands(bounds ?? {}).map(({ name }) => name)
  if (at === 'matrix' || /^(operations\/[^/]+|segments\/\d+)\/confidence$/.test(at)) return names(document.confidence)
  if (/^matrix\/[^/]+$/.test(at)) return names(document.impact)
  if (/^tests\/\d+\/(given|health)\/signals$/.test(at)) return Object.keys(document.signals ?? {})
  return []
}

function valuesFor(location: Location, document: Partial<Document>, quoted: boolean): Completion[] {
  const at = location.path.join('/')
  const source = VALUES.find((one) => one.at.test(at))
  const words = source ? wordsOf(source.words, document) : signalValues(location, document)
  return words.map(({ label, detail }) => ({ label, detail, apply: quoted ? label : /^(true|false|\d)/.test(label) ? label : `"${label}"` }))
}

type Word = { label: string; detail?: string }

function wordsOf(source: (typeof VALUES)[number]['words'], document: Partial<Document>): Word[] {
  const plain = (names: string[]): Word[] => names.map((label) => ({ label }))
  switch (source) {
    case 'actions': return LADDER.map((label) => ({ label, detail: ACTION_WORDS[label].long }))
    case 'impact': return plain(bands(document.impact ?? {}).map(({ name }) => name))
    case 'operations': return plain(Object.keys(document.operations ?? {}))
    case 'signals': return Object.entries(document.signals ?? {}).map(([label, { type }]) => ({ label, detail: type }))
    case 'types': return plain(['number', 'boolean', 'string'])
    case 'lowest': return plain(bands(document.confidence ?? {}).slice(0, 1).map(({ name }) => name))
  }
}

/** After `is` and `in`: the values that the signal can have. */
function signalValues({ path }: Location, document: Partial<Document>): Word[] {
  const operator = path.findLastIndex((part) => part === 'is' || part === 'in')
  if (operator < 0) return []
  const condition = valueAt(document, path.slice(0, operator)) as { signal?: string } | null
  const signal = condition?.signal === undefined ? undefined : document.signals?.[condition.signal]
  if (signal?.type === 'boolean') return [{ label: 'true' }, { label: 'false' }]
  return (signal?.values ?? []).map((label) => ({ label }))
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, part) => (value !== null && typeof value === 'object' && Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : null), root)
}

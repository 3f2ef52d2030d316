import { describe } from './errors.js'
import type { Diagnostic, DiagnosticCode } from './types.js'

const MAX_LENGTH = 256 * 1024
const MAX_DEPTH = 32

/** A document as text, or what is wrong with the object it was given as. */
export type Written = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] }

/**
 * An object as JSON text. Unlike `JSON.stringify` it refuses NaN and functions instead of turning them into something
 * else. Beyond the limits of a document it goes on just far enough for the engine to say so, so that a cycle or a huge
 * object ends at once.
 */
export function write(document: unknown): Written {
  if (typeof document === 'string') return { text: document.slice(0, MAX_LENGTH + 1) }
  const writer = new Writer()
  try {
    writer.value(document, '', 0)
  } catch (cause) {
    if (cause !== FULL) writer.report('WRONG_TYPE', '', `the document could not be read: ${describe(cause)}`)
  }
  return writer.diagnostics.length > 0 ? { diagnostics: writer.diagnostics } : { text: writer.parts.join('') }
}

const PLAIN = 'a document is plain data: objects, lists, texts, numbers, true, false and null'

/** Thrown when the text is too long to go on. */
const FULL = {}

class Writer {
  readonly parts: string[] = []
  readonly diagnostics: Diagnostic[] = []
  #length = 0

  report(code: DiagnosticCode, pointer: string, message: string, help = PLAIN): void {
    this.diagnostics.push({ code, severity: 'error', pointer, span: null, message, help, counterexample: null })
  }

  value(value: unknown, pointer: string, depth: number): void {
    switch (typeof value) {
      case 'string': return this.#text(value)
      case 'number':
        if (!Number.isFinite(value)) return this.report('NUMBER_NOT_FINITE', pointer, `${value} is not a number that a document may have`, 'give a finite number')
      // falls through
      case 'boolean': return this.#add(String(value))
      case 'object': return value === null ? this.#add('null') : this.#container(value, pointer, depth + 1)
      default: this.report('WRONG_TYPE', pointer, `this is ${value === undefined ? '' : 'a '}${typeof value}`)
    }
  }

  #container(value: object, pointer: string, depth: number): void {
    const isList = Array.isArray(value)
    let separator = isList ? '[' : '{'
    if (depth <= MAX_DEPTH) {
      for (const key of isList ? [].keys.call(value) : Object.keys(value)) {
        const member = (value as Record<string | number, unknown>)[key]
        if (member === undefined && !isList) continue
        this.#add(separator)
        separator = ','
        if (!isList) {
          this.#text(key as string)
          this.#add(':')
        }
        this.value(member, `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`, depth)
      }
    }
    this.#add((separator === ',' ? '' : separator) + (isList ? ']' : '}'))
  }

  /** What is too long as it is need not be quoted first. */
  #text(text: string): void {
    this.#add(text.length > MAX_LENGTH ? text : JSON.stringify(text))
  }

  #add(part: string): void {
    this.parts.push(part)
    this.#length += part.length
    if (this.#length > MAX_LENGTH) throw FULL
  }
}

/** A document that was given as an object has no lines. */
export function withPlaces(document: unknown, diagnostics: Diagnostic[]): Diagnostic[] {
  if (typeof document === 'string') return diagnostics
  return diagnostics.map((diagnostic) => ({ ...diagnostic, span: null }))
}

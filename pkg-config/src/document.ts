import { describe } from './errors.js'
import type { Diagnostic, DiagnosticCode } from './types.js'

const MAX_LENGTH = 256 * 1024
const MAX_DEPTH = 32

/** A document as text, or what is wrong with the object it was given as. */
export type Written = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] }

/**
 * An object as JSON text. Unlike `JSON.stringify` it refuses NaN and functions instead of turning them into something
 * else, and it stops at the limits of a document, so that a cycle or a huge object ends at once.
 */
export function write(document: unknown): Written {
  // One character more than allowed is enough for the engine to say that it is too long.
  if (typeof document === 'string') return { text: document.slice(0, MAX_LENGTH + 1) }
  const writer = new Writer()
  try {
    writer.value(document, '', 0)
  } catch (cause) {
    if (cause !== writer.full) writer.report('WRONG_TYPE', '', `the document could not be read: ${describe(cause)}`, PLAIN)
  }
  return writer.diagnostics.length > 0 ? { diagnostics: writer.diagnostics } : { text: writer.parts.join('') }
}

const PLAIN = 'a document is plain data: objects, lists, texts, numbers, true, false and null'

class Writer {
  readonly parts: string[] = []
  readonly diagnostics: Diagnostic[] = []
  /** Thrown when the text is too long to go on. */
  readonly full = new Error('full')
  #length = 0

  report(code: DiagnosticCode, pointer: string, message: string, help: string): void {
    this.diagnostics.push({ code, severity: 'error', pointer, span: null, message, help, counterexample: null })
  }

  value(value: unknown, pointer: string, depth: number): void {
    switch (typeof value) {
      case 'string': return this.#text(value)
      case 'boolean': return this.#add(String(value))
      case 'number': return this.#number(value, pointer)
      case 'object': return value === null ? this.#add('null') : this.#container(value, pointer, depth)
      default: this.report('WRONG_TYPE', pointer, `this is ${value === undefined ? '' : 'a '}${typeof value}`, PLAIN)
    }
  }

  #number(value: number, pointer: string): void {
    if (Number.isFinite(value)) this.#add(String(value))
    else this.report('NUMBER_NOT_FINITE', pointer, `${value} is not a number that a document may have`, 'give a finite number')
  }

  #container(value: object, pointer: string, depth: number): void {
    if (depth >= MAX_DEPTH) {
      this.report('DOCUMENT_TOO_DEEP', pointer, `nested more than ${MAX_DEPTH} deep`, 'make it flatter')
      throw this.full
    }
    if (Array.isArray(value)) this.#list(value, pointer, depth + 1)
    else this.#object(value as Record<string, unknown>, pointer, depth + 1)
  }

  #list(items: readonly unknown[], pointer: string, depth: number): void {
    this.#add('[')
    for (let index = 0; index < items.length; index += 1) {
      if (index > 0) this.#add(',')
      this.value(items[index], `${pointer}/${index}`, depth)
    }
    this.#add(']')
  }

  #object(members: Record<string, unknown>, pointer: string, depth: number): void {
    let separator = '{'
    for (const key of Object.keys(members)) {
      const value = members[key]
      if (value === undefined) continue
      this.#add(separator)
      this.#text(key)
      this.#add(':')
      separator = ','
      this.value(value, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth)
    }
    this.#add(separator === '{' ? '{}' : '}')
  }

  /** What is too long as it is need not be quoted first. */
  #text(text: string): void {
    if (text.length > MAX_LENGTH) this.#tooLarge()
    this.#add(JSON.stringify(text))
  }

  #tooLarge(): never {
    this.report('DOCUMENT_TOO_LARGE', '', `the document has more than ${MAX_LENGTH} bytes`, 'leave out what is not needed, or split the policy')
    throw this.full
  }

  #add(part: string): void {
    this.#length += part.length
    if (this.#length > MAX_LENGTH) this.#tooLarge()
    this.parts.push(part)
  }
}

/** A document that was given as an object has no lines. */
export function withPlaces(document: unknown, diagnostics: Diagnostic[]): Diagnostic[] {
  if (typeof document === 'string') return diagnostics
  return diagnostics.map((diagnostic) => ({ ...diagnostic, span: null }))
}

import type { Diagnostic } from './types.js'

/** Where the prototype of an error of this package says which it is. */
const KIND = Symbol.for('leeway-policy.error')

/** An operation that cannot proceed; `code` says why. */
export class LeewayError<Code extends string = 'NOT_READY' | 'FREED' | 'BAD_COLUMNS' | 'POLICY_INVALID'> extends Error {
  readonly code: Code

  static {
    setKind(this, 'LeewayError')
  }

  /** The engine and the lab are files of their own, each with these classes: an error of the one is one of the other's too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true
    if (!(value instanceof Error && KIND in value && Object.hasOwn(this.prototype, KIND))) return false
    const kind = (this.prototype as { [KIND]?: unknown })[KIND]
    return kind === 'LeewayError' || kind === value[KIND]
  }

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LeewayError'
    this.code = code
  }
}

/** Says which error a class is, whatever a bundler calls it. */
export function setKind({ prototype }: { readonly prototype: object }, kind: string): void {
  Object.defineProperty(prototype, KIND, { value: kind })
}

/** What was thrown, in words; it may be anything. */
export function describe(cause: unknown): string {
  try {
    return String(cause)
  } catch {
    return 'something without words was thrown'
  }
}

/** A document that does not compile, with everything that is wrong with it. */
export class PolicyError extends LeewayError<'POLICY_INVALID'> {
  readonly diagnostics: readonly Diagnostic[]

  static {
    setKind(this, 'PolicyError')
  }

  /** @param document what is invalid, in words */
  constructor(diagnostics: readonly Diagnostic[], document = 'the policy') {
    super('POLICY_INVALID', [`${document} is invalid`, ...diagnostics.map(line)].join('\n  '))
    this.name = 'PolicyError'
    this.diagnostics = diagnostics
  }
}

function line({ span, pointer, message, help }: Diagnostic): string {
  const place = span === null ? pointer : `line ${span.line}, column ${span.column}`
  const advice = help === null ? '' : ` (${help})`
  return `${place === '' ? 'the document' : place}: ${message}${advice}`
}

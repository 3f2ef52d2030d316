import type { Diagnostic } from './types.js'

/** An operation that cannot proceed; `code` says why. */
export class LeewayError<Code extends string = 'NOT_READY' | 'FREED' | 'BAD_COLUMNS' | 'POLICY_INVALID'> extends Error {
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LeewayError'
    this.code = code
  }
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

import { withPlaces, write } from '../document.js'
import { PolicyError } from '../errors.js'
import type { Diagnostic } from '../types.js'
import { lab } from './init.js'
import { LogError, type LogErrorCode } from './log-error.js'

/** What a study is given, by the names that its errors say. */
export class Given<Name extends string> {
  constructor(readonly documents: { readonly [name in Name]: unknown }) {
    void lab.exports
  }

  text(name: Name): string {
    const written = write(this.documents[name])
    if ('diagnostics' in written) throw this.#refused(name, written.diagnostics)
    return written.text
  }

  optional(name: Name): string | undefined {
    const document = this.documents[name]
    return document === undefined || document === null ? undefined : this.text(name)
  }

  isText(name: Name): boolean {
    return typeof this.documents[name] === 'string'
  }

  /** What cannot be studied comes back with its name, or with a code. */
  study<Answer>(study: () => Answer): Answer {
    try {
      return study()
    } catch (cause) {
      if (cause instanceof Error) throw cause
      const refused = cause as { given: Name, diagnostics: Diagnostic[] } | { code: LogErrorCode, message: string }
      if ('code' in refused) throw new LogError(refused.code, refused.message)
      throw this.#refused(refused.given, withPlaces(this.documents[refused.given], refused.diagnostics))
    }
  }

  #refused(name: Name, diagnostics: readonly Diagnostic[]): PolicyError {
    return new PolicyError(diagnostics, name === 'policy' ? undefined : `\`${name}\``)
  }
}

/** The options that were given. */
export function present(options: { readonly [name: string]: unknown }): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null))
}

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

  #refused(name: Name, diagnostics: readonly Diagnostic[]): Error {
    const [first] = diagnostics
    if (name === 'options' && first) return badOption(`\`${first.pointer.slice(1)}\`: ${first.message}`)
    return new PolicyError(diagnostics, name === 'policy' ? undefined : `\`${name}\``)
  }
}

export const badOption = (message: string): LogError => new LogError('BAD_OPTION', message)

/** The options that were given; the lab says of each that it does not know which one may be meant. */
export function present(options: unknown): { [name: string]: unknown } {
  if (options === undefined || options === null) return {}
  if (typeof options !== 'object' || Array.isArray(options)) throw badOption('options are an object of options by name')
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null))
}

/** The options that were given, all of these names: for those that are not the lab's to read. */
export function among<Options extends object>(options: Options | null | undefined, names: readonly (string & keyof Options)[]): Partial<Options> {
  const given = present(options)
  for (const name of Object.keys(given)) {
    if (!(names as readonly string[]).includes(name)) throw badOption(`there is no option \`${name}\`; there are \`${names.join('`, `')}\``)
  }
  return given as Partial<Options>
}

import { parseArgs, type ParseArgsConfig } from 'node:util'

/** What a program can be asked for; made from the arguments of the native one. */
export interface Program {
  readonly help: string
  readonly verbs: { readonly [verb: string]: Verb }
}

interface Verb {
  readonly help: string
  readonly usage: string
  readonly files: ReadonlyArray<{ readonly required: boolean, readonly many: boolean, readonly default: string | null }>
  readonly options: readonly Option[]
}

interface Option {
  readonly name: string
  readonly short: string | null
  /** What its value is called; null for a switch. */
  readonly value: string | null
  /** Whether it may be given more than once. */
  readonly many: boolean
  readonly required: boolean
  /** Whether its value is a whole number above 0. */
  readonly number: boolean
  /** Whether its value may be a number below 0. */
  readonly negative: boolean
  readonly default: string | null
  readonly not_with: readonly string[]
}

/** A verb with the files it was given, and its options: the text of those that take one, a list where there may be many, else true. */
export interface Asked {
  readonly verb: string
  readonly files: readonly string[]
  readonly options: { readonly [name: string]: string | boolean | readonly string[] | undefined }
}

/** What ends the program before any work: `text` is for standard output, or a message for standard error. */
export class Ended extends Error {
  constructor(readonly code: 0 | 2, readonly text: string) {
    super(text)
  }
}

const HELP: Option = { name: 'help', short: 'h', value: null, many: false, required: false, number: false, negative: false, default: null, not_with: [] }

/**
 * @param called as what people call the program
 * @throws Ended for help, the version, and arguments that cannot be used
 */
export function parse(program: Program, called: string, version: string, given: readonly string[]): Asked {
  return new Parser(program, called, version).parse(given)
}

class Parser {
  constructor(readonly program: Program, readonly called: string, readonly version: string) {}

  parse(given: readonly string[]): Asked {
    const at = given.findIndex((argument) => !argument.startsWith('-'))
    const name = given[at]
    if (name === undefined) return this.#endedBeforeAnyVerb(given)
    const verb = Object.hasOwn(this.program.verbs, name) ? this.program.verbs[name] : undefined
    if (verb === undefined) throw this.#unusable(this.program.help, `unrecognized subcommand '${name}'`)
    const { options, files } = this.#read(verb, [...given.slice(0, at), ...given.slice(at + 1)])
    return { verb: name, files: this.#filesOf(verb, files), options }
  }

  #endedBeforeAnyVerb(given: readonly string[]): never {
    const has = (...names: string[]) => given.some((argument) => names.includes(argument))
    if (has('-h', '--help')) throw new Ended(0, this.#named(this.program.help))
    if (has('-V', '--version')) throw new Ended(0, `leeway-policy ${this.version}\n`)
    throw new Ended(2, `a command is needed\n\n${this.#named(this.program.help).trimEnd()}`)
  }

  /** What the options say, and what is no option. Node only parts the arguments: what is wrong with them is told here. */
  #read(verb: Verb, args: string[]): { options: Asked['options'], files: string[] } {
    const known = [HELP, ...verb.options]
    const { tokens } = parseArgs({ args, options: Object.fromEntries(known.map(described)), allowPositionals: true, strict: false, tokens: true })
    const options: Record<string, string | boolean | string[]> = {}
    const files: string[] = []
    for (const token of tokens) {
      if (token.kind === 'positional') files.push(token.value)
      if (token.kind !== 'option') continue
      const option = known.find(({ name }) => name === token.name)
      if (option === undefined) throw this.#unusable(verb.usage, `unexpected argument '${token.rawName}' found`)
      if (option === HELP) throw new Ended(0, this.#named(verb.help))
      const value = this.#valueOf(verb, option, token.value, token.inlineValue === true)
      if (option.many) {
        const before = options[option.name]
        options[option.name] = [...(Array.isArray(before) ? before : []), String(value)]
        continue
      }
      if (Object.hasOwn(options, option.name)) throw this.#unusable(verb.usage, `the argument '--${option.name}' cannot be used multiple times`)
      options[option.name] = value
    }
    for (const { name, not_with: others, default: usual, required, value } of verb.options) {
      if (required && options[name] === undefined) throw this.#unusable(verb.usage, `the argument '--${name} <${value}>' is required`)
      const other = others.find((other) => options[name] !== undefined && options[other] !== undefined)
      if (other !== undefined) throw this.#unusable(verb.usage, `the argument '--${name}' cannot be used with '--${other}'`)
      if (usual !== null) options[name] ??= usual
    }
    return { options, files }
  }

  #valueOf(verb: Verb, option: Option, given: string | undefined, isInline: boolean): string | true {
    const shown = option.value === null ? `--${option.name}` : `--${option.name} <${option.value}>`
    if (option.value === null) {
      if (given !== undefined) throw this.#unusable(verb.usage, `unexpected value '${given}' for '${shown}' found; no more were expected`)
      return true
    }
    const isNegative = option.negative && /^-\d/.test(given ?? '')
    const isMissing = given === undefined || (!isInline && !isNegative && given !== '-' && given.startsWith('-'))
    if (isMissing) throw this.#unusable(verb.usage, `a value is required for '${shown}' but none was supplied`)
    const isNumber = /^\+?0*[1-9]\d*$/.test(given) && Number(given) < 2 ** 32
    if (option.number && !isNumber) throw this.#unusable(verb.usage, `invalid value '${given}' for '${shown}': a whole number from 1 is expected`)
    return given
  }

  /** Every file that is named or has a default. */
  #filesOf(verb: Verb, given: readonly string[]): string[] {
    const most = verb.files.some(({ many }) => many) ? Infinity : verb.files.length
    if (given.length > most) throw this.#unusable(verb.usage, `unexpected argument '${given[most]}' found`)
    const required = verb.files.filter((file) => file.required).length
    if (given.length < required) throw this.#unusable(verb.usage, 'a required file was not named')
    const defaults = verb.files.slice(given.length).flatMap((file) => (file.default === null ? [] : [file.default]))
    return [...given, ...defaults]
  }

  /** @param help where a line tells the usage */
  #unusable(help: string, message: string): Ended {
    const usage = help.split('\n').find((line) => line.startsWith('Usage:')) ?? ''
    return new Ended(2, `${message}\n\n${this.#named(usage)}\n\nFor more information, try '--help'.`)
  }

  #named(help: string): string {
    return help.replaceAll('Usage: leeway-policy', `Usage: ${this.called}`)
  }
}

function described({ name, short, value, many }: Option): [string, NonNullable<ParseArgsConfig['options']>[string]] {
  return [name, { type: value === null ? 'boolean' : 'string', multiple: many, ...(short === null ? {} : { short }) }]
}

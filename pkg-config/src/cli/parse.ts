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
  readonly value: boolean
  readonly not_with: readonly string[]
}

/** A verb with the files it was given, and its options: the text of those that take one, else true. */
export interface Asked {
  readonly verb: string
  readonly files: readonly string[]
  readonly options: { readonly [name: string]: string | boolean | undefined }
}

/** What ends the program before any work: `text` is for standard output, or a message for standard error. */
export class Ended extends Error {
  constructor(readonly code: 0 | 2, readonly text: string) {
    super(text)
  }
}

const MORE = "\n\nFor more information, try '--help'."

/** @throws Ended for help, the version, and arguments that cannot be used */
export function parse(program: Program, version: string, given: readonly string[]): Asked {
  const at = given.findIndex((argument) => !argument.startsWith('-'))
  const name = given[at]
  if (name === undefined) return endedBeforeAnyVerb(program, version, given)
  const verb = Object.hasOwn(program.verbs, name) ? program.verbs[name] : undefined
  if (verb === undefined) throw new Ended(2, `unrecognized subcommand '${name}'\n\n${usageOf(program.help)}${MORE}`)
  const { values, positionals } = read(verb, [...given.slice(0, at), ...given.slice(at + 1)])
  if (values['help'] === true) throw new Ended(0, verb.help)
  return { verb: name, files: filesOf(verb, positionals), options: values }
}

function endedBeforeAnyVerb(program: Program, version: string, given: readonly string[]): never {
  const has = (...names: string[]) => given.some((argument) => names.includes(argument))
  if (has('-h', '--help')) throw new Ended(0, program.help)
  if (has('-V', '--version')) throw new Ended(0, `leeway-policy ${version}\n`)
  throw new Ended(2, `a command is needed\n\n${program.help.trimEnd()}`)
}

function usageOf(help: string): string {
  return help.split('\n').find((line) => line.startsWith('Usage:')) ?? ''
}

function read(verb: Verb, args: string[]): { values: Asked['options'], positionals: string[] } {
  const own = verb.options.map((option) => [option.name, described(option)] as const)
  const options: ParseArgsConfig['options'] = { help: { type: 'boolean', short: 'h' }, ...Object.fromEntries(own) }
  const { values, positionals } = attempt(verb, () => parseArgs({ args, options, allowPositionals: true, strict: true }))
  for (const { name, not_with: others } of verb.options) {
    const other = others.find((other) => values[name] !== undefined && values[other] !== undefined)
    if (other !== undefined) throw unusable(verb, `the argument '--${name}' cannot be used with '--${other}'`)
  }
  return { values: values as Asked['options'], positionals }
}

function described({ short, value }: Option): NonNullable<ParseArgsConfig['options']>[string] {
  return { type: value ? 'string' : 'boolean', ...(short === null ? {} : { short }) }
}

function attempt<T>(verb: Verb, parsing: () => T): T {
  try {
    return parsing()
  } catch (cause) {
    throw unusable(verb, (cause as Error).message)
  }
}

/** Every file that is named or has a default. */
function filesOf(verb: Verb, given: readonly string[]): string[] {
  const most = verb.files.some(({ many }) => many) ? Infinity : verb.files.length
  if (given.length > most) throw unusable(verb, `unexpected argument '${given[most]}' found`)
  const required = verb.files.filter((file) => file.required).length
  if (given.length < required) throw unusable(verb, 'a required file was not named')
  const defaults = verb.files.slice(given.length).flatMap((file) => (file.default === null ? [] : [file.default]))
  return [...given, ...defaults]
}

function unusable(verb: Verb, message: string): Ended {
  return new Ended(2, `${message}\n\n${verb.usage}${MORE}`)
}

import {
  InputStream, LogStream, LogWork, verb_check, verb_diff, verb_explain, verb_fmt, verb_report, verb_test, verb_types,
} from '../program.js'
import { PROGRAM } from './arguments.js'
import { Reader, write, type Text } from './files.js'
import { Ended, parse, type Asked } from './parse.js'
import { endWithReader, err, out } from './print.js'

/** What a verb has to say, and the files that it wants written. */
interface Outcome {
  readonly out: string
  readonly err: string
  readonly code: number
  readonly write: readonly Text[]
}

/** What the package brings along. */
export interface Brought {
  readonly schema: string
  readonly version: string
  /** As what people call the program. */
  readonly called: string
}

/** Does what the arguments ask for; the exit code. */
export async function main(given: readonly string[], brought: Brought): Promise<number> {
  endWithReader()
  try {
    const asked = parse(PROGRAM, brought.called, brought.version, given)
    return await (streamed(asked) ?? tell(await outcomeOf(asked, brought)))
  } catch (ended) {
    if (!(ended instanceof Ended)) throw ended
    await (ended.code === 0 ? out(ended.text) : err(`error: ${ended.text}\n`))
    return ended.code
  }
}

async function outcomeOf({ verb, files, options }: Asked, { schema }: Brought): Promise<Outcome> {
  if (verb === 'schema') return { out: schema, err: '', code: 0, write: [] }
  const [names, texts] = split(await new Reader().all([...files, ...named(options, 'health', 'approved')]))
  const json = options['json'] === true
  switch (verb) {
    case 'check': return verb_check(names, texts, options['strict'] === true, json) as Outcome
    case 'explain': return verb_explain(names, texts, json) as Outcome
    case 'diff': return verb_diff(names, texts, Number(options['limit']), json) as Outcome
    case 'report': return verb_report(names, texts, options['html'] === true, textOf(options, 'output'), json) as Outcome
    case 'test': return verb_test(names, texts, json) as Outcome
    case 'fmt': return verb_fmt(names, texts, options['check'] === true, options['write'] === true, json) as Outcome
    case 'types': return verb_types(names, texts, json) as Outcome
    default: throw new Ended(2, `\`${verb}\` is not in this program`)
  }
}

/** The files that options name; they stand behind the others. */
function named(options: Asked['options'], ...names: readonly string[]): string[] {
  return names.flatMap((name) => textOf(options, name) ?? [])
}

function textOf(options: Asked['options'], name: string): string | undefined {
  const text = options[name]
  return typeof text === 'string' ? text : undefined
}

function split(files: readonly Text[]): [string[], string[]] {
  return [files.map(({ name }) => name), files.map(({ text }) => text)]
}

/** Files first: what is said of them is true when it is said. */
async function tell(outcome: Outcome): Promise<number> {
  outcome.write.forEach(write)
  await out(outcome.out)
  await err(outcome.err)
  return outcome.code
}

/** What is done piece by piece; undefined for other verbs. */
function streamed({ verb, files, options }: Asked): Promise<number> | undefined {
  const json = options['json'] === true
  const { log, operations } = options
  if (verb === 'decide') {
    const policies = files.slice(0, 1)
    return run([...policies, ...named(options, 'health')], files[1] ?? '-', (...read) => new InputStream(...read, json))
  }
  if (verb === 'calibrate' || verb === 'fit' || verb === 'fit-options' || verb === 'replay') return worked(verb, files, options)
  if (verb === 'report') {
    if (typeof log === 'string') return worked(verb, [...files, log], options)
    if (['model', 'split', 'column', 'operations', 'health'].some((name) => options[name] !== undefined)) throw new Ended(2, 'options about a log need `--log`')
  }
  if (verb !== 'diff') return undefined
  const columns = Array.isArray(options['column']) ? options['column'] as string[] : []
  if (typeof log === 'string') {
    const hasOperations = operations !== undefined
    const beside = named(options, 'operations', 'health')
    const [limit, model] = [Number(options['limit']), textOf(options, 'model')]
    return run([...files, ...beside], log, (names, texts, source) => new LogStream(names, texts, hasOperations, columns, source, limit, json).named(model))
  }
  if (columns.length > 0 || ['model', 'operations', 'health'].some((name) => options[name] !== undefined)) throw new Ended(2, '`--model`, `--column`, `--operations` and `--health` need `--log`')
  return undefined
}

/** A verb over a log that is read whole; its options go along as they were given. */
function worked(verb: string, files: readonly string[], given: Asked['options']): Promise<number> {
  const { json, log, operations, health, policy, approved, ...rest } = given
  const beside = [verb === 'calibrate' ? textOf(given, 'policy') : files[0], ...['operations', 'health', 'approved'].map((name) => textOf(given, name))]
  const options = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name.replaceAll('-', '_'), value]))
  const has = Uint8Array.from(beside, (path) => (path === undefined ? 0 : 1))
  const paths = beside.filter((path) => path !== undefined)
  return run(paths, files.at(-1) ?? '-', (names, texts, source) => new LogWork(verb, names, texts, has, JSON.stringify(options), source, json === true))
}

/** Piece by piece, in constant memory. */
async function run(files: readonly string[], input: string, start: Start): Promise<number> {
  const reader = new Reader()
  const [names, texts] = split(await reader.all(files))
  const { name, pieces } = reader.open(input)
  const stream = started(() => start(names, texts, name))
  if ('code' in stream) return tell(stream)
  let code = 0
  for await (const piece of pieces) code = Math.max(code, await tell(stream.feed(piece) as Outcome))
  return Math.max(code, await tell(stream.finish() as Outcome))
}

type Stream = Pick<InputStream, 'feed' | 'finish'>
type Start = (names: string[], texts: string[], source: string) => Stream

/** The stream, or what is said of files that cannot be used. */
function started(start: () => Stream): Stream | Outcome {
  try {
    return start()
  } catch (outcome) {
    if (outcome instanceof Error) throw outcome
    return outcome as Outcome
  }
}

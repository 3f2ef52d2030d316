import type { LogRow } from '../types.js'
import { LogError } from './log-error.js'

/** CSV or NDJSON as text or as UTF-8, or a list of inputs with their outcomes. */
export type LogSource = string | ArrayBuffer | ArrayBufferView | readonly LogRow[]

/** So much is copied to the lab at once, in bytes or in characters. */
const PIECE = 1 << 18

/** The log as UTF-8, piece by piece: the lab never holds all of it. */
export function* pieces(log: LogSource): Generator<Uint8Array> {
  const chunks = typeof log === 'string' ? [log] : isList(log) ? linesOf(log) : [bytesOf(log)]
  const encoder = new TextEncoder()
  for (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk
    for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
  }
}

function isList(log: ArrayBuffer | ArrayBufferView | readonly LogRow[]): log is readonly LogRow[] {
  return Array.isArray(log)
}

function bytesOf(log: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (ArrayBuffer.isView(log)) return new Uint8Array(log.buffer, log.byteOffset, log.byteLength)
  if (log instanceof ArrayBuffer) return new Uint8Array(log)
  throw noLog(log, 'a log is CSV or NDJSON as text or bytes, a list of rows, a `Blob`, or a stream or async iterable of text or bytes')
}

/** What something is that should be a log, and what helps. */
export function noLog(given: unknown, help: string): LogError {
  const name = typeof given === 'object' ? (given?.constructor?.name ?? 'null') : typeof given
  return new LogError('BAD_LOG', `this is no log (\`${name}\`): ${help}`)
}

const PATH = /^(\.{0,2}[\\/]|~\/|[a-z]:[\\/]|[a-z]+:\/\/)|^[^,;\t]+\.(csv|tsv|txt|json|jsonl|ndjson|gz|zip|xlsx|parquet)$/i

/** A text is what a log holds, not where it is. */
export function refusePath(log: unknown): void {
  if (typeof log !== 'string' || log.includes('\n') || !PATH.test(log.trim())) return
  throw new LogError('BAD_LOG', `\`${log.slice(0, 100)}\` is a path: pass what is there, such as the bytes of \`readFileSync\` or a \`File\``)
}

/** A list as NDJSON, some lines at a time. */
function* linesOf(rows: readonly LogRow[]): Generator<string> {
  let lines = ''
  for (let index = 0; index < rows.length; index += 1) {
    lines += `${lineOf(rows[index])}\n`
    if (lines.length >= PIECE) {
      yield lines
      lines = ''
    }
  }
  yield lines
}

/** The beginning of a row that has no end: one that cannot be read, and is counted as that. */
const UNREADABLE = '{'

function lineOf(row: unknown): string {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return UNREADABLE
  try {
    return JSON.stringify(row, finite) ?? UNREADABLE
  } catch {
    return UNREADABLE
  }
}

/** What JSON has no number for stays wrong, and does not become null, which is absent. */
function finite(_: string, value: unknown): unknown {
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value
}

/** Anything that bytes or text come out of, at once or as they arrive. */
export type LogInput = LogSource | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

/** How many bytes there are to come, where that is known. */
export function lengthOf(log: LogInput): number | null {
  if (log instanceof ArrayBuffer || ArrayBuffer.isView(log)) return log.byteLength
  return isBlob(log) ? log.size : null
}

/** The same as UTF-8, piece by piece, as they come. */
export async function* piecesOf(log: LogInput): AsyncGenerator<Uint8Array> {
  if (isBlob(log)) return yield* read(log.stream())
  if (isStream(log)) return yield* read(log)
  if (!isAsync(log)) return yield* pieces(log)
  for await (const piece of log) yield* pieces(piece)
}

/** Not every browser can iterate a stream. */
async function* read(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield* pieces(value)
    }
  } finally {
    reader.releaseLock()
  }
}

const isBlob = (log: LogInput): log is Blob => typeof Blob !== 'undefined' && log instanceof Blob

const has = (log: LogInput, member: string | symbol) => typeof log === 'object' && log !== null && member in log

const isStream = (log: LogInput): log is ReadableStream<Uint8Array> => has(log, 'getReader')

const isAsync = (log: LogInput): log is AsyncIterable<Uint8Array | string> => has(log, Symbol.asyncIterator)

import type { LogRow } from '../types.js'

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
  return log instanceof ArrayBuffer ? new Uint8Array(log) : new Uint8Array(log.buffer, log.byteOffset, log.byteLength)
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

const isStream = (log: LogInput): log is ReadableStream<Uint8Array> => typeof log === 'object' && 'getReader' in log

const isAsync = (log: LogInput): log is AsyncIterable<Uint8Array | string> => typeof log === 'object' && Symbol.asyncIterator in log

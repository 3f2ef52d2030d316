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

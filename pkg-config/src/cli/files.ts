import { createReadStream, existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Ended } from './parse.js'

/** The most bytes a document may have. */
const MAX_BYTES = 256 * 1024

/** A file that was read. */
export interface Text {
  readonly name: string
  readonly text: string
}

/** What a file or standard input gives, piece by piece. */
export interface Source {
  readonly name: string
  readonly pieces: AsyncIterable<Uint8Array>
}

/** Reads files; standard input, `-`, only once. */
export class Reader {
  #inputIsTaken = false

  async all(paths: readonly string[]): Promise<Text[]> {
    const texts = []
    for (const path of paths) texts.push(await this.read(path))
    return texts
  }

  /** The text of a file, or the beginning of one that is longer than a document may be, which is then refused. */
  async read(path: string): Promise<Text> {
    const { name, pieces } = this.open(path)
    const read: Uint8Array[] = []
    let length = 0
    for await (const piece of pieces) {
      read.push(piece)
      length += piece.length
      if (length > MAX_BYTES) break
    }
    return { name, text: decode(name, Buffer.concat(read).subarray(0, MAX_BYTES + 1)) }
  }

  open(path: string): Source {
    if (path !== '-') return { name: path, pieces: piecesOf(path) }
    if (this.#inputIsTaken) throw new Ended(2, 'standard input can be read only once: name a file')
    this.#inputIsTaken = true
    return { name: '<stdin>', pieces: process.stdin }
  }
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } catch (cause) {
    throw failed('read', path, cause)
  }
}

function decode(name: string, bytes: Uint8Array): string {
  const fatal = bytes.length <= MAX_BYTES
  try {
    return new TextDecoder('utf-8', { fatal, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Ended(2, `\`${name}\` is not UTF-8`)
  }
}

export function write({ name, text }: Text): void {
  if (name === '<stdin>') throw new Ended(2, 'standard input cannot be written: leave `--write` out')
  try {
    writeFileSync(name, text)
  } catch (cause) {
    const folder = dirname(name)
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(folder)
    throw isMissing ? new Ended(2, `cannot write \`${name}\`: there is no folder \`${folder}\`; make it first`) : failed('write', name, cause)
  }
}

function failed(what: string, name: string, cause: unknown): Ended {
  const { code, message } = cause as NodeJS.ErrnoException
  return new Ended(2, code === 'ENOENT' ? `there is no file \`${name}\`` : `cannot ${what} \`${name}\`: ${message}`)
}

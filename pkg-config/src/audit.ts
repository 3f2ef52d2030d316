// Which items are picked for audit: by the place that `math::place` in Rust gives their id, bit for bit.
import type { Decision } from './types.js'

/** MurmurHash3 (A. Appleby, 2011) of the bytes so far: of all whole blocks, of the block begun, and how many bytes. */
type Hash = readonly [hash: number, block: number, length: number]

/** Picks decisions by the ids of their inputs, under one salt. */
export class Audits {
  readonly #salt: Hash
  // Most are not picked, and have an id: these are shared as the engine's words gave them, the others beside them.
  readonly #picked = new WeakMap<Decision, Decision>()
  readonly #without = new WeakMap<Decision, Decision>()

  constructor(salt: string) {
    this.#salt = add([0, 0, 0], salt + ':')
  }

  /** The decision with whether the id picks it; null for `audit` without one. */
  of(decision: Decision, id: unknown): Decision {
    const { audit } = decision
    if (audit === null) return decision
    if (typeof id !== 'string') return beside(this.#without, decision, null)
    return place(add(this.#salt, id)) < audit.rate ? beside(this.#picked, decision, Object.freeze({ ...audit, picked: true })) : decision
  }
}

function beside(known: WeakMap<Decision, Decision>, decision: Decision, audit: Decision['audit']): Decision {
  let other = known.get(decision)
  if (other === undefined) known.set(decision, (other = Object.freeze({ ...decision, audit })))
  return other
}

/** Adds the UTF-8 bytes of a text, or a text whose characters are the bytes. */
function add([start, begun, before]: Hash, text: string, isBytes = false): Hash {
  let hash = start
  let block = begun
  let length = before
  for (let index = 0; index < text.length; index += 1) {
    const byte = text.charCodeAt(index)
    if (byte > 127 && !isBytes) return add([start, begun, before], bytesOf(text), true)
    block |= byte << (length * 8)
    length += 1
    if (length % 4 === 0) {
      hash ^= scrambled(block)
      hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
      block = 0
    }
  }
  return [hash, block, length]
}

function bytesOf(text: string): string {
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return bytes
}

function scrambled(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51)
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593)
}

/** Within [0, 1). */
function place([start, block, length]: Hash): number {
  let hash = start ^ scrambled(block) ^ length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296
}

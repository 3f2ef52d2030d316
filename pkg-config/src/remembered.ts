import type { Decision } from './types.js'

/** Sizes, as powers of 2: at most half of the places are taken, and the table starts over when it is too large. */
const FIRST_BITS = 8
const MOST_BITS = 16

const FREE = -1

/** Decisions by the number of the situation: a hash table, whose search goes on to the next place. */
export class Remembered {
  private bits = FIRST_BITS
  private shift = 32 - FIRST_BITS
  private taken = 0
  private situations = new Float64Array(1 << FIRST_BITS).fill(FREE)
  private decisions: (Decision | undefined)[] = new Array<undefined>(1 << FIRST_BITS).fill(undefined)

  get(situation: number): Decision | undefined {
    const { situations } = this
    const last = situations.length - 1
    let place = this.placeOf(situation)
    while (situations[place] !== situation) {
      if (situations[place] === FREE) return undefined
      place = (place + 1) & last
    }
    return this.decisions[place]
  }

  /** Adds a situation that is not there. */
  add(situation: number, decision: Decision): void {
    if (this.taken * 2 >= this.situations.length) this.grow()
    this.taken += 1
    this.put(situation, decision)
  }

  private put(situation: number, decision: Decision): void {
    let place = this.placeOf(situation)
    while (this.situations[place] !== FREE) place = (place + 1) & (this.situations.length - 1)
    this.situations[place] = situation
    this.decisions[place] = decision
  }

  private grow(): void {
    const { situations, decisions } = this
    const full = this.bits === MOST_BITS
    if (!full) this.bits += 1
    this.shift = 32 - this.bits
    this.situations = new Float64Array(1 << this.bits).fill(FREE)
    this.decisions = new Array<undefined>(1 << this.bits).fill(undefined)
    if (full) this.taken = 0
    else situations.forEach((situation, place) => situation !== FREE && this.put(situation, decisions[place]!))
  }

  /** The high bits of a product depend on all bits of both halves; most numbers have but one. */
  private placeOf(situation: number): number {
    const low = situation | 0
    const mixed = low === situation ? low : low ^ Math.imul(Math.floor(situation / 4294967296), 0x85ebca6b)
    return Math.imul(mixed, 0x9e3779b1) >>> this.shift
  }
}

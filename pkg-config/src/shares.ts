// What each value of an input adds to the number of its situation: `decide::Situations` in Rust, as the engine gives it.

/** More places than names, so that few share one. */
const PLACES = 256

/** By name. A `Map` takes 10 ns for each look-up of a short string in Node 20, this 5. */
export class Names {
  /** By place, the first name there and what it adds. */
  private readonly names: (string | undefined)[] = Array.from({ length: PLACES }, () => undefined)
  private readonly shares: number[] = Array.from({ length: PLACES }, () => 0)
  /** What found its place taken. */
  private readonly others = new Map<string, number>()
  private readonly unlisted: number

  constructor(names: readonly string[], shares: readonly number[], unlisted: number) {
    this.unlisted = unlisted
    names.forEach((name, index) => this.add(interned(name), shares[index]!))
  }

  private add(name: string, share: number): void {
    const place = placeOf(name)
    if (this.names[place] !== undefined) this.others.set(name, share)
    else {
      this.names[place] = name
      this.shares[place] = share
    }
  }

  of(name: string): number {
    const place = placeOf(name)
    if (this.names[place] === name) return this.shares[place]!
    return this.others.size === 0 ? this.unlisted : (this.others.get(name) ?? this.unlisted)
  }
}

function placeOf(name: string): number {
  const length = name.length
  return length === 0 ? 0 : (length * 31 + name.charCodeAt(length - 1)) & (PLACES - 1)
}

/**
 * The same string as JavaScript engines keep it for names of properties: one that is compared by its address. A string
 * that comes out of the engine's memory is not.
 */
export function interned(text: string): string {
  return Object.keys({ [text]: 0 })[0]!
}

/** A number's share: `given`, and `weight` for each of the ascending `cuts` that it reaches. */
export interface StepsLayout {
  readonly given: number
  readonly weight: number
  readonly cuts: readonly number[]
}

/** By size. Most numbers have up to three cuts, and a field is read more quickly than a list. */
export class Steps {
  readonly given: number
  private readonly weight: number
  private readonly first: number
  private readonly second: number
  private readonly third: number
  private readonly others: Float64Array | null

  constructor({ given, weight, cuts: [first, second, third, ...others] }: StepsLayout) {
    this.given = given
    this.weight = weight
    // No number reaches NaN.
    this.first = first ?? NaN
    this.second = second ?? NaN
    this.third = third ?? NaN
    this.others = others.length === 0 ? null : Float64Array.from(others)
  }

  /** Of a number that is not NaN. Without a branch: whether a cut is reached is what a processor cannot foresee. */
  of(value: number): number {
    let reached = +(value >= this.first) + +(value >= this.second) + +(value >= this.third)
    if (this.others !== null) reached += reachedOf(this.others, value)
    return this.given + reached * this.weight
  }
}

function reachedOf(cuts: Float64Array, value: number): number {
  let reached = 0
  for (let index = 0; index < cuts.length; index += 1) reached += +(value >= cuts[index]!)
  return reached
}

/** What is not of the kind that a field wants: nothing adds nothing, all else is odd. */
export function shareOfNone(value: unknown): number {
  return value === null || value === undefined ? 0 : ODD
}

/** The share of what only the engine can judge. */
export const ODD = -1

/** A signal whose values are numbers. */
export class NumberSignal {
  readonly name: string
  private readonly steps: Steps

  constructor(name: string, steps: StepsLayout) {
    this.name = interned(name)
    this.steps = new Steps(steps)
  }

  of(value: unknown): number {
    return typeof value === 'number' && value === value ? this.steps.of(value) : shareOfNone(value)
  }
}

/** A signal that is true or false. */
export class BooleanSignal {
  readonly name: string
  private readonly no: number
  private readonly yes: number

  constructor(name: string, [no, yes]: readonly number[]) {
    this.name = interned(name)
    this.no = no!
    this.yes = yes!
  }

  of(value: unknown): number {
    if (value === true) return this.yes
    return value === false ? this.no : shareOfNone(value)
  }
}

/** A signal whose values are strings. */
export class TextSignal {
  readonly name: string
  private readonly values: Names

  constructor(name: string, values: readonly string[], shares: readonly number[]) {
    this.name = interned(name)
    this.values = new Names(values, shares, ODD)
  }

  of(value: unknown): number {
    return typeof value === 'string' ? this.values.of(value) : shareOfNone(value)
  }
}

// One input to numbers in Wasm memory. It reads only the fields that the policy uses, writes NaN for what is absent and
// a problem byte for what is wrong. It decides nothing: ranges and rules are the engine's. Its twin in Rust is
// `decide::read_facts`; the shared cases hold the two together.
import { rank } from './alternatives.js'
import type { Engine } from './engine.js'
import { memory } from './init.js'
import {
  Field,
  NOT_A_NUMBER,
  NOT_LISTED,
  UNREADABLE_FIELD,
  WRONG_TYPE,
  codesOf,
  type Layout,
} from './layout.js'
import { ACTIONS } from './names.js'
import type { Sets } from './sets.js'
import { interned } from './shares.js'
import { UNREADABLE, snapshot } from './snapshot.js'
import type { Alternative, Health, Input } from './types.js'

type Fields = Readonly<Record<string, unknown>>

const NOTHING: Fields = Object.freeze({})

/** Reads inputs of one policy. */
export class Reader {
  /** The alternatives of the last input, as many as are shown; nothing where it has none that are sound. */
  options: readonly Alternative[] | null = null
  /** The sets that say which of them to show. */
  setsOfOptions: Sets | null = null
  /** The declared signals, in the order of their fields. */
  readonly names: readonly string[]

  #values = new Float64Array()
  #problems = new Uint8Array()
  readonly #engine: Engine
  readonly #layout: Layout
  readonly #sets: Sets | null
  readonly #models: Map<unknown, number> | null
  readonly #operations: Map<unknown, number> | null
  readonly #impact: Map<unknown, number>
  /** By signal: null for a number, an empty map for a boolean. */
  readonly #codes: readonly (Map<unknown, number> | null)[]
  #troubled = false
  /** How many reads have begun: a getter may begin another in the middle of one. */
  #reads = 0

  constructor(engine: Engine, layout: Layout, sets: Sets | null) {
    this.#sets = sets
    this.#engine = engine
    this.#layout = layout
    this.#models = layout.models === null ? null : codesOf(layout.models)
    this.#operations = layout.operations === null ? null : codesOf(layout.operations)
    this.#impact = new Map(layout.impact)
    this.names = layout.signals.map((signal) => interned(signal.name))
    this.#codes = layout.signals.map((signal) => (signal.values === null ? null : codesOf(signal.values)))
  }

  /** Reads an input; whether anything is wrong with it. Never throws, whatever is given. */
  read(input: Input, health: Health | null | undefined): boolean {
    const read = (this.#reads += 1)
    try {
      this.#readAll(input as Fields, health as Fields | null | undefined)
      // Else a getter has decided with this policy too, or made the memory grow.
      if (this.#reads === read && this.#values.length !== 0) return this.#troubled
    } catch {
      // Read with care, below.
    }
    this.#readGuarded(input, health)
    return this.#troubled
  }

  #clear(): void {
    // Views of memory end when it grows.
    if (this.#values.length === 0) {
      const { buffer } = memory()
      const length = Field.first_signal + this.names.length
      this.#values = new Float64Array(buffer, this.#engine.facts(false), length)
      this.#problems = new Uint8Array(buffer, this.#engine.facts(true), length)
    }
    this.#values.fill(NaN)
    if (this.#troubled) this.#problems.fill(0)
    this.#troubled = false
    this.options = null
  }

  #note(field: number, problem: number): void {
    this.#problems[field] = problem
    this.#values[field] = NaN
    this.#troubled = true
  }

  #wrong(field: number, value: unknown): void {
    this.#note(field, value === UNREADABLE ? UNREADABLE_FIELD : WRONG_TYPE)
  }

  /** Getters and proxies may do anything: take what can be had of each field, then read that, which runs no one's code. */
  #readGuarded(input: unknown, health: unknown): void {
    const { fields, given } = snapshot(input, this.names)
    const shared = isAbsent(health) ? null : snapshot(health, this.names)
    this.#readAll(fields, shared?.fields)
    if (!given) this.#note(Field.input, WRONG_TYPE)
    if (shared !== null && !shared.given) this.#note(Field.health, WRONG_TYPE)
  }

  #readAll(input: Fields, health: Fields | null | undefined): void {
    this.#clear()
    if (typeof input !== 'object' || Array.isArray(input)) this.#note(Field.input, WRONG_TYPE)
    const model = this.#models !== null || this.#sets !== null ? input['model'] : null
    if (this.#models !== null) this.#text(Field.model, this.#models, model)
    this.setsOfOptions = this.#sets !== null && this.#sets.areOfAnother(model) ? null : this.#sets
    if (this.setsOfOptions !== this.#sets) this.#values[Field.beyond] = -Infinity
    const now = input['now']
    // What is no number is as good as none.
    if (typeof now === 'number') this.#values[Field.now] = now
    this.#number(Field.confidence, input['confidence'])
    this.#number(Field.second, input['second'])
    this.#alternatives(input['alternatives'])
    if (this.#operations !== null) this.#text(Field.operation, this.#operations, input['operation'])
    this.#impactOf(input['impact'])
    this.#ceiling(Field.at_most, input['at_most'])
    const own = this.#signalsOf(input, Field.signals)
    const shared = this.#healthOf(health)
    this.#ceiling(Field.health_at_most, shared['at_most'])
    const other = this.#signalsOf(shared, Field.health_signals)
    for (let index = 0; index < this.names.length; index += 1) {
      const name = this.names[index]!
      this.#signal(index, own[name] ?? other[name])
    }
  }

  #number(field: number, value: unknown): void {
    if (typeof value === 'number') {
      this.#values[field] = value
      if (Number.isNaN(value)) this.#note(field, NOT_A_NUMBER)
    } else if (!isAbsent(value)) {
      this.#wrong(field, value)
    }
  }

  #text(field: number, codes: Map<unknown, number>, value: unknown): void {
    if (typeof value === 'string') this.#values[field] = codes.get(value) ?? 0
    else if (!isAbsent(value)) this.#wrong(field, value)
  }

  #impactOf(impact: unknown): void {
    if (typeof impact !== 'string') return this.#number(Field.impact, impact)
    const bound = this.#impact.get(impact)
    if (bound === undefined) this.#note(Field.impact, NOT_LISTED)
    else this.#values[Field.impact] = bound
  }

  #ceiling(field: number, atMost: unknown): void {
    if (isAbsent(atMost)) return
    const rank = (ACTIONS as readonly unknown[]).indexOf(atMost)
    if (rank >= 0) this.#values[field] = rank
    else if (typeof atMost === 'string') this.#note(field, NOT_LISTED)
    else this.#wrong(field, atMost)
  }

  #healthOf(health: Fields | null | undefined): Fields {
    if (health === null || health === undefined) return NOTHING
    if (typeof health === 'object' && !Array.isArray(health)) return health
    this.#note(Field.health, WRONG_TYPE)
    return NOTHING
  }

  #signalsOf(source: Fields, field: number): Fields {
    const signals = source['signals']
    if (isAbsent(signals)) return NOTHING
    if (typeof signals === 'object' && !Array.isArray(signals)) return signals as Fields
    this.#wrong(field, signals)
    return NOTHING
  }

  #signal(index: number, value: unknown): void {
    const field = Field.first_signal + index
    const codes = this.#codes[index]!
    if (codes === null) this.#number(field, value)
    else if (codes.size > 0) this.#text(field, codes, value)
    else if (typeof value === 'boolean') this.#values[field] = Number(value)
    else if (!isAbsent(value)) this.#wrong(field, value)
  }

  #alternatives(given: unknown): void {
    if (isAbsent(given)) return
    if (given === UNREADABLE) return this.#wrong(Field.alternatives, given)
    const ranked = rank(given, this.#layout.options_max, this.#sets !== null && this.#sets.sums)
    if (typeof ranked === 'number') return this.#note(Field.alternatives, ranked)
    this.#values[Field.alternatives] = ranked.count
    this.#values[Field.first_alternative] = ranked.first ?? NaN
    this.#values[Field.second_alternative] = ranked.second ?? NaN
    if (ranked.count === 0) return
    this.options = ranked.shown
    if (this.setsOfOptions !== null) this.#values[Field.beyond] = ranked.beyond
  }
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

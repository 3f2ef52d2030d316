// One input to numbers in Wasm memory. It reads only the fields that the policy uses, writes NaN for what is absent and
// a problem byte for what is wrong. It decides nothing: ranges and rules are the engine's. Its twin in Rust is
// `decide::read_facts`; the shared cases hold the two together.
//
// The build copies this file (`copy-readers.mjs`), and each policy takes the next copy: a JavaScript engine remembers at
// each place of the code what was read there, and a place that reads the signals of several policies forgets (in Node 20,
// 110 ns instead of 65 for six signals). For the same reason its fields are not `#private`.
import type { Engine } from './engine.js'
import { memory } from './init.js'
import { FIELDS, FIRST_SIGNAL, codesOf, type Layout } from './layout.js'
import { UNREADABLE, snapshot } from './snapshot.js'
import type { Health, Input } from './types.js'

const {
  input: INPUT,
  confidence: CONFIDENCE,
  second: SECOND,
  alternatives: ALTERNATIVES,
  operation: OPERATION,
  impact: IMPACT,
  signals: SIGNALS,
  health_signals: HEALTH_SIGNALS,
  at_most: AT_MOST,
  health: HEALTH,
  health_at_most: HEALTH_AT_MOST,
  first_alternative: FIRST_ALTERNATIVE,
  second_alternative: SECOND_ALTERNATIVE,
} = FIELDS

/** `decide::Problem` in Rust. */
const WRONG_TYPE = 1
const NOT_A_NUMBER = 2
const OUT_OF_RANGE = 3
const NOT_LISTED = 4
const OUT_OF_ORDER = 5
const UNREADABLE_FIELD = 6

const RANKS = new Map<unknown, number>(
  ['block', 'abstain', 'escalate', 'show_options', 'suggest', 'auto_apply'].map((name, rank) => [name, rank]),
)

type Fields = Readonly<Record<string, unknown>>

/** Reads inputs of one policy. */
export class Reader {
  /** How many alternatives the last input had; 0 where they have a finding. */
  alternatives = 0
  readonly labels: string[] = []
  readonly confidences: number[] = []

  values!: Float64Array
  problems!: Uint8Array
  private readonly engine: Engine
  private readonly operations: Map<unknown, number> | null
  private readonly impact: Map<unknown, number>
  /** The declared signals, in the order of their fields. */
  readonly names: readonly string[]
  /** By signal: null for a number, an empty map for a boolean. */
  private readonly codes: readonly (Map<unknown, number> | null)[]
  private troubled = false
  /** How many reads have begun: a getter may begin another in the middle of one. */
  private reads = 0

  constructor(engine: Engine, layout: Layout) {
    this.engine = engine
    this.operations = layout.operations === null ? null : codesOf(layout.operations)
    this.impact = new Map(layout.impact)
    this.names = layout.signals.map((signal) => signal.name)
    this.codes = layout.signals.map((signal) => (signal.values === null ? null : codesOf(signal.values)))
    this.renew()
  }

  /** Views of memory end when it grows. */
  renew(): void {
    const { buffer } = memory()
    const length = FIRST_SIGNAL + this.names.length
    this.values = new Float64Array(buffer, this.engine.values(), length)
    this.problems = new Uint8Array(buffer, this.engine.problems(), length)
  }

  /** Reads an input; whether anything is wrong with it. Never throws, whatever is given. */
  read(input: Input, health: Health | null | undefined): boolean {
    if (this.values.length === 0) this.renew()
    if (this.troubled) this.clear()
    const read = (this.reads = (this.reads + 1) | 0)
    try {
      this.readAll(input as Fields, health as Fields | null | undefined)
      // Else a getter has decided with this policy too, or made the memory grow.
      if (this.reads === read && this.values.length !== 0) return this.troubled
    } catch {
      // Read with care, below.
    }
    this.readGuarded(input, health)
    return this.troubled
  }

  private clear(): void {
    this.problems.fill(0)
    this.troubled = false
  }

  private note(field: number, problem: number): void {
    this.problems[field] = problem
    this.values[field] = NaN
    this.troubled = true
  }

  private wrong(field: number, value: unknown): void {
    this.note(field, value === UNREADABLE ? UNREADABLE_FIELD : WRONG_TYPE)
  }

  /** Getters and proxies may do anything: take what can be had of each field, then read that, which runs no one's code. */
  private readGuarded(input: unknown, health: unknown): void {
    const { fields, given } = snapshot(input, this.names)
    const shared = health === null || health === undefined ? null : snapshot(health, this.names)
    if (this.values.length === 0) this.renew()
    this.clear()
    this.readAll(fields, shared?.fields)
    if (!given) this.note(INPUT, WRONG_TYPE)
    if (shared !== null && !shared.given) this.note(HEALTH, WRONG_TYPE)
  }

  private readAll(input: Fields, health: Fields | null | undefined): void {
    const { values } = this
    if (typeof input !== 'object' || Array.isArray(input)) this.note(INPUT, WRONG_TYPE)
    const confidence = input['confidence']
    if (typeof confidence === 'number') {
      values[CONFIDENCE] = confidence
      if (confidence !== confidence) this.note(CONFIDENCE, NOT_A_NUMBER)
    } else {
      values[CONFIDENCE] = NaN
      if (confidence !== null && confidence !== undefined) this.wrong(CONFIDENCE, confidence)
    }
    const second = input['second']
    if (typeof second === 'number') {
      values[SECOND] = second
      if (second !== second) this.note(SECOND, NOT_A_NUMBER)
    } else {
      values[SECOND] = NaN
      if (second !== null && second !== undefined) this.wrong(SECOND, second)
    }
    const alternatives = input['alternatives']
    values[ALTERNATIVES] = values[FIRST_ALTERNATIVE] = values[SECOND_ALTERNATIVE] = NaN
    this.alternatives = 0
    if (alternatives !== null && alternatives !== undefined) this.readAlternatives(alternatives)
    if (this.operations !== null) {
      const operation = input['operation']
      if (typeof operation === 'string') {
        values[OPERATION] = this.operations.get(operation) ?? 0
      } else {
        values[OPERATION] = NaN
        if (operation !== null && operation !== undefined) this.wrong(OPERATION, operation)
      }
    }
    const impact = input['impact']
    if (impact === null || impact === undefined) values[IMPACT] = NaN
    else this.readImpact(impact)
    const atMost = input['at_most']
    if (atMost === null || atMost === undefined) values[AT_MOST] = NaN
    else this.readCeiling(AT_MOST, atMost)
    if (health === null || health === undefined) {
      values[HEALTH_AT_MOST] = NaN
      this.readSignals(this.signalsOf(input, SIGNALS), undefined)
    } else {
      this.readHealth(input, health)
    }
  }

  private readImpact(impact: unknown): void {
    if (typeof impact === 'number') {
      this.values[IMPACT] = impact
      if (impact !== impact) this.note(IMPACT, NOT_A_NUMBER)
    } else if (typeof impact === 'string') {
      const bound = this.impact.get(impact)
      if (bound === undefined) this.note(IMPACT, NOT_LISTED)
      else this.values[IMPACT] = bound
    } else {
      this.wrong(IMPACT, impact)
    }
  }

  private readCeiling(field: number, atMost: unknown): void {
    const rank = RANKS.get(atMost)
    if (rank !== undefined) this.values[field] = rank
    else if (typeof atMost === 'string') this.note(field, NOT_LISTED)
    else this.wrong(field, atMost)
  }

  private readHealth(input: Fields, health: Fields): void {
    if (typeof health !== 'object' || Array.isArray(health)) {
      this.note(HEALTH, WRONG_TYPE)
      health = {}
    }
    const atMost = health['at_most']
    if (atMost === null || atMost === undefined) this.values[HEALTH_AT_MOST] = NaN
    else this.readCeiling(HEALTH_AT_MOST, atMost)
    this.readSignals(this.signalsOf(input, SIGNALS), this.signalsOf(health, HEALTH_SIGNALS))
  }

  private signalsOf(source: Fields, field: number): Fields | undefined {
    const signals = source['signals']
    if (signals === null || signals === undefined) return undefined
    if (typeof signals === 'object' && !Array.isArray(signals)) return signals as Fields
    this.wrong(field, signals)
    return undefined
  }

  /** The first eight stand apart: a read at a place of its own is remembered by the JavaScript engine for one name. */
  private readSignals(given: Fields | undefined, shared: Fields | undefined): void {
    const names = this.names
    const count = names.length
    if (count === 0) return
    const own = given ?? NOTHING
    const other = shared ?? NOTHING
    this.signal(0, own[names[0]!] ?? other[names[0]!])
    if (count === 1) return
    this.signal(1, own[names[1]!] ?? other[names[1]!])
    if (count === 2) return
    this.signal(2, own[names[2]!] ?? other[names[2]!])
    if (count === 3) return
    this.signal(3, own[names[3]!] ?? other[names[3]!])
    if (count === 4) return
    this.signal(4, own[names[4]!] ?? other[names[4]!])
    if (count === 5) return
    this.signal(5, own[names[5]!] ?? other[names[5]!])
    if (count === 6) return
    this.signal(6, own[names[6]!] ?? other[names[6]!])
    if (count === 7) return
    this.signal(7, own[names[7]!] ?? other[names[7]!])
    for (let index = 8; index < count; index += 1) this.signal(index, own[names[index]!] ?? other[names[index]!])
  }

  private signal(index: number, value: unknown): void {
    const field = FIRST_SIGNAL + index
    if (value === null || value === undefined) {
      this.values[field] = NaN
      return
    }
    const codes = this.codes[index]!
    if (codes === null) {
      if (typeof value !== 'number') return this.wrong(field, value)
      this.values[field] = value
      if (value !== value) this.note(field, NOT_A_NUMBER)
    } else if (codes.size === 0) {
      if (typeof value !== 'boolean') return this.wrong(field, value)
      this.values[field] = value ? 1 : 0
    } else {
      if (typeof value !== 'string') return this.wrong(field, value)
      this.values[field] = codes.get(value) ?? 0
    }
  }

  private readAlternatives(given: unknown): void {
    if (!Array.isArray(given)) return this.wrong(ALTERNATIVES, given)
    let previous = 1
    for (let index = 0; index < given.length; index += 1) {
      const item = given[index] as Fields | null | undefined
      const label = item === null || item === undefined ? undefined : item['label']
      const confidence = item === null || item === undefined ? undefined : item['confidence']
      if (typeof label !== 'string' || typeof confidence !== 'number') return this.noAlternatives(WRONG_TYPE)
      if (confidence !== confidence) return this.noAlternatives(NOT_A_NUMBER)
      if (confidence < 0 || confidence > 1) return this.noAlternatives(OUT_OF_RANGE)
      if (confidence > previous) return this.noAlternatives(OUT_OF_ORDER)
      this.labels[index] = label
      this.confidences[index] = previous = confidence
    }
    this.alternatives = given.length
    this.values[ALTERNATIVES] = given.length
    if (given.length > 0) this.values[FIRST_ALTERNATIVE] = this.confidences[0]!
    if (given.length > 1) this.values[SECOND_ALTERNATIVE] = this.confidences[1]!
  }

  private noAlternatives(problem: number): void {
    this.note(ALTERNATIVES, problem)
  }
}

const NOTHING: Fields = Object.freeze({})

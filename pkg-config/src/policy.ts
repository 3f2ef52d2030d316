import { withOptions } from './alternatives.js'
import { Audits } from './audit.js'
import { LoadedColumns, decideColumns, type ColumnInput } from './columns.js'
import { withPlaces, write } from './document.js'
import { Engine, check as checkText } from './engine.js'
import { LeewayError, PolicyError } from './errors.js'
import { memory } from './init.js'
import { codesOf, type Layout, type SituationsLayout } from './layout.js'
import { Reader } from './read.js'
import { Sets } from './sets.js'
import { ODD } from './shares.js'
import { Situations } from './situation.js'
import { Situations as Situations2 } from './situation-2.js'
import { Situations as Situations3 } from './situation-3.js'
import { snapshot } from './snapshot.js'
import type { Decision, Diagnostic, Explanation, Health, Input, Record as Row } from './types.js'

type AnySituations = Situations | Situations2 | Situations3

const COPIES = [Situations, Situations2, Situations3]
let copies = 0

/** Policies that are used together take different copies; which one makes no difference to what is read. */
/** Null where a policy has more situations than a number can tell apart. */
function situationsOf(engine: Engine, layout: Layout, sets: Sets | null): AnySituations | null {
  const shares = parse<SituationsLayout | null>(engine.situations())
  if (shares === null) return null
  const Next = COPIES[copies++ % COPIES.length]!
  return new Next(layout, shares, sets)
}

/** The low bits of an outcome's number are its place among the decisions kept, the rest their generation. */
const PLACE_BITS = 12

/**
 * The errors of a document, all at once; `check` of `leeway-policy/lab` adds warnings and hints.
 *
 * @throws LeewayError `NOT_READY` before the engine is loaded
 */
export function check(document: unknown): Diagnostic[] {
  memory()
  const written = write(document)
  if ('diagnostics' in written) return [...written.diagnostics]
  return withPlaces(document, parse(checkText(written.text)))
}

/**
 * Compiles a document, once; then decide as often as you like. It may be text or any object, such as imported JSON;
 * `definePolicy` types one that is written in code.
 *
 * @throws PolicyError `POLICY_INVALID` with every diagnostic, if any is an error
 * @throws LeewayError `NOT_READY` before the engine is loaded
 */
export function compile(document: unknown): Policy {
  memory()
  const written = write(document)
  if ('diagnostics' in written) throw new PolicyError(written.diagnostics)
  const engine = Engine.compile(written.text)
  if (engine === undefined) throw new PolicyError(withPlaces(document, parse(checkText(written.text))))
  return new Policy(engine)
}

/** The fields of an input, and of the health beside it. */
const FIELDS = ' id model confidence second alternatives operation impact signals at_most now '
const SHARED = ' signals at_most '

const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [])

/** What the engine says. */
const parse = <Answer>(text: string): Answer => JSON.parse(text) as Answer

/** A compiled policy. Free it when it is no longer used; the garbage collector does so too, later. */
export class Policy {
  /** The policy's name. */
  readonly name: string
  readonly #layout: Layout
  readonly #reader: Reader
  readonly #audits: Audits | null
  readonly #sets: Sets | null
  #situations: AnySituations | null = null
  #hasSought = false
  #engine: Engine | undefined
  #hash: string | undefined
  #decisions: Decision[] = []
  #generation = 0

  /** @internal use {@link compile} */
  constructor(engine: Engine) {
    this.#engine = engine
    this.#layout = parse<Layout>(engine.layout())
    this.name = this.#layout.name
    this.#sets = this.#layout.sets === null ? null : new Sets(this.#layout.sets)
    this.#reader = new Reader(engine, this.#layout, this.#sets)
    const salt = this.#layout.audit_salt
    this.#audits = salt === null ? null : new Audits(salt)
  }

  /** SHA-256 of the RFC 8785 form of the document, in lower-case hexadecimal, taken when it is first asked for. */
  get hash(): string {
    return (this.#hash ??= (this.#engine ?? freed()).hash())
  }

  /**
   * Decides one input. Never throws for bad data: that gives findings and the policy's `invalid` action.
   * The answer is frozen, and shared by equal decisions.
   *
   * @param health what many inputs share; the input's own signals count first, of two ceilings the lower
   */
  decide(input: Input, health?: Health | null): Decision {
    const decision = this.#situations?.find(input, health) ?? this.#decideNew(input, health)
    return this.#audits === null ? decision : this.#audits.of(decision, field(input, 'id'))
  }

  /** Odd, or the first of its situation: the next is given the same decision. */
  #decideNew(input: Input, health: Health | null | undefined): Decision {
    const situations = this.#situations ?? this.#newSituations()
    if (situations === null || situations.of(input, health) === ODD) return this.#decideAfresh(input, health)
    // Decided from a copy, because getters may say another thing each time, and what is remembered must be what this
    // situation is given.
    const { names } = this.#reader
    const copy = snapshot(input, names).fields as Input
    const shared = health === null || health === undefined ? null : (snapshot(health, names).fields as Health)
    const situation = situations.of(copy, shared)
    const decision = this.#afresh(copy, shared)
    if (situation !== ODD && situations.remembered.get(situation) === undefined) situations.remembered.add(situation, decision)
    return this.#withOptions(decision)
  }

  /** Made for the second decision: who decides once need not wait for what finds a situation again. */
  #newSituations(): AnySituations | null {
    if (this.#engine !== undefined && this.#decisions.length > 0 && !this.#hasSought) {
      this.#hasSought = true
      this.#situations = situationsOf(this.#engine, this.#layout, this.#sets)
    }
    return this.#situations
  }

  #decideAfresh(input: Input, health: Health | null | undefined): Decision {
    return this.#withOptions(this.#afresh(input, health))
  }

  /** Decides with all steps; options are not yet among the answer. */
  #afresh(input: Input, health: Health | null | undefined): Decision {
    const engine = this.#engine ?? freed()
    return this.#decideFacts(engine, this.#reader.read(input, health))
  }

  #withOptions(decision: Decision): Decision {
    return withOptions(decision, this.#reader.options, this.#reader.setsOfOptions)
  }

  /** Decides what the reader has read; with trouble it says so. */
  #decideFacts(engine: Engine, troubled: boolean): Decision {
    const number = engine.decide(troubled)
    const known = number >>> PLACE_BITS === this.#generation ? this.#decisions[number & ((1 << PLACE_BITS) - 1)] : undefined
    return known ?? this.#remember(engine, number)
  }

  /** A new outcome: ask for its words, once. A new generation ends the old one. */
  #remember(engine: Engine, number: number): Decision {
    const generation = number >>> PLACE_BITS
    if (generation !== this.#generation) {
      this.#decisions = []
      this.#generation = generation
    }
    const decision = freeze(parse<Decision>(engine.outcome(number)))
    this.#sets?.note(decision, engine.options_from(number))
    this.#decisions[number & ((1 << PLACE_BITS) - 1)] = decision
    return decision
  }

  /** Explains the decision of one input: every step with its numbers, every rule that was tried. */
  explain(input: Input, health?: Health | null): Explanation {
    const engine = this.#engine ?? freed()
    const troubled = this.#reader.read(input, health)
    const explanation = parse<Explanation>(engine.explain(troubled))
    const decision = this.#withOptions(this.#decideFacts(engine, troubled))
    explanation.decision = this.#audits?.of(decision, field(input, 'id')) ?? decision
    explanation.ignored = [...this.#ignored(input, '', FIELDS), ...this.#ignored(health, 'health.', SHARED)]
    return freeze(explanation)
  }

  #ignored(source: unknown, path: string, fields: string): string[] {
    try {
      const unknown = keysOf(source).filter((name) => !fields.includes(` ${name} `)).map((name) => path + name)
      return [...unknown, ...keysOf((source as Input).signals).filter((name) => !this.#reader.names.includes(name))]
    } catch {
      return []
    }
  }

  /** The row for the log: an input, the numbers that counted, and the decision it was given. */
  record(input: Input, decision: Decision, health?: Health | null): Row {
    const engine = this.#engine ?? freed()
    const numbers = engine.numbers(this.#reader.read(input, health))
    const [confidence, second, impact, calibrated, eligible] = new Float64Array(memory().buffer, numbers, 5)
    // Before other fields are read: their getters may decide too.
    const predicted = this.#reader.options?.[0]?.label ?? null
    return {
      id: text(input, 'id'),
      t: number(input, 'now'),
      policy: this.hash,
      model: text(input, 'model'),
      segment: decision.segment,
      operation: text(input, 'operation'),
      predicted,
      confidence: known(confidence),
      calibrated: known(calibrated),
      second: known(second),
      impact: known(impact),
      base: decision.base,
      action: decision.action,
      code: decision.code,
      rules: decision.rules,
      missing: decision.missing,
      eligible: eligible === 1,
      propensity: decision.audit?.rate ?? null,
    }
  }

  /**
   * Decides many inputs at once, given as columns of one length.
   *
   * @returns a byte for each: the action's index in `ACTIONS` in the low three bits, the code's in `CODES` in the next three
   * @throws LeewayError `BAD_COLUMNS` for a column of another kind or length, or of a signal that is not declared
   */
  decideColumns(columns: ColumnInput | LoadedColumns): Uint8Array {
    const engine = this.#engine ?? freed()
    if (columns instanceof LoadedColumns) return columns.decide(engine, this.#layout)
    return decideColumns(engine, this.#layout, columns)
  }

  /**
   * Copies columns into the engine's memory, once, to decide them often: under this policy, or under another with the
   * same signals and operations, as when a threshold is dragged. Free them when done.
   *
   * @throws LeewayError `BAD_COLUMNS`
   */
  loadColumns(columns: ColumnInput): LoadedColumns {
    return new LoadedColumns(this.#layout, columns)
  }

  /**
   * Strings as codes for `decideColumns`: 0 for one that is not listed.
   *
   * @param name a string signal, `operation` or `model`
   */
  codes(name: string, strings: readonly string[]): Uint8Array | Uint16Array {
    const { models, operations, signals } = this.#layout
    const listed = name === 'model' ? models : name === 'operation' ? operations : null
    const names = listed ?? signals.find((signal) => signal.name === name && signal.values?.length)?.values
    if (!names) throw new LeewayError('BAD_COLUMNS', `\`${name}\` has no codes in this policy`)
    const codes = codesOf(names)
    const column = names.length > 255 ? new Uint16Array(strings.length) : new Uint8Array(strings.length)
    for (let index = 0; index < strings.length; index += 1) column[index] = codes.get(strings[index]) ?? 0
    return column
  }

  /** Gives back the memory of this policy; it cannot decide after that. */
  free(): void {
    this.#hash ??= this.#engine?.hash()
    this.#engine?.free()
    this.#engine = undefined
    this.#situations = null
    this.#decisions = []
  }

  [Symbol.dispose](): void {
    this.free()
  }
}

function freed(): never {
  throw new LeewayError('FREED', 'this policy was freed')
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) freeze(part)
    Object.freeze(value)
  }
  return value
}

function field(input: Input, name: keyof Input): unknown {
  try {
    return input[name]
  } catch {
    return undefined
  }
}

function text(input: Input, name: keyof Input): string | null {
  const value = field(input, name)
  return typeof value === 'string' ? value : null
}

function number(input: Input, name: keyof Input): number | null {
  const value = field(input, name)
  return typeof value === 'number' ? known(value) : null
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

import { ColumnMemory, type Engine } from './engine.js'
import { LeewayError, describe } from './errors.js'
import { memory } from './init.js'
import { Field, type Layout } from './layout.js'

/** The cells of one field. Numbers: NaN is absent. Codes: of strings as `Policy.codes` gives them, or booleans as 0 and 1. */
export type Cells = Float64Array | Uint8Array | Uint16Array

/** Cells, with a byte for each row that is 0 where the value is absent, if any is. */
export type Column = Cells | { readonly values: Cells; readonly present: Uint8Array }

/** Inputs as columns of one length. */
export interface ColumnInput {
  /** Codes of models, for a policy that calibrates their confidence or has evidence. */
  readonly model?: Column
  readonly confidence?: Column
  readonly second?: Column
  /** Numbers in [0, 1]. */
  readonly impact?: Column
  /** Codes of operations. */
  readonly operation?: Column
  /** How many alternatives each input has, as numbers. */
  readonly alternatives?: Column
  /**
   * For a policy with fitted sets of options, of inputs with more alternatives than are shown: the confidence of the first
   * that is not shown; where sets are `aps`, the sum of all down to it, negative. Without it, `show_options` is not available
   * to such an input, since its set may be too large; minus infinity for an input of another model than the sets'.
   */
  readonly beyond?: Column
  /** Ranks of actions: their index in `ACTIONS`. */
  readonly at_most?: Column
  /** When each input is, as numbers, for a policy with evidence. */
  readonly now?: Column
  readonly signals?: { readonly [name: string]: Column }
}

/** How many rows are copied at once: their columns stay in the processor's cache. */
const CHUNK = 4096

interface Placed {
  readonly name: string
  readonly field: number
  readonly cells: Cells
  readonly present: Uint8Array | null
}

/** Columns that were copied into the engine's memory once, for many decisions. Free them when done. */
export class LoadedColumns {
  readonly rows: number
  /** @internal */
  readonly layout: Layout
  #memory: ColumnMemory | undefined

  /** @internal use `Policy.loadColumns` */
  constructor(layout: Layout, input: ColumnInput) {
    const { columns, rows } = place(layout, input)
    this.layout = layout
    this.rows = rows
    this.#memory = allocate(columns, rows)
    copyIn(this.#memory, columns, 0, rows)
  }

  /** @internal */
  decide(engine: Engine, layout: Layout): Uint8Array {
    if (this.#memory === undefined) throw new LeewayError('FREED', 'these columns were freed')
    if (!sameLayout(this.layout, layout)) bad('these columns were loaded for a policy with other names')
    const out = new Uint8Array(this.rows)
    decideInto(out, this.#memory, engine, 0, this.rows)
    return out
  }

  /** Gives back the memory. */
  free(): void {
    this.#memory?.free()
    this.#memory = undefined
  }
}

/** Decides columns that lie in JavaScript: chunk by chunk through a small piece of the engine's memory. */
export function decideColumns(engine: Engine, layout: Layout, input: ColumnInput): Uint8Array {
  const { columns, rows } = place(layout, input)
  const out = new Uint8Array(rows)
  const room = Math.min(rows, CHUNK)
  const chunk = allocate(columns, room)
  try {
    for (let first = 0; first < rows; first += room) {
      const count = Math.min(room, rows - first)
      copyIn(chunk, columns, first, count)
      decideInto(out, chunk, engine, first, count)
    }
  } finally {
    chunk.free()
  }
  return out
}

function allocate(columns: readonly Placed[], rows: number): ColumnMemory {
  const chunk = new ColumnMemory(rows)
  for (const { field, cells, present } of columns) chunk.add(field, cells.BYTES_PER_ELEMENT, present !== null)
  return chunk
}

function copyIn(chunk: ColumnMemory, columns: readonly Placed[], first: number, count: number): void {
  const { buffer } = memory()
  for (const { field, cells, present } of columns) {
    const Kind = cells.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => Cells
    new Kind(buffer, chunk.column(field, false), count).set(cells.subarray(first, first + count))
    if (present !== null) new Uint8Array(buffer, chunk.column(field, true), count).set(present.subarray(first, first + count))
  }
}

function decideInto(out: Uint8Array, chunk: ColumnMemory, engine: Engine, first: number, count: number): void {
  // Before the memory is looked at, which may grow.
  const answers = chunk.decide(engine, count)
  out.set(new Uint8Array(memory().buffer, answers, count), first)
}

/** The columns with the fields they fill, checked: known names, right kinds, one length. */
function place(layout: Layout, input: ColumnInput): { columns: Placed[]; rows: number } {
  const columns: Placed[] = []
  try {
    const { signals, ...fixed } = members(input, 'the columns')
    for (const [name, column] of Object.entries(fixed)) columns.push(...fixedColumn(name, column))
    for (const [name, column] of Object.entries(members(signals ?? {}, '`signals`'))) columns.push(...signalColumn(layout, name, column))
  } catch (cause) {
    throw cause instanceof LeewayError ? cause : new LeewayError('BAD_COLUMNS', `a column could not be read: ${describe(cause)}`, { cause })
  }
  const rows = commonLength(columns)
  // Where no operations are declared, one that is given counts for the length only.
  return { columns: columns.filter(({ field }) => field !== Field.operation || layout.operations !== null), rows }
}

function members(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) bad(`${what} should be an object of columns`)
  return value as Record<string, unknown>
}

function fixedColumn(name: string, column: unknown): Placed[] {
  if (!Object.hasOwn(FIXED, name)) bad(`there is no column \`${name}\``)
  const [field, kind] = FIXED[name as keyof typeof FIXED]
  return isAbsent(column) ? [] : [placed(name, field, column, kind)]
}

function signalColumn(layout: Layout, name: string, column: unknown): Placed[] {
  const index = layout.signals.findIndex((signal) => signal.name === name)
  if (index < 0) bad(`the policy declares no signal \`${name}\``)
  const kind = layout.signals[index]!.values === null ? 'numbers' : 'codes'
  return isAbsent(column) ? [] : [placed(name, Field.first_signal + index, column, kind)]
}

function isAbsent(column: unknown): boolean {
  return column === null || column === undefined
}

const FIXED = {
  model: [Field.model, 'codes'],
  confidence: [Field.confidence, 'numbers'],
  second: [Field.second, 'numbers'],
  impact: [Field.impact, 'numbers'],
  alternatives: [Field.alternatives, 'numbers'],
  beyond: [Field.beyond, 'numbers'],
  operation: [Field.operation, 'codes'],
  at_most: [Field.at_most, 'codes'],
  now: [Field.now, 'numbers'],
} as const

function placed(name: string, field: number, given: unknown, kind: 'numbers' | 'codes'): Placed {
  const column = given as Column
  const cells = ArrayBuffer.isView(column) ? column : column.values
  const present = ArrayBuffer.isView(column) ? null : column.present
  const fits = kind === 'numbers' ? cells instanceof Float64Array : cells instanceof Uint8Array || cells instanceof Uint16Array
  if (!fits) bad(`column \`${name}\` should be a ${kind === 'numbers' ? 'Float64Array' : 'Uint8Array or Uint16Array'}`)
  if (present !== null && !(present instanceof Uint8Array)) bad(`the presence of column \`${name}\` should be a Uint8Array`)
  return { name, field, cells, present }
}

function commonLength(columns: readonly Placed[]): number {
  const rows = columns[0]?.cells.length ?? 0
  for (const { name, cells, present } of columns) {
    if (cells.length !== rows) bad(`column \`${name}\` has ${cells.length} rows; \`${columns[0]!.name}\` has ${rows}`)
    if (present !== null && present.length !== rows) bad(`the presence of column \`${name}\` has ${present.length} rows, not ${rows}`)
  }
  return rows
}

function sameLayout(a: Layout, b: Layout): boolean {
  return a === b || JSON.stringify([a.models, a.operations, a.signals]) === JSON.stringify([b.models, b.operations, b.signals])
}

function bad(message: string): never {
  throw new LeewayError('BAD_COLUMNS', message)
}

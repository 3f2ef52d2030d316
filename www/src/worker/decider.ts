import { compile, type Policy } from 'leeway-policy'
import { countRows, impactBandsOf, originOf, placeRows, type Placing } from '../count/place.ts'
import { cellNumber, sizeOf } from '../count/tally.ts'
import type { Log } from '../log/types.ts'
import { bands, boundsOf, impactOf, operationOf, read, type Document } from '../state/document.ts'
import { ColumnCache, inputOf } from './columns.ts'
import type { Decided, Setting, Tally } from './protocol.ts'
import type { View } from './view.ts'

/** One policy over the rows on the screen: decided in one call, counted in one pass. */
export class Decider {
  policy: Policy | null = null
  document: Document | null = null
  setting: Setting | null = null
  /** Of the last decision: a byte a row, as the package gives it, and the row's cell. */
  outcomes: Uint8Array = new Uint8Array(0)
  readonly cells: Uint8Array
  private readonly columnsKept = new Map<string, { key: string; column: Uint8Array | Uint16Array | Uint32Array }>()

  constructor(readonly log: Log, readonly view: View, private readonly columns = new ColumnCache(log, view)) {
    this.cells = new Uint8Array(view.rows)
  }

  /** Decides all rows; a document with errors leaves the last good answer in place. */
  decide(setting: Setting): Decided {
    const start = performance.now()
    let policy: Policy
    try { policy = this.compiled(setting) } catch (error) { return { ok: false, message: messageOf(error) } }
    const compiled = performance.now()
    const document = this.document as Document
    this.outcomes = policy.decideColumns(this.columns.load(policy, document, setting))
    this.setting = setting
    const decided = performance.now()
    const tally = this.count(document, { compile: compiled - start, decide: decided - compiled, count: 0 })
    tally.took.count = performance.now() - decided
    return { ok: true, tally }
  }

  private compiled(setting: Setting): Policy {
    if (this.policy && this.setting?.text === setting.text) return this.policy
    const policy = compile(setting.text)
    this.policy?.free()
    this.policy = policy
    this.document = read(setting.text)
    return policy
  }

  private count(document: Document, took: Tally['took']): Tally {
    const confidence = bands(document.confidence).map(({ name }) => name)
    const impact = bands(document.impact)
    const impactNames = impact.map(({ name }) => name)
    const size = { groups: this.view.groups, confidence: confidence.length, impact: impact.length }
    const counts = new Int32Array(sizeOf(size))
    const origin = this.kept('origin', JSON.stringify(size), () => originOf(this.view.group, this.view.truth, (size.confidence + 1) * (size.impact + 1)))
    if (hasMovingCells(document)) this.askCells(document, confidence, impactNames)
    else placeRows(this.placing(document, confidence, impact.map(({ from }) => from)), this.cells)
    countRows(this.outcomes, origin, this.cells, cellNumber(size.confidence, size.impact, size.impact), counts)
    return { groups: size.groups, confidence, impact: impactNames, counts, rows: this.view.rows, took, by: 'rows' }
  }

  /** Cells by the thresholds alone: right as long as no segment and no raise moves a row to another cell. */
  private placing(document: Document, names: string[], impacts: number[]): Placing {
    const { shown, impact, operation, operations } = this.view
    const listed = document.operations && operations.length > 0 ? operations : [null]
    const thresholds = Float64Array.from(listed.flatMap((name) => { const bounds = boundsOf(document, name); return names.map((band) => bounds[band]) }))
    const own = Float64Array.from(listed, (name) => { const given = name === null ? undefined : operationOf(document, name); return given ? impactOf(document, given.impact) : NaN })
    const places = listed[0] === null ? this.kept('no operation', '', () => new Uint16Array(this.view.rows)) : operation
    const impactColumn = this.kept('impact', JSON.stringify([[...own], impacts]), () => impactBandsOf(places, own, impact, impacts))
    return { confidence: shown, operation: places, thresholds, bands: names.length, impact: impactColumn, impactBands: impacts.length }
  }

  /** A column that depends on more than the rows, made again only when its key changes. */
  private kept<C extends Uint8Array | Uint16Array | Uint32Array>(name: string, key: string, make: () => C): C {
    const known = this.columnsKept.get(name)
    if (known?.key === key) return known.column as C
    const column = make()
    this.columnsKept.set(name, { key, column })
    return column
  }

  /** Cells as the policy itself gives them, row by row: for segments and raises. */
  private askCells(document: Document, names: string[], impacts: string[]): void {
    const policy = this.policy as Policy
    const setting = this.setting as Setting
    for (let row = 0; row < this.cells.length; row++) {
      const { cell } = policy.decide(inputOf(this.log, this.view, document, setting.signals, row, false))
      this.cells[row] = cell ? cellNumber(names.indexOf(cell.confidence), impacts.indexOf(cell.impact), impacts.length) : cellNumber(names.length, impacts.length, impacts.length)
    }
  }

  /** A second one over the same columns, for what-ifs that must not disturb the first. */
  twin(): Decider {
    return new Decider(this.log, this.view, this.columns)
  }

  free(): void {
    this.columns.free()
    this.policy?.free()
    this.policy = null
  }
}

/** Whether something besides an operation's own numbers decides in which cell a row falls. */
const hasMovingCells = (document: Document): boolean =>
  (document.segments?.length ?? 0) > 0 || Object.values(document.operations ?? {}).some(({ raise }) => (raise?.length ?? 0) > 0)

function messageOf(error: unknown): string {
  const first = (error as { diagnostics?: { message: string }[] }).diagnostics?.[0]
  return first?.message ?? (error instanceof Error ? error.message : String(error))
}

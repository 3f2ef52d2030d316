import { compile, type Policy } from 'leeway-policy'
import { cellNumber, countInto, sizeOf } from '../count/tally.ts'
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
    const confidence = bands(document.confidence)
    const impact = bands(document.impact)
    const size = { groups: this.view.groups, confidence: confidence.length, impact: impact.length }
    if (hasMovingCells(document)) this.askCells(document, confidence.map(({ name }) => name), impact.map(({ name }) => name))
    else this.placeCells(document, confidence.map(({ name }) => name), impact.map(({ from }) => from))
    const counts = new Int32Array(sizeOf(size))
    countInto(counts, this.outcomes, this.cells, this.view.group, this.view.truth, (size.confidence + 1) * (size.impact + 1))
    return { groups: size.groups, confidence: confidence.map(({ name }) => name), impact: impact.map(({ name }) => name), counts, rows: this.view.rows, took }
  }

  /** Cells by the thresholds alone: right as long as no segment and no raise moves a row to another cell. */
  private placeCells(document: Document, names: string[], impacts: number[]): void {
    const { confidence, impact, operation, operations } = this.view
    const listed = document.operations ? operations : []
    const thresholds = (listed.length ? listed : [null]).map((name) => { const bounds = boundsOf(document, name); return Float64Array.from(names, (band) => bounds[band]) })
    const own = Float64Array.from(listed, (name) => { const given = operationOf(document, name); return given ? impactOf(document, given.impact) : NaN })
    const none = cellNumber(names.length, impacts.length, impacts.length)
    const bandsUp = impacts.length
    for (let row = 0; row < this.cells.length; row++) {
      if (this.outcomes[row] >> 3 === 0) { this.cells[row] = none; continue }
      const at = listed.length ? operation[row] : 0
      const limits = thresholds[at]
      const value = confidence[row]
      let c = 0
      while (c + 1 < limits.length && value >= limits[c + 1]) c++
      const given = impact ? impact[row] : NaN
      const ownImpact = listed.length ? own[at] : 0
      const high = given > ownImpact ? given : ownImpact
      let i = 0
      while (i + 1 < bandsUp && high >= impacts[i + 1]) i++
      this.cells[row] = c * (bandsUp + 1) + i
    }
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

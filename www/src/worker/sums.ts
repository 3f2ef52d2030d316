import type { Log as LabLog, Sweep } from 'leeway-policy/lab'
import { cellNumber, sizeOf } from '../count/tally.ts'
import { RIGHT, UNLABELLED, WRONG, type Log } from '../log/types.ts'
import { bands, read, type Document } from '../state/document.ts'
import { LADDER, type Action } from '../words.ts'
import { TIME, logColumn, readsAlternatives, signalColumn, signalsOf, timeOf } from './columns.ts'
import type { Setting, Tally } from './protocol.ts'
import type { View } from './view.ts'

// What another threshold makes of a long log is a matter of sums: the lab sorts the rows once, and counts them anew in a
// thousandth of the time that deciding them takes. Whatever else changes is decided row by row, as ever.

type Lab = Pick<typeof import('leeway-policy/lab'), 'Log' | 'sweep'>

/** So many rows are written at once; then whoever waits is let in. */
const PIECE = 5_000

/** The rows on the screen, sorted for the policies that differ in their thresholds alone. */
export class Sums {
  private constructor(private readonly log: LabLog, private readonly sorted: Sweep, private readonly view: View, private readonly key: string) {}

  /** Null where it cannot be done, or is not wanted any more. */
  static async of(lab: Lab, log: Log, view: View, setting: Setting, breathe: () => Promise<boolean>): Promise<Sums | null> {
    const document = read(setting.text)
    const ranked = rankedOf(log, view, document, setting.text)
    if (ranked === null || !groupsOf(view, document)) return null
    const answers = ranked
    let isWanted = true
    async function* pieces(): AsyncGenerator<Uint8Array> {
      const encoder = new TextEncoder()
      for (const text of written(log, view, document, answers)) {
        isWanted &&= await breathe()
        if (!isWanted) return
        yield encoder.encode(text)
      }
    }
    const kept = await lab.Log.read(pieces(), { health: healthOf(log, document, setting) })
    try {
      if (isWanted && kept.about.rows === view.rows) return new Sums(kept, lab.sweep(kept, setting.text), view, keyOf(document, setting))
    } catch { /* They are decided as ever. */ }
    kept.free()
    return null
  }

  /** Null for a policy that differs in more than its thresholds, or is none. */
  count(setting: Setting): Tally | null {
    const start = performance.now()
    const document = read(setting.text)
    const groups = groupsOf(this.view, document)
    if (!groups || keyOf(document, setting) !== this.key) return null
    let found: ReturnType<Sweep['count']>
    try { found = this.sorted.count(setting.text) } catch { return null }
    const [confidence, impact] = [bands(document.confidence), bands(document.impact)].map((list) => list.map(({ name }) => name))
    const size = { groups: this.view.groups, confidence: confidence.length, impact: impact.length }
    const counts = new Int32Array(sizeOf(size))
    const cells = (confidence.length + 1) * (impact.length + 1)
    for (const { operation, cell, action, rows, right, wrong } of found) {
      const at = cell ? cellNumber(confidence.indexOf(cell.confidence), impact.indexOf(cell.impact), impact.length) : cellNumber(confidence.length, impact.length, impact.length)
      const place = (((groups.get(operation) ?? 0) * cells + at) * LADDER.length + LADDER.indexOf(action as Action)) * 3
      counts[place + RIGHT] += right
      counts[place + WRONG] += wrong
      counts[place + UNLABELLED] += rows - right - wrong
    }
    return { groups: size.groups, confidence, impact, counts, rows: this.view.rows, took: { compile: 0, decide: performance.now() - start, count: 0 }, by: 'sums' }
  }

  free(): void {
    this.sorted.free()
    this.log.free()
  }
}

/** The place of each operation among the groups of the picture, by the name that counts have; null where they are not told apart. */
function groupsOf(view: View, document: Document): Map<string | null, number> | null {
  if (!document.operations || view.operations.length === 0) return view.groups === 1 ? new Map([[null, 0]]) : null
  const groups = new Map<string | null, number>()
  for (const [at, name] of view.operations.entries()) {
    const counted = Object.hasOwn(document.operations, name) && name !== '*' ? name : Object.hasOwn(document.operations, '*') ? '*' : null
    if (groups.has(counted)) return null
    groups.set(counted, at)
  }
  return groups
}

/** What must be the same: the signals that are read, and what the panel says. */
const keyOf = ({ signals, operations }: Document, { signals: given, atMost }: Setting): string => JSON.stringify([signals, Object.keys(operations ?? {}), given, atMost])

/** What the panel says of signals that the log does not hold. */
function healthOf(log: Log, document: Document, { signals, atMost }: Setting) {
  const names = Object.keys(document.signals ?? {}).filter((name) => !signalColumn(log, name) && signals[name] !== null && signals[name] !== undefined)
  return { signals: Object.fromEntries(names.map((name) => [name, signals[name] as string | number | boolean])), ...(atMost && { at_most: atMost }) }
}

/**
 * The confidences of ranked answers, where the policy reads them. Null where the lab would make something of them that
 * columns do not say: it takes the second from them where a row has none.
 */
function rankedOf(log: Log, { second }: View, document: Document, text: string): readonly Float64Array[] | null {
  if (!log.alternatives || !readsAlternatives(document, text)) return []
  return second === null || second.includes(NaN) ? null : log.alternatives.confidences
}

/** The rows as the lab reads them: what columns say of each, under the names of the fields. */
function* written(log: Log, view: View, document: Document, ranked: readonly Float64Array[]): Generator<string> {
  const names = Object.keys(document.signals ?? {}).filter((name) => signalColumn(log, name))
  const { operations, operation, confidence, second, impact, model, models, truth, origin } = view
  const hasOperations = document.operations !== undefined && operations.length > 0
  const times = document.evidence && logColumn(log, TIME)
  const number = (value: number) => (Number.isNaN(value) ? '' : String(value))
  yield ['confidence', 'second', 'impact', 'correct', 'model', ...(hasOperations ? ['operation'] : []), ...(times ? [TIME] : []), ...(ranked.length > 0 ? ['alternatives'] : []), ...names.map((name) => quoted(`signals.${name}`))].join(',') + '\n'
  for (let from = 0; from < view.rows; from += PIECE) {
    let piece = ''
    for (let row = from; row < Math.min(view.rows, from + PIECE); row++) {
      const right = truth[row] === RIGHT ? '1' : truth[row] === WRONG ? '0' : ''
      piece += `${number(confidence[row])},${second ? number(second[row]) : ''},${impact ? number(impact[row]) : ''},${right},${model ? quoted(models[model[row]]) : ''}`
      if (hasOperations) piece += `,${quoted(operations[operation[row]])}`
      if (times) piece += `,${number(timeOf(times, origin[row]))}`
      if (ranked.length > 0) piece += `,${quoted(answersOf(ranked, origin[row]))}`
      if (names.length > 0) {
        const signals = signalsOf(log, document, {}, origin[row])
        for (const name of names) piece += `,${quoted(String(signals[name] ?? ''))}`
      }
      piece += '\n'
    }
    yield piece
  }
}

/** Nobody asks what the answers are, only how sure each is. */
function answersOf(ranked: readonly Float64Array[], row: number): string {
  const answers = ranked.flatMap((column, rank) => (Number.isNaN(column[row]) ? [] : [{ label: String(rank), confidence: column[row] }]))
  return answers.length === 0 ? '' : JSON.stringify(answers)
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
